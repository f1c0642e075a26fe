import { expect, it } from 'vitest';
import type { NodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { answer, createStudent, startPractice, unwrap, wrongResponse } from '../host/study-driver.ts';
import { openTestHost, temporaryFolder } from './open-test-host.ts';

async function namesOf({ host }: NodeStudyHost): Promise<readonly string[]> {
  return unwrap(await host.calls.listProfiles()).map(({ displayName }) => displayName);
}

// Opens a database on the disk three times, which a busy machine takes its time for.
const timeout = 180_000;

it('a deleted profile does not come back from the journal, and one that was restored from its file stays', {
  timeout,
}, async () => {
  const folder = await temporaryFolder();
  const first = await openTestHost(folder);
  const { calls } = first.host;
  await createStudent(calls, 'Deniz');
  const elif = await createStudent(calls, 'Elif');
  const session = await startPractice(calls, elif.id);
  await answer(calls, session, 0, wrongResponse);
  const { bytes } = unwrap(await calls.exportBundle({ progressId: 'p', studentId: elif.id, passphrase: null }));
  unwrap(await calls.deleteProfile({ studentId: elif.id, pin: null }));
  await first.close();

  const second = await openTestHost(folder);
  expect(await namesOf(second)).toEqual(['Deniz']);
  expect((await second.host.calls.getSession({ testRecordId: session.testRecordId })).ok).toBe(false);
  unwrap(await second.host.calls.importBundle({ progressId: 'q', bytes, passphrase: null }));
  // A fact behind the removal, so that there is something to write again.
  const restored = await startPractice(second.host.calls, elif.id);
  await second.close();

  const third = await openTestHost(folder);
  expect(await namesOf(third)).toEqual(['Deniz', 'Elif']);
  expect(unwrap(await third.host.calls.listMistakes({ studentId: elif.id, topicUid: null, limit: 9 }))).toHaveLength(1);
  expect(unwrap(await third.host.calls.getSession({ testRecordId: restored.testRecordId })).studentId).toBe(elif.id);
  await third.close();
});
