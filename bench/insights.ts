/**
 * What the charts of Insights cost over 50,000 answers of one student, asked as a page asks, on PGlite as a device has
 * it: nothing analyses its tables on the way, so the planner knows no more than their size.
 */
import { performance } from 'node:perf_hooks';
import { percentile } from '../commands/percentile.ts';
import { openStudyDatabase } from '../shared/database/open-study-database.ts';
import type { StudyDatabase } from '../shared/database/study-database.ts';
import { createInsightsCalls, type InsightQuery, type InsightsCalls } from '../shared/host/insights-calls.ts';
import { readPreparedDirectory } from '../shared/node/prepared-directory.ts';
import { readMigrations } from '../shared/node/read-migrations.ts';
import { migrationsFolder, preparedFolder } from '../tests/host/prepared-fixture.ts';
import type { BenchTable } from './bench-table.ts';

const answerCount = 50_000;
/** Somebody else on the same machine, whose rows lie between. */
const otherAnswerCount = 5_000;
const answersPerSession = 10;
const mistakesAtOnce = 10;
/** Two years: weeks as points of a line. */
const days = 730;
const runCount = 20;
const nowMs = Date.UTC(2026, 10, 22, 18);
const studentId = '00000000-0000-4000-8000-000000000001';
const otherStudentId = '00000000-0000-4000-8000-000000000002';

const charts: readonly (readonly [string, keyof InsightsCalls])[] = [
  ['topic map', 'readTopicTiles'],
  ['time against expected', 'readTimeAgainstExpected'],
  ['pace', 'readTopicPace'],
  ['mistake mix', 'readMistakeMix'],
  ['severity', 'readSeverityTrend'],
  ['reflexes', 'readReflexEffects'],
  ['calendar', 'readPracticeCalendar'],
];
const queries: readonly (readonly [string, Pick<InsightQuery, 'range' | 'topicUid'>])[] = [
  ['all', { range: 'all', topicUid: null }],
  ['all, one topic', { range: 'all', topicUid: 'TR.MAT.ALG.001' }],
  ['30 days', { range: '30', topicUid: null }],
];

export async function runInsightsBench(): Promise<BenchTable> {
  const { pglite, database } = await openFilledDatabase();
  const calls = createInsightsCalls({
    database,
    nowMs: () => nowMs,
    reportBug: (callName, error) => console.error(callName, error),
    onDamaged: () => {},
  });
  const rows: (readonly (string | number | null)[])[] = [];
  try {
    for (const [scope, query] of queries) {
      for (const [chart, name] of charts) {
        const times: number[] = [];
        let bytes = 0;
        for (let run = 0; run < runCount; run += 1) {
          const startedMs = performance.now();
          const outcome = await calls[name]({ studentId, timeZone: 'Europe/Istanbul', ...query });
          times.push(performance.now() - startedMs);
          if (!outcome.ok) throw new Error(`${name}: ${outcome.error.code}`);
          bytes = JSON.stringify(outcome.value).length;
        }
        rows.push([
          chart,
          scope,
          percentile(times, 50),
          percentile(times, 95),
          Math.max(...times),
          Math.round(bytes / 1024),
        ]);
      }
    }
  } finally {
    await pglite.close();
  }
  return {
    title: `Insights over ${answerCount} answers`,
    conditions: `Milliseconds over ${runCount} calls, cold ones included; KB that reach the page. Aim: p95 below 200 ms.`,
    columns: ['chart', 'scope', 'p50', 'p95', 'max', 'KB'],
    rows,
  };
}

/** In memory, with the answers of two students written by the statements of a recorded answer, in batches. */
export async function openFilledDatabase() {
  const bytes = await readPreparedDirectory(await preparedFolder());
  const opened = await openStudyDatabase({
    storage: {},
    migrations: await readMigrations(migrationsFolder),
    preparedDirectory: bytes === null ? null : new Blob([bytes]),
    hasDatabase: false,
    onDied: () => {},
  });
  await fill(opened.database, studentId, answerCount);
  await fill(opened.database, otherStudentId, otherAnswerCount);
  return opened;
}

