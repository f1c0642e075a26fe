-- 012 Supabase hints: on a Supabase project, the database broadcasts that a scope holds something new, and Realtime tells the
-- devices that listen. Elsewhere this module does nothing: a server of ours hears NOTIFY (008).

CREATE OR REPLACE FUNCTION broadcast_sync_hints() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_scope UUID;
BEGIN
    FOR v_scope IN SELECT DISTINCT changed.scope FROM new_rows AS changed ORDER BY changed.scope LOOP
        -- Private: Realtime asks the policy below before anybody may listen. No content, only that there is some.
        PERFORM realtime.send('{}'::jsonb, 'new', 'endstp-sync:' || v_scope, true);
    END LOOP;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION broadcast_sync_hints() IS 'On Supabase: broadcasts `new` on the channel endstp-sync:SCOPE of each scope that went on.';

CREATE OR REPLACE FUNCTION may_hear_sync_hints(p_topic TEXT) RETURNS BOOLEAN
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN p_topic ~ '^endstp-sync:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        AND (substr(p_topic, 13) = '00000000-0000-0000-0000-000000000000' OR EXISTS (
            SELECT FROM sync_caller_scopes() AS own
            WHERE own.is_unrestricted OR substr(p_topic, 13)::uuid = ANY (own.read_scopes)));
END $$;

COMMENT ON FUNCTION may_hear_sync_hints(TEXT) IS 'Whether the caller may listen to a channel of hints: that of a scope that they may read.';

REVOKE ALL ON FUNCTION broadcast_sync_hints() FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION may_hear_sync_hints(TEXT) FROM PUBLIC, anon;
GRANT EXECUTE ON FUNCTION may_hear_sync_hints(TEXT) TO authenticated, service_role;

DO $$
BEGIN
    IF to_regprocedure('realtime.send(jsonb, text, text, boolean)') IS NULL
        OR to_regprocedure('realtime.topic()') IS NULL OR to_regclass('realtime.messages') IS NULL THEN
        RETURN;
    END IF;
    DROP TRIGGER IF EXISTS broadcast_sync_hints_of_new ON sync_counters;
    DROP TRIGGER IF EXISTS broadcast_sync_hints_of_changed ON sync_counters;
    CREATE TRIGGER broadcast_sync_hints_of_new AFTER INSERT ON sync_counters
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION broadcast_sync_hints();
    CREATE TRIGGER broadcast_sync_hints_of_changed AFTER UPDATE ON sync_counters
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION broadcast_sync_hints();
    BEGIN
        DROP POLICY IF EXISTS endstp_sync_hints ON realtime.messages;
        CREATE POLICY endstp_sync_hints ON realtime.messages FOR SELECT TO authenticated
            USING ((SELECT public.may_hear_sync_hints(realtime.topic())));
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE NOTICE 'realtime.messages belongs to somebody else: devices get no hints and look from time to time';
    END;
END $$;
