-- 011 Hubs: the roster of a class on its way to a hub, and names that were claimed at the hub on their way back.
--
-- Rows of students travel by 008; who is in a class does not, because nobody but its staff and its hubs may read a roster.
-- A hub fetches the rosters of its classes (hub_rosters), keeps them (take_hub_rosters) and so lets pupils join by name with
-- no way to the central server. What was claimed there it reports later (report_hub_claims). Where both gave a name to
-- somebody, neither is believed: the hub's pupil gets a name beside it, and the teacher decides whether they are one.
-- Who left a class at the hub is reported too (report_hub_leaves). A hub that was taken from a class hears of no erasure in
-- it by the exchange any more: it asks after the pupils whom it still has (erased_among).

CREATE OR REPLACE FUNCTION require_hub_classes() RETURNS UUID[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_caller RECORD;
BEGIN
    SELECT * INTO v_caller FROM current_caller();
    IF v_caller.kind <> 'hub' THEN
        PERFORM refuse_request(CASE v_caller.kind WHEN 'nobody' THEN 'PT401' ELSE 'PT403' END,
            CASE v_caller.kind WHEN 'nobody' THEN 'SIGN_IN_REQUIRED' ELSE 'FORBIDDEN' END,
            'only a hub may do that', 'Sign in with the account of the hub.');
    END IF;
    RETURN ARRAY(SELECT class_id FROM class_hubs WHERE person_id = v_caller.subject ORDER BY class_id);
END $$;

COMMENT ON FUNCTION require_hub_classes() IS 'Classes of the hub that calls; refuses everybody else.';

CREATE OR REPLACE FUNCTION hub_rosters() RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_classes UUID[] := require_hub_classes();
BEGIN
    RETURN jsonb_build_object(
        'classes', coalesce((
            SELECT jsonb_agg(jsonb_build_object('id', id, 'display_name', display_name, 'preset_name', preset_name,
                'allows_new_names', allows_new_names, 'archived_at', archived_at, 'created_at', created_at,
                'updated_at', updated_at) ORDER BY id)
            FROM classes WHERE id = ANY (v_classes)), '[]'),
        'members', coalesce((
            SELECT jsonb_agg(jsonb_build_object('id', member.id, 'class_id', member.class_id, 'display_name', member.display_name,
                'student_id', member.student_id, 'claimed_at', member.claimed_at, 'left_at', member.left_at,
                'created_at', member.created_at, 'updated_at', member.updated_at) ORDER BY member.id)
            FROM class_members AS member WHERE member.class_id = ANY (v_classes)), '[]'));
END $$;

COMMENT ON FUNCTION hub_rosters() IS
    'For a hub: its classes and who is in them, {classes: [...], members: [{id, class_id, display_name, student_id, claimed_at, left_at, ...}]}.';

CREATE OR REPLACE FUNCTION report_hub_claims(p_members JSONB) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_classes UUID[] := require_hub_classes();
    v_given RECORD;
    v_member class_members;
    v_name TEXT;
    v_number INT;
    v_claimed UUID[] := '{}';
    v_refused JSONB := '[]';
BEGIN
    IF p_members IS NULL OR jsonb_typeof(p_members) <> 'array' OR jsonb_array_length(p_members) > 2000 THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'p_members is not a list of at most 2000 names',
            'Send [{id, class_id, display_name, student_id, claimed_at}].');
    END IF;
    PERFORM FROM classes WHERE id = ANY (v_classes) ORDER BY id FOR NO KEY UPDATE;
    FOR v_given IN
        SELECT * FROM jsonb_to_recordset(p_members)
            AS given (id UUID, class_id UUID, display_name TEXT, student_id UUID, claimed_at TIMESTAMPTZ)
        WHERE given.student_id IS NOT NULL ORDER BY given.class_id, given.id
    LOOP
        IF v_given.class_id IS NULL OR NOT v_given.class_id = ANY (v_classes) THEN
            v_refused := v_refused || jsonb_build_object('member_id', v_given.id, 'code', 'FORBIDDEN');
        ELSIF EXISTS (SELECT FROM student_tombstones WHERE student_id = v_given.student_id) THEN
            v_refused := v_refused || jsonb_build_object('member_id', v_given.id, 'code', 'STUDENT_ERASED');
        ELSIF EXISTS (SELECT FROM class_members WHERE class_id = v_given.class_id AND student_id = v_given.student_id)
            OR EXISTS (SELECT FROM student_aliases WHERE old_student_id = v_given.student_id) THEN
            -- Reported before, left meanwhile, or one with another student by now.
            CONTINUE;
        -- Whoever is known here has a class, or rows, of their own: a hub that names them would get a child's record.
        ELSIF EXISTS (SELECT FROM class_members WHERE student_id = v_given.student_id)
            OR EXISTS (SELECT FROM students WHERE id = v_given.student_id)
            OR EXISTS (SELECT FROM sync_counters WHERE scope = v_given.student_id) THEN
            v_refused := v_refused || jsonb_build_object('member_id', v_given.id, 'code', 'CONFLICT');
        ELSE
            v_name := require_name(v_given.display_name, 80);
            SELECT * INTO v_member FROM class_members
            WHERE class_id = v_given.class_id AND left_at IS NULL
              AND (id = v_given.id OR fold_name(display_name) = fold_name(v_name))
            ORDER BY id = v_given.id DESC LIMIT 1;
            IF v_member.id IS NOT NULL AND v_member.student_id IS NULL THEN
                UPDATE class_members SET student_id = v_given.student_id, claimed_at = coalesce(v_given.claimed_at, now()),
                    updated_at = now()
                WHERE id = v_member.id;
            ELSE
                v_number := 1;
                WHILE EXISTS (SELECT FROM class_members WHERE class_id = v_given.class_id AND left_at IS NULL
                    AND fold_name(display_name) = fold_name(v_name))
                LOOP
                    v_number := v_number + 1;
                    v_name := left(require_name(v_given.display_name, 80), 74) || ' (' || v_number || ')';
                END LOOP;
                INSERT INTO class_members (id, class_id, display_name, student_id, claimed_at)
                VALUES (CASE WHEN v_given.id IS NULL OR EXISTS (SELECT FROM class_members WHERE id = v_given.id)
                        THEN new_uuid_v7() ELSE v_given.id END,
                    v_given.class_id, v_name, v_given.student_id, coalesce(v_given.claimed_at, now()));
            END IF;
            v_claimed := v_claimed || v_given.student_id;
        END IF;
    END LOOP;
    RETURN jsonb_build_object('claimed', to_jsonb(v_claimed), 'refused', v_refused);
