import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runBundleCommand } from '../../commands/bundle/run-bundle-command.ts';
import { createTerminalOutput } from '../../commands/db/terminal-output.ts';
import { openSqlTarget } from '../../shared/node/open-sql-target.ts';
import { insertMistakes } from '../sql/study-rows.ts';
import { migrateAll, postgres18, type TestDatabase } from '../sql/test-databases.ts';

let folder: string;
let server: TestDatabase;
const studentId = randomUUID();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'end-stp-bundle-command-'));
  server = await postgres18.openMigrated();
  const target = await openSqlTarget({ kind: 'directory', path: join(folder, 'device') }, { mayCreate: true });
  await migrateAll(target.session);
  await insertMistakes(
    target.session,
    Array.from({ length: 20 }, (_, minute) => ({ studentId, minute })),
  );
  target.markWritten('changed');
  await target.close();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<{ readonly code: number; readonly text: string }> {
  let text = '';
  const stream = {
    write: (part: string) => {
      text += part;
    },
  };
  const output = createTerminalOutput(stream, stream);
  const code = await runBundleCommand(args, undefined, output, new AbortController().signal);
  return { code, text };
}
const inFolder = (name: string) => join(folder, name);

test('work goes from a data directory to a server through an encrypted file, and once more changes nothing', async () => {
  await writeFile(inFolder('pass'), 'four calm words here\n');
  const passphrase = ['--passphrase-file', inFolder('pass')];
  const written = await run('export', inFolder('a.age'), '--data-dir', inFolder('device'), ...passphrase);
  expect(written).toMatchObject({ code: 0 });
  expect((await stat(inFolder('a.age'))).mode & 0o777).toBe(0o600);
  expect((await readFile(inFolder('a.age'))).includes(studentId)).toBe(false);
  expect(await run('inspect', inFolder('a.age'))).toMatchObject({ code: 2 });
  expect((await run('inspect', inFolder('a.age'), ...passphrase)).text).toContain('The file is whole');
  const url = server.url ?? '';
  const taken = await run('import', inFolder('a.age'), '--database-url', url, ...passphrase);
  expect(taken).toMatchObject({ code: 0 });
  expect(taken.text).toMatch(/new or changed, 0 known, 0 refused/);
  const { rows } = await server.session.query<{ count: string }>(
    'SELECT count(*) FROM student_mistakes WHERE student_id = $1',
    [studentId],
  );
  expect(Number(rows[0]?.count)).toBe(20);
  expect((await run('import', inFolder('a.age'), '--database-url', url, ...passphrase)).text).toMatch(/^.*0 rows new/m);
});

test('one student of a server is a file, an existing one is not replaced unasked, and a cut one is said to be cut', async () => {
  const from = ['--database-url', server.url ?? ''];
  const file = inFolder('one.ndjson.gz');
  expect(await run('export', file, ...from, '--student', studentId)).toMatchObject({ code: 0 });
  expect(await run('export', file, ...from)).toMatchObject({ code: 2 });
  const bytes = await readFile(file);
  await writeFile(file, bytes.subarray(0, bytes.length - 40));
  const cut = await run('inspect', file);
  expect(cut.code).toBe(1);
  expect(cut.text).toContain('cut short');
  expect((await run('export', inFolder('x'), ...from, '--student', randomUUID())).text).toContain('no student');
});

test('wrong arguments are said in words, and never repeat a password', async () => {
  expect((await run('--help')).code).toBe(0);
  for (const args of [
    [],
    ['import'],
    ['export', 'x'],
    ['export', 'x', '--studnt', 'y'],
    ['import', 'none.gz', '--data-dir', 'x'],
  ]) {
    const { code, text } = await run(...args);
    expect(code).toBe(2);
    expect(text).toMatch(/^bundle: /);
  }
  const { text } = await run('export', inFolder('y'), '--database-url', 'postgres://me:hush-hush@127.0.0.1:1/none');
  expect(text).not.toContain('hush-hush');
});
