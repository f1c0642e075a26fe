import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { insertMistakes, timeAt } from '../sql/study-rows.ts';
import { postgres18, type TestDatabase } from '../sql/test-databases.ts';
import { pull, push } from './sync-replicas.ts';

// PGlite has one connection: there is nothing to show there.
let database: TestDatabase;
const opened: { session: SqlSession; close: () => Promise<void> }[] = [];
beforeAll(async () => {
  database = await postgres18.openMigrated();
  await database.session.exec('SELECT sync_identity()');
  // A circle is then found, and the test fails, at once.
  await database.session.exec(`DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''100ms''', current_database()); END $$`);
  for (let index = 0; index < 17; index += 1) {
    const connection = await database.connect?.();
    if (connection === undefined) throw new Error('this engine has no further connections');
    opened.push(connection);
  }
});
afterAll(async () => {
  for (const connection of opened) await connection.close();
  await database.close();
});

const mistakeOf = (studentId: string, minute: number) => {
  const id = randomUUID();
  return {
    table: 'student_mistakes',
    id,
    scope: studentId,
    row: { id, student_id: studentId, global_topic_uid: 'T', mistake_code: 'GUESS', occurred_at: timeAt(minute) },
  };
};
const versionOf = (studentId: string, id: string) => ({
  table: 'question_versions',
  id,
  scope: studentId,
  row: { id, question_id: id, content: {} },
});

test.each([1, 8])('a reader that follows 16 pushing devices of %i students skips none of their rows', async (count) => {
  const students = Array.from({ length: count }, () => randomUUID());
  const [reader, ...writers] = opened;
  if (reader === undefined) throw new Error('no connection was opened');
  let isWriting = true;
  const writing = Promise.all(
    writers.map(async ({ session }, writer) => {
      const device = randomUUID();
      const ids: string[] = [];
      for (let turn = 0; turn < 8; turn += 1) {
        const changes = Array.from({ length: 5 }, (_, index) =>
          mistakeOf(students[(writer + turn + index) % count] ?? '', writer * 100 + turn * 5 + index),
        );
        const answer = await session.transaction(async (inner) => {
          const pushed = await push({ session: inner, id: '' }, device, changes);
          await inner.query('SELECT pg_sleep($1)', [((writer * 7 + turn) % 4) / 1000]);
          return pushed;
        });
        ids.push(...answer.accepted);
      }
      return ids;
    }),
  ).finally(() => {
    isWriting = false;
  });
  const seen = new Set<string>();
  let positions: Record<string, number> = {};
  for (let isLast = false; !isLast; ) {
    isLast = !isWriting;
    for (let hasMore = true; hasMore; ) {
      const page = await pull(reader.session, randomUUID(), positions, 7);
      for (const { id } of page.changes) seen.add(id);
      positions = { ...positions, ...page.positions };
      hasMore = page.has_more;
    }
  }
  const written = (await writing).flat();
  expect(written).toHaveLength(640);
  expect(written.filter((id) => !seen.has(id))).toEqual([]);
});

test('pushes, inserts, edits of presets, erasures and re-keying at once never wait for each other in a circle', async () => {
  const students = Array.from({ length: 6 }, () => randomUUID());
  const versions = Array.from({ length: 12 }, () => randomUUID());
  const student = (index: number) => students[index % students.length] ?? '';
  const works: ((session: SqlSession, turn: number) => Promise<unknown>)[] = [
    // Students and versions in another order each time.
    (session, turn) =>
      push({ session, id: '' }, randomUUID(), [
        ...versions.map((_, index) => versionOf(student(turn), versions[(index * 5 + turn) % 12] ?? '')),
        mistakeOf(student(turn + 3), turn),
        mistakeOf(student(turn), turn),
        mistakeOf(student(turn + 1), turn),
      ]),
    (session, turn) => insertMistakes(session, [{ studentId: student(turn), seconds: 2, minute: turn }]),
    (session, turn) =>
      insertMistakes(session, [
        { studentId: student(turn + 2), minute: turn },
        { studentId: student(turn), minute: turn },
      ]),
    (session, turn) =>
      session.query(`UPDATE analysis_presets SET settings = settings || $1::jsonb WHERE preset_name = 'normal'`, [
        JSON.stringify({ panic_absolute_min: 3 + (turn % 4) }),
      ]),
    (session) => session.query('SELECT erase_student($1)', [randomUUID()]),
    (session, turn) => session.query('SELECT rekey_student(gen_random_uuid(), $1)', [student(turn)]),
  ];
  const failures: unknown[] = [];
  await Promise.all(
    opened.map(async ({ session }, worker) => {
      for (let turn = 0; turn < 12; turn += 1) {
        try {
          await works[(worker + turn) % works.length]?.(session, worker + turn);
        } catch (error) {
          failures.push((error as { code?: string }).code);
        }
      }
    }),
  );
  expect(failures).toEqual([]);
});

test('one statement that changes the settings of many students waits for no push, and no push for it, in a circle', async () => {
  const students = Array.from({ length: 12 }, () => randomUUID());
  await database.session.query(
    `INSERT INTO student_analysis_settings (student_id, preset_name) SELECT id, 'normal' FROM unnest($1::uuid[]) AS id`,
    [students],
  );
  const settingsOf = (studentId: string, turn: number) => ({
    table: 'student_analysis_settings',
    id: studentId,
    scope: studentId,
    row: {
      student_id: studentId,
      preset_name: turn % 2 === 0 ? 'soft' : 'aggressive',
      custom_settings: {},
      updated_at: new Date(Date.now() + turn * 60_000).toISOString(),
    },
  });
  const rotated = (turn: number) => [...students.slice(turn % 12), ...students.slice(0, turn % 12)];
  const works: ((session: SqlSession, turn: number) => Promise<unknown>)[] = [
    // A hub relays for its class: settings and mistakes of all of them, in any order.
    (session, turn) =>
      push({ session, id: '' }, randomUUID(), [
        ...rotated(turn * 5).map((id) => mistakeOf(id, turn)),
        ...rotated(turn * 7).map((id) => settingsOf(id, turn)),
      ]),
    (session, turn) =>
      session.query(
        `UPDATE student_analysis_settings SET preset_name = $2
         FROM unnest($1::uuid[]) WITH ORDINALITY AS chosen (id, place) WHERE student_id = chosen.id`,
        [rotated(turn), turn % 2 === 0 ? 'soft' : 'normal'],
      ),
    (session, turn) =>
      session.query(`UPDATE student_analysis_settings SET preset_name = $2 WHERE student_id = $1`, [
        students[turn % 12],
        turn % 3 === 0 ? 'soft' : 'normal',
      ]),
    (session, turn) => session.query('SELECT give_preset($1::uuid[], $2, NULL)', [rotated(turn), 'normal']),
    (session, turn) => insertMistakes(session, [{ studentId: students[turn % 12] ?? '', minute: turn }]),
  ];
  const failures: unknown[] = [];
  await Promise.all(
    opened.map(async ({ session }, worker) => {
      for (let turn = 0; turn < 8; turn += 1) {
        try {
          await works[(worker + turn) % works.length]?.(session, worker * 3 + turn);
        } catch (error) {
          failures.push((error as { code?: string }).code);
        }
      }
    }),
  );
  expect(failures).toEqual([]);
});
