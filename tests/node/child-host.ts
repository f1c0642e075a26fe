/** Starts `host-child.ts` in a process of its own and reads what it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Failure } from '../../shared/errors/outcome.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';

export type ChildLine =
  | { readonly kind: 'opened'; readonly openedBy: string; readonly notices: readonly { readonly code: string }[] }
  | { readonly kind: 'answered'; readonly answerId: string; readonly testRecordId: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: Failure };

export interface ChildHost {
  readonly process: ChildProcess;
  readonly lines: ChildLine[];
  /** Resolves with the first line for which `test` holds, past ones included; rejects when the process ends before. */
  until(test: (line: ChildLine) => boolean): Promise<ChildLine>;
  /** Kills it the way a crash does, and waits until it is gone. */
  kill(): Promise<void>;
  /** Lets it close its database. */
  stop(): Promise<void>;
}

export async function startChildHost(
  dataFolder: string,
  answerCount = 0,
  asUser: { readonly uid?: number; readonly gid?: number } = {},
): Promise<ChildHost> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      join(import.meta.dirname, 'host-child.ts'),
      dataFolder,
      migrationsFolder,
      await preparedFolder(),
      String(answerCount),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'], cwd: join(import.meta.dirname, '..', '..'), ...asUser },
  );
  const lines: ChildLine[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line) as ChildLine);
    for (const look of [...waiting]) look();
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    process: child,
    lines,
    until: (test) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find(test);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        void ended.then(() => reject(new Error(`the process ended: ${JSON.stringify(lines)}`)));
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.stdin.write('stop\n');
      await ended;
    },
  };
}
