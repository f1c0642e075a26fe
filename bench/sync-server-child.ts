/**
 * What `sync.ts` measures, in a process of its own: the server as it is deployed, or the floor that it is compared with
 * - bare HTTP, and one multi-row INSERT a batch into a table without triggers. Arguments: `server` or `floor`, and the
 * URL of a PostgreSQL or a folder for an embedded database (`FOLDER/prepared` holds the prepared directory). Tells its parent the address, and its memory when asked.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { projectFolder } from '../commands/project-folder.ts';
import { runServer } from '../server/run-server.ts';
import { createServerLog } from '../server/server-log.ts';
import { initdbParameters, startParameters } from '../shared/database/start-parameters.ts';
import { readMigrations } from '../shared/node/read-migrations.ts';

const [mode = 'server', target = ''] = process.argv.slice(2);
const databaseUrl = target.startsWith('postgres') ? target : null;

type Insert = (rows: string) => Promise<unknown>;

const insertStatement = `INSERT INTO bare_mistakes (id, student_id, global_topic_uid, mistake_code, question_id,
    time_spent_seconds, occurred_at, created_at)
  SELECT id, student_id, global_topic_uid, mistake_code, question_id, time_spent_seconds, occurred_at, created_at
  FROM jsonb_to_recordset($1::jsonb) AS given (id UUID, student_id UUID, global_topic_uid TEXT, mistake_code TEXT,
    question_id UUID, time_spent_seconds NUMERIC, occurred_at TIMESTAMPTZ, created_at TIMESTAMPTZ)`;

const createStatement = `CREATE TABLE bare_mistakes (
  id UUID PRIMARY KEY, student_id UUID NOT NULL, global_topic_uid VARCHAR(100) NOT NULL, mistake_code VARCHAR(50) NOT NULL,
  question_id UUID, time_spent_seconds NUMERIC, occurred_at TIMESTAMPTZ NOT NULL, created_at TIMESTAMPTZ NOT NULL);
  CREATE INDEX ON bare_mistakes (student_id, global_topic_uid, occurred_at DESC)`;

async function openFloor(): Promise<Insert> {
  if (databaseUrl === null) {
    const pglite = await PGlite.create({
      dataDir: join(target, 'floor'),
      startParams: [...startParameters],
      initDbStartParams: [...initdbParameters],
    });
    await pglite.exec(createStatement);
    return (rows) => pglite.query(insertStatement, [rows]);
  }
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  await pool.query(`DROP TABLE IF EXISTS bare_mistakes`);
  await pool.query(createStatement);
  return (rows) => pool.query(insertStatement, [rows]);
}

async function serveFloor(): Promise<string> {
  const insert = await openFloor();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const rows = gunzipSync(Buffer.concat(chunks)).toString();
      insert(rows).then(
        () => response.end('{}'),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

async function serveSync(): Promise<{ address: string; code: string }> {
  const limits = { perSubject: 1e6, perAddress: 1e6, failuresPerAddress: 1e6 };
  const server = await runServer({
    host: '127.0.0.1',
    port: 0,
    databaseUrl,
    directDatabaseUrl: null,
    databaseConnections: 10,
    dataFolder: target,
    preparedFolder: join(target, 'prepared'),
    appFolder: null,
    migrations: await readMigrations(join(projectFolder, 'sql', 'migrations')),
    secret: randomBytes(48),
    trustProxy: false,
    log: createServerLog('warn'),
    rateLimits: limits,
  });
  const { rows } = await server.database.asOwner((session) =>
    session.query<{ code: string }>(
      `SELECT create_join_code((create_class('bench') ->> 'class_id')::uuid, 60, 1000) ->> 'code' AS code`,
    ),
  );
  return { address: server.address, code: rows[0]?.code ?? '' };
}

const started = mode === 'floor' ? { address: await serveFloor(), code: '' } : await serveSync();
process.send?.({ kind: 'ready', ...started });
process.on('message', () => {
  process.send?.({ kind: 'memory', rssBytes: process.memoryUsage().rss });
});
process.on('disconnect', () => process.exit(0));
