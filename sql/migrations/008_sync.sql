-- 008 sync: what a replica changed, in the order in which it was committed, and the functions that exchange it.
--
-- A scope is a student, a class, or everyone (the nil UUID). Each scope has a counter whose row is locked until the
-- transaction ends, so sequence order is commit order and no reader passes a row that commits late. Who needs several
-- counters takes them in one order; who also works on derived rows takes the locks of 006 first.
--
-- Applying another replica's rows sets endstp.replicating (006 and 007: no stamps, no reflexes) and
-- endstp.sync_applying (this module: the log is written once, by who knows which peer has which state).
-- Every merge is commutative, associative and idempotent: that is all that convergence stands on.
--
--   who asks (a device, a hub)                            who answers (a hub, the server)
--   next_sync_contact(url)         -> sync_hello  ->      versions, clock, cloned disks
--   keep_sync_contact, meet_sync_peer
--   offer_sync_page(peer, scopes)  -> sync_push   ->      accepted, known and refused rows
--   keep_sync_outcome
--   take_sync_page                 <- sync_pull   <-      rows after {scope: seq} that the caller may see

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

CREATE TABLE IF NOT EXISTS sync_peers (
    peer_id UUID PRIMARY KEY,
    epoch UUID,
    is_upstream BOOLEAN NOT NULL DEFAULT false,
    last_contact_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    contact UUID,
    protocol INT,
    schema_version TEXT
);

CREATE TABLE IF NOT EXISTS sync_contacts (
    server_url TEXT PRIMARY KEY,
    last_contact UUID,
    contact UUID NOT NULL
);

CREATE TABLE IF NOT EXISTS sync_links (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    student_id UUID NOT NULL,
    server_url TEXT NOT NULL CHECK (server_url <> ''),
    kind TEXT NOT NULL DEFAULT 'endstp' CHECK (kind IN ('endstp', 'supabase')),
    api_key TEXT,
    class_id UUID,
    class_name TEXT,
    peer_id UUID,
    joined_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    left_at TIMESTAMPTZ
);

-- Joining twice is joining once.
CREATE UNIQUE INDEX IF NOT EXISTS uq_sync_links_joined ON sync_links (student_id, server_url) WHERE left_at IS NULL;

COMMENT ON TABLE sync_peers IS 'Replicas that this one exchanges with. Presets, types and packs are taken from an upstream one only.';
COMMENT ON COLUMN sync_peers.contact IS 'What the peer drew for its latest greeting; the next one must know it, see sync_hello.';
COMMENT ON TABLE sync_contacts IS 'What this replica drew for its greetings of a server: the last that was answered, and the next.';
COMMENT ON TABLE sync_links IS 'Profiles of this device that joined a class: where their rows go. Tokens are kept elsewhere.';
COMMENT ON COLUMN sync_links.peer_id IS 'Replica id of the server, once it was greeted.';
COMMENT ON COLUMN sync_links.api_key IS 'The public key that Supabase wants beside the token; no secret.';

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
    -- What peers drew since the backup was made is not known here any more: that makes none of them a clone.
    UPDATE sync_peers SET contact = NULL WHERE contact IS NOT NULL;
    IF p_is_new_replica THEN
        -- A new replica reads everything, also what it sent under its old id, and offers everything.
        DELETE FROM sync_contacts;
        DELETE FROM sync_positions;
    END IF;
END $$;

COMMENT ON FUNCTION renew_sync_identity(BOOLEAN) IS
    'After a restore: a new epoch. With true also a new replica id, for a restored device (its peers then send it its own rows too) and for the later one of two cloned disks.';

-- Log ----------------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS sync_counters (
    scope UUID PRIMARY KEY,
    seq BIGINT NOT NULL
) WITH (fillfactor = 50);
ALTER TABLE sync_counters
    ADD COLUMN IF NOT EXISTS compacted_seq BIGINT NOT NULL DEFAULT 0;

CREATE TABLE IF NOT EXISTS sync_log (
    scope UUID NOT NULL,
    seq BIGINT NOT NULL,
    row_id UUID NOT NULL,
    origin UUID,
    changed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    table_name TEXT NOT NULL,
    PRIMARY KEY (scope, seq)
);

-- A version belongs to many answers, and travels once with those of a student.
CREATE UNIQUE INDEX IF NOT EXISTS uq_sync_log_question_version
    ON sync_log (scope, row_id) WHERE table_name = 'question_versions';

COMMENT ON TABLE sync_counters IS
    'Last seq of each scope. Whoever draws one holds the row until commit. Half-filled pages keep its updates in place.';
COMMENT ON COLUMN sync_counters.compacted_seq IS 'How far the log of this scope was compacted, see compact_sync_log.';
COMMENT ON TABLE sync_log IS 'Which row changed, in commit order of its scope. What it holds is read when it is pulled.';
COMMENT ON COLUMN sync_log.row_id IS 'Key of the row; of a table that is keyed by text, the MD5 of the key.';
COMMENT ON COLUMN sync_log.origin IS
    'Peer that sent exactly this state and so need not be sent it; NULL when it was made, or merged, here.';

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

COMMENT ON TABLE sync_positions IS 'How far each scope of the own log was pushed to a peer, and how far the peer''s was pulled.';
COMMENT ON TABLE sync_refused_rows IS 'Rows that a peer refused (pushed), or that were refused here (pulled), with the reason, to be tried again.';
COMMENT ON TABLE student_aliases IS 'Students whose rows were given to another id, which rows that still name the old one obey.';
COMMENT ON TABLE student_tombstones IS 'Erased students: no row of theirs comes back, however old the replica or bundle that brings it.';

-- What travels -------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION sync_tables()
RETURNS TABLE (table_name TEXT, apply_order INT, key_column TEXT, is_text_key BOOLEAN, scope_column TEXT, merge TEXT)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    VALUES
        ('student_tombstones', 1, 'student_id', false, 'student_id', 'erase'),
        ('student_aliases', 2, 'old_student_id', false, 'new_student_id', 'rekey'),
        ('topics', 10, 'global_topic_uid', true, NULL, 'last_writer'),
        ('mistake_types', 11, 'mistake_code', true, NULL, 'last_writer'),
        ('analysis_presets', 12, 'preset_name', true, NULL, 'last_writer'),
        ('question_packs', 13, 'id', false, NULL, 'last_writer'),
        ('question_versions', 14, 'id', false, NULL, 'fact'),
        ('questions', 15, 'id', false, NULL, 'last_writer'),
        ('classes', 18, 'id', false, 'id', 'last_writer'),
        ('students', 20, 'id', false, 'id', 'last_writer'),
        ('student_analysis_settings', 21, 'student_id', false, 'student_id', 'last_writer'),
        ('test_records', 30, 'id', false, 'student_id', 'finish'),
        ('test_answers', 31, 'id', false, 'student_id', 'fact'),
        -- Before the mistakes, so that each (student, topic) is refreshed once.
        ('mistake_reasons', 32, 'id', false, 'student_id', 'fact'),
        ('student_mistakes', 33, 'id', false, 'student_id', 'fact'),
        ('review_log', 34, 'id', false, 'student_id', 'fact'),
        ('student_recommendations', 40, 'id', false, 'student_id', 'recommendation'),
        ('ui_reflex_events', 41, 'id', false, 'student_id', 'delivery')
$$;

COMMENT ON FUNCTION sync_tables() IS
    'Tables that travel, in the order in which they are applied: parents first. Without a scope column: for everyone, and flowing down only (versions also travel with the answers of a student). One that is not there is passed over.';

-- Writing the log ----------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION append_sync_log(p_table_names TEXT[], p_scopes UUID[], p_row_ids UUID[], p_origins UUID[]) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_scopes UUID[];
    v_last_seqs BIGINT[];
BEGIN
    WITH drawn AS (
        INSERT INTO sync_counters AS counter (scope, seq)
        SELECT scope, count(*) FROM unnest(p_scopes) AS scope GROUP BY scope ORDER BY scope
        ON CONFLICT (scope) DO UPDATE SET seq = counter.seq + excluded.seq
        RETURNING counter.scope, counter.seq
    )
    SELECT array_agg(scope), array_agg(seq) INTO v_scopes, v_last_seqs FROM drawn;
    -- A version that arrives after an earlier entry of it is announced again, to those who passed that one in vain.
    IF 'question_versions' = ANY (p_table_names) THEN
        DELETE FROM sync_log AS log
        USING unnest(p_table_names, p_scopes, p_row_ids) AS entry (table_name, scope, row_id)
        WHERE entry.table_name = 'question_versions' AND log.table_name = 'question_versions'
          AND log.scope = entry.scope AND log.row_id = entry.row_id;
    END IF;
    INSERT INTO sync_log (scope, seq, table_name, row_id, origin)
    SELECT entry.scope, drawn.seq - row_number() OVER (PARTITION BY entry.scope ORDER BY entry.place DESC) + 1,
        entry.table_name, entry.row_id, entry.origin
    FROM unnest(p_table_names, p_scopes, p_row_ids, p_origins) WITH ORDINALITY
        AS entry (table_name, scope, row_id, origin, place)
    JOIN unnest(v_scopes, v_last_seqs) AS drawn (scope, seq) ON drawn.scope = entry.scope;
END $$;

COMMENT ON FUNCTION append_sync_log(TEXT[], UUID[], UUID[], UUID[]) IS 'Logs rows, in the order given within each scope. Takes the counters of all scopes in one order.';

CREATE OR REPLACE FUNCTION append_sync_log(p_table_name TEXT, p_scopes UUID[], p_row_ids UUID[]) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF cardinality(p_row_ids) > 0 THEN
        PERFORM append_sync_log(array_fill(p_table_name, ARRAY[cardinality(p_row_ids)]), p_scopes, p_row_ids,
            array_fill(NULL::uuid, ARRAY[cardinality(p_row_ids)]));
    END IF;
END $$;

COMMENT ON FUNCTION append_sync_log(TEXT, UUID[], UUID[]) IS 'Logs rows of one table that were made or changed here.';

CREATE OR REPLACE FUNCTION write_student_sync_log() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_student_id UUID;
    v_id UUID;
    v_other_id UUID;
    v_seq BIGINT;
    v_ignored TEXT;
BEGIN
    -- One row of a student who is known, as each answer brings it: the shortest statements, into scalars (measured).
    SELECT student_id, id, (SELECT id FROM new_rows OFFSET 1 LIMIT 1) INTO v_student_id, v_id, v_other_id FROM new_rows;
    IF v_other_id IS NULL THEN
        UPDATE sync_counters SET seq = seq + 1 WHERE scope = v_student_id RETURNING seq INTO v_seq;
        IF v_seq IS NOT NULL THEN
            INSERT INTO sync_log (scope, seq, table_name, row_id) VALUES (v_student_id, v_seq, TG_TABLE_NAME, v_id);
            RETURN NULL;
        END IF;
    END IF;
    v_ignored := (SELECT append_sync_log(TG_TABLE_NAME::text, array_agg(student_id), array_agg(id)) FROM new_rows);
    RETURN NULL;
