/** Study hosts and the real server, with a network between them that does what school networks do. */
import { cp } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type NodeStudyHost, openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';
import { answer, createStudent, startPractice, submission, unwrap, wrongResponse } from '../host/study-driver.ts';
import { temporaryFolder } from '../node/open-test-host.ts';
import { embedded, makeClass, type TestServer } from '../server/test-server.ts';
import { type Fault, type MisbehavingProxy, portal, startMisbehavingProxy } from './misbehaving-proxy.ts';

let server: TestServer;
let proxy: MisbehavingProxy;
const hosts: NodeStudyHost[] = [];
/** What the server's clock shows beside the true time. */
let serverAheadMs = 0;

/** How long the client waits for answers of an exchange, of a join or refresh. */
const requestLimits: ReadonlySet<number> = new Set([30_000, 20_000]);
/** What that is in these tests: long enough for a busy machine, except where an answer is meant to stay away. */
let requestLimitMs = 10_000;

beforeAll(async () => {
  server = await embedded.open({ nowMs: () => Date.now() + serverAheadMs });
  proxy = await startMisbehavingProxy(server.address);
});
beforeEach(() => {
  proxy.misbehave = () => null;
  serverAheadMs = 0;
});
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

interface Device {
  readonly host: NodeStudyHost;
}

/** Without a folder it is gone when it is closed. `clockOffsetMs`: how far the clock of this machine is off. */
async function openDevice(clockOffsetMs = 0, dataFolder: string | null = null): Promise<Device> {
  const host = await openNodeStudyHost({
    dataFolder,
    migrationsFolder,
    preparedFolder: await preparedFolder(),
    place: 'node',
    nowMs: () => Date.now() + clockOffsetMs,
    reportBug: (callName, error) => {
      throw new Error(`a bug in ${callName}`, { cause: error });
    },
    sync: {
      // Waits are there, but short.
      setTimer: (work, delayMs) => {
        const shortMs = requestLimits.has(delayMs)
          ? requestLimitMs
          : delayMs >= 15_000
            ? 500
            : Math.min(delayMs / 20, 100);
        const timer = setTimeout(work, shortMs);
        return () => clearTimeout(timer);
      },
    },
  });
  hosts.push(host);
  return { host };
}

/** A device whose profile has joined a class of its own and exchanged once. */
async function joinedDevice(device?: Device): Promise<Device & { readonly studentId: string; readonly code: string }> {
  const used = device ?? (await openDevice());
  const { code } = await makeClass(server, ['Elif']);
  const local = await createStudent(used.host.host.calls, 'Elif');
  const joined = unwrap(
    await used.host.host.calls.joinClass({
      serverUrl: proxy.address,
      kind: 'endstp',
      apiKey: null,
      studentId: local.id,
      code,
      memberId: null,
      displayName: 'Elif',
    }),
  );
  if (joined.status !== 'joined') throw new Error('the name was free');
  unwrap(await used.host.host.calls.syncNow({ studentId: joined.studentId }));
  return { ...used, studentId: joined.studentId, code };
}

async function practise({ host }: Device, studentId: string, count: number): Promise<void> {
  const session = await startPractice(host.host.calls, studentId);
  for (let position = 0; position < count; position += 1) {
    await answer(host.host.calls, session, position, wrongResponse);
  }
}

async function stateOf({ host }: Device, studentId: string) {
  const { profiles } = unwrap(await host.host.calls.getSyncStatus());
  return profiles.find((profile) => profile.studentId === studentId);
}

async function countAtServer(studentId: string): Promise<number> {
  const [row] = await server.sql<{ count: string }>('SELECT count(*) FROM student_mistakes WHERE student_id = $1', [
    studentId,
  ]);
  return Number(row?.count);
}

const isPush = ({ path }: { path: string }) => path.endsWith('/sync_push');
const isRpc = ({ path }: { path: string }) => path.includes('/rpc/');

