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
