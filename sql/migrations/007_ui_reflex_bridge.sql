-- 007 UI reflex bridge: turns a verdict into advice (student_recommendations) and into the notice of it
-- (ui_reflex_events), in the transaction of the mistake that caused it.

SELECT refuse_unadoptable();
-- In the order in which a mistake that is being recorded takes them.
SELECT lock_for_deployment(
    ARRAY['student_mistake_patterns', 'student_recommendations', 'ui_reflex_events', 'system_settings'],
    ARRAY['student_mistake_patterns', 'system_settings']);

CREATE TABLE IF NOT EXISTS student_recommendations (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    student_id UUID NOT NULL,
    global_topic_uid VARCHAR(100) NOT NULL,
    recommendation_type VARCHAR(20) NOT NULL,
    title TEXT NOT NULL,
    message TEXT NOT NULL
);
ALTER TABLE student_recommendations
    ADD COLUMN IF NOT EXISTS action_items JSONB NOT NULL DEFAULT '[]',
    ADD COLUMN IF NOT EXISTS priority INT NOT NULL DEFAULT 5,
    ADD COLUMN IF NOT EXISTS is_shown BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS shown_at TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS is_dismissed BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS dismissed_at TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS is_done BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS done_at TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS done_actions TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS is_active BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN IF NOT EXISTS source_mistake_id UUID,
    ADD COLUMN IF NOT EXISTS created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS expires_at TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_by UUID;
SELECT adopt_older_table('student_recommendations');

-- An older release may have left several active ones of a type: the newest stays.
DO $$
BEGIN
    IF to_regclass('public.uq_student_reco_active') IS NULL THEN
        UPDATE student_recommendations AS older SET is_active = false
        WHERE older.is_active AND EXISTS (
            SELECT FROM student_recommendations AS newer
            WHERE newer.is_active
              AND (newer.student_id, newer.global_topic_uid, newer.recommendation_type)
                = (older.student_id, older.global_topic_uid, older.recommendation_type)
              AND (coalesce(newer.created_at, '-infinity'), newer.id) > (coalesce(older.created_at, '-infinity'), older.id));
    END IF;
END $$;
CREATE UNIQUE INDEX IF NOT EXISTS uq_student_reco_active
    ON student_recommendations (student_id, global_topic_uid, recommendation_type) WHERE is_active = true;

-- A refreshed one stays on its page.
ALTER TABLE student_recommendations SET (fillfactor = 70);

COMMENT ON TABLE student_recommendations IS
    'Advice that stays until done, dismissed or expired. At most one active row of a type for each student and topic.';
COMMENT ON COLUMN student_recommendations.is_active IS
    'False once done, dismissed or replaced. An active row may have expired: screens compare expires_at with the clock.';
COMMENT ON COLUMN student_recommendations.done_actions IS 'Action codes of action_items that were carried out.';

CREATE TABLE IF NOT EXISTS ui_reflex_events (
    id UUID PRIMARY KEY DEFAULT new_uuid_v7(),
    student_id UUID NOT NULL,
    global_topic_uid VARCHAR(100) NOT NULL,
    event_type VARCHAR(40) NOT NULL
);
ALTER TABLE ui_reflex_events
    ADD COLUMN IF NOT EXISTS title TEXT,
    ADD COLUMN IF NOT EXISTS message TEXT,
    ADD COLUMN IF NOT EXISTS action_items JSONB NOT NULL DEFAULT '[]',
    ADD COLUMN IF NOT EXISTS priority INT NOT NULL DEFAULT 5,
    ADD COLUMN IF NOT EXISTS recommendation_id UUID,
    ADD COLUMN IF NOT EXISTS source_mistake_id UUID,
    ADD COLUMN IF NOT EXISTS delivered BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS delivered_at TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS created_at TIMESTAMPTZ NOT NULL DEFAULT now();
SELECT adopt_older_table('ui_reflex_events');

CREATE INDEX IF NOT EXISTS idx_ui_reflex_events_undelivered
    ON ui_reflex_events (student_id, created_at) WHERE delivered = false;

COMMENT ON TABLE ui_reflex_events IS
    'One row for each time a recommendation was created or refreshed, so that a screen can show it at once.';
COMMENT ON COLUMN ui_reflex_events.event_type IS
    'RECOMMENDATION_CREATED or RECOMMENDATION_UPDATED; PATTERN_CHANGED is reserved and emitted by nothing.';

DO $$
DECLARE
    v_wanted RECORD;
