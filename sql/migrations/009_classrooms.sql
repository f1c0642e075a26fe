-- 009 classrooms: who may see and write what, and how a device becomes a pupil of a class.
--
-- Row-level security decides for every table of modules 001 to 010. The set of students and classes that a caller may
-- see is computed once for each statement and compared as an array, so that indexes serve it. The functions of 008 ask
-- sync_caller_scopes() once for each call. The owner of the database (a device, an operator's console) and service_role
-- are not restricted; triggers work as the owner, so nothing here is asked when a device records a mistake.
--
-- How claims reach a transaction (as PostgREST sets them): the role by SET LOCAL ROLE, the token's content as JSON in
-- request.jwt.claims. A function refuses with SQLSTATE PT4xx, which PostgREST turns into that HTTP status; DETAIL is
-- the stable code of the refusal, MESSAGE and HINT are for people.
--
--     PT400 INVALID_INPUT      PT401 SIGN_IN_REQUIRED     PT403 FORBIDDEN     PT404 JOIN_CODE_REFUSED, NAME_NOT_ON_ROSTER,
--     NOT_FOUND                PT409 CONFLICT             PT410 STUDENT_ERASED                    PT429 RATE_LIMITED
--
-- Of a class that the caller has nothing to do with it says NOT_FOUND, as of one that does not exist.

-- Roles --------------------------------------------------------------------------------------------------------------

DO $$
DECLARE
    v_role TEXT;
BEGIN
    FOREACH v_role IN ARRAY ARRAY['anon', 'authenticated', 'service_role'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = v_role) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', v_role);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                RAISE NOTICE 'role % was made by somebody else at this moment', v_role;
            END;
        END IF;
        -- Whoever deploys this must be able to act as them. Supabase has arranged that already. From 16 on, who made a
        -- role may grant it, but cannot act as it until then.
        IF NOT pg_has_role(current_user, v_role,
            CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
            BEGIN
                EXECUTE format('GRANT %I TO CURRENT_USER', v_role);
            EXCEPTION WHEN insufficient_privilege THEN
                RAISE WARNING 'role % cannot be granted to %', v_role, current_user
                    USING HINT = format('Let an administrator run: GRANT %I TO %I', v_role, current_user);
            END;
        END IF;
    END LOOP;
END $$;

-- Names --------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION fold_name(p_name TEXT) RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- lower() depends on the locale of the database, and no locale knows which of the four letters i somebody meant.
    RETURN lower(translate(p_name, 'İIıÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĞŞƏ', 'iiiàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþğşə') COLLATE "C");
END $$;

COMMENT ON FUNCTION fold_name(TEXT) IS 'A name as it is compared: without case, the dotted and the dotless i alike, in every locale the same.';

-- Tables -------------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS people (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    role TEXT NOT NULL CHECK (role IN ('teacher', 'hub', 'operator')),
    display_name TEXT NOT NULL CHECK (char_length(btrim(display_name)) BETWEEN 1 AND 80),
    email TEXT CHECK (char_length(email) BETWEEN 3 AND 320),
    password_hash TEXT,
    language TEXT NOT NULL DEFAULT 'tr' CHECK (language IN ('tr', 'en')),
    disabled_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX IF NOT EXISTS uq_people_email ON people (lower(email));

COMMENT ON TABLE people IS 'Teachers, hubs and operators who sign in. Their id is the subject of their token: on Supabase that of auth.users.';
COMMENT ON COLUMN people.password_hash IS 'Argon2id, made and checked by the server; NULL where sign-in is somebody else''s.';

CREATE TABLE IF NOT EXISTS classes (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    display_name TEXT NOT NULL CHECK (char_length(btrim(display_name)) BETWEEN 1 AND 80),
    preset_name VARCHAR(50),
    allows_new_names BOOLEAN NOT NULL DEFAULT true,
    archived_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_by UUID,
    extra JSONB
);

COMMENT ON TABLE classes IS 'A class. Travels in a scope of its own (its id) to its pupils, teachers and hubs; edited, so the last writer wins.';
COMMENT ON COLUMN classes.preset_name IS 'Preset given to every member, and to whoever joins; NULL leaves each pupil their own.';
COMMENT ON COLUMN classes.allows_new_names IS 'Whether somebody with a join code may enter a name that is not on the roster.';

CREATE TABLE IF NOT EXISTS class_teachers (
    class_id UUID NOT NULL REFERENCES classes (id) ON DELETE CASCADE,
    person_id UUID NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    added_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (class_id, person_id)
);
CREATE INDEX IF NOT EXISTS idx_class_teachers_person ON class_teachers (person_id);

CREATE TABLE IF NOT EXISTS class_hubs (
    class_id UUID NOT NULL REFERENCES classes (id) ON DELETE CASCADE,
    person_id UUID NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    added_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (class_id, person_id)
);
CREATE INDEX IF NOT EXISTS idx_class_hubs_person ON class_hubs (person_id);

COMMENT ON TABLE class_teachers IS 'Who teaches a class: sees its pupils'' rows, writes their settings and recommendations.';
COMMENT ON TABLE class_hubs IS 'Hubs that relay for a class: read and write its pupils'' rows.';

CREATE TABLE IF NOT EXISTS class_members (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    class_id UUID NOT NULL REFERENCES classes (id) ON DELETE CASCADE,
    display_name TEXT NOT NULL CHECK (char_length(btrim(display_name)) BETWEEN 1 AND 80),
    student_id UUID,
    claimed_at TIMESTAMPTZ,
    claimed_by_replica UUID,
    claimed_local_student_id UUID,
    left_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CHECK ((student_id IS NULL) = (claimed_at IS NULL))
);
CREATE UNIQUE INDEX IF NOT EXISTS uq_class_members_name ON class_members (class_id, fold_name(display_name)) WHERE left_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS uq_class_members_student ON class_members (student_id, class_id) WHERE left_at IS NULL;

COMMENT ON TABLE class_members IS 'The roster. A name is claimed once: it then has the student whose rows the class may see, until they leave.';
COMMENT ON COLUMN class_members.display_name IS 'The name on the roster; what the pupil calls their own profile may differ.';
COMMENT ON COLUMN class_members.claimed_local_student_id IS
    'Profile on the device that claimed the name. A repeated request of the same device is answered alike as long as nothing was pushed.';

CREATE TABLE IF NOT EXISTS student_accounts (
    subject UUID PRIMARY KEY,
    student_id UUID NOT NULL,
    linked_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS idx_student_accounts_student ON student_accounts (student_id);

COMMENT ON TABLE student_accounts IS 'Which student a sign-in of Supabase Auth (auth.uid()) acts for. Made by joining a class.';

CREATE TABLE IF NOT EXISTS join_codes (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    class_id UUID NOT NULL REFERENCES classes (id) ON DELETE CASCADE,
    code_hash BYTEA NOT NULL UNIQUE,
    created_by UUID,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ NOT NULL,
    use_count INT NOT NULL DEFAULT 0,
    max_uses INT NOT NULL CHECK (max_uses BETWEEN 1 AND 1000),
    revoked_at TIMESTAMPTZ,
    counted_minute BIGINT NOT NULL DEFAULT 0,
    count_in_minute INT NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS idx_join_codes_class ON join_codes (class_id);

COMMENT ON TABLE join_codes IS 'Codes that let a device join a class: short-lived, counted, kept as SHA-256 only.';
COMMENT ON COLUMN join_codes.count_in_minute IS 'How often the code was presented in counted_minute (minutes since 1970).';

CREATE TABLE IF NOT EXISTS join_requests (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    class_id UUID NOT NULL REFERENCES classes (id) ON DELETE CASCADE,
    member_id UUID NOT NULL REFERENCES class_members (id) ON DELETE CASCADE,
    subject UUID,
    replica_id UUID NOT NULL,
    device_name TEXT NOT NULL,
    local_student_id UUID NOT NULL,
    claim_secret_hash BYTEA NOT NULL,
    status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'approved', 'refused')),
    requested_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ NOT NULL DEFAULT now() + interval '7 days',
    decided_at TIMESTAMPTZ,
    decided_by UUID
);
ALTER TABLE join_requests
    ADD COLUMN IF NOT EXISTS claim_key_hash BYTEA;
CREATE UNIQUE INDEX IF NOT EXISTS uq_join_requests_waiting
    ON join_requests (member_id, replica_id, local_student_id) WHERE status = 'waiting';
CREATE INDEX IF NOT EXISTS idx_join_requests_class ON join_requests (class_id) WHERE status = 'waiting';

COMMENT ON TABLE join_requests IS 'A further device that asks for a claimed name and waits for the teacher, or for the student''s own first device.';

CREATE TABLE IF NOT EXISTS devices (
    student_id UUID NOT NULL,
    replica_id UUID NOT NULL,
    device_name TEXT NOT NULL DEFAULT '',
    app_version TEXT,
    schema_version TEXT,
    first_contact_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    last_contact_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    waiting_row_count INT NOT NULL DEFAULT 0,
    refused_row_count INT NOT NULL DEFAULT 0,
    pulled_seq BIGINT NOT NULL DEFAULT 0,
    clock_offset_ms BIGINT,
    PRIMARY KEY (student_id, replica_id)
);
ALTER TABLE devices
    ADD COLUMN IF NOT EXISTS claim_key_hash BYTEA;

COMMENT ON TABLE devices IS 'One row for each student and device: who is on which machine, when it last spoke, what it still has to send and read.';
COMMENT ON COLUMN devices.waiting_row_count IS 'Rows that the device had not sent yet when it last spoke, by its own count.';
COMMENT ON COLUMN devices.claim_key_hash IS
    'SHA-256 of the key that the device drew for joining here, by which it is known when it comes back. Ids prove nothing: teachers see them, and bundles carry them.';
COMMENT ON COLUMN devices.pulled_seq IS 'How far the device has read the student''s log here; what sync_counters is ahead of it is still to be read.';

CREATE TABLE IF NOT EXISTS refresh_tokens (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    token_hash BYTEA NOT NULL UNIQUE,
    family_id UUID NOT NULL,
    person_id UUID REFERENCES people (id) ON DELETE CASCADE,
    student_id UUID,
    replica_id UUID,
    issued_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ,
    CHECK ((person_id IS NULL) <> (student_id IS NULL))
);
ALTER TABLE refresh_tokens
    ADD COLUMN IF NOT EXISTS retry_key_hash BYTEA;
CREATE INDEX IF NOT EXISTS idx_refresh_tokens_family ON refresh_tokens (family_id);
CREATE INDEX IF NOT EXISTS idx_refresh_tokens_student ON refresh_tokens (student_id) WHERE student_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_refresh_tokens_person ON refresh_tokens (person_id) WHERE person_id IS NOT NULL;

COMMENT ON TABLE refresh_tokens IS
    'Tokens that the server gave out, as hashes. Each is used once; using one again revokes all of its family.';
COMMENT ON COLUMN refresh_tokens.retry_key_hash IS
    'SHA-256 of the idempotency key of the request that used it: the same request again is its repetition, and no theft.';

-- A class travels like a profile.
CREATE OR REPLACE TRIGGER trg_stamp_edit
    BEFORE INSERT OR UPDATE ON classes FOR EACH ROW
    WHEN (current_setting('endstp.sync_applying', true) IS DISTINCT FROM 'on'
        AND current_setting('endstp.replicating', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION stamp_edit();
CREATE OR REPLACE TRIGGER trg_write_sync_log_insert
    AFTER INSERT ON classes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    WHEN (current_setting('endstp.sync_applying', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION write_keyed_sync_log();
CREATE OR REPLACE TRIGGER trg_write_sync_log_update
    AFTER UPDATE ON classes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    WHEN (current_setting('endstp.sync_applying', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION write_keyed_sync_log();

-- The caller ---------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION current_claims() RETURNS JSONB
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_claims TEXT := nullif(current_setting('request.jwt.claims', true), '');
BEGIN
    RETURN CASE WHEN v_claims IS NULL THEN '{}'::jsonb ELSE v_claims::jsonb END;
END $$;

COMMENT ON FUNCTION current_claims() IS 'What the caller''s token says, as the HTTP front put it into this transaction; {} without one.';

CREATE OR REPLACE FUNCTION current_subject() RETURNS UUID
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_subject TEXT;
BEGIN
    IF to_regprocedure('auth.uid()') IS NOT NULL THEN
        RETURN auth.uid();
    END IF;
    v_subject := lower(current_claims() ->> 'sub');
    RETURN CASE WHEN v_subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN v_subject::uuid END;
END $$;

COMMENT ON FUNCTION current_subject() IS 'Who is signed in: auth.uid() on Supabase, else the subject of the token; NULL for nobody.';

CREATE OR REPLACE FUNCTION current_caller(OUT kind TEXT, OUT subject UUID, OUT student_ids UUID[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    -- Inside a SECURITY DEFINER function current_user is the owner; these two still tell who called.
    v_role TEXT := CASE current_setting('role') WHEN 'none' THEN session_user::text ELSE current_setting('role') END;
    v_claims JSONB;
    v_claimed TEXT;
    v_student TEXT;
BEGIN
    kind := 'nobody';
    student_ids := '{}';
    IF pg_has_role(v_role, current_user, 'MEMBER') THEN
        kind := 'owner';
        subject := current_subject();
        RETURN;
    END IF;
    subject := current_subject();
    IF v_role = 'service_role' THEN
        kind := 'service';
    ELSIF v_role = 'authenticated' AND subject IS NOT NULL THEN
        v_claims := current_claims();
        v_claimed := v_claims ->> 'endstp_role';
        -- The tables decide; the token can only ask for less. An account that was disabled is nobody at once.
        SELECT CASE WHEN person.disabled_at IS NULL THEN person.role ELSE 'nobody' END INTO kind
        FROM people AS person WHERE person.id = subject;
        kind := coalesce(kind, 'student');
        IF v_claimed IS NOT NULL AND v_claimed <> kind THEN
            kind := 'nobody';
        END IF;
        IF kind = 'student' THEN
            v_student := CASE WHEN v_claimed = 'student' THEN lower(v_claims ->> 'student_id') END;
            student_ids := ARRAY(
                SELECT CASE WHEN v_student ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN v_student::uuid ELSE subject END
                UNION SELECT account.student_id FROM student_accounts AS account WHERE account.subject = current_caller.subject);
        END IF;
    END IF;
END $$;

COMMENT ON FUNCTION current_caller() IS
    'The caller: owner, service, operator, teacher, hub, student or nobody; their subject; for a student the ids that they act for.';

CREATE OR REPLACE FUNCTION sync_caller_scopes()
RETURNS TABLE (is_unrestricted BOOLEAN, read_scopes UUID[], write_scopes UUID[], settings_scopes UUID[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_everyone CONSTANT UUID := '00000000-0000-0000-0000-000000000000';
    v_caller RECORD;
    v_classes UUID[];
    v_students UUID[];
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    is_unrestricted := v_caller.kind IN ('owner', 'service', 'operator');
    read_scopes := '{}';
    write_scopes := '{}';
    settings_scopes := '{}';
    IF v_caller.kind = 'student' THEN
        write_scopes := v_caller.student_ids;
        read_scopes := ARRAY(
            SELECT member.class_id FROM class_members AS member
            WHERE member.student_id = ANY (v_caller.student_ids) AND member.left_at IS NULL
            ) || v_caller.student_ids || v_everyone;
    ELSIF v_caller.kind IN ('teacher', 'hub') THEN
        IF v_caller.kind = 'teacher' THEN
            v_classes := ARRAY(SELECT class_id FROM class_teachers WHERE person_id = v_caller.subject);
        ELSE
            v_classes := ARRAY(SELECT class_id FROM class_hubs WHERE person_id = v_caller.subject);
        END IF;
        v_students := ARRAY(
            SELECT DISTINCT member.student_id FROM class_members AS member
            WHERE member.class_id = ANY (v_classes) AND member.student_id IS NOT NULL AND (member.left_at IS NULL
                -- Whoever had their rows hears that they were erased, also after they had left.
                OR EXISTS (SELECT FROM student_tombstones AS tombstone WHERE tombstone.student_id = member.student_id)));
        read_scopes := v_students || v_classes || v_everyone;
        settings_scopes := v_students;
        IF v_caller.kind = 'hub' THEN
            write_scopes := v_students;
        END IF;
    END IF;
    RETURN NEXT;
END $$;

COMMENT ON FUNCTION sync_caller_scopes() IS
    'What the caller may exchange: scopes (students, classes, the nil UUID for everyone) to read, to write, and to write settings and recommendations in. One row.';

-- Row-level security asks these, each once for a statement: (SELECT f()). Restricted to the leader of a parallel query,
-- which hands what they gave to its workers.

CREATE OR REPLACE FUNCTION without_erased(p_student_ids UUID[]) RETURNS UUID[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT id FROM unnest(p_student_ids) AS id
        WHERE NOT EXISTS (SELECT FROM student_tombstones AS tombstone WHERE tombstone.student_id = id));
END $$;

COMMENT ON FUNCTION without_erased(UUID[]) IS 'Students whose rows may be written: an erased one''s come back by no way.';

CREATE OR REPLACE FUNCTION caller_read_scopes() RETURNS UUID[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT read_scopes FROM sync_caller_scopes());
END $$;

CREATE OR REPLACE FUNCTION caller_write_scopes() RETURNS UUID[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT without_erased(write_scopes) FROM sync_caller_scopes());
END $$;

CREATE OR REPLACE FUNCTION caller_settings_scopes() RETURNS UUID[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT without_erased(write_scopes || settings_scopes) FROM sync_caller_scopes());
END $$;

CREATE OR REPLACE FUNCTION caller_staff_classes() RETURNS UUID[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_caller RECORD;
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    RETURN CASE v_caller.kind
        WHEN 'teacher' THEN ARRAY(SELECT class_id FROM class_teachers WHERE person_id = v_caller.subject)
        WHEN 'hub' THEN ARRAY(SELECT class_id FROM class_hubs WHERE person_id = v_caller.subject)
        ELSE '{}' END;
END $$;

CREATE OR REPLACE FUNCTION caller_is_operator() RETURNS BOOLEAN
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT kind = 'operator' FROM current_caller());
END $$;

CREATE OR REPLACE FUNCTION caller_is_signed_in() RETURNS BOOLEAN
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT kind <> 'nobody' FROM current_caller());
END $$;

CREATE OR REPLACE FUNCTION caller_first_id() RETURNS UUID
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN CASE WHEN caller_is_operator() THEN '00000000-0000-0000-0000-000000000000'::uuid END;
END $$;

COMMENT ON FUNCTION caller_read_scopes() IS 'Students and classes whose rows the caller may read, and the nil UUID.';
COMMENT ON FUNCTION caller_write_scopes() IS 'Students whose rows the caller may write.';
COMMENT ON FUNCTION caller_settings_scopes() IS 'Students whose settings and recommendations the caller may write.';
COMMENT ON FUNCTION caller_staff_classes() IS 'Classes that the caller teaches or relays for.';
COMMENT ON FUNCTION caller_is_operator() IS 'Whether the caller signed in as an operator.';
COMMENT ON FUNCTION caller_is_signed_in() IS 'Whether anybody in force is signed in.';
COMMENT ON FUNCTION caller_first_id() IS
    'Lowest id from which on the caller may read every row: the nil UUID for an operator, NULL for everybody else. Compared with >=, so that the same index serves both.';

-- Checks -------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION refuse_request(p_state TEXT, p_code TEXT, p_message TEXT, p_hint TEXT) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = p_state, MESSAGE = p_message, DETAIL = p_code, HINT = p_hint;
END $$;

COMMENT ON FUNCTION refuse_request(TEXT, TEXT, TEXT, TEXT) IS
    'Refuses a request: SQLSTATE PT4xx becomes the HTTP status, DETAIL is the stable code.';

CREATE OR REPLACE FUNCTION require_name(p_name TEXT, p_max_length INT) RETURNS TEXT
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    -- Control characters and runs of spaces in a name are slips, or tricks.
    v_name TEXT := btrim(regexp_replace(coalesce(p_name, ''), '[[:cntrl:][:space:]]+', ' ', 'g'));
BEGIN
    IF char_length(v_name) NOT BETWEEN 1 AND p_max_length THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'a name is missing or too long',
            format('Send 1 to %s characters.', p_max_length));
    END IF;
    RETURN v_name;
END $$;

COMMENT ON FUNCTION require_name(TEXT, INT) IS 'A name without control characters and surplus spaces; refuses an empty or longer one.';

CREATE OR REPLACE FUNCTION require_class_staff(p_class_id UUID) RETURNS UUID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_caller RECORD;
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    IF v_caller.kind = 'nobody' THEN
        PERFORM refuse_request('PT401', 'SIGN_IN_REQUIRED', 'nobody is signed in', 'Sign in as a teacher of the class.');
    ELSIF v_caller.kind IN ('student', 'hub') THEN
        PERFORM refuse_request('PT403', 'FORBIDDEN', 'only a teacher may do that', 'Sign in as a teacher of the class.');
    END IF;
    IF NOT EXISTS (SELECT FROM classes WHERE id = p_class_id)
        OR v_caller.kind = 'teacher' AND NOT EXISTS (
            SELECT FROM class_teachers WHERE class_id = p_class_id AND person_id = v_caller.subject) THEN
        PERFORM refuse_request('PT404', 'NOT_FOUND', 'there is no such class', 'Ask for your classes with my_classes().');
    END IF;
    RETURN v_caller.subject;
END $$;

COMMENT ON FUNCTION require_class_staff(UUID) IS 'Lets a teacher of the class, an operator, the server and the owner pass; gives their subject.';

CREATE OR REPLACE FUNCTION require_operator() RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_kind TEXT := (SELECT kind FROM current_caller());
BEGIN
    IF v_kind NOT IN ('owner', 'service', 'operator') THEN
        PERFORM refuse_request(CASE v_kind WHEN 'nobody' THEN 'PT401' ELSE 'PT403' END,
            CASE v_kind WHEN 'nobody' THEN 'SIGN_IN_REQUIRED' ELSE 'FORBIDDEN' END,
            'only an operator may do that', 'Sign in as an operator.');
    END IF;
END $$;

COMMENT ON FUNCTION require_operator() IS 'Lets an operator, the server and the owner pass.';

CREATE OR REPLACE FUNCTION require_preset(p_preset_name TEXT) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF p_preset_name IS NOT NULL AND NOT EXISTS (SELECT FROM analysis_presets WHERE preset_name = p_preset_name) THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'there is no such preset', 'Send soft, normal or aggressive, or nothing.');
    END IF;
END $$;

COMMENT ON FUNCTION require_preset(TEXT) IS 'Refuses the name of a preset that does not exist; NULL is none.';

-- Join codes ---------------------------------------------------------------------------------------------------------
-- Wrong guesses are counted in a sequence, because that is what a refused (rolled back) call leaves behind, and because
-- every server process before this database shares it. Its value is the minute x 1,000,000 + guesses in that minute.

CREATE SEQUENCE IF NOT EXISTS join_guess_counter;

COMMENT ON SEQUENCE join_guess_counter IS 'Wrong join codes in the current minute, after the minute itself x 1,000,000.';

CREATE OR REPLACE FUNCTION hash_join_code(p_code TEXT) RETURNS BYTEA
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Crockford's base 32: whoever types the letters that it leaves out means the digits that look like them.
    RETURN sha256(convert_to('endstp.join:' || translate(regexp_replace(
        upper(translate(coalesce(p_code, ''), 'ıİ', 'II') COLLATE "C"), '[^0-9A-Z]', '', 'g'), 'OIL', '011'), 'UTF8'));
END $$;

COMMENT ON FUNCTION hash_join_code(TEXT) IS 'SHA-256 of a join code as people type it: case, spaces and dashes do not matter, O is 0, I and L are 1.';

CREATE OR REPLACE FUNCTION find_join_code(p_code TEXT) RETURNS UUID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    -- 40 bits of code: at this rate one day of guessing finds one of 1,000 live codes with a chance of 1 in 1,300.
    v_wrong_per_minute CONSTANT INT := 600;
    -- A class of 40 looks and joins, and half of them try again.
    v_uses_per_minute CONSTANT INT := 120;
    v_minute BIGINT := floor(extract(epoch FROM clock_timestamp()) / 60);
    v_counted BIGINT := (SELECT last_value FROM join_guess_counter);
    v_code RECORD;
BEGIN
    IF v_counted / 1000000 = v_minute AND v_counted % 1000000 >= v_wrong_per_minute THEN
        PERFORM refuse_request('PT429', 'RATE_LIMITED', 'too many wrong join codes', 'Try again in a minute.');
    END IF;
    UPDATE join_codes AS code SET
        counted_minute = v_minute,
        count_in_minute = CASE WHEN code.counted_minute = v_minute THEN code.count_in_minute + 1 ELSE 1 END
    WHERE code.code_hash = hash_join_code(p_code) AND code.revoked_at IS NULL AND code.expires_at > now()
      AND code.use_count < code.max_uses
      AND NOT EXISTS (SELECT FROM classes WHERE id = code.class_id AND archived_at IS NOT NULL)
    RETURNING code.id, code.count_in_minute INTO v_code;
    IF v_code.id IS NULL THEN
        v_counted := nextval('join_guess_counter');
        -- Another minute, or a clock that was ahead: the count starts again.
        IF v_counted / 1000000 <> v_minute THEN
            PERFORM setval('join_guess_counter', v_minute * 1000000 + 1);
        END IF;
        PERFORM refuse_request('PT404', 'JOIN_CODE_REFUSED', 'the join code is not valid',
            'Check it, or ask the teacher for a new one.');
    ELSIF v_code.count_in_minute > v_uses_per_minute THEN
        PERFORM refuse_request('PT429', 'RATE_LIMITED', 'the join code is used too often', 'Try again in a minute.');
    END IF;
    RETURN v_code.id;
END $$;

COMMENT ON FUNCTION find_join_code(TEXT) IS
    'Id of a join code in force. Counts every guess: 600 wrong ones a minute in all, 120 uses a minute of one code, over all server processes.';

CREATE OR REPLACE FUNCTION create_join_code(p_class_id UUID, p_valid_minutes INT DEFAULT 1440, p_max_uses INT DEFAULT 200) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_alphabet CONSTANT TEXT := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    v_subject UUID := require_class_staff(p_class_id);
    v_random BYTEA := substring(uuid_send(gen_random_uuid()) FOR 6) || substring(uuid_send(gen_random_uuid()) FOR 2);
    v_code TEXT;
    v_made RECORD;
BEGIN
    IF p_valid_minutes IS NULL OR p_max_uses IS NULL OR p_valid_minutes NOT BETWEEN 1 AND 10080 OR p_max_uses NOT BETWEEN 1 AND 1000 THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'validity or number of uses is out of range',
            'Send 1 to 10080 minutes (a week) and 1 to 1000 uses.');
    END IF;
    v_code := (SELECT string_agg(substr(v_alphabet, 1 + get_byte(v_random, place) % 32, 1), '' ORDER BY place)
               FROM generate_series(0, 7) AS place);
    INSERT INTO join_codes (class_id, code_hash, created_by, expires_at, max_uses)
    VALUES (p_class_id, hash_join_code(v_code), v_subject, now() + make_interval(mins => p_valid_minutes), p_max_uses)
    RETURNING id, expires_at, max_uses INTO v_made;
    RETURN jsonb_build_object('code_id', v_made.id, 'code', substr(v_code, 1, 4) || '-' || substr(v_code, 5),
        'class_id', p_class_id, 'expires_at', v_made.expires_at, 'max_uses', v_made.max_uses);
END $$;

COMMENT ON FUNCTION create_join_code(UUID, INT, INT) IS
    'A new code for a class: {code_id, code, class_id, expires_at, max_uses}. It is shown here once and kept as a hash. At most a week.';

CREATE OR REPLACE FUNCTION revoke_join_code(p_code_id UUID) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM require_class_staff((SELECT class_id FROM join_codes WHERE id = p_code_id));
    UPDATE join_codes SET revoked_at = coalesce(revoked_at, now()) WHERE id = p_code_id;
    RETURN jsonb_build_object('code_id', p_code_id, 'status', 'revoked');
END $$;

COMMENT ON FUNCTION revoke_join_code(UUID) IS 'Ends a join code before its time.';

CREATE OR REPLACE FUNCTION look_up_join_code(p_code TEXT) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_code_id UUID := find_join_code(p_code);
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'class', jsonb_build_object('id', class.id, 'display_name', class.display_name),
            'allows_new_names', class.allows_new_names,
            'roster', coalesce((
                SELECT jsonb_agg(jsonb_build_object('member_id', member.id, 'display_name', member.display_name,
                    'is_claimed', member.student_id IS NOT NULL) ORDER BY fold_name(member.display_name), member.id)
                FROM class_members AS member WHERE member.class_id = class.id AND member.left_at IS NULL), '[]'))
        FROM join_codes AS code JOIN classes AS class ON class.id = code.class_id
        WHERE code.id = v_code_id);
END $$;

COMMENT ON FUNCTION look_up_join_code(TEXT) IS
    'The class of a join code: {class: {id, display_name}, allows_new_names, roster: [{member_id, display_name, is_claimed}]}.';

-- Joining ------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION give_preset(p_student_ids UUID[], p_preset_name TEXT, p_set_by UUID) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- In the order in which a push takes them, so that the two never wait for each other: students, counters, rows.
    PERFORM lock_student_analysis(p_student_ids);
    INSERT INTO student_analysis_settings AS own (student_id, preset_name, set_by, set_at)
    SELECT given.student_id, p_preset_name, p_set_by, now() FROM unnest(p_student_ids) AS given (student_id)
    WHERE NOT EXISTS (SELECT FROM student_tombstones AS tombstone WHERE tombstone.student_id = given.student_id)
    ORDER BY given.student_id
    ON CONFLICT (student_id) DO UPDATE SET
        preset_name = excluded.preset_name, set_by = excluded.set_by, set_at = excluded.set_at
    WHERE own.preset_name IS DISTINCT FROM excluded.preset_name;
END $$;

COMMENT ON FUNCTION give_preset(UUID[], TEXT, UUID) IS
    'Writes a preset into the settings of students, from where it travels to their devices and refreshes their patterns.';

CREATE OR REPLACE FUNCTION former_student(p_student_id UUID) RETURNS UUID
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT p_student_id WHERE EXISTS (SELECT FROM class_members WHERE student_id = p_student_id)
        AND NOT EXISTS (SELECT FROM class_members WHERE student_id = p_student_id AND left_at IS NULL)
        AND NOT EXISTS (SELECT FROM student_tombstones WHERE student_id = p_student_id));
END $$;

-- Before the device had a key of its own.
DROP FUNCTION IF EXISTS join_class(TEXT, UUID, TEXT, UUID, TEXT, UUID);
DROP FUNCTION IF EXISTS admit_device(UUID, UUID, TEXT, UUID);

COMMENT ON FUNCTION former_student(UUID) IS 'This id, where it is of a student who was in a class here and is in none now; else NULL.';

CREATE OR REPLACE FUNCTION join_class(
    p_code TEXT, p_member_id UUID, p_display_name TEXT, p_replica UUID, p_device_name TEXT, p_local_student_id UUID,
    p_claim_key TEXT DEFAULT NULL
) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_device_name TEXT := left(btrim(regexp_replace(coalesce(p_device_name, ''), '[[:cntrl:]]+', ' ', 'g')), 120);
    -- Without a key it is NULL, and equal to nothing.
    v_key_hash BYTEA := sha256(convert_to(p_claim_key, 'UTF8'));
    v_caller RECORD;
    v_code_id UUID;
    v_class RECORD;
    v_member class_members;
    v_own_student_id UUID;
    v_former_student_id UUID;
    v_display_name TEXT;
    v_secret TEXT;
    v_request_id UUID;
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    IF v_caller.kind = 'nobody' THEN
        PERFORM refuse_request('PT401', 'SIGN_IN_REQUIRED', 'nobody is signed in', 'Join through the server, or sign in to Supabase first.');
    ELSIF v_caller.kind IN ('teacher', 'hub', 'operator') THEN
        PERFORM refuse_request('PT403', 'FORBIDDEN', 'a teacher joins no class', 'Join with the sign-in of a student.');
    END IF;
    IF p_replica IS NULL OR p_local_student_id IS NULL OR (p_member_id IS NULL) = (p_display_name IS NULL) THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'replica, local student or name is missing',
            'Send p_replica, p_local_student_id and either p_member_id or p_display_name.');
    ELSIF char_length(p_claim_key) NOT BETWEEN 32 AND 200 THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'the claim key has a wrong length', 'Send 32 to 200 random characters.');
    END IF;
    IF p_display_name IS NOT NULL THEN
        v_display_name := require_name(p_display_name, 80);
    END IF;
    v_code_id := find_join_code(p_code);
    -- A device that was away so long that its tokens have gone, or whose disk was put back to before it joined, would
    -- bring the rows back under another id.
    IF EXISTS (SELECT FROM student_tombstones WHERE student_id = p_local_student_id
        OR student_id = (SELECT new_student_id FROM student_aliases WHERE old_student_id = p_local_student_id)) THEN
        PERFORM refuse_request('PT410', 'STUDENT_ERASED', 'this student was erased', 'Delete the profile on the device.');
    END IF;
    -- Two devices that claim one name, or enter the same one, at the same moment: one after the other.
    SELECT class.* INTO v_class FROM classes AS class JOIN join_codes AS code ON code.class_id = class.id
    WHERE code.id = v_code_id FOR NO KEY UPDATE OF class;

    -- Somebody who is signed in as a student already (a second class, a sign-in of Supabase) stays that student.
    IF v_caller.kind = 'student' THEN
        v_own_student_id := (SELECT account.student_id FROM student_accounts AS account WHERE account.subject = v_caller.subject);
        IF v_own_student_id IS NULL AND current_claims() ->> 'endstp_role' = 'student' THEN
            v_own_student_id := v_caller.student_ids[1];
        END IF;
        IF EXISTS (SELECT FROM student_tombstones WHERE student_id = v_own_student_id) THEN
            PERFORM refuse_request('PT410', 'STUDENT_ERASED', 'this student was erased', 'Sign in anew.');
        END IF;
        SELECT * INTO v_member FROM class_members
        WHERE class_id = v_class.id AND student_id = v_own_student_id AND left_at IS NULL;
    END IF;

    IF v_member.id IS NULL THEN
        SELECT * INTO v_member FROM class_members
        WHERE class_id = v_class.id AND left_at IS NULL
          AND CASE WHEN p_member_id IS NULL THEN fold_name(display_name) = fold_name(v_display_name) ELSE id = p_member_id END;
        IF v_member.id IS NULL THEN
            IF p_member_id IS NOT NULL OR NOT v_class.allows_new_names THEN
                PERFORM refuse_request('PT404', 'NAME_NOT_ON_ROSTER', 'the name is not on the roster',
                    'Look the code up again and pick a name, or ask the teacher to add it.');
            END IF;
            IF (SELECT count(*) FROM class_members WHERE class_id = v_class.id AND left_at IS NULL) >= 500 THEN
                PERFORM refuse_request('PT409', 'CONFLICT', 'the class is full', 'Ask the teacher for another class.');
            END IF;
            INSERT INTO class_members (class_id, display_name) VALUES (v_class.id, v_display_name) RETURNING * INTO v_member;
        END IF;
    END IF;

    -- Who left and comes back, to this class or another, is the same student: as somebody else they could not send the rows
    -- that are here already. A device that brought them shows the key that it had then; another one waits.
    IF v_own_student_id IS NULL THEN
        v_former_student_id := former_student(p_local_student_id);
    END IF;
    IF v_member.student_id IS NULL AND (v_former_student_id IS NULL
        OR EXISTS (SELECT FROM devices WHERE student_id = v_former_student_id AND claim_key_hash = v_key_hash)) THEN
        UPDATE class_members SET student_id = coalesce(v_own_student_id, v_former_student_id, new_uuid_v7()), claimed_at = now(),
            claimed_by_replica = p_replica, claimed_local_student_id = p_local_student_id, updated_at = now()
        WHERE id = v_member.id RETURNING * INTO v_member;
        IF v_class.preset_name IS NOT NULL THEN
            PERFORM give_preset(ARRAY[v_member.student_id], v_class.preset_name, NULL);
        END IF;
    ELSIF v_member.student_id IS NULL OR v_member.student_id IS DISTINCT FROM v_own_student_id
        -- The answer to the same request was lost. Once rows were pushed a claim proves nothing any more: of two
        -- machines made from one disk image the second would get the record of the first.
        AND NOT (v_own_student_id IS NULL AND v_member.claimed_by_replica = p_replica
            AND v_member.claimed_local_student_id = p_local_student_id
            AND EXISTS (SELECT FROM devices WHERE student_id = v_member.student_id AND replica_id = p_replica
                AND claim_key_hash = v_key_hash)
            AND NOT EXISTS (SELECT FROM sync_log WHERE scope = v_member.student_id AND origin IS NOT NULL)) THEN
        IF v_own_student_id IS NOT NULL THEN
            PERFORM refuse_request('PT409', 'CONFLICT', 'the name belongs to another student',
                'Pick your own name, or ask the teacher to add it.');
        END IF;
        IF (SELECT count(*) FROM join_requests WHERE class_id = v_class.id AND status = 'waiting' AND expires_at > now()
            AND (replica_id, local_student_id) IS DISTINCT FROM (p_replica, p_local_student_id)) >= 200 THEN
            PERFORM refuse_request('PT429', 'RATE_LIMITED', 'too many devices are waiting for the teacher',
                'Ask the teacher to look at the requests.');
        END IF;
        v_secret := encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'hex');
        INSERT INTO join_requests AS own (class_id, member_id, subject, replica_id, device_name, local_student_id,
            claim_secret_hash, claim_key_hash)
        VALUES (v_class.id, v_member.id, CASE v_caller.kind WHEN 'student' THEN v_caller.subject END, p_replica, v_device_name,
            p_local_student_id, sha256(convert_to(v_secret, 'UTF8')), v_key_hash)
        ON CONFLICT (member_id, replica_id, local_student_id) WHERE status = 'waiting' DO UPDATE SET
            claim_secret_hash = excluded.claim_secret_hash, claim_key_hash = excluded.claim_key_hash,
            device_name = excluded.device_name, subject = excluded.subject, expires_at = excluded.expires_at
        RETURNING own.id INTO v_request_id;
        RETURN jsonb_build_object('status', 'waiting', 'request_id', v_request_id, 'claim_secret', v_secret,
            'class_id', v_class.id, 'class_name', v_class.display_name, 'member_id', v_member.id,
            'display_name', v_member.display_name);
    END IF;

    UPDATE join_codes SET use_count = use_count + 1 WHERE id = v_code_id;
    RETURN admit_device(v_member.id, p_replica, v_device_name, CASE v_caller.kind WHEN 'student' THEN v_caller.subject END, v_key_hash);
END $$;

COMMENT ON FUNCTION join_class(TEXT, UUID, TEXT, UUID, TEXT, UUID, TEXT) IS
    'Claims a name of a class for a device, which is known again by its claim key (32 to 200 random characters, never shown to anybody). {status: joined, student_id, class_id, class_name, member_id, display_name}: a student_id other than the local one means that the device gives its rows to it (rekey_student). {status: waiting, request_id, claim_secret, ...} when the name is claimed: the teacher decides.';

CREATE OR REPLACE FUNCTION admit_device(p_member_id UUID, p_replica UUID, p_device_name TEXT, p_subject UUID, p_key_hash BYTEA) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_member class_members;
BEGIN
    SELECT * INTO v_member FROM class_members WHERE id = p_member_id;
    -- Tokens of the own server name the student themselves; those of Supabase name an account.
    IF p_subject IS NOT NULL AND current_claims() ->> 'endstp_role' IS NULL THEN
        INSERT INTO student_accounts (subject, student_id) VALUES (p_subject, v_member.student_id) ON CONFLICT (subject) DO NOTHING;
    END IF;
    INSERT INTO devices AS own (student_id, replica_id, device_name, claim_key_hash)
    VALUES (v_member.student_id, p_replica, p_device_name, p_key_hash)
    ON CONFLICT (student_id, replica_id) DO UPDATE SET device_name = excluded.device_name, last_contact_at = now(),
        claim_key_hash = coalesce(excluded.claim_key_hash, own.claim_key_hash);
    RETURN (
        SELECT jsonb_build_object('status', 'joined', 'student_id', v_member.student_id, 'class_id', class.id,
            'class_name', class.display_name, 'member_id', v_member.id, 'display_name', v_member.display_name)
        FROM classes AS class WHERE class.id = v_member.class_id);
END $$;

COMMENT ON FUNCTION admit_device(UUID, UUID, TEXT, UUID, BYTEA) IS 'Notes the device of a member with its key, and their sign-in where there is one; gives what join_class answers.';

CREATE OR REPLACE FUNCTION join_request_status(p_request_id UUID, p_claim_secret TEXT) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_request join_requests;
    v_member class_members;
BEGIN
    SELECT * INTO v_request FROM join_requests
    WHERE id = p_request_id AND claim_secret_hash = sha256(convert_to(coalesce(p_claim_secret, ''), 'UTF8'));
    IF v_request.id IS NULL THEN
        PERFORM refuse_request('PT404', 'NOT_FOUND', 'there is no such request', 'Join again with a code.');
    END IF;
    SELECT * INTO v_member FROM class_members WHERE id = v_request.member_id;
    IF v_request.status = 'refused' OR v_request.expires_at <= now() OR v_member.left_at IS NOT NULL THEN
        RETURN jsonb_build_object('status', CASE WHEN v_request.status = 'refused' THEN 'refused' ELSE 'expired' END,
            'request_id', v_request.id);
    ELSIF v_request.status = 'waiting' THEN
        RETURN jsonb_build_object('status', 'waiting', 'request_id', v_request.id);
    END IF;
    RETURN admit_device(v_member.id, v_request.replica_id, v_request.device_name, v_request.subject, v_request.claim_key_hash);
END $$;

COMMENT ON FUNCTION join_request_status(UUID, TEXT) IS
    'What became of a request: {status: waiting | refused | expired}, or what join_class answers once it was approved. May be asked again until it expires.';

CREATE OR REPLACE FUNCTION decide_join_request(p_request_id UUID, p_status TEXT) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_caller RECORD;
    v_request join_requests;
    v_member class_members;
    v_former_student_id UUID;
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    SELECT * INTO v_request FROM join_requests WHERE id = p_request_id FOR UPDATE;
    SELECT * INTO v_member FROM class_members WHERE id = v_request.member_id;
    -- Students let their own further device in themselves, from the one that is signed in.
    IF NOT (v_caller.kind = 'student' AND v_member.student_id = ANY (v_caller.student_ids) AND v_member.left_at IS NULL) THEN
        PERFORM require_class_staff(v_request.class_id);
    END IF;
    IF v_request.status <> p_status AND v_request.status <> 'waiting' OR v_request.expires_at <= now() OR v_member.left_at IS NOT NULL THEN
        PERFORM refuse_request('PT409', 'CONFLICT', 'the request was decided or has expired', 'The device can ask again.');
    END IF;
    UPDATE join_requests SET status = p_status, decided_at = coalesce(decided_at, now()), decided_by = coalesce(decided_by, v_caller.subject)
    WHERE id = p_request_id;
    IF p_status = 'approved' AND v_member.student_id IS NULL THEN
        -- The name was free: a former student came back with another device than the one that is known. A class in which
        -- they never were cannot take their record by saying yes to an id: that wants the key.
        v_former_student_id := (
            SELECT former.id FROM former_student(v_request.local_student_id) AS former (id)
            WHERE EXISTS (SELECT FROM class_members AS own WHERE own.student_id = former.id AND own.class_id = v_request.class_id)
                OR EXISTS (SELECT FROM devices WHERE student_id = former.id AND claim_key_hash = v_request.claim_key_hash));
        UPDATE class_members SET student_id = coalesce(v_former_student_id, new_uuid_v7()), claimed_at = now(),
            claimed_by_replica = v_request.replica_id, claimed_local_student_id = v_request.local_student_id, updated_at = now()
        WHERE id = v_member.id RETURNING * INTO v_member;
    END IF;
    IF p_status = 'approved' AND v_request.subject IS NOT NULL THEN
        INSERT INTO student_accounts (subject, student_id) VALUES (v_request.subject, v_member.student_id) ON CONFLICT (subject) DO NOTHING;
    END IF;
    RETURN jsonb_build_object('request_id', p_request_id, 'status', p_status);
END $$;

CREATE OR REPLACE FUNCTION approve_join_request(p_request_id UUID) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN decide_join_request(p_request_id, 'approved');
END $$;

CREATE OR REPLACE FUNCTION refuse_join_request(p_request_id UUID) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN decide_join_request(p_request_id, 'refused');
END $$;

COMMENT ON FUNCTION decide_join_request(UUID, TEXT) IS 'Approves or refuses a waiting device; for a teacher of the class and for the student.';
COMMENT ON FUNCTION approve_join_request(UUID) IS 'Lets a waiting device in: its next question after its request is answered with joined.';
COMMENT ON FUNCTION refuse_join_request(UUID) IS 'Turns a waiting device away.';

CREATE OR REPLACE FUNCTION leave_class(p_class_id UUID, p_student_id UUID) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_caller RECORD;
    v_member class_members;
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    IF v_caller.kind = 'student' AND p_student_id = ANY (v_caller.student_ids) THEN
        NULL;
    ELSE
        PERFORM require_class_staff(p_class_id);
    END IF;
    UPDATE class_members SET left_at = now(), updated_at = now()
    WHERE class_id = p_class_id AND student_id = p_student_id AND left_at IS NULL RETURNING * INTO v_member;
    IF v_member.id IS NOT NULL THEN
        UPDATE join_requests SET status = 'refused', decided_at = now(), decided_by = v_caller.subject
        WHERE member_id = v_member.id AND status = 'waiting';
        -- The name stays on the roster, free for whoever it belongs to now.
        INSERT INTO class_members (class_id, display_name) VALUES (v_member.class_id, v_member.display_name) ON CONFLICT DO NOTHING;
    END IF;
    RETURN jsonb_build_object('class_id', p_class_id, 'student_id', p_student_id, 'status', 'left');
END $$;

COMMENT ON FUNCTION leave_class(UUID, UUID) IS
    'A student leaves, or a teacher removes them. From then on the class sees none of their rows, older ones included; the rows stay, for the student''s own sign-in. Their name is free again. Repeating it changes nothing.';

-- Classes ------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION create_person(
    p_role TEXT, p_display_name TEXT, p_email TEXT DEFAULT NULL, p_password_hash TEXT DEFAULT NULL, p_person_id UUID DEFAULT NULL
) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_name TEXT := require_name(p_display_name, 80);
    v_id UUID;
BEGIN
    PERFORM require_operator();
    IF p_role IS NULL OR p_role NOT IN ('teacher', 'hub', 'operator')
        OR char_length(p_email) NOT BETWEEN 3 AND 320 OR char_length(p_password_hash) > 1000 THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'role, e-mail or password hash is not valid',
            'Send teacher, hub or operator and an e-mail address.');
    END IF;
    INSERT INTO people (id, role, display_name, email, password_hash)
    VALUES (coalesce(p_person_id, new_uuid_v7()), p_role, v_name, lower(btrim(p_email)), p_password_hash)
    ON CONFLICT DO NOTHING RETURNING id INTO v_id;
    IF v_id IS NULL THEN
        PERFORM refuse_request('PT409', 'CONFLICT', 'there is an account with this e-mail or id', 'Use another one.');
    END IF;
    RETURN jsonb_build_object('person_id', v_id, 'role', p_role, 'display_name', v_name);
END $$;

COMMENT ON FUNCTION create_person(TEXT, TEXT, TEXT, TEXT, UUID) IS
    'A teacher, hub or operator, made by an operator. p_person_id is the subject of their sign-in: on Supabase their id in auth.users.';

CREATE OR REPLACE FUNCTION add_roster_names(p_class_id UUID, p_names TEXT[]) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_added JSONB;
    v_known JSONB;
    v_names TEXT[];
BEGIN
    PERFORM require_class_staff(p_class_id);
    IF p_names IS NULL OR cardinality(p_names) NOT BETWEEN 1 AND 500 THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'names are missing or too many', 'Send 1 to 500 names.');
    END IF;
    v_names := ARRAY(SELECT require_name(name, 80) FROM unnest(p_names) WITH ORDINALITY AS given (name, place) ORDER BY place);
    PERFORM FROM classes WHERE id = p_class_id FOR NO KEY UPDATE;
    WITH added AS (
        INSERT INTO class_members (class_id, display_name)
        SELECT p_class_id, name FROM unnest(v_names) WITH ORDINALITY AS given (name, place) ORDER BY place
        ON CONFLICT (class_id, fold_name(display_name)) WHERE left_at IS NULL DO NOTHING
        RETURNING id, display_name
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object('member_id', id, 'display_name', display_name)
            ORDER BY array_position(v_names, display_name)), '[]'),
        to_jsonb(ARRAY(SELECT name FROM unnest(v_names) AS name WHERE fold_name(name) NOT IN (SELECT fold_name(display_name) FROM added)))
    INTO v_added, v_known FROM added;
    IF (SELECT count(*) FROM class_members WHERE class_id = p_class_id AND left_at IS NULL) > 500 THEN
        PERFORM refuse_request('PT409', 'CONFLICT', 'the class is full', 'A class has at most 500 names; make another one.');
    END IF;
    RETURN jsonb_build_object('class_id', p_class_id, 'added', v_added, 'known', v_known);
