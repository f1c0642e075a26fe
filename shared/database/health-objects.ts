/** Objects that are there but do not do their work: triggers, the dedupe index, row-level security. */
import type { HealthFinding, TriggerState } from '../model/health-report.ts';
import { finding } from './health-finding.ts';
import type { Migration } from './migration.ts';
import { promisedObjects } from './promised-objects.ts';
import type { SqlSession } from './sql-session.ts';

/** Every trigger named `trg_...` in the schema, as the guide's daily check lists them. */
export async function readTriggerStates(session: SqlSession): Promise<readonly TriggerState[]> {
  const { rows } = await session.query<TriggerState>(
    `SELECT class.relname::text AS "table", own.tgname::text AS name, own.tgenabled IN ('O', 'A') AS "isEnabled"
     FROM pg_trigger AS own
     JOIN pg_class AS class ON class.oid = own.tgrelid
     WHERE NOT own.tgisinternal AND own.tgname LIKE 'trg\\_%' AND class.relnamespace = 'public'::regnamespace
     ORDER BY class.relname, own.tgname`,
  );
  return rows;
}

/** Triggers of the deployed modules that do not fire. One of somebody else may be disabled on purpose. */
export function findDisabledTriggers(
  triggers: readonly TriggerState[],
  deployed: readonly Migration[],
): HealthFinding | null {
  const own = new Set(
    deployed
      .flatMap(({ sql }) => promisedObjects(sql))
      .flatMap((object) => (object.kind === 'trigger' ? [`${object.table}.${object.name}`] : [])),
  );
  const disabled = triggers.filter(({ isEnabled, table, name }) => !isEnabled && own.has(`${table}.${name}`));
  return finding(
    'TRIGGER_DISABLED',
    disabled.map(({ table, name }) => `${table}.${name}`),
  );
}

/** The index by that name exists but is not unique, not valid, or not over what makes two recommendations the same. */
export async function findBrokenDedupeIndex(session: SqlSession): Promise<HealthFinding | null> {
  const { rows } = await session.query<{ name: string }>(
    `SELECT 'uq_student_reco_active' AS name
     FROM pg_index AS own
     WHERE own.indexrelid = to_regclass('public.uq_student_reco_active')
       AND NOT (own.indisunique AND own.indisvalid AND own.indisready
         AND own.indrelid = to_regclass('public.student_recommendations')
         AND pg_get_expr(own.indpred, own.indrelid) IN ('(is_active = true)', 'is_active')
         AND (SELECT array_agg(attribute.attname::text ORDER BY attribute.attname)
              FROM pg_attribute AS attribute
              WHERE attribute.attrelid = own.indrelid AND attribute.attnum = ANY (own.indkey::int2[]))
           = ARRAY['global_topic_uid', 'recommendation_type', 'student_id'])`,
  );
  return finding(
    'DEDUPE_INDEX_BROKEN',
    rows.map(({ name }) => name),
  );
}

/** (student, topic, type) with more than one active recommendation. The tables must be there. */
export async function findDuplicateRecommendations(session: SqlSession): Promise<HealthFinding | null> {
  const { rows } = await session.query<{ subject: string; total: number }>(
    `SELECT format('%s %s %s', student_id, global_topic_uid, recommendation_type) AS subject,
       (count(*) OVER ())::int AS total
     FROM student_recommendations
     WHERE is_active
     GROUP BY student_id, global_topic_uid, recommendation_type
     HAVING count(*) > 1
     ORDER BY 1
     LIMIT 10`,
  );
  return finding(
    'DUPLICATE_RECOMMENDATIONS',
    rows.map(({ subject }) => subject),
    rows[0]?.total ?? 0,
  );
}

/** Tables of 005 to 007 that anybody with a connection could read. */
export async function findOpenTables(session: SqlSession): Promise<HealthFinding | null> {
  const { rows } = await session.query<{ name: string }>(
    `SELECT relname::text AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity
       AND relname IN ('mistake_types', 'student_mistakes', 'mistake_reasons', 'system_settings', 'analysis_presets',
         'student_analysis_settings', 'student_baseline_performance', 'student_mistake_patterns',
         'student_recommendations', 'ui_reflex_events')
     ORDER BY relname`,
  );
  return finding(
    'ROW_SECURITY_OFF',
    rows.map(({ name }) => name),
  );
}
