/** A server as an operator meets it: several processes, poolers, overload, slow clients, stopping, newer schemas. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../sql/free-port.ts';
import { postgres18, type TestDatabase } from '../sql/test-databases.ts';
import { joinAs, makeClass, mistakeOf, openServer, type TestServer } from './test-server.ts';

/** Debian's package. Where it is missing only this part is left out: every server here hands transactions to any backend. */
const pgBouncer = '/usr/sbin/pgbouncer';

let database: TestDatabase;
beforeAll(async () => {
  database = await postgres18.open();
});
afterAll(() => database.close());

/** Borrows the database: closing the server leaves it running. */
const borrowed = (): TestDatabase => ({ ...database, close: async () => undefined });

async function nextHint(server: TestServer, token: string): Promise<readonly string[]> {
  const aborted = new AbortController();
  const response = await fetch(`${server.address}/api/sync/hints`, {
    headers: { authorization: `Bearer ${token}` },
    signal: aborted.signal,
  });
  if (response.body === null) throw new Error('no stream');
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (;;) {
    const { value } = await reader.read();
    if (value === undefined) throw new Error('the stream ended');
    if (value.event !== 'new') continue;
    aborted.abort();
    return (JSON.parse(value.data) as { scopes: string[] }).scopes;
  }
}

/** Holds the counter of a scope, as a push that takes long does. */
async function holdScope(scope: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: database.url ?? '' });
  await client.connect();
  await client.query('BEGIN');
  const { rowCount } = await client.query('SELECT FROM sync_counters WHERE scope = $1 FOR UPDATE', [scope]);
  if (rowCount !== 1) throw new Error('there is no such scope');
  return async () => {
    await client.query('ROLLBACK');
    await client.end();
  };
}

describe('several processes before one PostgreSQL', () => {
  it('migrate it together, share sign-ins, hear of each other’s rows and count guesses together', async () => {
    const secret = randomBytes(48);
    const [one, two] = await Promise.all([
      openServer(borrowed(), { secret }),
      openServer(borrowed(), { secret, databaseConnections: 3 }),
    ]);
    try {
      const device = await joinAs(one, 'Ada');
      const refreshed = await two.post('/auth/v1/token?grant_type=refresh_token', {
        refresh_token: device.refreshToken,
      });
      expect(refreshed.status).toBe(200);
      const hint = nextHint(two, refreshed.body.access_token);
      // The stream has to stand before the row arrives.
      await expect.poll(() => two.running.context.hints.clientCount).toBe(1);
      const change = mistakeOf(device.studentId);
      await one.rpc('sync_push', { p_replica: device.replicaId, p_changes: [change] }, device.token);
      expect(await hint).toEqual([device.studentId]);
      const pulled = await two.rpc(
        'sync_pull',
        { p_replica: randomUUID(), p_positions: {}, p_max_rows: 500 },
        device.token,
      );
      expect(pulled.body.changes.map(({ id }: { id: string }) => id)).toContain(change.id);
      // Both push for one student at once: neither fails, and each row is there once.
      const changes = Array.from({ length: 40 }, () => mistakeOf(device.studentId));
      const answers = await Promise.all(
        changes.flatMap((own) =>
          [one, two].map((server) =>
            server.rpc('sync_push', { p_replica: randomUUID(), p_changes: [own] }, device.token),
          ),
        ),
      );
      expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
      expect(answers.flatMap(({ body }) => body.accepted)).toHaveLength(40);

      // 600 wrong codes a minute in all, however many processes they are tried at.
      const guesses: string[] = [];
      for (let round = 0; round < 14; round += 1) {
        const wrong = Array.from({ length: 50 }, (_, index) =>
          (index % 2 === 0 ? one : two).post('/api/join/look', { code: randomBytes(4).toString('hex') }),
        );
        guesses.push(...(await Promise.all(wrong)).map(({ body }) => body.code));
      }
      expect(guesses.filter((code) => code === 'JOIN_CODE_REFUSED').length).toBeGreaterThan(0);
      expect(guesses.at(-1)).toBe('RATE_LIMITED');
      await one.sql(`SELECT setval('join_guess_counter', 1)`);
    } finally {
      await one.close();
      await two.close();
    }
  });
});

