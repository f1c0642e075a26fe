/** Are baseline and pattern rows what the mistakes say? Recomputes them and compares. Module 006 must be there. */
import type { HealthFinding } from '../model/health-report.ts';
import { finding } from './health-finding.ts';
import type { SqlSession } from './sql-session.ts';
import { takeBack } from './take-back.ts';

/** A student in a topic: what one baseline and one pattern row are about. */
export interface AnalysisScope {
  readonly studentId: string;
  readonly topicUid: string;
}

/** So many are recomputed in one transaction: their students can record nothing new meanwhile. */
const scopesAtOnce = 20;
/** Rows looked at for mistakes that nobody analysed, on a table too big to be read daily. */
const sampledMistakeCount = 20_000;

export interface DerivedExamination {
  readonly sampledScopeCount: number;
  readonly finding: HealthFinding | null;
}

/** Recomputes the rows of up to `sampleSize` scopes, in transactions that are taken back. */
export async function examineDerivedRows(session: SqlSession, sampleSize: number): Promise<DerivedExamination> {
  const scopes = await sampleScopes(session, sampleSize);
  const stale: AnalysisScope[] = [];
  for (let start = 0; start < scopes.length; start += scopesAtOnce) {
    const some = scopes.slice(start, start + scopesAtOnce);
    stale.push(...(await takeBack(session, (inner) => rebuildScopes(inner, some))));
  }
  return {
    sampledScopeCount: scopes.length,
    finding: finding('DERIVED_ROWS_STALE', stale.map(nameOfScope)),
  };
}

/**
 * Recomputes the derived rows of these scopes and returns the scopes whose rows became others. Ids and times of update
 * are each replica's own and do not count. Must run inside a transaction.
 */
export async function rebuildScopes(
  inner: SqlSession,
  scopes: readonly AnalysisScope[],
): Promise<readonly AnalysisScope[]> {
  const asJson = JSON.stringify(scopes);
  await inner.query(
    `SELECT lock_student_analysis(array_agg(DISTINCT (scope ->> 'studentId')::uuid))
     FROM jsonb_array_elements($1::jsonb) AS scope`,
    [asJson],
  );
  const before = await readDerivedRows(inner, asJson);
  await inner.query(
    `SELECT rebuild_mistake_pattern((scope ->> 'studentId')::uuid, scope ->> 'topicUid'),
       rebuild_student_baseline((scope ->> 'studentId')::uuid, scope ->> 'topicUid')
     FROM jsonb_array_elements($1::jsonb) AS scope`,
    [asJson],
  );
  const after = await readDerivedRows(inner, asJson);
  return scopes.filter((_, place) => before[place] !== after[place]);
}

/** Both rows of each scope as text, in the order of the scopes. */
async function readDerivedRows(session: SqlSession, scopesAsJson: string): Promise<readonly string[]> {
  const { rows } = await session.query<{ derived: string }>(
    `SELECT concat(
       to_jsonb(pattern) - '{id,created_at,updated_at}'::text[],
       to_jsonb(baseline) - '{id,created_at,updated_at}'::text[]) AS derived
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS wanted (scope, place)
     LEFT JOIN student_mistake_patterns AS pattern
       ON pattern.student_id = (scope ->> 'studentId')::uuid AND pattern.global_topic_uid = scope ->> 'topicUid'
     LEFT JOIN student_baseline_performance AS baseline
       ON baseline.student_id = (scope ->> 'studentId')::uuid AND baseline.global_topic_uid = scope ->> 'topicUid'
     ORDER BY wanted.place`,
    [scopesAsJson],
  );
  return rows.map(({ derived }) => derived);
}

/** Scopes that lack a row come first, then random ones among those that have rows or mistakes. */
async function sampleScopes(session: SqlSession, sampleSize: number): Promise<readonly AnalysisScope[]> {
  const { rows: sizes } = await session.query<{ percent: number }>(
    `SELECT least(100, 100.0 * $1::float8 / greatest(reltuples, 1))::float8 AS percent
     FROM pg_class WHERE oid = 'public.student_mistakes'::regclass`,
    [sampledMistakeCount],
  );
  const { rows } = await session.query<AnalysisScope>(
    `WITH recorded AS (
       SELECT DISTINCT student_id, global_topic_uid FROM student_mistakes TABLESAMPLE SYSTEM ($2)
     ), analysed AS (
       SELECT student_id, global_topic_uid FROM student_mistake_patterns
       UNION SELECT student_id, global_topic_uid FROM student_baseline_performance
     )
     SELECT student_id::text AS "studentId", global_topic_uid AS "topicUid"
     FROM recorded FULL JOIN analysed USING (student_id, global_topic_uid)
     LEFT JOIN student_mistake_patterns AS pattern USING (student_id, global_topic_uid)
     LEFT JOIN student_baseline_performance AS baseline USING (student_id, global_topic_uid)
     ORDER BY pattern.settings IS NOT NULL AND baseline.settings IS NOT NULL, random()
     LIMIT $1`,
    [sampleSize, sizes[0]?.percent ?? 100],
  );
  return rows;
}

export function nameOfScope({ studentId, topicUid }: AnalysisScope): string {
  return `${studentId} ${topicUid}`;
}
