import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { promisedObjects } from '../../shared/database/promised-objects.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { callableFunctions } from './isolation-matrix.ts';
import { insertOneByOne, readTrend } from './study-rows.ts';
import { databaseKinds, migrateAll, migrations, type TestDatabase } from './test-databases.ts';

// PGlite has a single superuser: row-level security never applies to it.
const serverKinds = databaseKinds.filter(({ label }) => label !== 'PGlite');

/** What a Supabase project has before anything is deployed: roles, `auth.uid()`, grants to everyone, a publication. */
const supabaseProject = `
  CREATE ROLE operator NOSUPERUSER CREATEROLE;
  CREATE ROLE anon;
  CREATE ROLE authenticated;
  CREATE ROLE service_role BYPASSRLS;
  GRANT anon, authenticated, service_role TO operator;
  GRANT CREATE ON DATABASE postgres TO operator;
  ALTER SCHEMA public OWNER TO operator;
  CREATE SCHEMA auth;
  GRANT USAGE ON SCHEMA auth, public TO operator, anon, authenticated, service_role;
  CREATE FUNCTION auth.uid() RETURNS UUID LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('request.jwt.claim.sub', true), '')::uuid $$;
  CREATE PUBLICATION supabase_realtime;
  ALTER PUBLICATION supabase_realtime OWNER TO operator;
  ALTER DEFAULT PRIVILEGES FOR ROLE operator IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
  ALTER DEFAULT PRIVILEGES FOR ROLE operator IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;`;

