import { expect, it } from 'vitest';
import { openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { migrationsFolder, preparedFolder } from './prepared-fixture.ts';
import { createStudent, practiceRequest, startPractice, unwrap } from './study-driver.ts';

it('measures a timed test by its norm, mixes all topics, keeps to a difficulty, and refuses a senseless norm', async () => {
  const nodeHost = await openNodeStudyHost({
    dataFolder: null,
    migrationsFolder,
    preparedFolder: await preparedFolder(),
    place: 'node',
  });
  try {
    const { calls } = nodeHost.host;
    const student = await createStudent(calls);
    const test = await startPractice(calls, student.id, {
      kind: 'timed_test',
      topicUids: [],
      questionCount: 20,
      secondsPerQuestion: 67.5,
    });
    expect(test.expectedSecondsPerQuestion).toBe(67.5);
    const topics = test.questions.map(({ content }) => content.topicUid);
    expect(topics).toHaveLength(20);
    expect(topics.filter((topic, place) => topic === topics[place - 1])).toEqual([]);
    expect(unwrap(await calls.getSession({ testRecordId: test.testRecordId })).kind).toBe('timed_test');

    for (const difficulty of [1, 2, 3] as const) {
      const { questions } = await startPractice(calls, student.id, {
        topicUids: [],
        questionCount: 10,
        difficulties: [difficulty],
      });
      expect(new Set(questions.map(({ content }) => content.difficulty))).toEqual(new Set([difficulty]));
    }
    const senseless = practiceRequest(student.id, { kind: 'timed_test', secondsPerQuestion: 1 });
    expect(await calls.startSession(senseless)).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  } finally {
    await nodeHost.close();
  }
});