describe.runIf(existsSync(pgBouncer))('behind PgBouncer in transaction mode', () => {
  let pooler: ChildProcess;
  let folder: string;
  let pooledUrl: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'endstp-pooler-'));
    await chmod(folder, 0o777);
    const port = await freePort();
    const { hostname, port: databasePort } = new URL(database.url ?? '');
    const settings = join(folder, 'pgbouncer.ini');
    await writeFile(
      settings,
      `[databases]\npostgres = host=${hostname} port=${databasePort} user=postgres password=test-only dbname=postgres\n` +
        `[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =\nauth_type = any\n` +
        `pool_mode = transaction\ndefault_pool_size = 3\nmax_client_conn = 200\nserver_round_robin = 1\n`,
    );
    await chmod(settings, 0o644);
    pooler = spawn(pgBouncer, [settings], { ...(await unprivileged()), stdio: 'ignore' });
    pooledUrl = `postgres://postgres@127.0.0.1:${port}/postgres`;
    while (!(await canConnect(port))) await sleep(50);
  });
  afterAll(async () => {
    const ended = once(pooler, 'exit');
    pooler.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['listens on a direct connection', (): string | null => database.url, 'listen'],
    ['looks every second where it has none', (): string | null => null, 'look'],
  ] as const)('serves many devices through three backends, and %s', async (_name, direct, mode) => {
    const server = await openServer(
      { ...borrowed(), url: pooledUrl },
      { directDatabaseUrl: direct(), databaseConnections: 20 },
    );
    try {
      expect(server.running.context.hints.mode).toBe(mode);
      const { code } = await makeClass(server, []);
      const devices = await Promise.all(
        Array.from({ length: 12 }, (_, place) => joinAs(server, `S${place} ${mode}`, code)),
      );
      const [first] = devices;
      if (first === undefined) throw new Error('nobody joined');
      const hint = nextHint(server, first.token);
      await expect.poll(() => server.running.context.hints.clientCount).toBe(1);
      // Each of them sees its own rows only, whatever backend it was given: role and claims end with the transaction.
      const seen = await Promise.all(
        devices.map(async ({ studentId, replicaId, token }) => {
          const changes = Array.from({ length: 20 }, () => mistakeOf(studentId));
          const pushed = await server.rpc('sync_push', { p_replica: replicaId, p_changes: changes }, token);
          const subject = await server.rpc('current_subject', {}, token);
          const pulled = await server.rpc(
            'sync_pull',
            { p_replica: randomUUID(), p_positions: {}, p_max_rows: 500 },
            token,
          );
          const scopes = new Set(pulled.body.changes.map(({ scope }: { scope: string }) => scope));
          const foreign = devices.filter((other) => other.studentId !== studentId && scopes.has(other.studentId));
          return [pushed.body.accepted.length, subject.body === studentId, foreign.length];
        }),
      );
      expect(seen).toEqual(devices.map(() => [20, true, 0]));
      // A first look only learns where the counters are, and nobody is told when it was: only what comes after it is news.
      let isHeard = false;
      void hint.then(() => {
        isHeard = true;
      });
      while (mode === 'look' && !isHeard) {
        await server.rpc(
          'sync_push',
          { p_replica: first.replicaId, p_changes: [mistakeOf(first.studentId)] },
          first.token,
        );
        await Promise.race([hint, sleep(200)]);
      }
      expect(await hint).toContain(first.studentId);
    } finally {
      await server.close();
    }
  });
});

