-- 005 student mistakes: the facts that the analysis stands on.
-- A mistake and the reason a student gave for it are recorded once; later modules derive everything else from them.
-- Stands alone: without the test engine (004) a mistake simply points to no answer.

CREATE OR REPLACE FUNCTION new_uuid_v7() RETURNS UUID
LANGUAGE plpgsql VOLATILE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6),
            52, 1), 53, 1),
        'hex')::uuid;
END $$;

COMMENT ON FUNCTION new_uuid_v7() IS
    'A version 7 UUID (milliseconds first, so ids sort by time of creation). PostgreSQL has its own only from 18 on.';

-- Adopting tables of an older release ----------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION adopt_older_table(p_table_name TEXT, p_own_columns TEXT[], p_numeric_columns TEXT[]) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_zone TEXT := coalesce(nullif(current_setting('endstp.legacy_time_zone', true), ''), 'UTC');
    v_changes TEXT;
    v_foreign TEXT;
BEGIN
    -- Ids of another kind cannot be adopted without touching whatever points to them: that is the operator's decision.
    SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum) INTO v_foreign
    FROM pg_attribute
    WHERE attrelid = to_regclass(format('public.%I', p_table_name)) AND NOT attisdropped AND atttypid <> 'uuid'::regtype
      AND (attname IN ('student_id', 'test_answer_id', 'source_mistake_id', 'recommendation_id')
          OR attname = 'id' AND p_table_name IN (
              'student_mistakes', 'system_settings', 'analysis_presets', 'student_recommendations'));
    IF v_foreign IS NOT NULL THEN
        RAISE EXCEPTION 'table % has ids that are no UUID: %', p_table_name, v_foreign
            USING ERRCODE = 'datatype_mismatch',
                  HINT = 'Convert these columns, and the keys that point to them, to UUID first. Nothing was changed.';
    END IF;
    SELECT string_agg(changed.action, ', ' ORDER BY changed.attnum) INTO v_changes
    FROM (
        -- Times without a zone are UTC unless the operator says otherwise.
        SELECT attnum, format('ALTER COLUMN %I TYPE TIMESTAMPTZ USING %I AT TIME ZONE %L', attname, attname, v_zone) AS action
        FROM pg_attribute
        WHERE attrelid = to_regclass(format('public.%I', p_table_name)) AND attnum > 0 AND NOT attisdropped
          AND atttypid = 'timestamp'::regtype
        UNION ALL
        -- Whole seconds, and means rounded by the column, become exact numbers.
        SELECT attnum, format('ALTER COLUMN %I TYPE NUMERIC USING %I::numeric', attname, attname)
        FROM pg_attribute
        WHERE attrelid = to_regclass(format('public.%I', p_table_name)) AND attnum > 0 AND NOT attisdropped
          AND attname = ANY (p_numeric_columns) AND (atttypid <> 'numeric'::regtype OR atttypmod <> -1)
        UNION ALL
        -- A column that this release does not know must not make its inserts fail.
        SELECT column_of.attnum, format('ALTER COLUMN %I DROP NOT NULL', column_of.attname)
        FROM pg_attribute AS column_of
        WHERE column_of.attrelid = to_regclass(format('public.%I', p_table_name)) AND column_of.attnum > 0
          AND NOT column_of.attisdropped AND column_of.attnotnull AND NOT column_of.atthasdef AND column_of.attidentity = ''
          AND column_of.attname <> ALL (p_own_columns)
          AND NOT EXISTS (
              SELECT FROM pg_index
              WHERE indrelid = column_of.attrelid AND indisprimary AND column_of.attnum = ANY (indkey))
    ) AS changed;
    -- One statement: a large table is written anew once, not once for each column.
    IF v_changes IS NOT NULL THEN
        EXECUTE format('ALTER TABLE %I %s', p_table_name, v_changes);
    END IF;
END $$;

COMMENT ON FUNCTION adopt_older_table(TEXT, TEXT[], TEXT[]) IS
    'Brings a table that an older release made to the types of this one, keeping every row. Set endstp.legacy_time_zone where its times were not UTC. sql/verify/adoption.sql says beforehand which tables are written anew.';

