import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BackupRow } from '../../shared/database/backup-format.ts';
import { backUpRows } from '../../shared/database/backup-rows.ts';
import { restoreRows } from '../../shared/database/restore-rows.ts';
import { insertMistakes } from '../sql/study-rows.ts';
import { migrations, pglite, postgres18, type TestDatabase } from '../sql/test-databases.ts';
import { asReplica, connect, meet, type Replica, readEverything, readRowsFunction, settle } from './sync-replicas.ts';

const opened: TestDatabase[] = [];
let server: Replica;
let device: Replica;
beforeAll(async () => {
  for (const kind of [postgres18, pglite]) {
    const database = await kind.openMigrated();
    opened.push(database);
    await database.session.exec(readRowsFunction);
  }
  const [first, second] = opened;
  if (first === undefined || second === undefined) throw new Error('no database was opened');
  server = await asReplica(first.session);
  device = await asReplica(second.session);
  await connect(device, server);
});
afterAll(async () => {
  for (const database of opened) await database.close();
});

test('a server restored from an older backup loses nothing that its devices have, and brings back nobody who was erased', async () => {
  const [stays, leaves, joins, joined] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await insertMistakes(server.session, [{ studentId: stays }, { studentId: leaves }, { studentId: joins }]);
  await settle([device], server);
  const saved: BackupRow[] = [];
  const counts = await backUpRows(server.session, {
    head: async () => undefined,
    rows: async (rows) => void saved.push(...rows),
  });

  await insertMistakes(device.session, [{ studentId: stays, minute: 1 }]);
  await server.session.query('SELECT erase_student($1)', [leaves]);
  await server.session.query('SELECT rekey_student($1, $2)', [joins, joined]);
  await settle([device], server);
  await restoreRows(
    server.session,
    {
      counts,
      rows: (async function* () {
        yield* saved;
      })(),
    },
    migrations,
  );

  const restored = await asReplica(server.session);
  expect(restored.id).not.toBe(server.id);
  server = restored;
  await connect(device, server);
  expect(await meet(device, server, true)).toBe(false);
  await settle([device], server);
  const count = async (studentId: string) =>
    (await server.session.query('SELECT FROM student_mistakes WHERE student_id = $1', [studentId])).rows.length;
  expect([await count(stays), await count(leaves), await count(joins), await count(joined)]).toEqual([2, 0, 0, 1]);
  for (const studentId of [stays, leaves, joins, joined]) {
    expect(await readEverything(device.session, studentId)).toEqual(await readEverything(server.session, studentId));
  }
});
