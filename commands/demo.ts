/**
 * Replays a recorded student through a local database in memory, and prints patterns and reflexes as they arise.
 *
 *     npm run demo
 *     npm run demo -- --log FILE.csv [--student NAME | --all]
 *     npm run demo -- --seed-app [--data-dir DIR] [--language tr|en] [--remove]
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { migrate } from '../shared/database/migration-runner.ts';
import { pgliteSession } from '../shared/database/pglite-session.ts';
import { appDataFolder } from '../shared/node/app-data-folder.ts';
import { readPreparedDirectory } from '../shared/node/prepared-directory.ts';
import { readMigrations } from '../shared/node/read-migrations.ts';
import { type LoggedAnswer, readAnswerLog } from './demo/read-answer-log.ts';
import { replayAnswers } from './demo/replay-answers.ts';
import { ReplaySummary } from './demo/replay-summary.ts';
import { seedApp } from './demo/seed-app.ts';
import { projectFolder } from './project-folder.ts';

const ownLog = join(projectFolder, 'commands', 'demo', 'recorded-student.csv');

try {
  const { values } = parseArgs({
    options: {
      log: { type: 'string' },
      student: { type: 'string' },
      all: { type: 'boolean', default: false },
      'seed-app': { type: 'boolean', default: false },
      'data-dir': { type: 'string' },
      language: { type: 'string', default: 'tr' },
      remove: { type: 'boolean', default: false },
    },
  });
  if (values['seed-app']) {
    const { language } = values;
    if (language !== 'tr' && language !== 'en') throw new Error('--language is tr or en');
    const folder = values['data-dir'] ?? appDataFolder();
    await seedApp(folder, { language, removes: values.remove }, (line) => console.log(line));
  } else {
    await replayLog(values.log ?? ownLog, values.student, values.all);
  }
} catch (error) {
  console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function replayLog(path: string, student: string | undefined, isForAll: boolean): Promise<void> {
  const answers = selectStudents(readAnswerLog(await readFile(path, 'utf8')), student, isForAll);
  console.log(`Opening a database in memory and applying the migrations ...`);
  // Where the app was built, its prepared directory saves initdb and most of the migrations.
  const prepared = await readPreparedDirectory(join(projectFolder, 'dist', 'prepared'));
  const database = await PGlite.create({ ...(prepared !== null && { loadDataDir: new Blob([prepared]) }) });
  try {
    const session = pgliteSession(database);
    const outcome = await migrate(session, await readMigrations(join(projectFolder, 'sql', 'migrations')));
    if (!outcome.ok) throw new Error(`${outcome.error.code} ${JSON.stringify(outcome.error.details)}`);
    const summary = new ReplaySummary(answers);
    for await (const mistake of replayAnswers(session, answers)) {
      summary.add(mistake);
      for (const line of summary.linesFor(mistake)) console.log(line);
    }
    console.log(summary.toText());
  } finally {
    await database.close();
  }
}

function selectStudents(
  answers: readonly LoggedAnswer[],
  student: string | undefined,
  isForAll: boolean,
): LoggedAnswer[] {
  if (isForAll) return [...answers].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  const wanted = student ?? answers[0]?.student;
  const selected = answers.filter((answer) => answer.student === wanted);
  if (selected.length === 0) throw new Error(`the log has no answers of student "${wanted}"`);
  return selected;
}
