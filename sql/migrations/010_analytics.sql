-- 010 analytics: central numbers for teachers and operators.
--
-- Nothing here is stored and nothing is computed when a mistake is recorded: a device pays for none of it. The numbers
-- are read through the indexes that the analysis has anyway, which for a class of 40 means some ten milliseconds however
-- many mistakes the other classes made (bench: tests/sql/analytics.test.ts says what is asserted).
--
-- The functions look at who calls (009): a teacher gets their own classes, an operator any, NULL as class means all of
-- them and is for operators. The views are for SQL and REST; row-level security of their tables decides what they show.
--
-- Plans are made for the class that is asked for, not for any: the numbers of rows differ a thousandfold. Compiling them
-- would take longer than running them.
--
-- Times of day: a day is a day in p_time_zone. Codes are effective codes (the latest reason a student gave, else the
-- code recorded). Pace is time spent against the expected time of the question, else of the test.

-- What teachers may ask ----------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION analytics_students(p_class_id UUID)
RETURNS TABLE (class_id UUID, class_name TEXT, student_id UUID, display_name TEXT)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF p_class_id IS NULL THEN
        PERFORM require_operator();
    ELSE
        PERFORM require_class_staff(p_class_id);
    END IF;
    RETURN QUERY
    SELECT class.id, class.display_name, member.student_id, member.display_name
    FROM classes AS class JOIN class_members AS member ON member.class_id = class.id
    WHERE (p_class_id IS NULL OR class.id = p_class_id) AND member.left_at IS NULL AND member.student_id IS NOT NULL;
END $$;

COMMENT ON FUNCTION analytics_students(UUID) IS
    'Students of a class for whoever may see their numbers, NULL: of all classes, for an operator. Refuses everybody else.';

CREATE OR REPLACE FUNCTION require_analytics_range(p_from TIMESTAMPTZ, p_to TIMESTAMPTZ, p_time_zone TEXT) RETURNS VOID
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF p_from IS NULL OR p_to IS NULL OR p_from >= p_to OR p_to - p_from > interval '800 days' THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'the range of time is not valid', 'Send p_from before p_to, at most 800 days apart.');
    END IF;
    IF char_length(p_time_zone) > 60 OR p_time_zone IS NULL THEN
        RAISE invalid_parameter_value;
    END IF;
    PERFORM p_from AT TIME ZONE p_time_zone;
EXCEPTION WHEN invalid_parameter_value THEN
    PERFORM refuse_request('PT400', 'INVALID_INPUT', 'the time zone is not known', 'Send a name such as Europe/Istanbul.');
END $$;

COMMENT ON FUNCTION require_analytics_range(TIMESTAMPTZ, TIMESTAMPTZ, TEXT) IS 'Refuses a range of time or a time zone that is none.';

-- Mistakes -----------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION analytics_mistakes_by(
    p_class_id UUID, p_group_by TEXT[] DEFAULT '{topic,code}', p_from TIMESTAMPTZ DEFAULT now() - interval '28 days',
    p_to TIMESTAMPTZ DEFAULT now(), p_time_zone TEXT DEFAULT 'Europe/Istanbul', p_max_rows INT DEFAULT 1000
) RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
    v_max_rows CONSTANT INT := least(greatest(coalesce(p_max_rows, 1000), 1), 5000);
    v_students UUID[];
    v_rows JSONB;
