import { v5 as createUuidV5, v7 as createUuidV7 } from 'uuid';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import type { LoggedAnswer } from './read-answer-log.ts';

/** Namespace of the student ids that a log's names turn into: the same name is the same student in every run. */
const studentNamespace = '3a1f2f0e-6c1d-5d0a-9b63-0d5b8f7e4717';

export interface RaisedReflex {
  readonly eventType: string;
  readonly type: string;
  readonly priority: number;
  readonly title: string;
}
export interface ReplayedMistake {
  readonly answer: LoggedAnswer;
  /** Verdict of the triggers on this mistake, and the one before it. */
  readonly trend: string;
  readonly trendBefore: string | null;
  readonly reflexes: readonly RaisedReflex[];
  /** The INSERT with its whole trigger chain, in milliseconds. */
  readonly insertMs: number;
}

/** Inserts every wrong answer in the order given and yields what the triggers made of it. Right answers only count. */
export async function* replayAnswers(
  session: SqlSession,
  answers: readonly LoggedAnswer[],
): AsyncGenerator<ReplayedMistake> {
  const trends = new Map<string, string>();
  for (const answer of answers) {
    if (answer.isRight) continue;
    const studentId = createUuidV5(answer.student, studentNamespace);
    const mistakeId = createUuidV7();
    const startedMs = performance.now();
    await session.query(
      `INSERT INTO student_mistakes
         (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [mistakeId, studentId, answer.topicUid, answer.mistakeCode, answer.seconds, answer.occurredAt],
    );
    const insertMs = performance.now() - startedMs;
    const scope = `${studentId}/${answer.topicUid}`;
    const trendBefore = trends.get(scope) ?? null;
    const trend = await readTrend(session, studentId, answer.topicUid);
    trends.set(scope, trend);
    yield { answer, trend, trendBefore, reflexes: await readReflexes(session, mistakeId), insertMs };
  }
}

async function readTrend(session: SqlSession, studentId: string, topicUid: string): Promise<string> {
  const { rows } = await session.query<{ improvement_trend: string }>(
    'SELECT improvement_trend FROM student_mistake_patterns WHERE student_id = $1 AND global_topic_uid = $2',
    [studentId, topicUid],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the triggers left no pattern row');
  return row.improvement_trend;
}

async function readReflexes(session: SqlSession, mistakeId: string): Promise<RaisedReflex[]> {
  const { rows } = await session.query<RaisedReflex>(
    `SELECT event.event_type AS "eventType", recommendation.recommendation_type AS type,
       event.priority, event.title
     FROM ui_reflex_events AS event
     JOIN student_recommendations AS recommendation ON recommendation.id = event.recommendation_id
     WHERE event.source_mistake_id = $1
     ORDER BY event.priority DESC`,
    [mistakeId],
  );
  return [...rows];
}