END $$;

COMMENT ON FUNCTION add_roster_names(UUID, TEXT[]) IS
    'Puts names on the roster: {class_id, added: [{member_id, display_name}], known: [names that were there]}. Repeating it adds nothing.';

CREATE OR REPLACE FUNCTION create_class(
    p_display_name TEXT, p_preset_name TEXT DEFAULT NULL, p_roster TEXT[] DEFAULT NULL, p_teacher_id UUID DEFAULT NULL
) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_name TEXT := require_name(p_display_name, 80);
    v_caller RECORD;
    v_class_id UUID;
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    IF v_caller.kind <> 'teacher' OR p_teacher_id IS DISTINCT FROM v_caller.subject AND p_teacher_id IS NOT NULL THEN
        PERFORM require_operator();
    END IF;
    PERFORM require_preset(p_preset_name);
    IF v_caller.kind <> 'teacher' AND p_teacher_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM people WHERE id = p_teacher_id AND role = 'teacher') THEN
        PERFORM refuse_request('PT404', 'NOT_FOUND', 'there is no such teacher', 'Make the teacher''s account first.');
    END IF;
    INSERT INTO classes (display_name, preset_name) VALUES (v_name, p_preset_name) RETURNING id INTO v_class_id;
    INSERT INTO class_teachers (class_id, person_id)
    SELECT v_class_id, teacher_id
    FROM (SELECT coalesce(p_teacher_id, CASE v_caller.kind WHEN 'teacher' THEN v_caller.subject END) AS teacher_id) AS chosen
    WHERE teacher_id IS NOT NULL;
    IF cardinality(p_roster) > 0 THEN
        PERFORM add_roster_names(v_class_id, p_roster);
    END IF;
    RETURN jsonb_build_object('class_id', v_class_id, 'display_name', v_name, 'preset_name', p_preset_name);
