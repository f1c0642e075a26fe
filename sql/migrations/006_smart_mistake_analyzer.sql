-- 006 smart mistake analyzer: judges each mistake as it is recorded.
--
-- For each (student, topic) there is one baseline row and one pattern row. Both are derived: they depend on the set of
-- mistakes, reasons and settings only, never on the order or batching of the inserts. Each row keeps exact sums and
-- counts, so that an insert costs a few index probes whatever the history.
--
-- Order of a student's mistakes in a topic: (occurred_at, id). Who works on a student's rows first takes the lock of
-- that student (lock_student_analysis), so two sessions neither lose a count nor judge with half of the other's rows.

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
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
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
    'Every analysis setting: its type, what values are valid, and the normal value that stands in when no layer has a valid one.';

CREATE OR REPLACE FUNCTION is_valid_analysis_setting(
    p_value JSONB, p_is_boolean BOOLEAN, p_is_whole BOOLEAN, p_lowest NUMERIC, p_highest NUMERIC
) RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE jsonb_typeof(p_value)
        WHEN 'boolean' THEN p_is_boolean
        WHEN 'number' THEN NOT p_is_boolean
            AND p_value::numeric BETWEEN p_lowest AND p_highest
            AND (NOT p_is_whole OR p_value::numeric = trunc(p_value::numeric))
        ELSE false
    END IS TRUE
$$;

COMMENT ON FUNCTION is_valid_analysis_setting(JSONB, BOOLEAN, BOOLEAN, NUMERIC, NUMERIC) IS
    'False for a value that is missing, of the wrong JSON type or out of range: the next layer below is used then.';

CREATE OR REPLACE FUNCTION resolve_analysis_settings(p_preset_name VARCHAR, p_custom_settings JSONB)
RETURNS analysis_settings
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH layers AS (
        SELECT p_custom_settings AS layer, 1 AS precedence
        UNION ALL
        (SELECT settings, 2 FROM analysis_presets
         WHERE preset_name = p_preset_name OR is_default
         ORDER BY preset_name = p_preset_name DESC NULLS LAST LIMIT 1)
        UNION ALL
        SELECT setting_value, 3 FROM system_settings WHERE setting_key = 'analysis.defaults'
    ), in_force AS (
        SELECT jsonb_object_agg(spec.setting_key, coalesce(
            (SELECT layers.layer -> spec.setting_key FROM layers
             WHERE is_valid_analysis_setting(layers.layer -> spec.setting_key,
                 spec.is_boolean, spec.is_whole, spec.lowest, spec.highest)
             ORDER BY layers.precedence LIMIT 1),
            spec.normal_value)) AS settings
        FROM analysis_setting_specs() AS spec
    )
    SELECT ROW(
        trim_scale((settings ->> 'panic_ratio')::numeric),
        trim_scale((settings ->> 'panic_absolute_min')::numeric),
        trim_scale((settings ->> 'panic_absolute_max')::numeric),
        (settings ->> 'stuck_repeat_threshold')::numeric::int,
        (settings ->> 'stuck_time_window_hours')::numeric::int,
        (settings ->> 'trend_window_size')::numeric::int,
        (settings ->> 'trend_recent_count')::numeric::int,
        (settings ->> 'trend_past_count')::numeric::int,
        trim_scale((settings ->> 'trend_significance_threshold')::numeric),
        trim_scale((settings ->> 'improvement_reward_multiplier')::numeric),
        trim_scale((settings ->> 'worsening_safety_multiplier')::numeric),
        (settings ->> 'minimum_data_for_trend')::numeric::int,
        (settings ->> 'baseline_test_count')::numeric::int,
        trim_scale((settings ->> 'improvement_target_ratio')::numeric),
        (settings ->> 'use_adaptive_baseline')::boolean
    )::analysis_settings
    FROM in_force
$$;

COMMENT ON FUNCTION resolve_analysis_settings(VARCHAR, JSONB) IS
    'Folds the layers into one: custom settings over the named (else default) preset over analysis.defaults over the normal values.';

CREATE OR REPLACE FUNCTION analysis_settings_in_force(p_student_id UUID) RETURNS analysis_settings
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
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
    ADD COLUMN IF NOT EXISTS settings analysis_settings,
    ADD COLUMN IF NOT EXISTS created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_at TIMESTAMPTZ NOT NULL DEFAULT now();

