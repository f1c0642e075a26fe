import { randomBytes, randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { SignJWT } from 'jose';
import { type RunningServer, runServer, type ServerRequest } from '../../server/run-server.ts';
import { createServerLog } from '../../server/server-log.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { preparedFolder } from '../host/prepared-fixture.ts';
import { migrations, postgres18, type TestDatabase } from '../sql/test-databases.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  readonly body: any;
}

export interface TestServer {
  readonly running: RunningServer;
  readonly address: string;
  /** Of the PostgreSQL behind it; null for the embedded database. */
  readonly url: string | null;
  readonly secret: Uint8Array;
  /** Everything that was logged so far. */
  readonly logged: () => string;
  post(path: string, body: unknown, token?: string, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, token?: string): Promise<Answer>;
  rpc(name: string, args: unknown, token?: string): Promise<Answer>;
  sql<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** A token with these claims, as the server itself would sign it. */
  sign(claims: Record<string, unknown>, lifetimeSeconds?: number): Promise<string>;
  close(): Promise<void>;
}

export interface ServerKind {
  readonly label: 'embedded PGlite' | 'PostgreSQL 18';
  open(changes?: Partial<ServerRequest>): Promise<TestServer>;
}

export const embedded: ServerKind = { label: 'embedded PGlite', open: (changes = {}) => openServer(null, changes) };
export const onPostgres: ServerKind = {
  label: 'PostgreSQL 18',
  open: async (changes = {}) => openServer(await postgres18.openMigrated(), changes),
};
export const serverKinds: readonly ServerKind[] = [embedded, onPostgres];

/** A server in this process, over real HTTP; rate limits are out of the way unless the test sets them. */
export async function openServer(database: TestDatabase | null, changes: Partial<ServerRequest>): Promise<TestServer> {
  let log = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk);
      done();
    },
  });
  const secret = changes.secret ?? randomBytes(48);
  const running = await runServer({
    host: '127.0.0.1',
    port: 0,
    databaseUrl: database?.url ?? null,
    directDatabaseUrl: null,
    databaseConnections: 10,
    dataFolder: null,
    // As in a real installation; without it each server would run initdb and every migration.
    preparedFolder: database === null ? await preparedFolder() : null,
    appFolder: null,
    migrations,
    secret,
    trustProxy: false,
    log: createServerLog('debug', destination),
    rateLimits: { perSubject: 100_000, perAddress: 100_000, failuresPerAddress: 100_000 },
    ...changes,
  });
  const { address } = running;

  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(address + path, init);
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
  }
  const bearer = (token: string | undefined): Record<string, string> =>
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  const post: TestServer['post'] = (path, body, token, headers = {}) =>
    ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(token), ...headers },
      body: JSON.stringify(body),
    });
  return {
    running,
    address,
    url: database?.url ?? null,
    secret,
    logged: () => log,
    post,
    get: (path, token) => ask(path, { headers: bearer(token) }),
    rpc: (name, args, token) => post(`/rest/v1/rpc/${name}`, args, token),
    sql: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await running.database.asOwner((session: SqlSession) => session.query<Row>(text, values))).rows,
    sign: (claims, lifetimeSeconds = 900) =>
      new SignJWT({ role: 'authenticated', ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + lifetimeSeconds)
        .sign(secret),
    async close() {
      await running.stop();
      await database?.close();
    },
  };
}

export interface JoinedDevice {
  readonly studentId: string;
  readonly classId: string;
  readonly replicaId: string;
  readonly token: string;
  readonly refreshToken: string;
}

/** A class with these names and a code for it. */
export async function makeClass(
  server: TestServer,
  names: readonly string[],
): Promise<{ readonly classId: string; readonly code: string }> {
  const [made] = await server.sql<{ value: { class_id: string } }>(
    'SELECT create_class($1, NULL, $2::text[]) AS value',
    ['9-A', names],
  );
  const classId = made?.value.class_id ?? '';
  const [code] = await server.sql<{ value: { code: string } }>('SELECT create_join_code($1) AS value', [classId]);
  return { classId, code: code?.value.code ?? '' };
}

/** Joins as a new device would; the class is made on the way unless a code is given. */
export async function joinAs(server: TestServer, name: string, code?: string): Promise<JoinedDevice> {
  const used = code ?? (await makeClass(server, [name])).code;
  const replicaId = randomUUID();
  const answer = await server.post('/api/join', {
    code: used,
    display_name: name,
    replica_id: replicaId,
    device_name: 'test',
    local_student_id: randomUUID(),
  });
  if (answer.status !== 200) throw new Error(`joining failed: ${answer.text}`);
  return {
    studentId: answer.body.student_id,
    classId: answer.body.class.id,
    replicaId,
    token: answer.body.access_token,
    refreshToken: answer.body.refresh_token,
  };
}

/** A mistake as it travels. */
export function mistakeOf(studentId: string, changes: Record<string, unknown> = {}) {
  const id = randomUUID();
  return {
    scope: studentId,
    table: 'student_mistakes',
    id,
    row: {
      id,
      student_id: studentId,
      global_topic_uid: 'TR.MAT.ALG.001',
      mistake_code: 'SIGN_ERROR',
      time_spent_seconds: '12.5',
      occurred_at: '2026-01-10T09:00:00Z',
      created_at: '2026-01-10T09:00:01Z',
      ...changes,
    },
  };
}