-- Mistake types ------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS mistake_types (
    mistake_code VARCHAR(50) PRIMARY KEY
);
ALTER TABLE mistake_types
    ADD COLUMN IF NOT EXISTS display_names JSONB NOT NULL DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS severity INT NOT NULL DEFAULT 3,
    ADD COLUMN IF NOT EXISTS category TEXT NOT NULL DEFAULT 'other',
    ADD COLUMN IF NOT EXISTS is_active BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN IF NOT EXISTS updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_by UUID;
SELECT adopt_older_table('mistake_types',
    ARRAY['mistake_code', 'display_names', 'severity', 'category', 'is_active', 'updated_at', 'updated_by'],
    '{}');

COMMENT ON TABLE mistake_types IS
    'What kinds of mistakes there are. Not a foreign key of anything: a code without a row here counts as severity 3.';
COMMENT ON COLUMN mistake_types.severity IS '1 (a slip) to 5 (a gap in what the topic builds on).';

-- The old updated_at keeps the seeds of a fresh device from winning over an edit that an operator made earlier.
INSERT INTO mistake_types (mistake_code, display_names, severity, category, updated_at) VALUES
    ('CALCULATION_ERROR', '{"tr": "İşlem hatası", "en": "Calculation error"}', 2, 'execution', '2024-01-01Z'),
    ('SIGN_ERROR', '{"tr": "İşaret hatası", "en": "Sign error"}', 2, 'execution', '2024-01-01Z'),
    ('MISREAD_QUESTION', '{"tr": "Soruyu yanlış okuma", "en": "Misread question"}', 2, 'attention', '2024-01-01Z'),
    ('UNIT_ERROR', '{"tr": "Birim hatası", "en": "Unit error"}', 2, 'execution', '2024-01-01Z'),
    ('TIME_PRESSURE', '{"tr": "Süre baskısı", "en": "Time pressure"}', 2, 'attention', '2024-01-01Z'),
    ('PROCEDURE_ERROR', '{"tr": "Çözüm yolu hatası", "en": "Procedure error"}', 3, 'method', '2024-01-01Z'),
    ('FORMULA_ERROR', '{"tr": "Formül hatası", "en": "Formula error"}', 3, 'method', '2024-01-01Z'),
    ('GUESS', '{"tr": "Tahmin", "en": "Guess"}', 3, 'attention', '2024-01-01Z'),
    ('UNCLASSIFIED', '{"tr": "Belirlenmemiş", "en": "Unclassified"}', 3, 'other', '2024-01-01Z'),
    ('CONCEPT_ERROR', '{"tr": "Kavram hatası", "en": "Concept error"}', 4, 'knowledge', '2024-01-01Z'),
    ('BLANK', '{"tr": "Boş bırakma", "en": "Left blank"}', 4, 'knowledge', '2024-01-01Z'),
    ('PREREQUISITE_GAP', '{"tr": "Ön bilgi eksiği", "en": "Prerequisite gap"}', 5, 'knowledge', '2024-01-01Z')
ON CONFLICT (mistake_code) DO NOTHING;

-- Mistakes -----------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS student_mistakes (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    student_id UUID NOT NULL,
    global_topic_uid VARCHAR(100) NOT NULL,
    mistake_code VARCHAR(50) NOT NULL
);
ALTER TABLE student_mistakes
    ADD COLUMN IF NOT EXISTS test_answer_id UUID,
    ADD COLUMN IF NOT EXISTS question_id UUID,
    ADD COLUMN IF NOT EXISTS time_spent_seconds NUMERIC,
    ADD COLUMN IF NOT EXISTS occurred_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS created_at TIMESTAMPTZ NOT NULL DEFAULT now();
SELECT adopt_older_table('student_mistakes',
    ARRAY['id', 'student_id', 'global_topic_uid', 'mistake_code', 'test_answer_id', 'question_id',
        'time_spent_seconds', 'occurred_at', 'created_at', 'expected_duration', 'time_ratio',
        'used_adaptive_baseline'],
    ARRAY['time_spent_seconds', 'expected_duration', 'time_ratio']);

