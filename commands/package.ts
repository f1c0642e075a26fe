/**
 * `npm run package`: builds the app and makes the installers of this platform in `release/`. With END_STP_UPDATE_URL the
 * installed app looks for updates there (a folder on any web server, a classroom hub's for example). Further arguments go
 * to electron-builder: `npm run package -- --linux dir`.
 */
import { join } from 'node:path';
import { buildApp } from './build-app.ts';
import { projectFolder } from './project-folder.ts';
import { runProgram } from './run-program.ts';
import { listUpdateArguments } from './update-arguments.ts';

async function packageApp(): Promise<number> {
  const updateArguments = listUpdateArguments(process.env.END_STP_UPDATE_URL);
  await buildApp((line) => console.log(line));
  const cli = join(projectFolder, 'node_modules', 'electron-builder', 'cli.js');
  const args = [cli, '--publish', 'never', ...updateArguments, ...process.argv.slice(2)];
  const { exitCode } = await runProgram(process.execPath, args, { isShown: true });
  return exitCode ?? 1;
}

try {
  process.exitCode = await packageApp();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
