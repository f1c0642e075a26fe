-- 006 smart mistake analyzer: judges each mistake as it is recorded.
--
-- For each (student, topic) there is one baseline row and one pattern row. Both are derived: they depend on the set of
-- mistakes, reasons and settings only, never on the order or batching of the inserts. Each row keeps exact sums and
-- counts, so that an insert costs a few index probes whatever the history.
--
-- Order of a student's mistakes in a topic: (occurred_at, id). Who works on a student's rows first takes the lock of
-- that student (lock_student_analysis), so two sessions neither lose a count nor judge with half of the other's rows.

SELECT refuse_unadoptable();
-- 005 has made these already, unless an older text of it has. Then readers wait for this module, too.
DO $$
BEGIN
    IF (SELECT count(*) FROM pg_attribute WHERE attrelid = 'public.student_mistakes'::regclass AND NOT attisdropped
        AND attname IN ('expected_duration', 'time_ratio', 'used_adaptive_baseline')) < 3 THEN
        PERFORM lock_for_deployment(ARRAY['student_mistakes']);
        ALTER TABLE student_mistakes
            ADD COLUMN IF NOT EXISTS expected_duration NUMERIC,
            ADD COLUMN IF NOT EXISTS time_ratio NUMERIC,
            ADD COLUMN IF NOT EXISTS used_adaptive_baseline BOOLEAN;
    END IF;
END $$;
-- In the order in which a mistake that is being recorded takes them.
SELECT lock_for_deployment(
    ARRAY['test_answers', 'student_mistakes', 'mistake_reasons', 'mistake_types', 'student_mistake_patterns',
        'student_baseline_performance', 'student_analysis_settings', 'analysis_presets', 'system_settings'],
    ARRAY['test_answers', 'student_mistakes', 'mistake_reasons', 'mistake_types']);

-- Settings -----------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS system_settings (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    category TEXT NOT NULL,
    setting_key TEXT NOT NULL UNIQUE,
    setting_value JSONB NOT NULL
);
ALTER TABLE system_settings
    ADD COLUMN IF NOT EXISTS display_name TEXT,
    ADD COLUMN IF NOT EXISTS description TEXT,
    ADD COLUMN IF NOT EXISTS data_type TEXT,
    ADD COLUMN IF NOT EXISTS min_value NUMERIC,
    ADD COLUMN IF NOT EXISTS max_value NUMERIC,
    ADD COLUMN IF NOT EXISTS default_value JSONB,
    ADD COLUMN IF NOT EXISTS unit TEXT,
    ADD COLUMN IF NOT EXISTS setting_group TEXT,
    ADD COLUMN IF NOT EXISTS preset_mode TEXT,
    ADD COLUMN IF NOT EXISTS is_default BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS is_active BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN IF NOT EXISTS updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_by UUID;
SELECT adopt_older_table('system_settings');

-- One default row, whatever an older release marked.
DO $$
BEGIN
    IF to_regclass('public.uq_system_settings_default') IS NULL THEN
        UPDATE system_settings SET is_default = false WHERE is_default IS NOT FALSE AND setting_key <> 'analysis.defaults';
    END IF;
END $$;
CREATE UNIQUE INDEX IF NOT EXISTS uq_system_settings_default ON system_settings (is_default) WHERE is_default;

COMMENT ON TABLE system_settings IS
    'Settings of this replica. analysis.defaults, the one default row, is the lowest layer of the analysis settings.';

CREATE TABLE IF NOT EXISTS analysis_presets (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    preset_name VARCHAR(50) NOT NULL UNIQUE,
    settings JSONB NOT NULL
);
ALTER TABLE analysis_presets
    ADD COLUMN IF NOT EXISTS display_name TEXT,
    ADD COLUMN IF NOT EXISTS description TEXT,
    ADD COLUMN IF NOT EXISTS colour TEXT,
    ADD COLUMN IF NOT EXISTS icon TEXT,
    ADD COLUMN IF NOT EXISTS recommended_for TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS is_default BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_by UUID;
SELECT adopt_older_table('analysis_presets');

-- Of several default presets the normal one stays, else the first by name.
DO $$
BEGIN
    IF to_regclass('public.uq_analysis_presets_default') IS NULL THEN
        UPDATE analysis_presets AS surplus SET is_default = false
        WHERE surplus.is_default AND EXISTS (
            SELECT FROM analysis_presets AS better
            WHERE better.is_default AND (better.preset_name <> 'normal', better.preset_name)
                < (surplus.preset_name <> 'normal', surplus.preset_name));
    END IF;
END $$;
CREATE UNIQUE INDEX IF NOT EXISTS uq_analysis_presets_default ON analysis_presets (is_default) WHERE is_default;

COMMENT ON TABLE analysis_presets IS 'Named sets of thresholds; a student without one follows the default preset.';

CREATE TABLE IF NOT EXISTS student_analysis_settings (
    student_id UUID PRIMARY KEY
);
ALTER TABLE student_analysis_settings
    ADD COLUMN IF NOT EXISTS preset_name VARCHAR(50),
    ADD COLUMN IF NOT EXISTS custom_settings JSONB NOT NULL DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS set_by UUID,
    ADD COLUMN IF NOT EXISTS set_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_by UUID;
SELECT adopt_older_table('student_analysis_settings');

COMMENT ON TABLE student_analysis_settings IS 'What differs for one student: a preset, and keys that override it.';
COMMENT ON COLUMN student_analysis_settings.custom_settings IS
    'Analysis setting -> value. Anything missing, of the wrong type or out of range falls back to the preset.';

DO $$
BEGIN
    IF to_regtype('public.analysis_settings') IS NULL THEN
        CREATE TYPE analysis_settings AS (
            panic_ratio NUMERIC,
            panic_absolute_min NUMERIC,
            panic_absolute_max NUMERIC,
            stuck_repeat_threshold INT,
            stuck_time_window_hours INT,
            trend_window_size INT,
            trend_recent_count INT,
            trend_past_count INT,
            trend_significance_threshold NUMERIC,
            improvement_reward_multiplier NUMERIC,
            worsening_safety_multiplier NUMERIC,
            minimum_data_for_trend INT,
            baseline_test_count INT,
            improvement_target_ratio NUMERIC,
            use_adaptive_baseline BOOLEAN
        );
    END IF;
END $$;

COMMENT ON TYPE analysis_settings IS 'The settings in force for one student, every value valid; times in seconds.';

CREATE OR REPLACE FUNCTION analysis_setting_specs()
RETURNS TABLE (setting_key TEXT, is_boolean BOOLEAN, is_whole BOOLEAN, lowest NUMERIC, highest NUMERIC, normal_value JSONB)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    VALUES
        ('panic_ratio', false, false, 0::numeric, 1::numeric, '0.3'::jsonb),
        ('panic_absolute_min', false, false, 0, 600, '5'),
        ('panic_absolute_max', false, false, 1, 7200, '180'),
        ('stuck_repeat_threshold', false, true, 2, 20, '3'),
        ('stuck_time_window_hours', false, true, 1, 720, '24'),
        ('trend_window_size', false, true, 2, 50, '5'),
        ('trend_recent_count', false, true, 1, 25, '2'),
        ('trend_past_count', false, true, 1, 25, '3'),
        ('trend_significance_threshold', false, false, 0, 4, '0.3'),
        ('improvement_reward_multiplier', false, false, 0, 10, '1.5'),
        ('worsening_safety_multiplier', false, false, 0, 10, '0.7'),
        ('minimum_data_for_trend', false, true, 1, 50, '3'),
        ('baseline_test_count', false, true, 1, 50, '5'),
        ('improvement_target_ratio', false, false, 0.1, 1.5, '0.95'),
        ('use_adaptive_baseline', true, false, NULL, NULL, 'true')
$$;

COMMENT ON FUNCTION analysis_setting_specs() IS
    'Every analysis setting: its type, the values it may have, and the normal value that stands in when no layer has a valid one. Sets no path, so that it is inlined.';

CREATE OR REPLACE FUNCTION valid_analysis_settings(p_layer JSONB) RETURNS JSONB
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_object_agg(checked.setting_key, checked.valid_value)
            FILTER (WHERE checked.valid_value IS NOT NULL), '{}')
        FROM (
            SELECT spec.setting_key,
                CASE jsonb_typeof(p_layer -> spec.setting_key)
                    WHEN 'boolean' THEN CASE WHEN spec.is_boolean THEN p_layer -> spec.setting_key END
                    WHEN 'number' THEN CASE
                        WHEN NOT spec.is_boolean
                            AND (p_layer -> spec.setting_key)::numeric BETWEEN spec.lowest AND spec.highest
                            AND (NOT spec.is_whole OR scale(trim_scale((p_layer -> spec.setting_key)::numeric)) = 0)
                        THEN to_jsonb(trim_scale((p_layer -> spec.setting_key)::numeric)) END
                END AS valid_value
            FROM analysis_setting_specs() AS spec
        ) AS checked
    );
END $$;

COMMENT ON FUNCTION valid_analysis_settings(JSONB) IS
    'What is usable of one layer of settings: a value that is missing, of the wrong JSON type or out of range is left out, so that the layer below shows through.';

CREATE OR REPLACE FUNCTION resolve_analysis_settings(p_preset_name VARCHAR, p_custom_settings JSONB)
RETURNS analysis_settings
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_defaults JSONB;
    v_preset JSONB;
BEGIN
    SELECT setting_value INTO v_defaults FROM system_settings WHERE setting_key = 'analysis.defaults';
    SELECT settings INTO v_preset FROM analysis_presets WHERE preset_name = p_preset_name;
    IF NOT FOUND THEN
        SELECT settings INTO v_preset FROM analysis_presets WHERE is_default;
    END IF;
    RETURN jsonb_populate_record(NULL::analysis_settings,
        (SELECT jsonb_object_agg(setting_key, normal_value) FROM analysis_setting_specs())
            || valid_analysis_settings(v_defaults)
            || valid_analysis_settings(v_preset)
            || valid_analysis_settings(p_custom_settings));
END $$;

COMMENT ON FUNCTION resolve_analysis_settings(VARCHAR, JSONB) IS
    'Folds the layers into one: custom settings over the named (else default) preset over analysis.defaults over the normal values.';

CREATE OR REPLACE FUNCTION analysis_settings_in_force(p_student_id UUID) RETURNS analysis_settings
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_preset_name VARCHAR;
    v_custom_settings JSONB;
BEGIN
    SELECT preset_name, custom_settings INTO v_preset_name, v_custom_settings
    FROM student_analysis_settings WHERE student_id = p_student_id;
    RETURN resolve_analysis_settings(v_preset_name, v_custom_settings);
END $$;