CREATE UNIQUE INDEX IF NOT EXISTS uq_student_mistake_patterns
    ON student_mistake_patterns (student_id, global_topic_uid);

COMMENT ON TABLE student_mistake_patterns IS
    'State of a student in a topic. Derived: recomputable from the mistakes, never synced.';
COMMENT ON COLUMN student_mistake_patterns.improvement_trend IS
    'Verdict on the latest mistake: insufficient_data, PANIC_RUSH, STUCK_LOOP, STUCK_SLOW, worsening, improving or stable.';
COMMENT ON COLUMN student_mistake_patterns.analyzed_at IS 'occurred_at of the latest mistake.';
COMMENT ON COLUMN student_mistake_patterns.settings IS
    'Settings that the row was judged with. Changed settings refresh the row; NULL means it must be rebuilt.';

-- How a mistake looked where it was recorded, for the record: no verdict is ever computed from these.
ALTER TABLE student_mistakes
    ADD COLUMN IF NOT EXISTS expected_duration NUMERIC,
    ADD COLUMN IF NOT EXISTS time_ratio NUMERIC,
    ADD COLUMN IF NOT EXISTS used_adaptive_baseline BOOLEAN;

COMMENT ON COLUMN student_mistakes.expected_duration IS
    'Seconds expected for this mistake when it was recorded; NULL when it was not the latest then, or nothing was expected.';
COMMENT ON COLUMN student_mistakes.time_ratio IS 'time_spent_seconds / expected_duration, as of the recording.';
COMMENT ON COLUMN student_mistakes.used_adaptive_baseline IS
    'True when the expectation came from the student''s own pace, false when from the exam norm or none; NULL when not the latest.';

-- Locks --------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION lock_student_analysis(p_student_id UUID) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- 5006 is this module's own class of advisory locks. (5006, 0) is held shared by whoever works on some students
    -- and exclusively by whoever changes what all of them depend on (presets, defaults, mistake types).
    PERFORM pg_advisory_xact_lock_shared(5006, 0);
    PERFORM pg_advisory_xact_lock(5006, uuid_hash(p_student_id));
END $$;

COMMENT ON FUNCTION lock_student_analysis(UUID) IS
    'Until the end of the transaction, nobody else works on the derived rows of this student. Lock several students in order of their id.';

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

CREATE OR REPLACE FUNCTION effective_mistake_code(p_mistake_id UUID, p_mistake_code VARCHAR) RETURNS VARCHAR
LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT reason.mistake_code FROM public.mistake_reasons AS reason
         WHERE reason.mistake_id = p_mistake_id
         ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1),
        p_mistake_code)
$$;

COMMENT ON FUNCTION effective_mistake_code(UUID, VARCHAR) IS
    'The latest reason that the student gave, else the code the mistake was recorded with. Inlined: names its schema instead of setting a path.';

CREATE OR REPLACE FUNCTION judge_latest_mistake(
    p_student_id UUID, p_global_topic_uid VARCHAR, p_latest_at TIMESTAMPTZ,
    p_timed_count INT, p_timed_total_seconds NUMERIC, p_settings analysis_settings
) RETURNS VARCHAR
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    -- w of the rules: what recent and past are taken from.
    v_trend_size INT := greatest(p_settings.trend_window_size, p_settings.trend_recent_count + 1);
    v_past_end INT := least(p_settings.trend_recent_count + p_settings.trend_past_count, v_trend_size);
    v_window RECORD;
    v_timed_priors INT;
    v_norm NUMERIC;
    v_is_rushed BOOLEAN;
    v_significance NUMERIC;
