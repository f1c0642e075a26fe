import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { shortestPassword } from '../../server/sign-in/passwords.ts';
import { CommandError } from '../db/db-command.ts';
import type { TerminalOutput } from '../db/terminal-output.ts';

/** From END_STP_PASSWORD, a pipe, or typed twice without being shown. Never printed, never part of an error. */
export async function askPassword(output: TerminalOutput): Promise<string> {
  const password = process.env.END_STP_PASSWORD ?? (process.stdin.isTTY ? await typedTwice(output) : await firstLine());
  output.hide([password]);
  if ([...password].length < shortestPassword) {
    throw new CommandError(`A password has at least ${shortestPassword} characters.`);
  }
  return password;
}

async function typedTwice(output: TerminalOutput): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    output.progress('Password (nothing is shown while you type):');
    const first = await terminal.question('');
    output.progress('Once more:');
    const second = await terminal.question('');
    if (first === second) return first;
    throw new CommandError('The two were not the same. Nothing was changed.');
  } finally {
    terminal.close();
  }
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  throw new CommandError('A password is needed: type it, pipe it in, or set END_STP_PASSWORD.');
}