COMMENT ON FUNCTION analysis_settings_in_force(UUID) IS 'The settings that both triggers obey for this student.';

-- Derived rows -------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS student_baseline_performance (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    student_id UUID NOT NULL,
    global_topic_uid VARCHAR(100) NOT NULL
);
ALTER TABLE student_baseline_performance
    ADD COLUMN IF NOT EXISTS baseline_avg_duration NUMERIC,
    ADD COLUMN IF NOT EXISTS baseline_sample_count INT NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS baseline_established_at TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS current_avg_duration NUMERIC,
    ADD COLUMN IF NOT EXISTS current_sample_count INT NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS improvement_rate NUMERIC,
    ADD COLUMN IF NOT EXISTS exam_norm_duration NUMERIC,
    ADD COLUMN IF NOT EXISTS distance_to_norm NUMERIC,
    ADD COLUMN IF NOT EXISTS adaptive_expected_duration NUMERIC,
    ADD COLUMN IF NOT EXISTS learning_phase VARCHAR(20) NOT NULL DEFAULT 'baseline',
    -- Exact state, from which the columns above follow.
    ADD COLUMN IF NOT EXISTS baseline_total_seconds NUMERIC,
    ADD COLUMN IF NOT EXISTS baseline_last_at TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS baseline_last_mistake_id UUID,
    ADD COLUMN IF NOT EXISTS current_total_seconds NUMERIC,
    ADD COLUMN IF NOT EXISTS norm_at TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS norm_mistake_id UUID,
    ADD COLUMN IF NOT EXISTS settings analysis_settings,
    ADD COLUMN IF NOT EXISTS created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_at TIMESTAMPTZ NOT NULL DEFAULT now();
SELECT adopt_older_table('student_baseline_performance');

CREATE UNIQUE INDEX IF NOT EXISTS uq_student_baseline_performance
    ON student_baseline_performance (student_id, global_topic_uid);

COMMENT ON TABLE student_baseline_performance IS
    'Pace of a student in a topic, from mistakes with a time. Derived: recomputable from the mistakes, never synced.';
COMMENT ON COLUMN student_baseline_performance.adaptive_expected_duration IS
    'Seconds that the next mistake is held against; NULL when there is nothing to hold it against.';
COMMENT ON COLUMN student_baseline_performance.settings IS
    'Settings that the row was computed with. Changed settings refresh the row; NULL means it must be rebuilt.';

CREATE TABLE IF NOT EXISTS student_mistake_patterns (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    student_id UUID NOT NULL,
    global_topic_uid VARCHAR(100) NOT NULL
);
ALTER TABLE student_mistake_patterns
    ADD COLUMN IF NOT EXISTS dominant_mistake_code VARCHAR(50),
    ADD COLUMN IF NOT EXISTS dominant_mistake_count INT NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS mistake_distribution JSONB NOT NULL DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS improvement_trend VARCHAR(20) NOT NULL DEFAULT 'insufficient_data',
    ADD COLUMN IF NOT EXISTS analyzed_at TIMESTAMPTZ,
    -- Exact state, from which the columns above follow.
    ADD COLUMN IF NOT EXISTS latest_mistake_id UUID,
    ADD COLUMN IF NOT EXISTS timed_count INT,
    ADD COLUMN IF NOT EXISTS timed_total_seconds NUMERIC,
    ADD COLUMN IF NOT EXISTS has_reasons BOOLEAN,
    ADD COLUMN IF NOT EXISTS window_codes VARCHAR(50)[],
    ADD COLUMN IF NOT EXISTS window_severities INT[],
    ADD COLUMN IF NOT EXISTS window_times TIMESTAMPTZ[],
    ADD COLUMN IF NOT EXISTS settings analysis_settings,
    ADD COLUMN IF NOT EXISTS created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_at TIMESTAMPTZ NOT NULL DEFAULT now();
SELECT adopt_older_table('student_mistake_patterns');

CREATE UNIQUE INDEX IF NOT EXISTS uq_student_mistake_patterns
    ON student_mistake_patterns (student_id, global_topic_uid);

COMMENT ON TABLE student_mistake_patterns IS
    'State of a student in a topic. Derived: recomputable from the mistakes, never synced.';
COMMENT ON COLUMN student_mistake_patterns.improvement_trend IS
    'Verdict on the latest mistake: insufficient_data, PANIC_RUSH, STUCK_LOOP, STUCK_SLOW, worsening, improving or stable.';
COMMENT ON COLUMN student_mistake_patterns.analyzed_at IS 'occurred_at of the latest mistake.';
COMMENT ON COLUMN student_mistake_patterns.has_reasons IS
    'Whether any mistake of the student in the topic has a reason: most have none, and are judged without looking for them.';
COMMENT ON COLUMN student_mistake_patterns.window_codes IS
    'Effective codes of the window of the latest mistake, newest first: the next mistake is judged without reading the ones before. NULL where it must be read once.';
COMMENT ON COLUMN student_mistake_patterns.window_severities IS 'Severities of window_codes.';
COMMENT ON COLUMN student_mistake_patterns.window_times IS 'occurred_at of the mistakes of window_codes.';
COMMENT ON COLUMN student_mistake_patterns.settings IS
    'Settings that the row was judged with. Changed settings refresh the row; NULL means it must be rebuilt.';

-- Every mistake updates its row of both tables. With room left on the page the new version stays there, and no index changes.
ALTER TABLE student_baseline_performance SET (fillfactor = 70);
ALTER TABLE student_mistake_patterns SET (fillfactor = 70);

-- Locks --------------------------------------------------------------------------------------------------------------
-- 5006 is this module's own class of advisory locks, held until the transaction ends. (5006, 0) is held shared by whoever
-- works on some students and alone by whoever works on all of them (presets, defaults and mistake types changed).
-- They also cover rows that do not exist yet, which a row lock cannot. On a device nobody else is there: they cost nothing.

CREATE OR REPLACE FUNCTION lock_student_analysis(p_student_ids UUID[]) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_student_hash INT;
    v_ignored TEXT;
BEGIN
    -- Each lock takes a place in the server's lock table: from here on one lock for everyone is the lesser evil.
    IF cardinality(p_student_ids) > 200 THEN
        v_ignored := pg_advisory_xact_lock(5006, 0);
        RETURN;
    END IF;
    v_ignored := pg_advisory_xact_lock_shared(5006, 0);
    -- In one order for everyone, so that two sessions never wait for each other.
    FOR v_student_hash IN SELECT DISTINCT uuid_hash(student_id) AS hash FROM unnest(p_student_ids) AS student_id ORDER BY hash LOOP
        v_ignored := pg_advisory_xact_lock(5006, v_student_hash);
    END LOOP;
END $$;

COMMENT ON FUNCTION lock_student_analysis(UUID[]) IS
    'Until the end of the transaction, nobody else works on the derived rows of these students. Take it once, for all of them.';

-- Exam norm ----------------------------------------------------------------------------------------------------------
-- Without a test engine of the known shape there is no norm: the function is made for what is there, and made again
-- when this module is applied after the engine arrived.

DO $$
BEGIN
    IF (SELECT count(*) FROM pg_attribute
        WHERE NOT attisdropped AND (attrelid, attname) IN (
            (to_regclass('public.test_answers'), 'id'),
            (to_regclass('public.test_answers'), 'test_record_id'),
            (to_regclass('public.test_records'), 'id'),
            (to_regclass('public.test_records'), 'expected_duration_per_question'))) = 4 THEN
        CREATE OR REPLACE FUNCTION exam_norm_of_answer(p_test_answer_id UUID) RETURNS NUMERIC
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $f$
        BEGIN
            RETURN (SELECT record.expected_duration_per_question
                    FROM test_answers AS answer
                    JOIN test_records AS record ON record.id = answer.test_record_id
                    WHERE answer.id = p_test_answer_id);
        END $f$;
    ELSE
        CREATE OR REPLACE FUNCTION exam_norm_of_answer(p_test_answer_id UUID) RETURNS NUMERIC
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $f$
        BEGIN
            RETURN NULL;
        END $f$;
    END IF;
END $$;

COMMENT ON FUNCTION exam_norm_of_answer(UUID) IS
    'Seconds a question that the test of this answer allows; NULL when it has no norm or there is no test engine.';

-- Judging ------------------------------------------------------------------------------------------------------------
-- Functions of the hot path force generic plans: planning one of their statements costs more than running it. Those
-- written in SQL name their schema instead of setting a path, so that the planner inlines them.

-- Dropped first: REPLACE cannot add a column to a result.
DROP FUNCTION IF EXISTS latest_mistakes(UUID, VARCHAR, TIMESTAMPTZ, analysis_settings, BOOLEAN);
CREATE FUNCTION latest_mistakes(
    p_student_id UUID, p_global_topic_uid VARCHAR, p_latest_at TIMESTAMPTZ, p_settings analysis_settings,
    p_has_reasons BOOLEAN
) RETURNS TABLE (code VARCHAR, severity INT, occurred_at TIMESTAMPTZ, time_spent_seconds NUMERIC, test_answer_id UUID)
LANGUAGE sql STABLE AS $$
    SELECT newest.code,
        coalesce((SELECT type.severity FROM public.mistake_types AS type WHERE type.mistake_code = newest.code), 3),
        newest.occurred_at, newest.time_spent_seconds, newest.test_answer_id
    FROM (
        SELECT mistake.occurred_at, mistake.time_spent_seconds, mistake.test_answer_id,
            coalesce(CASE WHEN p_has_reasons THEN (
                SELECT reason.mistake_code FROM public.mistake_reasons AS reason
                WHERE reason.mistake_id = mistake.id ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1
            ) END, mistake.mistake_code) AS code
        FROM public.student_mistakes AS mistake
        WHERE mistake.student_id = p_student_id AND mistake.global_topic_uid = p_global_topic_uid
          AND mistake.occurred_at >= p_latest_at - make_interval(hours => p_settings.stuck_time_window_hours)
        ORDER BY mistake.occurred_at DESC, mistake.id DESC
        LIMIT greatest(p_settings.trend_window_size, p_settings.trend_recent_count + 1, p_settings.stuck_repeat_threshold)
    ) AS newest
$$;

COMMENT ON FUNCTION latest_mistakes(UUID, VARCHAR, TIMESTAMPTZ, analysis_settings, BOOLEAN) IS
    'The window of the latest mistake, newest first, with effective codes.';

CREATE OR REPLACE FUNCTION mistake_verdict(
    p_settings analysis_settings, p_timed_count INT, p_timed_total_seconds NUMERIC,
    p_codes VARCHAR[], p_severities INT[], p_seconds NUMERIC, p_test_answer_id UUID
) RETURNS VARCHAR
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_past_count INT := least(cardinality(p_codes), p_settings.trend_recent_count + p_settings.trend_past_count,
        greatest(p_settings.trend_window_size, p_settings.trend_recent_count + 1)) - p_settings.trend_recent_count;
    v_difference INT;
