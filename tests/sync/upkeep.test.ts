import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { insertMistakes, insertOneByOne, readTrend, timeAt } from '../sql/study-rows.ts';
import { databaseKinds, pglite, type TestDatabase } from '../sql/test-databases.ts';
import {
  asReplica,
  connect,
  pull,
  push,
  type Replica,
  readEverything,
  readRowsFunction,
  settle,
} from './sync-replicas.ts';

describe.each(databaseKinds)('greetings, hints and upkeep on $label', (kind) => {
  const opened: TestDatabase[] = [];
  let server: Replica;
  let device: Replica;
  let studentId: string;
  beforeAll(async () => {
    for (const open of [kind, pglite]) {
      const database = await open.openMigrated();
      opened.push(database);
      await database.session.exec(readRowsFunction);
    }
    const [first, second] = opened;
    if (first === undefined || second === undefined) throw new Error('no database was opened');
    server = await asReplica(first.session);
    device = await asReplica(second.session);
    await connect(device, server);
  });
  beforeEach(() => {
    studentId = randomUUID();
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
  });

  interface Contact {
    readonly last_contact: string | null;
    readonly contact: string;
  }
  const url = 'https://school.example';
  const nextContact = async (session: SqlSession): Promise<Contact> => {
    const { rows } = await session.query<Contact>('SELECT * FROM next_sync_contact($1)', [url]);
    if (rows[0] === undefined) throw new Error('no contact was drawn');
    return rows[0];
  };
  const greet = async (replicaId: string, { last_contact, contact }: Contact): Promise<Record<string, unknown>> => {
    const { rows } = await server.session.query<{ hello: Record<string, unknown> }>(
      `SELECT sync_hello($1, gen_random_uuid(), 1, '009', $2, $3) AS hello`,
      [replicaId, last_contact, contact],
    );
    return rows[0]?.hello ?? {};
  };

  test('two machines with one replica id are noticed: the one that speaks later takes a new id, lost answers do not', async () => {
    const machine = { id: randomUUID() };
    const first = await nextContact(device.session);
    expect(await greet(machine.id, first)).toMatchObject({ is_known: false, was_cloned: false, protocol: 1 });
    // The answer was lost: the same greeting again.
    expect(await nextContact(device.session)).toEqual(first);
    expect(await greet(machine.id, first)).toMatchObject({ is_known: true, was_cloned: false });
    const copied = first;
    await device.session.query('SELECT keep_sync_contact($1, $2)', [url, first.contact]);
    const second = await nextContact(device.session);
    expect(second.last_contact).toBe(first.contact);
    expect(await greet(machine.id, second)).toMatchObject({ was_cloned: false });
    // A disk copied before the first greeting was confirmed, and one copied after it.
    expect(await greet(machine.id, { last_contact: null, contact: randomUUID() })).toMatchObject({ was_cloned: true });
    expect(await greet(machine.id, copied)).toMatchObject({ was_cloned: true });
    expect(await greet(machine.id, second)).toMatchObject({ was_cloned: false });
  });

  test('what the machine that loses an id had sent under it reaches the machine that keeps it', async () => {
    const sharedId = randomUUID();
    const greeted: Contact = { last_contact: null, contact: randomUUID() };
    const copied: Contact = { last_contact: greeted.contact, contact: randomUUID() };
    await greet(sharedId, greeted);
    // The disk is copied; the copy greets first and keeps the id, while the first machine goes on sending.
    expect(await greet(sharedId, copied)).toMatchObject({ was_cloned: false });
    const kept: Contact = { last_contact: copied.contact, contact: randomUUID() };
    expect(await greet(sharedId, kept)).toMatchObject({ was_cloned: false });
    const id = randomUUID();
    const row = { id, student_id: studentId, global_topic_uid: 'T', mistake_code: 'GUESS', occurred_at: timeAt(0) };
    const sent = [{ table: 'student_mistakes', id, scope: studentId, row }];
    expect((await push(server, sharedId, sent)).accepted).toEqual([id]);
    const page = await pull(server.session, sharedId);
    const idsOf = ({ changes }: { changes: readonly { id: string }[] }) => changes.map((change) => change.id);
    expect(idsOf(page)).not.toContain(id);
    // It is noticed at its next start, and offers everything under its new id.
    expect(await greet(sharedId, { ...copied, contact: randomUUID() })).toMatchObject({ was_cloned: true });
    expect((await push(server, randomUUID(), sent)).known).toEqual([id]);
    const after = await pull(server.session, sharedId, page.positions);
    expect(idsOf(after)).toContain(id);
    // Once: noticing it again sends nothing again.
    expect(await greet(sharedId, copied)).toMatchObject({ was_cloned: true });
    expect((await pull(server.session, sharedId, after.positions)).changes).toEqual([]);
  });

  test('a device that took a new id gets its own rows back', async () => {
    await insertMistakes(device.session, [{ studentId }]);
    await settle([device], server);
    await device.session.query('SELECT erase_student($1)', [randomUUID()]);
    await device.session.query('DELETE FROM student_mistakes WHERE student_id = $1', [studentId]);
    const { rows } = await device.session.query<{ replica_id: string }>(
      'SELECT replica_id FROM renew_sync_identity(true)',
    );
    const renewed = { session: device.session, id: rows[0]?.replica_id ?? '' };
    expect(renewed.id).not.toBe(device.id);
    device = renewed;
    await settle([device], server);
    const found = await device.session.query('SELECT FROM student_mistakes WHERE student_id = $1', [studentId]);
    expect(found.rows).toHaveLength(1);
  });

  test('a page that is offered holds rows of the given scopes only, and nothing of everyone', async () => {
    const other = randomUUID();
    await insertMistakes(device.session, [{ studentId }, { studentId: other }]);
    await device.session.query(`INSERT INTO topics (global_topic_uid, display_names) VALUES ('OWN', '{}')`);
    const offer = async (scopes: readonly string[]) => {
      const { rows } = await device.session.query<{ page: { changes: { scope: string }[]; positions: object } }>(
        'SELECT offer_sync_page($1, $2::uuid[], 500) AS page',
        [randomUUID(), scopes],
      );
      return rows[0]?.page;
    };
    const page = await offer([studentId]);
    expect(new Set(page?.changes.map(({ scope }) => scope))).toEqual(new Set([studentId]));
    expect(Object.keys(page?.positions ?? {})).toEqual([studentId]);
    expect((await offer([]))?.changes).toEqual([]);
  });

  test('one hint tells of each scope that a transaction changed, and a setting turns hints off', async () => {
    const heard = await opened[0]?.listen('sync_hints');
    const other = randomUUID();
    await server.session.transaction(async (inner) => {
      await insertMistakes(inner, [{ studentId }, { studentId }, { studentId: other }]);
      await insertMistakes(inner, [{ studentId, minute: 1 }]);
    });
    await server.session.query('SELECT 1');
    expect([...(heard ?? [])].sort()).toEqual([studentId, other].sort());
    await server.session.query(`UPDATE system_settings SET setting_value = '"off"' WHERE setting_key = 'sync.hints'`);
    await insertMistakes(server.session, [{ studentId, minute: 2 }]);
    await server.session.query(`UPDATE system_settings SET setting_value = '"scope"' WHERE setting_key = 'sync.hints'`);
    await server.session.query('SELECT 1');
    expect(heard).toHaveLength(2);
  });

  test('settings that arrive judge the patterns of their student anew', async () => {
    await insertOneByOne(
      device.session,
      Array.from({ length: 4 }, () => ({ studentId, seconds: 6 })),
    );
    await settle([device], server);
    expect(await readTrend(device.session, studentId)).not.toBe('PANIC_RUSH');
    await server.session.query(
      `INSERT INTO student_analysis_settings (student_id, preset_name, custom_settings) VALUES ($1, 'normal', '{"panic_absolute_min": 10}')`,
      [studentId],
    );
    await settle([device], server);
    expect(await readTrend(device.session, studentId)).toBe('PANIC_RUSH');
    expect(await readEverything(device.session, studentId)).toEqual(await readEverything(server.session, studentId));
  });

  test('an edit wins over one that carries a time of the future', async () => {
    const row = { id: studentId, display_name: 'Ada', updated_at: '2091-01-01T00:00:00Z', created_at: timeAt(0) };
    await push(server, randomUUID(), [{ table: 'students', id: studentId, scope: studentId, row }]);
    await settle([device], server);
    await device.session.query(`UPDATE students SET display_name = 'Bora' WHERE id = $1`, [studentId]);
    await settle([device], server);
    const { rows } = await server.session.query('SELECT display_name FROM students WHERE id = $1', [studentId]);
    expect(rows).toEqual([{ display_name: 'Bora' }]);
  });

  test('a log that was compacted still tells everybody everything, parents first', async () => {
    const recordId = randomUUID();
    await device.session.query(
      `INSERT INTO test_records (id, student_id, session_kind, started_at) VALUES ($1, $2, 'practice', now())`,
      [recordId, studentId],
    );
    await device.session.query(
      `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
         position, response, outcome, answered_at)
       SELECT gen_random_uuid(), $1, $2, $1, $1, 'T', n, '{}', 'right', now() FROM generate_series(1, 9) AS n`,
      [recordId, studentId],
    );
    for (let count = 0; count < 5; count += 1) {
      await device.session.query('UPDATE test_records SET right_count = $2, finished_at = now() WHERE id = $1', [
        recordId,
        count,
      ]);
    }
    const compact = `SELECT compact_sync_log($1)::int AS count`;
    expect((await device.session.query(compact, [studentId])).rows).toEqual([{ count: 4 }]);
    expect((await device.session.query(compact, [studentId])).rows).toEqual([{ count: 0 }]);
    // Without a scope only those that have grown much are read.
    expect((await device.session.query(compact, [null])).rows).toEqual([{ count: 0 }]);
    const page = await pull(device.session, server.id, await positionsOfOthers(), 5);
    expect((await push(server, device.id, page.changes)).refused).toEqual([]);
    await settle([device], server);
    expect(await readEverything(device.session, studentId)).toEqual(await readEverything(server.session, studentId));
  });

  async function positionsOfOthers(): Promise<Readonly<Record<string, number>>> {
    const { rows } = await device.session.query<{ positions: Record<string, number> }>(
      `SELECT coalesce(jsonb_object_agg(scope, seq), '{}') AS positions FROM sync_counters WHERE scope <> $1`,
      [studentId],
    );
    return rows[0]?.positions ?? {};
  }

  test('nothing to do is answered in less than 500 bytes', async () => {
    await settle([device], server);
    const { rows } = await server.session.query<{ positions: Record<string, number> }>(
      'SELECT jsonb_object_agg(scope, seq) AS positions FROM sync_counters',
    );
    const answer = await pull(server.session, device.id, rows[0]?.positions ?? {});
    expect(answer.changes).toEqual([]);
    expect(JSON.stringify(answer).length).toBeLessThan(500);
  });

  test('rows of a megabyte are read one by one: a page of them never fills the memory', async () => {
    const { session } = server;
    const count = 150;
    await session.query(
      `INSERT INTO ui_reflex_events (student_id, global_topic_uid, event_type, title, message)
       SELECT $1, 'T', 'RECOMMENDATION_CREATED', n::text, CASE WHEN n <= 20 THEN 'small' ELSE repeat('x', 1000000) END
       FROM generate_series(1, $2::int) AS n`,
      [studentId, count],
    );
    const [{ pid = 0 } = {}] = (await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;
    const before = await peakMegabytes(pid);
    const read = async (seq: number) => {
      const { rows } = await session.query<{ titles: string[] | null; bytes: number; seq: number; has_more: boolean }>(
        `SELECT (SELECT array_agg(change -> 'row' ->> 'title') FROM json_array_elements(page -> 'changes') AS change) AS titles,
           octet_length(page::text) AS bytes, (page -> 'positions' ->> $1::text)::int AS seq, (page ->> 'has_more')::boolean AS has_more
         FROM (SELECT read_sync_page($2, jsonb_build_object($1::text, $3::int), 500, ARRAY[$1::uuid], false) AS page OFFSET 0) AS read`,
        [studentId, device.id, seq],
      );
      if (rows[0] === undefined) throw new Error('no page was read');
      return rows[0];
    };
    const first = await read(0);
    expect(first.titles).toHaveLength(20);
    const second = await read(first.seq);
    expect([second.titles, second.has_more]).toEqual([['21'], true]);
    expect(second.bytes).toBeLessThan(1_001_000);
    const last = await read(count - 1);
    expect([last.titles, last.has_more]).toEqual([[String(count)], false]);
    // Built at once, the rows of the first page alone are 130 MB, several times over.
    if (before !== null) expect(((await peakMegabytes(pid)) ?? 0) - before).toBeLessThan(100);
  });

  /** What a process of PostgreSQL has had in memory at most; null for PGlite, and where the system does not say. */
  async function peakMegabytes(pid: number): Promise<number | null> {
    if (kind === pglite || process.platform !== 'linux') return null;
    const found = /^VmHWM:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'));
    return found === null ? null : Number(found[1]) / 1024;
  }
});