END $$;

COMMENT ON FUNCTION create_class(TEXT, TEXT, TEXT[], UUID) IS
    'A class of the calling teacher, or of p_teacher_id when an operator makes it: {class_id, display_name, preset_name}.';

CREATE OR REPLACE FUNCTION change_class(
    p_class_id UUID, p_display_name TEXT DEFAULT NULL, p_allows_new_names BOOLEAN DEFAULT NULL, p_is_archived BOOLEAN DEFAULT NULL
) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM require_class_staff(p_class_id);
    UPDATE classes SET
        display_name = CASE WHEN p_display_name IS NULL THEN display_name ELSE require_name(p_display_name, 80) END,
        allows_new_names = coalesce(p_allows_new_names, allows_new_names),
        archived_at = CASE WHEN p_is_archived THEN coalesce(archived_at, now()) WHEN NOT p_is_archived THEN NULL ELSE archived_at END
    WHERE id = p_class_id;
    RETURN (SELECT jsonb_build_object('class_id', id, 'display_name', display_name, 'allows_new_names', allows_new_names,
        'archived_at', archived_at) FROM classes WHERE id = p_class_id);
END $$;

COMMENT ON FUNCTION change_class(UUID, TEXT, BOOLEAN, BOOLEAN) IS
    'Renames a class, opens or closes it to new names, archives it (no code of it works then); what is NULL stays.';