BEGIN
    -- In few and long expressions, as all that every mistake goes through: the first evaluation of each in a transaction
    -- costs more than what it computes.
    -- Recent mean minus past mean, times both counts.
    FOR v_place IN 1 .. p_settings.trend_recent_count + v_past_count LOOP
        v_difference := coalesce(v_difference, 0) + p_severities[v_place]
            * CASE WHEN v_place <= p_settings.trend_recent_count THEN v_past_count ELSE -p_settings.trend_recent_count END;
    END LOOP;
    RETURN CASE
        WHEN v_past_count <= 0 OR cardinality(p_codes) < p_settings.minimum_data_for_trend THEN 'insufficient_data'
        -- The priors are all timed mistakes but this one. Multiplied out: no rounded quotient decides.
        WHEN p_seconds > 0 AND p_codes[1] <> 'BLANK' AND (
            p_seconds < p_settings.panic_absolute_min
            OR p_severities[1] < 4 AND CASE
                WHEN p_settings.use_adaptive_baseline AND p_timed_count > p_settings.baseline_test_count THEN
                    p_seconds * (p_timed_count - 1) < p_settings.panic_ratio * p_settings.improvement_target_ratio
                        * (p_timed_total_seconds - p_seconds)
                WHEN p_test_answer_id IS NOT NULL THEN
                    p_seconds < p_settings.panic_ratio * exam_norm_of_answer(p_test_answer_id)
                END) THEN 'PANIC_RUSH'
        WHEN p_codes[1] = p_codes[2] AND cardinality(p_codes) >= p_settings.stuck_repeat_threshold
            AND p_codes[1] = ALL (p_codes[1:p_settings.stuck_repeat_threshold])
            AND p_codes[1] NOT IN ('UNCLASSIFIED', 'BLANK') THEN 'STUCK_LOOP'
        WHEN p_seconds > p_settings.panic_absolute_max THEN 'STUCK_SLOW'
        WHEN -v_difference > p_settings.trend_significance_threshold * p_settings.improvement_reward_multiplier
            * (p_settings.trend_recent_count * v_past_count) THEN 'improving'
        WHEN v_difference > p_settings.trend_significance_threshold * p_settings.worsening_safety_multiplier
            * (p_settings.trend_recent_count * v_past_count) THEN 'worsening'
        ELSE 'stable' END;
END $$;

COMMENT ON FUNCTION mistake_verdict(analysis_settings, INT, NUMERIC, VARCHAR[], INT[], NUMERIC, UUID) IS
    'Judges the newest mistake of a window (effective codes and severities, newest first; its time and answer): the first rule that holds decides. Count and total are of all timed mistakes of the student in the topic, this one included.';

CREATE OR REPLACE FUNCTION dominant_mistake(p_distribution JSONB, OUT code VARCHAR, OUT mistake_count INT)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    SELECT entry.key, entry.value::int INTO code, mistake_count
    FROM jsonb_each_text(p_distribution) AS entry
    LEFT JOIN mistake_types AS type ON type.mistake_code = entry.key
    ORDER BY entry.value::int DESC, coalesce(type.severity, 3) DESC, entry.key COLLATE "C"
    LIMIT 1;
END $$;

COMMENT ON FUNCTION dominant_mistake(JSONB) IS
    'The code with the highest count; ties go to the higher severity, then to the code first in byte order.';

-- Patterns -----------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION rejudge_mistake_pattern(
    p_student_id UUID, p_global_topic_uid VARCHAR, p_settings analysis_settings, p_is_quiet BOOLEAN
) RETURNS VOID
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_pattern RECORD;
    v_before TEXT := current_setting('endstp.refreshing', true);
    v_ignored TEXT;
BEGIN
    SELECT pattern.timed_count, pattern.timed_total_seconds, newest.*
    INTO v_pattern
    FROM student_mistake_patterns AS pattern
    CROSS JOIN LATERAL (
        SELECT array_agg(mistake.code) AS codes, array_agg(mistake.severity) AS severities,
            array_agg(mistake.occurred_at) AS times,
            (array_agg(mistake.time_spent_seconds))[1] AS seconds, (array_agg(mistake.test_answer_id))[1] AS test_answer_id
        FROM latest_mistakes(pattern.student_id, pattern.global_topic_uid, pattern.analyzed_at, p_settings,
            pattern.has_reasons) AS mistake
    ) AS newest
    WHERE pattern.student_id = p_student_id AND pattern.global_topic_uid = p_global_topic_uid;

    -- 'on' tells 007 that the row is recomputed for another reason than a mistake that is now the latest.
    IF p_is_quiet THEN
        v_ignored := set_config('endstp.refreshing', 'on', true);
    END IF;
    UPDATE student_mistake_patterns AS pattern SET
        (dominant_mistake_code, dominant_mistake_count) =
            (SELECT code, mistake_count FROM dominant_mistake(pattern.mistake_distribution)),
        improvement_trend = mistake_verdict(p_settings, v_pattern.timed_count, v_pattern.timed_total_seconds,
            v_pattern.codes, v_pattern.severities, v_pattern.seconds, v_pattern.test_answer_id),
        window_codes = v_pattern.codes, window_severities = v_pattern.severities, window_times = v_pattern.times,
        settings = p_settings,
        updated_at = now()
    WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
    v_ignored := set_config('endstp.refreshing', coalesce(v_before, ''), true);
END $$;

COMMENT ON FUNCTION rejudge_mistake_pattern(UUID, VARCHAR, analysis_settings, BOOLEAN) IS
    'Derives dominant code and verdict of a pattern row from its counts and the window. Quiet: no reflex comes of it.';

CREATE OR REPLACE FUNCTION rebuild_mistake_pattern(
    p_student_id UUID, p_global_topic_uid VARCHAR, p_announced_id UUID DEFAULT NULL
) RETURNS VOID
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_counted RECORD;
    v_latest RECORD;
BEGIN
    SELECT jsonb_object_agg(of_code.code, of_code.mistake_count) AS distribution, bool_or(of_code.has_reasons) AS has_reasons,
        sum(of_code.timed_count)::int AS timed_count, trim_scale(sum(of_code.timed_total)) AS timed_total
    INTO v_counted
    FROM (
        SELECT coalesce(reason.mistake_code, mistake.mistake_code) AS code, count(*) AS mistake_count,
            bool_or(reason.mistake_code IS NOT NULL) AS has_reasons,
            count(*) FILTER (WHERE mistake.time_spent_seconds > 0) AS timed_count,
            coalesce(sum(mistake.time_spent_seconds), 0) AS timed_total
        FROM student_mistakes AS mistake
        LEFT JOIN LATERAL (
            SELECT given.mistake_code FROM mistake_reasons AS given
            WHERE given.mistake_id = mistake.id ORDER BY given.noted_at DESC, given.id DESC LIMIT 1
        ) AS reason ON true
        WHERE mistake.student_id = p_student_id AND mistake.global_topic_uid = p_global_topic_uid
        GROUP BY 1
    ) AS of_code;
    IF v_counted.distribution IS NULL THEN
        DELETE FROM student_mistake_patterns
        WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
        RETURN;
    END IF;

    SELECT occurred_at, id INTO v_latest FROM student_mistakes
    WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid
    ORDER BY occurred_at DESC, id DESC LIMIT 1;
    INSERT INTO student_mistake_patterns (
        student_id, global_topic_uid, mistake_distribution, analyzed_at, latest_mistake_id,
        timed_count, timed_total_seconds, has_reasons
    ) VALUES (
        p_student_id, p_global_topic_uid, v_counted.distribution, v_latest.occurred_at, v_latest.id,
        v_counted.timed_count, v_counted.timed_total, v_counted.has_reasons
    )
    ON CONFLICT (student_id, global_topic_uid) DO UPDATE SET
        mistake_distribution = excluded.mistake_distribution,
        analyzed_at = excluded.analyzed_at,
        latest_mistake_id = excluded.latest_mistake_id,
        timed_count = excluded.timed_count,
        timed_total_seconds = excluded.timed_total_seconds,
        has_reasons = excluded.has_reasons;
    PERFORM rejudge_mistake_pattern(p_student_id, p_global_topic_uid, analysis_settings_in_force(p_student_id),
        p_announced_id IS DISTINCT FROM v_latest.id);
END $$;

COMMENT ON FUNCTION rebuild_mistake_pattern(UUID, VARCHAR, UUID) IS
    'Recomputes a pattern row from all mistakes of the student in the topic. A reflex comes of it only when the mistake named last is the latest.';

-- Of an earlier text of this module.
DROP FUNCTION IF EXISTS fold_into_mistake_pattern(UUID, VARCHAR, JSONB, BOOLEAN, INT, NUMERIC, TIMESTAMPTZ, UUID);
DROP FUNCTION IF EXISTS fold_into_student_baseline(UUID, VARCHAR, INT, NUMERIC, TIMESTAMPTZ, UUID, NUMERIC, TIMESTAMPTZ, UUID);

CREATE OR REPLACE FUNCTION fold_reasons_into_pattern(p_student_id UUID, p_global_topic_uid VARCHAR, p_code_counts JSONB)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_settings analysis_settings;
BEGIN
    SELECT (pattern.settings).* INTO v_settings FROM student_mistake_patterns AS pattern
    WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
    IF v_settings IS NULL THEN
        PERFORM rebuild_mistake_pattern(p_student_id, p_global_topic_uid);
        RETURN;
    END IF;

    UPDATE student_mistake_patterns AS pattern SET
        mistake_distribution = (
            SELECT jsonb_object_agg(of_code.code, of_code.mistake_count)
            FROM (
                SELECT entry.key AS code, sum(entry.value::int) AS mistake_count
                FROM (
                    SELECT * FROM jsonb_each_text(pattern.mistake_distribution)
                    UNION ALL SELECT * FROM jsonb_each_text(p_code_counts)
                ) AS entry
                GROUP BY entry.key
            ) AS of_code
            WHERE of_code.mistake_count <> 0),
        has_reasons = true
    WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
    PERFORM rejudge_mistake_pattern(p_student_id, p_global_topic_uid, v_settings, true);
END $$;

COMMENT ON FUNCTION fold_reasons_into_pattern(UUID, VARCHAR, JSONB) IS
    'Moves mistakes of a pattern row from code to code: what to add to each count, negative where a reason moved one away.';

