/** Databases that serve one run after the other: opening PGlite costs a second, emptying it a few milliseconds. */
import type { PGlite } from '@electric-sql/pglite';
import { openEmbeddedDatabase } from '../../server/database/embedded-database.ts';
import { createEmbeddedEngine } from '../../server/database/embedded-engine.ts';
import { openPostgresDatabase } from '../../server/database/postgres-database.ts';
import type { ServerDatabase } from '../../server/database/server-database.ts';
import { openStudyDatabase } from '../../shared/database/open-study-database.ts';
import { pgliteSession } from '../../shared/database/pglite-session.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import type { StudyDatabase } from '../../shared/database/study-database.ts';
import { readPreparedDirectory } from '../../shared/node/prepared-directory.ts';
import { preparedFolder } from '../host/prepared-fixture.ts';
import { migrations, postgres18 } from '../sql/test-databases.ts';

export interface ReplicaStore {
  /** Null on a real PostgreSQL. */
  readonly pglite: PGlite | null;
  readonly session: SqlSession;
  readonly database: StudyDatabase;
  readonly serverDatabase: ServerDatabase;
  /** As it was when it was opened. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** What this release brings, and who wrote it: never emptied. */
const contentTables = ['topics', 'question_packs', 'questions', 'question_versions', 'schema_migrations'];

async function makeReset(session: SqlSession): Promise<() => Promise<void>> {
  const { rows } = await session.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> ALL ($1) ORDER BY relname`,
    [contentTables],
  );
  await session.exec(`CREATE SCHEMA simulation;
    CREATE TABLE simulation.question_versions AS SELECT id FROM public.question_versions;
    ${readRowsFunction}`);
  const statements = ['SET LOCAL session_replication_role = replica'];
  for (const { name } of rows) {
    const table = quoted(name);
    statements.push(`DELETE FROM public.${table}`);
    const found = await session.query(`SELECT FROM public.${table} LIMIT 1`);
    if (found.rows.length === 0) continue;
    await session.exec(`CREATE TABLE simulation.${table} AS SELECT * FROM public.${table}`);
    statements.push(`INSERT INTO public.${table} SELECT * FROM simulation.${table}`);
  }
  statements.push('DELETE FROM public.question_versions WHERE id NOT IN (SELECT id FROM simulation.question_versions)');
  const script = statements.join(';\n');
  return () => session.transaction((inner) => inner.exec(script));
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Rows of students, and of everyone where they travel, as text: what is each replica's own is left out. */
const readRowsFunction = `CREATE OR REPLACE FUNCTION simulation.rows_of(p_students UUID[]) RETURNS TABLE (table_name TEXT, row_text TEXT)
  LANGUAGE plpgsql SET timezone = 'UTC' AS $$
  DECLARE
    v_table TEXT;
  BEGIN
    FOREACH v_table IN ARRAY ARRAY['students', 'student_analysis_settings', 'test_records', 'test_answers', 'student_mistakes',
      'mistake_reasons', 'review_log', 'student_recommendations', 'ui_reflex_events', 'student_mistake_patterns',
      'student_baseline_performance', 'student_tombstones', 'student_aliases', 'analysis_presets', 'mistake_types', 'question_versions'] LOOP
      RETURN QUERY EXECUTE format(
        'SELECT %1$L::text, (own.row - CASE WHEN %1$L IN (''student_mistake_patterns'', ''student_baseline_performance'')
           THEN ''{id,created_at,updated_at}'' WHEN %1$L = ''student_aliases'' THEN ''{created_at}''
           -- Another device has drawn the same version at its own time, from its own seed.
           WHEN %1$L = ''question_versions'' THEN ''{template_revision,template_seed,created_at}'' ELSE ''{}'' END::text[]
             -- Numbers within JSON are equal whatever their zeros at the end, which JavaScript drops: 0.90 and 0.9.
             || CASE WHEN own.row ? ''settings'' THEN jsonb_build_object(''settings'', jsonb_hash_extended(own.row -> ''settings'', 0)) ELSE ''{}'' END)::text
         FROM (SELECT to_jsonb(own_row) AS row FROM public.%1$I AS own_row) AS own WHERE %2$s ORDER BY 2', v_table,
        CASE v_table WHEN 'students' THEN '(own.row ->> ''id'')::uuid = ANY ($1)'
          WHEN 'student_aliases' THEN '(own.row ->> ''new_student_id'')::uuid = ANY ($1)'
          WHEN 'analysis_presets' THEN 'true' WHEN 'mistake_types' THEN 'true'
          WHEN 'question_versions' THEN '(own.row ->> ''id'')::uuid IN (SELECT question_version_id FROM public.test_answers WHERE student_id = ANY ($1))'
          ELSE '(own.row ->> ''student_id'')::uuid = ANY ($1)' END) USING p_students;
    END LOOP;
  END $$`;

export async function openPgliteStore(): Promise<ReplicaStore> {
  const bytes = await readPreparedDirectory(await preparedFolder());
  const { pglite, database } = await openStudyDatabase({
    storage: {},
    migrations,
    preparedDirectory: bytes === null ? null : new Blob([bytes]),
    hasDatabase: false,
    onDied: () => {},
  });
  const session = pgliteSession(pglite);
  const reset = await makeReset(session);
  const serverDatabase = openEmbeddedDatabase({
    engine: createEmbeddedEngine(pglite, null, () => undefined),
    freeSpace: null,
    onNotice: () => undefined,
    maxWaiting: 250,
    reportUpkeepError: (error) => {
      throw error;
    },
  });
  return { pglite, session, database, serverDatabase, reset, close: () => serverDatabase.close() };
}

export async function openPostgresStore(): Promise<ReplicaStore> {
  const opened = await postgres18.openMigrated();
  const { session, url } = opened;
  const reset = await makeReset(session);
  const queriesOf = (on: SqlSession): Pick<StudyDatabase, 'query'> => ({
    query: async <Row>(text: string, values?: readonly unknown[]) => [...(await on.query<Row>(text, values)).rows],
  });
  const serverDatabase = openPostgresDatabase({
    url: url ?? '',
    directUrl: url ?? '',
    connectionCount: 4,
    maxWaiting: 250,
    onLostConnection: (error) => {
      throw error;
    },
  });
  return {
    pglite: null,
    session,
    database: {
      ...queriesOf(session),
      transaction: (work) => session.transaction((inner) => work(queriesOf(inner))),
      listen: () => Promise.reject(new Error('nobody listens in a simulation')),
    },
    serverDatabase,
    reset,
    async close() {
      await serverDatabase.close();
      await opened.close();
    },
  };
}