describe.each(serverKinds)('a Supabase project on $label', (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await kind.open();
    await database.session.exec(supabaseProject);
    await database.session.exec('SET SESSION AUTHORIZATION operator');
    await migrateAll(database.session);
  });
  afterAll(() => database.close());

  function as<T>(
    role: 'anon' | 'authenticated',
    studentId: string,
    work: (session: SqlSession) => Promise<T>,
  ): Promise<T> {
    return database.session.transaction(async (session) => {
      await session.query(`SELECT set_config('role', $1, true), set_config('request.jwt.claim.sub', $2, true)`, [
        role,
        studentId,
      ]);
      return work(session);
    });
  }

  async function countVisible(session: SqlSession): Promise<number> {
    const { rows } = await session.query<{ count: number }>(
      `SELECT ((SELECT count(*) FROM student_mistakes) + (SELECT count(*) FROM mistake_reasons)
         + (SELECT count(*) FROM student_mistake_patterns) + (SELECT count(*) FROM student_baseline_performance)
         + (SELECT count(*) FROM student_recommendations) + (SELECT count(*) FROM ui_reflex_events)
         + (SELECT count(*) FROM student_analysis_settings) + (SELECT count(*) FROM review_log))::int AS count`,
    );
    return rows[0]?.count ?? -1;
  }

  test('a student records their own mistakes, which the triggers judge, and sees the reflex', async () => {
    const studentId = randomUUID();
    await as('authenticated', studentId, async (session) => {
      await insertOneByOne(
        session,
        [2, 2, 2].map((seconds) => ({ studentId, seconds })),
      );
      expect(await readTrend(session, studentId)).toBe('PANIC_RUSH');
      const { rows } = await session.query('SELECT event_type FROM ui_reflex_events');
      expect(rows).toEqual([{ event_type: 'RECOMMENDATION_CREATED' }]);
      await session.query('UPDATE student_recommendations SET is_dismissed = true');
    });
  });

  test('nobody records or sees the mistakes of another', async () => {
    const [studentId, otherId] = [randomUUID(), randomUUID()];
    const insertReview = (session: SqlSession) =>
      session.query(
        `INSERT INTO review_log (id, student_id, question_id, question_version_id, rating, reviewed_at)
         VALUES (gen_random_uuid(), $1, gen_random_uuid(), gen_random_uuid(), 3, now())`,
        [studentId],
      );
    await as('authenticated', studentId, (session) => insertOneByOne(session, [{ studentId, seconds: 9 }]));
    await as('authenticated', studentId, insertReview);
    expect(await as('authenticated', otherId, countVisible)).toBe(0);
    await expect(as('anon', '', countVisible)).rejects.toThrow('permission denied');
    await expect(as('authenticated', otherId, (session) => insertOneByOne(session, [{ studentId }]))).rejects.toThrow(
      'row-level security',
    );
    await expect(as('authenticated', otherId, insertReview)).rejects.toThrow('row-level security');
  });

  test('no function lets a caller write for another student', async () => {
    const [studentId, otherId] = [randomUUID(), randomUUID()];
    await expect(
      as('authenticated', otherId, (session) =>
        session.query(
          `SELECT upsert_student_recommendation_and_emit($1, 'T', 'STUCK_LOOP', 'x', 'x', '[]', 5, NULL, '2030-01-01')`,
          [studentId],
        ),
      ),
    ).rejects.toThrow('permission denied for function');
  });

  test('screens of the central server hear of events through the realtime publication', async () => {
    const { rows } = await database.session.query(
      `SELECT tablename FROM pg_publication_tables WHERE pubname = 'supabase_realtime'`,
    );
    expect(rows).toEqual([{ tablename: 'ui_reflex_events' }]);
  });

  test('joining a class links a sign-in to its student, whose rows the teacher then sees', async () => {
    const [teacherId, pupilId] = [randomUUID(), randomUUID()];
    await database.session.query(`SELECT create_person('teacher', 'Öğretmen', NULL, NULL, $1)`, [teacherId]);
    const made = await as('authenticated', teacherId, (session) =>
      session.query<{ code: string }>(
        `SELECT create_join_code((create_class('9-A') ->> 'class_id')::uuid) ->> 'code' AS code`,
      ),
    );
    const joined = await as('authenticated', pupilId, (session) =>
      session.query<{ id: string }>(
        `SELECT (join_class($1, NULL, 'Ada', gen_random_uuid(), 'PC', gen_random_uuid()) ->> 'student_id')::uuid AS id`,
        [made.rows[0]?.code],
      ),
    );
    const studentId = joined.rows[0]?.id ?? '';
    expect(studentId).not.toBe(pupilId);
    await as('authenticated', pupilId, (session) => insertOneByOne(session, [{ studentId, seconds: 9 }]));
    expect(await as('authenticated', teacherId, countVisible)).toBeGreaterThan(0);
    expect(await as('authenticated', randomUUID(), countVisible)).toBe(0);
  });

  test('what Supabase grants to everybody on its own is taken back', async () => {
    const own = migrations.flatMap(({ sql }) => promisedObjects(sql));
    const named = (kindOfObject: string) =>
      own.filter((object) => object.kind === kindOfObject).map(({ name }) => name);
    const { rows } = await database.session.query<{ open: string }>(
      `SELECT proname || ' ' || grantee AS open FROM pg_proc, unnest('{anon,authenticated}'::text[]) AS grantee
       WHERE pronamespace = 'public'::regnamespace AND proname = ANY ($1) AND has_function_privilege(grantee, oid, 'EXECUTE')
         AND NOT (grantee = 'authenticated' AND proname = ANY ($2))
       UNION ALL
       SELECT relname || ' ' || grantee || ' ' || privilege FROM pg_class, unnest('{anon,authenticated}'::text[]) AS grantee,
         unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,TRIGGER,REFERENCES}'::text[]) AS privilege
       WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($3)
         AND has_table_privilege(grantee, oid, privilege) AND (grantee = 'anon' OR privilege IN ('DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES'))`,
      [named('function'), callableFunctions, named('table')],
    );
    expect(rows).toEqual([]);
  });

  test('deploying twice changes nothing and is not refused', async () => {
    expect((await migrateAll(database.session)).applied).toEqual([]);
  });
});
