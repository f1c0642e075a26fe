-- 005 student mistakes: the facts that the analysis stands on.
-- A mistake and the reason a student gave for it are recorded once; later modules derive everything else from them.
-- Stands alone: without the test engine (004) a mistake simply points to no answer.

-- Written in SQL and setting no path, so that the planner writes it into the insert that it is a default of.
CREATE OR REPLACE FUNCTION new_uuid_v7() RETURNS UUID
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT pg_catalog.encode(
        pg_catalog.set_bit(pg_catalog.set_bit(
            pg_catalog.overlay(pg_catalog.uuid_send(pg_catalog.gen_random_uuid()),
                pg_catalog.substring(pg_catalog.int8send(
                    (1000 * pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()))::pg_catalog.int8), 3), 1, 6),
            52, 1), 53, 1),
        'hex')::pg_catalog.uuid
$$;

COMMENT ON FUNCTION new_uuid_v7() IS
    'A version 7 UUID (milliseconds first, so ids sort by time of creation). PostgreSQL has its own only from 18 on.';

-- Deploying beside other sessions -------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION lock_for_deployment(p_tables TEXT[], p_readable TEXT[] DEFAULT '{}') RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_configured TEXT := current_setting('lock_timeout');
    -- An operator who set no limit waits a minute at most: longer than any transaction of ours.
    v_limit_ms FLOAT8 := coalesce((SELECT nullif(setting::float8, 0) FROM pg_settings WHERE name = 'lock_timeout'), 60000);
    -- Whoever waits for a lock that is held here finds a deadlock after deadlock_timeout at the earliest.
    v_together_ms FLOAT8 := 0.6 * (SELECT setting::float8 FROM pg_settings WHERE name = 'deadlock_timeout');
    v_begun_at TIMESTAMPTZ := clock_timestamp();
    v_first_at TIMESTAMPTZ;
    v_wait_ms FLOAT8;
    v_table TEXT;
    v_holders TEXT;
BEGIN
    LOOP
        BEGIN
            v_first_at := NULL;
            FOREACH v_table IN ARRAY p_tables LOOP
                CONTINUE WHEN NOT EXISTS (
                    SELECT FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace AND relname = v_table AND relkind IN ('r', 'p'));
                -- The first is waited for with nothing else in hand, in slices, so that who queues behind gets through.
                v_wait_ms := CASE WHEN v_first_at IS NULL
                    THEN least(2000, v_limit_ms - 1000 * extract(epoch FROM clock_timestamp() - v_begun_at))
                    ELSE v_together_ms - 1000 * extract(epoch FROM clock_timestamp() - v_first_at) END;
                PERFORM set_config('lock_timeout', greatest(1, v_wait_ms)::int::text, true);
                EXECUTE format('LOCK TABLE public.%I IN %s MODE', v_table,
                    CASE WHEN v_table = ANY (p_readable) THEN 'SHARE ROW EXCLUSIVE' ELSE 'ACCESS EXCLUSIVE' END);
                v_first_at := coalesce(v_first_at, clock_timestamp());
            END LOOP;
            -- Who recomputes many students at once holds this one.
            v_table := NULL;
            PERFORM pg_advisory_xact_lock(5006, 0);
            PERFORM set_config('lock_timeout', v_configured, true);
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            -- Everything taken in this round is let go: nobody who waits for it is held up for longer.
            v_wait_ms := 1000 * extract(epoch FROM clock_timestamp() - v_begun_at);
        END;
        IF v_wait_ms >= v_limit_ms THEN
            SELECT string_agg(DISTINCT format('process %s (%s)', held.pid, coalesce(activity.state, 'unknown')), ', ') INTO v_holders
            FROM pg_locks AS held
            LEFT JOIN pg_stat_activity AS activity ON activity.pid = held.pid
            WHERE held.pid <> pg_backend_pid() AND held.granted
              AND (held.relation = to_regclass('public.' || v_table) OR v_table IS NULL AND held.locktype = 'advisory' AND held.classid = 5006);
            RAISE EXCEPTION 'other sessions are using %', coalesce('table ' || v_table, 'the analysis of many students')
                USING ERRCODE = 'lock_not_available',
                      DETAIL = format('Waited %s ms. In the way: %s.', round(v_wait_ms), coalesce(v_holders, 'nobody any more')),
                      HINT = 'Nothing was changed. Deploy when less is going on, end what has been open for long, or SET lock_timeout to a longer time.';
        END IF;
        PERFORM pg_sleep(0.05 + 0.1 * random());
    END LOOP;
END $$;

COMMENT ON FUNCTION lock_for_deployment(TEXT[], TEXT[]) IS
    'Takes all the locks that a module needs at once, in the order given, or none: so a deployment and those who record meanwhile never wait for each other. Tables of p_readable can still be read.';

-- Adopting tables of an older release ----------------------------------------------------------------------------------
-- The same text stands in sql/verify/adoption.sql, to be run before anything is deployed: what is announced there is what
-- is done here.