END $$;

COMMENT ON FUNCTION write_student_sync_log() IS 'Logs the rows of a statement in the scope of their student.';

CREATE OR REPLACE FUNCTION write_answer_sync_log() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_student_id UUID;
    v_id UUID;
    v_version_id UUID;
    v_other_id UUID;
    v_seq BIGINT;
BEGIN
    SELECT student_id, id, question_version_id, (SELECT id FROM new_rows OFFSET 1 LIMIT 1)
    INTO v_student_id, v_id, v_version_id, v_other_id FROM new_rows;
    IF v_other_id IS NULL THEN
        -- Two numbers, one for the version: where it was logged before, nobody minds a gap.
        UPDATE sync_counters SET seq = seq + 2 WHERE scope = v_student_id RETURNING seq INTO v_seq;
    END IF;
    IF v_seq IS NOT NULL THEN
        -- The version first: who has the answer can show it.
        INSERT INTO sync_log (scope, seq, table_name, row_id)
        SELECT v_student_id, v_seq - 1, 'question_versions', version.id FROM question_versions AS version
        WHERE version.id = v_version_id AND NOT EXISTS (
            SELECT FROM sync_log AS log
            WHERE log.table_name = 'question_versions' AND log.scope = v_student_id AND log.row_id = v_version_id);
        INSERT INTO sync_log (scope, seq, table_name, row_id) VALUES (v_student_id, v_seq, 'test_answers', v_id);
        RETURN NULL;
    END IF;
    PERFORM append_sync_log('question_versions', array_agg(wanted.student_id), array_agg(wanted.id))
    FROM (
        SELECT DISTINCT answer.student_id, version.id
        FROM new_rows AS answer
        JOIN question_versions AS version ON version.id = answer.question_version_id
        WHERE NOT EXISTS (
            SELECT FROM sync_log AS log
            WHERE log.table_name = 'question_versions' AND log.scope = answer.student_id AND log.row_id = version.id)
    ) AS wanted;
    PERFORM append_sync_log('test_answers', array_agg(student_id), array_agg(id)) FROM new_rows;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION write_answer_sync_log() IS 'Logs answers, and before them the question versions that they point to.';

CREATE OR REPLACE FUNCTION write_keyed_sync_log() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
BEGIN
    PERFORM append_sync_log(TG_TABLE_NAME::text,
        array_agg(coalesce((changed.row ->> travels.scope_column)::uuid, '00000000-0000-0000-0000-000000000000')),
        array_agg(CASE WHEN travels.is_text_key THEN md5(changed.row ->> travels.key_column)::uuid
            ELSE (changed.row ->> travels.key_column)::uuid END))
    FROM (SELECT to_jsonb(new_row) AS row FROM new_rows AS new_row) AS changed
    CROSS JOIN sync_tables() AS travels
    -- Seeds come with every release.
    WHERE travels.table_name = TG_TABLE_NAME AND changed.row ->> 'updated_at' <> '2024-01-01T00:00:00+00:00';
    RETURN NULL;
END $$;

COMMENT ON FUNCTION write_keyed_sync_log() IS 'Logs rows of a table that is seldom written, by its scope and key of sync_tables(); no seeds, which an old updated_at tells.';

CREATE OR REPLACE FUNCTION write_content_sync_log() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_everyone CONSTANT UUID := '00000000-0000-0000-0000-000000000000';
BEGIN
    -- Every release brings the built-in packs itself.
    IF TG_TABLE_NAME = 'question_packs' THEN
        PERFORM append_sync_log('question_packs', array_agg(v_everyone), array_agg(pack.id))
        FROM new_rows AS changed JOIN question_packs AS pack USING (id) WHERE NOT pack.is_built_in;
        RETURN NULL;
    END IF;
    PERFORM append_sync_log('question_versions', array_agg(v_everyone), array_agg(version.id))
    FROM new_rows AS changed
    JOIN questions AS question USING (id)
    JOIN question_packs AS pack ON pack.id = question.pack_id
    JOIN question_versions AS version ON version.id = question.current_version_id
    WHERE NOT pack.is_built_in AND NOT EXISTS (
        SELECT FROM sync_log AS log
        WHERE log.table_name = 'question_versions' AND log.scope = v_everyone AND log.row_id = version.id);
    PERFORM append_sync_log('questions', array_agg(v_everyone), array_agg(question.id))
    FROM new_rows AS changed
    JOIN questions AS question USING (id)
    JOIN question_packs AS pack ON pack.id = question.pack_id
    WHERE NOT pack.is_built_in;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION write_content_sync_log() IS 'Logs packs that were imported, their questions, and the versions these show.';

-- Hints --------------------------------------------------------------------------------------------------------------

INSERT INTO system_settings (
    id, category, setting_key, setting_value, display_name, description, data_type, default_value, setting_group,
    is_default, updated_at
)
SELECT '00000000-0000-4000-8000-000000080001', 'sync', 'sync.hints', '"scope"', 'Eşitleme bildirimi',
    'scope: yeni bir şey içeren kapsam, işlem başına bir kez sync_hints kanalında duyurulur. off: duyurulmaz.',
    'string', '"scope"', 'sync', false, '2024-01-01Z'
WHERE to_regclass('public.system_settings') IS NOT NULL
ON CONFLICT (setting_key) DO NOTHING;

CREATE OR REPLACE FUNCTION hint_at_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- 006 and its settings may be rolled back: hints stay on then.
    IF to_regclass('public.system_settings') IS NOT NULL THEN
        IF EXISTS (SELECT FROM system_settings WHERE setting_key = 'sync.hints' AND setting_value = '"off"') THEN
            RETURN NULL;
        END IF;
    END IF;
    -- Equal notices of one transaction are folded into one.
    PERFORM pg_notify('sync_hints', NEW.scope::text);
    RETURN NULL;
END $$;

COMMENT ON FUNCTION hint_at_sync() IS 'Announces the scope that has something new, its id only, at most once in a transaction.';

-- A device listens to nobody: it starts PostgreSQL with endstp.sync_hints=off, so that recording a mistake pays nothing.
CREATE OR REPLACE TRIGGER trg_hint_at_sync
    AFTER INSERT OR UPDATE OF seq ON sync_counters
    FOR EACH ROW WHEN (NEW.seq > 0 AND current_setting('endstp.sync_hints', true) IS DISTINCT FROM 'off')
    EXECUTE FUNCTION hint_at_sync();

-- Edits --------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION stamp_edit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_replica_id UUID := coalesce((SELECT replica_id FROM sync_replica), (sync_identity()).replica_id);
BEGIN
    -- An edit must win over what it replaces, even where that carries the time of a clock that was ahead.
    IF TG_OP = 'UPDATE' THEN
        NEW.updated_at := greatest(
            CASE WHEN NEW.updated_at = OLD.updated_at THEN now() ELSE NEW.updated_at END,
            OLD.updated_at + interval '1 microsecond');
        NEW.updated_by := v_replica_id;
    ELSE
        NEW.updated_by := coalesce(NEW.updated_by, v_replica_id);
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

-- Putting tables under the log ---------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION log_changes_of(p_table_name TEXT) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_writer TEXT := CASE
        WHEN p_table_name = 'test_answers' THEN 'write_answer_sync_log'
        WHEN p_table_name IN ('question_packs', 'questions') THEN 'write_content_sync_log'
        WHEN p_table_name IN ('student_mistakes', 'mistake_reasons', 'review_log', 'test_records',
            'student_recommendations', 'ui_reflex_events') THEN 'write_student_sync_log'
        ELSE 'write_keyed_sync_log' END;
    v_event TEXT;
BEGIN
    IF to_regclass(format('public.%I', p_table_name)) IS NULL THEN
        RETURN;
    END IF;
    -- Columns that a newer release sent and this one does not know.
    EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS extra JSONB', p_table_name);
    -- Erasures and aliases log themselves; versions travel with what points to them.
    IF p_table_name IN ('student_tombstones', 'student_aliases', 'question_versions') THEN
        RETURN;
    END IF;
    FOREACH v_event IN ARRAY ARRAY['INSERT', 'UPDATE'] LOOP
        -- An update of a fact is a stamp of the transaction that inserts it.
        CONTINUE WHEN v_event = 'UPDATE'
            AND EXISTS (SELECT FROM sync_tables() AS travels WHERE travels.table_name = p_table_name AND travels.merge = 'fact');
        -- Named to fire after those of 006: the counter is held as briefly as can be.
        EXECUTE format('CREATE OR REPLACE TRIGGER trg_write_sync_log_%s AFTER %s ON %I REFERENCING NEW TABLE AS new_rows '
            'FOR EACH STATEMENT WHEN (current_setting(''endstp.sync_applying'', true) IS DISTINCT FROM ''on'') '
            'EXECUTE FUNCTION %I()', lower(v_event), v_event, p_table_name, v_writer);
    END LOOP;
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(format('public.%I', p_table_name))
               AND attname = 'updated_by' AND NOT attisdropped) THEN
        -- Seeds keep no author: they are the same everywhere, and lose against every edit.
        EXECUTE format('CREATE OR REPLACE TRIGGER trg_stamp_edit BEFORE %s ON %I FOR EACH ROW '
            'WHEN (current_setting(''endstp.sync_applying'', true) IS DISTINCT FROM ''on'' '
            'AND current_setting(''endstp.replicating'', true) IS DISTINCT FROM ''on'') EXECUTE FUNCTION stamp_edit()',
            CASE WHEN p_table_name IN ('mistake_types', 'analysis_presets') THEN 'UPDATE' ELSE 'INSERT OR UPDATE' END,
            p_table_name);
    END IF;
END $$;

COMMENT ON FUNCTION log_changes_of(TEXT) IS
    'Puts a table of sync_tables() under the log: what is inserted or edited from now on travels. Modules that come later call it for the tables that they bring.';

SELECT log_changes_of(table_name) FROM sync_tables() ORDER BY apply_order;

