/** What stands in the way of a deployment, what it would adopt, and whom it would wait for. */
import type { DeployedModules } from './health-modules.ts';
import type { Migration } from './migration.ts';
import { promisedObjects } from './promised-objects.ts';
import type { SqlSession } from './sql-session.ts';

export const planFindingCodes = [
  'POSTGRES_TOO_OLD',
  'SCHEMA_NEWER',
  'NOT_OWNER',
  'CANNOT_CREATE',
  'OTHER_KIND_OF_OBJECT',
  'TABLE_TO_ADOPT',
  'CONSTRAINT_STAYS',
  'TRIGGER_STAYS',
  'TABLE_IN_USE',
  'LONG_TRANSACTION',
] as const;

export interface PlanFinding {
  readonly code: (typeof planFindingCodes)[number];
  readonly subject: string;
  readonly count: number;
}

/** Oldest PostgreSQL that the modules are written for and tested on. */
const oldestPostgres = 150_000;

export async function readConflicts(
  session: SqlSession,
  migrations: readonly Migration[],
  { journalVersion }: DeployedModules,
): Promise<readonly PlanFinding[]> {
  const known = migrations.at(-1)?.version ?? '000';
  const newer: readonly PlanFinding[] =
    journalVersion !== null && journalVersion > known
      ? [{ code: 'SCHEMA_NEWER', subject: journalVersion, count: 1 }]
      : [];
  const promised = migrations.flatMap(({ sql }) => promisedObjects(sql));
  const namesOf = (kind: string) => promised.filter((object) => object.kind === kind).map(({ name }) => name);
  const { rows } = await session.query<PlanFinding>(
    `SELECT 'POSTGRES_TOO_OLD' AS code, current_setting('server_version') AS subject, 1 AS count
     WHERE current_setting('server_version_num')::int < $1
     UNION ALL
     SELECT 'CANNOT_CREATE', current_user::text, 1
     WHERE NOT has_schema_privilege('public', 'CREATE')
     UNION ALL
     SELECT 'NOT_OWNER', relname::text, 1 FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($2::text[])
       AND NOT pg_has_role(relowner, 'USAGE')
     UNION ALL
     SELECT 'OTHER_KIND_OF_OBJECT', relname::text, 1 FROM pg_class
     WHERE relnamespace = 'public'::regnamespace
       AND (relname = ANY ($2::text[]) AND relkind NOT IN ('r', 'p')
         OR relname = ANY ($3::text[]) AND relkind NOT IN ('i', 'I'))
     UNION ALL
     SELECT 'OTHER_KIND_OF_OBJECT', proname::text, 1 FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace AND proname = ANY ($4::text[]) AND prokind <> 'f'
     ORDER BY 1, 2`,
    [oldestPostgres, namesOf('table'), namesOf('index'), namesOf('function')],
  );
  return [...newer, ...rows];
}

/**
 * Tables that are there although no journal of ours knows them, and what stays on them that may refuse a mistake or act on
 * it: checks, keys and triggers of somebody else.
 */
export async function readAdoptions(session: SqlSession): Promise<readonly PlanFinding[]> {
  const { rows } = await session.query<PlanFinding>(
    `WITH own AS (
       SELECT oid, relname::text AS name FROM pg_class
       WHERE NOT EXISTS (
           SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = 'schema_migrations')
         AND relnamespace = 'public'::regnamespace AND relkind = 'r'
         AND relname IN ('mistake_types', 'student_mistakes', 'mistake_reasons', 'system_settings', 'analysis_presets',
           'student_analysis_settings', 'student_baseline_performance', 'student_mistake_patterns',
           'student_recommendations', 'ui_reflex_events'))
     SELECT 'TABLE_TO_ADOPT' AS code, name AS subject, 1 AS count FROM own
     UNION ALL
     SELECT 'CONSTRAINT_STAYS', format('%s on %s: %s', conname, own.name, pg_get_constraintdef(pg_constraint.oid)), 1
     FROM pg_constraint JOIN own ON own.oid = conrelid
     WHERE contype IN ('c', 'f')
       AND conname NOT IN ('mistake_types_severity_check', 'mistake_types_display_names_check',
         'student_mistakes_global_topic_uid_check', 'student_mistakes_mistake_code_check',
         'student_mistakes_time_spent_seconds_check', 'student_mistakes_occurred_at_check',
         'student_mistakes_test_answer_id_fkey', 'student_mistakes_student_id_present',
         'student_mistakes_global_topic_uid_present', 'mistake_reasons_mistake_code_check',
         'mistake_reasons_noted_at_check', 'student_recommendations_priority_check',
         'student_recommendations_action_items_check', 'ui_reflex_events_event_type_check')
     UNION ALL
     SELECT 'TRIGGER_STAYS', format('%s on %s', tgname, own.name), 1
     FROM pg_trigger JOIN own ON own.oid = tgrelid
     WHERE NOT tgisinternal AND tgname NOT LIKE 'trg\\_refresh\\_for\\_%'
       AND tgname NOT IN ('trg_update_mistake_patterns', 'trg_update_student_baseline', 'trg_stamp_mistake',
         'trg_generate_recommendations', 'trg_end_marked_recommendation')
     ORDER BY 1 DESC, 2`,
  );
  return rows;
}

/** Locks that other sessions hold on our tables, and transactions old enough to make a deployment wait. */
export async function readWaits(session: SqlSession): Promise<readonly PlanFinding[]> {
  const { rows } = await session.query<PlanFinding>(
    `SELECT 'TABLE_IN_USE' AS code, own.relname::text AS subject, count(DISTINCT held.pid)::int AS count
     FROM pg_locks AS held JOIN pg_class AS own ON own.oid = held.relation
     WHERE held.locktype = 'relation' AND held.pid <> pg_backend_pid()
       AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND own.relnamespace = 'public'::regnamespace AND own.relkind IN ('r', 'p')
     GROUP BY own.relname
     UNION ALL
     SELECT 'LONG_TRANSACTION', format('process %s, for %s s', pid, extract(epoch FROM now() - xact_start)::int), 1
     FROM pg_stat_activity
     WHERE pid <> pg_backend_pid() AND datname = current_database() AND xact_start < now() - INTERVAL '10 seconds'
       AND backend_type = 'client backend'
     ORDER BY 1, 2`,
  );
  return rows;
}
