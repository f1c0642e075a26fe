import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswerLog } from '../../commands/demo/read-answer-log.ts';
import { replayAnswers } from '../../commands/demo/replay-answers.ts';
import { ReplaySummary } from '../../commands/demo/replay-summary.ts';
import { projectFolder } from '../../commands/project-folder.ts';
import { runProgram } from '../../commands/run-program.ts';
import { pglite } from '../sql/test-databases.ts';

const header = 'student,topic,item,correct,seconds,occurred_at,order';
const foreignLogs = join(projectFolder, '..', 'shared', 'data', 'logs');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'end-stp-demo-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function runDemo(...args: string[]) {
  return runProgram(process.execPath, ['--import', 'tsx', join(projectFolder, 'commands', 'demo.ts'), ...args]);
}

async function writeLog(lines: readonly string[]): Promise<string> {
  const path = join(folder, 'log.csv');
  await writeFile(path, `${[header, ...lines].join('\n')}\n`);
  return path;
}

describe('npm run demo', () => {
  it('prints every verdict, its reflexes and the time of the trigger chain for the student we recorded', async () => {
    const { exitCode, output } = await runDemo();
    expect(exitCode).toBe(0);
    for (const verdict of ['PANIC_RUSH', 'STUCK_LOOP', 'STUCK_SLOW', 'worsening', 'improving', 'stable']) {
      expect(output).toMatch(new RegExp(`pattern \\S+ -> ${verdict}`));
    }
    for (const type of ['PANIC_RUSH', 'STUCK_LOOP', 'STUCK_SLOW', 'worsening', 'improving']) {
      expect(output).toContain(`reflex: ${type} (priority`);
    }
    expect(output).toMatch(/p50 \d+\.\d\d ms, p95 \d+\.\d\d ms, p99 \d+\.\d\d ms/);
  });

  it('replays a log of your own, without clock and without codes', async () => {
    const path = await writeLog(['s1,t1,q1,0,2,,1', 's1,t1,q2,1,3,,2', 's1,t1,q3,0,2,,3', 's1,t1,q4,0,2.5,,4']);
    const { exitCode, output } = await runDemo('--log', path);
    expect(exitCode).toBe(0);
    expect(output).toContain('reflex: PANIC_RUSH');
    expect(output).toContain('1 student, 4 answers, 3 wrong');
  });

  it('names the line and the column of a row that is no answer, and fails', async () => {
    const path = await writeLog(['s1,t1,q1,0,2,,1', 's1,t1,q2,perhaps,3,,2']);
    const { exitCode, output } = await runDemo('--log', path);
    expect(exitCode).toBe(1);
    expect(output).toContain('line 3: correct:');
  });

  it('says which student a log does not have', async () => {
    const path = await writeLog(['s1,t1,q1,0,2,,1']);
    const { exitCode, output } = await runDemo('--log', path, '--student', 'nobody');
    expect(exitCode).toBe(1);
    expect(output).toContain('no answers of student "nobody"');
  });
});

/** As the command does after it has opened its database, which is proved above. */
it.runIf(existsSync(foreignLogs))('the recorded logs of others are replayed where they are there', async () => {
  const database = await pglite.openMigrated();
  try {
    for (const name of ['pisa', 'stats', 'algebra']) {
      const all = readAnswerLog(await readFile(join(foreignLogs, `${name}-dev.csv`), 'utf8'));
      const answers = all.filter(({ student }) => student === all[0]?.student);
      expect(all.length, name).toBeGreaterThan(answers.length);
      const summary = new ReplaySummary(answers);
      for await (const mistake of replayAnswers(database.session, answers)) summary.add(mistake);
      expect(summary.toText(), name).toMatch(/Verdicts:\n +\d+ +\w+/);
    }
  } finally {
    await database.close();
  }
});

describe('a log without clock', () => {
  it('lets answers follow each other by their own times', () => {
    const [first, second] = readAnswerLog(`${header}\ns1,t1,q1,0,10,,1\ns1,t1,q2,0,20,,2\n`);
    expect((second?.occurredAt.getTime() ?? 0) - (first?.occurredAt.getTime() ?? 0)).toBe(24_000);
  });
});