BEGIN
    FOR v_wanted IN
        SELECT * FROM (VALUES
            ('student_recommendations', 'student_recommendations_priority_check', 'CHECK (priority BETWEEN 1 AND 10)'),
            ('student_recommendations', 'student_recommendations_action_items_check',
                'CHECK (jsonb_typeof(action_items) = ''array'')'),
            ('ui_reflex_events', 'ui_reflex_events_event_type_check',
                'CHECK (event_type IN (''RECOMMENDATION_CREATED'', ''RECOMMENDATION_UPDATED'', ''PATTERN_CHANGED''))')
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
END $$;

-- A mark ends a recommendation whoever sets it.
CREATE OR REPLACE FUNCTION end_marked_recommendation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.is_active := false;
    RETURN NEW;
END $$;

COMMENT ON FUNCTION end_marked_recommendation() IS 'A dismissed or done recommendation is no longer active.';

CREATE OR REPLACE TRIGGER trg_end_marked_recommendation
    BEFORE INSERT OR UPDATE OF is_active, is_dismissed, is_done ON student_recommendations
    FOR EACH ROW WHEN (NEW.is_active AND (NEW.is_dismissed OR NEW.is_done))
    EXECUTE FUNCTION end_marked_recommendation();

-- Templates ----------------------------------------------------------------------------------------------------------
-- Dropped first: an older release may have named its parameters or its result differently, which REPLACE cannot change.

DROP FUNCTION IF EXISTS build_reflex_recommendation_payload(VARCHAR, INT, INT, VARCHAR);
CREATE FUNCTION build_reflex_recommendation_payload(
    p_recommendation_type VARCHAR, p_dominant_mistake_count INT, p_timed_mistake_count INT, p_mistake_code VARCHAR
) RETURNS JSONB
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF p_recommendation_type = 'STUCK_LOOP' THEN
        RETURN '{"priority": 9, "expires_in_hours": 24,
            "title": "Aynı hata yineleniyor",
            "action_items": [
                {"action": "hint", "label": "Bir ipucu aç", "level": 1},
                {"action": "micro_review", "label": "Altı dakikalık mini tekrar", "duration_min": 6},
                {"action": "retry", "label": "Benzer bir soruyu yeniden dene", "count": 1}]}'::jsonb
            || jsonb_build_object('message', 'Üst üste aynı tür hata: ' || coalesce(
                (SELECT display_names ->> 'tr' FROM mistake_types WHERE mistake_code = p_mistake_code),
                p_mistake_code, 'bilinmiyor') || '. Bir ipucuyla farklı bir yol dene.');
    END IF;
    RETURN CASE p_recommendation_type
        WHEN 'PANIC_RUSH' THEN '{"priority": 8, "expires_in_hours": 6,
                "title": "Biraz yavaşla",
                "message": "Son yanıtın alışılmıştan çok daha hızlı geldi. Bir nefes al, soruyu baştan oku.",
                "action_items": [
                    {"action": "slow_down", "label": "Bir dakika yavaşla", "duration_sec": 60},
                    {"action": "recheck_steps", "label": "Adımlarını iki kez gözden geçir", "count": 2},
                    {"action": "micro_break", "label": "Kısa bir mola ver", "duration_sec": 45}]}'::jsonb
        WHEN 'STUCK_SLOW' THEN '{"priority": 7, "expires_in_hours": 24,
                "title": "Bu soru uzun sürdü",
                "message": "Çözümü küçük adımlara bölmek işini kolaylaştırabilir.",
                "action_items": [
                    {"action": "split_solution", "label": "Çözümü üç adıma böl", "steps": 3},
                    {"action": "time_box", "label": "Kendine 90 saniye tanı", "duration_sec": 90},
                    {"action": "retry", "label": "Benzer bir soruyu yeniden dene", "count": 1}]}'::jsonb
        WHEN 'worsening' THEN '{"priority": 7, "expires_in_hours": 24,
                "title": "Temeli tazeleme zamanı",
                "message": "Son hataların öncekilerden daha temel yerlerde. Kısa bir tekrar iyi gelebilir.",
                "action_items": [
                    {"action": "prereq_check", "label": "Ön bilgilerini hızlıca yokla", "mode": "light"},
                    {"action": "easy_set", "label": "Altı kolay soru çöz", "count": 6},
                    {"action": "review", "label": "Sekiz dakika tekrar yap", "duration_min": 8}]}'::jsonb
        WHEN 'improving' THEN '{"priority": 4, "expires_in_hours": 24,
                "title": "İlerliyorsun",
                "message": "Hataların hafifliyor. Tempoyu koru.",
                "action_items": [
                    {"action": "review", "label": "Beş dakika tekrar yap", "duration_min": 5},
                    {"action": "normal_set", "label": "Sekiz soruluk set çöz", "count": 8}]}'::jsonb
    END;
END $$;

COMMENT ON FUNCTION build_reflex_recommendation_payload(VARCHAR, INT, INT, VARCHAR) IS
    'Template of a recommendation: priority, expires_in_hours, title, message, action_items; NULL for a verdict without one.';