CREATE OR REPLACE FUNCTION update_mistake_patterns() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_new RECORD;
    v_pattern RECORD;
    v_scope RECORD;
    v_before TEXT;
    v_ignored TEXT;
BEGIN
    -- One mistake, newer than all before it, as it comes from a student who just answered: the path that must be short.
    -- It reads the row, not the mistakes before, in few statements and expressions: the first evaluation of each in a
    -- transaction costs more than all that it computes. Locked before reading: the row is read by the next statement.
    SELECT student_id, global_topic_uid, id, mistake_code, occurred_at, test_answer_id, used_adaptive_baseline,
        time_spent_seconds, coalesce(time_spent_seconds, 0) AS timed_seconds,
        CASE WHEN time_spent_seconds > 0 THEN 1 ELSE 0 END AS timed_count,
        pg_advisory_xact_lock_shared(5006, 0), pg_advisory_xact_lock(5006, uuid_hash(student_id)),
        -- The next statement is stamped again, see stamp_mistake().
        set_config('endstp.stamping', '', true)
    INTO v_new FROM new_rows WHERE NOT EXISTS (SELECT FROM new_rows OFFSET 1);
    SELECT pattern.place, pattern.version, pattern.settings, pattern.timed_count, pattern.timed_total_seconds,
        pattern.severity, pattern.dominant_severity, pattern.code_count,
        v_new.mistake_code || pattern.window_codes[1:pattern.kept_count] AS codes,
        pattern.severity || pattern.window_severities[1:pattern.kept_count] AS severities,
        v_new.occurred_at || pattern.window_times[1:pattern.kept_count] AS times
    INTO v_pattern
    FROM (
        SELECT existing.ctid AS place, existing.xmin AS version, existing.settings,
            existing.window_codes, existing.window_severities, existing.window_times,
            existing.timed_count + v_new.timed_count AS timed_count,
            trim_scale(existing.timed_total_seconds + v_new.timed_seconds) AS timed_total_seconds,
            -- Of the window of the mistake before: all but what no longer fits, or none when it is long past.
            CASE
                WHEN existing.window_times[cardinality(existing.window_times)]
                    >= v_new.occurred_at - make_interval(hours => (existing.settings).stuck_time_window_hours)
                    THEN greatest((existing.settings).trend_window_size, (existing.settings).trend_recent_count + 1,
                        (existing.settings).stuck_repeat_threshold) - 1
                WHEN existing.window_times[1]
                    < v_new.occurred_at - make_interval(hours => (existing.settings).stuck_time_window_hours) THEN 0
            END AS kept_count,
            coalesce((existing.mistake_distribution ->> v_new.mistake_code)::int, 0) + 1 AS code_count,
            coalesce((SELECT type.severity FROM mistake_types AS type WHERE type.mistake_code = v_new.mistake_code), 3) AS severity,
            coalesce((SELECT type.severity FROM mistake_types AS type
                WHERE type.mistake_code = existing.dominant_mistake_code), 3) AS dominant_severity
        FROM student_mistake_patterns AS existing
        WHERE existing.student_id = v_new.student_id AND existing.global_topic_uid = v_new.global_topic_uid
          AND (existing.analyzed_at, existing.latest_mistake_id) < (v_new.occurred_at, v_new.id)
          AND existing.window_codes IS NOT NULL AND existing.settings IS NOT NULL
          -- A reason may have reached this replica before its mistake.
          AND NOT EXISTS (SELECT FROM mistake_reasons WHERE mistake_id = v_new.id)
        -- Keeps the planner from writing each of these wherever it is used.
        OFFSET 0
    ) AS pattern
    WHERE pattern.kept_count IS NOT NULL;
    UPDATE student_mistake_patterns SET
        -- Only this code gained: it takes the place of the dominant one or leaves it.
        dominant_mistake_code = CASE
            WHEN v_pattern.code_count > dominant_mistake_count THEN v_new.mistake_code
            WHEN v_pattern.code_count = dominant_mistake_count AND (v_pattern.severity > v_pattern.dominant_severity
                OR v_pattern.severity = v_pattern.dominant_severity
                    AND v_new.mistake_code COLLATE "C" < dominant_mistake_code COLLATE "C") THEN v_new.mistake_code
            ELSE dominant_mistake_code END,
        dominant_mistake_count = greatest(v_pattern.code_count, dominant_mistake_count),
        mistake_distribution = mistake_distribution || jsonb_build_object(v_new.mistake_code, v_pattern.code_count),
        improvement_trend = mistake_verdict(v_pattern.settings, v_pattern.timed_count, v_pattern.timed_total_seconds,
            v_pattern.codes, v_pattern.severities, v_new.time_spent_seconds, v_new.test_answer_id),
        analyzed_at = v_new.occurred_at,
        latest_mistake_id = v_new.id,
        timed_count = v_pattern.timed_count,
        timed_total_seconds = v_pattern.timed_total_seconds,
        window_codes = v_pattern.codes,
        window_severities = v_pattern.severities,
        window_times = v_pattern.times,
        updated_at = now()
    -- Unless somebody who takes no locks wrote the row meanwhile: its place alone would be that of the version read.
    WHERE ctid = v_pattern.place AND xmin = v_pattern.version;
    IF FOUND AND v_new.used_adaptive_baseline IS NOT NULL THEN
        RETURN NULL;
    END IF;

    IF NOT FOUND THEN
        v_ignored := set_config('endstp.stamping', '', true);
        v_ignored := lock_student_analysis((SELECT array_agg(DISTINCT student_id) FROM new_rows));
        v_before := coalesce(current_setting('endstp.refreshing', true), '');
        FOR v_scope IN
            SELECT arrived.student_id, arrived.global_topic_uid, arrived.latest_id AS arrived_id,
                pattern.place, pattern.settings, pattern.has_reasons OR arrived.has_reasons AS has_reasons, latest.*,
                pattern.timed_count + arrived.timed_count AS timed_count,
                trim_scale(pattern.timed_total_seconds + arrived.timed_total) AS timed_total_seconds,
                counted.*, newest.*
            FROM (
                SELECT of_code.student_id, of_code.global_topic_uid,
                    jsonb_object_agg(of_code.code, of_code.mistake_count) AS code_counts,
                    bool_or(of_code.has_reasons) AS has_reasons,
                    sum(of_code.timed_count)::int AS timed_count, sum(of_code.timed_total) AS timed_total,
                    max(of_code.latest_at) AS latest_at,
                    (array_agg(of_code.latest_id ORDER BY of_code.latest_at DESC, of_code.latest_id DESC))[1] AS latest_id
                FROM (
                    SELECT mistake.student_id, mistake.global_topic_uid,
                        coalesce(reason.mistake_code, mistake.mistake_code) AS code, count(*) AS mistake_count,
                        bool_or(reason.mistake_code IS NOT NULL) AS has_reasons,
                        count(*) FILTER (WHERE mistake.time_spent_seconds > 0) AS timed_count,
                        coalesce(sum(mistake.time_spent_seconds), 0) AS timed_total,
                        max(mistake.occurred_at) AS latest_at,
                        (array_agg(mistake.id ORDER BY mistake.occurred_at DESC, mistake.id DESC))[1] AS latest_id
                    FROM new_rows AS mistake
                    LEFT JOIN LATERAL (
                        SELECT given.mistake_code FROM mistake_reasons AS given
                        WHERE given.mistake_id = mistake.id ORDER BY given.noted_at DESC, given.id DESC LIMIT 1
                    ) AS reason ON true
                    GROUP BY 1, 2, 3
                ) AS of_code
                GROUP BY 1, 2
                ORDER BY 1, 2
            ) AS arrived
            -- LIMIT keeps this a probe of the index for each, however few rows the table had when the plan was made.
            LEFT JOIN LATERAL (
                SELECT existing.ctid AS place, existing.* FROM student_mistake_patterns AS existing
                WHERE existing.student_id = arrived.student_id AND existing.global_topic_uid = arrived.global_topic_uid
                LIMIT 1
            ) AS pattern ON true
            CROSS JOIN LATERAL (
                SELECT newer.is_latest,
                    CASE WHEN newer.is_latest THEN arrived.latest_at ELSE pattern.analyzed_at END AS analyzed_at,
                    CASE WHEN newer.is_latest THEN arrived.latest_id ELSE pattern.latest_mistake_id END AS latest_mistake_id
                FROM (SELECT (arrived.latest_at, arrived.latest_id)
                    > (pattern.analyzed_at, pattern.latest_mistake_id) AS is_latest) AS newer
            ) AS latest
            CROSS JOIN LATERAL (
                SELECT jsonb_object_agg(of_code.code, of_code.mistake_count) AS distribution,
                    max(of_code.mistake_count)::int AS dominant_count,
                    (array_agg(of_code.code ORDER BY of_code.mistake_count DESC, of_code.severity DESC,
                        of_code.code COLLATE "C"))[1] AS dominant_code
                FROM (
                    SELECT entry.key AS code, sum(entry.value::int) AS mistake_count,
                        coalesce((SELECT type.severity FROM mistake_types AS type WHERE type.mistake_code = entry.key), 3) AS severity
                    FROM (
                        SELECT * FROM jsonb_each_text(pattern.mistake_distribution)
                        UNION ALL SELECT * FROM jsonb_each_text(arrived.code_counts)
                    ) AS entry
                    GROUP BY entry.key
                ) AS of_code
            ) AS counted
            CROSS JOIN LATERAL (
                SELECT array_agg(mistake.code) AS codes, array_agg(mistake.severity) AS severities,
                    array_agg(mistake.occurred_at) AS times, (array_agg(mistake.time_spent_seconds))[1] AS seconds,
                    (array_agg(mistake.test_answer_id))[1] AS test_answer_id
                FROM latest_mistakes(arrived.student_id, arrived.global_topic_uid, latest.analyzed_at, pattern.settings,
                    pattern.has_reasons OR arrived.has_reasons) AS mistake
            ) AS newest
        LOOP
            IF v_scope.settings IS NULL THEN
                v_ignored := rebuild_mistake_pattern(v_scope.student_id, v_scope.global_topic_uid, v_scope.arrived_id);
                CONTINUE;
            END IF;
            -- No reflex comes of mistakes that were none the latest.
            v_ignored := set_config('endstp.refreshing', CASE WHEN v_scope.is_latest THEN v_before ELSE 'on' END, true);
            UPDATE student_mistake_patterns SET
                dominant_mistake_code = v_scope.dominant_code,
                dominant_mistake_count = v_scope.dominant_count,
                mistake_distribution = v_scope.distribution,
                improvement_trend = mistake_verdict(v_scope.settings, v_scope.timed_count, v_scope.timed_total_seconds,
                    v_scope.codes, v_scope.severities, v_scope.seconds, v_scope.test_answer_id),
                analyzed_at = v_scope.analyzed_at,
                latest_mistake_id = v_scope.latest_mistake_id,
                timed_count = v_scope.timed_count,
                timed_total_seconds = v_scope.timed_total_seconds,
                has_reasons = v_scope.has_reasons,
                window_codes = v_scope.codes,
                window_severities = v_scope.severities,
                window_times = v_scope.times,
                updated_at = now()
            WHERE ctid = v_scope.place;
            IF NOT FOUND THEN
                v_ignored := rebuild_mistake_pattern(v_scope.student_id, v_scope.global_topic_uid, v_scope.arrived_id);
            END IF;
        END LOOP;
        v_ignored := set_config('endstp.refreshing', v_before, true);
    END IF;

    -- Of several mistakes of one statement only the first was stamped, as if it came alone: now that they are counted,
    -- the latest keeps a stamp, the right one, and the others none. Nobody has seen them yet.
    IF current_setting('endstp.replicating', true) IS DISTINCT FROM 'on' THEN
        UPDATE student_mistakes AS mistake SET
            expected_duration = stamp.expected,
            time_ratio = stamp.ratio,
            used_adaptive_baseline = stamp.is_adaptive
        FROM (
            SELECT judged.id, judged.is_adaptive, stamped.expected, judged.seconds / nullif(stamped.expected, 0) AS ratio
            FROM (
                SELECT new_row.id, new_row.test_answer_id, new_row.expected_duration, new_row.time_ratio,
                    new_row.used_adaptive_baseline, prior.*,
                    (pattern.settings).improvement_target_ratio AS target_ratio,
                    pattern.latest_mistake_id = new_row.id AS is_latest,
                    CASE WHEN pattern.latest_mistake_id = new_row.id THEN (pattern.settings).use_adaptive_baseline
                        AND prior.prior_count >= (pattern.settings).baseline_test_count END AS is_adaptive
                FROM new_rows AS new_row
                JOIN student_mistake_patterns AS pattern USING (student_id, global_topic_uid)
                CROSS JOIN LATERAL (
                    SELECT timed.seconds, pattern.timed_count - (timed.seconds IS NOT NULL)::int AS prior_count,
                        pattern.timed_total_seconds - coalesce(timed.seconds, 0) AS prior_total
                    FROM (SELECT CASE WHEN new_row.time_spent_seconds > 0 THEN new_row.time_spent_seconds END AS seconds) AS timed
                ) AS prior
                WHERE pattern.latest_mistake_id = new_row.id
                    OR (new_row.expected_duration, new_row.time_ratio, new_row.used_adaptive_baseline) IS DISTINCT FROM (NULL, NULL, NULL)
            ) AS judged
            CROSS JOIN LATERAL (
                SELECT CASE WHEN judged.is_adaptive THEN judged.prior_total / judged.prior_count * judged.target_ratio
                    WHEN judged.is_latest THEN exam_norm_of_answer(judged.test_answer_id) END AS expected
            ) AS stamped
            WHERE (judged.expected_duration, judged.time_ratio, judged.used_adaptive_baseline)
                IS DISTINCT FROM (stamped.expected, judged.seconds / nullif(stamped.expected, 0), judged.is_adaptive)
        ) AS stamp
        WHERE mistake.id = stamp.id;
    END IF;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION update_mistake_patterns() IS
    'After an insert of mistakes: brings the pattern row of each (student, topic) up to date, once for each.';