async function fill(database: StudyDatabase, student: string, count: number): Promise<void> {
  await database.query(
    `INSERT INTO test_records (id, student_id, session_kind, expected_duration_per_question, started_at, finished_at)
     SELECT md5($1 || 'record' || n)::uuid, $1::uuid, 'practice', 40 + n % 40, started_at, started_at + interval '20 minutes'
       FROM (SELECT n, $2::timestamptz - make_interval(secs => $3 * (1 - n::float8 / $4)) AS started_at
               FROM generate_series(0, $4 - 1) AS n) AS session`,
    [student, new Date(nowMs).toISOString(), days * 86_400, count / answersPerSession],
  );
  // A hash stands in for chance: the same rows each time. About 30 % wrong, 2 % blank, times around 40 s.
  await database.query(
    `WITH question AS (
       SELECT id, global_topic_uid, (row_number() OVER (ORDER BY id) - 1)::int AS place, count(*) OVER ()::int AS total
         FROM questions WHERE template_key IS NOT NULL
     ), answer AS (
       SELECT n, n / $3 AS session, n % $3 AS position,
              abs(hashint8(n)) % 100 AS luck, abs(hashint8(n * 7 + 1)) % 1000 / 1000.0 AS spread,
              abs(hashint8(n / $3 * 31)) AS session_hash
         FROM generate_series(0, $2 - 1) AS n
     )
     INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
                               position, response, outcome, time_spent_seconds, answered_at)
     SELECT md5($1 || 'answer' || n)::uuid, record.id, $1::uuid, question.id, question.id, question.global_topic_uid,
            position, '{"kind": "blank"}', CASE WHEN luck < 30 THEN 'wrong' WHEN luck < 32 THEN 'blank' ELSE 'right' END,
            round((exp(1.2 + 3.8 * spread))::numeric, 1), record.started_at + make_interval(secs => 60 * position + 30)
       FROM answer
       JOIN test_records AS record ON record.id = md5($1 || 'record' || session)::uuid
       JOIN question ON question.place = (session_hash + position % 3) % question.total`,
    [student, count, answersPerSession],
  );
  const mistakes = await database.query<{ id: string }>(
    `SELECT id FROM test_answers WHERE student_id = $1 AND outcome <> 'right' ORDER BY answered_at`,
    [student],
  );
  // A few at a time, nearly as they happen: so the triggers raise about what they would have raised.
  for (let start = 0; start < mistakes.length; start += mistakesAtOnce) {
    await recordMistakes(
      database,
      mistakes.slice(start, start + mistakesAtOnce).map(({ id }) => id),
    );
  }
  await database.query(
    `INSERT INTO mistake_reasons (id, mistake_id, student_id, mistake_code, noted_at)
     SELECT md5(id::text || 'reason')::uuid, id, student_id,
            (ARRAY['SIGN_ERROR', 'CONCEPT_ERROR', 'MISREAD_QUESTION'])[abs(hashtext(id::text)) % 3 + 1],
            occurred_at + interval '6 seconds'
       FROM student_mistakes WHERE student_id = $1 AND abs(hashtext(id::text || 'r')) % 4 = 0`,
    [student],
  );
}

async function recordMistakes(database: StudyDatabase, answerIds: readonly string[]): Promise<void> {
  await database.query(
    `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, test_answer_id, question_id,
                                   time_spent_seconds, occurred_at)
     SELECT md5(id::text || 'mistake')::uuid, student_id, global_topic_uid,
            CASE WHEN outcome = 'blank' THEN 'BLANK' ELSE (ARRAY['SIGN_ERROR', 'CONCEPT_ERROR', 'PROCEDURE_ERROR',
              'CALCULATION_ERROR', 'MISREAD_QUESTION', 'FORMULA_ERROR'])[abs(hashtext(id::text)) % 6 + 1] END,
            id, question_id, time_spent_seconds, answered_at
       FROM test_answers WHERE id = ANY ($1::uuid[])`,
    [answerIds],
  );
}