BEGIN
    PERFORM require_analytics_range(p_from, p_to, p_time_zone);
    IF p_group_by IS NULL OR NOT p_group_by <@ ARRAY['class', 'student', 'topic', 'code', 'day'] THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'the grouping is not known', 'Group by class, student, topic, code and day.');
    END IF;
    v_students := ARRAY(SELECT DISTINCT own.student_id FROM analytics_students(p_class_id) AS own);
    WITH chosen AS NOT MATERIALIZED (
        SELECT mistake.id, mistake.student_id, mistake.global_topic_uid, mistake.mistake_code, mistake.time_spent_seconds, mistake.occurred_at
        FROM student_mistakes AS mistake
        WHERE mistake.occurred_at >= p_from AND mistake.occurred_at < p_to AND (p_class_id IS NULL OR mistake.student_id = ANY (v_students))
    ), latest AS (
        SELECT DISTINCT ON (reason.mistake_id) reason.mistake_id, reason.mistake_code
        FROM chosen JOIN mistake_reasons AS reason ON reason.mistake_id = chosen.id
        ORDER BY reason.mistake_id, reason.noted_at DESC, reason.id DESC
    ), of_student AS (
        -- By student first: counting them afterwards needs no sort of all mistakes.
        SELECT chosen.student_id,
            CASE WHEN 'topic' = ANY (p_group_by) THEN chosen.global_topic_uid END AS topic,
            coalesce(latest.mistake_code, chosen.mistake_code) AS code,
            CASE WHEN 'day' = ANY (p_group_by) THEN (chosen.occurred_at AT TIME ZONE p_time_zone)::date END AS day,
            count(*) AS mistake_count, sum(chosen.time_spent_seconds) AS total_seconds, count(chosen.time_spent_seconds) AS timed_count
        FROM chosen LEFT JOIN latest ON latest.mistake_id = chosen.id
        GROUP BY 1, 2, 3, 4
    ), member AS (
        -- Who is in two classes counts once, unless classes are what is asked for.
        SELECT DISTINCT ON (own.student_id, CASE WHEN 'class' = ANY (p_group_by) THEN own.class_id END) own.*
        FROM analytics_students(p_class_id) AS own
        ORDER BY own.student_id, CASE WHEN 'class' = ANY (p_group_by) THEN own.class_id END, own.class_id
    ), grouped AS (
        SELECT CASE WHEN 'class' = ANY (p_group_by) THEN member.class_id END AS class_id,
            CASE WHEN 'class' = ANY (p_group_by) THEN member.class_name END AS class_name,
            CASE WHEN 'student' = ANY (p_group_by) THEN member.student_id END AS student_id,
            CASE WHEN 'student' = ANY (p_group_by) THEN member.display_name END AS display_name,
            of_student.topic, CASE WHEN 'code' = ANY (p_group_by) THEN of_student.code END AS code, of_student.day,
            sum(of_student.mistake_count) AS mistake_count,
            coalesce(sum(of_student.mistake_count) FILTER (WHERE of_student.code = 'BLANK'), 0) AS blank_count,
            count(DISTINCT of_student.student_id) AS student_count,
            round(sum(of_student.total_seconds) / nullif(sum(of_student.timed_count), 0), 1) AS mean_seconds,
            round(sum(of_student.mistake_count * coalesce(type.severity, 3)) / sum(of_student.mistake_count), 2) AS mean_severity
        FROM of_student JOIN member ON member.student_id = of_student.student_id
        LEFT JOIN mistake_types AS type ON type.mistake_code = of_student.code
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    ), placed AS (
        SELECT grouped.*, row_number() OVER (ORDER BY grouped.day NULLS FIRST, grouped.mistake_count DESC,
            grouped.topic COLLATE "C", grouped.code COLLATE "C", grouped.student_id, grouped.class_id) AS place
        FROM grouped
    )
    SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'class_id', placed.class_id, 'class_name', placed.class_name,
            'student_id', placed.student_id, 'display_name', placed.display_name,
            'global_topic_uid', placed.topic, 'topic_names', topic.display_names, 'mistake_code', placed.code, 'day', placed.day))
            || jsonb_build_object('mistake_count', placed.mistake_count, 'blank_count', placed.blank_count,
                'student_count', placed.student_count, 'mean_seconds', placed.mean_seconds, 'mean_severity', placed.mean_severity)
            ORDER BY placed.place), '[]')
    INTO v_rows
    FROM placed LEFT JOIN topics AS topic ON topic.global_topic_uid = placed.topic
    WHERE placed.place <= v_max_rows + 1;
    RETURN jsonb_build_object('class_id', p_class_id, 'from', p_from, 'to', p_to, 'group_by', to_jsonb(p_group_by),
        'rows', CASE WHEN jsonb_array_length(v_rows) > v_max_rows THEN v_rows - v_max_rows ELSE v_rows END,
        'has_more', jsonb_array_length(v_rows) > v_max_rows);
END $$;

