import { v7 as uuidV7 } from 'uuid';
import { expect, it } from 'vitest';
import { openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { packText, sampleQuestion } from '../content/import/sample-pack.ts';
import { migrationsFolder, preparedFolder } from './prepared-fixture.ts';
import { createStudent, unwrap } from './study-driver.ts';

it('counts the questions of a topic for each pack by itself, and together', async () => {
  const nodeHost = await openNodeStudyHost({
    dataFolder: null,
    migrationsFolder,
    preparedFolder: await preparedFolder(),
    place: 'node',
  });
  try {
    const { calls } = nodeHost.host;
    const student = await createStudent(calls);
    const questions = ['a', 'b'].map((key) => ({ ...sampleQuestion(key), topicUid: 'TR.MAT.ALG.001' }));
    const bytes = new TextEncoder().encode(packText(questions, { packUid: 'test.counts' }));
    const { pack } = unwrap(await calls.importPack({ importId: uuidV7(), fileName: 'two.json', bytes }));
    const builtIn = unwrap(await calls.listPacks()).find((candidate) => candidate.isBuiltIn);
    const topics = unwrap(await calls.listTopics({ studentId: student.id }));
    const shared = topics.find((topic) => topic.topicUid === 'TR.MAT.ALG.001');
    const templateCount = shared?.questionCountByPack[builtIn?.id ?? ''] ?? 0;
    expect(templateCount).toBeGreaterThan(0);
    expect(shared?.questionCountByPack).toEqual({ [pack.id]: 2, [builtIn?.id ?? '']: templateCount });
    expect(shared?.questionCount).toBe(templateCount + 2);
    const ofBuiltIn = topics.reduce((sum, topic) => sum + (topic.questionCountByPack[builtIn?.id ?? ''] ?? 0), 0);
    expect(ofBuiltIn).toBe(builtIn?.questionCount);
  } finally {
    await nodeHost.close();
  }
});