-- Announcing ---------------------------------------------------------------------------------------------------------

INSERT INTO system_settings (
    id, category, setting_key, setting_value, display_name, description, data_type, default_value, setting_group,
    is_default, updated_at
) VALUES (
    '00000000-0000-4000-8000-000000070001', 'reflex', 'reflex.notify', '"event"', 'Refleks bildirimi',
    'event: her olay kendi kimliğiyle duyurulur (cihaz). student: her öğrenci işlem başına bir kez duyurulur (sunucu). off: duyurulmaz.',
    'string', '"event"', 'reflex', false, '2024-01-01Z'
) ON CONFLICT (setting_key) DO NOTHING;

DROP FUNCTION IF EXISTS upsert_student_recommendation_and_emit(UUID, VARCHAR, VARCHAR, TEXT, TEXT, JSONB, INT, UUID, TIMESTAMP);
CREATE FUNCTION upsert_student_recommendation_and_emit(
    p_student_id UUID, p_global_topic_uid VARCHAR, p_recommendation_type VARCHAR, p_title TEXT, p_message TEXT,
    p_action_items JSONB, p_priority INT, p_source_mistake_id UUID, p_expires_at TIMESTAMP
) RETURNS UUID
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_recommendation_id UUID;
    v_event_type TEXT := 'RECOMMENDATION_UPDATED';
    v_ignored TEXT;