-- A table made by hand may lack the defaults that an insert relies on, allow what this one does not, and hold it already.
-- What was recorded stays readable: a time that is none moves to a column of its own, a missing code is an undetermined one.
DO $$
BEGIN
    ALTER TABLE student_mistakes
        ALTER COLUMN id SET DEFAULT new_uuid_v7(),
        ALTER COLUMN occurred_at SET DEFAULT now(),
        ALTER COLUMN created_at SET DEFAULT now();
    IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'public.student_mistakes'::regclass
               AND conname = 'student_mistakes_time_spent_seconds_check') THEN
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM student_mistakes WHERE NOT time_spent_seconds BETWEEN 0 AND 86400) THEN
        ALTER TABLE student_mistakes ADD COLUMN IF NOT EXISTS time_as_recorded NUMERIC;
        COMMENT ON COLUMN student_mistakes.time_as_recorded IS
            'What an older release recorded as a time and cannot be one: negative, not a number, or more than a day.';
        UPDATE student_mistakes SET time_as_recorded = time_spent_seconds, time_spent_seconds = NULL
        WHERE NOT time_spent_seconds BETWEEN 0 AND 86400;
    END IF;
    UPDATE student_mistakes SET mistake_code = 'UNCLASSIFIED' WHERE mistake_code IS NULL;
    UPDATE student_mistakes SET occurred_at = coalesce(created_at, '1970-01-01Z') WHERE occurred_at IS NULL;
    ALTER TABLE student_mistakes ALTER COLUMN mistake_code SET NOT NULL, ALTER COLUMN occurred_at SET NOT NULL;
END $$;

-- Serves the window of the analysis (newest first) and its first timed mistakes (oldest first).
CREATE INDEX IF NOT EXISTS idx_student_mistakes_order
    ON student_mistakes (student_id, global_topic_uid, occurred_at DESC, id DESC);

COMMENT ON TABLE student_mistakes IS
    'One wrong or blank answer. A fact: inserted once, never updated afterwards. Topic and code may be unknown ones.';
COMMENT ON COLUMN student_mistakes.time_spent_seconds IS
    'Seconds spent on the question, fractions allowed; NULL when nobody measured.';
COMMENT ON COLUMN student_mistakes.occurred_at IS
    'When it happened, by the corrected clock of the device. With id it orders the mistakes of a student in a topic.';

