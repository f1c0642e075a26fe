import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedDatabase, openStudyDatabase } from '../../shared/database/open-study-database.ts';
import { readPreparedDirectory } from '../../shared/node/prepared-directory.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { comparedAnswerCount } from '../../shared/study/insights/insight-data.ts';
import { readReflexEffects } from '../../shared/study/insights/reflex-effects.ts';
import { removeSampleHistory } from '../../shared/study/sample-history/remove-sample-history.ts';
import { sampleStudentId } from '../../shared/study/sample-history/sample-student.ts';
import { writeSampleHistory } from '../../shared/study/sample-history/write-sample-history.ts';
import { warmUp, warmUpStart } from '../../shared/study/warm-up.ts';
import { writeFact } from '../../shared/study/write-fact.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';

const realStudentId = uuidV7();
const morningMs = new Date(2026, 10, 22, 9, 10).getTime();
const eveningMs = new Date(2026, 10, 25, 21, 40).getTime();

let opened: OpenedDatabase;
beforeAll(async () => {
  const bytes = await readPreparedDirectory(await preparedFolder());
  opened = await openStudyDatabase({
    storage: {},
    migrations: await readMigrations(migrationsFolder),
    preparedDirectory: bytes === null ? null : new Blob([bytes]),
    hasDatabase: false,
    onDied: () => {},
  });
  await opened.database.transaction((queries) =>
    writeFact(queries, {
      kind: 'profile_created',
      profile: {
        id: realStudentId,
        displayName: 'Elif',
        language: 'tr',
        schoolGrade: 9,
        targetExam: null,
        colour: 'blue',
      },
      createdAt: '2026-11-01T10:00:00.000Z',
    }),
  );
});
afterAll(() => opened.pglite.close());

it('warming up leaves no row of anybody in any table', async () => {
  const tables = await opened.database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const readAll = () =>
    opened.database.query(
      tables
        .map(
          ({ name }) =>
            `SELECT '${name}' AS name, md5(string_agg(row::text, '' ORDER BY row::text)) FROM ${name} AS row`,
        )
        .join(' UNION ALL '),
    );
  const before = await readAll();
  await warmUpStart(opened.database, morningMs);
  await warmUp(opened.database, morningMs);
  expect(await readAll()).toEqual(before);
});

async function write(nowMs: number): Promise<{ answerCount: number; progress: number[] }> {
  const progress: number[] = [];
  const answerCount = await writeSampleHistory(
    {
      database: opened.database,
      exclusively: (work) => work(),
      pause: async () => {},
      onProgress: (doneCount, totalCount) => progress.push(doneCount / totalCount),
    },
    'tr',
    nowMs,
  );
  return { answerCount, progress };
}

/** What happened, without ids and times. */
function readStory(): Promise<readonly unknown[]> {
  return opened.database.query(
    `SELECT answer.global_topic_uid AS topic, answer.outcome, answer.time_spent_seconds::text AS seconds, answer.response,
            mistake.mistake_code, reason.mistake_code AS reason
       FROM test_answers AS answer
       LEFT JOIN student_mistakes AS mistake ON mistake.test_answer_id = answer.id
       LEFT JOIN mistake_reasons AS reason ON reason.mistake_id = mistake.id
      WHERE answer.student_id = $1 ORDER BY answer.answered_at`,
    [sampleStudentId],
  );
}

async function countRows(): Promise<Record<string, number>> {
  const tables = await opened.database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await opened.database.query<{ count: number }>(`SELECT count(*)::int AS count FROM "${name}"`);
    counts[name] = row?.count ?? 0;
  }
  return counts;
}