CREATE OR REPLACE FUNCTION require_person(p_person_id UUID, p_role TEXT) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people WHERE id = p_person_id AND role = p_role AND disabled_at IS NULL) THEN
        PERFORM refuse_request('PT404', 'NOT_FOUND', format('there is no such %s', p_role), 'Make the account first.');
    END IF;
END $$;

COMMENT ON FUNCTION require_person(UUID, TEXT) IS 'Refuses a person who does not exist, is disabled or has another role.';

CREATE OR REPLACE FUNCTION add_class_teacher(p_class_id UUID, p_person_id UUID) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM require_class_staff(p_class_id);
    PERFORM require_person(p_person_id, 'teacher');
    INSERT INTO class_teachers (class_id, person_id) VALUES (p_class_id, p_person_id) ON CONFLICT DO NOTHING;
    RETURN jsonb_build_object('class_id', p_class_id, 'person_id', p_person_id);
END $$;

CREATE OR REPLACE FUNCTION add_class_hub(p_class_id UUID, p_person_id UUID) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM require_operator();
    PERFORM require_class_staff(p_class_id);
    PERFORM require_person(p_person_id, 'hub');
    INSERT INTO class_hubs (class_id, person_id) VALUES (p_class_id, p_person_id) ON CONFLICT DO NOTHING;
    RETURN jsonb_build_object('class_id', p_class_id, 'person_id', p_person_id);