-- The same once more for tables that are there whatever else is: the runner looks for what a module makes by name.
CREATE OR REPLACE TRIGGER trg_write_sync_log_insert
    AFTER INSERT ON student_mistakes REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (current_setting('endstp.sync_applying', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION write_student_sync_log();
CREATE OR REPLACE TRIGGER trg_write_sync_log_update
    AFTER UPDATE ON mistake_types REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (current_setting('endstp.sync_applying', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION write_keyed_sync_log();
CREATE OR REPLACE TRIGGER trg_stamp_edit
    BEFORE UPDATE ON mistake_types
    FOR EACH ROW WHEN (current_setting('endstp.sync_applying', true) IS DISTINCT FROM 'on'
        AND current_setting('endstp.replicating', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION stamp_edit();

CREATE INDEX IF NOT EXISTS idx_student_recommendations_newest
    ON student_recommendations (student_id, global_topic_uid, recommendation_type, created_at DESC, id DESC);
CREATE OR REPLACE TRIGGER trg_order_new_recommendation
    BEFORE INSERT ON student_recommendations
    FOR EACH ROW WHEN (current_setting('endstp.sync_applying', true) IS DISTINCT FROM 'on'
        AND current_setting('endstp.replicating', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION order_new_recommendation();

CREATE OR REPLACE FUNCTION lock_before_settings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 5006 AND objid = 0 AND pid = pg_backend_pid() AND granted) THEN
        PERFORM pg_advisory_xact_lock(5006, 0);
    END IF;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION lock_before_settings() IS
    'Before a statement on settings locks any row: the lock of everyone, because it does not say yet whose they are. Pushes take students before rows, and would wait in a circle with it. Who has taken the students already passes.';

CREATE OR REPLACE TRIGGER trg_lock_before_settings
    BEFORE INSERT OR UPDATE OR DELETE ON student_analysis_settings FOR EACH STATEMENT
    WHEN (current_setting('endstp.sync_applying', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION lock_before_settings();

-- Merging ------------------------------------------------------------------------------------------------------------

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

CREATE OR REPLACE FUNCTION sync_conflict_action(p_table_name TEXT) RETURNS TEXT
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_table RECORD;
    v_marks CONSTANT TEXT[] := '{is_active,is_shown,shown_at,is_dismissed,dismissed_at,is_done,done_at,done_actions}';
    v_set TEXT;
    v_where TEXT;
    v_last_writer TEXT;
BEGIN
    SELECT * INTO v_table FROM sync_tables() AS travels WHERE travels.table_name = p_table_name;
    IF v_table.merge = 'fact' THEN
        RETURN 'DO NOTHING';
    END IF;
    -- Same time and replica but another content (a cloned disk): the greater text wins, everywhere alike.
    v_last_writer := CASE
        WHEN EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(format('public.%I', p_table_name))
                     AND attname = 'updated_by' AND NOT attisdropped)
        THEN '(excluded.updated_at, coalesce(excluded.updated_by, ''00000000-0000-0000-0000-000000000000''))'
            ' > (own.updated_at, coalesce(own.updated_by, ''00000000-0000-0000-0000-000000000000''))'
            ' OR (excluded.updated_at, excluded.updated_by) IS NOT DISTINCT FROM (own.updated_at, own.updated_by)'
        ELSE 'excluded.updated_at > own.updated_at OR excluded.updated_at = own.updated_at' END
        || format(' AND (to_jsonb(excluded) - %1$L::text[])::text COLLATE "C" > (to_jsonb(own) - %1$L::text[])::text COLLATE "C"',
            CASE v_table.merge WHEN 'recommendation' THEN v_marks ELSE '{}' END);
    SELECT string_agg(format('%1$I = CASE WHEN %2$s THEN excluded.%1$I ELSE own.%1$I END', attname, v_last_writer), ', ')
    INTO v_set
    FROM pg_attribute
    WHERE attrelid = to_regclass(format('public.%I', p_table_name)) AND attnum > 0 AND NOT attisdropped
      AND attname <> v_table.key_column AND (v_table.merge <> 'recommendation' OR attname <> ALL (v_marks));
    CASE v_table.merge
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
    RETURN format('DO UPDATE SET %s WHERE %s(%s)', v_set,
        -- A row never moves to another student by a push that names its id.
        CASE WHEN v_table.scope_column <> v_table.key_column THEN format('own.%1$I = excluded.%1$I AND ', v_table.scope_column) ELSE '' END,
        v_where);
END $$;

COMMENT ON FUNCTION sync_conflict_action(TEXT) IS 'What a row of this table does when its key is there already: the merge rules as the end of an INSERT.';

CREATE OR REPLACE FUNCTION sync_merge_statement(p_table_name TEXT) RETURNS TEXT
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_table RECORD;
    v_names TEXT[];
    v_columns TEXT;
    v_values TEXT;
    v_defaults TEXT;
    v_well_formed TEXT;
BEGIN
    SELECT * INTO v_table FROM sync_tables() AS travels WHERE travels.table_name = p_table_name;
    SELECT array_agg(attname::text ORDER BY attnum), string_agg(quote_ident(attname), ', ' ORDER BY attnum),
        -- A column that an older release does not send takes its default, not NULL.
        string_agg(coalesce(pg_get_expr(defaults.adbin, attrelid), 'NULL'), ', ' ORDER BY attnum),
        -- PostgreSQL would read any JSON into a text, and 'infinity' or 'tomorrow' into a time.
        string_agg(CASE
            WHEN typcategory = 'S' THEN format('jsonb_typeof(entry.sync_row -> %L) IN (''string'', ''null'')', attname)
            WHEN atttypid = 'timestamptz'::regtype THEN format('entry.sync_row ->> %L LIKE ''____-__-__%%''', attname)
            END, ' AND ' ORDER BY attnum)
    INTO v_names, v_columns, v_defaults, v_well_formed
    FROM pg_attribute
    JOIN pg_type ON pg_type.oid = atttypid
    LEFT JOIN pg_attrdef AS defaults ON defaults.adrelid = attrelid AND defaults.adnum = attnum
    WHERE attrelid = to_regclass(format('public.%I', p_table_name)) AND attnum > 0 AND NOT attisdropped;
    IF 'updated_at' = ANY (v_names) THEN
        v_well_formed := v_well_formed || ' AND entry.sync_row ? ''updated_at''';
    END IF;
    SELECT string_agg(CASE WHEN name = v_table.scope_column THEN format('entry.sync_scope AS %I', name)
        WHEN name = 'extra' THEN format('nullif(entry.sync_row - %L::text[], ''{}'') AS extra', v_names)
        ELSE format('entry.%I', name) END, ', ' ORDER BY place)
    INTO v_values FROM unnest(v_names) WITH ORDINALITY AS own (name, place);

    RETURN format(
        'WITH incoming AS MATERIALIZED (SELECT entry.sync_place, entry.sync_scope, CASE'
            ' WHEN (%4$s) IS FALSE THEN ''MALFORMED_CHANGE''%5$s END AS sync_problem, %3$s'
            ' FROM ROWS FROM (unnest($1), unnest($2), jsonb_populate_recordset(ROW(%6$s)::%1$I, to_jsonb($1)))'
            ' WITH ORDINALITY AS entry (sync_row, sync_scope, %2$s, sync_place)'
        -- In the order of their keys: two sessions that insert the same versions never wait for each other.
        '), merged AS (INSERT INTO %1$I AS own (%2$s) SELECT %2$s FROM incoming WHERE sync_problem IS NULL ORDER BY %7$I'
            ' ON CONFLICT (%7$I) %8$s RETURNING own.%7$I AS sync_key%9$s'
        '), answered AS MATERIALIZED (SELECT incoming.sync_place, merged.sync_key, %10$s AS sync_origin, coalesce(incoming.sync_problem%11$s) AS sync_problem'
            ' FROM incoming LEFT JOIN merged ON merged.sync_key = incoming.%7$I'
        ') SELECT coalesce(array_agg(sync_place::int ORDER BY sync_place) FILTER (WHERE sync_key IS NOT NULL), ''{}''),'
            ' coalesce(array_agg(sync_origin ORDER BY sync_place) FILTER (WHERE sync_key IS NOT NULL), ''{}''),'
            ' coalesce(array_agg(sync_place::int ORDER BY sync_place) FILTER (WHERE sync_problem IS NOT NULL), ''{}''),'
            ' coalesce(array_agg(sync_problem ORDER BY sync_place) FILTER (WHERE sync_problem IS NOT NULL), ''{}'') FROM answered',
        p_table_name, v_columns, v_values, v_well_formed,
        -- What was said about a mistake changes how its student is judged: only that student says it.
        CASE p_table_name WHEN 'mistake_reasons' THEN
            ' WHEN (SELECT own.student_id <> entry.sync_scope FROM student_mistakes AS own WHERE own.id = entry.mistake_id)'
            ' THEN ''SCOPE_FORBIDDEN''' ELSE '' END,
        v_defaults, v_table.key_column, sync_conflict_action(p_table_name),
        -- A fact is stored as it was sent; what was merged may be a state that nobody has yet.
        CASE v_table.merge WHEN 'fact' THEN '' ELSE ', own AS sync_result' END,
        CASE v_table.merge WHEN 'fact' THEN '$3'
            ELSE format('CASE WHEN merged.sync_result *= ROW(%s)::%I THEN $3 END',
                (SELECT string_agg(format('incoming.%I', name), ', ' ORDER BY place) FROM unnest(v_names) WITH ORDINALITY AS own (name, place)),
                p_table_name) END,
        CASE WHEN v_table.scope_column <> v_table.key_column THEN format(
            ', CASE WHEN merged.sync_key IS NULL THEN (SELECT CASE WHEN own.%1$I <> incoming.sync_scope THEN ''SCOPE_FORBIDDEN'' END'
            ' FROM %2$I AS own WHERE own.%3$I = incoming.%3$I) END', v_table.scope_column, p_table_name, v_table.key_column)
            ELSE '' END);
END $$;

COMMENT ON FUNCTION sync_merge_statement(TEXT) IS
    'The statement that merges rows ($1 JSONB[]) of scopes ($2 UUID[]) sent by a peer ($3) into a table. Gives the places of those that were inserted or changed, with their origins, and the places of those refused, with their codes.';

CREATE OR REPLACE FUNCTION prepare_sync_merge(p_table_name TEXT, p_scopes UUID[], INOUT p_rows JSONB[])
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF p_table_name = 'student_recommendations' THEN
        -- The student is the scope: the row of one who has another id by now still names the old one.
        SELECT array_agg(CASE WHEN ranked.is_newest THEN ranked.row ELSE ranked.row || '{"is_active": false}' END ORDER BY ranked.place)
        INTO p_rows
        FROM (
            SELECT sent.row, sent.place, row_number() OVER (
                    PARTITION BY sent.student_id, given.global_topic_uid, given.recommendation_type
                    ORDER BY given.created_at DESC, given.id DESC) = 1
                AND NOT EXISTS (
                    SELECT FROM student_recommendations AS newer
                    WHERE newer.student_id = sent.student_id AND newer.global_topic_uid = given.global_topic_uid
                      AND newer.recommendation_type = given.recommendation_type
                      AND (newer.created_at, newer.id) > (given.created_at, given.id)) AS is_newest
            FROM unnest(p_scopes, p_rows) WITH ORDINALITY AS sent (student_id, row, place)
            CROSS JOIN LATERAL jsonb_populate_record(NULL::student_recommendations, sent.row) AS given
        ) AS ranked;
        -- Needs no entry in the log: whoever has the newer one comes to the same conclusion.
        UPDATE student_recommendations AS older SET is_active = false
        FROM unnest(p_scopes, p_rows) AS sent (student_id, row)
        CROSS JOIN LATERAL jsonb_populate_record(NULL::student_recommendations, sent.row) AS newer
        WHERE older.is_active AND older.student_id = sent.student_id
          AND older.global_topic_uid = newer.global_topic_uid
          AND older.recommendation_type = newer.recommendation_type
          AND (older.created_at, older.id) < (newer.created_at, newer.id);
    ELSIF p_table_name = 'analysis_presets' THEN
        UPDATE analysis_presets SET is_default = false
        WHERE is_default AND EXISTS (
            SELECT FROM unnest(p_rows) AS sent (row)
            WHERE sent.row -> 'is_default' = 'true' AND sent.row ->> 'preset_name' <> preset_name);
    END IF;
END $$;

COMMENT ON FUNCTION prepare_sync_merge(TEXT, UUID[], JSONB[]) IS
    'Before rows are merged: only the newest recommendation of a kind stays active, only one preset the default.';

CREATE OR REPLACE FUNCTION merge_sync_rows(
    p_table_name TEXT, p_statement TEXT, p_rows JSONB[], p_scopes UUID[], p_origin UUID,
    OUT accepted_places INT[], OUT origins UUID[], OUT refused_places INT[], OUT codes TEXT[], OUT details TEXT[]
)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    v_count INT := cardinality(p_rows);
    v_half INT := v_count / 2;
    v_part RECORD;
    v_state TEXT;
    v_constraint TEXT;
    v_column TEXT;
BEGIN
    BEGIN
        EXECUTE p_statement INTO accepted_places, origins, refused_places, codes
            USING prepare_sync_merge(p_table_name, p_scopes, p_rows), p_scopes, p_origin;
        details := array_fill(NULL::text, ARRAY[cardinality(codes)]);
        RETURN;
    EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded OR raise_exception
        OR insufficient_privilege THEN
        GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME, v_column = COLUMN_NAME;
    END;
    IF v_count = 1 THEN
        accepted_places := '{}';
        origins := '{}';
        refused_places := '{1}';
        -- Wrong by itself, or only for want of something else: a parent that has not come, another row in its place.
        codes := ARRAY[CASE WHEN v_state ~ '^(22|54)' OR v_state IN ('23502', '23514') THEN 'MALFORMED_CHANGE' ELSE 'ROW_REFUSED' END];
        details := ARRAY[concat_ws(' ', v_state, nullif(v_constraint, ''), nullif(v_column, ''))];
        RETURN;
    END IF;
    -- One bad row must not hold up the others: the batch is halved until it stands alone.
    SELECT * INTO v_part FROM merge_sync_rows(p_table_name, p_statement, p_rows[:v_half], p_scopes[:v_half], p_origin);
    accepted_places := v_part.accepted_places;
    origins := v_part.origins;
    refused_places := v_part.refused_places;
    codes := v_part.codes;
    details := v_part.details;
    SELECT * INTO v_part FROM merge_sync_rows(p_table_name, p_statement, p_rows[v_half + 1:], p_scopes[v_half + 1:], p_origin);
    accepted_places := accepted_places || ARRAY(SELECT place + v_half FROM unnest(v_part.accepted_places) AS place);
    origins := origins || v_part.origins;
    refused_places := refused_places || ARRAY(SELECT place + v_half FROM unnest(v_part.refused_places) AS place);
    codes := codes || v_part.codes;
    details := details || v_part.details;
END $$;

COMMENT ON FUNCTION merge_sync_rows(TEXT, TEXT, JSONB[], UUID[], UUID) IS
    'Runs a merge statement on rows of one table. A refused row is named by SQLSTATE, constraint and column; its values are repeated nowhere.';

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
    -- Whoever asks may not know that the student joined a class, and has another id since.
    v_later_id UUID := (SELECT new_student_id FROM student_aliases WHERE old_student_id = p_student_id);
    v_table TEXT;
    v_before TEXT := current_setting('endstp.sync_applying', true);
    v_is_new BOOLEAN;
BEGIN
    PERFORM lock_student_analysis(array_remove(ARRAY[p_student_id, v_later_id], NULL));
    IF v_later_id IS NOT NULL THEN
        PERFORM erase_student(v_later_id, p_erased_at);
    END IF;
    PERFORM set_config('endstp.sync_applying', 'on', true);
    FOR v_table IN SELECT table_name FROM student_row_tables() LOOP
        EXECUTE format('DELETE FROM %I WHERE student_id = $1', v_table) USING p_student_id;
    END LOOP;
    FOREACH v_table IN ARRAY ARRAY['student_analysis_settings', 'student_mistake_patterns', 'student_baseline_performance',
        'profile_locks'] LOOP
        IF to_regclass(format('public.%I', v_table)) IS NOT NULL THEN
            EXECUTE format('DELETE FROM %I WHERE student_id = $1', v_table) USING p_student_id;
        END IF;
    END LOOP;
    IF to_regclass('public.students') IS NOT NULL THEN
        DELETE FROM students WHERE id = p_student_id;
    END IF;
    -- Aliases go on travelling: rows that still name an older id are to be refused everywhere.
    DELETE FROM sync_log WHERE scope = p_student_id AND table_name NOT IN ('student_tombstones', 'student_aliases');
    DELETE FROM sync_refused_rows WHERE change -> 'row' ->> 'student_id' = p_student_id::text
        OR table_name = 'students' AND row_id = p_student_id::text;
    INSERT INTO student_tombstones AS own (student_id, erased_at) VALUES (p_student_id, p_erased_at)
    ON CONFLICT (student_id) DO UPDATE SET erased_at = excluded.erased_at WHERE excluded.erased_at < own.erased_at;
    v_is_new := FOUND;
    IF v_is_new THEN
        PERFORM append_sync_log(ARRAY['student_tombstones'], ARRAY[p_student_id], ARRAY[p_student_id], ARRAY[p_origin]);
    END IF;
    PERFORM set_config('endstp.sync_applying', coalesce(v_before, ''), true);
    RETURN v_is_new;
END $$;

COMMENT ON FUNCTION erase_student(UUID, TIMESTAMPTZ, UUID) IS
    'Deletes every row of a student, under the id that they have by now too, and leaves tombstones that travel. False when it was there already.';

CREATE OR REPLACE FUNCTION rekey_student(p_old_student_id UUID, p_new_student_id UUID, p_origin UUID DEFAULT NULL)
RETURNS BOOLEAN
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    v_new_id UUID := coalesce(
        (SELECT new_student_id FROM student_aliases WHERE old_student_id = p_new_student_id), p_new_student_id);
    v_table TEXT;
    v_key TEXT;
    v_ids UUID[];
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
    WITH led_on AS (
        UPDATE student_aliases SET new_student_id = v_new_id WHERE new_student_id = p_old_student_id RETURNING old_student_id
    )
    SELECT array_agg(old_student_id ORDER BY old_student_id) INTO v_ids FROM led_on;
    INSERT INTO student_aliases (old_student_id, new_student_id) VALUES (p_old_student_id, v_new_id);
    -- Two profiles of this device turned out to be one student: one link is enough.
    UPDATE sync_links AS own SET left_at = now()
    WHERE own.student_id = p_old_student_id AND own.left_at IS NULL AND EXISTS (
        SELECT FROM sync_links AS kept
        WHERE kept.student_id = v_new_id AND kept.server_url = own.server_url AND kept.left_at IS NULL);
    UPDATE sync_links SET student_id = v_new_id WHERE student_id = p_old_student_id;
    -- The PIN of this device goes along, unless the other id has one here already.
    IF to_regclass('public.profile_locks') IS NOT NULL THEN
        UPDATE profile_locks SET student_id = v_new_id WHERE student_id = p_old_student_id
          AND NOT EXISTS (SELECT FROM profile_locks AS own WHERE own.student_id = v_new_id);
        DELETE FROM profile_locks WHERE student_id = p_old_student_id;
    END IF;
    DELETE FROM sync_log WHERE scope = p_old_student_id AND table_name <> 'student_tombstones';
    IF v_ids IS NOT NULL THEN
        PERFORM append_sync_log('student_aliases', array_fill(v_new_id, ARRAY[cardinality(v_ids)]), v_ids);
    END IF;
    PERFORM append_sync_log(ARRAY['student_aliases'], ARRAY[v_new_id], ARRAY[p_old_student_id], ARRAY[p_origin]);

    -- Profile and settings may be there under both ids: the last writer wins, as everywhere.
    FOREACH v_table IN ARRAY ARRAY['students', 'student_analysis_settings'] LOOP
        CONTINUE WHEN to_regclass(format('public.%I', v_table)) IS NULL;
        SELECT key_column INTO v_key FROM sync_tables() AS travels WHERE travels.table_name = v_table;
        v_row := NULL;
        EXECUTE format('DELETE FROM %I AS own WHERE %I = $1 RETURNING to_jsonb(own)', v_table, v_key)
            INTO v_row USING p_old_student_id;
        IF v_row IS NOT NULL THEN
            PERFORM merge_sync_rows(v_table, sync_merge_statement(v_table),
                ARRAY[v_row || jsonb_build_object(v_key, v_new_id)], ARRAY[v_new_id], NULL);
            PERFORM append_sync_log(v_table, ARRAY[v_new_id], ARRAY[v_new_id]);
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
        SELECT array_agg(DISTINCT question_version_id) INTO v_ids FROM test_answers WHERE student_id = p_old_student_id;
        IF v_ids IS NOT NULL THEN
            PERFORM append_sync_log('question_versions', array_fill(v_new_id, ARRAY[cardinality(v_ids)]), v_ids);
        END IF;
    END IF;
    FOR v_table IN SELECT row_table.table_name FROM student_row_tables() WITH ORDINALITY AS row_table (table_name, place) ORDER BY place DESC LOOP
        EXECUTE format('WITH moved AS (UPDATE %I SET student_id = $2 WHERE student_id = $1 RETURNING id) '
            'SELECT array_agg(id ORDER BY id) FROM moved', v_table)
            INTO v_ids USING p_old_student_id, v_new_id;
        IF v_ids IS NOT NULL THEN
            PERFORM append_sync_log(v_table, array_fill(v_new_id, ARRAY[cardinality(v_ids)]), v_ids);
        END IF;
    END LOOP;
    -- Erased under either id, before the two were known to be one: erased under both, in whichever order it is heard.
    PERFORM erase_student(v_new_id, erased_at) FROM student_tombstones
    WHERE student_id IN (p_old_student_id, v_new_id) ORDER BY erased_at LIMIT 1;
    PERFORM set_config('endstp.sync_applying', coalesce(v_applying, ''), true),
        set_config('endstp.replicating', coalesce(v_replicating, ''), true);
    RETURN true;
END $$;

COMMENT ON FUNCTION rekey_student(UUID, UUID, UUID) IS
    'Gives all rows of a student to another id and leaves an alias that travels. False when the old id already has one.';

-- Pushing ------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION sync_permissions(
    OUT is_unrestricted BOOLEAN, OUT read_scopes UUID[], OUT write_scopes UUID[], OUT settings_scopes UUID[]
)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- 009 says who may see and write what. Without it nobody but the owner can call what asks here.
    is_unrestricted := to_regprocedure('public.sync_caller_scopes()') IS NULL;
    IF NOT is_unrestricted THEN
        SELECT caller.is_unrestricted, caller.read_scopes, caller.write_scopes, caller.settings_scopes
        INTO is_unrestricted, read_scopes, write_scopes, settings_scopes
        FROM sync_caller_scopes() AS caller;
        is_unrestricted := coalesce(is_unrestricted, false);
    END IF;
    read_scopes := coalesce(read_scopes, '{}');
    write_scopes := coalesce(write_scopes, '{}');
    settings_scopes := coalesce(settings_scopes, '{}');
END $$;

COMMENT ON FUNCTION sync_permissions() IS 'Scopes that the caller may read and write, asked once for each call.';

CREATE OR REPLACE FUNCTION assert_sync_push(p_replica UUID, p_changes JSONB) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF p_replica IS NULL OR jsonb_typeof(p_changes) IS DISTINCT FROM 'array' THEN
        RAISE EXCEPTION 'a push is a replica id and an array of changes' USING ERRCODE = 'PT400',
            DETAIL = 'replica or changes are missing or of another type',
            HINT = 'Send {"p_replica": UUID, "p_changes": [{"scope", "table", "id", "row"}]}.';
    END IF;
    -- In memory JSONB takes up to twice the bytes of its text. One row alone may be larger: it cannot be split.
    IF jsonb_array_length(p_changes) > 500 OR jsonb_array_length(p_changes) > 1 AND pg_column_size(p_changes) > 524288 THEN
        RAISE EXCEPTION 'too many changes at once' USING ERRCODE = 'PT413',
            DETAIL = format('%s changes of %s bytes', jsonb_array_length(p_changes), pg_column_size(p_changes)),
            HINT = 'Send at most 500 changes and 256 KB at once.';
    END IF;
END $$;

COMMENT ON FUNCTION assert_sync_push(UUID, JSONB) IS 'Raises PT400 for what is no push, PT413 for more than 500 rows or 256 KB.';

CREATE OR REPLACE FUNCTION uuid_or_null(p_text TEXT) RETURNS UUID
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN p_text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN p_text::pg_catalog.uuid END
$$;

COMMENT ON FUNCTION uuid_or_null(TEXT) IS 'The UUID that a text is, in the one spelling that ids have; NULL for anything else. Sets no path, so that it is inlined.';

CREATE OR REPLACE FUNCTION lock_sync_scopes(p_changes JSONB, p_is_upstream BOOLEAN, p_scopes UUID[]) RETURNS UUID[]
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_scopes UUID[];
BEGIN
    SELECT array_agg(DISTINCT named.scope) INTO v_scopes
    FROM (
        SELECT coalesce(alias.new_student_id, sent.scope) AS scope
        FROM (
            SELECT uuid_or_null(given.scope_text) AS scope
            FROM (
                SELECT change -> 'row' ->> travels.scope_column AS scope_text
                FROM jsonb_array_elements(p_changes) AS change
                JOIN sync_tables() AS travels ON travels.table_name = change ->> 'table'
                UNION
                SELECT change ->> 'id' FROM jsonb_array_elements(p_changes) AS change WHERE change ->> 'table' = 'student_aliases'
            ) AS given
        ) AS sent
        LEFT JOIN student_aliases AS alias ON alias.old_student_id = sent.scope
    ) AS named
    WHERE named.scope IS NOT NULL AND (p_scopes IS NULL OR named.scope = ANY (p_scopes));
    -- Presets and types judge everyone anew: who changes them takes the lock of all before that of any.
    IF p_is_upstream AND jsonb_path_exists(p_changes, '$[*].table ? (@ == "analysis_presets" || @ == "mistake_types")') THEN
        PERFORM pg_advisory_xact_lock(5006, 0);
    END IF;
    IF v_scopes IS NOT NULL THEN
        PERFORM lock_student_analysis(v_scopes);
        INSERT INTO sync_counters (scope, seq)
        SELECT scope, 0 FROM unnest(v_scopes) AS scope ORDER BY scope ON CONFLICT (scope) DO NOTHING;
        PERFORM FROM sync_counters WHERE scope = ANY (v_scopes) ORDER BY scope FOR UPDATE;
    END IF;
    RETURN v_scopes;
END $$;

COMMENT ON FUNCTION lock_sync_scopes(JSONB, BOOLEAN, UUID[]) IS
    'Students first, then their counters, each in one order: two pushes never wait for each other. Returns whom it locked; of others than the given scopes nobody.';

CREATE OR REPLACE FUNCTION judge_sync_changes(p_changes JSONB, p_is_upstream BOOLEAN, p_write_scopes UUID[], p_settings_scopes UUID[])
RETURNS TABLE (number BIGINT, table_name TEXT, apply_order INT, merge TEXT, id TEXT, row_id UUID, scope UUID, row_value JSONB, refusal TEXT)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_everyone CONSTANT UUID := '00000000-0000-0000-0000-000000000000';
BEGIN
    RETURN QUERY
    -- Materialized: written out where they are used, each of these expressions would be computed many times.
    WITH known_table AS MATERIALIZED (
        SELECT travels.* FROM sync_tables() AS travels WHERE to_regclass('public.' || travels.table_name) IS NOT NULL
    ), sent AS MATERIALIZED (
        SELECT given.number, given.change ->> 'table' AS table_name, jsonb_typeof(given.change -> 'table') AS table_type,
            known_table.apply_order, known_table.merge, given.change ->> 'id' AS id, given.change -> 'row' AS row_value,
            given.change -> 'row' ->> known_table.key_column AS row_key,
            CASE WHEN known_table.is_text_key THEN md5(given.change ->> 'id')::uuid ELSE uuid_or_null(given.change ->> 'id') END AS row_id,
            CASE WHEN known_table.scope_column IS NOT NULL THEN given.change -> 'row' ->> known_table.scope_column
                WHEN known_table.table_name = 'question_versions' THEN given.change ->> 'scope'
                ELSE v_everyone::text END AS scope_text
        FROM jsonb_array_elements(p_changes) WITH ORDINALITY AS given (change, number)
        LEFT JOIN known_table ON known_table.table_name = given.change ->> 'table'
    ), named AS MATERIALIZED (
        SELECT given.scope_text, uuid_or_null(given.scope_text) AS scope
        FROM (SELECT DISTINCT sent.scope_text FROM sent) AS given
    ), judged AS MATERIALIZED (
        SELECT named.*, alias.new_student_id,
            p_write_scopes IS NULL OR named.scope = ANY (p_write_scopes) OR coalesce(alias.new_student_id = ANY (p_write_scopes), false) AS may_write,
            coalesce(named.scope = ANY (p_settings_scopes), false) AS may_set,
            EXISTS (SELECT FROM student_tombstones AS tombstone WHERE tombstone.student_id = named.scope)
                OR EXISTS (SELECT FROM student_tombstones AS tombstone WHERE tombstone.student_id = alias.new_student_id) AS is_erased
        FROM named LEFT JOIN student_aliases AS alias ON alias.old_student_id = named.scope
    )
    SELECT sent.number, sent.table_name, sent.apply_order, sent.merge, sent.id, sent.row_id,
        CASE WHEN sent.merge IN ('erase', 'rekey') THEN judged.scope ELSE coalesce(judged.new_student_id, judged.scope) END,
        sent.row_value,
        CASE WHEN sent.table_type <> 'string' OR sent.table_type IS NULL THEN 'MALFORMED_CHANGE'
            WHEN sent.merge IS NULL THEN 'UNKNOWN_TABLE'
            WHEN sent.row_id IS NULL OR judged.scope IS NULL OR sent.row_key IS DISTINCT FROM sent.id THEN 'MALFORMED_CHANGE'
            WHEN judged.scope = v_everyone AND NOT p_is_upstream THEN 'FLOWS_DOWN_ONLY'
            WHEN NOT judged.may_write
                AND NOT (judged.may_set AND sent.table_name IN ('student_analysis_settings', 'student_recommendations')) THEN 'SCOPE_FORBIDDEN'
            WHEN judged.is_erased AND sent.merge NOT IN ('erase', 'rekey') THEN 'STUDENT_ERASED'
        END
    FROM sent LEFT JOIN judged ON judged.scope_text = sent.scope_text;
END $$;

COMMENT ON FUNCTION judge_sync_changes(JSONB, BOOLEAN, UUID[], UUID[]) IS
    'Reads a push once: table, key and scope of each change (an aliased student already replaced), and why it is refused before it is tried. Write scopes NULL: all.';

CREATE OR REPLACE FUNCTION apply_sync_identity_change(
    p_merge TEXT, p_row JSONB, p_student_id UUID, p_replica UUID, p_write_scopes UUID[], OUT is_new BOOLEAN, OUT code TEXT, OUT detail TEXT
)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_new_id UUID := uuid_or_null(p_row ->> 'new_student_id');
BEGIN
    IF p_merge = 'erase' THEN
        IF p_row ->> 'erased_at' NOT LIKE '____-__-__%' THEN
            code := 'MALFORMED_CHANGE';
            RETURN;
        END IF;
        is_new := erase_student(p_student_id, coalesce((p_row ->> 'erased_at')::timestamptz, now()), p_replica);
    -- Nobody takes over the rows of a student who is known here by naming that student as an alias of their own.
    ELSIF p_write_scopes IS NOT NULL AND p_student_id <> ALL (p_write_scopes)
        AND EXISTS (SELECT FROM sync_counters WHERE scope = p_student_id AND seq > 0)
        AND NOT EXISTS (SELECT FROM student_aliases WHERE old_student_id = p_student_id) THEN
        code := 'SCOPE_FORBIDDEN';
    ELSE
        is_new := rekey_student(p_student_id, v_new_id, p_replica);
    END IF;
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR insufficient_privilege THEN
    code := 'ROW_REFUSED';
    detail := SQLSTATE;
END $$;

COMMENT ON FUNCTION apply_sync_identity_change(TEXT, JSONB, UUID, UUID, UUID[]) IS 'Applies one erasure or alias that was pushed; says whether it was new, or why it is refused.';

CREATE OR REPLACE FUNCTION apply_sync_changes(
    p_replica UUID, p_changes JSONB, p_is_upstream BOOLEAN, p_write_scopes UUID[], p_settings_scopes UUID[]
) RETURNS JSONB
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    v_identity RECORD;
    v_locked UUID[];
    v_part RECORD;
    v_done RECORD;
    v_log_tables TEXT[] := '{}';
    v_log_scopes UUID[] := '{}';
    v_log_ids UUID[] := '{}';
    v_log_origins UUID[] := '{}';
    v_accepted TEXT[] := '{}';
    v_known TEXT[] := '{}';
    v_refused JSONB := '[]';
    v_applying TEXT := current_setting('endstp.sync_applying', true);
    v_replicating TEXT := current_setting('endstp.replicating', true);
BEGIN
    PERFORM assert_sync_push(p_replica, p_changes);
    SELECT * INTO v_identity FROM sync_identity();
    PERFORM set_config('endstp.sync_applying', 'on', true), set_config('endstp.replicating', 'on', true);
    v_locked := lock_sync_scopes(p_changes, p_is_upstream, p_write_scopes || p_settings_scopes);

    -- Erasures and aliases first: they are in force for the other rows of this push.
    FOR v_part IN
        SELECT judged.* FROM judge_sync_changes(p_changes, p_is_upstream, p_write_scopes, p_settings_scopes) AS judged
        WHERE judged.merge IN ('erase', 'rekey') AND judged.refusal IS NULL
          AND jsonb_path_exists(p_changes, '$[*].table ? (@ == "student_tombstones" || @ == "student_aliases")')
        ORDER BY judged.apply_order, judged.number
    LOOP
        SELECT * INTO v_done FROM apply_sync_identity_change(v_part.merge, v_part.row_value, v_part.row_id, p_replica, p_write_scopes);
        IF v_done.code IS NOT NULL THEN
            v_refused := v_refused || jsonb_build_object('table', v_part.table_name, 'id', v_part.id, 'code', v_done.code, 'detail', v_done.detail);
        ELSIF v_done.is_new THEN
            v_accepted := v_accepted || v_part.id;
        ELSE
            v_known := v_known || v_part.id;
        END IF;
    END LOOP;

    FOR v_part IN
        -- A row that is there twice is merged twice.
        SELECT judged.table_name, judged.refusal, array_agg(judged.id ORDER BY judged.number) AS ids,
            array_agg(judged.row_id ORDER BY judged.number) AS row_ids, array_agg(judged.scope ORDER BY judged.number) AS scopes,
            array_agg(judged.row_value ORDER BY judged.number) AS row_values
        FROM (
            -- A profile sent under an older and the present id of its student is one row, too.
            SELECT change.*, row_number() OVER (PARTITION BY change.table_name, change.refusal,
                CASE WHEN change.table_name IN ('students', 'student_analysis_settings') THEN change.scope ELSE change.row_id END,
                CASE change.table_name WHEN 'question_versions' THEN change.scope END ORDER BY change.number) AS copy
            FROM judge_sync_changes(p_changes, p_is_upstream, p_write_scopes, p_settings_scopes) AS change
            WHERE change.refusal IS NOT NULL OR change.merge NOT IN ('erase', 'rekey')
        ) AS judged
        GROUP BY judged.table_name, judged.refusal, judged.apply_order, judged.copy
        ORDER BY judged.apply_order, judged.copy
    LOOP
        IF v_part.refusal IS NOT NULL THEN
            v_refused := v_refused || (
                SELECT jsonb_agg(jsonb_build_object('table', v_part.table_name, 'id', id, 'code', v_part.refusal))
                FROM unnest(v_part.ids) AS id);
            CONTINUE;
        END IF;
        SELECT * INTO v_done FROM merge_sync_rows(v_part.table_name, sync_merge_statement(v_part.table_name),
            v_part.row_values, v_part.scopes, p_replica);
        v_refused := v_refused || (
            SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('table', v_part.table_name, 'id', v_part.ids[refusal.place],
                'code', refusal.code, 'detail', refusal.detail))), '[]')
            FROM unnest(v_done.refused_places, v_done.codes, v_done.details) AS refusal (place, code, detail));
        -- Already here, but a version may be new to the scope it came in.
        IF v_part.table_name = 'question_versions' THEN
            SELECT array_agg(place), array_agg(p_replica) INTO v_done.accepted_places, v_done.origins
            FROM generate_subscripts(v_part.ids, 1) AS place
            WHERE place <> ALL (v_done.refused_places) AND (place = ANY (v_done.accepted_places) OR NOT EXISTS (
                SELECT FROM sync_log AS log WHERE log.table_name = 'question_versions'
                  AND log.scope = v_part.scopes[place] AND log.row_id = v_part.row_ids[place]));
        END IF;
        SELECT v_log_tables || array_agg(v_part.table_name), v_log_scopes || array_agg(v_part.scopes[done.place]),
            -- Of a profile or of settings the alias changes the key too.
            v_log_ids || array_agg(CASE WHEN v_part.table_name IN ('students', 'student_analysis_settings')
                THEN v_part.scopes[done.place] ELSE v_part.row_ids[done.place] END),
            v_log_origins || array_agg(done.origin), v_accepted || array_agg(v_part.ids[done.place])
        INTO v_log_tables, v_log_scopes, v_log_ids, v_log_origins, v_accepted
        FROM unnest(v_done.accepted_places, v_done.origins) AS done (place, origin);
        v_known := v_known || ARRAY(
            SELECT v_part.ids[known.place] FROM (
                SELECT place FROM generate_subscripts(v_part.ids, 1) AS place
                EXCEPT SELECT place FROM unnest(v_done.accepted_places || v_done.refused_places) AS place) AS known);
    END LOOP;

    IF cardinality(v_log_ids) > 0 THEN
        PERFORM append_sync_log(v_log_tables, v_log_scopes, v_log_ids, v_log_origins);
    END IF;
    -- A student of whom every row was refused leaves nothing behind.
    DELETE FROM sync_counters WHERE scope = ANY (v_locked) AND seq = 0;
    PERFORM set_config('endstp.sync_applying', coalesce(v_applying, ''), true),
        set_config('endstp.replicating', coalesce(v_replicating, ''), true);
    RETURN jsonb_build_object('replica', v_identity.replica_id, 'epoch', v_identity.epoch,
        'server_time', clock_timestamp(), 'accepted', to_jsonb(v_accepted), 'known', to_jsonb(v_known), 'refused', v_refused);
END $$;

COMMENT ON FUNCTION apply_sync_changes(UUID, JSONB, BOOLEAN, UUID[], UUID[]) IS
    'Merges and logs a push for a caller with these write scopes (NULL: all): one statement for each table, one entry of the log for each row that changed something.';

CREATE OR REPLACE FUNCTION sync_push(p_replica UUID, p_changes JSONB) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_caller RECORD;
BEGIN
    SELECT * INTO v_caller FROM sync_permissions();
    IF v_caller.is_unrestricted THEN
        RETURN apply_sync_changes(p_replica, p_changes,
            EXISTS (SELECT FROM sync_peers WHERE peer_id = p_replica AND is_upstream), NULL, NULL);
    END IF;
    RETURN apply_sync_changes(p_replica, p_changes, false, v_caller.write_scopes, v_caller.settings_scopes);
END $$;

COMMENT ON FUNCTION sync_push(UUID, JSONB) IS
    'Merges changes {scope, table, id, row} of a replica. Answers ids accepted and already known, refused rows {table, id, code, detail}, own replica and epoch, and the time.';

-- Pulling ------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION sync_rows_statement(p_table_name TEXT) RETURNS TEXT
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_table RECORD;
    v_columns TEXT;
BEGIN
    SELECT * INTO v_table FROM sync_tables() AS travels WHERE travels.table_name = p_table_name;
    -- Numbers of any length travel as text: a client that reads JSON into doubles would shorten them.
    SELECT string_agg(CASE WHEN atttypid = 'numeric'::regtype THEN format('own.%1$I::text AS %1$I', attname)
        ELSE format('own.%I', attname) END, ', ' ORDER BY attnum) INTO v_columns
    FROM pg_attribute
    WHERE attrelid = to_regclass(format('public.%I', p_table_name)) AND attnum > 0 AND NOT attisdropped AND attname <> 'extra'
      -- How this replica came by a version: others have drawn the same one at another time, from another seed.
      AND NOT (p_table_name = 'question_versions' AND attname IN ('template_revision', 'template_seed', 'created_at'));
    RETURN format('SELECT array_agg(entry.place), array_agg(json_build_object(''scope'', entry.scope, ''seq'', entry.seq,'
            ' ''table'', %1$L, ''id'', own.%2$I, ''row'', CASE WHEN own.extra IS NULL THEN row_to_json(sent)'
            ' ELSE (to_jsonb(sent) || own.extra)::json END)::text)'
            ' FROM unnest($1, $2, $3, $4) AS entry (place, scope, seq, row_id) JOIN %1$I AS own ON %3$s = entry.row_id'
            ' CROSS JOIN LATERAL (SELECT %4$s) AS sent',
        p_table_name, v_table.key_column,
        CASE WHEN v_table.is_text_key THEN format('md5(own.%I)::uuid', v_table.key_column) ELSE format('own.%I', v_table.key_column) END,
        v_columns);
END $$;

COMMENT ON FUNCTION sync_rows_statement(TEXT) IS
    'The statement that reads rows of a table as changes, for entries of the log (place, scope, seq, row_id); those that are gone are left out.';

CREATE OR REPLACE FUNCTION sync_sizes_statement(p_table_name TEXT) RETURNS TEXT
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_table RECORD;
    v_size TEXT;
BEGIN
    SELECT * INTO v_table FROM sync_tables() AS travels WHERE travels.table_name = p_table_name;
    -- Neither reads what is stored apart from its row: a text tells its length from there, others their stored size.
    SELECT string_agg(format(CASE WHEN atttypid IN ('text'::regtype, 'varchar'::regtype) THEN 'coalesce(octet_length(own.%1$I), 0)'
        ELSE 'coalesce(pg_column_size(own.%1$I), 0)' END, attname), ' + ') INTO v_size
    FROM pg_attribute
    WHERE attrelid = to_regclass(format('public.%I', p_table_name)) AND attnum > 0 AND NOT attisdropped AND attstorage IN ('x', 'e');
    RETURN format('SELECT array_agg(entry.place), array_agg(%1$s) FROM unnest($1, $2) AS entry (place, row_id)'
            ' JOIN %2$I AS own ON %3$s = entry.row_id',
        coalesce(v_size, '0'), p_table_name,
        CASE WHEN v_table.is_text_key THEN format('md5(own.%I)::uuid', v_table.key_column) ELSE format('own.%I', v_table.key_column) END);
END $$;

COMMENT ON FUNCTION sync_sizes_statement(TEXT) IS
    'The statement that says, without reading them, about how many bytes rows of a table hold, for entries of the log (place, row_id).';

-- Without sequential scans: a page is some hundred rows, found by their keys, however many others the tables hold.
CREATE OR REPLACE FUNCTION read_sync_page(p_peer UUID, p_positions JSONB, p_max_rows INT, p_scopes UUID[], p_has_everyone BOOLEAN) RETURNS JSON
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET enable_seqscan = off AS $$
DECLARE
    v_everyone CONSTANT UUID := '00000000-0000-0000-0000-000000000000';
    v_max_bytes CONSTANT INT := 262144;
    v_max_rows INT := least(greatest(coalesce(p_max_rows, 500), 1), 500);
    v_wanted UUID[] := p_scopes;
    v_open RECORD;
    v_found RECORD;
    v_part RECORD;
    v_scopes UUID[] := '{}';
    v_seqs BIGINT[] := '{}';
    v_tables TEXT[] := '{}';
    v_ids UUID[] := '{}';
    v_places INT[];
    v_changes TEXT[];
    v_sizes INT[];
    v_all_places INT[] := '{}';
    v_all_sizes INT[] := '{}';
    v_all_changes TEXT[] := '{}';
    v_last INT;
    v_positions JSONB := '{}';
    v_ends JSONB := '{}';
    v_has_more BOOLEAN := false;
    v_taken INT;
    v_text TEXT;
BEGIN
    IF p_positions IS NULL OR jsonb_typeof(p_positions) <> 'object'
        OR jsonb_path_exists(p_positions, '$.* ? (@.type() != "number" || @ < 0 || @ > 9007199254740991)') THEN
        RAISE EXCEPTION 'positions are an object of sequence numbers' USING ERRCODE = 'PT400',
            DETAIL = 'a position is missing or no number', HINT = 'Send {"SCOPE": SEQ}, or {} to read from the beginning.';
    END IF;
    IF p_scopes IS NULL THEN
        v_wanted := ARRAY(SELECT scope FROM sync_counters);
    END IF;
    v_wanted := CASE WHEN p_has_everyone THEN array_append(v_wanted, v_everyone) ELSE array_remove(v_wanted, v_everyone) END;
    -- Only scopes that have something new are looked into, one after the other until the page is full.
    FOR v_open IN
        SELECT counter.scope, counter.seq, coalesce((p_positions ->> counter.scope::text)::numeric::bigint, 0) AS position
        FROM sync_counters AS counter
        WHERE counter.scope = ANY (v_wanted)
          AND counter.seq > coalesce((p_positions ->> counter.scope::text)::numeric::bigint, 0)
        ORDER BY counter.scope
    LOOP
        SELECT array_agg(entry.seq ORDER BY entry.seq) AS seqs, array_agg(entry.table_name ORDER BY entry.seq) AS tables,
            array_agg(entry.row_id ORDER BY entry.seq) AS ids, count(*)::int AS count
        INTO v_found
        FROM (
            SELECT log.seq, log.table_name, log.row_id FROM sync_log AS log
            WHERE log.scope = v_open.scope AND log.seq > v_open.position AND log.origin IS DISTINCT FROM p_peer
            ORDER BY log.seq LIMIT v_max_rows - cardinality(v_ids) + 1
        ) AS entry;
        v_scopes := v_scopes || array_fill(v_open.scope, ARRAY[v_found.count]);
        v_seqs := v_seqs || v_found.seqs;
        v_tables := v_tables || v_found.tables;
        v_ids := v_ids || v_found.ids;
        v_has_more := cardinality(v_ids) > v_max_rows;
        EXIT WHEN v_has_more;
        -- Read to its end, and past entries that need not be sent.
        v_ends := v_ends || jsonb_build_object(v_open.scope, v_open.seq);
    END LOOP;

    -- Rows of a megabyte are looked at by their size first: five hundred of them at once would fill the memory.
    FOR v_part IN
        SELECT entry.table_name, array_agg(entry.place) AS places, array_agg(entry.row_id) AS ids
        FROM (
            SELECT page.table_name, page.row_id, min(page.place) AS place
            FROM unnest(v_scopes, v_tables, v_ids) WITH ORDINALITY AS page (scope, table_name, row_id, place)
            WHERE page.place <= v_max_rows AND to_regclass('public.' || page.table_name) IS NOT NULL
            GROUP BY page.scope, page.table_name, page.row_id
        ) AS entry
        GROUP BY entry.table_name
    LOOP
        EXECUTE sync_sizes_statement(v_part.table_name) INTO v_places, v_sizes USING v_part.places, v_part.ids;
        v_all_places := v_all_places || v_places;
        v_all_sizes := v_all_sizes || v_sizes;
    END LOOP;
    SELECT coalesce(min(sized.place) - 1, least(cardinality(v_ids), v_max_rows)) INTO v_last
    FROM (
        SELECT place, sum(size) OVER (ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS bytes_before
        FROM unnest(v_all_places, v_all_sizes) AS sized (place, size)
    ) AS sized
    WHERE sized.bytes_before > v_max_bytes;
    v_all_places := '{}';

    -- A row with several entries is sent once, at its first.
    FOR v_part IN
        SELECT entry.table_name, array_agg(entry.place) AS places, array_agg(entry.scope) AS scopes, array_agg(entry.seq) AS seqs,
            array_agg(entry.row_id) AS ids
        FROM (
            SELECT DISTINCT ON (page.scope, page.table_name, page.row_id) page.*
            FROM unnest(v_scopes, v_seqs, v_tables, v_ids) WITH ORDINALITY AS page (scope, seq, table_name, row_id, place)
            WHERE page.place <= v_last
            ORDER BY page.scope, page.table_name, page.row_id, page.place
        ) AS entry
        GROUP BY entry.table_name
    LOOP
        CONTINUE WHEN to_regclass('public.' || v_part.table_name) IS NULL;
        EXECUTE sync_rows_statement(v_part.table_name) INTO v_places, v_changes
            USING v_part.places, v_part.scopes, v_part.seqs, v_part.ids;
        v_all_places := v_all_places || v_places;
        v_all_changes := v_all_changes || v_changes;
    END LOOP;

    -- The page ends at 256 KB, but holds at least one row.
    SELECT string_agg(sized.change, ',' ORDER BY sized.place) FILTER (WHERE sized.fits),
        coalesce(min(sized.place) FILTER (WHERE NOT sized.fits) - 1, v_last)
    INTO v_text, v_taken
    FROM (
        SELECT built.place, built.change, row_number() OVER (ORDER BY built.place) = 1
            OR sum(octet_length(built.change)) OVER (ORDER BY built.place) <= v_max_bytes AS fits
        FROM unnest(v_all_places, v_all_changes) AS built (place, change)
    ) AS sized;
    v_has_more := v_has_more OR v_taken < cardinality(v_ids);

    -- Scopes before the one in which the page ends are read to their end, its own up to the last entry taken.
    SELECT coalesce(jsonb_object_agg(ended.scope, ended.seq), '{}') INTO v_positions
    FROM (
        SELECT entry.key::uuid AS scope, entry.value::bigint AS seq FROM jsonb_each_text(v_ends) AS entry
        WHERE v_taken = cardinality(v_ids) OR entry.key::uuid < v_scopes[v_taken + 1]
        UNION ALL
        SELECT v_scopes[v_taken], v_seqs[v_taken]
        WHERE v_taken BETWEEN 1 AND cardinality(v_ids) - 1 AND v_scopes[v_taken] = v_scopes[v_taken + 1]
    ) AS ended;
    RETURN json_build_object('changes', coalesce('[' || v_text || ']', '[]')::json, 'positions', v_positions, 'has_more', v_has_more,
        'replica', (SELECT replica_id FROM sync_replica), 'epoch', (SELECT epoch FROM sync_replica),
        'server_time', clock_timestamp());
END $$;

COMMENT ON FUNCTION read_sync_page(UUID, JSONB, INT, UUID[], BOOLEAN) IS
    'Entries of the log after the positions that this peer did not send itself, in these scopes (NULL: all), with their rows: at most 500 and 256 KB, and the positions to keep once they are stored.';

CREATE OR REPLACE FUNCTION sync_pull(p_replica UUID, p_positions JSONB, p_max_rows INT) RETURNS JSON
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_caller RECORD;
BEGIN
    SELECT * INTO v_caller FROM sync_permissions();
    RETURN read_sync_page(p_replica, p_positions, p_max_rows,
        CASE WHEN NOT v_caller.is_unrestricted THEN v_caller.read_scopes END,
        -- What is for everyone flows down: it is not offered to where it came from.
        NOT (v_caller.is_unrestricted AND EXISTS (SELECT FROM sync_peers WHERE peer_id = p_replica AND is_upstream)));
END $$;

COMMENT ON FUNCTION sync_pull(UUID, JSONB, INT) IS
    'Rows after the positions {scope: seq} that the caller may see and did not send itself: {changes: [{scope, seq, table, id, row}], positions, has_more, replica, epoch, server_time}.';

-- Greeting -----------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION sync_hello(
    p_replica UUID, p_epoch UUID, p_protocol INT, p_schema TEXT, p_last_contact UUID DEFAULT NULL, p_contact UUID DEFAULT NULL
) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    v_identity RECORD;
    v_peer RECORD;
    v_is_known BOOLEAN;
    v_was_cloned BOOLEAN := false;
    v_shared RECORD;
    v_schema TEXT;
BEGIN
    IF p_replica IS NULL OR p_epoch IS NULL OR p_protocol IS NULL OR char_length(p_schema) > 100 THEN
        RAISE EXCEPTION 'a greeting names replica, epoch and protocol' USING ERRCODE = 'PT400',
            DETAIL = 'one of them is missing', HINT = 'Send p_replica, p_epoch, p_protocol and p_schema.';
    END IF;
    SELECT * INTO v_identity FROM sync_identity();
    SELECT * INTO v_peer FROM sync_peers WHERE peer_id = p_replica FOR UPDATE;
    v_is_known := FOUND;
    -- A greeting names what was drawn for the one before it; the same greeting may come twice. Who names another knows
    -- less than this id already said: a second machine that was copied from the first, or a first one put back in time.
    IF p_contact IS NOT NULL AND v_peer.contact IS NOT NULL THEN
        v_was_cloned := p_contact <> v_peer.contact AND p_last_contact IS DISTINCT FROM v_peer.contact;
    END IF;
    IF v_was_cloned THEN
        -- Which of the two sent what is not known any more: whoever keeps the id is told of all of it once more.
        WITH shared AS (
            UPDATE sync_log SET origin = NULL WHERE origin = p_replica RETURNING scope, seq, table_name, row_id
        )
        SELECT array_agg(table_name ORDER BY scope, seq) AS tables, array_agg(scope ORDER BY scope, seq) AS scopes,
            array_agg(row_id ORDER BY scope, seq) AS ids
        INTO v_shared FROM shared;
        IF v_shared.ids IS NOT NULL THEN
            PERFORM append_sync_log(v_shared.tables, v_shared.scopes, v_shared.ids, array_fill(NULL::uuid, ARRAY[cardinality(v_shared.ids)]));
        END IF;
    END IF;
    IF NOT v_was_cloned AND NOT coalesce(v_peer.is_upstream, false) THEN
        INSERT INTO sync_peers (peer_id, epoch, contact, protocol, schema_version)
        VALUES (p_replica, p_epoch, p_contact, p_protocol, p_schema)
        ON CONFLICT (peer_id) DO UPDATE SET
            epoch = excluded.epoch, contact = coalesce(excluded.contact, sync_peers.contact), protocol = excluded.protocol,
            schema_version = excluded.schema_version, last_contact_at = now();
    END IF;
    IF to_regclass('public.schema_migrations') IS NOT NULL THEN
        SELECT max(version) INTO v_schema FROM schema_migrations;
    END IF;
    RETURN jsonb_build_object('replica', v_identity.replica_id, 'epoch', v_identity.epoch, 'server_time', clock_timestamp(),
        'protocol', 1, 'oldest_protocol', 1, 'schema', coalesce(v_schema, '008'), 'is_known', v_is_known, 'was_cloned', v_was_cloned);
END $$;

COMMENT ON FUNCTION sync_hello(UUID, UUID, INT, TEXT, UUID, UUID) IS
    'First words of an exchange: who is here, its time, and what it speaks. was_cloned: another machine has this replica id; take a new one (renew_sync_identity(true)) and greet again.';

CREATE OR REPLACE FUNCTION next_sync_contact(p_server_url TEXT, OUT last_contact UUID, OUT contact UUID)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO sync_contacts (server_url, contact) VALUES (p_server_url, gen_random_uuid()) ON CONFLICT (server_url) DO NOTHING;
    SELECT own.last_contact, own.contact INTO next_sync_contact.last_contact, next_sync_contact.contact
    FROM sync_contacts AS own WHERE own.server_url = p_server_url;
END $$;

COMMENT ON FUNCTION next_sync_contact(TEXT) IS
    'What to greet this server with (p_last_contact, p_contact of sync_hello). Stays the same until keep_sync_contact: a greeting whose answer is lost is repeated.';

CREATE OR REPLACE FUNCTION keep_sync_contact(p_server_url TEXT, p_contact UUID) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE sync_contacts SET last_contact = contact, contact = gen_random_uuid()
    WHERE server_url = p_server_url AND contact = p_contact;
END $$;

COMMENT ON FUNCTION keep_sync_contact(TEXT, UUID) IS 'After a greeting was answered (and not with was_cloned): draws the next one.';

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

CREATE OR REPLACE FUNCTION offer_sync_page(p_peer UUID, p_scopes UUID[], p_max_rows INT) RETURNS JSON
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN read_sync_page(p_peer, sync_positions_of(p_peer, 'pushed'), p_max_rows, coalesce(p_scopes, '{}'), false);
END $$;

COMMENT ON FUNCTION offer_sync_page(UUID, UUID[], INT) IS
    'What the peer still has to be sent of these scopes; of others nothing leaves this replica. The answer to it goes to keep_sync_outcome, also when the page holds no changes but positions.';

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
    v_answer JSONB := apply_sync_changes(p_peer, p_page -> 'changes',
        EXISTS (SELECT FROM sync_peers WHERE peer_id = p_peer AND is_upstream), NULL, NULL);
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
        v_answer := take_sync_page(p_peer, v_page);
        DELETE FROM sync_refused_rows AS own
        USING jsonb_array_elements(v_page -> 'changes') AS change
        WHERE own.peer_id = p_peer AND own.direction = 'pulled'
          AND own.table_name = change ->> 'table' AND own.row_id = change ->> 'id'
          AND NOT EXISTS (SELECT FROM jsonb_array_elements(v_answer -> 'refused') AS refusal
              WHERE refusal -> 'table' = change -> 'table' AND refusal -> 'id' = change -> 'id'
                AND refusal ->> 'code' <> 'STUDENT_ERASED');
    END IF;
    -- Pushed ones are in the tables of this replica: a new entry of the log offers them again.
    PERFORM append_sync_log(refused.table_name, array_agg((refused.change ->> 'scope')::uuid),
        array_agg(CASE WHEN travels.is_text_key THEN md5(refused.row_id)::uuid ELSE refused.row_id::uuid END))
    FROM sync_refused_rows AS refused JOIN sync_tables() AS travels ON travels.table_name = refused.table_name
    WHERE refused.peer_id = p_peer AND refused.direction = 'pushed'
    GROUP BY refused.table_name, travels.apply_order ORDER BY travels.apply_order;
    DELETE FROM sync_refused_rows WHERE peer_id = p_peer AND direction = 'pushed';
    RETURN (SELECT count(*) FROM sync_refused_rows WHERE peer_id = p_peer);
END $$;

COMMENT ON FUNCTION retry_refused_rows(UUID) IS
    'Tries refused rows again, after an update say: those pulled at once, those pushed with the next exchange. Returns how many are still refused.';

-- Upkeep -------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION compact_sync_log(p_scope UUID DEFAULT NULL) RETURNS BIGINT
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_scope RECORD;
    v_count BIGINT;
    v_total BIGINT := 0;
BEGIN
    FOR v_scope IN
        -- A thousand entries are some hundred kilobytes: less is not worth reading a scope again.
        SELECT scope, seq FROM sync_counters WHERE scope = p_scope OR p_scope IS NULL AND seq >= compacted_seq + 1000 ORDER BY scope
    LOOP
        -- As everywhere, the counter before entries: an erasure takes both, too.
        PERFORM FROM sync_counters WHERE scope = v_scope.scope FOR UPDATE;
        DELETE FROM sync_log AS log
        USING (
            SELECT entry.seq, row_number() OVER of_row AS place,
                count(*) OVER (PARTITION BY entry.table_name, entry.row_id) AS entry_count
            FROM sync_log AS entry
            WHERE entry.scope = v_scope.scope AND entry.table_name IN (
                SELECT travels.table_name FROM sync_tables() AS travels WHERE travels.merge NOT IN ('fact', 'erase', 'rekey'))
            WINDOW of_row AS (PARTITION BY entry.table_name, entry.row_id ORDER BY entry.seq)
        ) AS ranked
        WHERE log.scope = v_scope.scope AND log.seq = ranked.seq AND ranked.place > 1 AND ranked.place < ranked.entry_count;
        GET DIAGNOSTICS v_count = ROW_COUNT;
        v_total := v_total + v_count;
        UPDATE sync_counters SET compacted_seq = v_scope.seq WHERE scope = v_scope.scope AND compacted_seq < v_scope.seq;
    END LOOP;
    RETURN v_total;
END $$;

COMMENT ON FUNCTION compact_sync_log(UUID) IS
    'Drops entries between the first and the last of a row, in one scope, or in each that grew by a thousand entries since. The last stays for who has to hear of the change, the first because rows behind it may need theirs to come before them. Returns how many went.';

CREATE OR REPLACE FUNCTION log_missing_rows(p_table_name TEXT) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_table RECORD;
BEGIN
    SELECT * INTO v_table FROM sync_tables() AS travels WHERE travels.table_name = p_table_name;
    IF v_table.scope_column IS NULL OR to_regclass(format('public.%I', p_table_name)) IS NULL THEN
        RETURN;
    END IF;
    IF p_table_name = 'test_answers' THEN
        PERFORM append_sync_log('question_versions', array_agg(missing.student_id), array_agg(missing.row_id))
        FROM (
            SELECT DISTINCT answer.student_id, version.id AS row_id
            FROM test_answers AS answer JOIN question_versions AS version ON version.id = answer.question_version_id
            WHERE NOT EXISTS (SELECT FROM sync_log AS log WHERE log.table_name = 'question_versions'
                AND log.scope = answer.student_id AND log.row_id = version.id)
        ) AS missing GROUP BY missing.student_id ORDER BY missing.student_id;
    END IF;
    -- A scope at a time: an array holds the rows of one student, not of all.
    EXECUTE format('SELECT append_sync_log(%1$L::text, array_agg(own.%2$I ORDER BY own.%3$I), array_agg(own.%3$I ORDER BY own.%3$I))'
        ' FROM %1$I AS own WHERE own.%2$I IS NOT NULL AND NOT EXISTS (SELECT FROM sync_log AS log WHERE log.table_name = %1$L'
        ' AND log.scope = own.%2$I AND log.row_id = own.%3$I) GROUP BY own.%2$I ORDER BY own.%2$I',
        p_table_name, v_table.scope_column, v_table.key_column);
END $$;

COMMENT ON FUNCTION log_missing_rows(TEXT) IS 'Logs rows of students that were there before the log, or that a restore put there.';

DO $$
BEGIN
    PERFORM log_missing_rows(table_name) FROM sync_tables() ORDER BY apply_order;
END $$;

-- Who may what: 009 says who may see and write what; until then nobody but the owner. -----------------------------------

ALTER TABLE sync_replica ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_peers ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_positions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_refused_rows ENABLE ROW LEVEL SECURITY;
ALTER TABLE student_aliases ENABLE ROW LEVEL SECURITY;
ALTER TABLE student_tombstones ENABLE ROW LEVEL SECURITY;

DO $$
DECLARE
    v_function RECORD;
    v_roles TEXT;
BEGIN
    FOR v_function IN
        SELECT oid::regprocedure AS signature, proname IN ('sync_hello', 'sync_push', 'sync_pull') AS is_answering
        FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname = ANY (ARRAY[
            'sync_hello', 'sync_push', 'sync_pull', 'sync_identity', 'renew_sync_identity', 'append_sync_log',
            'log_changes_of', 'log_missing_rows', 'compact_sync_log', 'sync_permissions', 'assert_sync_push', 'lock_sync_scopes',
            'judge_sync_changes', 'prepare_sync_merge', 'merge_sync_rows', 'apply_sync_identity_change', 'apply_sync_changes',
            'read_sync_page', 'offer_sync_page', 'take_sync_page', 'keep_sync_outcome', 'meet_sync_peer', 'sync_positions_of',
            'retry_refused_rows', 'next_sync_contact', 'keep_sync_contact', 'rekey_student', 'erase_student'])
    LOOP
        -- Supabase grants new functions to these roles by itself; what 009 granted stays.
        SELECT concat_ws(', ', 'PUBLIC', string_agg(quote_ident(rolname), ', ')) INTO v_roles FROM pg_roles
        WHERE rolname IN ('anon', 'authenticated')
          AND NOT (v_function.is_answering AND to_regprocedure('public.sync_caller_scopes()') IS NOT NULL);
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM %s', v_function.signature, v_roles);
    END LOOP;
END $$;
