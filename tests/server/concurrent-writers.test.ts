import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinAs, makeClass, mistakeOf, onPostgres, type TestServer } from './test-server.ts';

// On one connection, as PGlite has, nobody is ever in the middle of somebody else's transaction.
let server: TestServer;
beforeAll(async () => {
  server = await onPostgres.open();
});
afterAll(() => server.close());

test.each([
  ['one student', 1],
  ['16 students', 16],
])(
  'a teacher who pulls while 16 devices of %s push over HTTP is given every row',
  async (_who, studentCount) => {
    const names = Array.from({ length: studentCount }, (_, place) => `Student ${place}`);
    const { classId, code } = await makeClass(server, names);
    const joined = await Promise.all(names.map((name) => joinAs(server, name, code)));
    const teacherId = randomUUID();
    await server.sql(`SELECT create_person('teacher', 'Ayşe', $1, NULL, $2)`, [`${teacherId}@example.org`, teacherId]);
    await server.sql('SELECT add_class_teacher($1, $2)', [classId, teacherId]);
    const teacher = await server.sign({ sub: teacherId, endstp_role: 'teacher', session_id: randomUUID() });

    let writerCount = 16;
    const written = Array.from({ length: 16 }, async (_, writer) => {
      const device = joined[writer % studentCount];
      if (device === undefined) throw new Error('nobody joined');
      const replicaId = randomUUID();
      const ids: string[] = [];
      for (let turn = 0; turn < 12; turn += 1) {
        const changes = Array.from({ length: 1 + ((writer + turn) % 9) }, () => mistakeOf(device.studentId));
        const answer = await server.rpc('sync_push', { p_replica: replicaId, p_changes: changes }, device.token);
        expect(answer.status).toBe(200);
        expect(answer.body.refused).toEqual([]);
        ids.push(...answer.body.accepted);
      }
      writerCount -= 1;
      return ids;
    });

    const seen: string[] = [];
    const reader = randomUUID();
    let positions: Record<string, number> = {};
    for (let isLast = false; !isLast; ) {
      isLast = writerCount === 0;
      for (let hasMore = true; hasMore; ) {
        const args = { p_replica: reader, p_positions: positions, p_max_rows: 7 };
        const { status, body } = await server.rpc('sync_pull', args, teacher);
        expect(status).toBe(200);
        for (const { table, id } of body.changes) if (table === 'student_mistakes') seen.push(id);
        positions = { ...positions, ...body.positions };
        hasMore = body.has_more;
      }
    }
    const ids = (await Promise.all(written)).flat();
    expect(ids.length).toBeGreaterThan(900);
    expect(seen.length).toBe(ids.length);
    expect(new Set(seen)).toEqual(new Set(ids));
  },
  120_000,
);

test('transactions that get in each other’s way all go through, and nobody hears of it', async () => {
  const keys = Array.from({ length: 4 }, () => randomUUID());
  await server.sql(`INSERT INTO sync_counters (scope, seq) SELECT key, 0 FROM unnest($1::uuid[]) AS key`, [keys]);
  // Each takes two of the rows, in a circle, and holds the first until the next one has its own.
  let waitingCount = keys.length;
  let letGo = () => {};
  const haveAll = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const add = 'UPDATE sync_counters SET seq = seq + 1 WHERE scope = $1';
  let runCount = 0;
  await Promise.all(
    keys.map((key, place) =>
      server.running.database.asOwner(async (session) => {
        runCount += 1;
        await session.query(add, [key]);
        waitingCount -= 1;
        if (waitingCount === 0) letGo();
        await haveAll;
        await session.query(add, [keys[(place + 1) % keys.length]]);
      }),
    ),
  );
  expect(runCount).toBeGreaterThan(keys.length);
  const { length } = await server.sql('SELECT FROM sync_counters WHERE scope = ANY ($1::uuid[]) AND seq = 2', [keys]);
  expect(length).toBe(keys.length);
});
