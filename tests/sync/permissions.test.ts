import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { insertMistakes, insertOneByOne, timeAt } from '../sql/study-rows.ts';
import { databaseKinds, type TestDatabase } from '../sql/test-databases.ts';
import { pull, push } from './sync-replicas.ts';

const asStudent = `SELECT set_config('request.jwt.claims', jsonb_build_object('sub', $1::text, 'role', 'authenticated',
  'endstp_role', 'student', 'student_id', $1::text)::text, true), set_config('role', 'authenticated', true)`;

describe.each(databaseKinds)('a student who exchanges with $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  let own: string;
  let classmate: string;
  const device = randomUUID();
  beforeAll(async () => {
    database = await kind.openMigrated();
    session = database.session;
    await session.query('SELECT sync_identity()');
  });
  beforeEach(() => {
    own = randomUUID();
    classmate = randomUUID();
  });
  afterAll(() => database.close());

  const acting = <T>(studentId: string, work: (inner: SqlSession) => Promise<T>): Promise<T> =>
    session.transaction(async (inner) => {
      await inner.query(asStudent, [studentId]);
      return work(inner);
    });
  const pushAs = (studentId: string, changes: readonly unknown[]) =>
    acting(studentId, (inner) => push({ session: inner, id: '' }, device, changes));
  const mistakeOf = (studentId: string, id: string = randomUUID()) => ({
    table: 'student_mistakes',
    id,
    scope: studentId,
    row: { id, student_id: studentId, global_topic_uid: 'T', mistake_code: 'GUESS', occurred_at: timeAt(0) },
  });
  const codes = (answer: { refused: readonly { code: string }[] }) => answer.refused.map(({ code }) => code);

  test('writes own rows, and none of a classmate, whatever scope the change names', async () => {
    const answer = await pushAs(own, [mistakeOf(own), mistakeOf(classmate), { ...mistakeOf(classmate), scope: own }]);
    expect(answer.accepted).toHaveLength(1);
    expect(codes(answer)).toEqual(['SCOPE_FORBIDDEN', 'SCOPE_FORBIDDEN']);
    const { rows } = await session.query('SELECT FROM sync_counters WHERE scope = $1', [classmate]);
    expect(rows).toEqual([]);
  });

  test('reads own rows and nothing of a classmate', async () => {
    const [id] = await insertMistakes(session, [{ studentId: own }]);
    await insertMistakes(session, [{ studentId: classmate }]);
    const page = await acting(own, (inner) => pull(inner, device, {}));
    const scopes = new Set(page.changes.map(({ scope }) => scope));
    expect(page.changes.map((change) => change.id)).toContain(id);
    expect(scopes.has(classmate)).toBe(false);
    expect(Object.keys(page.positions)).not.toContain(classmate);
  });

  test('cannot take over a row by naming its id', async () => {
    await insertOneByOne(
      session,
      Array.from({ length: 3 }, () => ({ studentId: classmate, seconds: 2 })),
    );
    const read = `SELECT to_jsonb(own) AS row FROM student_recommendations AS own WHERE student_id = $1`;
    const [before] = (await session.query<{ row: Record<string, unknown> }>(read, [classmate])).rows;
    const id = String(before?.row.id);
    const stolen = { ...before?.row, student_id: own, title: 'mine', updated_at: '2030-01-01T00:00:00Z' };
    const answer = await pushAs(own, [{ table: 'student_recommendations', id, scope: own, row: stolen }]);
    expect(codes(answer)).toEqual(['SCOPE_FORBIDDEN']);
    expect(codes(await pushAs(own, [mistakeOf(own, String(before?.row.source_mistake_id))]))).toEqual([
      'SCOPE_FORBIDDEN',
    ]);
    expect((await session.query(read, [classmate])).rows).toEqual([before]);
  });

  test("cannot say what a classmate's mistake was", async () => {
    const [mistakeId] = await insertMistakes(session, [{ studentId: classmate }]);
    const id = randomUUID();
    const row = { id, student_id: own, mistake_id: mistakeId, mistake_code: 'SIGN_ERROR', noted_at: timeAt(1) };
    expect(codes(await pushAs(own, [{ table: 'mistake_reasons', id, scope: own, row }]))).toEqual(['SCOPE_FORBIDDEN']);
  });

  test('cannot take over a classmate by an alias, nor erase one, but bring own offline work', async () => {
    await insertMistakes(session, [{ studentId: classmate }]);
    const alias = (oldId: string) => ({
      table: 'student_aliases',
      id: oldId,
      scope: own,
      row: { old_student_id: oldId, new_student_id: own },
    });
    const erasure = { table: 'student_tombstones', id: classmate, scope: classmate, row: { student_id: classmate } };
    const offline = randomUUID();
    const answer = await pushAs(own, [alias(classmate), erasure, alias(offline), mistakeOf(offline)]);
    expect(answer.refused.map(({ table, code }) => `${table} ${code}`).sort()).toEqual([
      'student_aliases SCOPE_FORBIDDEN',
      'student_tombstones SCOPE_FORBIDDEN',
    ]);
    expect(answer.accepted).toHaveLength(2);
    const { rows } = await session.query<{ student_id: string }>(
      'SELECT student_id FROM student_mistakes WHERE student_id = ANY ($1::uuid[]) ORDER BY student_id = $2',
      [[own, classmate, offline], own],
    );
    expect(rows.map(({ student_id }) => student_id)).toEqual([classmate, own]);
  });

  test('once erased, is erased for hubs and teachers who had the rows, and for nobody else', async () => {
    const [hub, teacher, stranger] = [randomUUID(), randomUUID(), randomUUID()];
    const [classId, otherClassId] = [randomUUID(), randomUUID()];
    await session.query(
      `INSERT INTO people (id, role, display_name) VALUES ($1, 'hub', 'H'), ($2, 'teacher', 'T'), ($3, 'teacher', 'S')`,
      [hub, teacher, stranger],
    );
    await session.query(`INSERT INTO classes (id, display_name) VALUES ($1, 'A'), ($2, 'B')`, [classId, otherClassId]);
    await session.query('INSERT INTO class_hubs (class_id, person_id) VALUES ($1, $2)', [classId, hub]);
    await session.query('INSERT INTO class_teachers (class_id, person_id) VALUES ($1, $2), ($3, $4)', [
      classId,
      teacher,
      otherClassId,
      stranger,
    ]);
    await session.query(
      `INSERT INTO class_members (class_id, display_name, student_id, claimed_at, left_at)
       VALUES ($1, 'Ayşe Yılmaz', $2, now(), NULL), ($1, 'Can', $3, now(), now())`,
      [classId, own, classmate],
    );
    await insertMistakes(session, [{ studentId: own }, { studentId: classmate }]);
    await session.query('SELECT erase_student($1), erase_student($2)', [own, classmate]);
    const as = <T>(person: string, role: string, work: (inner: SqlSession) => Promise<T>): Promise<T> =>
      session.transaction(async (inner) => {
        await inner.query(
          `SELECT set_config('request.jwt.claims', jsonb_build_object('sub', $1::text, 'role', 'authenticated',
             'endstp_role', $2::text)::text, true), set_config('role', 'authenticated', true)`,
          [person, role],
        );
        return work(inner);
      });
    const erasures = async (person: string, role: string) => {
      const { changes } = await as(person, role, (inner) => pull(inner, device, {}));
      return changes.filter(({ scope }) => [own, classmate].includes(scope)).map(({ table, id }) => `${table} ${id}`);
    };
    const expected = [`student_tombstones ${own}`, `student_tombstones ${classmate}`].sort();
    expect((await erasures(hub, 'hub')).sort()).toEqual(expected);
    expect((await erasures(teacher, 'teacher')).sort()).toEqual(expected);
    expect(await erasures(stranger, 'teacher')).toEqual([]);
    // No name is left, nowhere.
    const { rows } = await session.query('SELECT display_name FROM class_members WHERE class_id = $1', [classId]);
    expect(rows).toEqual([{ display_name: '—' }, { display_name: '—' }]);

    // A hub that heard of it from elsewhere hands it on: known. Rows stay refused, through any door.
    const tombstone = (id: string) => ({ table: 'student_tombstones', id, scope: id, row: { student_id: id } });
    const relayed = await as(hub, 'hub', (inner) =>
      push({ session: inner, id: '' }, device, [tombstone(own), tombstone(classmate), mistakeOf(own)]),
    );
    expect([relayed.known.length, codes(relayed)]).toEqual([2, ['STUDENT_ERASED']]);
    expect(
      codes(await as(stranger, 'teacher', (inner) => push({ session: inner, id: '' }, device, [tombstone(own)]))),
    ).toEqual(['SCOPE_FORBIDDEN']);
    await expect(
      as(hub, 'hub', (inner) =>
        inner.query(
          `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code) VALUES (gen_random_uuid(), $1, 'T', 'GUESS')`,
          [own],
        ),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  test('may call nothing else of the exchange', async () => {
    for (const call of [
      'SELECT erase_student($1)',
      'SELECT renew_sync_identity($1::uuid IS NOT NULL)',
      `SELECT take_sync_page($1, '{"changes": [], "positions": {}}')`,
      `SELECT apply_sync_changes($1, '[]', true, NULL, NULL)`,
      `SELECT read_sync_page($1, '{}', 1, NULL, true)`,
      'SELECT rekey_student($1, gen_random_uuid())',
    ]) {
      await expect(acting(own, (inner) => inner.query(call, [own]))).rejects.toThrow(/permission denied/);
    }
  });
});
