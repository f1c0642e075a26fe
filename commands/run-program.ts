import { spawn } from 'node:child_process';
import { projectFolder } from './project-folder.ts';

export interface ProgramResult {
  /** Null when the program could not be started or was ended by a signal. */
  readonly exitCode: number | null;
  /** Standard output and error, in the order they came. */
  readonly output: string;
}

/**
 * Runs a program in the project folder and collects what it prints; `isShown` prints it as it comes instead.
 * Never rejects: a program that cannot be started answers with the reason as its output.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { isShown?: boolean; environment?: NodeJS.ProcessEnv; timeoutMs?: number } = {},
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: projectFolder,
      env: { ...process.env, ...options.environment },
      stdio: options.isShown === true ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs, killSignal: 'SIGKILL' as const }),
    });
    const pieces: Buffer[] = [];
    child.stdout?.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr?.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('error', (error) => resolve({ exitCode: null, output: error.message }));
    child.on('close', (exitCode) => resolve({ exitCode, output: Buffer.concat(pieces).toString('utf8') }));
  });
}

/** Runs a TypeScript file of the project in a process of its own, through tsx. */
export function runTypeScript(
  file: string,
  args: readonly string[] = [],
  options: Parameters<typeof runProgram>[2] = {},
): Promise<ProgramResult> {
  return runProgram(process.execPath, ['--import', 'tsx', file, ...args], options);
}