END $$;

CREATE OR REPLACE FUNCTION remove_class_person(p_class_id UUID, p_person_id UUID) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM require_class_staff(p_class_id);
    DELETE FROM class_teachers WHERE class_id = p_class_id AND person_id = p_person_id;
    DELETE FROM class_hubs WHERE class_id = p_class_id AND person_id = p_person_id;
    RETURN jsonb_build_object('class_id', p_class_id, 'person_id', p_person_id);
END $$;

COMMENT ON FUNCTION add_class_teacher(UUID, UUID) IS 'Another teacher of the class, added by one of its teachers.';
COMMENT ON FUNCTION add_class_hub(UUID, UUID) IS 'A hub that may relay for the class, added by an operator.';
COMMENT ON FUNCTION remove_class_person(UUID, UUID) IS 'Takes a teacher or a hub out of the class; they see nothing of it from then on.';

CREATE OR REPLACE FUNCTION rename_roster_name(p_member_id UUID, p_display_name TEXT) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_name TEXT := require_name(p_display_name, 80);
BEGIN
    PERFORM require_class_staff((SELECT class_id FROM class_members WHERE id = p_member_id AND left_at IS NULL));
    UPDATE class_members SET display_name = v_name, updated_at = now() WHERE id = p_member_id;
    RETURN jsonb_build_object('member_id', p_member_id, 'display_name', v_name);
