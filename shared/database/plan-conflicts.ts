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
  'COLUMN_MISSING',
  'DUPLICATE_ROWS',
  'DUPLICATES_TO_END',
  'ID_OF_OTHER_TYPE',
  'TABLE_TO_ADOPT',
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
     UNION ALL
     SELECT 'ID_OF_OTHER_TYPE', format('%s.%s is %s', own.relname, attname, format_type(atttypid, atttypmod)), 1
     FROM pg_attribute JOIN pg_class AS own ON own.oid = attrelid
     WHERE own.relnamespace = 'public'::regnamespace AND own.relkind IN ('r', 'p') AND NOT attisdropped
       AND atttypid <> 'uuid'::regtype
       AND (own.relname IN ('student_mistakes', 'mistake_reasons', 'student_analysis_settings',
           'student_baseline_performance', 'student_mistake_patterns', 'student_recommendations', 'ui_reflex_events')
           AND attname IN ('student_id', 'test_answer_id', 'source_mistake_id', 'recommendation_id')
         OR own.relname IN ('student_mistakes', 'system_settings', 'analysis_presets', 'student_recommendations')
           AND attname = 'id')
     ORDER BY 1, 2`,
    [oldestPostgres, namesOf('table'), namesOf('index'), namesOf('function')],
  );
  return [
    ...newer,
    ...rows,
    ...(await readMissingColumns(session)),
    ...(await readDuplicates(session, 'DUPLICATE_ROWS')),
  ];
}

/** Columns that a module creates together with its table and cannot add to one that has rows: NOT NULL, no default. */
async function readMissingColumns(session: SqlSession): Promise<readonly PlanFinding[]> {
  const { rows } = await session.query<PlanFinding>(
    `SELECT 'COLUMN_MISSING' AS code, wanted.table_name || '.' || wanted.column_name AS subject, 1 AS count
     FROM (VALUES
       ('mistake_types', 'mistake_code'),
       ('student_mistakes', 'id'), ('student_mistakes', 'student_id'), ('student_mistakes', 'global_topic_uid'),
       ('student_mistakes', 'mistake_code'),
       ('mistake_reasons', 'id'), ('mistake_reasons', 'mistake_id'), ('mistake_reasons', 'student_id'),
       ('mistake_reasons', 'mistake_code'), ('mistake_reasons', 'noted_at'),
       ('system_settings', 'id'), ('system_settings', 'category'), ('system_settings', 'setting_key'),
       ('system_settings', 'setting_value'),
       ('analysis_presets', 'id'), ('analysis_presets', 'preset_name'), ('analysis_presets', 'settings'),
       ('student_analysis_settings', 'student_id'),
       ('student_baseline_performance', 'id'), ('student_baseline_performance', 'student_id'),
       ('student_baseline_performance', 'global_topic_uid'),
       ('student_mistake_patterns', 'id'), ('student_mistake_patterns', 'student_id'),
       ('student_mistake_patterns', 'global_topic_uid'),
       ('student_recommendations', 'id'), ('student_recommendations', 'student_id'),
       ('student_recommendations', 'global_topic_uid'), ('student_recommendations', 'recommendation_type'),
       ('student_recommendations', 'title'), ('student_recommendations', 'message'),
       ('ui_reflex_events', 'id'), ('ui_reflex_events', 'student_id'), ('ui_reflex_events', 'global_topic_uid'),
       ('ui_reflex_events', 'event_type')
     ) AS wanted (table_name, column_name)
     JOIN pg_class AS own
       ON own.oid = to_regclass('public.' || wanted.table_name) AND own.relkind IN ('r', 'p')
     WHERE NOT EXISTS (
       SELECT FROM pg_attribute AS attribute
       WHERE attribute.attrelid = own.oid AND attribute.attname = wanted.column_name AND NOT attribute.attisdropped)
     ORDER BY 2`,
  );
  return rows;
}

/** Rows that are the same to a unique index of the modules. Each question is asked only where its columns are there. */
async function readDuplicates(session: SqlSession, wanted: DuplicateQuestion['code']): Promise<readonly PlanFinding[]> {
  const { rows: columns } = await session.query<{ name: string }>(
    `SELECT own.relname || '.' || attribute.attname AS name
     FROM pg_class AS own JOIN pg_attribute AS attribute ON attribute.attrelid = own.oid
     WHERE own.relnamespace = 'public'::regnamespace AND own.relkind IN ('r', 'p') AND attribute.attnum > 0
       AND NOT attribute.attisdropped`,
  );
  const present = new Set(columns.map(({ name }) => name));
  const findings: PlanFinding[] = [];
  for (const { code, subject, needs, sql } of duplicateQuestions.filter((question) => question.code === wanted)) {
    if (!needs.every((column) => present.has(column))) continue;
    const { rows } = await session.query<{ count: number }>(sql);
    const count = rows[0]?.count ?? 0;
    if (count > 0) findings.push({ code, subject, count });
  }
  return findings;
}

interface DuplicateQuestion {
  readonly code: 'DUPLICATE_ROWS' | 'DUPLICATES_TO_END';
  readonly subject: string;
  readonly needs: readonly string[];
  readonly sql: string;
}

/** Derived rows have no owner who could choose between two; of recommendations module 007 keeps the newest active. */
const duplicateQuestions: readonly DuplicateQuestion[] = [
  {
    code: 'DUPLICATE_ROWS',
    subject: 'student_baseline_performance: the same student and topic',
    needs: ['student_baseline_performance.student_id', 'student_baseline_performance.global_topic_uid'],
    sql: `SELECT count(*)::int AS count FROM (
      SELECT FROM student_baseline_performance GROUP BY student_id, global_topic_uid HAVING count(*) > 1) AS duplicate`,
  },
  {
    code: 'DUPLICATE_ROWS',
    subject: 'student_mistake_patterns: the same student and topic',
    needs: ['student_mistake_patterns.student_id', 'student_mistake_patterns.global_topic_uid'],
    sql: `SELECT count(*)::int AS count FROM (
      SELECT FROM student_mistake_patterns GROUP BY student_id, global_topic_uid HAVING count(*) > 1) AS duplicate`,
  },
  {
    code: 'DUPLICATES_TO_END',
    subject: 'active recommendations of the same student, topic and type',
    needs: [
      'student_recommendations.student_id',
      'student_recommendations.global_topic_uid',
      'student_recommendations.recommendation_type',
      'student_recommendations.is_active',
    ],
    sql: `SELECT count(*)::int AS count FROM (
      SELECT FROM student_recommendations WHERE is_active
      GROUP BY student_id, global_topic_uid, recommendation_type HAVING count(*) > 1) AS duplicate`,
  },
];

/** Tables that are there although no journal of ours knows them, and what 007 puts in order among their rows. */
export async function readAdoptions(session: SqlSession): Promise<readonly PlanFinding[]> {
  const { rows } = await session.query<PlanFinding>(
    `SELECT 'TABLE_TO_ADOPT' AS code, own.relname::text AS subject, 1 AS count
     FROM pg_class AS own
     WHERE NOT EXISTS (
         SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = 'schema_migrations')
       AND own.relnamespace = 'public'::regnamespace AND own.relkind IN ('r', 'p')
       AND own.relname IN ('mistake_types', 'student_mistakes', 'mistake_reasons', 'system_settings', 'analysis_presets',
         'student_analysis_settings', 'student_baseline_performance', 'student_mistake_patterns',
         'student_recommendations', 'ui_reflex_events')
     ORDER BY 2`,
  );
  return [...rows, ...(await readDuplicates(session, 'DUPLICATES_TO_END'))];
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