BEGIN
    UPDATE student_recommendations SET
        title = p_title, message = p_message, action_items = p_action_items, priority = p_priority,
        source_mistake_id = p_source_mistake_id, expires_at = p_expires_at AT TIME ZONE 'UTC', updated_at = now()
    WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid
      AND recommendation_type = p_recommendation_type AND is_active = true
      AND (expires_at IS NULL OR expires_at > coalesce(
          (SELECT occurred_at FROM student_mistakes WHERE id = p_source_mistake_id), now()))
    RETURNING id INTO v_recommendation_id;

    IF v_recommendation_id IS NULL THEN
        UPDATE student_recommendations SET is_active = false, updated_at = now()
        WHERE student_id = p_student_id AND global_topic_uid = p_global_topic_uid
          AND recommendation_type = p_recommendation_type AND is_active = true;
        INSERT INTO student_recommendations (
            student_id, global_topic_uid, recommendation_type, title, message, action_items, priority,
            source_mistake_id, created_at, expires_at
        ) VALUES (
            p_student_id, p_global_topic_uid, p_recommendation_type, p_title, p_message, p_action_items, p_priority,
            p_source_mistake_id, clock_timestamp(), p_expires_at AT TIME ZONE 'UTC'
        )
        RETURNING id INTO v_recommendation_id;
        v_event_type := 'RECOMMENDATION_CREATED';
    END IF;

    -- Recorded and announced by one statement. Equal notices of one transaction are folded into one, so by student each is
    -- announced once.
    INSERT INTO ui_reflex_events AS event (
        student_id, global_topic_uid, event_type, title, message, action_items, priority,
        recommendation_id, source_mistake_id, created_at
    ) VALUES (
        p_student_id, p_global_topic_uid, v_event_type, p_title, p_message, p_action_items, p_priority,
        v_recommendation_id, p_source_mistake_id, clock_timestamp()
    )
    RETURNING CASE (SELECT setting_value #>> '{}' FROM system_settings WHERE setting_key = 'reflex.notify' AND is_active)
        WHEN 'event' THEN pg_notify('reflex_events', event.id::text)
        WHEN 'student' THEN pg_notify('reflex_students', p_student_id::text) END::text
    INTO v_ignored;
    RETURN v_recommendation_id;
END $$;

COMMENT ON FUNCTION upsert_student_recommendation_and_emit(UUID, VARCHAR, VARCHAR, TEXT, TEXT, JSONB, INT, UUID, TIMESTAMP) IS
    'Refreshes the active recommendation that has not expired when the mistake occurred, or creates one; records and announces the event. p_expires_at is UTC.';

CREATE OR REPLACE FUNCTION trg_generate_recommendations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_payload JSONB;
    v_refreshed RECORD;
    v_ignored TEXT;
BEGIN
    -- Silent while rows arrive by sync (their recommendations arrive with them), and while 006 recomputes a row for any
    -- other reason than a mistake that is now the latest.
    IF NEW.improvement_trend = 'insufficient_data' OR current_setting('endstp.replicating', true) = 'on'
        OR current_setting('endstp.refreshing', true) = 'on' THEN
        RETURN NULL;
    END IF;
    v_payload := build_reflex_recommendation_payload(
        NEW.improvement_trend, NEW.dominant_mistake_count, NEW.timed_count,
        -- The code of the loop, which need not be the most frequent one of all.
        coalesce(NEW.window_codes[1], NEW.dominant_mistake_code));

    -- What upsert_student_recommendation_and_emit() does with one that is still there, without asking when the mistake
    -- occurred: while a student rushes, every mistake comes this way.
    UPDATE student_recommendations SET
        title = v_payload ->> 'title', message = v_payload ->> 'message', action_items = v_payload -> 'action_items',
        priority = (v_payload ->> 'priority')::int, source_mistake_id = NEW.latest_mistake_id,
        expires_at = NEW.analyzed_at + make_interval(hours => (v_payload ->> 'expires_in_hours')::int), updated_at = now()
    WHERE student_id = NEW.student_id AND global_topic_uid = NEW.global_topic_uid
      AND recommendation_type = NEW.improvement_trend AND is_active = true
      AND (expires_at IS NULL OR expires_at > NEW.analyzed_at)
    RETURNING id, title, message, action_items, priority INTO v_refreshed;
    IF FOUND THEN
        INSERT INTO ui_reflex_events AS event (
            student_id, global_topic_uid, event_type, title, message, action_items, priority,
            recommendation_id, source_mistake_id, created_at
        ) VALUES (
            NEW.student_id, NEW.global_topic_uid, 'RECOMMENDATION_UPDATED', v_refreshed.title, v_refreshed.message,
            v_refreshed.action_items, v_refreshed.priority, v_refreshed.id, NEW.latest_mistake_id, clock_timestamp()
        )
        RETURNING CASE (SELECT setting_value #>> '{}' FROM system_settings WHERE setting_key = 'reflex.notify' AND is_active)
            WHEN 'event' THEN pg_notify('reflex_events', event.id::text)
            WHEN 'student' THEN pg_notify('reflex_students', event.student_id::text) END::text
        INTO v_ignored;
        RETURN NULL;
    END IF;

    v_ignored := upsert_student_recommendation_and_emit(
        NEW.student_id, NEW.global_topic_uid, NEW.improvement_trend,
        v_payload ->> 'title', v_payload ->> 'message', v_payload -> 'action_items', (v_payload ->> 'priority')::int,
        NEW.latest_mistake_id,
        (coalesce(NEW.analyzed_at, now()) + make_interval(hours => (v_payload ->> 'expires_in_hours')::int))
            AT TIME ZONE 'UTC');
    RETURN NULL;
END $$;

COMMENT ON FUNCTION trg_generate_recommendations() IS 'Turns the verdict of a pattern row into a recommendation and its event.';

-- The condition is short because it is read anew for every mistake.
CREATE OR REPLACE TRIGGER trg_generate_recommendations
    AFTER INSERT OR UPDATE OF improvement_trend ON student_mistake_patterns
    FOR EACH ROW WHEN (NEW.improvement_trend <> 'stable')
    EXECUTE FUNCTION trg_generate_recommendations();

-- Row-level security -------------------------------------------------------------------------------------------------

ALTER TABLE student_recommendations ENABLE ROW LEVEL SECURITY;
ALTER TABLE ui_reflex_events ENABLE ROW LEVEL SECURITY;

DO $$
BEGIN
    IF to_regprocedure('auth.uid()') IS NOT NULL THEN
        DROP POLICY IF EXISTS student_recommendations_read_own ON student_recommendations;
        CREATE POLICY student_recommendations_read_own ON student_recommendations
            FOR SELECT USING (student_id = (SELECT auth.uid()));
        DROP POLICY IF EXISTS student_recommendations_mark_own ON student_recommendations;
        CREATE POLICY student_recommendations_mark_own ON student_recommendations
            FOR UPDATE USING (student_id = (SELECT auth.uid())) WITH CHECK (student_id = (SELECT auth.uid()));
        DROP POLICY IF EXISTS ui_reflex_events_read_own ON ui_reflex_events;
        CREATE POLICY ui_reflex_events_read_own ON ui_reflex_events
            FOR SELECT USING (student_id = (SELECT auth.uid()));
        DROP POLICY IF EXISTS ui_reflex_events_mark_own ON ui_reflex_events;
        CREATE POLICY ui_reflex_events_mark_own ON ui_reflex_events
            FOR UPDATE USING (student_id = (SELECT auth.uid())) WITH CHECK (student_id = (SELECT auth.uid()));
    END IF;

    -- Supabase: screens of the central server hear of events through its realtime publication.
    IF EXISTS (SELECT FROM pg_publication WHERE pubname = 'supabase_realtime' AND NOT puballtables)
        AND NOT EXISTS (
            SELECT FROM pg_publication_tables
            WHERE pubname = 'supabase_realtime' AND schemaname = 'public' AND tablename = 'ui_reflex_events'
        ) THEN
        ALTER PUBLICATION supabase_realtime ADD TABLE ui_reflex_events;
    END IF;
END $$;
