/**
 * The server as it is started, in a process of its own: killed at random moments while devices push, and told to stop.
 * END_STP_KILLS sets how often it is killed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTerminalOutput } from '../../commands/db/terminal-output.ts';
import { projectFolder } from '../../commands/project-folder.ts';
import { runServerCommand } from '../../commands/server/run-server-command.ts';
import { joinedAnswerSchema, pullAnswerSchema, pushAnswerSchema } from '../../shared/sync/http-contract.ts';
import { mistakeOf } from './test-server.ts';

/** Two here: tests/kill kills the same server while whole devices write to it, as often as one likes. */
const killCount = Number(process.env.END_STP_KILLS ?? '2');
const timeoutMs = 60_000 + killCount * 15_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'endstp-killed-'));
});
/** What was started and may still run when a test fails. */
const started: ChildProcess[] = [];
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const run = (): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'commands/server.ts', '--data-dir', folder], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'silent', PORT: '0' },
  });

async function start(): Promise<{ child: ChildProcess; address: string }> {
  const child = run();
  started.push(child);
  let printed = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk) => {
      printed += String(chunk);
      const address = /serves at (\S+)/.exec(printed)?.[1];
      if (address !== undefined) resolve({ child, address });
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)));
  });
}

/** The command line beside the running server. */
async function command(args: readonly string[]): Promise<string> {
  let printed = '';
  const stream = { write: (text: string) => (printed += text) };
  await runServerCommand([...args, '--data-dir', folder], {}, createTerminalOutput(stream, stream));
  return printed;
}

async function post(address: string, path: string, body: unknown, token?: string): Promise<unknown> {
  const response = await fetch(address + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} was refused: ${await response.text()}`);
  return response.json();
}

describe('the server as a process', () => {
  it(
    `loses and doubles no acknowledged row when it is killed ${killCount} times, and stops when it is told to`,
    async () => {
      let { child, address } = await start();
      await command(['create-class', '--name', '7A']);
      const printed = await command(['join-code', '--class', '7A']);
      const code = /([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(printed)?.[1];
      const replicaId = randomUUID();
      const wanted = { code, display_name: 'Ada', replica_id: replicaId, local_student_id: randomUUID() };
      const { access_token: token, student_id: studentId } = joinedAnswerSchema.parse(
        await post(address, '/api/join', wanted),
      );

      const sent: string[] = [];
      const acknowledged: string[] = [];
      for (let round = 0; round < killCount; round += 1) {
        let isKilled = false;
        const devices = [0, 1, 2].map(async () => {
          while (!isKilled) {
            const changes = Array.from({ length: 1 + Math.floor(Math.random() * 40) }, () => mistakeOf(studentId));
            sent.push(...changes.map(({ id }) => id));
            try {
              const answer = await post(
                address,
                '/rest/v1/rpc/sync_push',
                { p_replica: replicaId, p_changes: changes },
                token,
              );
              acknowledged.push(...pushAnswerSchema.parse(answer).accepted);
            } catch (error) {
              if (!isKilled) throw error;
            }
          }
        });
        // On a slow machine nothing may be stored yet: wait for the first, then for any moment.
        const before = acknowledged.length;
        await expect.poll(() => acknowledged.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(before);
        await sleep(Math.random() * 500);
        isKilled = true;
        child.kill('SIGKILL');
        await Promise.all(devices);
        ({ child, address } = await start());
      }
      expect(acknowledged.length).toBeGreaterThan(killCount);

      const found: string[] = [];
      for (let positions = {}, hasMore = true; hasMore; ) {
        const args = { p_replica: randomUUID(), p_positions: positions, p_max_rows: 500 };
        const page = pullAnswerSchema.parse(await post(address, '/rest/v1/rpc/sync_pull', args, token));
        found.push(...page.changes.filter(({ table }) => table === 'student_mistakes').map(({ id }) => id));
        positions = { ...positions, ...page.positions };
        hasMore = page.has_more;
      }
      expect(new Set(found).size).toBe(found.length);
      const stored = new Set(found);
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
      const known = new Set(sent);
      expect(found.filter((id) => !known.has(id))).toEqual([]);

      child.kill('SIGTERM');
      const [exitCode] = await once(child, 'exit');
      expect(exitCode).toBe(0);
      expect([existsSync(join(folder, 'study', 'pg18.lock')), existsSync(join(folder, 'server.json'))]).toEqual([
        false,
        false,
      ]);
    },
    timeoutMs,
  );
});