-- Baselines ----------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION derive_student_baseline(
    p_settings analysis_settings, p_first_count INT, p_first_total_seconds NUMERIC, p_first_last_at TIMESTAMPTZ,
    p_timed_count INT, p_timed_total_seconds NUMERIC, p_norm NUMERIC
) RETURNS TABLE (
    baseline_avg NUMERIC, established_at TIMESTAMPTZ, current_avg NUMERIC, improvement_rate NUMERIC,
    distance_to_norm NUMERIC, expected_duration NUMERIC, learning_phase VARCHAR
)
LANGUAGE sql IMMUTABLE AS $$
    SELECT mean.baseline_avg,
        CASE WHEN mean.is_established THEN p_first_last_at END,
        mean.current_avg,
        CASE WHEN mean.is_established THEN (mean.baseline_avg - mean.current_avg) / mean.baseline_avg END,
        CASE WHEN mean.is_established THEN p_norm - mean.current_avg END,
        CASE WHEN mean.is_established AND p_settings.use_adaptive_baseline
            THEN mean.current_avg * p_settings.improvement_target_ratio ELSE p_norm END,
        CASE WHEN NOT mean.is_established THEN 'baseline'
            -- Within 10 % of the norm. Multiplied out: no rounded quotient decides.
            WHEN abs(p_timed_total_seconds - p_norm * p_timed_count) <= 0.1 * p_norm * p_timed_count THEN 'convergence'
            ELSE 'improvement' END
    FROM (
        SELECT p_first_count >= p_settings.baseline_test_count AS is_established,
            p_first_total_seconds / nullif(p_first_count, 0) AS baseline_avg,
            p_timed_total_seconds / nullif(p_timed_count, 0) AS current_avg
        -- Keeps the planner from writing each of these wherever it is used.
        OFFSET 0
    ) AS mean
$$;

COMMENT ON FUNCTION derive_student_baseline(analysis_settings, INT, NUMERIC, TIMESTAMPTZ, INT, NUMERIC, NUMERIC) IS
    'What follows from the exact state of a baseline: the first timed mistakes, all timed mistakes, and the norm of the latest mistake that has one.';

CREATE OR REPLACE FUNCTION rederive_student_baseline(
    p_student_id UUID, p_global_topic_uid VARCHAR, p_settings analysis_settings, p_is_first_changed BOOLEAN
) RETURNS VOID
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF p_is_first_changed THEN
        UPDATE student_baseline_performance SET
            (baseline_sample_count, baseline_total_seconds, baseline_last_at, baseline_last_mistake_id) = (
            SELECT count(*), trim_scale(coalesce(sum(first.time_spent_seconds), 0)), max(first.occurred_at),
                (array_agg(first.id ORDER BY first.occurred_at DESC, first.id DESC))[1]
            FROM (
                SELECT id, occurred_at, time_spent_seconds FROM student_mistakes
                WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid AND time_spent_seconds > 0
                ORDER BY occurred_at, id
                LIMIT p_settings.baseline_test_count
            ) AS first)
        WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
    END IF;
    UPDATE student_baseline_performance AS baseline SET
        (baseline_avg_duration, baseline_established_at, current_avg_duration, improvement_rate, distance_to_norm,
            adaptive_expected_duration, learning_phase) = (
        SELECT * FROM derive_student_baseline(p_settings, baseline.baseline_sample_count,
            baseline.baseline_total_seconds, baseline.baseline_last_at, baseline.current_sample_count,
            baseline.current_total_seconds, baseline.exam_norm_duration)),
        settings = p_settings,
        updated_at = now()
    WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
END $$;

COMMENT ON FUNCTION rederive_student_baseline(UUID, VARCHAR, analysis_settings, BOOLEAN) IS
    'Derives a baseline row from its exact state; reads its first timed mistakes again when they, or how many count, changed.';

CREATE OR REPLACE FUNCTION rebuild_student_baseline(p_student_id UUID, p_global_topic_uid VARCHAR) RETURNS VOID
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_counted RECORD;
    v_normed RECORD;
BEGIN
    SELECT count(*) AS mistake_count, count(*) FILTER (WHERE time_spent_seconds > 0) AS timed_count,
        trim_scale(coalesce(sum(time_spent_seconds), 0)) AS timed_total
    INTO v_counted FROM student_mistakes
    WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
    IF v_counted.mistake_count = 0 THEN
        DELETE FROM student_baseline_performance
        WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
        RETURN;
    END IF;

    SELECT normed.norm, normed.occurred_at, normed.id INTO v_normed
    FROM (
        SELECT exam_norm_of_answer(test_answer_id) AS norm, occurred_at, id FROM student_mistakes
        WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid AND test_answer_id IS NOT NULL
        ORDER BY occurred_at DESC, id DESC
    ) AS normed
    WHERE normed.norm IS NOT NULL
    LIMIT 1;
    INSERT INTO student_baseline_performance (
        student_id, global_topic_uid, current_sample_count, current_total_seconds,
        exam_norm_duration, norm_at, norm_mistake_id
    ) VALUES (
        p_student_id, p_global_topic_uid, v_counted.timed_count, v_counted.timed_total,
        v_normed.norm, v_normed.occurred_at, v_normed.id
    )
    ON CONFLICT (student_id, global_topic_uid) DO UPDATE SET
        current_sample_count = excluded.current_sample_count,
        current_total_seconds = excluded.current_total_seconds,
        exam_norm_duration = excluded.exam_norm_duration,
        norm_at = excluded.norm_at,
        norm_mistake_id = excluded.norm_mistake_id;
    PERFORM rederive_student_baseline(p_student_id, p_global_topic_uid, analysis_settings_in_force(p_student_id), true);
END $$;

COMMENT ON FUNCTION rebuild_student_baseline(UUID, VARCHAR) IS
    'Recomputes a baseline row from all mistakes of the student in the topic.';

CREATE OR REPLACE FUNCTION update_student_baseline() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_scope RECORD;
    -- As trg_update_mistake_patterns does: either may be disabled, and the next statement is stamped all the same.
    v_ignored TEXT := set_config('endstp.stamping', '', true);