EXCEPTION WHEN unique_violation THEN
    PERFORM refuse_request('PT409', 'CONFLICT', 'this name is on the roster already', 'Add an initial or a number.');
END $$;

COMMENT ON FUNCTION rename_roster_name(UUID, TEXT) IS 'Corrects a name on the roster; its student stays the same.';

CREATE OR REPLACE FUNCTION remove_roster_name(p_member_id UUID) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM require_class_staff((SELECT class_id FROM class_members WHERE id = p_member_id AND left_at IS NULL));
    DELETE FROM class_members WHERE id = p_member_id AND student_id IS NULL;
    IF NOT FOUND THEN
        PERFORM refuse_request('PT409', 'CONFLICT', 'the name is claimed by a student', 'Remove the student with leave_class first.');
    END IF;
    RETURN jsonb_build_object('member_id', p_member_id, 'status', 'removed');
END $$;

COMMENT ON FUNCTION remove_roster_name(UUID) IS 'Takes a name off the roster that nobody has claimed.';

CREATE OR REPLACE FUNCTION set_class_preset(p_class_id UUID, p_preset_name TEXT) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_subject UUID := require_class_staff(p_class_id);
    v_students UUID[];
BEGIN
    PERFORM require_preset(p_preset_name);
    -- Whoever joins meanwhile waits for the class, and finds its new preset.
    PERFORM FROM classes WHERE id = p_class_id FOR NO KEY UPDATE;
    v_students := ARRAY(SELECT student_id FROM class_members
        WHERE class_id = p_class_id AND left_at IS NULL AND student_id IS NOT NULL);
    PERFORM give_preset(v_students, p_preset_name, v_subject);
    UPDATE classes SET preset_name = p_preset_name WHERE id = p_class_id;
    RETURN jsonb_build_object('class_id', p_class_id, 'preset_name', p_preset_name, 'student_count', cardinality(v_students));
END $$;

COMMENT ON FUNCTION set_class_preset(UUID, TEXT) IS
    'Sets the preset of a class, of each of its members and of whoever joins later; NULL takes it back from all of them. A pupil''s later choice wins again.';

CREATE OR REPLACE FUNCTION require_student_staff(p_student_id UUID) RETURNS UUID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_caller RECORD;
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    IF v_caller.kind IN ('nobody', 'student', 'hub') THEN
        PERFORM refuse_request(CASE v_caller.kind WHEN 'nobody' THEN 'PT401' ELSE 'PT403' END,
            CASE v_caller.kind WHEN 'nobody' THEN 'SIGN_IN_REQUIRED' ELSE 'FORBIDDEN' END,
            'only a teacher may do that', 'Sign in as a teacher of the student.');
    ELSIF EXISTS (SELECT FROM student_tombstones WHERE student_id = p_student_id) THEN
        PERFORM refuse_request('PT410', 'STUDENT_ERASED', 'this student was erased', 'Nothing can be written for them.');
    ELSIF NOT EXISTS (
        SELECT FROM class_members AS member
        WHERE member.student_id = p_student_id AND member.left_at IS NULL AND (v_caller.kind <> 'teacher' OR EXISTS (
            SELECT FROM class_teachers AS teacher
            WHERE teacher.class_id = member.class_id AND teacher.person_id = v_caller.subject))) THEN
        PERFORM refuse_request('PT404', 'NOT_FOUND', 'there is no such student', 'Ask for the roster with class_roster().');
    END IF;
    RETURN v_caller.subject;
END $$;

COMMENT ON FUNCTION require_student_staff(UUID) IS
    'Lets a teacher of one of the student''s classes, an operator, the server and the owner pass; gives their subject.';

CREATE OR REPLACE FUNCTION merge_students(p_class_id UUID, p_kept_member_id UUID, p_merged_member_id UUID) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_subject UUID := require_class_staff(p_class_id);
    v_kept UUID;
    v_merged UUID;
BEGIN
    PERFORM FROM classes WHERE id = p_class_id FOR NO KEY UPDATE;
    SELECT student_id INTO v_kept FROM class_members
    WHERE id = p_kept_member_id AND class_id = p_class_id AND left_at IS NULL AND student_id IS NOT NULL;
    SELECT student_id INTO v_merged FROM class_members
    WHERE id = p_merged_member_id AND class_id = p_class_id AND left_at IS NULL AND student_id IS NOT NULL;
    IF v_kept IS NULL OR v_merged IS NULL THEN
        PERFORM refuse_request('PT404', 'NOT_FOUND', 'one of the names is not of this class, or nobody has claimed it',
            'Ask for the roster with class_roster(). A free name is removed with remove_roster_name().');
    ELSIF v_kept = v_merged THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'both names are of one student already', 'Send two names.');
    ELSIF EXISTS (
        -- The record of each becomes visible to the classes of the other: who decides it teaches all of them.
        SELECT FROM class_members AS member
        WHERE member.student_id IN (v_kept, v_merged) AND member.left_at IS NULL
          AND EXISTS (SELECT FROM people WHERE id = v_subject AND role = 'teacher')
          AND NOT EXISTS (SELECT FROM class_teachers WHERE class_id = member.class_id AND person_id = v_subject)) THEN
        PERFORM refuse_request('PT403', 'FORBIDDEN', 'one of them is in a class of another teacher too', 'Ask whoever runs the server.');
    END IF;
    PERFORM rekey_student(v_merged, v_kept);
    RETURN jsonb_build_object('student_id', v_kept, 'merged_student_id', v_merged, 'member_id', p_kept_member_id);
END $$;

COMMENT ON FUNCTION merge_students(UUID, UUID, UUID) IS
    'Two names of a class turn out to be one child, who joined at a hub and elsewhere, say: the rows of the second become the first''s, on every device by an alias that travels, and the second name goes. For a teacher of all classes of both, and for an operator. It cannot be taken back.';

CREATE OR REPLACE FUNCTION set_student_preset(p_student_id UUID, p_preset_name TEXT) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_subject UUID := require_student_staff(p_student_id);
BEGIN
    PERFORM require_preset(p_preset_name);
    PERFORM give_preset(ARRAY[p_student_id], p_preset_name, v_subject);
    RETURN jsonb_build_object('student_id', p_student_id, 'preset_name', p_preset_name);
END $$;

COMMENT ON FUNCTION set_student_preset(UUID, TEXT) IS 'Sets the preset of one student; NULL gives them the default one.';

CREATE OR REPLACE FUNCTION send_recommendation(
    p_student_id UUID, p_global_topic_uid TEXT, p_title TEXT, p_message TEXT,
    p_action_items JSONB DEFAULT '[]', p_valid_hours INT DEFAULT 168
) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_subject UUID := require_student_staff(p_student_id);
    v_title TEXT := require_name(p_title, 120);
    v_message TEXT := btrim(coalesce(p_message, ''));
    v_topic TEXT := btrim(coalesce(p_global_topic_uid, ''));
    v_id UUID := new_uuid_v7();
BEGIN
    IF char_length(v_topic) NOT BETWEEN 1 AND 100 OR char_length(v_message) NOT BETWEEN 1 AND 1000
        OR p_valid_hours IS NULL OR p_valid_hours NOT BETWEEN 1 AND 2160
        OR jsonb_typeof(p_action_items) IS DISTINCT FROM 'array' OR jsonb_array_length(p_action_items) > 6
        OR EXISTS (SELECT FROM jsonb_array_elements(p_action_items) AS item
            WHERE jsonb_typeof(item) <> 'object' OR jsonb_typeof(item -> 'action') IS DISTINCT FROM 'string'
                OR pg_column_size(item) > 1000) THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'topic, message, actions or validity is not valid',
            'Send a topic, 1 to 1000 characters, at most six actions as objects with "action", and 1 to 2160 hours.');
    END IF;
    PERFORM lock_student_analysis(ARRAY[p_student_id]);
    -- A newer note takes the place of the one before; that one stays as it was written.
    UPDATE student_recommendations SET is_active = false, updated_at = now()
    WHERE student_id = p_student_id AND global_topic_uid = v_topic AND recommendation_type = 'TEACHER_NOTE' AND is_active;
    INSERT INTO student_recommendations (
        id, student_id, global_topic_uid, recommendation_type, title, message, action_items, priority, created_at, expires_at, updated_at)
    VALUES (v_id, p_student_id, v_topic, 'TEACHER_NOTE', v_title, v_message, p_action_items, 10, clock_timestamp(),
        now() + make_interval(hours => p_valid_hours), now());
    INSERT INTO ui_reflex_events (id, student_id, global_topic_uid, event_type, title, message, action_items, priority, recommendation_id, created_at)
    VALUES (new_uuid_v7(), p_student_id, v_topic, 'RECOMMENDATION_CREATED', v_title, v_message, p_action_items, 10, v_id, clock_timestamp());
    RETURN jsonb_build_object('recommendation_id', v_id, 'student_id', p_student_id, 'global_topic_uid', v_topic, 'sent_by', v_subject);
END $$;

COMMENT ON FUNCTION send_recommendation(UUID, TEXT, TEXT, TEXT, JSONB, INT) IS
    'A teacher''s recommendation (type TEACHER_NOTE, priority 10) with its event: both travel to the student''s devices. One note for each student and topic is active.';

-- Reading ------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION my_classes() RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_caller RECORD;
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    RETURN (
        SELECT coalesce(jsonb_agg(jsonb_build_object('class_id', class.id, 'display_name', class.display_name,
            'preset_name', class.preset_name, 'allows_new_names', class.allows_new_names, 'archived_at', class.archived_at,
            'created_at', class.created_at,
            'name_count', (SELECT count(*) FROM class_members WHERE class_id = class.id AND left_at IS NULL),
            'student_count', (SELECT count(student_id) FROM class_members WHERE class_id = class.id AND left_at IS NULL),
            'waiting_count', (SELECT count(*) FROM join_requests
                WHERE class_id = class.id AND status = 'waiting' AND expires_at > now()))
            ORDER BY class.archived_at IS NOT NULL, fold_name(class.display_name), class.id), '[]')
        FROM classes AS class
        WHERE v_caller.kind IN ('owner', 'service', 'operator')
            OR v_caller.kind = 'teacher' AND class.id IN (SELECT class_id FROM class_teachers WHERE person_id = v_caller.subject)
            OR v_caller.kind = 'hub' AND class.id IN (SELECT class_id FROM class_hubs WHERE person_id = v_caller.subject));
END $$;

COMMENT ON FUNCTION my_classes() IS
    'Classes of the caller: [{class_id, display_name, preset_name, allows_new_names, archived_at, created_at, name_count, student_count, waiting_count}]. An operator sees all; a student none.';

