/**
 * `npm run db -- COMMAND`: the deployment guide as a tool, for a PostgreSQL server or a PGlite data directory.
 * `npm run db -- --help` lists the commands, `npm run db -- COMMAND --help` explains one.
 */
import { runDbCommand } from './db/run-db-command.ts';
import { createTerminalOutput } from './db/terminal-output.ts';

const output = createTerminalOutput(process.stdout, process.stderr);
process.exitCode = await runDbCommand(process.argv.slice(2), process.env.DATABASE_URL, output);
