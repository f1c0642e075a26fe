import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { timeAt } from '../sql/study-rows.ts';
import { databaseKinds, type TestDatabase } from '../sql/test-databases.ts';
import { asReplica, push, type Replica } from './sync-replicas.ts';

describe.each(databaseKinds)('a push of anything to $label', (kind) => {
  let database: TestDatabase;
  let server: Replica;
  const device = randomUUID();
  beforeAll(async () => {
    database = await kind.openMigrated();
    server = await asReplica(database.session);
  });
  afterAll(() => database.close());

  const change = (table: string, row: Readonly<Record<string, unknown>>) => {
    const id = String(row.id ?? row.student_id);
    return { table, id, scope: row.student_id ?? id, row };
  };
  const mistake = (over: Readonly<Record<string, unknown>> = {}) =>
    change('student_mistakes', {
      id: randomUUID(),
      student_id: randomUUID(),
      global_topic_uid: 'T',
      mistake_code: 'GUESS',
      time_spent_seconds: '12.5',
      occurred_at: timeAt(0),
      created_at: timeAt(0),
      ...over,
    });

  test.each([
    ['a text that is a number', mistake({ mistake_code: 7 })],
    ['a text that is an object', mistake({ global_topic_uid: { tr: 'T' } })],
    ['a text that is too long', mistake({ mistake_code: 'X'.repeat(51) })],
    ['no text', mistake({ mistake_code: null })],
    ['a time that is a word', mistake({ occurred_at: 'tomorrow' })],
    ['a time without end', mistake({ created_at: 'infinity' })],
    ['a time of another century', mistake({ occurred_at: '2300-01-01T00:00:00Z' })],
    ['a time that is a number', mistake({ occurred_at: 20260101 })],
    ['seconds that are no number', mistake({ time_spent_seconds: 'NaN' })],
    ['seconds without end', mistake({ time_spent_seconds: 'Infinity' })],
    ['seconds that are an array', mistake({ time_spent_seconds: [1] })],
    ['an answer that is no id', mistake({ test_answer_id: `'; DROP TABLE students; --` })],
    ['a student that is no id', mistake({ student_id: 'me' })],
    ['an id in another spelling', mistake({ id: randomUUID().toUpperCase() })],
    ['no updated_at', change('students', { id: randomUUID(), display_name: 'Ada' })],
    ['a row that is none', { table: 'student_mistakes', id: randomUUID(), row: 'row' }],
    ['an id other than that of the row', { ...mistake(), id: randomUUID() }],
    ['an erasure at no time', change('student_tombstones', { student_id: randomUUID(), erased_at: 'soon' })],
    ['an array', []],
    ['null', null],
    ['a table that is a number', { table: 7, id: 'x' }],
  ])('refuses %s, stores nothing of it, and takes the rows beside it', async (_what, bad) => {
    const before = await countAll();
    const good = [mistake(), mistake()];
    const answer = await push(server, device, [good[0], bad, good[1]]);
    expect(answer.refused.map(({ code }) => code)).toEqual(['MALFORMED_CHANGE']);
    expect(answer.accepted.toSorted()).toEqual(good.map(({ id }) => id).toSorted());
    expect(await countAll()).toBe(before + 2);
  });

  async function countAll(): Promise<number> {
    const { rows } = await server.session.query<{ count: number }>(
      `SELECT (SELECT count(*) FROM student_mistakes) + (SELECT count(*) FROM students) + (SELECT count(*) FROM student_tombstones) AS count`,
    );
    return Number(rows[0]?.count);
  }

  test('takes the one good row of five hundred', async () => {
    const good = mistake();
    const bad = Array.from({ length: 499 }, (_, index) => mistake({ time_spent_seconds: -1 - index }));
    const answer = await push(server, device, [...bad.slice(0, 250), good, ...bad.slice(250)]);
    expect(answer.accepted).toEqual([good.id]);
    expect(answer.refused).toHaveLength(499);
  });

  test('answers 413 for more than 500 rows or 256 KB, and 400 for what is no push', async () => {
    const stateOf = async (changes: unknown) => {
      try {
        await database.session.query('SELECT sync_push($1, $2::jsonb)', [device, JSON.stringify(changes)]);
      } catch (error) {
        return (error as { code?: string }).code;
      }
      return 'taken';
    };
    expect(await stateOf(Array.from({ length: 501 }, () => mistake()))).toBe('PT413');
    const large = (size: number) =>
      change('question_versions', { id: randomUUID(), content: { text: 'x'.repeat(size) } });
    expect(await stateOf([large(400_000), large(400_000)])).toBe('PT413');
    expect(await stateOf([large(400_000)])).toBe('taken');
    expect(await stateOf({})).toBe('PT400');
    for (const positions of ['[]', '{"a": "b"}', '{"a": -1}', '{"a": 1e300}', 'null']) {
      await expect(
        database.session.query('SELECT sync_pull($1, $2::jsonb, 5)', [device, positions]),
      ).rejects.toMatchObject({ code: 'PT400' });
    }
  });

  test('never fails, and names each change once, whatever JSON comes', async () => {
    const anything = fc.jsonValue({ maxDepth: 3 });
    const spoilt = fc
      .tuple(
        fc.constantFrom(
          'student_mistakes',
          'test_records',
          'students',
          'student_recommendations',
          'analysis_presets',
          'x',
        ),
        fc.dictionary(
          fc.constantFrom(
            'id',
            'student_id',
            'mistake_code',
            'occurred_at',
            'plan',
            'updated_at',
            'started_at',
            'session_kind',
            'done_actions',
            'is_active',
            'settings',
            'preset_name',
            'extra',
            'new',
          ),
          anything,
          { maxKeys: 4 },
        ),
      )
      .map(([table, over]) => ({ ...change(table, { ...mistake().row, title: 't', message: 'm', ...over }), table }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            anything.filter((value) => typeof value !== 'string' || !value.includes('\0')),
            spoilt,
          ),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
        async (changes) => {
          const sent = JSON.parse(JSON.stringify(changes).replaceAll('\\u0000', ''));
          const answer = await push(server, device, sent);
          expect(answer.accepted.length + answer.known.length + answer.refused.length).toBe(changes.length);
        },
      ),
      { numRuns: 60, interruptAfterTimeLimit: 30_000 },
    );
  });
});