END $$;

COMMENT ON FUNCTION report_hub_claims(JSONB) IS
    'Names that pupils claimed at a hub: {claimed: [student_id], refused: [{member_id, code}]}. A name that is free is claimed; one that has somebody else by now stays theirs, and the hub''s pupil is added beside them, as "Name (2)". Repeating it changes nothing.';

CREATE OR REPLACE FUNCTION report_hub_leaves(p_leaves JSONB) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_classes UUID[] := require_hub_classes();
    v_left INT;
BEGIN
    IF p_leaves IS NULL OR jsonb_typeof(p_leaves) <> 'array' OR jsonb_array_length(p_leaves) > 5000 THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'p_leaves is not a list of at most 5000',
            'Send [{member_id, class_id, student_id, left_at}].');
    END IF;
    PERFORM FROM classes WHERE id = ANY (v_classes) ORDER BY id FOR NO KEY UPDATE;
    WITH left_now AS (
        UPDATE class_members AS own SET left_at = now(), updated_at = now()
        FROM jsonb_to_recordset(p_leaves) AS given (member_id UUID, class_id UUID, student_id UUID, left_at TIMESTAMPTZ)
        WHERE given.class_id = ANY (v_classes) AND own.class_id = given.class_id AND own.student_id = given.student_id
          -- Whoever joined again since has another row, or a later claim, and stays.
          AND own.left_at IS NULL AND (own.id = given.member_id OR own.claimed_at <= given.left_at)
        RETURNING own.id, own.class_id, own.display_name
    ), turned_away AS (
        UPDATE join_requests AS request SET status = 'refused', decided_at = now()
        FROM left_now WHERE request.member_id = left_now.id AND request.status = 'waiting'
    )
    SELECT count(*) INTO v_left FROM left_now;
    -- In a statement of its own: until then the names are taken.
    INSERT INTO class_members (class_id, display_name)
    SELECT DISTINCT ON (gone.class_id, fold_name(gone.display_name)) gone.class_id, gone.display_name
    FROM class_members AS gone
    JOIN jsonb_to_recordset(p_leaves) AS given (class_id UUID, student_id UUID)
        ON gone.class_id = given.class_id AND gone.student_id = given.student_id
    WHERE gone.class_id = ANY (v_classes) AND gone.left_at = now()
    ON CONFLICT DO NOTHING;
    RETURN jsonb_build_object('left', v_left);