COMMENT ON FUNCTION analytics_mistakes_by(UUID, TEXT[], TIMESTAMPTZ, TIMESTAMPTZ, TEXT, INT) IS
    'Mistakes counted by any of class, student, topic, code (effective) and day: {rows: [{..., mistake_count, blank_count, student_count, mean_seconds, mean_severity}], has_more}. By day first, then most first; at most 5000 rows.';

-- Heat map -----------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION analytics_class_heat_map(p_class_id UUID) RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
    -- Three right in a row within ten opportunities is the usual criterion of mastery, its absence that of
    -- "wheel-spinning" (Beck and Gong 2013, AIED).
    v_opportunities CONSTANT INT := 10;
    v_mastery_run CONSTANT INT := 3;
    -- Who has not worked in a topic for two weeks needs a teacher's look, but not today's.
    v_recent CONSTANT INTERVAL := interval '14 days';
    v_cells JSONB;
    v_students JSONB;
    v_student_ids UUID[];
BEGIN
    SELECT coalesce(jsonb_agg(jsonb_build_object('student_id', member.student_id, 'display_name', member.display_name)
        ORDER BY fold_name(member.display_name) COLLATE "C", member.student_id), '[]'), array_agg(member.student_id)
    INTO v_students, v_student_ids FROM analytics_students(p_class_id) AS member;
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'student_id', cell.student_id, 'global_topic_uid', cell.global_topic_uid, 'improvement_trend', cell.improvement_trend,
        'state', CASE
            WHEN cell.improvement_trend NOT IN ('PANIC_RUSH', 'STUCK_LOOP', 'STUCK_SLOW', 'worsening') AND NOT cell.is_wheel_spinning
                THEN CASE cell.improvement_trend WHEN 'insufficient_data' THEN 'too_little' ELSE 'fine' END
            -- The verdict is that of the latest mistake: right answers since then do not change it, but they count.
            WHEN cell.right_run >= v_mastery_run THEN 'recovered'
            WHEN cell.last_active_at < now() - v_recent THEN 'dormant'
            ELSE 'needs_help' END,
        'right_run', cell.right_run, 'answer_count', cell.answer_count, 'right_count', cell.right_count,
        'is_wheel_spinning', cell.is_wheel_spinning,
        'mistake_count', cell.mistake_count, 'dominant_mistake_code', cell.dominant_mistake_code,
        'last_mistake_at', cell.analyzed_at, 'last_active_at', cell.last_active_at, 'open_recommendation_count', cell.open_count)
        ORDER BY cell.global_topic_uid COLLATE "C", cell.student_id), '[]')
    INTO v_cells
    FROM (
        SELECT pattern.student_id, pattern.global_topic_uid, pattern.improvement_trend, pattern.analyzed_at,
            pattern.dominant_mistake_code, recent.answer_count, recent.right_count, recent.right_run,
            (SELECT coalesce(sum(value::int), 0) FROM jsonb_each_text(pattern.mistake_distribution)) AS mistake_count,
            greatest(pattern.analyzed_at, recent.last_answered_at) AS last_active_at,
            recent.answer_count >= v_opportunities AND recent.best_run < v_mastery_run AS is_wheel_spinning,
            (SELECT count(*) FROM student_recommendations AS open
             WHERE open.student_id = pattern.student_id AND open.global_topic_uid = pattern.global_topic_uid
               AND open.is_active AND (open.expires_at IS NULL OR open.expires_at > now())) AS open_count
        FROM student_mistake_patterns AS pattern
        CROSS JOIN LATERAL (
            SELECT count(*) AS answer_count, count(*) FILTER (WHERE run.is_right) AS right_count,
                max(run.answered_at) AS last_answered_at, coalesce(max(run.length) FILTER (WHERE run.is_right), 0) AS best_run,
                -- Newest first: the run that nothing wrong came before.
                coalesce(max(run.length) FILTER (WHERE run.is_right AND run.wrong_before = 0), 0) AS right_run
            FROM (
                SELECT counted.*, count(*) OVER (PARTITION BY counted.wrong_before, counted.is_right) AS length
                FROM (
                    SELECT answer.answered_at, answer.outcome = 'right' AS is_right,
                        count(*) FILTER (WHERE answer.outcome <> 'right') OVER (ORDER BY answer.answered_at DESC, answer.id DESC) AS wrong_before
                    FROM (
                        SELECT given.id, given.answered_at, given.outcome FROM test_answers AS given
                        WHERE given.student_id = pattern.student_id AND given.global_topic_uid = pattern.global_topic_uid
                        ORDER BY given.answered_at DESC, given.id DESC LIMIT v_opportunities) AS answer
                ) AS counted
            ) AS run
        ) AS recent
        WHERE pattern.student_id = ANY (v_student_ids)
    ) AS cell;
    RETURN jsonb_build_object('class_id', p_class_id, 'students', v_students, 'cells', v_cells, 'topics', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('global_topic_uid', seen.uid, 'topic_names', topic.display_names,
            'needs_help_count', seen.needs_help_count) ORDER BY seen.uid COLLATE "C"), '[]')
        FROM (
            SELECT cell ->> 'global_topic_uid' AS uid, count(*) FILTER (WHERE cell ->> 'state' = 'needs_help') AS needs_help_count
            FROM jsonb_array_elements(v_cells) AS cell GROUP BY 1) AS seen
        LEFT JOIN topics AS topic ON topic.global_topic_uid = seen.uid));