describe('under load', () => {
  it('refuses what does not fit into the queue before the database, at once and with a time to come again', async () => {
    const server = await openServer(borrowed(), { databaseConnections: 2 });
    try {
      const device = await joinAs(server, `Q ${randomUUID()}`);
      await server.rpc(
        'sync_push',
        { p_replica: device.replicaId, p_changes: [mistakeOf(device.studentId)] },
        device.token,
      );
      const release = await holdScope(device.studentId);
      const pushes = Array.from({ length: 320 }, () =>
        server.rpc(
          'sync_push',
          { p_replica: device.replicaId, p_changes: [mistakeOf(device.studentId)] },
          device.token,
        ),
      );
      // Two run, 250 wait, the others hear of it while those still wait.
      const shed = await Promise.race([
        Promise.any(pushes),
        new Promise<null>((resolve) => setTimeout(resolve, 5_000, null)),
      ]);
      expect([shed?.status, shed?.body.code]).toEqual([503, 'SERVER_BUSY']);
      expect(Number(shed?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await server.get('/healthz')).status).toBe(200);
      expect((await server.get('/metrics')).text).toMatch(/endstp_database_transactions_waiting 250/);
      await release();
      const answers = await Promise.all(pushes);
      const count = (status: number) => answers.filter((answer) => answer.status === status).length;
      expect([count(200) + count(503), count(200) >= 252]).toEqual([320, true]);
      const [stored] = await server.sql<{ n: number }>(
        'SELECT count(*)::int AS n FROM student_mistakes WHERE student_id = $1',
        [device.studentId],
      );
      expect(stored?.n).toBe(1 + count(200));
      expect((await server.get('/metrics')).text).toMatch(/endstp_problems_total{code="SERVER_BUSY"} \d+/);
    } finally {
      await server.close();
    }
  });

  it('limits what one principal asks for in a minute, and nobody else for it', async () => {
    const server = await openServer(borrowed(), {
      rateLimits: { perSubject: 30, perAddress: 1_000, failuresPerAddress: 1_000 },
    });
    try {
      const [busy, calm] = [await joinAs(server, `R ${randomUUID()}`), await joinAs(server, `S ${randomUUID()}`)];
      const answers = await Promise.all(Array.from({ length: 40 }, () => server.rpc('my_classes', {}, busy.token)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
      const refused = answers.find(({ status }) => status === 429);
      expect([refused?.body.code, Number(refused?.headers.get('retry-after')) > 0]).toEqual(['RATE_LIMITED', true]);
      expect((await server.rpc('my_classes', {}, calm.token)).status).toBe(200);
      // Who invents tokens is counted by address.
      expect((await server.rpc('my_classes', {}, `${busy.token}x`)).status).toBe(401);
    } finally {
      await server.close();
    }
  });

  it('gives up on a body that drips in too slowly', async () => {
    const server = await openServer(borrowed(), { requestTimeoutMs: 800 });
    try {
      const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk) => {
        answer += String(chunk);
      });
      socket.on('error', () => undefined);
      socket.write(
        'POST /api/join/look HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{',
      );
      const drip = setInterval(() => socket.write(' '), 100);
      await once(socket, 'close');
      clearInterval(drip);
      expect(answer).toContain('REQUEST_TIMED_OUT');
      expect((await server.get('/healthz')).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});

describe('stopping', () => {
  it('finishes what is under way, ends hint streams, takes nothing new', async () => {
    const server = await openServer(borrowed(), {});
    const device = await joinAs(server, `T ${randomUUID()}`);
    await server.rpc(
      'sync_push',
      { p_replica: device.replicaId, p_changes: [mistakeOf(device.studentId)] },
      device.token,
    );
    const stream = await fetch(`${server.address}/api/sync/hints`, {
      headers: { authorization: `Bearer ${device.token}` },
    });
    const streamEnded = stream.text();
    const release = await holdScope(device.studentId);
    const change = mistakeOf(device.studentId);
    const pushed = server.rpc('sync_push', { p_replica: device.replicaId, p_changes: [change] }, device.token);
    await expect.poll(async () => server.running.database.figures().busy).toBe(1);
    const stopped = server.running.stop();
    await streamEnded;
    const late = await server.rpc('my_classes', {}, device.token).then(
      ({ body }) => body.code,
      () => 'refused',
    );
    expect(['SERVER_STOPPING', 'refused']).toContain(late);
    await release();
    expect([(await pushed).status, (await pushed).body.accepted]).toEqual([200, [change.id]]);
    await stopped;
    await expect(server.get('/healthz')).rejects.toThrow();
  });
});

describe('a database whose owner is no superuser', () => {
  it('is migrated and served, with the roles that it may make', async () => {
    await database.session.exec(`CREATE ROLE school LOGIN PASSWORD 'school-pass' CREATEROLE`);
    await database.session.query('CREATE DATABASE school OWNER school');
    // The roles are there already, made by somebody else: an administrator lets the owner act as them.
    await database.session.exec('GRANT anon, authenticated, service_role TO school');
    const url = new URL(database.url ?? '');
    url.username = 'school';
    url.password = 'school-pass';
    url.pathname = '/school';
    const server = await openServer({ ...borrowed(), url: url.href }, {});
    try {
      const device = await joinAs(server, 'Ada');
      const change = mistakeOf(device.studentId);
      const pushed = await server.rpc('sync_push', { p_replica: device.replicaId, p_changes: [change] }, device.token);
      expect(pushed.body.accepted).toEqual([change.id]);
      expect((await server.rpc('class_roster', { p_class_id: device.classId }, device.token)).body.code).toBe(
        'FORBIDDEN',
      );
      expect(server.logged()).not.toContain('school-pass');
    } finally {
      await server.close();
    }
  });
});

describe('a database that cannot be served', () => {
  it('is refused in words when a newer release has migrated it, or nobody answers', async () => {
    await database.session.query(
      `INSERT INTO schema_migrations (version, name, checksum) VALUES ('999', 'future', 'x')`,
    );
    await expect(openServer(borrowed(), {})).rejects.toMatchObject({
      failure: { code: 'DATA_DIRECTORY_NEWER_SCHEMA', details: { databaseVersion: '999' } },
    });
    await database.session.query(`DELETE FROM schema_migrations WHERE version = '999'`);
    const port = await freePort();
    const secret = 'geheim-im-passwort';
    const lost = openServer({ ...borrowed(), url: `postgres://postgres:${secret}@127.0.0.1:${port}/postgres` }, {});
    const error: unknown = await lost.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ failure: { code: 'DATABASE_UNREACHABLE' } });
    expect(JSON.stringify(error) + String(error)).not.toContain(secret);
  });

  it('is not ready while it is away, says so to devices, and serves again when it is back', async () => {
    const own = await postgres18.open();
    const server = await openServer({ ...own, close: async () => undefined }, {});
    const device = await joinAs(server, 'U');
    await own.close();
    expect([(await server.get('/readyz')).status, (await server.get('/healthz')).status]).toEqual([503, 200]);
    const answer = await server.rpc('my_classes', {}, device.token);
    expect([answer.status, answer.body.code]).toEqual([503, 'DATABASE_UNREACHABLE']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await server.close();
  });
});

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** PgBouncer refuses to run as root: the account that its package made. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}