END $$;

COMMENT ON FUNCTION report_hub_leaves(JSONB) IS
    'Pupils who left a class at a hub, [{member_id, class_id, student_id, left_at}]: they leave it here as by leave_class, and their names are free. {left: how many}. Repeating it changes nothing.';

CREATE OR REPLACE FUNCTION erased_among(p_student_ids UUID[]) RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM require_hub_classes();
    IF p_student_ids IS NULL OR cardinality(p_student_ids) > 1000 THEN
        PERFORM refuse_request('PT400', 'INVALID_INPUT', 'p_student_ids is not a list of at most 1000', 'Ask in several calls.');
    END IF;
    RETURN jsonb_build_object('erased', coalesce((
        SELECT jsonb_agg(jsonb_build_object('student_id', asked.id, 'erased_at', tombstone.erased_at) ORDER BY asked.id)
        FROM (SELECT DISTINCT id FROM unnest(p_student_ids) AS id WHERE id IS NOT NULL) AS asked
        LEFT JOIN student_aliases AS alias ON alias.old_student_id = asked.id
        CROSS JOIN LATERAL (
            SELECT min(erased_at) AS erased_at FROM student_tombstones WHERE student_id IN (asked.id, alias.new_student_id)
        ) AS tombstone
        WHERE tombstone.erased_at IS NOT NULL), '[]'));
END $$;

COMMENT ON FUNCTION erased_among(UUID[]) IS
    'For a hub: who of these students was erased, {erased: [{student_id, erased_at}]}. Also for one that is in no class any more: what it still has of them is to go.';