BEGIN
    SELECT count(*) AS mistake_count,
        count(*) FILTER (WHERE place <= p_settings.stuck_repeat_threshold) AS repeat_count,
        min(code) FILTER (WHERE place <= p_settings.stuck_repeat_threshold) AS lowest_code,
        max(code) FILTER (WHERE place <= p_settings.stuck_repeat_threshold) AS highest_code,
        count(*) FILTER (WHERE place <= p_settings.trend_recent_count) AS recent_count,
        sum(severity) FILTER (WHERE place <= p_settings.trend_recent_count) AS recent_total,
        count(*) FILTER (WHERE place > p_settings.trend_recent_count AND place <= v_past_end) AS past_count,
        sum(severity) FILTER (WHERE place > p_settings.trend_recent_count AND place <= v_past_end) AS past_total,
        min(time_spent_seconds) FILTER (WHERE place = 1) AS time_spent_seconds,
        min(code) FILTER (WHERE place = 1) AS code,
        min(severity) FILTER (WHERE place = 1) AS severity,
        (array_agg(test_answer_id) FILTER (WHERE place = 1))[1] AS test_answer_id
    INTO v_window
    FROM (
        SELECT row_number() OVER () AS place, newest.time_spent_seconds, newest.test_answer_id,
            newest.code COLLATE "C" AS code, coalesce(type.severity, 3) AS severity
        FROM (
            SELECT mistake.time_spent_seconds, mistake.test_answer_id,
                effective_mistake_code(mistake.id, mistake.mistake_code) AS code
            FROM student_mistakes AS mistake
            WHERE mistake.student_id = p_student_id AND mistake.global_topic_uid = p_global_topic_uid
              AND mistake.occurred_at >= p_latest_at - make_interval(hours => p_settings.stuck_time_window_hours)
            ORDER BY mistake.occurred_at DESC, mistake.id DESC
            LIMIT greatest(v_trend_size, p_settings.stuck_repeat_threshold)
        ) AS newest
        LEFT JOIN mistake_types AS type ON type.mistake_code = newest.code
    ) AS placed;

    IF v_window.mistake_count < p_settings.minimum_data_for_trend OR v_window.past_count = 0 THEN
        RETURN 'insufficient_data';
    END IF;

    IF v_window.time_spent_seconds > 0 AND v_window.code <> 'BLANK' THEN
        v_is_rushed := v_window.time_spent_seconds < p_settings.panic_absolute_min;
        IF NOT v_is_rushed AND v_window.severity < 4 THEN
            v_timed_priors := p_timed_count - 1;
            IF p_settings.use_adaptive_baseline AND v_timed_priors >= p_settings.baseline_test_count THEN
                -- time / (total / count * target) < ratio, without a division that would round.
                v_is_rushed := v_window.time_spent_seconds * v_timed_priors
                    < p_settings.panic_ratio * p_settings.improvement_target_ratio
                        * (p_timed_total_seconds - v_window.time_spent_seconds);
            ELSIF v_window.test_answer_id IS NOT NULL THEN
                v_norm := exam_norm_of_answer(v_window.test_answer_id);
                v_is_rushed := coalesce(v_window.time_spent_seconds < p_settings.panic_ratio * v_norm, false);
            END IF;
        END IF;
        IF v_is_rushed THEN
            RETURN 'PANIC_RUSH';
        END IF;
    END IF;

    IF v_window.repeat_count = p_settings.stuck_repeat_threshold
        AND v_window.lowest_code = v_window.highest_code
        AND v_window.code NOT IN ('UNCLASSIFIED', 'BLANK') THEN
        RETURN 'STUCK_LOOP';
    END IF;

    IF v_window.time_spent_seconds > p_settings.panic_absolute_max THEN
        RETURN 'STUCK_SLOW';
    END IF;

    -- Means compared by cross-multiplication: no rounding decides.
    v_significance := p_settings.trend_significance_threshold * v_window.recent_count * v_window.past_count;
    IF v_window.recent_total * v_window.past_count
        < v_window.past_total * v_window.recent_count - v_significance * p_settings.improvement_reward_multiplier THEN
        RETURN 'improving';
    ELSIF v_window.recent_total * v_window.past_count
        > v_window.past_total * v_window.recent_count + v_significance * p_settings.worsening_safety_multiplier THEN
        RETURN 'worsening';
    END IF;
    RETURN 'stable';
END $$;

COMMENT ON FUNCTION judge_latest_mistake(UUID, VARCHAR, TIMESTAMPTZ, INT, NUMERIC, analysis_settings) IS
    'Verdict on the latest mistake of a student in a topic, read from the mistakes in its window. The first rule that holds decides.';

