import type { SqlTarget } from '../../shared/node/sql-target.ts';
import type { SqlTargetAddress } from '../../shared/node/sql-target-address.ts';
import type { TerminalOutput } from './terminal-output.ts';

/**
 * How a run ended, as cron and monitoring see it: 0 done and good, 1 done and something is wrong (unhealthy, a check
 * failed, a difference), 2 not done.
 */
export type ExitCode = 0 | 1 | 2;

export interface CommandContext {
  readonly output: TerminalOutput;
  /** Arguments after the sub-command that are no options. */
  readonly positionals: readonly string[];
  readonly options: DbOptions;
  /** Opens the database that the options or the environment name. */
  openTarget(how?: { readonly mayCreate?: boolean }): Promise<NamedTarget>;
  /** Opens the database at an address, for commands that take addresses as arguments. */
  openAddress(text: string): Promise<NamedTarget>;
}

export interface NamedTarget extends SqlTarget {
  readonly name: string;
  readonly kind: SqlTargetAddress['kind'];
}

export interface DbOptions {
  readonly isJson: boolean;
  readonly isConfirmed: boolean;
  readonly file: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly timeZone: string | null;
  readonly sampleSize: number | null;
  readonly lockTimeoutSeconds: number | null;
}

export interface DbCommand {
  readonly summary: string;
  /** What follows `npm run db -- NAME`, and what it means; printed by `--help`. */
  readonly help: string;
  run(context: CommandContext): Promise<ExitCode>;
}

/** Something the operator has to put right; its message says what and how, and is all that is shown. */
export class CommandError extends Error {}