BEGIN
    -- One timed mistake after an established baseline: again the short path, with the formulas of derive_student_baseline()
    -- that are not settled by then. It takes no lock but that of the row: whoever changed it meanwhile made another version of
    -- it, and the long path is taken.
    SELECT known.*, known.timed_total / known.timed_count AS average
    INTO v_scope
    FROM (
        SELECT baseline.ctid AS place, baseline.xmin AS version, baseline.baseline_avg_duration AS first_average, baseline.settings,
            baseline.current_sample_count + 1 AS timed_count,
            trim_scale(baseline.current_total_seconds + mistake.time_spent_seconds) AS timed_total,
            CASE WHEN mistake.norm IS NULL THEN baseline.exam_norm_duration ELSE mistake.norm END AS norm,
            CASE WHEN mistake.norm IS NULL THEN baseline.norm_at ELSE mistake.occurred_at END AS norm_at,
            CASE WHEN mistake.norm IS NULL THEN baseline.norm_mistake_id ELSE mistake.id END AS norm_mistake_id
        FROM (
            SELECT new_row.*,
                CASE WHEN new_row.test_answer_id IS NOT NULL THEN exam_norm_of_answer(new_row.test_answer_id) END AS norm
            FROM new_rows AS new_row
            WHERE new_row.time_spent_seconds > 0 AND NOT EXISTS (SELECT FROM new_rows OFFSET 1)
            OFFSET 0
        ) AS mistake
        JOIN student_baseline_performance AS baseline
            ON baseline.student_id = mistake.student_id AND baseline.global_topic_uid = mistake.global_topic_uid
        WHERE baseline.baseline_sample_count >= (baseline.settings).baseline_test_count
          AND (baseline.baseline_last_at, baseline.baseline_last_mistake_id) < (mistake.occurred_at, mistake.id)
          AND (mistake.norm IS NULL OR baseline.norm_at IS NULL
            OR (baseline.norm_at, baseline.norm_mistake_id) < (mistake.occurred_at, mistake.id))
        OFFSET 0
    ) AS known;
    UPDATE student_baseline_performance SET
        current_sample_count = v_scope.timed_count,
        current_total_seconds = v_scope.timed_total,
        current_avg_duration = v_scope.average,
        exam_norm_duration = v_scope.norm,
        norm_at = v_scope.norm_at,
        norm_mistake_id = v_scope.norm_mistake_id,
        improvement_rate = (v_scope.first_average - v_scope.average) / v_scope.first_average,
        distance_to_norm = v_scope.norm - v_scope.average,
        adaptive_expected_duration = CASE WHEN (v_scope.settings).use_adaptive_baseline
            THEN v_scope.average * (v_scope.settings).improvement_target_ratio ELSE v_scope.norm END,
        learning_phase = CASE WHEN abs(v_scope.timed_total - v_scope.norm * v_scope.timed_count)
            <= 0.1 * v_scope.norm * v_scope.timed_count THEN 'convergence' ELSE 'improvement' END,
        updated_at = now()
    WHERE ctid = v_scope.place AND xmin = v_scope.version;
    IF FOUND THEN
        RETURN NULL;
    END IF;

    v_ignored := lock_student_analysis((SELECT array_agg(DISTINCT student_id) FROM new_rows));
    FOR v_scope IN
        SELECT arrived.student_id, arrived.global_topic_uid, baseline.place, baseline.settings, first.*, summed.*, derived.*
        FROM (
            SELECT normed.student_id, normed.global_topic_uid,
                (count(*) FILTER (WHERE normed.time_spent_seconds > 0))::int AS timed_count,
                coalesce(sum(normed.time_spent_seconds), 0) AS timed_total,
                min(normed.occurred_at) FILTER (WHERE normed.time_spent_seconds > 0) AS earliest_at,
                (array_agg(normed.id ORDER BY normed.occurred_at, normed.id)
                    FILTER (WHERE normed.time_spent_seconds > 0))[1] AS earliest_id,
                (array_agg(normed.norm ORDER BY normed.occurred_at DESC, normed.id DESC)
                    FILTER (WHERE normed.norm IS NOT NULL))[1] AS norm,
                max(normed.occurred_at) FILTER (WHERE normed.norm IS NOT NULL) AS norm_at,
                (array_agg(normed.id ORDER BY normed.occurred_at DESC, normed.id DESC)
                    FILTER (WHERE normed.norm IS NOT NULL))[1] AS norm_mistake_id
            FROM (
                SELECT mistake.*,
                    CASE WHEN mistake.test_answer_id IS NOT NULL THEN exam_norm_of_answer(mistake.test_answer_id) END AS norm
                FROM new_rows AS mistake
            ) AS normed
            GROUP BY 1, 2
            ORDER BY 1, 2
        ) AS arrived
        -- LIMIT keeps this a probe of the index for each, however few rows the table had when the plan was made.
        LEFT JOIN LATERAL (
            SELECT existing.ctid AS place, existing.* FROM student_baseline_performance AS existing
            WHERE existing.student_id = arrived.student_id AND existing.global_topic_uid = arrived.global_topic_uid
            LIMIT 1
        ) AS baseline ON true
        CROSS JOIN LATERAL (
            SELECT arrived.timed_count > 0 AND (baseline.baseline_sample_count < (baseline.settings).baseline_test_count
                    OR (arrived.earliest_at, arrived.earliest_id) < (baseline.baseline_last_at, baseline.baseline_last_mistake_id))
                AS is_first_changed,
                arrived.norm IS NOT NULL AND (baseline.norm_at IS NULL
                    OR (arrived.norm_at, arrived.norm_mistake_id) > (baseline.norm_at, baseline.norm_mistake_id))
                AS is_norm_newer
        ) AS change
        CROSS JOIN LATERAL (
            SELECT
                CASE WHEN change.is_first_changed THEN count(*)::int ELSE baseline.baseline_sample_count END AS first_count,
                CASE WHEN change.is_first_changed THEN trim_scale(coalesce(sum(earliest.time_spent_seconds), 0))
                    ELSE baseline.baseline_total_seconds END AS first_total,
                CASE WHEN change.is_first_changed THEN max(earliest.occurred_at) ELSE baseline.baseline_last_at END AS first_last_at,
                CASE WHEN change.is_first_changed
                    THEN (array_agg(earliest.id ORDER BY earliest.occurred_at DESC, earliest.id DESC))[1]
                    ELSE baseline.baseline_last_mistake_id END AS first_last_id
            FROM (
                SELECT id, occurred_at, time_spent_seconds FROM student_mistakes
                WHERE change.is_first_changed AND time_spent_seconds > 0
                  AND student_id = arrived.student_id AND global_topic_uid = arrived.global_topic_uid
                ORDER BY occurred_at, id
                LIMIT (baseline.settings).baseline_test_count
            ) AS earliest
        ) AS first
        CROSS JOIN LATERAL (
            SELECT baseline.current_sample_count + arrived.timed_count AS timed_count,
                trim_scale(baseline.current_total_seconds + arrived.timed_total) AS timed_total,
                CASE WHEN change.is_norm_newer THEN arrived.norm ELSE baseline.exam_norm_duration END AS norm,
                CASE WHEN change.is_norm_newer THEN arrived.norm_at ELSE baseline.norm_at END AS norm_at,
                CASE WHEN change.is_norm_newer THEN arrived.norm_mistake_id ELSE baseline.norm_mistake_id END AS norm_mistake_id
        ) AS summed
        CROSS JOIN LATERAL derive_student_baseline(baseline.settings, first.first_count, first.first_total,
            first.first_last_at, summed.timed_count, summed.timed_total, summed.norm) AS derived
        WHERE baseline.settings IS NULL OR arrived.timed_count > 0 OR arrived.norm IS NOT NULL
    LOOP
        IF v_scope.settings IS NULL THEN
            v_ignored := rebuild_student_baseline(v_scope.student_id, v_scope.global_topic_uid);
            CONTINUE;
        END IF;
        UPDATE student_baseline_performance SET
            baseline_sample_count = v_scope.first_count,
            baseline_total_seconds = v_scope.first_total,
            baseline_last_at = v_scope.first_last_at,
            baseline_last_mistake_id = v_scope.first_last_id,
            baseline_avg_duration = v_scope.baseline_avg,
            baseline_established_at = v_scope.established_at,
            current_sample_count = v_scope.timed_count,
            current_total_seconds = v_scope.timed_total,
            current_avg_duration = v_scope.current_avg,
            exam_norm_duration = v_scope.norm,
            norm_at = v_scope.norm_at,
            norm_mistake_id = v_scope.norm_mistake_id,
            improvement_rate = v_scope.improvement_rate,
            distance_to_norm = v_scope.distance_to_norm,
            adaptive_expected_duration = v_scope.expected_duration,
            learning_phase = v_scope.learning_phase,
            updated_at = now()
        WHERE ctid = v_scope.place;
        IF NOT FOUND THEN
            v_ignored := rebuild_student_baseline(v_scope.student_id, v_scope.global_topic_uid);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION update_student_baseline() IS
    'After an insert of mistakes: brings the baseline row of each (student, topic) up to date, once for each.';

-- Stamps -------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION stamp_mistake() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_ignored TEXT;
BEGIN
    -- The tables of this module may be rolled back under this trigger: mistakes are recorded all the same.
    IF current_setting('endstp.replicating', true) = 'on' OR to_regclass('public.student_mistake_patterns') IS NULL THEN
        v_ignored := set_config('endstp.stamping', 'on', true);
        RETURN NEW;
    END IF;
    -- Whatever else the statement inserts is stamped by trg_update_mistake_patterns, all at once, which takes this back.
    SELECT judged.expected, CASE WHEN NEW.time_spent_seconds > 0 THEN NEW.time_spent_seconds / nullif(judged.expected, 0) END,
        CASE WHEN judged.is_latest THEN judged.expected IS NOT NULL END, set_config('endstp.stamping', 'on', true)
    INTO NEW.expected_duration, NEW.time_ratio, NEW.used_adaptive_baseline, v_ignored
    FROM (
        SELECT ((pattern.analyzed_at, pattern.latest_mistake_id) < (NEW.occurred_at, NEW.id)) IS NOT FALSE AS is_latest,
            CASE WHEN (pattern.settings).use_adaptive_baseline AND pattern.timed_count >= (pattern.settings).baseline_test_count
                    AND ((pattern.analyzed_at, pattern.latest_mistake_id) < (NEW.occurred_at, NEW.id)) IS NOT FALSE
                THEN pattern.timed_total_seconds / pattern.timed_count * (pattern.settings).improvement_target_ratio END AS expected
        FROM (SELECT) AS this_one
        LEFT JOIN student_mistake_patterns AS pattern
            ON pattern.student_id = NEW.student_id AND pattern.global_topic_uid = NEW.global_topic_uid
        OFFSET 0
    ) AS judged;
    IF NEW.test_answer_id IS NOT NULL AND NOT NEW.used_adaptive_baseline THEN
        NEW.expected_duration := exam_norm_of_answer(NEW.test_answer_id);
        NEW.time_ratio := CASE WHEN NEW.time_spent_seconds > 0 THEN NEW.time_spent_seconds / nullif(NEW.expected_duration, 0) END;
    END IF;
    RETURN NEW;
END $$;

COMMENT ON FUNCTION stamp_mistake() IS
    'Notes on the first mistake of a statement how it is judged where it is recorded. Reads only: an insert that a conflict turns away leaves no trace.';

-- Refreshing ---------------------------------------------------------------------------------------------------------
-- What these triggers hang on outlives the tables of this module when it is rolled back: each looks for them first.

CREATE OR REPLACE FUNCTION refresh_for_reasons() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_scope RECORD;
    v_before RECORD;