CREATE OR REPLACE FUNCTION dominant_mistake(p_distribution JSONB, OUT code VARCHAR, OUT mistake_count INT)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT entry.key::varchar, entry.value::int
    FROM jsonb_each_text(p_distribution) AS entry
    LEFT JOIN mistake_types AS type ON type.mistake_code = entry.key
    ORDER BY entry.value::int DESC, coalesce(type.severity, 3) DESC, entry.key COLLATE "C"
    LIMIT 1
$$;

COMMENT ON FUNCTION dominant_mistake(JSONB) IS
    'The code with the highest count; ties go to the higher severity, then to the code first in byte order.';

-- Patterns -----------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION rebuild_mistake_pattern(p_student_id UUID, p_global_topic_uid VARCHAR, p_announced_id UUID)
RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_settings analysis_settings := analysis_settings_in_force(p_student_id);
    v_distribution JSONB;
    v_timed_count INT;
    v_timed_total NUMERIC;
    v_latest_at TIMESTAMPTZ;
    v_latest_id UUID;
    v_dominant RECORD;
    v_was_quiet TEXT := current_setting('endstp.quiet', true);
BEGIN
    SELECT jsonb_object_agg(counted.code, counted.mistake_count), sum(counted.timed_count),
        trim_scale(coalesce(sum(counted.timed_total), 0))
    INTO v_distribution, v_timed_count, v_timed_total
    FROM (
        SELECT effective_mistake_code(mistake.id, mistake.mistake_code) AS code, count(*) AS mistake_count,
            count(*) FILTER (WHERE mistake.time_spent_seconds > 0) AS timed_count,
            sum(mistake.time_spent_seconds) FILTER (WHERE mistake.time_spent_seconds > 0) AS timed_total
        FROM student_mistakes AS mistake
        WHERE mistake.student_id = p_student_id AND mistake.global_topic_uid = p_global_topic_uid
        GROUP BY 1
    ) AS counted;
    IF v_distribution IS NULL THEN
        DELETE FROM student_mistake_patterns
        WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
        RETURN;
    END IF;

    SELECT occurred_at, id INTO v_latest_at, v_latest_id FROM student_mistakes
    WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid
    ORDER BY occurred_at DESC, id DESC LIMIT 1;
    SELECT * INTO v_dominant FROM dominant_mistake(v_distribution);

    IF p_announced_id IS DISTINCT FROM v_latest_id THEN
        PERFORM set_config('endstp.quiet', 'on', true);
    END IF;
    INSERT INTO student_mistake_patterns AS pattern (
        student_id, global_topic_uid, dominant_mistake_code, dominant_mistake_count, mistake_distribution,
        improvement_trend, analyzed_at, latest_mistake_id, timed_count, timed_total_seconds, settings
    ) VALUES (
        p_student_id, p_global_topic_uid, v_dominant.code, v_dominant.mistake_count, v_distribution,
        judge_latest_mistake(p_student_id, p_global_topic_uid, v_latest_at, v_timed_count, v_timed_total, v_settings),
        v_latest_at, v_latest_id, v_timed_count, v_timed_total, v_settings
    )
    ON CONFLICT (student_id, global_topic_uid) DO UPDATE SET
        dominant_mistake_code = excluded.dominant_mistake_code,
        dominant_mistake_count = excluded.dominant_mistake_count,
        mistake_distribution = excluded.mistake_distribution,
        improvement_trend = excluded.improvement_trend,
        analyzed_at = excluded.analyzed_at,
        latest_mistake_id = excluded.latest_mistake_id,
        timed_count = excluded.timed_count,
        timed_total_seconds = excluded.timed_total_seconds,
        settings = excluded.settings,
        updated_at = now();
    PERFORM set_config('endstp.quiet', coalesce(v_was_quiet, ''), true);
END $$;

COMMENT ON FUNCTION rebuild_mistake_pattern(UUID, VARCHAR, UUID) IS
    'Recomputes a pattern row from all mistakes of the student in the topic. Raises a reflex only when the mistake named last is the latest.';