END $$;

COMMENT ON FUNCTION analytics_class_heat_map(UUID) IS
    'Student x topic: {students, topics, cells: [{student_id, global_topic_uid, improvement_trend, state, right_run, answer_count, right_count, is_wheel_spinning, ...}]}. state: needs_help (a verdict that asks for help, or ten answers without three right in a row, and work in the last 14 days), recovered (three right in a row since), dormant, fine, too_little. Counts of answers are of the last ten.';

-- Reflexes -----------------------------------------------------------------------------------------------------------

-- Blocks of events by time: lets the numbers of a month pass over those of the years before, and costs an insert nothing
-- that could be measured.
CREATE INDEX IF NOT EXISTS idx_ui_reflex_events_created ON ui_reflex_events USING brin (created_at) WITH (pages_per_range = 32);

-- Whether a reflex helps: the share of right answers, and the pace, of the next 5 answers in its topic within 14 days
-- after it was shown, against the 5 up to the mistake that raised it (3 at least on both sides). A reflex is raised at a
-- low point, and after a low point answers get better by themselves (regression towards the mean: Bland and Altman 1994,
-- BMJ 308:1499). So the same numbers are given for reflexes that were never shown, counted from when they were raised:
-- the difference between the two is what may be said to come from showing. It is no experiment: who sees a reflex and
-- who does not is not left to chance.

CREATE OR REPLACE FUNCTION analytics_reflexes(
    p_class_id UUID, p_from TIMESTAMPTZ DEFAULT now() - interval '28 days', p_to TIMESTAMPTZ DEFAULT now(), p_global_topic_uid TEXT DEFAULT NULL
) RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
    v_compared CONSTANT INT := 5;
    v_least CONSTANT INT := 3;
    v_follows CONSTANT INTERVAL := interval '14 days';
    v_students UUID[];
    v_types JSONB;
