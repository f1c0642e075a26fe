-- 001 people: who studies on this replica.

CREATE TABLE IF NOT EXISTS students (
    id UUID PRIMARY KEY,
    display_name TEXT NOT NULL CHECK (char_length(btrim(display_name)) BETWEEN 1 AND 80),
    language TEXT NOT NULL DEFAULT 'tr' CHECK (language IN ('tr', 'en')),
    school_grade SMALLINT CHECK (school_grade BETWEEN 1 AND 13),
    target_exam TEXT CHECK (char_length(target_exam) <= 40),
    colour TEXT NOT NULL DEFAULT 'violet' CHECK (char_length(colour) <= 20),
    archived_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_by UUID
);

COMMENT ON TABLE students IS 'A person who studies: one row for each profile. Edited, so the last writer wins.';
COMMENT ON COLUMN students.updated_by IS 'Replica that made the last edit; NULL before the replica has an identity (008).';

-- Of this device alone: in no log, no bundle and no backup. A PIN that went along would lock people out elsewhere, and
-- its hash would be somebody else's to guess.
CREATE TABLE IF NOT EXISTS profile_locks (
    student_id UUID PRIMARY KEY,
    pin_salt BYTEA NOT NULL CHECK (octet_length(pin_salt) >= 16),
    pin_hash BYTEA NOT NULL CHECK (octet_length(pin_hash) = 32),
    iterations INT NOT NULL CHECK (iterations >= 600000),
    lock_after_minutes SMALLINT CHECK (lock_after_minutes BETWEEN 1 AND 240),
    failed_count INT NOT NULL DEFAULT 0 CHECK (failed_count >= 0),
    failed_at TIMESTAMPTZ,
    reset_asked_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

COMMENT ON TABLE profile_locks IS
    'The PIN of a profile on this device. It keeps others who use the computer from opening the profile; it encrypts nothing.';
COMMENT ON COLUMN profile_locks.pin_hash IS 'PBKDF2 with HMAC-SHA-256 over pin_salt, iterations times.';
COMMENT ON COLUMN profile_locks.lock_after_minutes IS 'Minutes without a key or a touch until it locks by itself; NULL: only when somebody else picks a profile, or the app starts.';
COMMENT ON COLUMN profile_locks.failed_count IS 'Wrong PINs since the last right one, counted before each is checked. They decide how long the next has to wait.';
COMMENT ON COLUMN profile_locks.reset_asked_at IS 'When somebody said that the PIN is forgotten; the right PIN takes it back.';

-- Nobody's to read over a network.
ALTER TABLE profile_locks ENABLE ROW LEVEL SECURITY;
