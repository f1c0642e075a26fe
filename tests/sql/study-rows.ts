import { randomUUID } from 'node:crypto';
import type { SqlSession } from '../../shared/database/sql-session.ts';

export const topicUid = 'TR.MAT.ALG.001';

export interface MistakeInput {
  readonly id?: string;
  readonly studentId: string;
  readonly topicUid?: string;
  readonly code?: string;
  readonly seconds?: number | string | null;
  /** Minutes after a fixed moment. */
  readonly minute?: number;
  readonly testAnswerId?: string | null;
}

export const startMs = Date.UTC(2026, 0, 10, 9);

export function timeAt(minute: number): string {
  return new Date(startMs + minute * 60_000).toISOString();
}

/** Inserts mistakes in one statement and returns their ids, in the order given. */
export async function insertMistakes(
  session: SqlSession,
  mistakes: readonly MistakeInput[],
): Promise<readonly string[]> {
  const rows = mistakes.map((mistake) => ({
    id: mistake.id ?? randomUUID(),
    student: mistake.studentId,
    topic: mistake.topicUid ?? topicUid,
    code: mistake.code ?? 'CALCULATION_ERROR',
    seconds: mistake.seconds === undefined ? 30 : mistake.seconds,
    at: timeAt(mistake.minute ?? 0),
    answer: mistake.testAnswerId ?? null,
  }));
  await session.query(
    `INSERT INTO student_mistakes
       (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at, test_answer_id)
     SELECT id, student, topic, code, seconds, at, answer FROM jsonb_to_recordset($1::jsonb) AS mistake
       (id UUID, student UUID, topic TEXT, code TEXT, seconds NUMERIC, at TIMESTAMPTZ, answer UUID)`,
    [JSON.stringify(rows)],
  );
  return rows.map(({ id }) => id);
}

/** Inserts mistakes one statement after the other, minute by minute unless they say when. */
export async function insertOneByOne(
  session: SqlSession,
  mistakes: readonly MistakeInput[],
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [index, mistake] of mistakes.entries()) {
    ids.push(...(await insertMistakes(session, [{ minute: index, ...mistake }])));
  }
  return ids;
}

export async function readTrend(session: SqlSession, studentId: string): Promise<string | undefined> {
  const { rows } = await session.query<{ improvement_trend: string }>(
    'SELECT improvement_trend FROM student_mistake_patterns WHERE student_id = $1',
    [studentId],
  );
  return rows[0]?.improvement_trend;
}

export interface RecommendationRow {
  readonly id: string;
  readonly recommendation_type: string;
  readonly priority: number;
  readonly action_items: readonly { readonly action: string }[];
  readonly is_active: boolean;
  readonly is_shown: boolean;
  readonly source_mistake_id: string;
  readonly expires_at_ms: number;
}

export async function readRecommendations(
  session: SqlSession,
  studentId: string,
): Promise<readonly RecommendationRow[]> {
  const { rows } = await session.query<RecommendationRow>(
    `SELECT id, recommendation_type, priority, action_items, is_active, is_shown, source_mistake_id,
       (extract(epoch FROM expires_at) * 1000)::float8 AS expires_at_ms
     FROM student_recommendations WHERE student_id = $1 ORDER BY created_at, id`,
    [studentId],
  );
  return rows;
}

export async function readEventTypes(session: SqlSession, studentId: string): Promise<readonly string[]> {
  const { rows } = await session.query<{ event_type: string }>(
    'SELECT event_type FROM ui_reflex_events WHERE student_id = $1 ORDER BY created_at, id',
    [studentId],
  );
  return rows.map(({ event_type }) => event_type);
}