describe('the sample student', () => {
  it('has eight weeks in which every pattern, mark and table of a student comes up, all of it in the past', async () => {
    const { answerCount, progress } = await write(morningMs);
    expect(answerCount).toBeGreaterThanOrEqual(600);
    expect(answerCount).toBeLessThanOrEqual(900);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    const [seen] = await opened.database.query<Record<string, unknown>>(
      `SELECT (SELECT count(DISTINCT global_topic_uid)::int FROM test_answers WHERE student_id = $1) AS topics,
              (SELECT array_agg(DISTINCT recommendation_type::text ORDER BY recommendation_type::text)
                 FROM student_recommendations WHERE student_id = $1) AS types,
              (SELECT count(*) FILTER (WHERE is_done) > 5 AND count(*) FILTER (WHERE is_dismissed) > 5
                      AND count(*) FILTER (WHERE is_active AND expires_at > $2) > 0
                 FROM student_recommendations WHERE student_id = $1) AS marks,
              (SELECT count(DISTINCT improvement_trend)::int FROM student_mistake_patterns WHERE student_id = $1) AS trends,
              (SELECT count(*) > 20 FROM review_log WHERE student_id = $1) AS reviews,
              (SELECT count(*) > 20 FROM mistake_reasons WHERE student_id = $1) AS reasons,
              (SELECT count(*)::int FROM test_records WHERE student_id = $1 AND finished_at IS NULL) AS open_sessions,
              (SELECT min(answered_at) < $2::timestamptz - interval '55 days' AND max(answered_at) < $2
                 FROM test_answers WHERE student_id = $1) AS spans,
              (SELECT max(created_at) < $2 AND max(updated_at) < $2
                 FROM student_recommendations WHERE student_id = $1) AS is_past`,
      [sampleStudentId, new Date(morningMs).toISOString()],
    );
    expect(seen).toEqual({
      topics: 14,
      types: ['PANIC_RUSH', 'STUCK_LOOP', 'STUCK_SLOW', 'improving', 'worsening'],
      marks: true,
      trends: 7,
      reviews: true,
      reasons: true,
      open_sessions: 1,
      spans: true,
      is_past: true,
    });
  });

  it('has derived rows that a rebuild from the facts gives again', async () => {
    const read = () =>
      opened.database.query(
        `SELECT global_topic_uid, improvement_trend, dominant_mistake_code, dominant_mistake_count, mistake_distribution
           FROM student_mistake_patterns WHERE student_id = $1 ORDER BY 1`,
        [sampleStudentId],
      );
    const before = await read();
    expect(before.length).toBeGreaterThan(10);
    await opened.database.query(
      'SELECT rebuild_mistake_pattern(student_id, global_topic_uid) FROM student_mistake_patterns WHERE student_id = $1',
      [sampleStudentId],
    );
    expect(await read()).toEqual(before);
  });

  it('shows for each reflex the answers around it, as a plain reading finds them', async () => {
    const scope = { studentId: sampleStudentId, topicUid: null, since: null, timeZone: 'UTC', unit: 'day' } as const;
    const effects = await readReflexEffects(opened.database, scope, new Date(morningMs).toISOString());
    const answers = await opened.database.query<{ topic: string; outcome: string; at: Date }>(
      `SELECT global_topic_uid AS topic, outcome, answered_at AS at FROM test_answers
        WHERE student_id = $1 ORDER BY answered_at`,
      [sampleStudentId],
    );
    expect(effects.length).toBeGreaterThan(40);
    for (const effect of effects) {
      const raisedMs = Date.parse(effect.raisedAt);
      const own = answers.filter(({ topic }) => topic === effect.topicUid);
      const before = own.filter(({ at }) => at.getTime() <= raisedMs).slice(-comparedAnswerCount);
      const after = own
        .filter(({ at }) => at.getTime() > raisedMs && at.getTime() <= raisedMs + 14 * 86_400_000)
        .slice(0, comparedAnswerCount);
      for (const [side, plain] of [
        [effect.before, before],
        [effect.after, after],
      ] as const) {
        expect([side.count, side.rightCount]).toEqual([
          plain.length,
          plain.filter(({ outcome }) => outcome === 'right').length,
        ]);
      }
      // It was raised by an answer that was not right.
      expect(before.at(-1)?.outcome).not.toBe('right');
    }
    expect(new Set(effects.map(({ mark }) => mark))).toEqual(new Set(['done', 'begun', 'dismissed', 'passed', 'open']));
  });

  it('goes with every row that is theirs and none of anybody else, and comes back with the same story', async () => {
    const story = await readStory();
    await opened.database.transaction(removeSampleHistory);
    const without = await countRows();
    expect(await readStory()).toEqual([]);
    const columns = await opened.database.query<{ table_name: string }>(
      `SELECT column_of.table_name FROM information_schema.columns AS column_of
         JOIN information_schema.tables AS own USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name = 'student_id'`,
    );
    expect(columns.length).toBeGreaterThan(8);
    for (const { table_name: table } of columns) {
      const left = await opened.database.query(`SELECT FROM "${table}" WHERE student_id = $1`, [sampleStudentId]);
      expect({ table, left: left.length }).toEqual({ table, left: 0 });
    }
    expect(without.students).toBe(1);
    expect(without.question_versions).toBe(0);

    await write(eveningMs);
    expect(await readStory()).toEqual(story);
    expect(await opened.database.transaction(removeSampleHistory)).toBe(story.length);
    expect(await countRows()).toEqual(without);
  });
});