CREATE OR REPLACE FUNCTION fold_into_mistake_pattern(
    p_student_id UUID, p_global_topic_uid VARCHAR, p_code_counts JSONB,
    p_timed_count INT, p_timed_total_seconds NUMERIC, p_latest_at TIMESTAMPTZ, p_latest_id UUID
) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_pattern student_mistake_patterns%ROWTYPE;
    v_is_latest BOOLEAN;
    v_was_quiet TEXT;
    v_dominant RECORD;
BEGIN
    SELECT * INTO v_pattern FROM student_mistake_patterns
    WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
    IF v_pattern.settings IS NULL THEN
        PERFORM rebuild_mistake_pattern(p_student_id, p_global_topic_uid, p_latest_id);
        RETURN;
    END IF;

    SELECT v_pattern.mistake_distribution || jsonb_object_agg(added.key,
        coalesce((v_pattern.mistake_distribution ->> added.key)::int, 0) + added.value::int)
    INTO v_pattern.mistake_distribution
    FROM jsonb_each_text(p_code_counts) AS added;
    v_pattern.timed_count := v_pattern.timed_count + p_timed_count;
    v_pattern.timed_total_seconds := trim_scale(v_pattern.timed_total_seconds + p_timed_total_seconds);
    v_is_latest := (p_latest_at, p_latest_id) > (v_pattern.analyzed_at, v_pattern.latest_mistake_id);
    IF v_is_latest THEN
        v_pattern.analyzed_at := p_latest_at;
        v_pattern.latest_mistake_id := p_latest_id;
    END IF;
    SELECT * INTO v_dominant FROM dominant_mistake(v_pattern.mistake_distribution);

    IF NOT v_is_latest THEN
        v_was_quiet := current_setting('endstp.quiet', true);
        PERFORM set_config('endstp.quiet', 'on', true);
    END IF;
    UPDATE student_mistake_patterns SET
        dominant_mistake_code = v_dominant.code,
        dominant_mistake_count = v_dominant.mistake_count,
        mistake_distribution = v_pattern.mistake_distribution,
        improvement_trend = judge_latest_mistake(p_student_id, p_global_topic_uid, v_pattern.analyzed_at,
            v_pattern.timed_count, v_pattern.timed_total_seconds, v_pattern.settings),
        analyzed_at = v_pattern.analyzed_at,
        latest_mistake_id = v_pattern.latest_mistake_id,
        timed_count = v_pattern.timed_count,
        timed_total_seconds = v_pattern.timed_total_seconds,
        updated_at = now()
    WHERE id = v_pattern.id;
    IF NOT v_is_latest THEN
        PERFORM set_config('endstp.quiet', coalesce(v_was_quiet, ''), true);
    END IF;
END $$;

COMMENT ON FUNCTION fold_into_mistake_pattern(UUID, VARCHAR, JSONB, INT, NUMERIC, TIMESTAMPTZ, UUID) IS
    'Adds mistakes that were just inserted (counts by effective code, times above 0, the latest of them) to their pattern row.';

CREATE OR REPLACE FUNCTION update_mistake_patterns() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_scope RECORD;
BEGIN
    PERFORM lock_student_analysis(student.student_id)
    FROM (SELECT DISTINCT student_id FROM new_rows ORDER BY student_id) AS student;
    FOR v_scope IN
        SELECT coded.student_id, coded.global_topic_uid,
            (SELECT jsonb_object_agg(counted.code, counted.mistake_count)
             FROM (SELECT code, count(*) AS mistake_count FROM unnest(array_agg(coded.code)) AS code GROUP BY code) AS counted
            ) AS code_counts,
            (count(*) FILTER (WHERE coded.time_spent_seconds > 0))::int AS timed_count,
            coalesce(sum(coded.time_spent_seconds) FILTER (WHERE coded.time_spent_seconds > 0), 0) AS timed_total_seconds,
            max(coded.occurred_at) AS latest_at,
            (array_agg(coded.id ORDER BY coded.occurred_at DESC, coded.id DESC))[1] AS latest_id
        FROM (
            SELECT mistake.*, effective_mistake_code(mistake.id, mistake.mistake_code) AS code FROM new_rows AS mistake
        ) AS coded
        GROUP BY 1, 2
        ORDER BY 1, 2
    LOOP
        PERFORM fold_into_mistake_pattern(v_scope.student_id, v_scope.global_topic_uid, v_scope.code_counts,
            v_scope.timed_count, v_scope.timed_total_seconds, v_scope.latest_at, v_scope.latest_id);
    END LOOP;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION update_mistake_patterns() IS
    'After an insert of mistakes: brings the pattern row of each (student, topic) up to date, once for each.';