describe('a network that fails', () => {
  const faults: readonly (readonly [string, Fault, string, string])[] = [
    ['a reset connection', { kind: 'reset', afterwards: false }, 'offline', 'SYNC_OFFLINE'],
    [
      'a connection reset after the server did its work',
      { kind: 'reset', afterwards: true },
      'offline',
      'SYNC_OFFLINE',
    ],
    ['an answer that breaks off', { kind: 'truncate' }, 'backing_off', 'SYNC_BAD_ANSWER'],
    ['half an answer', { kind: 'cut' }, 'backing_off', 'SYNC_BAD_ANSWER'],
    ['an answer in drops', { kind: 'drip' }, 'backing_off', 'SYNC_TIMEOUT'],
    ['silence', { kind: 'silence' }, 'backing_off', 'SYNC_TIMEOUT'],
    ['the sign-in page of a network', portal, 'offline', 'SYNC_PORTAL'],
    [
      'a redirect to such a page',
      { kind: 'answer', status: 302, headers: { location: 'http://portal.test/' }, body: '' },
      'offline',
      'SYNC_PORTAL',
    ],
    ['a wrong content type', { kind: 'retype', contentType: 'text/plain' }, 'offline', 'SYNC_PORTAL'],
    [
      'a 500',
      { kind: 'answer', status: 500, headers: { 'content-type': 'text/html' }, body: '<h1>Oops</h1>' },
      'backing_off',
      'SYNC_SERVER_FAILED',
    ],
    [
      'a 502 of a proxy',
      { kind: 'answer', status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' },
      'backing_off',
      'SYNC_SERVER_FAILED',
    ],
    [
      'a 429',
      { kind: 'answer', status: 429, headers: { 'retry-after': '2' }, body: '' },
      'backing_off',
      'RATE_LIMITED',
    ],
    ['a 407', { kind: 'answer', status: 407, headers: {}, body: '' }, 'offline', 'SYNC_OFFLINE'],
  ];

  it('is survived, whatever it does, and the work goes on by itself afterwards', async () => {
    const device = await joinedDevice();
    for (const [index, fault] of faults.entries()) await survive(device, fault, 3 * (index + 1));
  });

  async function survive(
    device: Awaited<ReturnType<typeof joinedDevice>>,
    [name, fault, state, code]: (typeof faults)[number],
    expectedCount: number,
  ): Promise<void> {
    const { studentId } = device;
    const { calls } = device.host.host;
    requestLimitMs = fault.kind === 'silence' || fault.kind === 'drip' ? 500 : 10_000;
    proxy.misbehave = (request) => (isRpc(request) ? fault : null);
    await practise(device, studentId, 3);
    expect(await calls.syncNow({ studentId }), name).toMatchObject({ ok: false, error: { code } });
    const failed = await stateOf(device, studentId);
    expect(failed, name).toMatchObject({ state, waitingAnswerCount: 3 });
    expect(failed?.retryAt, name).not.toBeNull();
    proxy.misbehave = () => null;
    requestLimitMs = 10_000;
    // Nobody asks: it goes on by itself.
    await expect.poll(async () => (await stateOf(device, studentId))?.state).toBe('idle');
    expect(await countAtServer(studentId), name).toBe(expectedCount);
    expect(await stateOf(device, studentId), name).toMatchObject({ waitingRowCount: 0, refusedRowCount: 0 });
  }

  it('waits as long as a busy server asks', async () => {
    const device = await joinedDevice();
    proxy.misbehave = (request) =>
      isRpc(request) ? { kind: 'answer', status: 503, headers: { 'retry-after': '1200' }, body: '' } : null;
    await device.host.host.calls.syncNow({ studentId: device.studentId });
    const { retryAt } = (await stateOf(device, device.studentId)) ?? {};
    expect(Date.parse(retryAt ?? '') - Date.now()).toBeGreaterThan(1_190_000);
  });

  it('sends less at once where something on the way takes only little, and all of it in the end', async () => {
    const device = await joinedDevice();
    const { studentId } = device;
    await practise(device, studentId, 6);
    const sizes: number[] = [];
    proxy.misbehave = (request) => {
      if (!isPush(request)) return null;
      sizes.push(request.bodyBytes);
      return request.bodyBytes > 4_000
        ? { kind: 'answer', status: 413, headers: { 'content-type': 'text/html' }, body: 'too large' }
        : null;
    };
    unwrap(await device.host.host.calls.syncNow({ studentId }));
    expect(await countAtServer(studentId)).toBe(6);
    expect(Math.max(...sizes)).toBeGreaterThan(4_000);
    expect(await stateOf(device, studentId)).toMatchObject({ refusedRowCount: 0 });
  });

  it('believes no answer out of a cache', async () => {
    const device = await joinedDevice();
    const { studentId } = device;
    const { calls } = device.host.host;
    proxy.misbehave = (request) => (isRpc(request) ? { kind: 'cache' } : null);
    await practise(device, studentId, 2);
    await calls.syncNow({ studentId });
    await calls.syncNow({ studentId });
    const deceived = await stateOf(device, studentId);
    expect(deceived).toMatchObject({ failure: { code: 'SYNC_BAD_ANSWER' } });
    expect(deceived?.waitingAnswerCount).toBeGreaterThan(0);
    proxy.misbehave = () => null;
    await calls.syncNow({ studentId });
    expect(await countAtServer(studentId)).toBe(2);
  });
});

describe('sign-in', () => {
  it('goes on when the token expires in the middle of a push, with one refresh', async () => {
    const device = await joinedDevice();
    const { studentId } = device;
    await practise(device, studentId, 4);
    proxy.requests.splice(0);
    // The server's clock moves on by an hour between two requests of one exchange.
    proxy.misbehave = (request) => {
      if (isPush(request)) serverAheadMs = 3_600_000;
      return null;
    };
    unwrap(await device.host.host.calls.syncNow({ studentId }));
    expect(await countAtServer(studentId)).toBe(4);
    expect(proxy.requests.filter(({ path }) => path.includes('grant_type=refresh_token'))).toHaveLength(1);
  });

  it('survives a refresh whose answer is lost', async () => {
    const device = await joinedDevice();
    const { studentId } = device;
    await practise(device, studentId, 1);
    serverAheadMs = 3_600_000;
    let lost = 0;
    proxy.misbehave = ({ path }) => {
      if (!path.includes('grant_type=refresh_token') || lost > 0) return null;
      lost += 1;
      return { kind: 'reset', afterwards: true };
    };
    await device.host.host.calls.syncNow({ studentId });
    await expect.poll(async () => (await stateOf(device, studentId))?.state).toBe('idle');
    expect(lost).toBe(1);
    expect(await countAtServer(studentId)).toBe(1);
  });

  it('says that a profile is signed out, keeps all it did, and goes on once it has joined again', async () => {
    const device = await joinedDevice();
    const { studentId, code } = device;
    const { calls } = device.host.host;
    await server.sql('UPDATE refresh_tokens SET revoked_at = now() WHERE student_id = $1', [studentId]);
    await practise(device, studentId, 2);
    serverAheadMs = 3_600_000;
    await calls.syncNow({ studentId });
    expect(await stateOf(device, studentId)).toMatchObject({
      state: 'signed_out',
      waitingAnswerCount: 2,
      retryAt: null,
    });
    // The name is claimed: the teacher lets the device in again.
    const asked = unwrap(
      await calls.joinClass({
        serverUrl: proxy.address,
        kind: 'endstp',
        apiKey: null,
        studentId,
        code,
        memberId: null,
        displayName: 'Elif',
      }),
    );
    expect(asked.status).toBe('waiting');
    const [request] = await server.sql<{ id: string }>(
      `SELECT request.id FROM join_requests AS request JOIN class_members AS member ON member.id = request.member_id
        WHERE member.student_id = $1`,
      [studentId],
    );
    await server.sql('SELECT approve_join_request($1)', [request?.id]);
    await calls.wakeSync({ reason: 'resume', studentId });
    await expect.poll(() => countAtServer(studentId)).toBe(2);
    await expect.poll(async () => (await stateOf(device, studentId))?.state).toBe('idle');
  });
});

describe('machines that are not what they seem', () => {
  it('offers everything again to a server that was restored from an older backup', async () => {
    const device = await joinedDevice();
    const { studentId } = device;
    await practise(device, studentId, 3);
    unwrap(await device.host.host.calls.syncNow({ studentId }));
    // The backup is older than all of this student's work.
    await server.sql('DELETE FROM student_mistakes WHERE student_id = $1', [studentId]);
    await server.sql('DELETE FROM test_answers WHERE student_id = $1', [studentId]);
    await server.sql('DELETE FROM sync_log WHERE scope = $1', [studentId]);
    await server.sql('UPDATE sync_counters SET seq = 0 WHERE scope = $1', [studentId]);
    await server.sql('SELECT renew_sync_identity(false)');
    unwrap(await device.host.host.calls.syncNow({ studentId }));
    expect(await countAtServer(studentId)).toBe(3);
  });

  it('notices that a disk was cloned: the later machine takes a new id, and both keep their work', async () => {
    const original = await temporaryFolder();
    const joined = await joinedDevice(await openDevice(0, original));
    const { studentId } = joined;
    await hosts.pop()?.close();
    const copy = await temporaryFolder();
    await cp(original, copy, { recursive: true });

    const machines = [await openDevice(0, original), await openDevice(0, copy)];
    for (const machine of machines) {
      await practise(machine, studentId, 2);
      unwrap(await machine.host.host.calls.syncNow({ studentId }));
    }
    expect(await countAtServer(studentId)).toBe(4);
    const replicaCount = async () =>
      (await server.sql('SELECT DISTINCT replica_id FROM devices WHERE student_id = $1', [studentId])).length;
    await expect.poll(replicaCount).toBe(2);
    for (const machine of machines) {
      unwrap(await machine.host.host.calls.syncNow({ studentId }));
      const mistakes = await machine.host.host.calls.listMistakes({ studentId, topicUid: null, limit: 50 });
      expect(unwrap(mistakes)).toHaveLength(4);
    }
  });

  it.each([
    ['behind', -10],
    ['ahead', 10],
  ])('stamps answers by the server on a machine whose clock is ten years %s', async (_word, years) => {
    const device = await openDevice(years * 365.25 * 86_400_000);
    const joined = await joinedDevice(device);
    const session = await startPractice(device.host.host.calls, joined.studentId);
    const wrongMs = Date.now() + years * 365.25 * 86_400_000;
    for (let position = 0; position < 3; position += 1) {
      const given = submission(session, position, wrongResponse, {
        // The clock is even set back a little between two answers.
        answeredAt: new Date(wrongMs - position * 1_000).toISOString(),
      });
      unwrap(await device.host.host.calls.recordAnswer(given));
    }
    unwrap(await device.host.host.calls.syncNow({ studentId: joined.studentId }));
    const stored = await server.sql<{ at: Date }>(
      'SELECT answered_at AS at FROM test_answers WHERE student_id = $1 ORDER BY position',
      [joined.studentId],
    );
    const times = stored.map(({ at }) => new Date(at).getTime());
    for (const time of times) expect(Math.abs(time - Date.now())).toBeLessThan(60_000);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(3);
  });
});