BEGIN
    PERFORM require_analytics_range(p_from, p_to, 'UTC');
    v_students := ARRAY(SELECT DISTINCT own.student_id FROM analytics_students(p_class_id) AS own);
    WITH raised AS MATERIALIZED (
        SELECT reflex.id, reflex.student_id, reflex.global_topic_uid, reflex.recommendation_type AS type, reflex.created_at,
            reflex.is_shown, reflex.is_done, reflex.is_dismissed, reflex.done_at, reflex.shown_at,
            reflex.is_active AND (reflex.expires_at IS NULL OR reflex.expires_at > now()) AS is_open,
            coalesce(source.occurred_at, reflex.created_at) AS raised_at
        FROM student_recommendations AS reflex
        LEFT JOIN student_mistakes AS source ON source.id = reflex.source_mistake_id
        WHERE reflex.student_id = ANY (v_students) AND reflex.created_at >= p_from AND reflex.created_at < p_to
          AND (p_global_topic_uid IS NULL OR reflex.global_topic_uid = p_global_topic_uid)
    ), delivery AS (
        SELECT event.recommendation_id, count(*) AS event_count, count(*) FILTER (WHERE event.delivered) AS delivered_count,
            -- Clocks of two devices may differ: a delivery before its event counts as one at once.
            min(greatest(extract(epoch FROM event.delivered_at - event.created_at), 0)) AS delivery_seconds
        -- An event is as old as its recommendation, or younger. The hour is for clocks that were set back in between.
        FROM raised JOIN ui_reflex_events AS event
            ON event.recommendation_id = raised.id AND event.created_at >= p_from - interval '1 hour'
        GROUP BY event.recommendation_id
    ), measured AS (
        SELECT raised.*, delivery.event_count, delivery.delivered_count, delivery.delivery_seconds,
            earlier.answer_count >= v_least AND later.answer_count >= v_least AS is_measured,
            earlier.right_share AS earlier_share, later.right_share AS later_share,
            earlier.pace AS earlier_pace, later.pace AS later_pace
        FROM raised
        LEFT JOIN delivery ON delivery.recommendation_id = raised.id
        CROSS JOIN LATERAL (
            SELECT count(*) AS answer_count, avg((near.outcome = 'right')::int) AS right_share, avg(near.pace) AS pace
            FROM (
                SELECT answer.outcome, answer.time_spent_seconds / coalesce(question.expected_seconds, record.expected_duration_per_question) AS pace
                FROM (
                    SELECT given.* FROM test_answers AS given
                    WHERE given.student_id = raised.student_id AND given.global_topic_uid = raised.global_topic_uid
                      AND given.answered_at <= raised.raised_at
                    ORDER BY given.answered_at DESC LIMIT v_compared) AS answer
                LEFT JOIN questions AS question ON question.id = answer.question_id
                LEFT JOIN test_records AS record ON record.id = answer.test_record_id) AS near
        ) AS earlier
        CROSS JOIN LATERAL (
            SELECT count(*) AS answer_count, avg((near.outcome = 'right')::int) AS right_share, avg(near.pace) AS pace
            FROM (
                SELECT answer.outcome, answer.time_spent_seconds / coalesce(question.expected_seconds, record.expected_duration_per_question) AS pace
                FROM (
                    SELECT given.* FROM test_answers AS given
                    WHERE given.student_id = raised.student_id AND given.global_topic_uid = raised.global_topic_uid
                      AND given.answered_at > greatest(raised.raised_at, CASE WHEN raised.is_shown THEN raised.shown_at END)
                      AND given.answered_at <= raised.raised_at + v_follows
                    ORDER BY given.answered_at LIMIT v_compared) AS answer
                LEFT JOIN questions AS question ON question.id = answer.question_id
                LEFT JOIN test_records AS record ON record.id = answer.test_record_id) AS near
        ) AS later
    ), effect AS (
        SELECT type, is_shown, jsonb_build_object('measured_count', count(*),
            'right_share_before', round(avg(earlier_share), 3), 'right_share_after', round(avg(later_share), 3),
            'right_share_change', round(avg(later_share - earlier_share), 3),
            'pace_before', round(avg(earlier_pace), 3), 'pace_after', round(avg(later_pace), 3),
            'better_count', count(*) FILTER (WHERE later_share > earlier_share),
            'worse_count', count(*) FILTER (WHERE later_share < earlier_share)) AS numbers,
            avg(later_share - earlier_share) AS change
        FROM measured WHERE is_measured GROUP BY type, is_shown
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'recommendation_type', counted.type, 'raised_count', counted.raised_count, 'student_count', counted.student_count,
        'event_count', counted.event_count, 'delivered_count', counted.delivered_count,
        'delivery_rate', round(counted.delivered_count::numeric / nullif(counted.event_count, 0), 4),
        'median_delivery_seconds', round(counted.median_delivery_seconds::numeric, 1),
        'shown_count', counted.shown_count, 'done_count', counted.done_count, 'dismissed_count', counted.dismissed_count,
        'open_count', counted.open_count, 'median_minutes_to_done', round(counted.median_minutes_to_done::numeric, 1),
        'shown', shown.numbers, 'not_shown', hidden.numbers,
        'right_share_change_difference', round(shown.change - hidden.change, 3))
        ORDER BY counted.raised_count DESC, counted.type COLLATE "C"), '[]')
    INTO v_types
    FROM (
        SELECT type, count(*) AS raised_count, count(DISTINCT student_id) AS student_count,
            coalesce(sum(event_count), 0) AS event_count, coalesce(sum(delivered_count), 0) AS delivered_count,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY delivery_seconds) AS median_delivery_seconds,
            count(*) FILTER (WHERE is_shown) AS shown_count, count(*) FILTER (WHERE is_done) AS done_count,
            count(*) FILTER (WHERE is_dismissed) AS dismissed_count, count(*) FILTER (WHERE is_open) AS open_count,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY greatest(extract(epoch FROM done_at - raised_at), 0) / 60)
                FILTER (WHERE is_done) AS median_minutes_to_done
        FROM measured GROUP BY type
    ) AS counted
    LEFT JOIN effect AS shown ON shown.type = counted.type AND shown.is_shown
    LEFT JOIN effect AS hidden ON hidden.type = counted.type AND NOT hidden.is_shown;
    RETURN jsonb_build_object('class_id', p_class_id, 'from', p_from, 'to', p_to, 'global_topic_uid', p_global_topic_uid,
        'compared_answers', v_compared, 'types', v_types);