CREATE OR REPLACE FUNCTION take_hub_rosters(p_rosters JSONB) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- The row itself comes with the exchange as well, and then the last writer wins.
    INSERT INTO classes (id, display_name, preset_name, allows_new_names, archived_at, created_at, updated_at)
    SELECT given.id, given.display_name,
        CASE WHEN EXISTS (SELECT FROM analysis_presets AS preset WHERE preset.preset_name = given.preset_name) THEN given.preset_name END,
        given.allows_new_names, given.archived_at, given.created_at, given.updated_at
    FROM jsonb_populate_recordset(NULL::classes, p_rosters -> 'classes') AS given
    ON CONFLICT (id) DO NOTHING;

    DROP TABLE IF EXISTS pg_temp.given_members;
    CREATE TEMP TABLE given_members ON COMMIT DROP AS
    SELECT given.* FROM jsonb_populate_recordset(NULL::class_members, p_rosters -> 'members') AS given
    JOIN classes AS class ON class.id = given.class_id
    -- Erased here, and the tombstone is still on its way up.
    WHERE NOT EXISTS (SELECT FROM student_tombstones AS tombstone WHERE tombstone.student_id = given.student_id);

    -- A name whose pupil the central server knows under another name, or gave to another pupil, becomes free first.
    UPDATE class_members AS own SET student_id = NULL, claimed_at = NULL, claimed_by_replica = NULL, claimed_local_student_id = NULL
    WHERE own.student_id IS NOT NULL
      AND EXISTS (SELECT FROM pg_temp.given_members AS given
                  WHERE given.student_id = own.student_id AND given.class_id = own.class_id AND given.id <> own.id);
    -- One that keeps a pupil whom the central server does not know, or does not take, keeps them.
    DELETE FROM pg_temp.given_members AS given USING class_members AS own
    WHERE own.id = given.id AND own.student_id IS NOT NULL AND given.student_id IS NOT NULL AND own.student_id <> given.student_id;
    -- Names that stand in the way: free ones go with what waits for them, others get a mark.
    UPDATE join_requests AS request SET member_id = given.id
    FROM class_members AS own JOIN pg_temp.given_members AS given ON given.class_id = own.class_id
        AND fold_name(given.display_name) = fold_name(own.display_name) AND given.left_at IS NULL
    WHERE request.member_id = own.id AND own.student_id IS NULL AND own.left_at IS NULL
      AND EXISTS (SELECT FROM class_members AS there WHERE there.id = given.id)
      AND NOT EXISTS (SELECT FROM pg_temp.given_members AS other WHERE other.id = own.id);
    DELETE FROM class_members AS own
    WHERE own.student_id IS NULL AND own.left_at IS NULL
      AND NOT EXISTS (SELECT FROM pg_temp.given_members AS other WHERE other.id = own.id)
      AND EXISTS (SELECT FROM pg_temp.given_members AS given WHERE given.class_id = own.class_id AND given.left_at IS NULL
                  AND fold_name(given.display_name) = fold_name(own.display_name));
    UPDATE class_members AS own SET display_name = left(own.display_name, 70) || ' (' || right(own.id::text, 4) || ')', updated_at = now()
    WHERE own.left_at IS NULL
      AND NOT EXISTS (SELECT FROM pg_temp.given_members AS other WHERE other.id = own.id)
      AND EXISTS (SELECT FROM pg_temp.given_members AS given WHERE given.class_id = own.class_id AND given.left_at IS NULL
                  AND fold_name(given.display_name) = fold_name(own.display_name));
    -- Two that swapped names would meet in the middle.
    UPDATE class_members AS own SET display_name = own.id::text
    FROM pg_temp.given_members AS given WHERE given.id = own.id AND given.display_name <> own.display_name;
    INSERT INTO class_members AS own (id, class_id, display_name, student_id, claimed_at, left_at, created_at, updated_at)
    SELECT id, class_id, display_name, student_id, claimed_at, left_at, created_at, updated_at FROM pg_temp.given_members
    ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name, left_at = excluded.left_at,
        updated_at = excluded.updated_at, student_id = coalesce(excluded.student_id, own.student_id),
        claimed_at = CASE WHEN excluded.student_id IS NULL OR excluded.student_id = own.student_id THEN coalesce(own.claimed_at, excluded.claimed_at) ELSE excluded.claimed_at END;
    DROP TABLE pg_temp.given_members;
END $$;

COMMENT ON FUNCTION take_hub_rosters(JSONB) IS
    'At a hub: keeps what hub_rosters of the central server gave. Names claimed here stay claimed until they were reported.';

DO $$
DECLARE
    v_all CONSTANT TEXT[] := ARRAY['require_hub_classes', 'hub_rosters', 'report_hub_claims', 'report_hub_leaves', 'erased_among', 'take_hub_rosters'];
    v_callable CONSTANT TEXT[] := ARRAY['hub_rosters', 'report_hub_claims', 'report_hub_leaves', 'erased_among'];
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
END $$;