-- Baselines ----------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION store_student_baseline(
    p_student_id UUID, p_global_topic_uid VARCHAR, p_settings analysis_settings,
    p_timed_count INT, p_timed_total_seconds NUMERIC,
    p_first_count INT, p_first_total_seconds NUMERIC, p_first_last_at TIMESTAMPTZ, p_first_last_id UUID,
    p_norm NUMERIC, p_norm_at TIMESTAMPTZ, p_norm_mistake_id UUID
) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_is_established BOOLEAN := p_first_count >= p_settings.baseline_test_count;
    v_baseline NUMERIC := p_first_total_seconds / nullif(p_first_count, 0);
    v_current NUMERIC := p_timed_total_seconds / nullif(p_timed_count, 0);
BEGIN
    INSERT INTO student_baseline_performance AS baseline (
        student_id, global_topic_uid, baseline_avg_duration, baseline_sample_count, baseline_established_at,
        current_avg_duration, current_sample_count, improvement_rate, exam_norm_duration, distance_to_norm,
        adaptive_expected_duration, learning_phase,
        baseline_total_seconds, baseline_last_at, baseline_last_mistake_id, current_total_seconds,
        norm_at, norm_mistake_id, settings
    ) VALUES (
        p_student_id, p_global_topic_uid, v_baseline, p_first_count,
        CASE WHEN v_is_established THEN p_first_last_at END,
        v_current, p_timed_count,
        CASE WHEN v_is_established THEN (v_baseline - v_current) / v_baseline END,
        p_norm,
        CASE WHEN v_is_established THEN p_norm - v_current END,
        CASE WHEN v_is_established AND p_settings.use_adaptive_baseline
            THEN v_current * p_settings.improvement_target_ratio ELSE p_norm END,
        CASE WHEN NOT v_is_established THEN 'baseline'
            -- Within 10 % of the norm, compared without the division that would round.
            WHEN abs(p_timed_total_seconds - p_norm * p_timed_count) <= 0.1 * p_norm * p_timed_count THEN 'convergence'
            ELSE 'improvement' END,
        p_first_total_seconds, p_first_last_at, p_first_last_id, p_timed_total_seconds,
        p_norm_at, p_norm_mistake_id, p_settings
    )
    ON CONFLICT (student_id, global_topic_uid) DO UPDATE SET
        baseline_avg_duration = excluded.baseline_avg_duration,
        baseline_sample_count = excluded.baseline_sample_count,
        baseline_established_at = excluded.baseline_established_at,
        current_avg_duration = excluded.current_avg_duration,
        current_sample_count = excluded.current_sample_count,
        improvement_rate = excluded.improvement_rate,
        exam_norm_duration = excluded.exam_norm_duration,
        distance_to_norm = excluded.distance_to_norm,
        adaptive_expected_duration = excluded.adaptive_expected_duration,
        learning_phase = excluded.learning_phase,
        baseline_total_seconds = excluded.baseline_total_seconds,
        baseline_last_at = excluded.baseline_last_at,
        baseline_last_mistake_id = excluded.baseline_last_mistake_id,
        current_total_seconds = excluded.current_total_seconds,
        norm_at = excluded.norm_at,
        norm_mistake_id = excluded.norm_mistake_id,
        settings = excluded.settings,
        updated_at = now();
END $$;

COMMENT ON FUNCTION store_student_baseline(UUID, VARCHAR, analysis_settings, INT, NUMERIC, INT, NUMERIC, TIMESTAMPTZ, UUID, NUMERIC, TIMESTAMPTZ, UUID) IS
    'Writes a baseline row from its exact state: all timed mistakes, the first ones of them, and the latest norm.';