END $$;

COMMENT ON FUNCTION analytics_reflexes(UUID, TIMESTAMPTZ, TIMESTAMPTZ, TEXT) IS
    'Recommendations raised in a range of time, by type: delivery rate of their events, marks, and effect: right share and pace (1 = expected time) of up to 5 answers before and after, for those shown and those never shown. right_share_change_difference: change of the shown minus change of the others.';

-- Devices ------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION analytics_devices(p_class_id UUID) RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
    v_devices JSONB;
BEGIN
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'student_id', seen.student_id, 'display_name', seen.display_name, 'replica_id', seen.replica_id,
        'device_name', seen.device_name, 'app_version', seen.app_version, 'schema_version', seen.schema_version,
        'first_contact_at', seen.first_contact_at, 'last_contact_at', seen.last_contact_at,
        'silent_seconds', floor(extract(epoch FROM now() - seen.last_contact_at)),
        'rows_to_send', seen.waiting_row_count, 'rows_to_read', seen.rows_to_read, 'refused_row_count', seen.refused_row_count,
        'clock_offset_ms', seen.clock_offset_ms,
        'state', CASE
            WHEN seen.refused_row_count > 0 THEN 'refused'
            WHEN seen.last_contact_at < now() - interval '7 days' THEN 'silent'
            WHEN seen.waiting_row_count > 0 OR seen.rows_to_read > 0 THEN 'behind'
            ELSE 'current' END)
        ORDER BY seen.last_contact_at, seen.student_id, seen.replica_id), '[]')
    INTO v_devices
    FROM (
        SELECT device.*, member.display_name, greatest(coalesce(counter.seq, 0) - device.pulled_seq, 0) AS rows_to_read
        FROM (
            SELECT DISTINCT ON (own.student_id) own.student_id, own.display_name FROM analytics_students(p_class_id) AS own
            ORDER BY own.student_id, own.class_id) AS member
        JOIN devices AS device ON device.student_id = member.student_id
        LEFT JOIN sync_counters AS counter ON counter.scope = device.student_id
    ) AS seen;
    RETURN jsonb_build_object('class_id', p_class_id, 'device_count', jsonb_array_length(v_devices), 'devices', v_devices,
        'students_without_device', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('student_id', own.student_id, 'display_name', own.display_name)
                ORDER BY fold_name(own.display_name) COLLATE "C"), '[]')
            FROM analytics_students(p_class_id) AS own
            WHERE NOT EXISTS (SELECT FROM devices WHERE student_id = own.student_id)));
END $$;

COMMENT ON FUNCTION analytics_devices(UUID) IS
    'Devices of a class and how far behind they are, longest silent first: {devices: [{student_id, display_name, replica_id, device_name, versions, last_contact_at, silent_seconds, rows_to_send, rows_to_read, refused_row_count, clock_offset_ms, state}]}. state: refused (rows need somebody), silent (7 days), behind, current.';

