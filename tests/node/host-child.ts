/**
 * A process that opens a study host on a folder, records answers and tells of each one that was acknowledged, until it
 * is killed or has no question left. Arguments: data folder, migrations folder, prepared folder, how many answers.
 */

import { ExpectedError } from '../../shared/errors/outcome.ts';
import { openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { answer, createStudent, startPractice, wrongResponse } from '../host/study-driver.ts';

const [dataFolder = '', migrationsFolder = '', preparedFolder = '', answerCount = '0'] = process.argv.slice(2);

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  const { host, description, close } = await openNodeStudyHost({
    dataFolder,
    migrationsFolder,
    preparedFolder,
    place: 'node',
  });
  say({ kind: 'opened', openedBy: description.openedBy, notices: description.notices });
  const wanted = Number(answerCount);
  if (wanted > 0) {
    const student = await createStudent(host.calls);
    const session = await startPractice(host.calls, student.id, { questionCount: wanted });
    for (const position of session.questions.keys()) {
      const { answerId } = await answer(host.calls, session, position, wrongResponse);
      say({ kind: 'answered', answerId, testRecordId: session.testRecordId });
    }
  }
  say({ kind: 'done' });
  process.stdin.once('data', () => void close().then(() => process.exit(0)));
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error;
  say({ kind: 'failed', error: error.failure });
}
