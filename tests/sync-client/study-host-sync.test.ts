/** Real study hosts in Node, the real server, real HTTP between them. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import { type NodeStudyHost, openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';
import { answer, createStudent, rightResponse, startPractice, unwrap, wrongResponse } from '../host/study-driver.ts';
import { embedded, makeClass, type TestServer } from '../server/test-server.ts';
import { portal, startMisbehavingProxy } from './misbehaving-proxy.ts';

let server: TestServer;
/** By so much the server's clock is ahead: access tokens expire when a test says so. */
let serverAheadMs = 0;
const hosts: NodeStudyHost[] = [];

beforeAll(async () => {
  server = await embedded.open({ nowMs: () => Date.now() + serverAheadMs });
});
afterEach(async () => {
  serverAheadMs = 0;
  for (const host of hosts.splice(0)) await host.close();
});
afterAll(() => server.close());

async function openHost(dataFolder: string | null = null): Promise<NodeStudyHost> {
  const host = await openNodeStudyHost({
    dataFolder,
    migrationsFolder,
    preparedFolder: await preparedFolder(),
    place: 'node',
    reportBug: (callName, error) => {
      throw new Error(`a bug in ${callName}`, { cause: error });
    },
  });
  hosts.push(host);
  return host;
}

const here = () => ({ serverUrl: server.address, kind: 'endstp', apiKey: null }) as const;

async function practise(calls: StudyHostCalls, studentId: string, count: number): Promise<void> {
  const session = await startPractice(calls, studentId);
  for (let position = 0; position < count; position += 1) {
    await answer(calls, session, position, position % 2 === 0 ? wrongResponse : rightResponse);
  }
}

async function profileSync(calls: StudyHostCalls, studentId: string) {
  const status = unwrap(await calls.getSyncStatus());
  return status.profiles.find((profile) => profile.studentId === studentId);
}

async function answersOnServer(studentId: string): Promise<number> {
  const [row] = await server.sql<{ count: string }>('SELECT count(*) FROM test_answers WHERE student_id = $1', [
    studentId,
  ]);
  return Number(row?.count);
}

describe('a profile that practised offline', () => {
  it('joins by code, is re-keyed to the roster name with all its work, and a second device gets it after approval', async () => {
    const { code, classId } = await makeClass(server, ['Elif', 'Deniz']);
    const { host } = await openHost();
    const rekeyed: { oldStudentId: string; newStudentId: string }[] = [];
    host.onNotice('profileRekeyed', (notice) => rekeyed.push(notice));
    const local = await createStudent(host.calls, 'Elif');
    const stays = await createStudent(host.calls, 'Kardeş');
    await practise(host.calls, local.id, 4);
    await practise(host.calls, stays.id, 2);

    const offer = unwrap(await host.calls.lookUpClass({ ...here(), code: code.toLowerCase() }));
    expect(offer).toMatchObject({ serverUrl: server.address, className: '9-A' });
    expect(offer.roster.map(({ displayName, isClaimed }) => [displayName, isClaimed]).sort()).toEqual([
      ['Deniz', false],
      ['Elif', false],
    ]);
    const memberId = offer.roster.find(({ displayName }) => displayName === 'Elif')?.memberId ?? null;
    const joined = unwrap(
      await host.calls.joinClass({ ...here(), studentId: local.id, code, memberId, displayName: null }),
    );
    if (joined.status !== 'joined') throw new Error('the name was free');
    const { studentId } = joined;
    expect(rekeyed).toEqual([{ oldStudentId: local.id, newStudentId: studentId }]);
    expect(unwrap(await host.calls.listRekeyedProfiles())).toEqual({ [local.id]: studentId });
    expect(
      unwrap(await host.calls.listProfiles())
        .map(({ id }) => id)
        .sort(),
    ).toEqual([studentId, stays.id].sort());
    unwrap(await host.calls.syncNow({ studentId }));
    expect(await answersOnServer(studentId)).toBe(4);
    expect(await answersOnServer(stays.id)).toBe(0);
    expect(await profileSync(host.calls, studentId)).toMatchObject({
      state: 'idle',
      className: '9-A',
      waitingAnswerCount: 0,
      waitingRowCount: 0,
    });

    // The page still speaks of the old id for a moment: its answer is not lost.
    const open = await startPractice(host.calls, local.id);
    expect(open.studentId).toBe(studentId);
    await answer(host.calls, { ...open, studentId: local.id }, 0, wrongResponse);
    await expect.poll(() => answersOnServer(studentId)).toBe(5);

    const { host: second } = await openHost();
    const tablet = await createStudent(second.calls, 'Elif');
    await practise(second.calls, tablet.id, 1);
    const waiting = unwrap(
      await second.calls.joinClass({ ...here(), studentId: tablet.id, code, memberId, displayName: null }),
    );
    expect(waiting).toEqual({ status: 'waiting' });
    expect(await profileSync(second.calls, tablet.id)).toMatchObject({
      state: 'waiting_for_teacher',
      className: '9-A',
    });
    const [request] = await server.sql<{ id: string }>(
      `SELECT id FROM join_requests WHERE class_id = $1 AND status = 'waiting'`,
      [classId],
    );
    await server.sql('SELECT approve_join_request($1)', [request?.id]);
    await second.calls.wakeSync({ reason: 'resume', studentId: tablet.id });
    await expect.poll(async () => (await profileSync(second.calls, studentId))?.state).toBe('idle');
    unwrap(await second.calls.syncNow({ studentId }));
    const mistakes = unwrap(await second.calls.listMistakes({ studentId, topicUid: null, limit: 50 }));
    // Two and one of the first device, one of its own.
    expect(mistakes).toHaveLength(4);
    expect(mistakes.every(({ question }) => question !== null)).toBe(true);
    expect(await answersOnServer(studentId)).toBe(6);
    expect(await profileSync(second.calls, studentId)).toMatchObject({ waitingRowCount: 0, refusedRowCount: 0 });
  });
});