-- Overview -----------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION analytics_class_overview(
    p_class_id UUID, p_from TIMESTAMPTZ DEFAULT now() - interval '28 days', p_to TIMESTAMPTZ DEFAULT now(),
    p_time_zone TEXT DEFAULT 'Europe/Istanbul'
) RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
    v_students UUID[];
    v_days JSONB;
    v_totals RECORD;
BEGIN
    PERFORM require_analytics_range(p_from, p_to, p_time_zone);
    v_students := ARRAY(SELECT DISTINCT own.student_id FROM analytics_students(p_class_id) AS own);

    SELECT coalesce(jsonb_agg(jsonb_build_object('day', daily.day, 'student_count', daily.student_count,
            'answer_count', daily.answer_count, 'right_count', daily.right_count, 'wrong_count', daily.wrong_count,
            'blank_count', daily.blank_count, 'mistake_count', daily.mistake_count, 'reflex_count', daily.reflex_count)
            ORDER BY daily.day), '[]')
    INTO v_days
    FROM (
        SELECT day, count(DISTINCT student_id) AS student_count, sum(answer_count) AS answer_count, sum(right_count) AS right_count,
            sum(wrong_count) AS wrong_count, sum(blank_count) AS blank_count, sum(mistake_count) AS mistake_count, sum(reflex_count) AS reflex_count
        FROM (
            SELECT (answered_at AT TIME ZONE p_time_zone)::date AS day, student_id, count(*) AS answer_count,
                count(*) FILTER (WHERE outcome = 'right') AS right_count, count(*) FILTER (WHERE outcome = 'wrong') AS wrong_count,
                count(*) FILTER (WHERE outcome = 'blank') AS blank_count, 0 AS mistake_count, 0 AS reflex_count
            FROM test_answers WHERE student_id = ANY (v_students) AND answered_at >= p_from AND answered_at < p_to GROUP BY 1, 2
            UNION ALL
            SELECT (occurred_at AT TIME ZONE p_time_zone)::date, student_id, 0, 0, 0, 0, count(*), 0
            FROM student_mistakes WHERE student_id = ANY (v_students) AND occurred_at >= p_from AND occurred_at < p_to GROUP BY 1, 2
            UNION ALL
            SELECT (created_at AT TIME ZONE p_time_zone)::date, student_id, 0, 0, 0, 0, 0, count(*)
            FROM student_recommendations WHERE student_id = ANY (v_students) AND created_at >= p_from AND created_at < p_to
              AND recommendation_type <> 'TEACHER_NOTE' GROUP BY 1, 2
        ) AS part
        GROUP BY day
    ) AS daily;

    SELECT count(DISTINCT student_id) AS active_students, count(*) AS answer_count,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY time_spent_seconds) AS median_seconds
    INTO v_totals
    FROM test_answers WHERE student_id = ANY (v_students) AND answered_at >= p_from AND answered_at < p_to;

    RETURN jsonb_build_object(
        'class', (SELECT jsonb_build_object('id', id, 'display_name', display_name, 'preset_name', preset_name) FROM classes WHERE id = p_class_id),
        'from', p_from, 'to', p_to, 'time_zone', p_time_zone,
        'student_count', cardinality(v_students), 'active_student_count', v_totals.active_students,
        'answer_count', v_totals.answer_count,
        'right_count', (SELECT coalesce(sum((day ->> 'right_count')::int), 0) FROM jsonb_array_elements(v_days) AS day),
        'mistake_count', (SELECT coalesce(sum((day ->> 'mistake_count')::int), 0) FROM jsonb_array_elements(v_days) AS day),
        'reflex_count', (SELECT coalesce(sum((day ->> 'reflex_count')::int), 0) FROM jsonb_array_elements(v_days) AS day),
        'median_answer_seconds', round(v_totals.median_seconds::numeric, 1),
        'trends', (
            SELECT coalesce(jsonb_object_agg(trend.improvement_trend, trend.cell_count), '{}') FROM (
                SELECT improvement_trend, count(*) AS cell_count FROM student_mistake_patterns
                WHERE student_id = ANY (v_students) GROUP BY 1) AS trend),
        'days', v_days,
        'devices', (
            SELECT jsonb_build_object('device_count', count(*), 'refused_count', count(*) FILTER (WHERE refused_row_count > 0),
                'silent_count', count(*) FILTER (WHERE last_contact_at < now() - interval '7 days'), 'last_contact_at', max(last_contact_at))
            FROM devices WHERE student_id = ANY (v_students)),
        'waiting_count', (SELECT count(*) FROM join_requests
            WHERE (p_class_id IS NULL OR class_id = p_class_id) AND status = 'waiting' AND expires_at > now()));