BEGIN
    IF to_regclass('public.student_mistake_patterns') IS NULL THEN
        RETURN NULL;
    END IF;
    -- The student of the reason too, although its mistake may not be here yet: who is inserting that mistake now will
    -- either have committed when the lock is given, or see this reason.
    PERFORM lock_student_analysis((
        SELECT array_agg(DISTINCT of_reason.student_id) FROM (
            SELECT student_id FROM new_rows
            UNION ALL SELECT mistake.student_id FROM student_mistakes AS mistake JOIN new_rows ON mistake.id = new_rows.mistake_id
        ) AS of_reason));
    FOR v_scope IN
        SELECT shift.student_id, shift.global_topic_uid, jsonb_object_agg(shift.code, shift.amount) AS code_counts
        FROM (
            SELECT mistake.student_id, mistake.global_topic_uid, part.code, sum(part.amount) AS amount
            FROM student_mistakes AS mistake
            CROSS JOIN LATERAL (
                SELECT coalesce((SELECT reason.mistake_code FROM mistake_reasons AS reason
                    WHERE reason.mistake_id = mistake.id AND reason.id NOT IN (SELECT id FROM new_rows)
                    ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1), mistake.mistake_code) AS code, -1 AS amount
                UNION ALL
                SELECT (SELECT reason.mistake_code FROM mistake_reasons AS reason WHERE reason.mistake_id = mistake.id
                    ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1), 1
            ) AS part
            WHERE mistake.id IN (SELECT mistake_id FROM new_rows)
            GROUP BY 1, 2, 3
        ) AS shift
        GROUP BY 1, 2
        ORDER BY 1, 2
    LOOP
        SELECT latest_mistake_id, improvement_trend INTO v_before FROM student_mistake_patterns
        WHERE student_id = v_scope.student_id AND global_topic_uid = v_scope.global_topic_uid;
        PERFORM fold_reasons_into_pattern(v_scope.student_id, v_scope.global_topic_uid, v_scope.code_counts);
        -- The student just said what the latest mistake was, and that changes the verdict on it: worth a reflex.
        IF EXISTS (SELECT FROM new_rows WHERE mistake_id = v_before.latest_mistake_id) THEN
            UPDATE student_mistake_patterns SET improvement_trend = improvement_trend
            WHERE student_id = v_scope.student_id AND global_topic_uid = v_scope.global_topic_uid
              AND improvement_trend <> v_before.improvement_trend;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION refresh_for_reasons() IS
    'After an insert of reasons: moves the mistakes they speak of to their new codes, and judges anew.';

CREATE OR REPLACE FUNCTION refresh_for_deleted_reasons() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF to_regclass('public.student_mistake_patterns') IS NULL THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'TRUNCATE' THEN
        PERFORM pg_advisory_xact_lock(5006, 0);
        PERFORM rebuild_mistake_pattern(student_id, global_topic_uid) FROM student_mistake_patterns WHERE has_reasons;
        RETURN NULL;
    END IF;
    PERFORM lock_student_analysis((
        SELECT array_agg(DISTINCT student_id) FROM student_mistakes WHERE id IN (SELECT mistake_id FROM old_rows)));
    PERFORM rebuild_mistake_pattern(scope.student_id, scope.global_topic_uid)
    FROM (
        SELECT DISTINCT student_id, global_topic_uid FROM student_mistakes
        WHERE id IN (SELECT mistake_id FROM old_rows)
        ORDER BY 1, 2
    ) AS scope;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION refresh_for_deleted_reasons() IS
    'Reasons are facts, but an erased student takes theirs along: the patterns follow.';

CREATE OR REPLACE FUNCTION refresh_student_analysis(p_student_id UUID, p_settings analysis_settings) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM rejudge_mistake_pattern(student_id, global_topic_uid, p_settings, true)
    FROM student_mistake_patterns
    WHERE student_id = p_student_id AND settings IS NOT NULL AND settings IS DISTINCT FROM p_settings;
    PERFORM rederive_student_baseline(student_id, global_topic_uid, p_settings, true)
    FROM student_baseline_performance
    WHERE student_id = p_student_id AND settings IS NOT NULL AND settings IS DISTINCT FROM p_settings;
END $$;

COMMENT ON FUNCTION refresh_student_analysis(UUID, analysis_settings) IS
    'Brings the derived rows of a student under these settings, those that were computed with others.';

CREATE OR REPLACE FUNCTION refresh_for_student_settings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_student_id UUID;
BEGIN
    FOR v_student_id IN
        SELECT DISTINCT student_id FROM unnest(ARRAY[OLD.student_id, NEW.student_id]) AS student_id
        WHERE student_id IS NOT NULL
    LOOP
        PERFORM lock_student_analysis(ARRAY[v_student_id]);
        PERFORM refresh_student_analysis(v_student_id, analysis_settings_in_force(v_student_id));
    END LOOP;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION refresh_for_student_settings() IS 'After a change of a student''s settings: judges that student anew.';

CREATE OR REPLACE FUNCTION refresh_for_shared_settings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_group RECORD;
BEGIN
    PERFORM pg_advisory_xact_lock(5006, 0);
    -- Settings are resolved once for all students that have the same; most have none of their own.
    FOR v_group IN
        SELECT resolve_analysis_settings(own.preset_name, own.custom_settings) AS settings,
            array_agg(own.student_id) AS student_ids
        FROM (
            SELECT derived.student_id, settings.preset_name, settings.custom_settings
            FROM (SELECT student_id FROM student_mistake_patterns
                  UNION SELECT student_id FROM student_baseline_performance) AS derived
            LEFT JOIN student_analysis_settings AS settings USING (student_id)
        ) AS own
        GROUP BY own.preset_name, own.custom_settings
    LOOP
        PERFORM refresh_student_analysis(student_id, v_group.settings) FROM unnest(v_group.student_ids) AS student_id;
    END LOOP;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION refresh_for_shared_settings() IS
    'After a change of presets or defaults: judges anew whoever it gives other settings than their rows were computed with.';

CREATE OR REPLACE FUNCTION refresh_for_mistake_type() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_codes TEXT[];
BEGIN
    IF to_regclass('public.student_mistake_patterns') IS NULL THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NEW.mistake_code = OLD.mistake_code AND NEW.severity = OLD.severity THEN
            RETURN NULL;
        END IF;
        v_codes := ARRAY[OLD.mistake_code, NEW.mistake_code];
    ELSIF TG_OP = 'INSERT' THEN
        v_codes := ARRAY[NEW.mistake_code];
    ELSE
        v_codes := ARRAY[OLD.mistake_code];
    END IF;
    PERFORM pg_advisory_xact_lock(5006, 0);
    PERFORM rejudge_mistake_pattern(student_id, global_topic_uid, settings, true)
    FROM student_mistake_patterns
    WHERE mistake_distribution ?| v_codes AND settings IS NOT NULL;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION refresh_for_mistake_type() IS
    'After a change of severities: judges anew the patterns that hold the code.';

CREATE OR REPLACE FUNCTION refresh_for_changed_mistakes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_scopes JSONB;
    v_scope RECORD;
BEGIN
    IF to_regclass('public.student_mistake_patterns') IS NULL
        OR to_regclass('public.student_baseline_performance') IS NULL THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'TRUNCATE' THEN
        PERFORM pg_advisory_xact_lock(5006, 0);
        DELETE FROM student_mistake_patterns;
        DELETE FROM student_baseline_performance;
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        SELECT jsonb_agg(DISTINCT jsonb_build_array(student_id, global_topic_uid)) INTO v_scopes FROM old_rows;
    ELSE
        SELECT jsonb_agg(DISTINCT jsonb_build_array(changed.student_id, changed.global_topic_uid)) INTO v_scopes
        FROM (
            SELECT unnest(ARRAY[before.student_id, after.student_id]) AS student_id,
                unnest(ARRAY[before.global_topic_uid, after.global_topic_uid]) AS global_topic_uid
            FROM old_rows AS before
            FULL JOIN new_rows AS after USING (id)
            WHERE (before.student_id, before.global_topic_uid, before.mistake_code, before.time_spent_seconds,
                    before.occurred_at, before.test_answer_id)
                IS DISTINCT FROM (after.student_id, after.global_topic_uid, after.mistake_code, after.time_spent_seconds,
                    after.occurred_at, after.test_answer_id)
        ) AS changed
        WHERE changed.student_id IS NOT NULL;
    END IF;
    IF v_scopes IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM lock_student_analysis((
        SELECT array_agg(DISTINCT (scope ->> 0)::uuid) FROM jsonb_array_elements(v_scopes) AS scope));
    FOR v_scope IN
        SELECT (scope ->> 0)::uuid AS student_id, scope ->> 1 AS global_topic_uid FROM jsonb_array_elements(v_scopes) AS scope
    LOOP
        PERFORM rebuild_mistake_pattern(v_scope.student_id, v_scope.global_topic_uid);
        PERFORM rebuild_student_baseline(v_scope.student_id, v_scope.global_topic_uid);
    END LOOP;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION refresh_for_changed_mistakes() IS
    'Mistakes are facts, but an erased student or a re-keyed one takes theirs along: the derived rows follow.';

CREATE OR REPLACE FUNCTION refresh_for_late_answers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_scope RECORD;
BEGIN
    IF to_regclass('public.student_mistake_patterns') IS NULL
        OR to_regclass('public.student_baseline_performance') IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM lock_student_analysis((
        SELECT array_agg(DISTINCT student_id) FROM student_mistakes WHERE test_answer_id IN (SELECT id FROM new_rows)));
    FOR v_scope IN
        SELECT DISTINCT student_id, global_topic_uid FROM student_mistakes
        WHERE test_answer_id IN (SELECT id FROM new_rows)
    LOOP
        PERFORM rebuild_mistake_pattern(v_scope.student_id, v_scope.global_topic_uid);
        PERFORM rebuild_student_baseline(v_scope.student_id, v_scope.global_topic_uid);
    END LOOP;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION refresh_for_late_answers() IS
    'Where mistakes were recorded before the test engine was there: an answer that arrives after its mistake brings the norm.';

CREATE OR REPLACE TRIGGER trg_update_mistake_patterns
    AFTER INSERT ON student_mistakes REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION update_mistake_patterns();
CREATE OR REPLACE TRIGGER trg_update_student_baseline
    AFTER INSERT ON student_mistakes REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION update_student_baseline();

-- Seeds --------------------------------------------------------------------------------------------------------------
-- Fixed ids and an old updated_at: the seeds of a fresh device never win over an operator's edit.

INSERT INTO system_settings (
    id, category, setting_key, setting_value, display_name, description, data_type, setting_group, preset_mode,
    is_default, updated_at
)
SELECT '00000000-0000-4000-8000-000000060001', 'analysis', 'analysis.defaults',
    jsonb_object_agg(setting_key, normal_value), 'Analiz varsayılanları',
    'Bir ön ayarda ya da öğrencinin kendi ayarlarında geçerli değeri olmayan her anahtar buradan okunur.',
    'json', 'analysis', 'normal', true, '2024-01-01Z'
