import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTerminalOutput } from '../../commands/db/terminal-output.ts';
import { runServerCommand } from '../../commands/server/run-server-command.ts';
import { removeRunningServer, writeRunningServer } from '../../server/administration/running-server-file.ts';
import { readJwtSecret } from '../../server/jwt-secret.ts';
import { joinAs, makeClass, mistakeOf, openServer, type TestServer } from './test-server.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'endstp-server-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open = async () => openServer(null, { dataFolder: folder, secret: await readJwtSecret(null, folder) });
const epochOf = async (server: TestServer) =>
  (await server.sql<{ epoch: string }>('SELECT epoch::text AS epoch FROM sync_replica'))[0]?.epoch;
const lockPath = () => join(folder, 'study', 'pg18.lock');

/** Runs a command line and gives what it printed. */
async function command(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  let printed = '';
  const stream = { write: (text: string) => (printed += text) };
  const exitCode = await runServerCommand(
    [...args, '--data-dir', folder],
    environment,
    createTerminalOutput(stream, stream),
  );
  return { exitCode, printed };
}

describe('the embedded database of a server', () => {
  it('keeps what it acknowledged, belongs to one process, and goes back to a copy when it is damaged', async () => {
    const first = await open();
    const device = await joinAs(first, 'Ada');
    const change = mistakeOf(device.studentId);
    await first.rpc('sync_push', { p_replica: device.replicaId, p_changes: [change] }, device.token);
    const epoch = await epochOf(first);
    await expect(open()).rejects.toMatchObject({ failure: { code: 'DATA_DIRECTORY_IN_USE' } });
    await first.close();
    expect(existsSync(lockPath())).toBe(false);
    expect(await readdir(join(folder, 'study', 'copies'))).toHaveLength(1);

    // Opened again: the same rows, the same sign-ins, the same epoch.
    const second = await open();
    expect(await epochOf(second)).toBe(epoch);
    const pulled = await second.rpc(
      'sync_pull',
      { p_replica: randomUUID(), p_positions: {}, p_max_rows: 500 },
      device.token,
    );
    expect(pulled.body.changes.map(({ id }: { id: string }) => id)).toContain(change.id);
    // As a power cut leaves it: a lock of an earlier boot. PGlite may have lost what it said was stored.
    const lock = await readFile(lockPath(), 'utf8');
    await second.close();
    await writeFile(lockPath(), JSON.stringify({ ...JSON.parse(lock), pid: 1, bootId: 'an earlier boot' }));
    const third = await open();
    expect(await epochOf(third)).not.toBe(epoch);
    expect(third.logged()).toContain('devices will offer everything again');
    await third.close();

    const control = join(folder, 'study', 'pg18', 'global', 'pg_control');
    await writeFile(control, Buffer.alloc((await stat(control)).size, 0x55));
    const fourth = await open();
    try {
      expect(await fourth.sql('SELECT id FROM student_mistakes')).toEqual([{ id: change.id }]);
      expect(await epochOf(fourth)).not.toBe(epoch);
      expect(await readdir(join(folder, 'study', 'aside'))).toHaveLength(1);
      const renewed = await fourth.post('/auth/v1/token?grant_type=refresh_token', {
        refresh_token: device.refreshToken,
      });
      expect(renewed.status).toBe(200);
    } finally {
      await fourth.close();
    }
  });
});

