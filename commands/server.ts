/**
 * `npm run server`: the central server, or a classroom's hub. `npm run server -- create-teacher` and others set it up.
 * `npm run server -- --help` lists them and every setting.
 */
import { createTerminalOutput } from './db/terminal-output.ts';
import { runServerCommand } from './server/run-server-command.ts';

const output = createTerminalOutput(process.stdout, process.stderr);
process.exitCode = await runServerCommand(process.argv.slice(2), process.env, output);
