import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Migration } from '../../shared/database/migration.ts';
import { type MigrationReport, migrate, planMigrations } from '../../shared/database/migration-runner.ts';
import { promisedObjects } from '../../shared/database/promised-objects.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { readSchema } from '../sql/read-schema.ts';
import { insertMistakes, timeAt, topicUid } from '../sql/study-rows.ts';
import { databaseKinds, migrateAll, migrations, type TestDatabase } from '../sql/test-databases.ts';

const knownVersion = migrations.at(-1)?.version ?? '';

function changed(version: string, change: (sql: string) => string): readonly Migration[] {
  return migrations.map((module) => (module.version === version ? { ...module, sql: change(module.sql) } : module));
}

async function hasModule(session: SqlSession, version: string): Promise<boolean> {
  const { rows } = await session.query('SELECT FROM schema_migrations WHERE version = $1', [version]);
  return rows.length > 0;
}

describe.each(databaseKinds)('the migration runner on $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await kind.openMigrated();
    session = database.session;
    await database.keep();
  });
  afterAll(() => database.close());

  test('applies every module to an empty database, in order, and none the second time', async () => {
    await database.reset();
    const first = await migrateAll(session);
    expect(first.schemaVersion).toBe(knownVersion);
    expect(first.applied.map(({ version }) => version)).toEqual(migrations.map(({ version }) => version));
    expect((await migrateAll(session)).applied).toEqual([]);
  });

  test('running every module a second time changes nothing', async () => {
    await database.takeBack();
    const before = await readSchema(session);
    await session.transaction(async (inner) => {
      for (const { sql } of migrations) {
        await inner.exec(sql);
      }
    });
    expect(await readSchema(session)).toEqual(before);
  });

  test('a database upgraded from FK-free mode ends in the schema of a fresh one', async () => {
    await database.takeBack();
    const fresh = await readSchema(session);
    await database.reset();
    await migrateAll(session, ['005', '006', '007']);
    await migrateAll(session);
    expect(await readSchema(session)).toEqual(fresh);
  });

  test('a changed module is applied again, with all later ones', async () => {
    await database.takeBack();
    const outcome = await migrate(
      session,
      changed('005', (sql) => `${sql}\n-- reworded`),
    );
    expect(outcome).toMatchObject({ ok: true });
    expect(outcome.ok && outcome.value.applied.map(({ version, cause }) => [version, cause])).toEqual(
      migrations
        .filter(({ version }) => version >= '005')
        .map(({ version }) => [version, version === '005' ? 'changed' : 'follows_applied']),
    );
  });

  test.each([
    ['a table', '006', 'DROP TABLE student_mistake_patterns CASCADE'],
    ['a column', '005', 'ALTER TABLE student_mistakes DROP COLUMN time_ratio'],
    ['a trigger', '007', 'DROP TRIGGER trg_generate_recommendations ON student_mistake_patterns'],
    ['a function', '007', 'DROP FUNCTION build_reflex_recommendation_payload'],
    ['an index', '007', 'DROP INDEX uq_student_reco_active'],
  ])('%s that has gone is noticed and made again', async (_what, version, statement) => {
    await database.takeBack();
    const whole = await readSchema(session);
    await session.exec(statement);
    const plan = await planMigrations(session, migrations);
    expect(plan.find(({ cause }) => cause !== null)).toMatchObject({ version, cause: 'promise_broken' });
    await migrateAll(session);
    expect(await readSchema(session)).toEqual(whole);
  });

  test('a database of a newer release is refused and left as it is', async () => {
    await database.takeBack();
    const before = await readSchema(session);
    const older = changed('002', (sql) => `${sql}\n-- older`).slice(0, -1);
    expect(await migrate(session, older)).toEqual({
      ok: false,
      error: {
        code: 'DATA_DIRECTORY_NEWER_SCHEMA',
        details: { databaseVersion: knownVersion, knownVersion: older.at(-1)?.version },
      },
    });
    expect(await readSchema(session)).toEqual(before);
  });

  test('a module that fails leaves no trace of itself, and the modules before it in force', async () => {
    await database.reset();
    const outcome = await migrate(
      session,
      changed('003', (sql) => `${sql}\nSELECT 1 / 0;`),
    );
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'MIGRATION_FAILED', details: { version: '003', sqlState: '22012' } },
    });
    const { rows } = await session.query(
      `SELECT to_regclass('public.topics') IS NOT NULL AS has_topics, to_regclass('public.questions') IS NULL AS has_no_questions`,
    );
    expect(rows).toEqual([{ has_topics: true, has_no_questions: true }]);
    expect((await migrateAll(session)).applied[0]?.version).toBe('003');
  });

  test('a plan says what is to do and changes nothing', async () => {
    await database.reset();
    const plan = await planMigrations(session, migrations);
    expect(plan.every(({ cause }) => cause === 'new')).toBe(true);
    const { rows } = await session.query(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`);
    expect(rows).toEqual([]);
  });

  test.skipIf(kind.label === 'PGlite')('two runners at once apply every module once, whoever is quicker', async () => {
    await database.reset();
    const connections = await Promise.all([database.connect?.(), database.connect?.()]);
    // Many rounds: which runner gets the lock next is the server's choice, and each choice has to come out right.
    for (let round = 0; round < 4; round += 1) {
      await database.reset();
      const outcomes = await Promise.all(
        connections.map((connection) => connection && migrate(connection.session, migrations)),
      );
      const applied = outcomes.flatMap((outcome) =>
        outcome?.ok ? outcome.value.applied.map(({ version }) => version) : ['failed'],
      );
      expect(applied.sort()).toEqual(migrations.map(({ version }) => version));
    }
    await Promise.all(connections.map((connection) => connection?.close()));
  });

  test.skipIf(kind.label === 'PGlite')('a runner that is overtaken between two modules leaves them alone', async () => {
    await database.reset();
    const [slow, quick] = [await database.connect?.(), await database.connect?.()];
    if (slow === undefined || quick === undefined) {
      throw new Error('a server has connections');
    }
    // The slow one stops after the transaction of 005 until the quick one has done all the rest.
    const overtaking: MigrationReport[] = [];
    const stopping: SqlSession = {
      ...slow.session,
      transaction: async (work) => {
        const result = await slow.session.transaction(work);
        if (overtaking.length === 0 && (await hasModule(slow.session, '005'))) {
          overtaking.push(await migrateAll(quick.session));
        }
        return result;
      },
    };
    const slowly = await migrateAll(stopping);
    await Promise.all([slow.close(), quick.close()]);
    expect(slowly.applied.map(({ version }) => version)).toEqual(['001', '002', '003', '004', '005']);
    expect(overtaking[0]?.applied.map(({ version }) => version)).toEqual(
      migrations.map(({ version }) => version).filter((version) => version > '005'),
    );
  });

  test('a runner that was killed between two modules leaves the rest to the next one', async () => {
    await database.takeBack();
    const reworded = changed('005', (sql) => `${sql}\n-- reworded`);
    const killed: SqlSession = {
      ...session,
      transaction: async (work) => {
        const [{ count } = { count: 0 }] = (
          await session.query<{ count: number }>(
            `SELECT count(*)::int FROM schema_migrations WHERE checksum LIKE 'follows %'`,
          )
        ).rows;
        if (count > 0) {
          throw new Error('killed');
        }
        return session.transaction(work);
      },
    };
    expect(await migrate(killed, reworded)).toMatchObject({ ok: false });
    const outcome = await migrate(session, reworded);
    expect(outcome.ok && outcome.value.applied.map(({ version, cause }) => [version, cause])).toEqual(
      migrations.filter(({ version }) => version > '005').map(({ version }) => [version, 'follows_applied']),
    );
    expect(await migrate(session, reworded)).toMatchObject({ ok: true, value: { applied: [] } });
  });

  test('every table, function, trigger and index that the modules make is promised by one of them', async () => {
    await database.takeBack();
    const promised = new Set(migrations.flatMap(({ sql }) => promisedObjects(sql).map(({ name }) => name)));
    const { rows } = await session.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
       UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
         AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
       UNION SELECT indexrelid::regclass::text FROM pg_index
         WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
           AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
    );
    // The journal is the runner's own; the norm is made in one of two ways, for what is there.
    const own = new Set(['schema_migrations', 'exam_norm_of_answer']);
    expect(rows.map(({ name }) => name).filter((name) => !promised.has(name) && !own.has(name))).toEqual([]);
  });

  test('an answer that arrives after its mistake, once the test engine is there, brings the norm', async () => {
    await database.reset();
    await migrateAll(session, ['005', '006', '007']);
    const [studentId, recordId, answerId] = [randomUUID(), randomUUID(), randomUUID()];
    await insertMistakes(session, [{ studentId, testAnswerId: answerId }]);
    await migrateAll(session);
    await session.query(
      `INSERT INTO test_records (id, student_id, session_kind, expected_duration_per_question, started_at)
       VALUES ($1, $2, 'practice', 45, $3)`,
      [recordId, studentId, timeAt(0)],
    );
    await session.query(
      `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
         position, response, outcome, answered_at) VALUES ($1, $2, $3, $1, $1, $4, 0, '{}', 'wrong', $5)`,
      [answerId, recordId, studentId, topicUid, timeAt(0)],
    );
    const { rows } = await session.query(
      'SELECT exam_norm_duration::text FROM student_baseline_performance WHERE student_id = $1',
      [studentId],
    );
    expect(rows).toEqual([{ exam_norm_duration: '45' }]);
    await expect(insertMistakes(session, [{ studentId, testAnswerId: randomUUID() }])).rejects.toThrow(
      'student_mistakes_test_answer_id_fkey',
    );
  });

  test('mistakes recorded before the analyzer was deployed are analysed when it is', async () => {
    await database.reset();
    await migrateAll(session, ['005']);
    const studentId = randomUUID();
    await insertMistakes(
      session,
      [10, 20].map((seconds, minute) => ({ studentId, seconds, minute })),
    );
    await migrateAll(session);
    const { rows } = await session.query(
      `SELECT current_total_seconds::text, (SELECT count(*)::int FROM ui_reflex_events) AS events
       FROM student_baseline_performance WHERE student_id = $1`,
      [studentId],
    );
    expect(rows).toEqual([{ current_total_seconds: '30', events: 0 }]);
  });
});