END $$;

COMMENT ON FUNCTION analytics_class_overview(UUID, TIMESTAMPTZ, TIMESTAMPTZ, TEXT) IS
    'A class at a glance: students, active ones, answers, mistakes, reflexes, median time, verdicts (trend -> number of student and topic pairs), days, devices, devices that wait to be let in.';

-- Views --------------------------------------------------------------------------------------------------------------
-- For SQL, REST and spreadsheets. They show what their reader may read: a teacher their classes, an operator all. Days
-- are UTC.

DROP VIEW IF EXISTS class_mistakes_daily, class_reflexes_daily, class_devices;

CREATE VIEW class_mistakes_daily WITH (security_invoker = true) AS
SELECT member.class_id, mistake.global_topic_uid, coalesce(latest.mistake_code, mistake.mistake_code) AS mistake_code,
    (mistake.occurred_at AT TIME ZONE 'UTC')::date AS day, count(*) AS mistake_count,
    count(DISTINCT mistake.student_id) AS student_count, avg(mistake.time_spent_seconds) AS mean_seconds
FROM class_members AS member
JOIN student_mistakes AS mistake ON mistake.student_id = member.student_id
LEFT JOIN LATERAL (
    SELECT reason.mistake_code FROM mistake_reasons AS reason WHERE reason.mistake_id = mistake.id
    ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1) AS latest ON true
WHERE member.left_at IS NULL
GROUP BY 1, 2, 3, 4;

CREATE VIEW class_reflexes_daily WITH (security_invoker = true) AS
SELECT member.class_id, reflex.global_topic_uid, reflex.recommendation_type, (reflex.created_at AT TIME ZONE 'UTC')::date AS day,
    count(*) AS raised_count, count(*) FILTER (WHERE reflex.is_shown) AS shown_count,
    count(*) FILTER (WHERE reflex.is_done) AS done_count, count(*) FILTER (WHERE reflex.is_dismissed) AS dismissed_count
FROM class_members AS member
JOIN student_recommendations AS reflex ON reflex.student_id = member.student_id
WHERE member.left_at IS NULL
GROUP BY 1, 2, 3, 4;

CREATE VIEW class_devices WITH (security_invoker = true) AS
SELECT member.class_id, member.display_name, device.student_id, device.replica_id, device.device_name, device.app_version,
    device.schema_version, device.last_contact_at, device.waiting_row_count, device.refused_row_count, device.clock_offset_ms
FROM class_members AS member
JOIN devices AS device ON device.student_id = member.student_id
WHERE member.left_at IS NULL;

COMMENT ON VIEW class_mistakes_daily IS 'Mistakes per class, topic, effective code and UTC day.';
COMMENT ON VIEW class_reflexes_daily IS 'Recommendations per class, topic, type and UTC day of creation, with their marks.';
COMMENT ON VIEW class_devices IS 'Devices of the pupils of a class, and what they last reported.';

DO $$
DECLARE
    v_all CONSTANT TEXT[] := ARRAY['analytics_students', 'require_analytics_range', 'analytics_mistakes_by', 'analytics_class_heat_map',
        'analytics_reflexes', 'analytics_devices', 'analytics_class_overview'];
    v_callable CONSTANT TEXT[] := ARRAY['analytics_mistakes_by', 'analytics_class_heat_map', 'analytics_reflexes', 'analytics_devices',
        'analytics_class_overview'];
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
    REVOKE ALL ON class_mistakes_daily, class_reflexes_daily, class_devices FROM PUBLIC, anon, authenticated;
    GRANT SELECT ON class_mistakes_daily, class_reflexes_daily, class_devices TO authenticated, service_role;
END $$;
