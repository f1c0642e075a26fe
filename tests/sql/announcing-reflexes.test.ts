import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { insertOneByOne } from './study-rows.ts';
import { databaseKinds, type TestDatabase } from './test-databases.ts';

describe.each(databaseKinds)('announcing reflexes on $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await kind.openMigrated();
    session = database.session;
  });
  afterAll(() => database.close());

  const rush = (studentId: string) => Array.from({ length: 4 }, () => ({ studentId, code: 'GUESS', seconds: 2 }));

  async function announceBy(mode: string): Promise<void> {
    await session.query(
      `UPDATE system_settings SET setting_value = to_jsonb($1::text) WHERE setting_key = 'reflex.notify'`,
      [mode],
    );
  }

  test('each event is announced by its id alone, when its transaction commits', async () => {
    const heard = await database.listen('reflex_events');
    const studentId = randomUUID();
    await insertOneByOne(session, rush(studentId));
    const { rows } = await session.query<{ id: string }>(
      'SELECT id FROM ui_reflex_events WHERE student_id = $1 ORDER BY id',
      [studentId],
    );
    expect(rows).toHaveLength(2);
    await sleep(50);
    expect([...heard].sort()).toEqual(rows.map(({ id }) => id));
  });

  test('a server announces a student once in a transaction', async () => {
    const heard = await database.listen('reflex_students');
    await announceBy('student');
    const studentId = randomUUID();
    await session.transaction((inner) => insertOneByOne(inner, rush(studentId)));
    await session.query('SELECT 1');
    await sleep(50);
    expect(heard).toEqual([studentId]);
  });

  test('a setting turns announcing off', async () => {
    const events = await database.listen('reflex_events');
    const students = await database.listen('reflex_students');
    await announceBy('off');
    await insertOneByOne(session, rush(randomUUID()));
    await session.query('SELECT 1');
    await sleep(50);
    expect([...events, ...students]).toEqual([]);
    await announceBy('event');
  });
});