DROP FUNCTION IF EXISTS adoption_plan(TEXT[]);
CREATE FUNCTION adoption_plan(p_tables TEXT[] DEFAULT NULL)
RETURNS TABLE (
    table_name TEXT, finding TEXT, is_conflict BOOLEAN, column_name TEXT, subject TEXT, type_now TEXT, type_then TEXT,
    is_written_anew BOOLEAN, row_count BIGINT, remedy TEXT, action TEXT
)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_tables TEXT[] := coalesce(p_tables, ARRAY['mistake_types', 'student_mistakes', 'mistake_reasons', 'system_settings',
        'analysis_presets', 'student_analysis_settings', 'student_baseline_performance', 'student_mistake_patterns',
        'student_recommendations', 'ui_reflex_events']);
    v_zone TEXT := coalesce(nullif(current_setting('endstp.legacy_time_zone', true), ''), 'UTC');
    v_column RECORD;
    v_key RECORD;
    v_question RECORD;
    v_count BIGINT;
    v_conversion TEXT;
    v_type TEXT;
    v_expression TEXT;
BEGIN
    -- What is no table of its own: triggers that see a whole statement, and keys on one column, need one.
    RETURN QUERY
    SELECT own.relname::text, CASE WHEN own.relkind IN ('r', 'p') THEN 'TABLE_PARTITIONED' ELSE 'OTHER_KIND_OF_OBJECT' END,
        true, NULL, own.relname::text, NULL, NULL, false, NULL::bigint,
        CASE WHEN own.relkind IN ('r', 'p')
            THEN format('Put its rows into one ordinary table: ALTER TABLE %1$I RENAME TO %1$s_partitioned; CREATE TABLE %1$I (LIKE %1$s_partitioned INCLUDING DEFAULTS); INSERT INTO %1$I SELECT * FROM %1$s_partitioned.', own.relname)
            ELSE format('Rename it, or put its rows into a table of the name %I.', own.relname) END, NULL
    FROM pg_class AS own
    WHERE own.relnamespace = 'public'::regnamespace AND own.relname = ANY (v_tables)
      AND (own.relkind <> 'r'
        OR own.relispartition OR EXISTS (SELECT FROM pg_inherits WHERE own.oid IN (inhrelid, inhparent)));

    FOR v_column IN
        WITH own AS (
            SELECT oid, relname::text AS of_table FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname = ANY (v_tables)
        ), wanted AS (
            SELECT own.oid AS table_oid, own.of_table, name, listed.wanted_type, listed.default_value, listed.is_required
            FROM (VALUES
                ('mistake_types', 'VARCHAR(50)', NULL, true, '{mistake_code}'),
                ('mistake_types', 'JSONB', '''{}''', true, '{display_names}'),
                ('mistake_types', 'INT', '3', true, '{severity}'),
                ('mistake_types', 'TEXT', '''other''', true, '{category}'),
                ('mistake_types', 'BOOLEAN', 'true', true, '{is_active}'),
                ('mistake_types', 'TIMESTAMPTZ', 'now()', true, '{updated_at}'),
                ('mistake_types', 'ANY', NULL, false, '{updated_by}'),
                ('student_mistakes', 'UUID', 'new_uuid_v7()', true, '{id}'),
                ('student_mistakes', 'UUID', NULL, true, '{student_id}'),
                ('student_mistakes', 'VARCHAR(100)', NULL, true, '{global_topic_uid}'),
                ('student_mistakes', 'VARCHAR(50)', NULL, true, '{mistake_code}'),
                ('student_mistakes', 'UUID', NULL, false, '{test_answer_id,question_id}'),
                ('student_mistakes', 'NUMERIC', NULL, false, '{time_spent_seconds,expected_duration,time_ratio}'),
                ('student_mistakes', 'TIMESTAMPTZ', 'now()', true, '{occurred_at,created_at}'),
                ('student_mistakes', 'BOOLEAN', NULL, false, '{used_adaptive_baseline}'),
                ('mistake_reasons', 'UUID', 'new_uuid_v7()', true, '{id}'),
                ('mistake_reasons', 'UUID', NULL, true, '{mistake_id,student_id}'),
                ('mistake_reasons', 'VARCHAR(50)', NULL, true, '{mistake_code}'),
                ('mistake_reasons', 'TIMESTAMPTZ', 'now()', true, '{noted_at}'),
                ('mistake_reasons', 'VARCHAR(2000)', NULL, false, '{note}'),
                ('system_settings', 'UUID', 'new_uuid_v7()', true, '{id}'),
                ('system_settings', 'TEXT', NULL, true, '{category,setting_key}'),
                ('system_settings', 'JSONB', NULL, true, '{setting_value}'),
                ('system_settings', 'TEXT', NULL, false, '{display_name,description,data_type,unit,setting_group}'),
                ('system_settings', 'TEXT', NULL, false, '{preset_mode}'),
                ('system_settings', 'NUMERIC', NULL, false, '{min_value,max_value}'),
                ('system_settings', 'ANY', NULL, false, '{default_value,updated_by}'),
                ('system_settings', 'BOOLEAN', 'false', true, '{is_default}'),
                ('system_settings', 'BOOLEAN', 'true', true, '{is_active}'),
                ('system_settings', 'TIMESTAMPTZ', 'now()', true, '{updated_at}'),
                ('analysis_presets', 'UUID', 'new_uuid_v7()', true, '{id}'),
                ('analysis_presets', 'VARCHAR(50)', NULL, true, '{preset_name}'),
                ('analysis_presets', 'JSONB', NULL, true, '{settings}'),
                ('analysis_presets', 'TEXT', NULL, false, '{display_name,description,colour,icon}'),
                ('analysis_presets', 'TEXT[]', '''{}''', true, '{recommended_for}'),
                ('analysis_presets', 'BOOLEAN', 'false', true, '{is_default}'),
                ('analysis_presets', 'TIMESTAMPTZ', 'now()', true, '{updated_at}'),
                ('analysis_presets', 'ANY', NULL, false, '{updated_by}'),
                ('student_analysis_settings', 'UUID', NULL, true, '{student_id}'),
                ('student_analysis_settings', 'VARCHAR(50)', NULL, false, '{preset_name}'),
                ('student_analysis_settings', 'JSONB', '''{}''', true, '{custom_settings}'),
                ('student_analysis_settings', 'ANY', NULL, false, '{set_by,updated_by}'),
                ('student_analysis_settings', 'TIMESTAMPTZ', 'now()', true, '{set_at,updated_at}'),
                ('student_baseline_performance', 'UUID', 'gen_random_uuid()', true, '{id}'),
                ('student_baseline_performance', 'UUID', NULL, true, '{student_id}'),
                ('student_baseline_performance', 'VARCHAR(100)', NULL, true, '{global_topic_uid}'),
                ('student_baseline_performance', 'NUMERIC', NULL, false, '{baseline_avg_duration,current_avg_duration}'),
                ('student_baseline_performance', 'NUMERIC', NULL, false, '{improvement_rate,exam_norm_duration}'),
                ('student_baseline_performance', 'NUMERIC', NULL, false, '{distance_to_norm,adaptive_expected_duration}'),
                ('student_baseline_performance', 'NUMERIC', NULL, false, '{baseline_total_seconds,current_total_seconds}'),
                ('student_baseline_performance', 'INT', '0', true, '{baseline_sample_count,current_sample_count}'),
                ('student_baseline_performance', 'TIMESTAMPTZ', NULL, false, '{baseline_established_at,baseline_last_at}'),
                ('student_baseline_performance', 'TIMESTAMPTZ', NULL, false, '{norm_at}'),
                ('student_baseline_performance', 'VARCHAR(20)', '''baseline''', true, '{learning_phase}'),
                ('student_baseline_performance', 'UUID', NULL, false, '{baseline_last_mistake_id,norm_mistake_id}'),
                ('student_baseline_performance', 'analysis_settings', NULL, false, '{settings}'),
                ('student_baseline_performance', 'TIMESTAMPTZ', 'now()', true, '{created_at,updated_at}'),
                ('student_mistake_patterns', 'UUID', 'gen_random_uuid()', true, '{id}'),
                ('student_mistake_patterns', 'UUID', NULL, true, '{student_id}'),
                ('student_mistake_patterns', 'VARCHAR(100)', NULL, true, '{global_topic_uid}'),
                ('student_mistake_patterns', 'VARCHAR(50)', NULL, false, '{dominant_mistake_code}'),
                ('student_mistake_patterns', 'INT', '0', true, '{dominant_mistake_count}'),
                ('student_mistake_patterns', 'JSONB', '''{}''', true, '{mistake_distribution}'),
                ('student_mistake_patterns', 'VARCHAR(20)', '''insufficient_data''', true, '{improvement_trend}'),
                ('student_mistake_patterns', 'TIMESTAMPTZ', NULL, false, '{analyzed_at}'),
                ('student_mistake_patterns', 'UUID', NULL, false, '{latest_mistake_id}'),
                ('student_mistake_patterns', 'INT', NULL, false, '{timed_count}'),
                ('student_mistake_patterns', 'NUMERIC', NULL, false, '{timed_total_seconds}'),
                ('student_mistake_patterns', 'BOOLEAN', NULL, false, '{has_reasons}'),
                ('student_mistake_patterns', 'VARCHAR(50)[]', NULL, false, '{window_codes}'),
                ('student_mistake_patterns', 'INT[]', NULL, false, '{window_severities}'),
                ('student_mistake_patterns', 'TIMESTAMPTZ[]', NULL, false, '{window_times}'),
                ('student_mistake_patterns', 'analysis_settings', NULL, false, '{settings}'),
                ('student_mistake_patterns', 'TIMESTAMPTZ', 'now()', true, '{created_at,updated_at}'),
                ('student_recommendations', 'UUID', 'new_uuid_v7()', true, '{id}'),
                ('student_recommendations', 'UUID', NULL, true, '{student_id}'),
                ('student_recommendations', 'VARCHAR(100)', NULL, true, '{global_topic_uid}'),
                ('student_recommendations', 'VARCHAR(20)', NULL, true, '{recommendation_type}'),
                ('student_recommendations', 'TEXT', NULL, true, '{title,message}'),
                ('student_recommendations', 'JSONB', '''[]''', true, '{action_items}'),
                ('student_recommendations', 'INT', '5', true, '{priority}'),
                ('student_recommendations', 'BOOLEAN', 'false', true, '{is_shown,is_dismissed,is_done}'),
                ('student_recommendations', 'TIMESTAMPTZ', NULL, false, '{shown_at,dismissed_at,done_at,expires_at}'),
                ('student_recommendations', 'TEXT[]', '''{}''', true, '{done_actions}'),
                ('student_recommendations', 'BOOLEAN', 'true', true, '{is_active}'),
                ('student_recommendations', 'UUID', NULL, false, '{source_mistake_id}'),
                ('student_recommendations', 'TIMESTAMPTZ', 'now()', true, '{created_at,updated_at}'),
                ('student_recommendations', 'ANY', NULL, false, '{updated_by}'),
                ('ui_reflex_events', 'UUID', 'new_uuid_v7()', true, '{id}'),
                ('ui_reflex_events', 'UUID', NULL, true, '{student_id}'),
                ('ui_reflex_events', 'VARCHAR(100)', NULL, true, '{global_topic_uid}'),
                ('ui_reflex_events', 'VARCHAR(40)', NULL, true, '{event_type}'),
                ('ui_reflex_events', 'TEXT', NULL, false, '{title,message}'),
                ('ui_reflex_events', 'JSONB', '''[]''', true, '{action_items}'),
                ('ui_reflex_events', 'INT', '5', true, '{priority}'),
                ('ui_reflex_events', 'UUID', NULL, false, '{recommendation_id,source_mistake_id}'),
                ('ui_reflex_events', 'BOOLEAN', 'false', true, '{delivered}'),
                ('ui_reflex_events', 'TIMESTAMPTZ', NULL, false, '{delivered_at}'),
                ('ui_reflex_events', 'TIMESTAMPTZ', 'now()', true, '{created_at}')
            ) AS listed (of_table, wanted_type, default_value, is_required, names)
            JOIN own USING (of_table)
            CROSS JOIN unnest(listed.names::text[]) AS name
        ), present AS (
            SELECT own.of_table AS in_table, pg_attribute.* FROM own
            JOIN pg_attribute ON attrelid = own.oid AND attnum > 0 AND NOT attisdropped
        )
        SELECT coalesce(wanted.table_oid, present.attrelid) AS table_oid, coalesce(wanted.of_table, present.in_table) AS of_table,
            coalesce(wanted.name, present.attname::text) AS name, wanted.name IS NOT NULL AS is_ours,
            present.attname IS NULL AS is_missing, present.attnum, present.atttypid, present.atttypmod, present.attgenerated,
            present.attnotnull, present.atthasdef, present.attidentity,
            format_type(present.atttypid, present.atttypmod) AS found_type,
            type_of.typtype = 'e' AS is_enum, type_of.typname = 'varchar' AS is_varchar,
            pg_get_expr(default_of.adbin, default_of.adrelid) AS default_now,
            wanted.wanted_type, wanted.default_value, wanted.is_required,
            substring(wanted.wanted_type FROM '^VARCHAR.([0-9]+)')::int AS wanted_length,
            EXISTS (SELECT FROM pg_index
                WHERE indrelid = present.attrelid AND indisprimary AND present.attnum = ANY (indkey)) AS is_in_key
        FROM wanted
        FULL JOIN present ON present.attrelid = wanted.table_oid AND present.attname = wanted.name
        LEFT JOIN pg_type AS type_of ON type_of.oid = present.atttypid
        LEFT JOIN pg_attrdef AS default_of ON default_of.adrelid = present.attrelid AND default_of.adnum = present.attnum
        ORDER BY of_table, present.attnum
    LOOP
        table_name := v_column.of_table;
        column_name := v_column.name;
        subject := format('%s.%s', v_column.of_table, v_column.name);
        type_now := v_column.found_type;
        type_then := CASE v_column.wanted_type WHEN 'TIMESTAMPTZ' THEN 'timestamp with time zone' ELSE lower(v_column.wanted_type) END;
        is_conflict := false;
        is_written_anew := false;
        row_count := NULL;
        remedy := NULL;
        action := NULL;
        IF NOT v_column.is_ours THEN
            -- A column that no module knows must not make an insert fail.
            IF v_column.attnotnull AND NOT v_column.atthasdef AND v_column.attidentity = '' THEN
                finding := CASE WHEN v_column.is_in_key THEN 'COLUMN_NEEDED' ELSE 'COLUMN_RELAXED' END;
                is_conflict := v_column.is_in_key;
                IF v_column.is_in_key THEN
                    remedy := format('Give it a default, or take it out of the primary key of %I.', table_name);
                ELSE
                    action := format('ALTER COLUMN %I DROP NOT NULL', column_name);
                END IF;
                RETURN NEXT;
            END IF;
            CONTINUE;
        END IF;
        IF v_column.is_missing THEN
            -- The modules add every other column themselves.
            IF v_column.is_required AND v_column.default_value IS NULL OR v_column.name = 'id' THEN
                finding := 'COLUMN_MISSING';
                is_conflict := true;
                remedy := format('Add and fill it: ALTER TABLE %I ADD COLUMN %I %s.', table_name, column_name, v_column.wanted_type);
                RETURN NEXT;
            END IF;
            CONTINUE;
        END IF;
        IF v_column.attgenerated <> '' THEN
            finding := 'COLUMN_GENERATED';
            is_conflict := true;
            remedy := format('Make it an ordinary column: ALTER TABLE %I ALTER COLUMN %I DROP EXPRESSION.', table_name, column_name);
            RETURN NEXT;
            CONTINUE;
        END IF;

        v_type := v_column.wanted_type;
        v_conversion := CASE
            WHEN v_type = 'ANY' THEN ''
            WHEN v_type = 'TIMESTAMPTZ' AND v_column.atttypid = 'timestamp'::regtype
                THEN format('%I AT TIME ZONE %L', column_name, v_zone)
            -- Through text: the shortest digits that mean the same number, where a plain cast keeps fifteen.
            WHEN v_type = 'NUMERIC' AND v_column.atttypid IN ('float4'::regtype, 'float8'::regtype)
                THEN format('%I::text::numeric', column_name)
            WHEN v_type = 'NUMERIC' AND v_column.atttypid = 'numeric'::regtype
                THEN CASE WHEN v_column.atttypmod = -1 THEN '' ELSE format('%I', column_name) END
            WHEN v_type = 'NUMERIC' AND v_column.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
                THEN format('%I::numeric', column_name)
            WHEN v_type = 'INT' AND v_column.atttypid IN ('int2'::regtype, 'int8'::regtype) THEN format('%I::int', column_name)
            WHEN v_type = 'JSONB' AND v_column.atttypid = 'json'::regtype THEN format('%I::jsonb', column_name)
            WHEN v_type = 'TEXT[]' AND v_column.atttypid = 'varchar[]'::regtype THEN format('%I::text[]', column_name)
            WHEN v_type LIKE 'VARCHAR(%)' OR v_type = 'TEXT' THEN CASE
                WHEN v_column.is_enum THEN format('%I::text', column_name)
                WHEN v_column.atttypid = 'text'::regtype THEN ''
                WHEN v_column.is_varchar AND (v_column.atttypmod = -1 OR v_column.atttypmod - 4 >= v_column.wanted_length) THEN ''
                WHEN v_column.is_varchar THEN format('%I', column_name) END
            WHEN v_column.atttypid = to_regtype(CASE v_type WHEN 'analysis_settings' THEN 'public.analysis_settings' ELSE v_type END)
                THEN ''
            END;
        IF v_conversion IS NULL AND column_name IN ('min_value', 'max_value') THEN
            -- For the eyes only: nothing reads them.
            CONTINUE;
        END IF;
        IF v_conversion IS NULL THEN
            finding := CASE WHEN v_type = 'UUID' THEN 'ID_OF_OTHER_TYPE' ELSE 'COLUMN_OF_OTHER_TYPE' END;
            is_conflict := true;
            remedy := CASE
                WHEN v_type = 'UUID' AND v_column.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) THEN format(
                    'Convert it, and alike every column that points to it, so that each number stays one id: ALTER TABLE %1$I ALTER COLUMN %2$I DROP DEFAULT, ALTER COLUMN %2$I TYPE UUID USING lpad(to_hex(%2$I), 32, ''0'')::uuid.',
                    table_name, column_name)
                ELSE format('Convert it: ALTER TABLE %1$I ALTER COLUMN %2$I TYPE %3$s USING %2$I::%3$s.', table_name, column_name, v_type) END;
            RETURN NEXT;
            CONTINUE;
        END IF;

        IF v_conversion <> '' THEN
            finding := 'COLUMN_RETYPED';
            is_written_anew := NOT v_column.is_varchar AND v_column.atttypid <> 'numeric'::regtype;
            row_count := greatest((SELECT reltuples FROM pg_class WHERE oid = v_column.table_oid), 0)::bigint;
            action := format('ALTER COLUMN %I TYPE %s USING %s', column_name, v_type, v_conversion);
            -- A default that makes a time without a zone has to go on meaning the same moment.
            IF v_type = 'TIMESTAMPTZ' AND v_column.default_now IS NOT NULL AND v_column.default_now NOT IN (
                'now()', 'CURRENT_TIMESTAMP', 'transaction_timestamp()', 'statement_timestamp()', 'clock_timestamp()') THEN
                action := format('ALTER COLUMN %1$I DROP DEFAULT, %2$s, ALTER COLUMN %1$I SET DEFAULT ((%3$s)::timestamp AT TIME ZONE %4$L)',
                    column_name, action, v_column.default_now, v_zone);
            END IF;
            RETURN NEXT;

            -- What PostgreSQL would refuse to change with the column, or silently give another meaning.
            FOR v_expression IN
                SELECT DISTINCT CASE used.classid
                    WHEN 'pg_rewrite'::regclass THEN CASE viewed.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
                        ELSE 'rule ' || rule.rulename || ' on ' END || viewed.oid::regclass
                    ELSE pg_describe_object(used.classid, used.objid, used.objsubid) END
                FROM pg_depend AS used
                LEFT JOIN pg_rewrite AS rule ON used.classid = 'pg_rewrite'::regclass AND rule.oid = used.objid
                LEFT JOIN pg_class AS viewed ON viewed.oid = rule.ev_class
                LEFT JOIN pg_attrdef AS expressed ON used.classid = 'pg_attrdef'::regclass AND expressed.oid = used.objid
                LEFT JOIN pg_attribute AS generated
                    ON generated.attrelid = expressed.adrelid AND generated.attnum = expressed.adnum
                LEFT JOIN pg_index AS indexed ON used.classid = 'pg_class'::regclass AND indexed.indexrelid = used.objid
                LEFT JOIN pg_trigger AS fired ON used.classid = 'pg_trigger'::regclass AND fired.oid = used.objid
                LEFT JOIN pg_constraint AS checked ON used.classid = 'pg_constraint'::regclass AND checked.oid = used.objid
                WHERE used.refclassid = 'pg_class'::regclass AND used.refobjid = v_column.table_oid
                  AND used.refobjsubid = v_column.attnum
                  AND (used.classid IN ('pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_proc'::regclass, 'pg_publication_rel'::regclass)
                    OR fired.oid IS NOT NULL AND NOT fired.tgisinternal
                    OR generated.attgenerated <> ''
                    OR checked.contype = 'c' AND v_column.is_enum
                    OR v_type NOT IN ('NUMERIC', 'INT') AND NOT v_column.is_varchar
                      AND concat(pg_get_expr(indexed.indexprs, indexed.indrelid), ' ', pg_get_expr(indexed.indpred, indexed.indrelid))
                        ~ ('\y' || column_name || '\y'))
                UNION
                SELECT format('column %s.%I, which holds whole rows of it', holder.attrelid::regclass, holder.attname)
                FROM pg_attribute AS holder
                JOIN pg_type AS row_type ON row_type.typrelid = v_column.table_oid
                    AND holder.atttypid IN (row_type.oid, row_type.typarray)
                JOIN pg_class AS holding ON holding.oid = holder.attrelid AND holding.relkind IN ('r', 'm', 'p')
                WHERE NOT holder.attisdropped
            LOOP
                finding := 'DEPENDENT_OBJECT';
                is_conflict := true;
                subject := format('%s uses %s.%s, which becomes %s', v_expression, table_name, column_name, type_then);
                remedy := 'Keep its definition, drop it, deploy, and create it again for the new type.';
                is_written_anew := false;
                row_count := NULL;
                action := NULL;
                RETURN NEXT;
            END LOOP;
            subject := format('%s.%s', table_name, column_name);
            is_conflict := false;
            is_written_anew := false;
            row_count := NULL;
            remedy := NULL;
        END IF;

        -- What the triggers leave out, or leave empty, must be allowed to be.
        IF v_column.default_value IS NOT NULL AND NOT v_column.atthasdef THEN
            finding := 'DEFAULT_SET';
            action := format('ALTER COLUMN %I SET DEFAULT %s', column_name, v_column.default_value);
            RETURN NEXT;
        END IF;
        IF v_column.attnotnull AND NOT v_column.is_required AND NOT v_column.is_in_key THEN
            finding := 'COLUMN_RELAXED';
            action := format('ALTER COLUMN %I DROP NOT NULL', column_name);
            RETURN NEXT;
        END IF;
    END LOOP;

    -- Keys that an ON CONFLICT of the modules or of the app names.
    FOR v_key IN
        SELECT own.oid AS table_oid, wanted.of_table, wanted.names, wanted.is_made_here,
            EXISTS (SELECT FROM pg_index WHERE indrelid = own.oid AND indisprimary) AS has_primary,
            (SELECT string_agg(format('%I', name), ', ') FROM unnest(wanted.names) AS name) AS name_list
        FROM (VALUES
            ('mistake_types', ARRAY['mistake_code'], true),
            ('student_mistakes', ARRAY['id'], true),
            ('mistake_reasons', ARRAY['id'], true),
            ('system_settings', ARRAY['setting_key'], true),
            ('analysis_presets', ARRAY['preset_name'], true),
            ('student_analysis_settings', ARRAY['student_id'], true),
            ('student_recommendations', ARRAY['id'], true),
            ('ui_reflex_events', ARRAY['id'], true),
            ('student_baseline_performance', ARRAY['student_id', 'global_topic_uid'], false),
            ('student_mistake_patterns', ARRAY['student_id', 'global_topic_uid'], false)
        ) AS wanted (of_table, names, is_made_here)
        JOIN pg_class AS own ON own.relnamespace = 'public'::regnamespace AND own.relname = wanted.of_table AND own.relkind = 'r'
        WHERE wanted.of_table = ANY (v_tables)
          AND (SELECT count(*) FROM pg_attribute WHERE attrelid = own.oid AND attname = ANY (wanted.names) AND NOT attisdropped)
            = cardinality(wanted.names)
          AND NOT EXISTS (
              SELECT FROM pg_index
              WHERE indrelid = own.oid AND indisunique AND indisvalid AND indimmediate AND indpred IS NULL AND indexprs IS NULL
                AND ARRAY(SELECT attname::text FROM pg_attribute
                    WHERE attrelid = own.oid AND attnum = ANY (indkey::int2[]) ORDER BY attname) =
                  ARRAY(SELECT name FROM unnest(wanted.names) AS name ORDER BY name))
    LOOP
        table_name := v_key.of_table;
        column_name := v_key.names[1];
        type_now := NULL;
        type_then := NULL;
        is_written_anew := false;
        action := NULL;
        EXECUTE format('SELECT count(*) FROM (SELECT FROM public.%I WHERE num_nulls(%2$s) = 0 GROUP BY %2$s HAVING count(*) > 1) AS repeated',
            table_name, v_key.name_list) INTO v_count;
        IF v_count > 0 THEN
            finding := 'DUPLICATE_ROWS';
            is_conflict := true;
            subject := format('%s: the same %s', table_name, v_key.name_list);
            row_count := v_count;
            remedy := format('See them: SELECT %2$s, count(*) FROM %1$I GROUP BY %2$s HAVING count(*) > 1. Keep the one that is right of each.',
                table_name, v_key.name_list);
            RETURN NEXT;
            CONTINUE;
        END IF;
        EXECUTE format('SELECT count(*) FROM public.%I WHERE num_nulls(%s) > 0', table_name, v_key.name_list) INTO v_count;
        IF v_count > 0 AND v_key.names = ARRAY['id'] THEN
            finding := 'ROWS_WITHOUT_KEY';
            is_conflict := true;
            subject := format('%s.id is NULL', table_name);
            row_count := v_count;
            remedy := format('Give each one: UPDATE %I SET id = gen_random_uuid() WHERE id IS NULL.', table_name);
            RETURN NEXT;
            CONTINUE;
        END IF;
        finding := 'KEY_ADDED';
        is_conflict := false;
        subject := format('%s (%s)', table_name, v_key.name_list);
        row_count := NULL;
        remedy := NULL;
        -- Where a module makes the index itself there is nothing to do here.
        IF v_key.is_made_here THEN
            action := format('ADD %s (%s)', CASE WHEN v_key.has_primary OR v_count > 0 THEN 'UNIQUE' ELSE 'PRIMARY KEY' END,
                v_key.name_list);
        END IF;
        RETURN NEXT;
    END LOOP;

    -- A check of the name of ours that says something else: ours takes its place.
    RETURN QUERY
    SELECT own.relname::text, 'CHECK_REPLACED', false, NULL,
        format('%s: %s', theirs.conname, pg_get_constraintdef(theirs.oid)), NULL, NULL, false, NULL::bigint, NULL,
        format('DROP CONSTRAINT %I', theirs.conname)
    FROM (VALUES
        ('mistake_types_severity_check', '<= 5'),
        ('mistake_types_display_names_check', 'jsonb_typeof'),
        ('student_mistakes_global_topic_uid_check', 'btrim'),
        ('student_mistakes_mistake_code_check', 'btrim'),
        ('student_mistakes_time_spent_seconds_check', '86400'),
        ('student_mistakes_occurred_at_check', '(2199|2200)'),
        ('mistake_reasons_mistake_code_check', 'btrim'),
        ('mistake_reasons_noted_at_check', '(2199|2200)'),
        ('student_recommendations_priority_check', '<= 10'),
        ('student_recommendations_action_items_check', 'jsonb_typeof'),
        ('ui_reflex_events_event_type_check', 'PATTERN_CHANGED')
    ) AS ours (conname, sign)
    JOIN pg_constraint AS theirs ON theirs.conname = ours.conname AND theirs.contype = 'c'
    JOIN pg_class AS own ON own.oid = theirs.conrelid
    WHERE own.relnamespace = 'public'::regnamespace AND own.relname = ANY (v_tables) AND own.relkind = 'r'
      AND pg_get_constraintdef(theirs.oid) !~ ours.sign;

    -- Rows that are changed, or kept although nothing can be made of them; asked only where the columns can be read so.
    FOR v_question IN
        SELECT question.*
        FROM (VALUES
            ('student_mistakes', 'ROWS_EDITED', 'mistake_code is NULL: becomes UNCLASSIFIED', '{mistake_code}', NULL,
                'student_mistakes_time_spent_seconds_check', 'SELECT count(*) FROM public.student_mistakes WHERE mistake_code IS NULL'),
            ('student_mistakes', 'ROWS_EDITED', 'time_spent_seconds is negative, not a number or over a day: moves to time_as_recorded',
                '{time_spent_seconds}', 'N', 'student_mistakes_time_spent_seconds_check',
                'SELECT count(*) FROM public.student_mistakes WHERE NOT time_spent_seconds BETWEEN 0 AND 86400'),
            ('student_mistakes', 'ROWS_EDITED', 'occurred_at is NULL: becomes created_at, or 1970 where that is missing too',
                '{occurred_at}', NULL, 'student_mistakes_time_spent_seconds_check',
                'SELECT count(*) FROM public.student_mistakes WHERE occurred_at IS NULL'),
            ('student_mistakes', 'ROWS_KEPT', 'without student or topic: kept, in no analysis', '{student_id,global_topic_uid}', NULL,
                'student_mistakes_time_spent_seconds_check',
                'SELECT count(*) FROM public.student_mistakes WHERE student_id IS NULL OR global_topic_uid IS NULL'),
            ('system_settings', 'ROWS_EDITED', 'is_default of another setting than analysis.defaults: is taken off',
                '{is_default,setting_key}', NULL, 'uq_system_settings_default',
                'SELECT count(*) FROM public.system_settings WHERE is_default AND setting_key <> ''analysis.defaults'''),
            ('analysis_presets', 'ROWS_EDITED', 'is_default of more than one preset: one stays', '{is_default,preset_name}', NULL,
                'uq_analysis_presets_default',
                'SELECT greatest(count(*) - 1, 0) FROM public.analysis_presets WHERE is_default'),
            ('student_recommendations', 'ROWS_EDITED', 'is_active of several of the same student, topic and type: the newest stays active',
                '{student_id,global_topic_uid,recommendation_type,is_active}', NULL, 'uq_student_reco_active',
                'SELECT coalesce(sum(active - 1), 0)::bigint FROM (SELECT count(*) AS active FROM public.student_recommendations WHERE is_active
                    GROUP BY student_id, global_topic_uid, recommendation_type) AS of_type')
        ) AS question (of_table, kind, words, needs, category, guard, counting)
        JOIN pg_class AS own ON own.relnamespace = 'public'::regnamespace AND own.relname = question.of_table AND own.relkind = 'r'
        WHERE question.of_table = ANY (v_tables)
          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = question.guard AND conrelid = own.oid
              AND pg_get_constraintdef(oid) ~ '86400')
          AND to_regclass('public.' || question.guard) IS NULL
          AND cardinality(question.needs::text[]) = (
              SELECT count(*) FROM pg_attribute JOIN pg_type AS type_of ON type_of.oid = atttypid
              WHERE attrelid = own.oid AND NOT attisdropped AND attname = ANY (question.needs::text[])
                AND typcategory::text = coalesce(question.category, typcategory::text)
                AND (attname NOT IN ('is_default', 'is_active') OR atttypid = 'bool'::regtype))
    LOOP
        EXECUTE v_question.counting INTO v_count;
        CONTINUE WHEN v_count = 0;
        table_name := v_question.of_table;
        finding := v_question.kind;
        is_conflict := false;
        column_name := NULL;
        subject := format('%s: %s', v_question.of_table, v_question.words);
        type_now := NULL;
        type_then := NULL;
        is_written_anew := false;
        row_count := v_count;
        remedy := NULL;
        action := NULL;
        RETURN NEXT;
    END LOOP;
    FOR v_question IN
        SELECT own.relname::text AS of_table FROM pg_class AS own
        WHERE own.relnamespace = 'public'::regnamespace AND own.relkind = 'r' AND own.relname = ANY (v_tables)
          AND own.relname IN ('student_baseline_performance', 'student_mistake_patterns')
          AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = own.oid AND attname = 'settings')
    LOOP
        EXECUTE format('SELECT count(*) FROM public.%I', v_question.of_table) INTO v_count;
        CONTINUE WHEN v_count = 0;
        table_name := v_question.of_table;
        finding := 'ROWS_RECOMPUTED';
        is_conflict := false;
        column_name := NULL;
        subject := format('%s: computed anew from the mistakes; a row without mistakes stays as it is', v_question.of_table);
        row_count := v_count;
        RETURN NEXT;
    END LOOP;