CREATE OR REPLACE FUNCTION class_roster(p_class_id UUID) RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM require_class_staff(p_class_id);
    RETURN (
        SELECT jsonb_build_object(
            'class', jsonb_build_object('id', class.id, 'display_name', class.display_name, 'preset_name', class.preset_name,
                'allows_new_names', class.allows_new_names, 'archived_at', class.archived_at),
            'members', coalesce((
                SELECT jsonb_agg(jsonb_build_object('member_id', member.id, 'display_name', member.display_name,
                    'student_id', member.student_id, 'claimed_at', member.claimed_at, 'profile_name', profile.display_name,
                    'preset_name', settings.preset_name,
                    'device_count', (SELECT count(*) FROM devices WHERE student_id = member.student_id),
                    'last_contact_at', (SELECT max(last_contact_at) FROM devices WHERE student_id = member.student_id))
                    ORDER BY fold_name(member.display_name), member.id)
                FROM class_members AS member
                LEFT JOIN students AS profile ON profile.id = member.student_id
                LEFT JOIN student_analysis_settings AS settings ON settings.student_id = member.student_id
                WHERE member.class_id = class.id AND member.left_at IS NULL), '[]'),
            'waiting', coalesce((
                SELECT jsonb_agg(jsonb_build_object('request_id', request.id, 'member_id', request.member_id,
                    'display_name', member.display_name, 'device_name', request.device_name,
                    'requested_at', request.requested_at, 'expires_at', request.expires_at) ORDER BY request.requested_at, request.id)
                FROM join_requests AS request JOIN class_members AS member ON member.id = request.member_id
                WHERE request.class_id = class.id AND request.status = 'waiting' AND request.expires_at > now()), '[]'),
            'codes', coalesce((
                SELECT jsonb_agg(jsonb_build_object('code_id', code.id, 'created_at', code.created_at,
                    'expires_at', code.expires_at, 'use_count', code.use_count, 'max_uses', code.max_uses) ORDER BY code.expires_at, code.id)
                FROM join_codes AS code
                WHERE code.class_id = class.id AND code.revoked_at IS NULL AND code.expires_at > now()), '[]'),
            'teachers', coalesce((
                SELECT jsonb_agg(jsonb_build_object('person_id', person.id, 'display_name', person.display_name) ORDER BY fold_name(person.display_name))
                FROM class_teachers AS teacher JOIN people AS person ON person.id = teacher.person_id
                WHERE teacher.class_id = class.id), '[]'))
        FROM classes AS class WHERE class.id = p_class_id);
END $$;

COMMENT ON FUNCTION class_roster(UUID) IS
    'A class for its teacher: {class, members: [{member_id, display_name, student_id, claimed_at, profile_name, preset_name, device_count, last_contact_at}], waiting, codes (without the codes themselves), teachers}.';

-- Devices ------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION report_device(
    p_replica UUID, p_student_id UUID, p_device_name TEXT DEFAULT NULL, p_app_version TEXT DEFAULT NULL,
    p_schema_version TEXT DEFAULT NULL, p_waiting_rows INT DEFAULT NULL, p_refused_rows INT DEFAULT NULL,
    p_pulled_seq BIGINT DEFAULT NULL, p_clock_offset_ms BIGINT DEFAULT NULL
) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_scopes RECORD;
BEGIN
    SELECT * INTO v_scopes FROM sync_caller_scopes();
    IF p_replica IS NULL OR p_student_id IS NULL OR p_waiting_rows < 0 OR p_refused_rows < 0 OR p_pulled_seq < 0 THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'replica or student is missing, or a count is negative', 'Send both, and counts from 0.');
    END IF;
    IF NOT (v_scopes.is_unrestricted OR p_student_id = ANY (v_scopes.write_scopes)) THEN
        PERFORM refuse_request('PT403', 'FORBIDDEN', 'this is a device of somebody else', 'Report for the student who is signed in.');
    END IF;
    IF EXISTS (SELECT FROM student_tombstones WHERE student_id = p_student_id) THEN
        PERFORM refuse_request('PT410', 'STUDENT_ERASED', 'this student was erased', 'Forget the student on the device.');
    END IF;
    INSERT INTO devices AS own (student_id, replica_id, device_name, app_version, schema_version,
        waiting_row_count, refused_row_count, pulled_seq, clock_offset_ms)
    VALUES (p_student_id, p_replica, left(coalesce(p_device_name, ''), 120), left(p_app_version, 40), left(p_schema_version, 40),
        coalesce(p_waiting_rows, 0), coalesce(p_refused_rows, 0), coalesce(p_pulled_seq, 0), p_clock_offset_ms)
    ON CONFLICT (student_id, replica_id) DO UPDATE SET
        device_name = CASE WHEN p_device_name IS NULL THEN own.device_name ELSE excluded.device_name END,
        app_version = coalesce(excluded.app_version, own.app_version),
        schema_version = coalesce(excluded.schema_version, own.schema_version),
        waiting_row_count = coalesce(p_waiting_rows, own.waiting_row_count),
        refused_row_count = coalesce(p_refused_rows, own.refused_row_count),
        pulled_seq = greatest(own.pulled_seq, excluded.pulled_seq),
        clock_offset_ms = coalesce(excluded.clock_offset_ms, own.clock_offset_ms),
        last_contact_at = now();
    RETURN jsonb_build_object('replica_id', p_replica, 'student_id', p_student_id, 'server_time', clock_timestamp());
END $$;

COMMENT ON FUNCTION report_device(UUID, UUID, TEXT, TEXT, TEXT, INT, INT, BIGINT, BIGINT) IS
    'A device says how it is: versions, rows still to send, rows refused, how far it read, how far its clock is off. What is NULL stays.';

CREATE OR REPLACE FUNCTION sign_out_device(p_student_id UUID, p_replica UUID) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_caller RECORD;
    v_count INT;
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    IF NOT (v_caller.kind = 'student' AND p_student_id = ANY (v_caller.student_ids)) THEN
        PERFORM require_student_staff(p_student_id);
    END IF;
    UPDATE refresh_tokens SET revoked_at = now()
    WHERE student_id = p_student_id AND replica_id = p_replica AND revoked_at IS NULL AND expires_at > now();
    GET DIAGNOSTICS v_count = ROW_COUNT;
    DELETE FROM devices WHERE student_id = p_student_id AND replica_id = p_replica;
    -- A request that was approved for this device would let it in again.
    UPDATE join_requests AS request SET status = 'refused', decided_at = now(), decided_by = v_caller.subject
    FROM class_members AS member
    WHERE member.id = request.member_id AND member.student_id = p_student_id AND request.replica_id = p_replica
      AND request.status IN ('waiting', 'approved') AND request.expires_at > now();
    RETURN jsonb_build_object('student_id', p_student_id, 'replica_id', p_replica, 'revoked_token_count', v_count);
END $$;

COMMENT ON FUNCTION sign_out_device(UUID, UUID) IS
    'A lost or lent machine: revokes its refresh tokens for a student, within 15 minutes it is out. By a teacher of the student, or the student from another device. Supabase''s own sign-ins are ended in Supabase Auth.';

-- Erasing and re-keying ----------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION erase_student_record(p_student_id UUID) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_caller RECORD;
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    IF p_student_id IS NULL THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'the student is missing', 'Send p_student_id.');
    ELSIF NOT (v_caller.kind = 'student' AND p_student_id = ANY (v_caller.student_ids)) THEN
        PERFORM require_operator();
    END IF;
    RETURN jsonb_build_object('student_id', p_student_id, 'is_new', erase_student(p_student_id));
END $$;

COMMENT ON FUNCTION erase_student_record(UUID) IS
    'Erases a student here and, by a tombstone that travels, everywhere. For an operator and for the student''s own sign-in.';

CREATE OR REPLACE FUNCTION forget_erased_students() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Names are personal data too. A device that asks for an erased student is told so by the tombstone.
    DELETE FROM join_requests WHERE member_id IN (
        SELECT member.id FROM class_members AS member WHERE member.student_id IN (SELECT student_id FROM new_rows));
    -- That there was somebody stays: teachers and hubs of the class have copies, and are to hear of the erasure.
    UPDATE class_members SET display_name = '—', left_at = coalesce(left_at, now()), claimed_by_replica = NULL,
        claimed_local_student_id = NULL, updated_at = now()
    WHERE student_id IN (SELECT student_id FROM new_rows);
    DELETE FROM devices WHERE student_id IN (SELECT student_id FROM new_rows);
    UPDATE refresh_tokens SET revoked_at = now()
    WHERE student_id IN (SELECT student_id FROM new_rows) AND revoked_at IS NULL;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION forget_erased_students() IS
    'An erased student leaves every class, and their devices are signed out. Their account stays linked, so that it learns of the erasure.';

CREATE OR REPLACE TRIGGER trg_forget_erased_students
    AFTER INSERT ON student_tombstones REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION forget_erased_students();

CREATE OR REPLACE FUNCTION rekey_class_members() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE class_members AS member SET student_id = alias.new_student_id, updated_at = now()
    FROM new_rows AS alias
    WHERE member.student_id = alias.old_student_id AND NOT EXISTS (
        SELECT FROM class_members AS other
        WHERE other.class_id = member.class_id AND other.student_id = alias.new_student_id AND other.left_at IS NULL);
    UPDATE class_members AS member SET left_at = now(), updated_at = now()
    FROM new_rows AS alias WHERE member.student_id = alias.old_student_id AND member.left_at IS NULL;
    UPDATE student_accounts AS account SET student_id = alias.new_student_id
    FROM new_rows AS alias WHERE account.student_id = alias.old_student_id;
    DELETE FROM devices AS device USING new_rows AS alias WHERE device.student_id = alias.old_student_id;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION rekey_class_members() IS 'Membership and sign-in follow a student whose rows were given to another id.';

CREATE OR REPLACE TRIGGER trg_rekey_class_members_insert
    AFTER INSERT ON student_aliases REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION rekey_class_members();
CREATE OR REPLACE TRIGGER trg_rekey_class_members_update
    AFTER UPDATE ON student_aliases REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION rekey_class_members();

-- Row-level security -------------------------------------------------------------------------------------------------
-- One row for each table: which rows a signed-in caller reads, adds and changes, and the columns of it that may be
-- changed. NULL is none. Nobody deletes: facts stay, edited rows are retired, students are erased by their function.
-- $read, $write and $settings stand for the caller's arrays, each computed once for a statement.

DO $$
DECLARE
    v_read CONSTANT TEXT := '(%1$I = ANY ((SELECT caller_read_scopes())::uuid[])'
        -- An operator reads all. Written as a range of the same column, so that the index serves both arms.
        ' OR %1$I BETWEEN (SELECT caller_first_id()) AND ''ffffffff-ffff-ffff-ffff-ffffffffffff'')';
    v_write CONSTANT TEXT := '%1$I = ANY ((SELECT caller_write_scopes())::uuid[])';
    v_settings CONSTANT TEXT := '%1$I = ANY ((SELECT caller_settings_scopes())::uuid[])';
    v_signed_in CONSTANT TEXT := '(SELECT caller_is_signed_in())';
    v_operator CONSTANT TEXT := '(SELECT caller_is_operator())';
    v_class CONSTANT TEXT := '(class_id = ANY ((SELECT caller_staff_classes())::uuid[]) OR (SELECT caller_is_operator()))';
    v_rule RECORD;
    v_read_columns TEXT;
    v_privilege TEXT;
