/** Real study hosts in Node, the real server, real HTTP between them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import { type NodeStudyHost, openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';
import { answer, createStudent, rightResponse, startPractice, unwrap, wrongResponse } from '../host/study-driver.ts';
import { embedded, makeClass, type TestServer } from '../server/test-server.ts';

let server: TestServer;
const hosts: NodeStudyHost[] = [];

beforeAll(async () => {
  server = await embedded.open();
});
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});
afterAll(() => server.close());

async function openHost(): Promise<NodeStudyHost> {
  const host = await openNodeStudyHost({
    dataFolder: null,
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