END $$;

COMMENT ON FUNCTION adoption_plan(TEXT[]) IS
    'What tables of an older release, or made by hand, need in order to serve this one; action is a clause of ALTER TABLE. A conflict has to be put right first. Reads only.';

CREATE OR REPLACE FUNCTION refuse_unadoptable() RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_subjects TEXT;
    v_remedies TEXT;
BEGIN
    SELECT string_agg(format('%s (%s%s)', subject, replace(lower(finding), '_', ' '), coalesce(': ' || type_now, '')), '; '),
        string_agg(DISTINCT remedy, ' ')
    INTO v_subjects, v_remedies FROM adoption_plan() WHERE is_conflict;
    IF v_subjects IS NOT NULL THEN
        RAISE EXCEPTION 'tables that are there cannot be adopted as they are: %', v_subjects
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  DETAIL = 'Nothing was changed. sql/verify/adoption.sql lists them one by one.',
                  HINT = v_remedies;
    END IF;
END $$;

COMMENT ON FUNCTION refuse_unadoptable() IS 'Raises when an older table cannot be adopted, before anything is changed.';

DROP FUNCTION IF EXISTS adopt_older_table(TEXT, TEXT[], TEXT[]);
CREATE OR REPLACE FUNCTION adopt_older_table(p_table_name TEXT) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_changes TEXT;
BEGIN
    -- One statement: a large table is written anew once, not once for each column.
    SELECT string_agg(action, ', ') INTO v_changes FROM adoption_plan(ARRAY[p_table_name]);
    IF v_changes IS NOT NULL THEN
        EXECUTE format('ALTER TABLE %I %s', p_table_name, v_changes);
    END IF;