describe('setting a server up from the terminal', () => {
  const password = 'gizli parola 4711';
  const withPassword = { END_STP_PASSWORD: password };

  it('makes people, classes and codes beside a running server and without one, and prints no password', async () => {
    process.env.END_STP_PASSWORD = password;
    const server = await open();
    await writeRunningServer(folder, { address: server.address, publicAddresses: [server.address], codePin: null });
    const printed: string[] = [];
    try {
      const teacher = await command(['create-teacher', '--name', 'Ayşe', '--email', 'ayse@example.org'], withPassword);
      expect(teacher).toMatchObject({ exitCode: 0, printed: expect.stringContaining('ayse@example.org') });
      const roster = join(folder, 'roster.txt');
      await writeFile(roster, 'Can\r\nEce\n\n  Efe  \n');
      const made = await command(['create-class', '--name', '7A', '--teacher', 'ayse@example.org', '--roster', roster]);
      expect(made.printed).toContain('with 3 names');
      const joinCode = await command(['join-code', '--class', '7A', '--minutes', '60', '--uses', '5']);
      const code = /^([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(joinCode.printed)?.[1] ?? '';
      expect((await server.post('/api/join/look', { code })).body.roster).toHaveLength(3);
      const signedIn = await server.post('/auth/v1/token?grant_type=password', { email: 'ayse@example.org', password });
      expect((await server.rpc('my_classes', {}, signedIn.body.access_token)).body).toMatchObject([{ name_count: 3 }]);
      expect((await command(['list-classes'])).printed).toMatch(/7A .* 3 +0 +0/);

      const merge = ['merge-students', '--class', '7A', '--keep', 'ece', '--merge', 'Efe'];
      expect(await command(merge)).toMatchObject({
        exitCode: 1,
        printed: expect.stringContaining('Nobody has claimed'),
      });
      for (const name of ['Ece', 'Efe']) {
        const { studentId, replicaId, token } = await joinAs(server, name, code);
        await server.rpc('sync_push', { p_replica: replicaId, p_changes: [mistakeOf(studentId)] }, token);
      }
      const shown = await command(merge);
      expect(shown.printed).toMatch(/keeps +Ece +1 +1[\s\S]*merges into it +Efe +1 +1[\s\S]*Nothing was changed yet/);
      expect((await command(['list-classes'])).printed).toMatch(/7A .* 3 +2 +0/);
      expect((await command([...merge, '--confirm', 'yes'])).exitCode).toBe(0);
      expect((await command(['list-classes'])).printed).toMatch(/7A .* 2 +1 +0/);
      const ofEce = `SELECT count(*)::int AS n FROM student_mistakes JOIN class_members USING (student_id)
        WHERE class_members.display_name = 'Ece' AND left_at IS NULL`;
      expect(await server.sql(ofEce)).toEqual([{ n: 2 }]);
      printed.push(teacher.printed, joinCode.printed);
    } finally {
      await server.close();
      await removeRunningServer(folder);
    }
    const reset = await command(['reset-password', '--email', 'AYSE@example.org'], withPassword);
    expect(reset).toMatchObject({ exitCode: 0, printed: expect.stringContaining('signed out everywhere') });
    printed.push(reset.printed, (await command(['list-people'])).printed);
    expect(printed.join('\n')).not.toContain(password);
    expect(await readFile(join(folder, 'jwt-secret'), 'utf8')).toMatch(/^[\w-]{64}$/);
    expect((await stat(join(folder, 'jwt-secret'))).mode & 0o077).toBe(0);
  });

  it('says what is wrong, repeats no secret, and tells refusals from faults by its exit code', async () => {
    const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['create-teacher', '--name', 'Ayşe', '--email', 'ayse@example.org'], 1, /there is an account/],
      [['create-teacher', '--name', 'Ayşe'], 2, /--email is missing/],
      [['create-teacher', '--name', 'Ayşe', '--email', 'no address'], 2, /--email/],
      [['join-code', '--class', 'no such class'], 1, /no class/],
      [['join-code', '--class', '7A', '--uses', '0'], 1, /out of range/],
      [['create-class', '--name', 'x', '--roster', '/no/such/file'], 2, /cannot be read/],
      [['merge-students', '--class', '7A', '--keep', 'Ece', '--merge', 'nobody'], 1, /no such name/],
      [['merge-students', '--class', '7A', '--keep', 'Ece'], 2, /--merge is missing/],
      [['merge-students', '--class', '7A', '--keep', 'Ece', '--merge', 'Can', '--confirm', 'no'], 2, /only yes/],
      [['make-coffee'], 2, /no command of that name/],
      [['--port', '70000'], 2, /--port/],
      [['--database-url', 'mysql://root:gizli-parola@x/y'], 2, /postgres:/],
      [['--jwt-secret', 'gizli-parola'], 2, /32 characters/],
      [['--gizli-parola'], 2, /not an option/],
    ];
    for (const [args, exitCode, words] of cases) {
      const result = await command(args, withPassword);
      expect([args.join(' '), result.exitCode, words.test(result.printed)], result.printed).toEqual([
        args.join(' '),
        exitCode,
        true,
      ]);
      if (!args.includes('--gizli-parola')) expect(result.printed).not.toMatch(/gizli-parola|gizli parola/);
    }
    const help = await command(['--help']);
    for (const name of [
      'create-teacher',
      'join-code',
      'DATABASE_URL',
      'TRUST_PROXY',
      'JWT_SECRET',
      'PUBLIC_URL',
      'DATA_DIR',
    ]) {
      expect(help.printed).toContain(name);
    }
  });
});

describe('a server on its embedded database', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await open();
  });
  afterAll(() => server.close());

  it('keeps nobody waiting who does not ask the database: health, refusals and the page are answered while it works', async () => {
    const working = server.sql('SELECT pg_sleep(2)').then(() => 'the database');
    const answering = Promise.all([server.get('/healthz'), server.get('/api/sync/hints')]);
    const statuses = async () => (await answering).map(({ status }) => status);
    expect(await Promise.race([working, statuses()])).toEqual([200, 401]);
    expect(await working).toBe('the database');
    // What its functions refuse with comes through whole.
    const refused = await server.post('/api/join/look', { code: 'AAAA-AAAA' });
    expect(refused.body).toMatchObject({ code: 'JOIN_CODE_REFUSED', hint: expect.any(String) });
  });

  it('asks nobody for an address of the administration without the secret of the server', async () => {
    const { code } = await makeClass(server, []);
    const device = await joinAs(server, 'Gül', code);
    for (const token of [undefined, device.token, await server.sign({ sub: randomUUID(), endstp_role: 'operator' })]) {
      const answer = await server.post('/api/administration', { command: 'list-people' }, token);
      expect(answer.body.code).toBe('SIGN_IN_REQUIRED');
    }
  });
});