FROM analysis_setting_specs()
ON CONFLICT (setting_key) DO NOTHING;
UPDATE system_settings SET is_default = true WHERE is_default IS NOT TRUE AND setting_key = 'analysis.defaults';

INSERT INTO analysis_presets (
    id, preset_name, display_name, description, settings, colour, icon, recommended_for, is_default, updated_at
) VALUES
    ('00000000-0000-4000-8000-000000060011', 'aggressive', 'Sıkı',
     'Erken uyarır: sınavı yakın ve yüksek hedefi olan öğrenciler için.',
     '{"panic_ratio": 0.2, "panic_absolute_min": 3, "panic_absolute_max": 120,
       "stuck_repeat_threshold": 3, "stuck_time_window_hours": 12, "trend_window_size": 5,
       "trend_recent_count": 2, "trend_past_count": 3, "trend_significance_threshold": 0.2,
       "improvement_reward_multiplier": 1.8, "worsening_safety_multiplier": 0.6, "minimum_data_for_trend": 2,
       "baseline_test_count": 3, "improvement_target_ratio": 0.90, "use_adaptive_baseline": true}',
     'red', 'flame', '{exam_soon,high_target}', false, '2024-01-01Z'),
    ('00000000-0000-4000-8000-000000060012', 'normal', 'Dengeli',
     'Çoğu öğrenci için uygun eşikler.',
     '{"panic_ratio": 0.3, "panic_absolute_min": 5, "panic_absolute_max": 180,
       "stuck_repeat_threshold": 3, "stuck_time_window_hours": 24, "trend_window_size": 5,
       "trend_recent_count": 2, "trend_past_count": 3, "trend_significance_threshold": 0.3,
       "improvement_reward_multiplier": 1.5, "worsening_safety_multiplier": 0.7, "minimum_data_for_trend": 3,
       "baseline_test_count": 5, "improvement_target_ratio": 0.95, "use_adaptive_baseline": true}',
     'blue', 'scale', '{most_students}',
     -- An operator's own default stays the default.
     NOT EXISTS (SELECT FROM analysis_presets WHERE is_default AND preset_name <> 'normal'), '2024-01-01Z'),
    ('00000000-0000-4000-8000-000000060013', 'soft', 'Rahat',
     'Daha geç uyarır: konuya yeni başlayan ya da kaygısı yüksek öğrenciler için.',
     '{"panic_ratio": 0.4, "panic_absolute_min": 8, "panic_absolute_max": 240,
       "stuck_repeat_threshold": 4, "stuck_time_window_hours": 48, "trend_window_size": 7,
       "trend_recent_count": 3, "trend_past_count": 4, "trend_significance_threshold": 0.5,
       "improvement_reward_multiplier": 1.3, "worsening_safety_multiplier": 0.8, "minimum_data_for_trend": 4,
       "baseline_test_count": 7, "improvement_target_ratio": 0.97, "use_adaptive_baseline": true}',
     'green', 'leaf', '{new_to_topic,anxious}', false, '2024-01-01Z')
ON CONFLICT (preset_name) DO NOTHING;
-- Where an older release marked none.
UPDATE analysis_presets SET is_default = true
WHERE preset_name = 'normal' AND NOT EXISTS (SELECT FROM analysis_presets WHERE is_default);

-- Triggers that refresh, and rows that earlier releases or a missing module left behind ------------------------------

CREATE OR REPLACE TRIGGER trg_stamp_mistake
    BEFORE INSERT ON student_mistakes
    FOR EACH ROW WHEN (current_setting('endstp.stamping', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION stamp_mistake();
CREATE OR REPLACE TRIGGER trg_refresh_for_reasons
    AFTER INSERT ON mistake_reasons REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_for_reasons();
CREATE OR REPLACE TRIGGER trg_refresh_for_deleted_reasons
    AFTER DELETE ON mistake_reasons REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_for_deleted_reasons();
CREATE OR REPLACE TRIGGER trg_refresh_for_updated_mistakes
    AFTER UPDATE ON student_mistakes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_for_changed_mistakes();
CREATE OR REPLACE TRIGGER trg_refresh_for_deleted_mistakes
    AFTER DELETE ON student_mistakes REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_for_changed_mistakes();
CREATE OR REPLACE TRIGGER trg_refresh_for_truncated_mistakes
    AFTER TRUNCATE ON student_mistakes
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_for_changed_mistakes();
CREATE OR REPLACE TRIGGER trg_refresh_for_truncated_reasons
    AFTER TRUNCATE ON mistake_reasons
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_for_deleted_reasons();
CREATE OR REPLACE TRIGGER trg_refresh_for_mistake_type
    AFTER INSERT OR UPDATE OR DELETE ON mistake_types
    FOR EACH ROW EXECUTE FUNCTION refresh_for_mistake_type();
CREATE OR REPLACE TRIGGER trg_refresh_for_student_settings
    AFTER INSERT OR UPDATE OR DELETE ON student_analysis_settings
    FOR EACH ROW EXECUTE FUNCTION refresh_for_student_settings();
CREATE OR REPLACE TRIGGER trg_refresh_for_presets
    AFTER INSERT OR UPDATE OR DELETE ON analysis_presets
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_for_shared_settings();
CREATE OR REPLACE TRIGGER trg_refresh_for_defaults
    AFTER INSERT OR UPDATE OR DELETE ON system_settings
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_for_shared_settings();

DO $$
DECLARE
    v_scope RECORD;
    v_is_older_bridge BOOLEAN;
BEGIN
    -- Only where FK-free mode left mistakes whose answer is still to come: elsewhere answers cost nothing extra.
    IF to_regclass('public.test_answers') IS NOT NULL THEN
        IF EXISTS (
            SELECT FROM student_mistakes AS mistake
            WHERE mistake.test_answer_id IS NOT NULL
              AND NOT EXISTS (SELECT FROM test_answers AS answer WHERE answer.id = mistake.test_answer_id)
        ) THEN
            CREATE INDEX IF NOT EXISTS idx_student_mistakes_test_answer
                ON student_mistakes (test_answer_id) WHERE test_answer_id IS NOT NULL;
            CREATE OR REPLACE TRIGGER trg_refresh_for_late_answers
                AFTER INSERT ON test_answers REFERENCING NEW TABLE AS new_rows
                FOR EACH STATEMENT EXECUTE FUNCTION refresh_for_late_answers();
        END IF;
    END IF;

    -- The trigger of an older 007 knows nothing of a quiet refresh: it would advise on what is long past.
    v_is_older_bridge := EXISTS (
        SELECT FROM pg_trigger
        WHERE tgrelid = 'public.student_mistake_patterns'::regclass AND tgname = 'trg_generate_recommendations'
          AND tgenabled <> 'D'
          AND concat(pg_get_triggerdef(oid), (SELECT prosrc FROM pg_proc WHERE pg_proc.oid = tgfoid)) !~ 'endstp.refreshing');
    IF v_is_older_bridge THEN
        ALTER TABLE student_mistake_patterns DISABLE TRIGGER trg_generate_recommendations;
    END IF;
    FOR v_scope IN
        SELECT DISTINCT mistake.student_id, mistake.global_topic_uid
        FROM student_mistakes AS mistake
        LEFT JOIN student_mistake_patterns AS pattern USING (student_id, global_topic_uid)
        LEFT JOIN student_baseline_performance AS baseline USING (student_id, global_topic_uid)
        WHERE mistake.student_id IS NOT NULL AND mistake.global_topic_uid IS NOT NULL
          AND (pattern.settings IS NULL OR baseline.settings IS NULL
            OR baseline.norm_at IS NULL AND mistake.test_answer_id IS NOT NULL
                AND exam_norm_of_answer(mistake.test_answer_id) IS NOT NULL)
        ORDER BY 1, 2
    LOOP
        PERFORM rebuild_mistake_pattern(v_scope.student_id, v_scope.global_topic_uid);
        PERFORM rebuild_student_baseline(v_scope.student_id, v_scope.global_topic_uid);
    END LOOP;
    -- Of a release that kept no window: nothing is counted anew.
    PERFORM rejudge_mistake_pattern(student_id, global_topic_uid, settings, true)
    FROM student_mistake_patterns
    WHERE settings IS NOT NULL AND window_codes IS NULL;
    IF v_is_older_bridge THEN
        ALTER TABLE student_mistake_patterns ENABLE TRIGGER trg_generate_recommendations;
    END IF;
END $$;

-- How a mistake looked where it was recorded, for the record: no verdict is ever computed from these.
COMMENT ON COLUMN student_mistakes.expected_duration IS
    'Seconds expected for this mistake when it was recorded; NULL when it was not the latest then, or nothing was expected.';
COMMENT ON COLUMN student_mistakes.time_ratio IS 'time_spent_seconds / expected_duration, as of the recording.';
COMMENT ON COLUMN student_mistakes.used_adaptive_baseline IS
    'True when the expectation came from the student''s own pace, false when from the exam norm or none; NULL when not the latest.';

-- Row-level security -------------------------------------------------------------------------------------------------

ALTER TABLE system_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE analysis_presets ENABLE ROW LEVEL SECURITY;
ALTER TABLE student_analysis_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE student_baseline_performance ENABLE ROW LEVEL SECURITY;
ALTER TABLE student_mistake_patterns ENABLE ROW LEVEL SECURITY;

DO $$
BEGIN
    IF to_regprocedure('auth.uid()') IS NULL THEN
        RETURN;
    END IF;
    DROP POLICY IF EXISTS analysis_presets_read ON analysis_presets;
    CREATE POLICY analysis_presets_read ON analysis_presets FOR SELECT USING ((SELECT auth.uid()) IS NOT NULL);
    DROP POLICY IF EXISTS student_analysis_settings_read_own ON student_analysis_settings;
    CREATE POLICY student_analysis_settings_read_own ON student_analysis_settings
        FOR SELECT USING (student_id = (SELECT auth.uid()));
    DROP POLICY IF EXISTS student_baseline_performance_read_own ON student_baseline_performance;
    CREATE POLICY student_baseline_performance_read_own ON student_baseline_performance
        FOR SELECT USING (student_id = (SELECT auth.uid()));
    DROP POLICY IF EXISTS student_mistake_patterns_read_own ON student_mistake_patterns;
    CREATE POLICY student_mistake_patterns_read_own ON student_mistake_patterns
        FOR SELECT USING (student_id = (SELECT auth.uid()));
END $$;