END $$;

COMMENT ON FUNCTION adopt_older_table(TEXT) IS
    'Does to a table what adoption_plan says, keeping every row. Set endstp.legacy_time_zone where its times were not UTC.';

-- For who deploys: Supabase would let everybody call them.
DO $$
DECLARE
    v_roles TEXT;
BEGIN
    SELECT concat_ws(', ', 'PUBLIC', string_agg(quote_ident(rolname), ', ')) INTO v_roles FROM pg_roles
    WHERE rolname IN ('anon', 'authenticated');
    EXECUTE format('REVOKE EXECUTE ON FUNCTION lock_for_deployment(TEXT[], TEXT[]), adoption_plan(TEXT[]), refuse_unadoptable(),'
        ' adopt_older_table(TEXT) FROM %s', v_roles);
END $$;

SELECT refuse_unadoptable();
SELECT lock_for_deployment(ARRAY['test_answers', 'student_mistakes', 'mistake_reasons', 'mistake_types'], ARRAY['test_answers']);

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
SELECT adopt_older_table('mistake_types');

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
    ADD COLUMN IF NOT EXISTS created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    -- Stamps of 006. Made here, where nobody reads the table anyway: 006 then lets readers in while it computes.
    ADD COLUMN IF NOT EXISTS expected_duration NUMERIC,
    ADD COLUMN IF NOT EXISTS time_ratio NUMERIC,
    ADD COLUMN IF NOT EXISTS used_adaptive_baseline BOOLEAN;
SELECT adopt_older_table('student_mistakes');

-- A table made by hand may lack the defaults that an insert relies on, allow what this one does not, and hold it already.
-- What was recorded stays readable: a time that is none moves to a column of its own, a missing code is an undetermined one.
DO $$
BEGIN
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
    ADD COLUMN IF NOT EXISTS noted_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS note VARCHAR(2000);
SELECT adopt_older_table('mistake_reasons');

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
