import { join } from 'node:path';
import { ExpectedError } from '../../shared/errors/outcome.ts';
import type { Language } from '../../shared/model/profile.ts';
import { openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { projectFolder } from '../project-folder.ts';

/**
 * Puts the sample student into a desktop app's data folder, or takes them out, through the same host calls as the
 * screens. Throws an Error that says what to do when the folder is in use or cannot be opened.
 */
export async function seedApp(
  dataFolder: string,
  options: { readonly language: Language; readonly removes: boolean },
  print: (line: string) => void,
): Promise<void> {
  print(`Opening the study database in ${dataFolder} ...`);
  const opened = await openNodeStudyHost({
    dataFolder,
    migrationsFolder: join(projectFolder, 'sql', 'migrations'),
    preparedFolder: join(projectFolder, 'dist', 'prepared'),
    place: 'node',
  }).catch((error: unknown) => {
    if (!(error instanceof ExpectedError)) throw error;
    const { code } = error.failure;
    throw new Error(
      code === 'DATA_DIRECTORY_IN_USE'
        ? 'the app is open on this folder. Close it first, or use the button on its Home screen.'
        : `the study database cannot be opened: ${code}`,
    );
  });
  try {
    const { calls } = opened.host;
    if (options.removes) {
      const removed = await calls.removeSampleHistory();
      if (!removed.ok) throw new Error(`${removed.error.code}: nothing was removed`);
      print(`Removed the sample student and ${removed.value.removedAnswerCount} answers; nothing else was touched.`);
      return;
    }
    const made = await calls.createSampleHistory({ language: options.language, progressId: 'seed-app' });
    if (!made.ok) throw new Error(`${made.error.code}: the sample student could not be written`);
    print(`Wrote ${made.value.answerCount} answers of "${made.value.profile.displayName}".`);
    print('Start the app and choose this profile. `npm run demo -- --seed-app --remove` takes it away again.');
  } finally {
    await opened.close();
  }
}
