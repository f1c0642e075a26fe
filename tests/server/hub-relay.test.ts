/** A hub between a classroom and the central server: rosters on their way down, claims and rows on their way up. */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashPassword } from '../../server/sign-in/passwords.ts';
import { unwrap } from '../host/study-driver.ts';
import { embedded, joinAs, mistakeOf, type TestServer } from './test-server.ts';

const password = 'hub ile merkez 4711';
let central: TestServer;
let hub: TestServer;
let classId: string;
let hubCode: string;
let centralCode: string;
/** The way between the two, which a test can cut. */
let line: Server;
let isCut = true;

beforeAll(async () => {
  line = createServer((request, response) => {
    if (isCut) {
      request.socket.destroy();
      return;
    }
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
      fetch(central.address + request.url, {
        method: request.method ?? 'GET',
        headers: headers as Record<string, string>,
        body: pieces.length === 0 ? null : Buffer.concat(pieces),
      }).then(
        async (answer) => {
          const { 'content-encoding': _encoding, ...answered } = Object.fromEntries(answer.headers);
          const bytes = request.url === '/api/sync/hints' ? '' : Buffer.from(await answer.arrayBuffer());
          response.writeHead(answer.status, { ...answered, 'content-length': bytes.length, 'transfer-encoding': '' });
          response.end(bytes);
        },
        () => request.socket.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const opening = embedded.open({
    upstream: {
      serverUrl: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
      email: 'hub@example.org',
      password,
    },
  });
  [central, hub] = await Promise.all([embedded.open(), opening]);
  const [person] = await central.sql<{ value: { person_id: string } }>(
    `SELECT create_person('hub', 'Hub 9-A', 'hub@example.org', $1) AS value`,
    [await hashPassword(password)],
  );
  const [made] = await central.sql<{ value: { class_id: string } }>(
    `SELECT create_class('9-A', 'soft', ARRAY['Elif', 'Deniz', 'Can']) AS value`,
  );
  classId = made?.value.class_id ?? '';
  await central.sql('SELECT add_class_hub($1, $2)', [classId, person?.value.person_id]);
  centralCode = await codeOf(central);
  isCut = false;
  unwrap(await exchangeAnew());
  hubCode = await codeOf(hub);
});
afterAll(async () => {
  await hub.close();
  await central.close();
  line.closeAllConnections();
  line.close();
});

function relay() {
  if (hub.running.relay === null) throw new Error('the hub has no way up');
  return hub.running.relay;
}

/** What comes of an exchange that began after this call: one that was under way is let go by. */
async function exchangeAnew() {
  await relay().exchangeNow();
  return relay().exchangeNow();
}

async function codeOf(server: TestServer): Promise<string> {
  const [made] = await server.sql<{ code: string }>(`SELECT create_join_code($1) ->> 'code' AS code`, [classId]);
  return made?.code ?? '';
}

async function rosterOf(server: TestServer) {
  const rows = await server.sql<{ display_name: string; student_id: string | null }>(
    'SELECT display_name, student_id FROM class_members WHERE left_at IS NULL ORDER BY display_name',
  );
  return Object.fromEntries(rows.map((row) => [row.display_name, row.student_id]));
}

async function push(server: TestServer, device: Awaited<ReturnType<typeof joinAs>>): Promise<string> {
  const change = mistakeOf(device.studentId);
  const answer = await server.rpc('sync_push', { p_replica: device.replicaId, p_changes: [change] }, device.token);
  expect(answer.body.accepted).toEqual([change.id]);
  return change.id;
}

const mistakeIds = async (server: TestServer, studentId: string) =>
  (await server.sql<{ id: string }>('SELECT id FROM student_mistakes WHERE student_id = $1', [studentId])).map(
    ({ id }) => id,
  );

it('gets the roster, lets a pupil in by name with no way up, and hands name and work up when there is one', async () => {
  expect(Object.keys(await rosterOf(hub))).toEqual(['Can', 'Deniz', 'Elif']);
  isCut = true;
  expect((await exchangeAnew()).ok).toBe(false);
  const elif = await joinAs(hub, 'Elif', hubCode);
  const mistake = await push(hub, elif);
  expect((await rosterOf(central)).Elif).toBeNull();
  isCut = false;
  unwrap(await exchangeAnew());
  expect((await rosterOf(central)).Elif).toBe(elif.studentId);
  expect(await mistakeIds(central, elif.studentId)).toEqual([mistake]);
  // The preset of the class was given at the hub, and the central server analyses by it.
  expect(
    await central.sql('SELECT preset_name FROM student_analysis_settings WHERE student_id = $1', [elif.studentId]),
  ).toEqual([{ preset_name: 'soft' }]);
});

it('leaves a name to whoever the central server gave it, keeps both records, and tells the hub', async () => {
  isCut = true;
  const atSchool = await joinAs(hub, 'Deniz', hubCode);
  const schoolWork = await push(hub, atSchool);
  const atHome = await joinAs(central, 'Deniz', centralCode);
  const homeWork = await push(central, atHome);
  isCut = false;
  unwrap(await exchangeAnew());
  const expected = expect.objectContaining({ Deniz: atHome.studentId, 'Deniz (2)': atSchool.studentId });
  expect(await rosterOf(central)).toEqual(expected);
  expect(await rosterOf(hub)).toEqual(expected);
  for (const server of [central, hub]) {
    expect(await mistakeIds(server, atSchool.studentId)).toEqual([schoolWork]);
    expect(await mistakeIds(server, atHome.studentId)).toEqual([homeWork]);
  }
  // The pupil at the hub goes on with the sign-in they have.
  const laterWork = await push(hub, atSchool);
  // They are one child, says the teacher.
  const members = await central.sql<{ display_name: string; id: string }>(
    `SELECT display_name, id FROM class_members WHERE left_at IS NULL AND display_name LIKE 'Deniz%' ORDER BY display_name`,
  );
  await central.sql('SELECT merge_students($1, $2, $3)', [classId, ...members.map(({ id }) => id)]);
  unwrap(await exchangeAnew());
  const lastWork = await push(hub, atSchool);
  unwrap(await exchangeAnew());
  for (const server of [central, hub]) {
    expect(await rosterOf(server)).toMatchObject({ Deniz: atHome.studentId });
    expect(await rosterOf(server)).not.toHaveProperty('Deniz (2)');
    expect((await mistakeIds(server, atHome.studentId)).sort()).toEqual(
      [homeWork, schoolWork, laterWork, lastWork].sort(),
    );
    expect(await mistakeIds(server, atSchool.studentId)).toEqual([]);
  }
});

it('takes a name that was made, and one that was changed, on either side', async () => {
  const [canRow] = await central.sql<{ id: string }>(`SELECT id FROM class_members WHERE display_name = 'Can'`);
  await central.sql('SELECT rename_roster_name($1, $2)', [canRow?.id, 'Canan']);
  isCut = true;
  const fresh = await joinAs(hub, 'Yeni Öğrenci', hubCode);
  isCut = false;
  unwrap(await exchangeAnew());
  for (const server of [central, hub]) {
    expect(await rosterOf(server)).toMatchObject({ Canan: null, 'Yeni Öğrenci': fresh.studentId });
    expect(await rosterOf(server)).not.toHaveProperty('Can');
  }
});

it('hands an erasure up, and the roster does not bring the pupil back meanwhile', async () => {
  const gone = await joinAs(hub, 'Kısa Süre', hubCode);
  await push(hub, gone);
  unwrap(await exchangeAnew());
  expect(await mistakeIds(central, gone.studentId)).toHaveLength(1);
  isCut = true;
  await hub.sql('SELECT erase_student_record($1)', [gone.studentId]);
  isCut = false;
  unwrap(await exchangeAnew());
  for (const server of [central, hub]) {
    expect(await mistakeIds(server, gone.studentId)).toEqual([]);
    expect(await server.sql('SELECT FROM student_tombstones WHERE student_id = $1', [gone.studentId])).toHaveLength(1);
    expect(Object.values(await rosterOf(server))).not.toContain(gone.studentId);
  }
});

it('tells the central server who left a class at the hub, and whoever joins again there is not taken out of it', async () => {
  const leaver = await joinAs(hub, 'Canan', hubCode);
  unwrap(await exchangeAnew());
  expect((await rosterOf(central)).Canan).toBe(leaver.studentId);
  const left = await hub.rpc('leave_class', { p_class_id: classId, p_student_id: leaver.studentId }, leaver.token);
  expect(left.status).toBe(200);
  unwrap(await exchangeAnew());
  expect(await rosterOf(central)).toMatchObject({ Canan: null });
  expect(await rosterOf(hub)).toEqual(await rosterOf(central));
  const next = await joinAs(hub, 'Canan', hubCode);
  unwrap(await exchangeAnew());
  unwrap(await exchangeAnew());
  for (const server of [central, hub]) expect((await rosterOf(server)).Canan).toBe(next.studentId);
});

it('tells a hub that has lost its class whom to erase of those it still has', async () => {
  const [stays, gone] = [await joinAs(hub, 'Kalan', hubCode), await joinAs(hub, 'Giden', hubCode)];
  await push(hub, gone);
  const kept = await push(hub, stays);
  unwrap(await exchangeAnew());
  const [person] = await central.sql<{ id: string }>(`SELECT id FROM people WHERE role = 'hub'`);
  const asHub = async (ids: unknown) =>
    central.rpc('erased_among', { p_student_ids: ids }, await central.sign({ sub: person?.id, endstp_role: 'hub' }));
  await central.sql('SELECT remove_class_person($1, $2)', [classId, person?.id]);
  await central.sql('SELECT erase_student_record($1)', [gone.studentId]);
  unwrap(await exchangeAnew());
  expect(await mistakeIds(hub, gone.studentId)).toEqual([]);
  expect(await mistakeIds(hub, stays.studentId)).toEqual([kept]);
  // Only whom it names, and only a hub.
  expect((await asHub([stays.studentId])).body).toEqual({ erased: [] });
  expect((await asHub(null)).body.code).toBe('INVALID_INPUT');
  expect((await central.rpc('erased_among', { p_student_ids: [gone.studentId] }, stays.token)).status).toBe(401);
  await central.sql('SELECT add_class_hub($1, $2)', [classId, person?.id]);
});

it('gives a hub no child whom the central server knows otherwise, and rosters to nobody else', async () => {
  const [other] = await central.sql<{ code: string }>(
    `SELECT create_join_code((create_class('9-B', NULL, ARRAY['Ece']) ->> 'class_id')::uuid) ->> 'code' AS code`,
  );
  const stranger = await joinAs(central, 'Ece', other?.code);
  await push(central, stranger);
  const [person] = await central.sql<{ id: string }>(`SELECT id FROM people WHERE role = 'hub'`);
  const token = await central.sign({ sub: person?.id, endstp_role: 'hub' });
  const claim = (studentId: string, inClass: string) => ({
    id: randomUUID(),
    class_id: inClass,
    display_name: 'Ece',
    student_id: studentId,
  });
  const answer = await central.rpc(
    'report_hub_claims',
    { p_members: [claim(stranger.studentId, classId), claim(randomUUID(), randomUUID())] },
    token,
  );
  expect(answer.body.claimed).toEqual([]);
  expect(answer.body.refused.map(({ code }: { code: string }) => code).sort()).toEqual(['CONFLICT', 'FORBIDDEN']);
  expect(JSON.stringify((await central.rpc('hub_rosters', {}, token)).body)).not.toContain('Ece');
  for (const bearer of [stranger.token, undefined]) {
    expect((await central.rpc('hub_rosters', {}, bearer)).status).toBeGreaterThanOrEqual(401);
    expect((await central.rpc('report_hub_claims', { p_members: [] }, bearer)).status).toBeGreaterThanOrEqual(401);
  }
  expect((await central.rpc('take_hub_rosters', { p_rosters: {} }, token)).status).toBe(404);
  expect((await central.rpc('report_hub_claims', { p_members: 'x' }, token)).body.code).toBe('INVALID_INPUT');
});