/** A joined profile on a device of its own. */
async function joinWith(name: string, code: string) {
  const { host } = await openHost();
  const local = await createStudent(host.calls, name);
  const joined = unwrap(
    await host.calls.joinClass({ ...here(), studentId: local.id, code, memberId: null, displayName: name }),
  );
  if (joined.status !== 'joined') throw new Error('the name was free');
  unwrap(await host.calls.syncNow({ studentId: joined.studentId }));
  return { host, calls: host.calls, studentId: joined.studentId };
}

describe('a profile in a class', () => {
  it('leaves with its work kept on both sides, and sends nothing any more', async () => {
    const { code, classId } = await makeClass(server, ['Ada']);
    const { calls, studentId } = await joinWith('Ada', code);
    await practise(calls, studentId, 2);
    unwrap(await calls.leaveClass({ studentId }));
    expect(await answersOnServer(studentId)).toBe(2);
    const members = await server.sql(
      'SELECT id FROM class_members WHERE class_id = $1 AND student_id = $2 AND left_at IS NULL',
      [classId, studentId],
    );
    expect(members).toEqual([]);
    expect(await profileSync(calls, studentId)).toBeUndefined();
    await practise(calls, studentId, 2);
    expect(await calls.syncNow({ studentId: null })).toMatchObject({ ok: false, error: { code: 'SYNC_NOT_JOINED' } });
    expect(await answersOnServer(studentId)).toBe(2);
    expect(unwrap(await calls.listMistakes({ studentId, topicUid: null, limit: 50 }))).toHaveLength(2);
    // By the key that this device drew when it joined, the student is known again, and nobody has to be asked.
    const again = await calls.joinClass({ ...here(), studentId, code, memberId: null, displayName: 'Ada' });
    expect(unwrap(again)).toEqual({ status: 'joined', studentId });
    unwrap(await calls.syncNow({ studentId }));
    expect(await answersOnServer(studentId)).toBe(4);
  });

  it('leaves without a network too, and its name is free as soon as the server hears of it, also after a restart', async () => {
    const { code, classId } = await makeClass(server, ['Ada', 'Efe']);
    const proxy = await startMisbehavingProxy(server.address);
    const folder = await mkdtemp(join(tmpdir(), 'endstp-leave-'));
    const there = { serverUrl: proxy.address, kind: 'endstp', apiKey: null, code, memberId: null } as const;
    const isMember = async (studentId: string) =>
      (
        await server.sql('SELECT FROM class_members WHERE class_id = $1 AND student_id = $2 AND left_at IS NULL', [
          classId,
          studentId,
        ])
      ).length === 1;
    const joinThere = async ({ host: { calls } }: NodeStudyHost, id: string, displayName: string) =>
      unwrap(await calls.joinClass({ ...there, studentId: id, displayName }));
    try {
      const before = await openHost(folder);
      const { id } = await createStudent(before.host.calls, 'Ada');
      const joined = await joinThere(before, id, 'Ada');
      const studentId = joined.status === 'joined' ? joined.studentId : '';
      proxy.misbehave = () => ({ kind: 'reset', afterwards: false });
      unwrap(await before.host.calls.leaveClass({ studentId }));
      expect(await profileSync(before.host.calls, studentId)).toBeUndefined();
      expect(await isMember(studentId)).toBe(true);
      await before.close();
      // The access token has expired when there is a network again.
      serverAheadMs = 60 * 60_000;
      proxy.misbehave = () => null;
      const after = await openHost(folder);
      await expect.poll(() => isMember(studentId), { timeout: 20_000 }).toBe(false);
      const { id: nextId } = await createStudent(after.host.calls, 'Ada the second');
      expect((await joinThere(after, nextId, 'Ada')).status).toBe('joined');

      // Who is back in the class before the server heard of it stays there.
      const { id: efe } = await createStudent(after.host.calls, 'Efe');
      const first = await joinThere(after, efe, 'Efe');
      const efeId = first.status === 'joined' ? first.studentId : '';
      proxy.misbehave = ({ path }) =>
        path.endsWith('/leave_class') ? { kind: 'answer', status: 500, headers: {}, body: '' } : null;
      unwrap(await after.host.calls.leaveClass({ studentId: efeId }));
      expect((await joinThere(after, efeId, 'Efe')).status).toBe('waiting');
      await server.sql(
        `SELECT approve_join_request(id) FROM join_requests WHERE class_id = $1 AND status = 'waiting'`,
        [classId],
      );
      await after.host.calls.wakeSync({ reason: 'resume', studentId: null });
      await expect.poll(async () => (await profileSync(after.host.calls, efeId))?.state).toBe('idle');
      proxy.misbehave = () => null;
      await after.host.calls.wakeSync({ reason: 'resume', studentId: null });
      expect(await isMember(efeId)).toBe(true);
    } finally {
      for (const host of hosts.splice(0)) await host.close();
      await proxy.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is erased here, on the server and on another device, and comes back from none of them', async () => {
    const { code, classId } = await makeClass(server, ['Bora']);
    const first = await joinWith('Bora', code);
    await practise(first.calls, first.studentId, 2);
    unwrap(await first.calls.syncNow({ studentId: first.studentId }));
    const { host: second } = await openHost();
    const local = await createStudent(second.calls, 'Bora');
    unwrap(await second.calls.joinClass({ ...here(), studentId: local.id, code, memberId: null, displayName: 'Bora' }));
    const [request] = await server.sql<{ id: string }>('SELECT id FROM join_requests WHERE class_id = $1', [classId]);
    await server.sql('SELECT approve_join_request($1)', [request?.id]);
    await second.calls.wakeSync({ reason: 'resume', studentId: local.id });
    await expect
      .poll(
        async () =>
          unwrap(await second.calls.listMistakes({ studentId: first.studentId, topicUid: null, limit: 9 })).length,
      )
      .toBe(1);

    unwrap(await first.calls.eraseStudent({ studentId: first.studentId }));
    expect(unwrap(await first.calls.listProfiles())).toEqual([]);
    await expect.poll(() => answersOnServer(first.studentId)).toBe(0);
    await expect.poll(() => profileSync(first.calls, first.studentId)).toBeUndefined();
    await practise(second.calls, first.studentId, 1);
    await second.calls.syncNow({ studentId: first.studentId });
    expect(unwrap(await second.calls.listProfiles())).toEqual([]);
    expect(await answersOnServer(first.studentId)).toBe(0);
    expect(await profileSync(second.calls, first.studentId)).toBeUndefined();
    // Who erased it knows; the other device says so until somebody has read it.
    const erasedOn = async ({ calls }: { calls: StudyHostCalls }) =>
      unwrap(await calls.getSyncStatus()).erasedProfiles.map(({ studentId, className }) => [studentId, className]);
    expect(await erasedOn(first)).toEqual([]);
    expect(await erasedOn(second)).toEqual([[first.studentId, '9-A']]);
    unwrap(await second.calls.dismissErasure({ studentId: first.studentId }));
    expect(await erasedOn(second)).toEqual([]);
  });

  it('is erased on a device whose sign-in ended with the erasure while it was away', async () => {
    const { code } = await makeClass(server, ['Ece']);
    const { calls, studentId } = await joinWith('Ece', code);
    await practise(calls, studentId, 2);
    unwrap(await calls.syncNow({ studentId }));
    await server.sql('SELECT erase_student_record($1)', [studentId]);
    serverAheadMs = 60 * 60_000;
    await practise(calls, studentId, 1);
    await calls.syncNow({ studentId });
    await expect.poll(async () => unwrap(await calls.listProfiles())).toEqual([]);
    await expect.poll(() => profileSync(calls, studentId)).toBeUndefined();
    expect(unwrap(await calls.listMistakes({ studentId, topicUid: null, limit: 9 }))).toEqual([]);
    expect(unwrap(await calls.getSyncStatus()).erasedProfiles).toMatchObject([{ studentId, className: '9-A' }]);
    expect(await answersOnServer(studentId)).toBe(0);
  });

  it('shares a device with others of other classes, each with a link of its own', async () => {
    const { code: one } = await makeClass(server, ['Can']);
    const { code: other } = await makeClass(server, ['Derya']);
    const { calls, studentId } = await joinWith('Can', one);
    const local = await createStudent(calls, 'Derya');
    const second = unwrap(
      await calls.joinClass({ ...here(), studentId: local.id, code: other, memberId: null, displayName: 'Derya' }),
    );
    if (second.status !== 'joined') throw new Error('the name was free');
    await practise(calls, studentId, 1);
    await practise(calls, second.studentId, 2);
    unwrap(await calls.syncNow({ studentId: null }));
    expect([await answersOnServer(studentId), await answersOnServer(second.studentId)]).toEqual([1, 2]);
    expect(unwrap(await calls.getSyncStatus()).profiles.map(({ state }) => state)).toEqual(['idle', 'idle']);
  });

  it('tells what stands between it and the server', async () => {
    const { code } = await makeClass(server, ['Efe']);
    const { calls, studentId } = await joinWith('Efe', code);
    const test = async (serverUrl: string, asked: string | null = null) => {
      const report = unwrap(await calls.testConnection({ serverUrl, kind: 'endstp', apiKey: null, studentId: asked }));
      return report.steps.find(({ result }) => result === 'failed')?.step ?? 'good';
    };
    const portalProxy = await startMisbehavingProxy(server.address);
    portalProxy.misbehave = () => portal;
    const foreign = await startMisbehavingProxy(server.address);
    foreign.misbehave = () => ({ kind: 'answer', status: 404, headers: { 'content-type': 'text/html' }, body: 'no' });
    expect(await test('not an address')).toBe('address');
    expect(await test('http://192.168.1.10')).toBe('address');
    expect(await test('https://no-such-host.invalid')).toBe('name_lookup');
    expect(await test('http://127.0.0.1:9')).toBe('connection');
    expect(await test(server.address.replace('http:', 'https:'))).toBe('tls');
    expect(await test(portalProxy.address)).toBe('network_sign_in');
    expect(await test(foreign.address)).toBe('server');
    expect(await test(server.address, studentId)).toBe('good');
    await server.sql('UPDATE refresh_tokens SET revoked_at = now() WHERE student_id = $1', [studentId]);
    await portalProxy.close();
    await foreign.close();
  });
});

describe('a Supabase project', () => {
  it('is joined by an anonymous sign-in, and exchanged with at PostgREST’s own addresses', async () => {
    const { code } = await makeClass(server, ['Gül']);
    // The sign-in of Supabase stands before our server's PostgREST addresses; nothing else of ours is reachable.
    const supabase = await startMisbehavingProxy(server.address);
    const subject = randomUUID();
    const accessToken = await server.sign({ sub: subject, is_anonymous: true });
    const compressed: string[] = [];
    supabase.misbehave = ({ path }) => {
      if (path === '/auth/v1/signup') {
        const body = JSON.stringify({
          access_token: accessToken,
          refresh_token: 'supabase-refresh',
          token_type: 'bearer',
          expires_in: 3600,
          expires_at: Math.floor(Date.now() / 1000) + 3600,
          user: { id: subject, is_anonymous: true },
        });
        return { kind: 'answer', status: 200, headers: { 'content-type': 'application/json' }, body };
      }
      if (path.startsWith('/rest/v1/rpc/')) return null;
      compressed.push(path);
      return { kind: 'answer', status: 404, headers: { 'content-type': 'application/json' }, body: '{}' };
    };
    const choice = { serverUrl: supabase.address, kind: 'supabase', apiKey: 'anon-key' } as const;
    const { host } = await openHost();
    const local = await createStudent(host.calls, 'Gül');
    await practise(host.calls, local.id, 3);
    const offer = unwrap(await host.calls.lookUpClass({ ...choice, code }));
    const memberId = offer.roster[0]?.memberId ?? null;
    const joined = unwrap(
      await host.calls.joinClass({ ...choice, studentId: local.id, code, memberId, displayName: null }),
    );
    if (joined.status !== 'joined') throw new Error('the name was free');
    unwrap(await host.calls.syncNow({ studentId: joined.studentId }));
    expect(await answersOnServer(joined.studentId)).toBe(3);
    expect(await profileSync(host.calls, joined.studentId)).toMatchObject({ serverKind: 'supabase', className: '9-A' });
    expect(compressed.filter((path) => !path.startsWith('/auth/'))).toEqual([]);
    await supabase.close();
  });
});