-- Reasons ------------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS mistake_reasons (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    mistake_id UUID NOT NULL,
    student_id UUID NOT NULL,
    mistake_code VARCHAR(50) NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

ALTER TABLE mistake_reasons
    ADD COLUMN IF NOT EXISTS note VARCHAR(2000);

CREATE INDEX IF NOT EXISTS idx_mistake_reasons_latest ON mistake_reasons (mistake_id, noted_at DESC, id DESC);

COMMENT ON TABLE mistake_reasons IS
    'What the student said about a mistake afterwards. The latest by (noted_at, id) overrides the code of the mistake.';
COMMENT ON COLUMN mistake_reasons.note IS
    'What the student wrote beside it; the latest that is not NULL holds, an empty one takes the note back.';
COMMENT ON COLUMN mistake_reasons.mistake_id IS 'No foreign key: a reason may reach a replica before its mistake does.';

-- Constraints. NOT VALID where a table of an older release may hold rows that break them: new rows are checked all the
-- same. Named after the column, so that the message of a refused insert says which value is at fault.
DO $$
DECLARE
    v_wanted RECORD;
BEGIN
    FOR v_wanted IN
        SELECT * FROM (VALUES
            ('mistake_types', 'mistake_types_severity_check', 'CHECK (severity BETWEEN 1 AND 5)'),
            ('mistake_types', 'mistake_types_display_names_check', 'CHECK (jsonb_typeof(display_names) = ''object'')'),
            ('student_mistakes', 'student_mistakes_global_topic_uid_check', 'CHECK (btrim(global_topic_uid) <> '''')'),
            ('student_mistakes', 'student_mistakes_mistake_code_check', 'CHECK (btrim(mistake_code) <> '''')'),
            ('student_mistakes', 'student_mistakes_time_spent_seconds_check',
                'CHECK (time_spent_seconds >= 0 AND time_spent_seconds <= 86400)'),
            ('student_mistakes', 'student_mistakes_occurred_at_check',
                'CHECK (occurred_at >= ''1970-01-01 00:00:00+00'' AND occurred_at < ''2200-01-01 00:00:00+00'')'),
            ('mistake_reasons', 'mistake_reasons_mistake_code_check', 'CHECK (btrim(mistake_code) <> '''')'),
            ('mistake_reasons', 'mistake_reasons_noted_at_check',
                'CHECK (noted_at >= ''1970-01-01 00:00:00+00'' AND noted_at < ''2200-01-01 00:00:00+00'')')
        ) AS wanted (table_name, constraint_name, definition)
    LOOP
        IF NOT EXISTS (
            SELECT FROM pg_constraint
            WHERE conrelid = to_regclass(format('public.%I', v_wanted.table_name))
              AND conname = v_wanted.constraint_name
        ) THEN
            EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I %s NOT VALID',
                v_wanted.table_name, v_wanted.constraint_name, v_wanted.definition);
        END IF;
    END LOOP;

    -- Where a table made by hand holds mistakes of nobody, or in nothing, these stay; no more of them come.
    FOR v_wanted IN
        SELECT attname FROM pg_attribute
        WHERE attrelid = 'public.student_mistakes'::regclass AND NOT attnotnull AND attname IN ('student_id', 'global_topic_uid')
    LOOP
        IF NOT EXISTS (
            SELECT FROM pg_constraint WHERE conrelid = 'public.student_mistakes'::regclass
              AND conname = format('student_mistakes_%s_present', v_wanted.attname)
        ) THEN
            EXECUTE format('ALTER TABLE student_mistakes ADD CONSTRAINT %I CHECK (%I IS NOT NULL) NOT VALID',
                format('student_mistakes_%s_present', v_wanted.attname), v_wanted.attname);
        END IF;
    END LOOP;

    -- The test engine may come later: then this module is run again and adds the key. NOT VALID because mistakes
    -- recorded without the engine may point to answers that never arrive.
    IF to_regclass('public.test_answers') IS NOT NULL AND NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = 'public.student_mistakes'::regclass AND conname = 'student_mistakes_test_answer_id_fkey'
    ) THEN
        ALTER TABLE student_mistakes ADD CONSTRAINT student_mistakes_test_answer_id_fkey
            FOREIGN KEY (test_answer_id) REFERENCES test_answers (id) NOT VALID;
    END IF;
END $$;

-- Row-level security: nobody reads pupils' rows through an anonymous key, even before 009 says who may see what.
ALTER TABLE mistake_types ENABLE ROW LEVEL SECURITY;
ALTER TABLE student_mistakes ENABLE ROW LEVEL SECURITY;
ALTER TABLE mistake_reasons ENABLE ROW LEVEL SECURITY;

DO $$
BEGIN
    IF to_regprocedure('auth.uid()') IS NULL THEN
        RETURN;
    END IF;
    DROP POLICY IF EXISTS mistake_types_read ON mistake_types;
    CREATE POLICY mistake_types_read ON mistake_types FOR SELECT USING ((SELECT auth.uid()) IS NOT NULL);
    DROP POLICY IF EXISTS student_mistakes_read_own ON student_mistakes;
    CREATE POLICY student_mistakes_read_own ON student_mistakes
        FOR SELECT USING (student_id = (SELECT auth.uid()));
    DROP POLICY IF EXISTS student_mistakes_record_own ON student_mistakes;
    CREATE POLICY student_mistakes_record_own ON student_mistakes
        FOR INSERT WITH CHECK (student_id = (SELECT auth.uid()));
    DROP POLICY IF EXISTS mistake_reasons_read_own ON mistake_reasons;
    CREATE POLICY mistake_reasons_read_own ON mistake_reasons
        FOR SELECT USING (student_id = (SELECT auth.uid()));
    DROP POLICY IF EXISTS mistake_reasons_record_own ON mistake_reasons;
    CREATE POLICY mistake_reasons_record_own ON mistake_reasons
        FOR INSERT WITH CHECK (student_id = (SELECT auth.uid()));
END $$;