BEGIN
    FOR v_rule IN
        SELECT * FROM (VALUES
            -- Facts.
            ('test_answers', v_read, v_write, NULL, NULL, 'student_id'),
            ('student_mistakes', v_read, v_write, NULL, NULL, 'student_id'),
            ('mistake_reasons', v_read, v_write, NULL, NULL, 'student_id'),
            ('review_log', v_read, v_write, NULL, NULL, 'student_id'),
            ('test_records', v_read, v_write, v_write, 'finished_at, right_count, wrong_count, blank_count', 'student_id'),
            -- Edited, and marked.
            ('students', v_read, v_write, v_write, 'display_name, language, school_grade, target_exam, colour, archived_at', 'id'),
            ('student_analysis_settings', v_read, v_settings, v_settings, 'preset_name, custom_settings, set_by, set_at', 'student_id'),
            ('student_recommendations', v_read, v_settings, v_write,
                'is_shown, shown_at, is_dismissed, dismissed_at, is_done, done_at, done_actions', 'student_id'),
            ('ui_reflex_events', v_read, v_write, v_write, 'delivered, delivered_at', 'student_id'),
            -- Derived.
            ('student_baseline_performance', v_read, NULL, NULL, NULL, 'student_id'),
            ('student_mistake_patterns', v_read, NULL, NULL, NULL, 'student_id'),
            -- What an operator publishes to everybody.
            ('topics', v_signed_in, v_operator, v_operator, '*', NULL),
            ('mistake_types', v_signed_in, v_operator, v_operator, '*', NULL),
            ('analysis_presets', v_signed_in, v_operator, v_operator, '*', NULL),
            ('question_packs', v_signed_in, v_operator, v_operator, '*', NULL),
            ('questions', v_signed_in, v_operator, v_operator, '*', NULL),
            -- A version of a pack is everybody's, one that only came with answers is of those who may see the answers.
            ('question_versions', '(question_id IN (SELECT id FROM questions) OR id IN (SELECT question_version_id FROM test_answers))',
                v_operator, NULL, NULL, NULL),
            ('media_files', v_signed_in, v_operator, NULL, NULL, NULL),
            ('system_settings', v_operator, v_operator, v_operator, '*', NULL),
            -- Classrooms: written by the functions above only.
            ('people', '(id = (SELECT current_subject()) OR (SELECT caller_is_operator()))', NULL, NULL, NULL, NULL),
            ('classes', v_read, NULL, NULL, NULL, 'id'),
            ('class_teachers', v_class, NULL, NULL, NULL, NULL),
            ('class_hubs', v_class, NULL, NULL, NULL, NULL),
            ('class_members', '(' || v_class || ' OR student_id = ANY ((SELECT caller_write_scopes())::uuid[]))', NULL, NULL, NULL, NULL),
            ('join_codes', v_class, NULL, NULL, NULL, NULL),
            ('join_requests', v_class, NULL, NULL, NULL, NULL),
            ('devices', v_read, NULL, NULL, NULL, 'student_id'),
            ('student_accounts', v_operator, NULL, NULL, NULL, NULL),
            ('refresh_tokens', NULL, NULL, NULL, NULL, NULL),
            -- The log and what belongs to it: read and written by the functions of 008 only; an operator may look.
            ('sync_replica', v_operator, NULL, NULL, NULL, NULL),
            ('sync_counters', v_operator, NULL, NULL, NULL, NULL),
            ('sync_log', v_operator, NULL, NULL, NULL, NULL),
            ('sync_peers', v_operator, NULL, NULL, NULL, NULL),
            ('sync_positions', v_operator, NULL, NULL, NULL, NULL),
            ('sync_refused_rows', v_operator, NULL, NULL, NULL, NULL),
            ('sync_links', NULL, NULL, NULL, NULL, NULL),
            ('sync_contacts', NULL, NULL, NULL, NULL, NULL),
            ('profile_locks', NULL, NULL, NULL, NULL, NULL),
            ('student_aliases', v_operator, NULL, NULL, NULL, NULL),
            ('student_tombstones', v_operator, NULL, NULL, NULL, NULL),
            ('schema_migrations', v_operator, NULL, NULL, NULL, NULL)
        ) AS rule (table_name, read_rule, add_rule, change_rule, changed_columns, scope_column)
        WHERE to_regclass(format('public.%I', rule.table_name)) IS NOT NULL
    LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', v_rule.table_name);
        -- Modules 004 to 007 let a caller see rows of their own id as long as nothing else says who may see what.
        FOR v_privilege IN
            SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = v_rule.table_name
              AND policyname IN (v_rule.table_name || '_read', v_rule.table_name || '_read_own', v_rule.table_name || '_record_own',
                  v_rule.table_name || '_mark_own', 'read_in_scope', 'add_in_scope', 'change_in_scope', 'serve_all')
        LOOP
            EXECUTE format('DROP POLICY %I ON public.%I', v_privilege, v_rule.table_name);
        END LOOP;
        EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC, anon, authenticated', v_rule.table_name);
        EXECUTE format('GRANT ALL ON public.%I TO service_role', v_rule.table_name);
        EXECUTE format('CREATE POLICY serve_all ON public.%I TO service_role USING (true) WITH CHECK (true)', v_rule.table_name);
        IF v_rule.read_rule IS NOT NULL THEN
            EXECUTE format('CREATE POLICY read_in_scope ON public.%I FOR SELECT TO authenticated USING (%s)',
                v_rule.table_name, CASE WHEN v_rule.scope_column IS NULL THEN v_rule.read_rule ELSE format(v_rule.read_rule, v_rule.scope_column) END);
            -- Hashes of passwords, codes and secrets are nobody's to read.
            SELECT string_agg(quote_ident(attname), ', ') INTO v_read_columns FROM pg_attribute
            WHERE attrelid = to_regclass(format('public.%I', v_rule.table_name)) AND attnum > 0 AND NOT attisdropped
              AND attname NOT IN ('password_hash', 'code_hash', 'claim_secret_hash', 'claim_key_hash', 'contact');
            EXECUTE format('GRANT SELECT (%s) ON public.%I TO authenticated', v_read_columns, v_rule.table_name);
        END IF;
        IF v_rule.add_rule IS NOT NULL THEN
            EXECUTE format('CREATE POLICY add_in_scope ON public.%I FOR INSERT TO authenticated WITH CHECK (%s)',
                v_rule.table_name, CASE WHEN v_rule.scope_column IS NULL THEN v_rule.add_rule ELSE format(v_rule.add_rule, v_rule.scope_column) END);
            EXECUTE format('GRANT INSERT ON public.%I TO authenticated', v_rule.table_name);
        END IF;
        IF v_rule.change_rule IS NOT NULL THEN
            EXECUTE format('CREATE POLICY change_in_scope ON public.%I FOR UPDATE TO authenticated USING (%2$s) WITH CHECK (%2$s)',
                v_rule.table_name, CASE WHEN v_rule.scope_column IS NULL THEN v_rule.change_rule ELSE format(v_rule.change_rule, v_rule.scope_column) END);
            EXECUTE format('GRANT UPDATE %s ON public.%I TO authenticated',
                CASE v_rule.changed_columns WHEN '*' THEN '' ELSE format('(%s)', v_rule.changed_columns) END, v_rule.table_name);
        END IF;
    END LOOP;
END $$;

-- Functions: nobody calls any but these. Trigger functions are not called, and need no grant.
DO $$
DECLARE
    v_all CONSTANT TEXT[] := ARRAY[
        -- 003 to 007
        'refuse_question_version_change', 'new_uuid_v7', 'adopt_older_table', 'analysis_setting_specs', 'valid_analysis_settings',
        'resolve_analysis_settings', 'analysis_settings_in_force', 'lock_student_analysis', 'exam_norm_of_answer', 'latest_mistakes',
        'mistake_verdict', 'dominant_mistake', 'rejudge_mistake_pattern', 'rebuild_mistake_pattern', 'fold_reasons_into_pattern',
        'update_mistake_patterns', 'derive_student_baseline', 'rederive_student_baseline', 'rebuild_student_baseline',
        'update_student_baseline', 'stamp_mistake', 'refresh_for_reasons', 'refresh_for_deleted_reasons',
        'refresh_student_analysis', 'refresh_for_student_settings', 'refresh_for_shared_settings', 'refresh_for_mistake_type',
        'refresh_for_changed_mistakes', 'refresh_for_late_answers', 'end_marked_recommendation', 'build_reflex_recommendation_payload',
        'upsert_student_recommendation_and_emit', 'trg_generate_recommendations',
        -- 008, but for those that it looks after itself
        'sync_push', 'sync_pull', 'sync_hello', 'hint_at_sync', 'lock_before_settings', 'merged_actions', 'order_new_recommendation', 'stamp_edit',
        'student_row_tables', 'sync_conflict_action', 'sync_merge_statement', 'sync_rows_statement', 'sync_sizes_statement', 'sync_tables', 'uuid_or_null',
        'write_answer_sync_log', 'write_content_sync_log', 'write_keyed_sync_log', 'write_student_sync_log',
        -- 009
        'fold_name', 'current_claims', 'current_subject', 'current_caller', 'sync_caller_scopes', 'without_erased', 'caller_read_scopes',
        'caller_write_scopes', 'caller_settings_scopes', 'caller_staff_classes', 'caller_is_operator', 'caller_is_signed_in', 'caller_first_id',
        'refuse_request',
        'require_name', 'require_class_staff', 'require_operator', 'require_preset', 'require_person', 'require_student_staff',
        'hash_join_code', 'former_student', 'find_join_code', 'create_join_code', 'revoke_join_code', 'look_up_join_code', 'give_preset', 'join_class',
        'admit_device', 'join_request_status', 'decide_join_request', 'approve_join_request', 'refuse_join_request', 'leave_class',
        'create_person', 'add_roster_names', 'create_class', 'change_class', 'add_class_teacher', 'add_class_hub', 'remove_class_person',
        'rename_roster_name', 'remove_roster_name', 'merge_students', 'set_class_preset', 'set_student_preset', 'send_recommendation', 'my_classes',
        'class_roster', 'report_device', 'sign_out_device', 'erase_student_record', 'forget_erased_students', 'rekey_class_members'];
    v_callable CONSTANT TEXT[] := ARRAY[
        'new_uuid_v7', 'sync_push', 'sync_pull', 'sync_hello', 'sync_caller_scopes', 'current_subject', 'caller_read_scopes',
        'caller_write_scopes', 'caller_settings_scopes', 'caller_staff_classes', 'caller_is_operator', 'caller_is_signed_in', 'caller_first_id',
        'look_up_join_code', 'join_class', 'join_request_status', 'approve_join_request', 'refuse_join_request', 'leave_class',
        'create_person', 'add_roster_names', 'create_class', 'change_class', 'create_join_code', 'revoke_join_code', 'add_class_teacher',
        'add_class_hub', 'remove_class_person', 'rename_roster_name', 'remove_roster_name', 'merge_students', 'set_class_preset', 'set_student_preset',
        'send_recommendation', 'my_classes', 'class_roster', 'report_device', 'sign_out_device', 'erase_student_record'];
    v_function RECORD;
BEGIN
    FOR v_function IN
        SELECT oid::regprocedure::text AS signature, proname::text AS name FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname = ANY (v_all)
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, anon, authenticated', v_function.signature);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO service_role', v_function.signature);
        IF v_function.name = ANY (v_callable) THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO authenticated', v_function.signature);
        END IF;
    END LOOP;
    REVOKE ALL ON SEQUENCE join_guess_counter FROM PUBLIC, anon, authenticated;
    GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
END $$;