CREATE OR REPLACE FUNCTION first_timed_mistakes(
    p_student_id UUID, p_global_topic_uid VARCHAR, p_count INT,
    OUT mistake_count INT, OUT total_seconds NUMERIC, OUT last_at TIMESTAMPTZ, OUT last_id UUID
)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT count(*)::int, trim_scale(coalesce(sum(first.time_spent_seconds), 0)), max(first.occurred_at),
        (array_agg(first.id ORDER BY first.occurred_at DESC, first.id DESC))[1]
    FROM (
        SELECT mistake.id, mistake.occurred_at, mistake.time_spent_seconds FROM student_mistakes AS mistake
        WHERE mistake.student_id = p_student_id AND mistake.global_topic_uid = p_global_topic_uid
          AND mistake.time_spent_seconds > 0
        ORDER BY mistake.occurred_at, mistake.id
        LIMIT p_count
    ) AS first
$$;

COMMENT ON FUNCTION first_timed_mistakes(UUID, VARCHAR, INT) IS
    'Count, total time and last of the first mistakes with a time, at most p_count of them.';

CREATE OR REPLACE FUNCTION rebuild_student_baseline(p_student_id UUID, p_global_topic_uid VARCHAR) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_settings analysis_settings := analysis_settings_in_force(p_student_id);
    v_all RECORD;
    v_first RECORD;
    v_normed RECORD;
BEGIN
    SELECT count(*) AS mistake_count, (count(*) FILTER (WHERE time_spent_seconds > 0))::int AS timed_count,
        trim_scale(coalesce(sum(time_spent_seconds) FILTER (WHERE time_spent_seconds > 0), 0)) AS timed_total_seconds
    INTO v_all FROM student_mistakes
    WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
    IF v_all.mistake_count = 0 THEN
        DELETE FROM student_baseline_performance
        WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid;
        RETURN;
    END IF;
    SELECT * INTO v_first FROM first_timed_mistakes(p_student_id, p_global_topic_uid, v_settings.baseline_test_count);
    SELECT normed.norm, normed.occurred_at, normed.id INTO v_normed
    FROM (
        SELECT exam_norm_of_answer(test_answer_id) AS norm, occurred_at, id FROM student_mistakes
        WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid AND test_answer_id IS NOT NULL
    ) AS normed
    WHERE normed.norm IS NOT NULL
    ORDER BY normed.occurred_at DESC, normed.id DESC LIMIT 1;
    PERFORM store_student_baseline(p_student_id, p_global_topic_uid, v_settings,
        v_all.timed_count, v_all.timed_total_seconds,
        v_first.mistake_count, v_first.total_seconds, v_first.last_at, v_first.last_id,
        v_normed.norm, v_normed.occurred_at, v_normed.id);
END $$;

COMMENT ON FUNCTION rebuild_student_baseline(UUID, VARCHAR) IS
    'Recomputes a baseline row from all mistakes of the student in the topic.';

CREATE OR REPLACE FUNCTION update_student_baseline() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_scope RECORD;
BEGIN
    FOR v_scope IN SELECT DISTINCT student_id, global_topic_uid FROM new_rows ORDER BY 1, 2 LOOP
        PERFORM lock_student_analysis(v_scope.student_id);
        PERFORM rebuild_student_baseline(v_scope.student_id, v_scope.global_topic_uid);
    END LOOP;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION update_student_baseline() IS
    'After an insert of mistakes: brings the baseline row of each (student, topic) up to date, once for each.';

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
     'blue', 'scale', '{most_students}', true, '2024-01-01Z'),
    ('00000000-0000-4000-8000-000000060013', 'soft', 'Rahat',
     'Daha geç uyarır: konuya yeni başlayan ya da kaygısı yüksek öğrenciler için.',
     '{"panic_ratio": 0.4, "panic_absolute_min": 8, "panic_absolute_max": 240,
       "stuck_repeat_threshold": 4, "stuck_time_window_hours": 48, "trend_window_size": 7,
       "trend_recent_count": 3, "trend_past_count": 4, "trend_significance_threshold": 0.5,
       "improvement_reward_multiplier": 1.3, "worsening_safety_multiplier": 0.8, "minimum_data_for_trend": 4,
       "baseline_test_count": 7, "improvement_target_ratio": 0.97, "use_adaptive_baseline": true}',
     'green', 'leaf', '{new_to_topic,anxious}', false, '2024-01-01Z')
ON CONFLICT (preset_name) DO NOTHING;

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
