import type { ExitCode } from '../../commands/db/db-command.ts';
import { runDbCommand } from '../../commands/db/run-db-command.ts';
import { createTerminalOutput } from '../../commands/db/terminal-output.ts';

export interface DbRun {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line of the tool in this process, with what it prints collected. */
export async function runDb(args: readonly string[], environmentUrl?: string): Promise<DbRun> {
  let out = '';
  let err = '';
  const output = createTerminalOutput({ write: (text) => (out += text) }, { write: (text) => (err += text) });
  const exitCode = await runDbCommand(args, environmentUrl, output);
  return { exitCode, out, err };
}
