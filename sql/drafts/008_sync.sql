-- 008 sync: what a replica changed, in the order in which it was committed, and the two functions that exchange it.
--
-- A scope is a student, or everyone (the nil UUID). Each scope has a counter whose row is locked until the transaction
-- ends, so sequence order is commit order and no reader passes a row that commits late. Who needs several counters takes
-- them in one order; who also works on derived rows takes the locks of 006 first.
--
-- Applying another replica's rows sets endstp.replicating (006 and 007: no stamps, no reflexes) and
-- endstp.sync_applying (this module: sync_push writes the log itself, because only it knows who has which state).
-- Every merge is commutative, associative and idempotent: that is all that convergence stands on.

-- Identity -----------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS sync_replica (
    is_only BOOLEAN PRIMARY KEY DEFAULT true CHECK (is_only),
    replica_id UUID NOT NULL DEFAULT gen_random_uuid(),
    epoch UUID NOT NULL DEFAULT gen_random_uuid(),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

COMMENT ON TABLE sync_replica IS
    'Who this database is: one row, made at first use, so that a directory prepared at build time holds none.';
COMMENT ON COLUMN sync_replica.epoch IS
    'Changes when this database went back in time (a restored backup): its peers then offer everything again.';

CREATE OR REPLACE FUNCTION sync_identity(OUT replica_id UUID, OUT epoch UUID)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    SELECT own.replica_id, own.epoch INTO sync_identity.replica_id, sync_identity.epoch FROM sync_replica AS own;
    IF NOT FOUND THEN
        INSERT INTO sync_replica DEFAULT VALUES ON CONFLICT DO NOTHING;
        SELECT own.replica_id, own.epoch INTO sync_identity.replica_id, sync_identity.epoch FROM sync_replica AS own;
    END IF;
END $$;

COMMENT ON FUNCTION sync_identity() IS 'Replica id and epoch of this database; makes them when there are none.';

CREATE OR REPLACE FUNCTION renew_sync_identity(p_is_new_replica BOOLEAN, OUT replica_id UUID, OUT epoch UUID)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM sync_identity();
    UPDATE sync_replica AS own SET
        epoch = gen_random_uuid(),
        replica_id = CASE WHEN p_is_new_replica THEN gen_random_uuid() ELSE own.replica_id END
    RETURNING own.replica_id, own.epoch INTO renew_sync_identity.replica_id, renew_sync_identity.epoch;
END $$;

COMMENT ON FUNCTION renew_sync_identity(BOOLEAN) IS
    'After a restore: a new epoch. With true also a new replica id, for a restored device (its peers then send it its own rows too) and for the later one of two cloned disks.';

-- Log ----------------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS sync_counters (
    scope UUID PRIMARY KEY,
    seq BIGINT NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE IF NOT EXISTS sync_log (
    scope UUID NOT NULL,
    seq BIGINT NOT NULL,
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    origin UUID,
    changed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (scope, seq)
);

-- A version belongs to many answers, and travels once with those of a student.
CREATE UNIQUE INDEX IF NOT EXISTS uq_sync_log_question_version
    ON sync_log (scope, row_id) WHERE table_name = 'question_versions';

COMMENT ON TABLE sync_counters IS
    'Last seq of each scope. Whoever draws one holds the row until commit. Half-filled pages keep its updates in place.';
COMMENT ON TABLE sync_log IS 'Which row changed, in commit order of its scope. What it holds is read when it is pulled.';
COMMENT ON COLUMN sync_log.origin IS
    'Peer that sent exactly this state and so need not be sent it; NULL when it was made, or merged, here.';

CREATE TABLE IF NOT EXISTS sync_peers (
    peer_id UUID PRIMARY KEY,
    epoch UUID,
    is_upstream BOOLEAN NOT NULL DEFAULT false,
    last_contact_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS sync_positions (
    peer_id UUID NOT NULL REFERENCES sync_peers (peer_id) ON DELETE CASCADE,
    scope UUID NOT NULL,
    pushed_seq BIGINT NOT NULL DEFAULT 0,
    pulled_seq BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (peer_id, scope)
);

CREATE TABLE IF NOT EXISTS sync_refused_rows (
    peer_id UUID NOT NULL REFERENCES sync_peers (peer_id) ON DELETE CASCADE,
    direction TEXT NOT NULL CHECK (direction IN ('pushed', 'pulled')),
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    change JSONB NOT NULL,
    reason_code TEXT NOT NULL,
    reason_detail TEXT,
    attempt_count INT NOT NULL DEFAULT 1,
    refused_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (peer_id, direction, table_name, row_id)
);

CREATE TABLE IF NOT EXISTS student_aliases (
    old_student_id UUID PRIMARY KEY,
    new_student_id UUID NOT NULL CHECK (new_student_id <> old_student_id),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS student_tombstones (
    student_id UUID PRIMARY KEY,
    erased_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

COMMENT ON TABLE sync_peers IS 'Replicas that this one exchanges with. Presets, types and packs are taken from an upstream one only.';
COMMENT ON TABLE sync_positions IS 'How far each scope of the own log was pushed to a peer, and how far the peer''s was pulled.';
COMMENT ON TABLE sync_refused_rows IS 'Rows that a peer refused (pushed), or that were refused here (pulled), with the reason, to be tried again.';
COMMENT ON TABLE student_aliases IS 'Students whose rows were given to another id, which rows that still name the old one obey.';
COMMENT ON TABLE student_tombstones IS 'Erased students: no row of theirs comes back, however old the replica or bundle that brings it.';

-- What travels -------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION sync_tables()
RETURNS TABLE (table_name TEXT, apply_order INT, key_column TEXT, scope_column TEXT, merge TEXT)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    VALUES
        ('student_tombstones', 1, 'student_id', 'student_id', 'erase'),
        ('student_aliases', 2, 'old_student_id', 'new_student_id', 'rekey'),
        ('topics', 10, 'global_topic_uid', NULL, 'last_writer'),
        ('mistake_types', 11, 'mistake_code', NULL, 'last_writer'),
        ('analysis_presets', 12, 'preset_name', NULL, 'last_writer'),
        ('question_packs', 13, 'id', NULL, 'last_writer'),
        ('question_versions', 14, 'id', NULL, 'fact'),
        ('questions', 15, 'id', NULL, 'last_writer'),
        ('students', 20, 'id', 'id', 'last_writer'),
        ('student_analysis_settings', 21, 'student_id', 'student_id', 'last_writer'),
        ('test_records', 30, 'id', 'student_id', 'finish'),
        ('test_answers', 31, 'id', 'student_id', 'fact'),
        -- Before the mistakes, so that each (student, topic) is refreshed once.
        ('mistake_reasons', 32, 'id', 'student_id', 'fact'),
        ('student_mistakes', 33, 'id', 'student_id', 'fact'),
        ('student_recommendations', 40, 'id', 'student_id', 'recommendation'),
        ('ui_reflex_events', 41, 'id', 'student_id', 'delivery')
$$;

COMMENT ON FUNCTION sync_tables() IS
    'Tables that travel, in the order in which they are applied. Without a scope column: for everyone, and flowing down only (versions also travel with the answers of a student).';

-- Columns that a newer release sent and this one does not know.
DO $$
DECLARE
    v_table RECORD;
BEGIN
    FOR v_table IN SELECT table_name FROM sync_tables() LOOP
        IF to_regclass(format('public.%I', v_table.table_name)) IS NOT NULL THEN
            EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS extra JSONB', v_table.table_name);
        END IF;
    END LOOP;
END $$;

-- Writing the log ----------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION append_sync_log(p_table_name TEXT, p_scopes UUID[], p_row_ids TEXT[], p_origins UUID[]) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    WITH entry AS (
        SELECT scope, row_id, origin, row_number() OVER (PARTITION BY scope ORDER BY place) AS place
        FROM unnest(p_scopes, p_row_ids, p_origins) WITH ORDINALITY AS given (scope, row_id, origin, place)
    ), drawn AS (
        INSERT INTO sync_counters AS counter (scope, seq)
        SELECT scope, count(*) FROM entry GROUP BY scope ORDER BY scope
        ON CONFLICT (scope) DO UPDATE SET seq = counter.seq + excluded.seq
        RETURNING counter.scope, counter.seq
    )
    INSERT INTO sync_log AS log (scope, seq, table_name, row_id, origin)
    SELECT entry.scope, drawn.seq + entry.place - (SELECT count(*) FROM entry AS own WHERE own.scope = entry.scope),
        p_table_name, entry.row_id, entry.origin
    FROM entry JOIN drawn USING (scope)
    -- A version that arrives after an earlier entry of it is announced again, to those who passed that one in vain.
    ON CONFLICT (scope, row_id) WHERE table_name = 'question_versions'
        DO UPDATE SET seq = excluded.seq, origin = excluded.origin;
END $$;

COMMENT ON FUNCTION append_sync_log(TEXT, UUID[], TEXT[], UUID[]) IS 'Logs rows of one table, in the order given within each scope.';

CREATE OR REPLACE FUNCTION write_student_sync_log() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_new RECORD;
    v_is_single BOOLEAN := false;
    v_ignored TEXT;
BEGIN
    FOR v_new IN SELECT student_id, id FROM new_rows LOOP
        v_is_single := NOT v_is_single;
        EXIT WHEN NOT v_is_single;
    END LOOP;
    IF v_is_single THEN
        -- One statement: each costs more to start than to run.
        WITH drawn AS (
            UPDATE sync_counters SET seq = seq + 1 WHERE scope = v_new.student_id RETURNING seq
        )
        INSERT INTO sync_log (scope, seq, table_name, row_id)
        SELECT v_new.student_id, drawn.seq, TG_TABLE_NAME, v_new.id FROM drawn;
        IF NOT FOUND THEN
            v_ignored := append_sync_log(TG_TABLE_NAME, ARRAY[v_new.student_id], ARRAY[v_new.id::text], ARRAY[NULL::uuid]);
        END IF;
    ELSE
        v_ignored := (SELECT append_sync_log(TG_TABLE_NAME, array_agg(student_id), array_agg(id::text),
            array_agg(NULL::uuid)) FROM new_rows HAVING count(*) > 0);
    END IF;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION write_student_sync_log() IS 'Logs the rows of a statement in the scope of their student.';

CREATE OR REPLACE FUNCTION write_answer_sync_log() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Versions first: who has the answer can show it.
    PERFORM append_sync_log('question_versions', array_agg(wanted.student_id), array_agg(wanted.id::text),
        array_agg(NULL::uuid))
    FROM (
        SELECT DISTINCT answer.student_id, version.id
        FROM new_rows AS answer
        JOIN question_versions AS version ON version.id = answer.question_version_id
        WHERE NOT EXISTS (
            SELECT FROM sync_log AS log
            WHERE log.table_name = 'question_versions' AND log.scope = answer.student_id AND log.row_id = version.id::text)
    ) AS wanted
    HAVING count(*) > 0;
    PERFORM append_sync_log('test_answers', array_agg(student_id), array_agg(id::text), array_agg(NULL::uuid))
    FROM new_rows HAVING count(*) > 0;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION write_answer_sync_log() IS 'Logs answers, and before them the question versions that they point to.';

CREATE OR REPLACE FUNCTION write_keyed_sync_log() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM append_sync_log(TG_TABLE_NAME,
        array_agg(coalesce((to_jsonb(changed) ->> travels.scope_column)::uuid, '00000000-0000-0000-0000-000000000000')),
        array_agg(to_jsonb(changed) ->> travels.key_column), array_agg(NULL::uuid))
    FROM new_rows AS changed
    CROSS JOIN sync_tables() AS travels
    WHERE travels.table_name = TG_TABLE_NAME
    HAVING count(*) > 0;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION write_keyed_sync_log() IS 'Logs rows of a table that is seldom written, by its scope and key of sync_tables().';

CREATE OR REPLACE FUNCTION write_content_sync_log() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Every release brings the built-in packs itself.
    IF TG_TABLE_NAME = 'question_packs' THEN
        PERFORM append_sync_log('question_packs', array_agg('00000000-0000-0000-0000-000000000000'::uuid),
            array_agg(pack.id::text), array_agg(NULL::uuid))
        FROM new_rows AS changed JOIN question_packs AS pack USING (id) WHERE NOT pack.is_built_in HAVING count(*) > 0;
        RETURN NULL;
    END IF;
    PERFORM append_sync_log('question_versions', array_agg('00000000-0000-0000-0000-000000000000'::uuid),
        array_agg(version.id::text), array_agg(NULL::uuid))
    FROM new_rows AS changed
    JOIN questions AS question USING (id)
    JOIN question_packs AS pack ON pack.id = question.pack_id
    JOIN question_versions AS version ON version.id = question.current_version_id
    WHERE NOT pack.is_built_in AND NOT EXISTS (
        SELECT FROM sync_log AS log WHERE log.table_name = 'question_versions'
          AND log.scope = '00000000-0000-0000-0000-000000000000' AND log.row_id = version.id::text)
    HAVING count(*) > 0;
    PERFORM append_sync_log('questions', array_agg('00000000-0000-0000-0000-000000000000'::uuid),
        array_agg(question.id::text), array_agg(NULL::uuid))
    FROM new_rows AS changed
    JOIN questions AS question USING (id)
    JOIN question_packs AS pack ON pack.id = question.pack_id
    WHERE NOT pack.is_built_in HAVING count(*) > 0;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION write_content_sync_log() IS 'Logs packs that were imported, their questions, and the versions these show.';

-- Edits --------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION stamp_edit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- An edit must win over what it replaces, even where that carries the time of a clock that was ahead.
    IF TG_OP = 'UPDATE' THEN
        NEW.updated_at := greatest(
            CASE WHEN NEW.updated_at = OLD.updated_at THEN now() ELSE NEW.updated_at END,
            OLD.updated_at + interval '1 microsecond');
        NEW.updated_by := (SELECT replica_id FROM sync_identity());
    ELSE
        NEW.updated_by := coalesce(NEW.updated_by, (SELECT replica_id FROM sync_identity()));
    END IF;
    RETURN NEW;
END $$;

COMMENT ON FUNCTION stamp_edit() IS 'Notes on an edited row when and on which replica, by which the last writer is known everywhere.';

CREATE OR REPLACE FUNCTION order_new_recommendation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.created_at := greatest(NEW.created_at, (
        SELECT max(earlier.created_at) + interval '1 microsecond' FROM student_recommendations AS earlier
        WHERE earlier.student_id = NEW.student_id AND earlier.global_topic_uid = NEW.global_topic_uid
          AND earlier.recommendation_type = NEW.recommendation_type));
    RETURN NEW;
END $$;

COMMENT ON FUNCTION order_new_recommendation() IS
    'Only the newest recommendation of a kind can be active: one made here is newer than all that came from other clocks.';

DO $$
DECLARE
    v_table TEXT;
    v_event TEXT;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['student_mistakes', 'mistake_reasons', 'test_records', 'student_recommendations', 'ui_reflex_events'] LOOP
        FOREACH v_event IN ARRAY ARRAY['INSERT', 'UPDATE'] LOOP
            -- Mistakes and reasons are facts: an update of theirs is a stamp of the same transaction.
            CONTINUE WHEN to_regclass(format('public.%I', v_table)) IS NULL
                OR v_event = 'UPDATE' AND v_table IN ('student_mistakes', 'mistake_reasons');
            -- Named to fire after those of 006: the counter is held as briefly as can be.
            EXECUTE format('CREATE OR REPLACE TRIGGER trg_write_sync_log_%s AFTER %s ON %I REFERENCING NEW TABLE AS new_rows '
                'FOR EACH STATEMENT WHEN (current_setting(''endstp.sync_applying'', true) IS DISTINCT FROM ''on'') '
                'EXECUTE FUNCTION write_student_sync_log()', lower(v_event), v_event, v_table);
        END LOOP;
    END LOOP;
    FOREACH v_table IN ARRAY ARRAY['students', 'student_analysis_settings', 'topics', 'mistake_types', 'analysis_presets'] LOOP
        CONTINUE WHEN to_regclass(format('public.%I', v_table)) IS NULL;
        FOREACH v_event IN ARRAY ARRAY['INSERT', 'UPDATE'] LOOP
            EXECUTE format('CREATE OR REPLACE TRIGGER trg_write_sync_log_%s AFTER %s ON %I REFERENCING NEW TABLE AS new_rows '
                'FOR EACH STATEMENT WHEN (current_setting(''endstp.sync_applying'', true) IS DISTINCT FROM ''on'') '
                'EXECUTE FUNCTION write_keyed_sync_log()', lower(v_event), v_event, v_table);
        END LOOP;
    END LOOP;
    FOREACH v_table IN ARRAY ARRAY['question_packs', 'questions'] LOOP
        CONTINUE WHEN to_regclass(format('public.%I', v_table)) IS NULL;
        FOREACH v_event IN ARRAY ARRAY['INSERT', 'UPDATE'] LOOP
            EXECUTE format('CREATE OR REPLACE TRIGGER trg_write_sync_log_%s AFTER %s ON %I REFERENCING NEW TABLE AS new_rows '
                'FOR EACH STATEMENT WHEN (current_setting(''endstp.sync_applying'', true) IS DISTINCT FROM ''on'') '
                'EXECUTE FUNCTION write_content_sync_log()', lower(v_event), v_event, v_table);
        END LOOP;
    END LOOP;
    IF to_regclass('public.test_answers') IS NOT NULL THEN
        CREATE OR REPLACE TRIGGER trg_write_sync_log_insert
            AFTER INSERT ON test_answers REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT WHEN (current_setting('endstp.sync_applying', true) IS DISTINCT FROM 'on')
            EXECUTE FUNCTION write_answer_sync_log();
    END IF;
    FOREACH v_table IN ARRAY ARRAY['students', 'student_analysis_settings', 'student_recommendations', 'mistake_types', 'analysis_presets'] LOOP
        CONTINUE WHEN to_regclass(format('public.%I', v_table)) IS NULL;
        -- Seeds keep no author: they are the same everywhere, and lose against every edit.
        EXECUTE format('CREATE OR REPLACE TRIGGER trg_stamp_edit BEFORE %s ON %I FOR EACH ROW '
            'WHEN (current_setting(''endstp.sync_applying'', true) IS DISTINCT FROM ''on'' '
            'AND current_setting(''endstp.replicating'', true) IS DISTINCT FROM ''on'') EXECUTE FUNCTION stamp_edit()',
            CASE WHEN v_table IN ('mistake_types', 'analysis_presets') THEN 'UPDATE' ELSE 'INSERT OR UPDATE' END, v_table);
    END LOOP;
    IF to_regclass('public.student_recommendations') IS NOT NULL THEN
        CREATE INDEX IF NOT EXISTS idx_student_recommendations_newest
            ON student_recommendations (student_id, global_topic_uid, recommendation_type, created_at DESC, id DESC);
        CREATE OR REPLACE TRIGGER trg_order_new_recommendation
            BEFORE INSERT ON student_recommendations FOR EACH ROW
            WHEN (current_setting('endstp.sync_applying', true) IS DISTINCT FROM 'on'
                AND current_setting('endstp.replicating', true) IS DISTINCT FROM 'on')
            EXECUTE FUNCTION order_new_recommendation();
    END IF;
END $$;

-- Applying -----------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION merged_actions(p_one TEXT[], p_other TEXT[]) RETURNS TEXT[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF p_one = p_other THEN
        RETURN p_one;
    END IF;
    RETURN coalesce((
        SELECT array_agg(DISTINCT action COLLATE "C" ORDER BY action COLLATE "C") FROM unnest(p_one || p_other) AS action), '{}');
END $$;

COMMENT ON FUNCTION merged_actions(TEXT[], TEXT[]) IS 'All actions of both, in an order that does not depend on who met whom first.';

CREATE OR REPLACE FUNCTION sync_merge_statement(p_table_name TEXT) RETURNS TEXT
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_table RECORD;
    v_columns TEXT;
    v_values TEXT;
    v_names TEXT[];
    v_set TEXT;
    v_where TEXT;
    v_last_writer TEXT;
BEGIN
    SELECT * INTO v_table FROM sync_tables() AS travels WHERE travels.table_name = p_table_name;
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum), array_agg(attname::text ORDER BY attnum),
        -- A column that an older release does not send takes its default, not NULL.
        string_agg(CASE WHEN attname = 'extra' THEN 'nullif((change -> ''row'') - $2, ''{}''::jsonb) AS extra'
            WHEN defaults.adbin IS NULL THEN format('given.%I', attname)
            ELSE format('CASE WHEN change -> ''row'' ? %L THEN given.%I ELSE %s END AS %I', attname, attname,
                pg_get_expr(defaults.adbin, attrelid), attname) END, ', ' ORDER BY attnum),
        string_agg(CASE WHEN attname NOT IN (v_table.key_column, 'is_active', 'is_shown', 'shown_at', 'is_dismissed',
            'dismissed_at', 'is_done', 'done_at', 'done_actions') OR v_table.merge <> 'recommendation' AND attname <> v_table.key_column
            THEN format('%1$I = CASE WHEN %2$s THEN excluded.%1$I ELSE own.%1$I END', attname, '$last_writer$') END, ', ')
    INTO v_columns, v_names, v_values, v_set
    FROM pg_attribute
    LEFT JOIN pg_attrdef AS defaults ON defaults.adrelid = attrelid AND defaults.adnum = attnum
    WHERE attrelid = to_regclass(format('public.%I', p_table_name)) AND attnum > 0 AND NOT attisdropped;

    -- Same time and replica but another content (a cloned disk): the greater text wins, everywhere alike.
    v_last_writer := CASE WHEN 'updated_by' = ANY (v_names)
        THEN '(excluded.updated_at, coalesce(excluded.updated_by, ''00000000-0000-0000-0000-000000000000''))'
            ' > (own.updated_at, coalesce(own.updated_by, ''00000000-0000-0000-0000-000000000000''))'
            ' OR (excluded.updated_at, excluded.updated_by) IS NOT DISTINCT FROM (own.updated_at, own.updated_by)'
        ELSE 'excluded.updated_at > own.updated_at OR excluded.updated_at = own.updated_at' END
        || ' AND (to_jsonb(excluded) - $3)::text COLLATE "C" > (to_jsonb(own) - $3)::text COLLATE "C"';
    v_set := replace(v_set, '$last_writer$', v_last_writer);
    CASE v_table.merge
        WHEN 'fact' THEN v_set := NULL;
        WHEN 'last_writer' THEN v_where := v_last_writer;
        WHEN 'finish' THEN
            -- Finished twice, on two devices: the earlier finish stays.
            v_set := '(finished_at, right_count, wrong_count, blank_count) = '
                'ROW (excluded.finished_at, excluded.right_count, excluded.wrong_count, excluded.blank_count)';
            v_where := 'excluded.finished_at IS NOT NULL AND (own.finished_at IS NULL'
                ' OR (excluded.finished_at, coalesce(excluded.right_count, -1), coalesce(excluded.wrong_count, -1), coalesce(excluded.blank_count, -1))'
                ' < (own.finished_at, coalesce(own.right_count, -1), coalesce(own.wrong_count, -1), coalesce(own.blank_count, -1)))';
        WHEN 'delivery' THEN
            v_set := 'delivered = own.delivered OR excluded.delivered, delivered_at = least(own.delivered_at, excluded.delivered_at)';
            v_where := '(own.delivered OR excluded.delivered, least(own.delivered_at, excluded.delivered_at))'
                ' IS DISTINCT FROM (own.delivered, own.delivered_at)';
        WHEN 'recommendation' THEN
            v_set := v_set
                || ', is_shown = own.is_shown OR excluded.is_shown, shown_at = least(own.shown_at, excluded.shown_at)'
                || ', is_dismissed = own.is_dismissed OR excluded.is_dismissed, dismissed_at = least(own.dismissed_at, excluded.dismissed_at)'
                || ', is_done = own.is_done OR excluded.is_done, done_at = least(own.done_at, excluded.done_at)'
                || ', done_actions = merged_actions(own.done_actions, excluded.done_actions)'
                || format(', is_active = NOT (own.is_dismissed OR own.is_done OR excluded.is_dismissed OR excluded.is_done) AND CASE'
                    ' WHEN (excluded.updated_at, excluded.updated_by) IS NOT DISTINCT FROM (own.updated_at, own.updated_by)'
                    ' THEN own.is_active AND excluded.is_active WHEN %s THEN excluded.is_active ELSE own.is_active END', v_last_writer);
            v_where := format('%s OR (own.is_shown OR excluded.is_shown, least(own.shown_at, excluded.shown_at),'
                ' own.is_dismissed OR excluded.is_dismissed, least(own.dismissed_at, excluded.dismissed_at),'
                ' own.is_done OR excluded.is_done, least(own.done_at, excluded.done_at),'
                ' merged_actions(own.done_actions, excluded.done_actions)) IS DISTINCT FROM'
                ' (own.is_shown, own.shown_at, own.is_dismissed, own.dismissed_at, own.is_done, own.done_at, own.done_actions)', v_last_writer);
    END CASE;

    RETURN format(
        'WITH incoming AS MATERIALIZED ('
        'SELECT %3$s, (change ->> ''scope'')::uuid AS sync_scope, change ->> ''id'' AS sync_id'
        ' FROM jsonb_array_elements($1) AS change CROSS JOIN LATERAL jsonb_populate_record(NULL::%1$I, change -> ''row'') AS given'
        '), merged AS (INSERT INTO %1$I AS own (%2$s) SELECT %2$s FROM incoming ON CONFLICT (%4$I) %5$s'
        ' RETURNING own.%4$I::text AS row_id, to_jsonb(own) AS result)'
        ' SELECT coalesce(array_agg(incoming.sync_id), ''{}''), coalesce(array_agg(incoming.sync_scope), ''{}''),'
        ' coalesce(array_agg(CASE WHEN merged.result = to_jsonb(incoming) - ''{sync_scope,sync_id}''::text[] THEN $4 END), ''{}'')'
        ' FROM merged JOIN incoming ON incoming.sync_id = merged.row_id',
        p_table_name, v_columns, v_values, v_table.key_column,
        CASE WHEN v_set IS NULL THEN 'DO NOTHING' ELSE format('DO UPDATE SET %s WHERE %s', v_set, v_where) END);
END $$;

COMMENT ON FUNCTION sync_merge_statement(TEXT) IS
    'The statement that merges changes into a table. Takes the changes, the known columns, those that are marks, the origin; gives id, scope and origin of each row that was inserted or changed.';

CREATE OR REPLACE FUNCTION apply_sync_rows(
    p_table_name TEXT, p_changes JSONB, p_origin UUID, OUT accepted_ids TEXT[], OUT refused JSONB
)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    v_count INT := jsonb_array_length(p_changes);
    v_changes JSONB := p_changes;
    v_scopes UUID[];
    v_origins UUID[];
    v_half RECORD;
    v_state TEXT;
    v_constraint TEXT;
    v_column TEXT;
BEGIN
    refused := '[]';
    BEGIN
        IF p_table_name = 'student_recommendations' THEN
            SELECT jsonb_agg(CASE WHEN ranked.is_newest THEN ranked.change
                ELSE jsonb_set(ranked.change, '{row,is_active}', 'false') END)
            INTO v_changes
            FROM (
                SELECT change, row_number() OVER (
                        PARTITION BY given.student_id, given.global_topic_uid, given.recommendation_type
                        ORDER BY given.created_at DESC, given.id DESC) = 1
                    AND NOT EXISTS (
                        SELECT FROM student_recommendations AS newer
                        WHERE newer.student_id = given.student_id AND newer.global_topic_uid = given.global_topic_uid
                          AND newer.recommendation_type = given.recommendation_type
                          AND (newer.created_at, newer.id) > (given.created_at, given.id)) AS is_newest
                FROM jsonb_array_elements(p_changes) AS change
                CROSS JOIN LATERAL jsonb_populate_record(NULL::student_recommendations, change -> 'row') AS given
            ) AS ranked;
            -- Needs no entry in the log: whoever has the newer one comes to the same conclusion.
            UPDATE student_recommendations AS older SET is_active = false
            FROM jsonb_array_elements(p_changes) AS change
            CROSS JOIN LATERAL jsonb_populate_record(NULL::student_recommendations, change -> 'row') AS newer
            WHERE older.is_active AND older.student_id = newer.student_id
              AND older.global_topic_uid = newer.global_topic_uid
              AND older.recommendation_type = newer.recommendation_type
              AND (older.created_at, older.id) < (newer.created_at, newer.id);
        ELSIF p_table_name = 'analysis_presets' THEN
            UPDATE analysis_presets SET is_default = false
            WHERE is_default AND EXISTS (
                SELECT FROM jsonb_array_elements(p_changes) AS change
                WHERE change -> 'row' -> 'is_default' = 'true' AND change ->> 'id' <> preset_name);
        END IF;

        EXECUTE sync_merge_statement(p_table_name) INTO accepted_ids, v_scopes, v_origins USING v_changes,
            (SELECT array_agg(attname::text) FROM pg_attribute
             WHERE attrelid = to_regclass(format('public.%I', p_table_name)) AND attnum > 0 AND NOT attisdropped),
            CASE p_table_name WHEN 'student_recommendations' THEN
                '{is_active,is_shown,shown_at,is_dismissed,dismissed_at,is_done,done_at,done_actions}'::text[] ELSE '{}' END,
            p_origin;

        IF p_table_name = 'question_versions' THEN
            -- Already here, but new to the scope it came in.
            SELECT array_agg(change ->> 'id'), array_agg((change ->> 'scope')::uuid), array_agg(p_origin)
            INTO accepted_ids, v_scopes, v_origins
            FROM jsonb_array_elements(v_changes) AS change
            WHERE change ->> 'id' = ANY (accepted_ids) OR NOT EXISTS (
                SELECT FROM sync_log AS log WHERE log.table_name = 'question_versions'
                  AND log.scope = (change ->> 'scope')::uuid AND log.row_id = change ->> 'id');
        END IF;
        IF cardinality(accepted_ids) > 0 THEN
            PERFORM append_sync_log(p_table_name, v_scopes, accepted_ids, v_origins);
        END IF;
        accepted_ids := coalesce(accepted_ids, '{}');
        RETURN;
    EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded OR raise_exception
        OR insufficient_privilege THEN
        GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME, v_column = COLUMN_NAME;
    END;

    -- One bad row must not hold up the others: the batch is halved until it stands alone.
    IF v_count = 1 THEN
        accepted_ids := '{}';
        refused := jsonb_build_array(jsonb_build_object('table', p_table_name, 'id', p_changes -> 0 -> 'id',
            'code', 'ROW_REFUSED', 'detail', concat_ws(' ', v_state, nullif(v_constraint, ''), nullif(v_column, ''))));
        RETURN;
    END IF;
    SELECT * INTO v_half FROM apply_sync_rows(p_table_name,
        (SELECT jsonb_agg(change ORDER BY place) FROM jsonb_array_elements(p_changes) WITH ORDINALITY AS part (change, place)
         WHERE place <= v_count / 2), p_origin);
    accepted_ids := v_half.accepted_ids;
    refused := v_half.refused;
    SELECT * INTO v_half FROM apply_sync_rows(p_table_name,
        (SELECT jsonb_agg(change ORDER BY place) FROM jsonb_array_elements(p_changes) WITH ORDINALITY AS part (change, place)
         WHERE place > v_count / 2), p_origin);
    accepted_ids := accepted_ids || v_half.accepted_ids;
    refused := refused || v_half.refused;
END $$;

COMMENT ON FUNCTION apply_sync_rows(TEXT, JSONB, UUID) IS
    'Merges changes of one table and logs them. A refused row is named by id, SQLSTATE, constraint and column; its values are repeated nowhere.';

-- Erasing and re-keying ----------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION student_row_tables() RETURNS TABLE (table_name TEXT)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT travels.table_name FROM sync_tables() AS travels
    WHERE travels.scope_column = 'student_id' AND travels.key_column = 'id'
      AND to_regclass(format('public.%I', travels.table_name)) IS NOT NULL
    ORDER BY travels.apply_order DESC
$$;

COMMENT ON FUNCTION student_row_tables() IS 'Tables that hold rows of students, children before their parents.';

CREATE OR REPLACE FUNCTION erase_student(p_student_id UUID, p_erased_at TIMESTAMPTZ DEFAULT now(), p_origin UUID DEFAULT NULL)
RETURNS BOOLEAN
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_table TEXT;
    v_before TEXT := current_setting('endstp.sync_applying', true);
    v_is_new BOOLEAN;
BEGIN
    PERFORM lock_student_analysis(ARRAY[p_student_id]);
    PERFORM set_config('endstp.sync_applying', 'on', true);
    FOR v_table IN SELECT table_name FROM student_row_tables() LOOP
        EXECUTE format('DELETE FROM %I WHERE student_id = $1', v_table) USING p_student_id;
    END LOOP;
    FOREACH v_table IN ARRAY ARRAY['student_analysis_settings', 'student_mistake_patterns', 'student_baseline_performance'] LOOP
        IF to_regclass(format('public.%I', v_table)) IS NOT NULL THEN
            EXECUTE format('DELETE FROM %I WHERE student_id = $1', v_table) USING p_student_id;
        END IF;
    END LOOP;
    DELETE FROM students WHERE id = p_student_id;
    DELETE FROM sync_log WHERE scope = p_student_id AND table_name <> 'student_tombstones';
    DELETE FROM sync_refused_rows WHERE change -> 'row' ->> 'student_id' = p_student_id::text
        OR table_name = 'students' AND row_id = p_student_id::text;
    INSERT INTO student_tombstones AS own (student_id, erased_at) VALUES (p_student_id, p_erased_at)
    ON CONFLICT (student_id) DO UPDATE SET erased_at = excluded.erased_at WHERE excluded.erased_at < own.erased_at;
    v_is_new := FOUND;
    IF v_is_new THEN
        PERFORM append_sync_log('student_tombstones', ARRAY[p_student_id], ARRAY[p_student_id::text], ARRAY[p_origin]);
    END IF;
    PERFORM set_config('endstp.sync_applying', coalesce(v_before, ''), true);
    RETURN v_is_new;
END $$;

COMMENT ON FUNCTION erase_student(UUID, TIMESTAMPTZ, UUID) IS
    'Deletes every row of a student and leaves a tombstone that travels. False when it was there already.';

CREATE OR REPLACE FUNCTION rekey_student(p_old_student_id UUID, p_new_student_id UUID, p_origin UUID DEFAULT NULL)
RETURNS BOOLEAN
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    v_new_id UUID := coalesce(
        (SELECT new_student_id FROM student_aliases WHERE old_student_id = p_new_student_id), p_new_student_id);
    v_table TEXT;
    v_key TEXT;
    v_ids TEXT[];
    v_row JSONB;
    v_applying TEXT := current_setting('endstp.sync_applying', true);
    v_replicating TEXT := current_setting('endstp.replicating', true);
BEGIN
    IF v_new_id = p_old_student_id THEN
        RAISE EXCEPTION 'a student cannot be re-keyed in a circle' USING ERRCODE = 'invalid_parameter_value',
            DETAIL = format('student %s already became %s', p_new_student_id, v_new_id),
            HINT = 'Use the id that the alias leads to.';
    END IF;
    IF EXISTS (SELECT FROM student_aliases WHERE old_student_id = p_old_student_id) THEN
        RETURN false;
    END IF;
    PERFORM lock_student_analysis(ARRAY[p_old_student_id, v_new_id]);
    PERFORM set_config('endstp.sync_applying', 'on', true), set_config('endstp.replicating', 'on', true);
    UPDATE student_aliases SET new_student_id = v_new_id WHERE new_student_id = p_old_student_id;
    INSERT INTO student_aliases (old_student_id, new_student_id) VALUES (p_old_student_id, v_new_id);
    DELETE FROM sync_log WHERE scope = p_old_student_id;
    PERFORM append_sync_log('student_aliases', ARRAY[v_new_id], ARRAY[p_old_student_id::text], ARRAY[p_origin]);

    -- Profile and settings may be there under both ids: the last writer wins, as everywhere.
    FOREACH v_table IN ARRAY ARRAY['students', 'student_analysis_settings'] LOOP
        CONTINUE WHEN to_regclass(format('public.%I', v_table)) IS NULL;
        SELECT key_column INTO v_key FROM sync_tables() AS travels WHERE travels.table_name = v_table;
        EXECUTE format('DELETE FROM %I AS own WHERE %I = $1 RETURNING to_jsonb(own)', v_table, v_key)
            INTO v_row USING p_old_student_id;
        IF v_row IS NOT NULL THEN
            PERFORM apply_sync_rows(v_table, jsonb_build_array(jsonb_build_object(
                'id', v_new_id, 'scope', v_new_id, 'row', v_row || jsonb_build_object(v_key, v_new_id))), NULL);
        END IF;
    END LOOP;

    IF to_regclass('public.student_recommendations') IS NOT NULL THEN
        UPDATE student_recommendations AS older SET is_active = false
        WHERE older.is_active AND older.student_id IN (p_old_student_id, v_new_id) AND EXISTS (
            SELECT FROM student_recommendations AS newer
            WHERE newer.student_id IN (p_old_student_id, v_new_id) AND newer.global_topic_uid = older.global_topic_uid
              AND newer.recommendation_type = older.recommendation_type
              AND (newer.created_at, newer.id) > (older.created_at, older.id));
    END IF;
    IF to_regclass('public.test_answers') IS NOT NULL THEN
        SELECT array_agg(DISTINCT question_version_id::text) INTO v_ids FROM test_answers WHERE student_id = p_old_student_id;
        IF v_ids IS NOT NULL THEN
            PERFORM append_sync_log('question_versions', array_fill(v_new_id, ARRAY[cardinality(v_ids)]), v_ids,
                array_fill(NULL::uuid, ARRAY[cardinality(v_ids)]));
        END IF;
    END IF;
    FOR v_table IN SELECT row_table.table_name FROM student_row_tables() WITH ORDINALITY AS row_table (table_name, place) ORDER BY place DESC LOOP
        EXECUTE format('WITH moved AS (UPDATE %I SET student_id = $2 WHERE student_id = $1 RETURNING id) '
            'SELECT array_agg(id::text ORDER BY id) FROM moved', v_table)
            INTO v_ids USING p_old_student_id, v_new_id;
        IF v_ids IS NOT NULL THEN
            PERFORM append_sync_log(v_table, array_fill(v_new_id, ARRAY[cardinality(v_ids)]), v_ids,
                array_fill(NULL::uuid, ARRAY[cardinality(v_ids)]));
        END IF;
    END LOOP;
    PERFORM set_config('endstp.sync_applying', coalesce(v_applying, ''), true),
        set_config('endstp.replicating', coalesce(v_replicating, ''), true);
    RETURN true;
END $$;

COMMENT ON FUNCTION rekey_student(UUID, UUID, UUID) IS
    'Gives all rows of a student to another id and leaves an alias that travels. False when the old id already has one.';

-- Exchange -----------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION sync_push(p_replica UUID, p_changes JSONB) RETURNS JSONB
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    v_everyone CONSTANT UUID := '00000000-0000-0000-0000-000000000000';
    v_uuid CONSTANT TEXT := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
    v_identity RECORD;
    v_is_upstream BOOLEAN;
    v_students UUID[];
    v_table RECORD;
    v_part RECORD;
    v_change JSONB;
    v_applied RECORD;
    v_accepted JSONB := '[]';
    v_refused JSONB := '[]';
    v_known JSONB := '[]';
    v_is_new BOOLEAN;
    v_applying TEXT := current_setting('endstp.sync_applying', true);
    v_replicating TEXT := current_setting('endstp.replicating', true);
BEGIN
    IF p_replica IS NULL OR jsonb_typeof(p_changes) IS DISTINCT FROM 'array' THEN
        RAISE EXCEPTION 'a push is a replica id and an array of changes' USING ERRCODE = 'PT400',
            DETAIL = 'replica or changes are missing or of another type',
            HINT = 'Send {"p_replica": UUID, "p_changes": [{"scope", "table", "id", "row"}]}.';
    END IF;
    -- In memory JSONB takes up to twice the bytes of its text.
    IF jsonb_array_length(p_changes) > 500 OR jsonb_array_length(p_changes) > 1 AND pg_column_size(p_changes) > 524288 THEN
        RAISE EXCEPTION 'too many changes at once' USING ERRCODE = 'PT413',
            DETAIL = format('%s changes of %s bytes', jsonb_array_length(p_changes), pg_column_size(p_changes)),
            HINT = 'Send at most 500 changes and 256 KB at once.';
    END IF;
    SELECT * INTO v_identity FROM sync_identity();
    v_is_upstream := EXISTS (SELECT FROM sync_peers WHERE peer_id = p_replica AND is_upstream);
    PERFORM set_config('endstp.sync_applying', 'on', true), set_config('endstp.replicating', 'on', true);

    -- Students first, then counters, each in one order: two pushes never wait for each other.
    SELECT array_agg(DISTINCT coalesce(alias.new_student_id, named.student_id)) INTO v_students
    FROM (
        SELECT (change -> 'row' ->> travels.scope_column)::uuid AS student_id
        FROM jsonb_array_elements(p_changes) AS change
        JOIN sync_tables() AS travels ON travels.table_name = change ->> 'table'
        WHERE change -> 'row' ->> travels.scope_column ~ v_uuid
    ) AS named
    LEFT JOIN student_aliases AS alias ON alias.old_student_id = named.student_id;
    IF v_students IS NOT NULL THEN
        PERFORM lock_student_analysis(v_students);
        INSERT INTO sync_counters AS counter (scope, seq)
        SELECT student_id, 0 FROM unnest(v_students) AS student_id ORDER BY student_id
        ON CONFLICT (scope) DO UPDATE SET seq = counter.seq;
    END IF;

    SELECT coalesce(jsonb_agg(jsonb_build_object('table', change -> 'table', 'id', change -> 'id',
        'code', CASE WHEN jsonb_typeof(change -> 'table') = 'string' THEN 'UNKNOWN_TABLE' ELSE 'MALFORMED_CHANGE' END)), '[]')
    INTO v_refused
    FROM jsonb_array_elements(p_changes) AS change
    WHERE NOT EXISTS (SELECT FROM sync_tables() AS travels WHERE travels.table_name = change ->> 'table'
        AND to_regclass(format('public.%I', travels.table_name)) IS NOT NULL);

    FOR v_table IN
        SELECT * FROM sync_tables() AS travels
        WHERE travels.table_name IN (SELECT change ->> 'table' FROM jsonb_array_elements(p_changes) AS change)
          AND to_regclass(format('public.%I', travels.table_name)) IS NOT NULL
        ORDER BY travels.apply_order
    LOOP
        FOR v_part IN
            -- Tables in their order, so that erasures and aliases of this push are in force for its other rows. A row
            -- that is there twice is merged twice.
            SELECT judged.refusal, judged.place, jsonb_agg(jsonb_build_object('table', v_table.table_name, 'id',
                CASE WHEN v_table.scope_column = v_table.key_column AND judged.refusal IS NULL THEN judged.scope::text ELSE judged.id END,
                'scope', judged.scope, 'row', judged.mapped_row) ORDER BY judged.number) AS changes
            FROM (
                SELECT checked.*, row_number() OVER (PARTITION BY checked.id, checked.refusal,
                        CASE v_table.table_name WHEN 'question_versions' THEN checked.scope END ORDER BY checked.number) AS place,
                    CASE WHEN v_table.scope_column IS NULL OR checked.refusal IS NOT NULL THEN checked.given_row
                        ELSE checked.given_row || jsonb_build_object(v_table.scope_column, checked.scope) END AS mapped_row
                FROM (
                    SELECT own.*, coalesce(alias.new_student_id, own.given_scope) AS scope,
                        CASE WHEN own.is_malformed THEN 'MALFORMED_CHANGE'
                            WHEN NOT v_is_upstream AND own.given_scope = v_everyone THEN 'FLOWS_DOWN_ONLY'
                            WHEN v_table.merge <> 'erase' AND EXISTS (SELECT FROM student_tombstones AS tombstone
                                WHERE tombstone.student_id IN (own.given_scope, alias.new_student_id)) THEN 'STUDENT_ERASED'
                        END AS refusal
                    FROM (
                        SELECT given.number, given.change -> 'row' AS given_row, given.change ->> 'id' AS id, malformed.is_malformed,
                            CASE WHEN malformed.is_malformed THEN NULL
                                WHEN v_table.scope_column IS NOT NULL THEN (given.change -> 'row' ->> v_table.scope_column)::uuid
                                WHEN v_table.table_name = 'question_versions' THEN (given.change ->> 'scope')::uuid
                                ELSE v_everyone END AS given_scope
                        FROM jsonb_array_elements(p_changes) WITH ORDINALITY AS given (change, number)
                        CROSS JOIN LATERAL (SELECT (
                            jsonb_typeof(given.change -> 'row') = 'object'
                            AND given.change -> 'row' ->> v_table.key_column = given.change ->> 'id'
                            AND (given.change ->> 'id' ~ v_uuid
                                OR v_table.table_name IN ('topics', 'mistake_types', 'analysis_presets'))
                            AND CASE WHEN v_table.scope_column IS NOT NULL THEN given.change -> 'row' ->> v_table.scope_column ~ v_uuid
                                WHEN v_table.table_name = 'question_versions' THEN given.change ->> 'scope' ~ v_uuid
                                ELSE true END) IS NOT TRUE AS is_malformed) AS malformed
                        WHERE given.change ->> 'table' = v_table.table_name
                    ) AS own
                    LEFT JOIN student_aliases AS alias
                        ON alias.old_student_id = own.given_scope AND v_table.merge NOT IN ('erase', 'rekey')
                ) AS checked
            ) AS judged
            GROUP BY judged.refusal, judged.place
            ORDER BY judged.place
        LOOP
            IF v_part.refusal IS NOT NULL THEN
                v_refused := v_refused || (
                    SELECT jsonb_agg(jsonb_build_object('table', change -> 'table', 'id', change -> 'id', 'code', v_part.refusal))
                    FROM jsonb_array_elements(v_part.changes) AS change);
                CONTINUE;
            END IF;
            IF v_table.merge IN ('erase', 'rekey') THEN
                FOR v_change IN SELECT * FROM jsonb_array_elements(v_part.changes) LOOP
                    BEGIN
                        IF v_table.merge = 'erase' THEN
                            v_is_new := erase_student((v_change ->> 'id')::uuid, (v_change -> 'row' ->> 'erased_at')::timestamptz, p_replica);
                        ELSE
                            v_is_new := rekey_student((v_change ->> 'id')::uuid, (v_change -> 'row' ->> 'new_student_id')::uuid, p_replica);
                        END IF;
                        IF v_is_new THEN
                            v_accepted := v_accepted || jsonb_build_array(v_change -> 'id');
                        ELSE
                            v_known := v_known || jsonb_build_array(v_change -> 'id');
                        END IF;
                    EXCEPTION WHEN data_exception OR integrity_constraint_violation OR insufficient_privilege THEN
                        v_refused := v_refused || jsonb_build_array(jsonb_build_object('table', v_table.table_name,
                            'id', v_change -> 'id', 'code', 'ROW_REFUSED', 'detail', SQLSTATE));
                    END;
                END LOOP;
                CONTINUE;
            END IF;
            SELECT * INTO v_applied FROM apply_sync_rows(v_table.table_name, v_part.changes, p_replica);
            v_accepted := v_accepted || to_jsonb(v_applied.accepted_ids);
            v_refused := v_refused || v_applied.refused;
            v_known := v_known || coalesce((
                SELECT jsonb_agg(change -> 'id') FROM jsonb_array_elements(v_part.changes) AS change
                WHERE change ->> 'id' <> ALL (v_applied.accepted_ids)
                  AND NOT EXISTS (SELECT FROM jsonb_array_elements(v_applied.refused) AS refusal
                      WHERE refusal -> 'id' = change -> 'id')), '[]');
        END LOOP;
    END LOOP;

    -- A student of whom every row was refused leaves nothing behind.
    DELETE FROM sync_counters WHERE scope = ANY (v_students) AND seq = 0;
    PERFORM set_config('endstp.sync_applying', coalesce(v_applying, ''), true),
        set_config('endstp.replicating', coalesce(v_replicating, ''), true);
    RETURN jsonb_build_object('replica', v_identity.replica_id, 'epoch', v_identity.epoch,
        'server_time', clock_timestamp(), 'accepted', v_accepted, 'known', v_known, 'refused', v_refused);
END $$;

COMMENT ON FUNCTION sync_push(UUID, JSONB) IS
    'Merges changes {scope, table, id, row} of a replica. Answers ids accepted and already known, refused rows {table, id, code, detail}, own replica and epoch, and the time.';

CREATE OR REPLACE FUNCTION sync_pull(p_replica UUID, p_positions JSONB, p_max_rows INT) RETURNS JSONB
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    v_everyone CONSTANT UUID := '00000000-0000-0000-0000-000000000000';
    v_max_rows INT := least(greatest(coalesce(p_max_rows, 500), 1), 500);
    v_is_upstream BOOLEAN := EXISTS (SELECT FROM sync_peers WHERE peer_id = p_replica AND is_upstream);
    v_scopes UUID[];
    v_seqs BIGINT[];
    v_tables TEXT[];
    v_ids TEXT[];
    v_table RECORD;
    v_keys TEXT[];
    v_rows JSONB[];
    v_found_tables TEXT[] := '{}';
    v_found_ids TEXT[] := '{}';
    v_found_rows JSONB[] := '{}';
    v_changes JSONB;
    v_count INT;
    v_taken INT;
    v_positions JSONB;
BEGIN
    SELECT array_agg(page.scope), array_agg(page.seq), array_agg(page.table_name), array_agg(page.row_id)
    INTO v_scopes, v_seqs, v_tables, v_ids
    FROM (
        SELECT counter.scope, log.seq, log.table_name, log.row_id
        FROM sync_counters AS counter
        CROSS JOIN LATERAL (
            SELECT entry.seq, entry.table_name, entry.row_id FROM sync_log AS entry
            WHERE entry.scope = counter.scope
              AND entry.seq > coalesce((p_positions ->> counter.scope::text)::bigint, 0)
              AND entry.origin IS DISTINCT FROM p_replica
            ORDER BY entry.seq
            LIMIT v_max_rows + 1
        ) AS log
        WHERE counter.seq > coalesce((p_positions ->> counter.scope::text)::bigint, 0)
          AND NOT (v_is_upstream AND counter.scope = v_everyone)
        ORDER BY counter.scope, log.seq
        LIMIT v_max_rows + 1
    ) AS page;
    v_count := coalesce(cardinality(v_ids), 0);

    FOR v_table IN
        SELECT travels.* FROM sync_tables() AS travels
        WHERE travels.table_name = ANY (v_tables) AND to_regclass(format('public.%I', travels.table_name)) IS NOT NULL
    LOOP
        -- Numbers of any length travel as text: a client that reads JSON into doubles would shorten them.
        EXECUTE format('SELECT array_agg(own.%1$I::text), array_agg(to_jsonb(own) - ''extra'' || jsonb_build_object(%4$s)'
            ' || coalesce(own.extra, ''{}'')) FROM %2$I AS own WHERE own.%1$I = ANY ($1::%3$s[])',
            v_table.key_column, v_table.table_name,
            CASE WHEN v_table.table_name IN ('topics', 'mistake_types', 'analysis_presets') THEN 'text' ELSE 'uuid' END,
            (SELECT string_agg(format('%L, own.%I::text', attname, attname), ', ') FROM pg_attribute
             WHERE attrelid = to_regclass(format('public.%I', v_table.table_name)) AND attnum > 0 AND NOT attisdropped
               AND atttypid = 'numeric'::regtype))
        INTO v_keys, v_rows
        USING (SELECT array_agg(DISTINCT entry.row_id) FROM unnest(v_tables, v_ids) AS entry (table_name, row_id)
               WHERE entry.table_name = v_table.table_name);
        IF v_keys IS NOT NULL THEN
            v_found_tables := v_found_tables || array_fill(v_table.table_name, ARRAY[cardinality(v_keys)]);
            v_found_ids := v_found_ids || v_keys;
            v_found_rows := v_found_rows || v_rows;
        END IF;
    END LOOP;

    -- A row with several entries is sent once, at its first; the page ends at 256 KB, but holds at least one row.
    SELECT coalesce(jsonb_agg(sized.change ORDER BY sized.place) FILTER (WHERE sized.change IS NOT NULL), '[]'),
        coalesce(max(sized.place), 0)
    INTO v_changes, v_taken
    FROM (
        SELECT built.place, built.change,
            sum(coalesce(octet_length(built.change::text), 0)) OVER (ORDER BY built.place) AS total_bytes
        FROM (
            SELECT entry.place, CASE WHEN found.row IS NOT NULL
                AND row_number() OVER (PARTITION BY entry.scope, entry.table_name, entry.row_id ORDER BY entry.place) = 1
                THEN jsonb_build_object('scope', entry.scope, 'seq', entry.seq, 'table', entry.table_name,
                    'id', entry.row_id, 'row', found.row) END AS change
            FROM unnest(v_scopes, v_seqs, v_tables, v_ids) WITH ORDINALITY AS entry (scope, seq, table_name, row_id, place)
            LEFT JOIN unnest(v_found_tables, v_found_ids, v_found_rows) AS found (table_name, row_id, row)
                ON found.table_name = entry.table_name AND found.row_id = entry.row_id
            WHERE entry.place <= v_max_rows
        ) AS built
    ) AS sized
    WHERE sized.place = 1 OR sized.total_bytes <= 262144;

    -- Scopes before the one in which the page ends are read to their end, its own up to the last entry taken.
    SELECT coalesce(jsonb_object_agg(counter.scope, CASE
        WHEN v_taken = v_count OR counter.scope < v_scopes[v_taken + 1] THEN counter.seq
        ELSE v_seqs[v_taken] END), '{}')
    INTO v_positions
    FROM sync_counters AS counter
    WHERE counter.seq > coalesce((p_positions ->> counter.scope::text)::bigint, 0)
      AND NOT (v_is_upstream AND counter.scope = v_everyone)
      AND (v_taken = v_count OR counter.scope < v_scopes[v_taken + 1]
        OR counter.scope = v_scopes[v_taken + 1] AND counter.scope = v_scopes[v_taken]);

    RETURN jsonb_build_object('changes', v_changes, 'positions', v_positions, 'has_more', v_taken < v_count,
        'replica', (SELECT replica_id FROM sync_replica), 'epoch', (SELECT epoch FROM sync_replica),
        'server_time', clock_timestamp());
END $$;

COMMENT ON FUNCTION sync_pull(UUID, JSONB, INT) IS
    'Rows after the positions {scope: seq} that this peer did not send itself, at most 500 and 256 KB, and the positions to keep once they are stored. An upstream peer is offered nothing that is for everyone.';

-- The side that asks -------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION meet_sync_peer(p_peer UUID, p_epoch UUID, p_is_upstream BOOLEAN) RETURNS BOOLEAN
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_epoch UUID;
BEGIN
    SELECT epoch INTO v_epoch FROM sync_peers WHERE peer_id = p_peer FOR UPDATE;
    INSERT INTO sync_peers (peer_id, epoch, is_upstream) VALUES (p_peer, p_epoch, p_is_upstream)
    ON CONFLICT (peer_id) DO UPDATE SET
        epoch = excluded.epoch, is_upstream = excluded.is_upstream, last_contact_at = now();
    IF v_epoch IS DISTINCT FROM p_epoch AND v_epoch IS NOT NULL THEN
        DELETE FROM sync_positions WHERE peer_id = p_peer;
        RETURN true;
    END IF;
    RETURN false;
END $$;

COMMENT ON FUNCTION meet_sync_peer(UUID, UUID, BOOLEAN) IS
    'Notes a peer. True when it went back in time: everything is then offered and read again.';

CREATE OR REPLACE FUNCTION sync_positions_of(p_peer UUID, p_direction TEXT) RETURNS JSONB
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_object_agg(scope, CASE p_direction WHEN 'pushed' THEN pushed_seq ELSE pulled_seq END), '{}')
            FROM sync_positions WHERE peer_id = p_peer);
END $$;

COMMENT ON FUNCTION sync_positions_of(UUID, TEXT) IS 'Positions {scope: seq} of a peer: pushed, in the own log; or pulled, in its.';

CREATE OR REPLACE FUNCTION keep_sync_outcome(p_peer UUID, p_direction TEXT, p_page JSONB, p_refused JSONB) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF p_direction NOT IN ('pushed', 'pulled') THEN
        RAISE EXCEPTION 'a direction is pushed or pulled' USING ERRCODE = 'invalid_parameter_value',
            DETAIL = p_direction, HINT = 'Say whether the page was pushed to the peer or pulled from it.';
    END IF;
    INSERT INTO sync_positions AS own (peer_id, scope, pushed_seq, pulled_seq)
    SELECT p_peer, position.key::uuid, CASE p_direction WHEN 'pushed' THEN position.value::bigint ELSE 0 END,
        CASE p_direction WHEN 'pulled' THEN position.value::bigint ELSE 0 END
    FROM jsonb_each_text(p_page -> 'positions') AS position
    ON CONFLICT (peer_id, scope) DO UPDATE SET
        pushed_seq = greatest(own.pushed_seq, excluded.pushed_seq),
        pulled_seq = greatest(own.pulled_seq, excluded.pulled_seq);
    INSERT INTO sync_refused_rows AS own (peer_id, direction, table_name, row_id, change, reason_code, reason_detail)
    SELECT DISTINCT ON (1, 2, 3, 4) p_peer, p_direction, change ->> 'table', change ->> 'id', change, refusal ->> 'code', refusal ->> 'detail'
    FROM jsonb_array_elements(p_refused) AS refusal
    JOIN jsonb_array_elements(p_page -> 'changes') AS change
        ON change -> 'table' = refusal -> 'table' AND change -> 'id' = refusal -> 'id'
    WHERE refusal ->> 'code' <> 'STUDENT_ERASED'
    ON CONFLICT (peer_id, direction, table_name, row_id) DO UPDATE SET
        change = excluded.change, reason_code = excluded.reason_code, reason_detail = excluded.reason_detail,
        attempt_count = own.attempt_count + 1, refused_at = now();
END $$;

COMMENT ON FUNCTION keep_sync_outcome(UUID, TEXT, JSONB, JSONB) IS
    'After a page was answered: keeps its positions, and the refused rows with their reasons, so that they hold up nothing.';

CREATE OR REPLACE FUNCTION take_sync_page(p_peer UUID, p_page JSONB) RETURNS JSONB
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_answer JSONB := sync_push(p_peer, p_page -> 'changes');
BEGIN
    PERFORM keep_sync_outcome(p_peer, 'pulled', p_page, v_answer -> 'refused');
    RETURN v_answer;
END $$;

COMMENT ON FUNCTION take_sync_page(UUID, JSONB) IS 'Stores a page that was pulled from a peer: rows, position and refusals in one transaction.';

CREATE OR REPLACE FUNCTION retry_refused_rows(p_peer UUID) RETURNS INT
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_page JSONB;
    v_answer JSONB;
BEGIN
    SELECT jsonb_build_object('positions', '{}'::jsonb, 'changes', jsonb_agg(chosen.change)) INTO v_page
    FROM (SELECT change FROM sync_refused_rows WHERE peer_id = p_peer AND direction = 'pulled'
          ORDER BY refused_at, row_id LIMIT 500) AS chosen;
    IF jsonb_typeof(v_page -> 'changes') = 'array' THEN
        v_answer := sync_push(p_peer, v_page -> 'changes');
        PERFORM keep_sync_outcome(p_peer, 'pulled', v_page, v_answer -> 'refused');
        DELETE FROM sync_refused_rows AS own
        USING jsonb_array_elements(v_page -> 'changes') AS change
        WHERE own.peer_id = p_peer AND own.direction = 'pulled'
          AND own.table_name = change ->> 'table' AND own.row_id = change ->> 'id'
          AND NOT EXISTS (SELECT FROM jsonb_array_elements(v_answer -> 'refused') AS refusal
              WHERE refusal -> 'table' = change -> 'table' AND refusal -> 'id' = change -> 'id'
                AND refusal ->> 'code' <> 'STUDENT_ERASED');
    END IF;
    -- Pushed ones are in the tables of this replica: a new entry of the log offers them again.
    PERFORM append_sync_log(table_name, array_agg((change ->> 'scope')::uuid), array_agg(row_id), array_agg(NULL::uuid))
    FROM sync_refused_rows WHERE peer_id = p_peer AND direction = 'pushed' GROUP BY table_name;
    DELETE FROM sync_refused_rows WHERE peer_id = p_peer AND direction = 'pushed';
    RETURN (SELECT count(*) FROM sync_refused_rows WHERE peer_id = p_peer);
END $$;

COMMENT ON FUNCTION retry_refused_rows(UUID) IS
    'Tries refused rows again, after an update say: those pulled at once, those pushed with the next exchange. Returns how many are still refused.';

-- Rows that were here before this module -----------------------------------------------------------------------------

DO $$
DECLARE
    v_table RECORD;
BEGIN
    FOR v_table IN
        SELECT * FROM sync_tables() AS travels
        WHERE travels.scope_column IS NOT NULL AND to_regclass(format('public.%I', travels.table_name)) IS NOT NULL
        ORDER BY apply_order
    LOOP
        IF v_table.table_name = 'test_answers' THEN
            PERFORM append_sync_log('question_versions', array_agg(missing.student_id), array_agg(missing.row_id), array_agg(NULL::uuid))
            FROM (
                SELECT DISTINCT answer.student_id, version.id::text AS row_id
                FROM test_answers AS answer JOIN question_versions AS version ON version.id = answer.question_version_id
                WHERE NOT EXISTS (SELECT FROM sync_log AS log WHERE log.table_name = 'question_versions'
                    AND log.scope = answer.student_id AND log.row_id = version.id::text)
            ) AS missing HAVING count(*) > 0;
        END IF;
        EXECUTE format('SELECT append_sync_log(%1$L, array_agg(own.%2$I ORDER BY own.%3$I), array_agg(own.%3$I::text ORDER BY own.%3$I), array_agg(NULL::uuid))'
            ' FROM %1$I AS own WHERE NOT EXISTS (SELECT FROM sync_log AS log WHERE log.table_name = %1$L'
            ' AND log.scope = own.%2$I AND log.row_id = own.%3$I::text) HAVING count(*) > 0',
            v_table.table_name, v_table.scope_column, v_table.key_column);
    END LOOP;
END $$;

-- Row-level security: 009 says who may see and write what; until then nobody but the owner.
ALTER TABLE sync_replica ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_peers ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_positions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_refused_rows ENABLE ROW LEVEL SECURITY;
ALTER TABLE student_aliases ENABLE ROW LEVEL SECURITY;
ALTER TABLE student_tombstones ENABLE ROW LEVEL SECURITY;
