/**
 * A device as a process: a study host on a folder that joins a class when it has not, and answers and syncs until it is
 * killed or told to settle. Says in JSON lines what was acknowledged. Argument: `{dataFolder, preparedFolder,
 * migrationsFolder, serverUrl, code, name}`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { answer, createStudent, rightResponse, startPractice, unwrap, wrongResponse } from '../host/study-driver.ts';

export interface DeviceChildOptions {
  readonly dataFolder: string;
  readonly preparedFolder: string;
  readonly migrationsFolder: string;
  readonly serverUrl: string;
  readonly code: string;
  readonly name: string;
}

export type DeviceLine =
  | { readonly kind: 'joined'; readonly studentId: string }
  | { readonly kind: 'answered'; readonly answerId: string }
  | { readonly kind: 'settled' };

const say = (line: DeviceLine) => process.stdout.write(`${JSON.stringify(line)}\n`);
const { name, code, serverUrl, ...folders } = JSON.parse(process.argv[2] ?? '{}') as DeviceChildOptions;
const { host, close } = await openNodeStudyHost({ ...folders, place: 'node' });
const { calls } = host;

let isSettling = false;
process.stdin.once('data', () => {
  isSettling = true;
});

async function joined(): Promise<string> {
  const profiles = unwrap(await calls.listProfiles());
  const local = profiles[0] ?? (await createStudent(calls, name));
  const isJoined = async () =>
    unwrap(await calls.getSyncStatus()).profiles.some(
      ({ studentId, state }) => studentId === local.id && state !== 'waiting_for_teacher',
    );
  while (!(await isJoined())) {
    const result = await calls.joinClass({
      serverUrl,
      kind: 'endstp',
      apiKey: null,
      studentId: local.id,
      code,
      memberId: null,
      displayName: name,
    });
    if (result.ok && result.value.status === 'joined') return result.value.studentId;
    // The server is dead at the moment.
    await sleep(200);
  }
  return local.id;
}

const studentId = await joined();
say({ kind: 'joined', studentId });
while (!isSettling) {
  const session = await startPractice(calls, studentId, { questionCount: 20 });
  for (const position of session.questions.keys()) {
    if (isSettling) break;
    const { answerId } = await answer(calls, session, position, position % 3 === 0 ? rightResponse : wrongResponse);
    say({ kind: 'answered', answerId });
    await sleep(Math.random() * 15);
  }
}
while (!(await calls.syncNow({ studentId })).ok) await sleep(300);
say({ kind: 'settled' });
await close();
process.exit(0);
