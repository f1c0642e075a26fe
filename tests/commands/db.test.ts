import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runTypeScript } from '../../commands/run-program.ts';
import { openSqlTarget } from '../../shared/node/open-sql-target.ts';
import { parseTargetAddress } from '../../shared/node/sql-target-address.ts';
import { copyCluster, keepInitialisedDirectory, keepMigratedDirectory } from '../sql/initialised-clusters.ts';
import { insertMistakes } from '../sql/study-rows.ts';
import { migrations, postgres18, type TestDatabase, toolDatabaseKinds } from '../sql/test-databases.ts';
import { runDb } from './run-db.ts';

const password = 'tr:ès-s€cret';
const newest = migrations.at(-1)?.version;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'endstp-db-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the command line', () => {
  test('lists its commands, and explains each one', async () => {
    const overview = await runDb(['--help']);
    expect(overview.exitCode).toBe(0);
    const names = ['plan', 'backup', 'restore', 'migrate', 'verify', 'rollback', 'health', 'repair', 'diff'];
    for (const name of names) {
      expect(overview.out).toMatch(new RegExp(`^  ${name} `, 'm'));
      const help = await runDb([name, '--help']);
      expect(help.exitCode).toBe(0);
      expect(help.out).toContain(`npm run db -- ${name}`);
    }
  });

  test.each([
    [['plan'], 'Which database?'],
    [['plan', '--database-url', 'postgres://localhost/a', '--data-dir', 'b'], 'one database at a time'],
    [['plan', '--database-url', 'mysql://localhost/a'], 'begins with postgres://'],
    [['plan', '--data-dir', 'postgres://localhost/a'], '--data-dir takes a directory'],
    [['paln'], 'no command of that name'],
    [['migrate', '--form', '005'], '--form is not an option'],
    [['migrate', '--to', '6', '--data-dir', 'x'], '--to takes the number of a module'],
    [['rollback', '005', '--data-dir', 'x'], '006 or 007'],
    [['restore', '--data-dir', 'x'], 'one backup file'],
    [['diff', 'a'], 'two databases'],
    [['health', '--sample', '0', '--data-dir', 'x'], 'whole number above 0'],
  ])('refuses %j and says what to give', async (args, words) => {
    const run = await runDb(args);
    expect(run.exitCode).toBe(2);
    expect(run.err).toContain(words);
  });

  test('names a directory without a database, one in use, and one of another PostgreSQL', async () => {
    const empty = join(folder, 'nothing-there');
    expect((await runDb(['health', '--data-dir', empty])).err).toContain(`no database in ${empty}`);

    const other = join(folder, 'other-major');
    await mkdir(other);
    await writeFile(join(other, 'PG_VERSION'), '16\n');
    expect((await runDb(['plan', '--data-dir', other])).err).toContain('was made by PostgreSQL 16');

    const open = join(folder, 'open');
    await copyCluster(await keepInitialisedDirectory(), open);
    const target = await openSqlTarget({ kind: 'directory', path: open }, { mayCreate: false });
    try {
      const refused = await runDb(['plan', '--data-dir', open]);
      expect(refused.exitCode).toBe(2);
      expect(refused.err).toContain(`open in process ${process.pid}`);
    } finally {
      await target.close();
    }
    expect((await runDb(['plan', '--data-dir', open])).exitCode).toBe(0);
  });

  test.each([
    ['a server that is not there', (secret: string) => `postgres://admin:${secret}@127.0.0.1:9/db`],
    ['a host that does not exist', (secret: string) => `postgres://admin:${secret}@nowhere.invalid/db`],
    ['a URL that is none', (secret: string) => `postgres://admin:${secret}@host:port:99/db`],
    ['a password as a parameter', (secret: string) => `postgres://127.0.0.1:9/db?user=admin&password=${secret}`],
  ])('never prints the password of %s', async (_, urlWith) => {
    for (const url of [urlWith(password), urlWith(encodeURIComponent(password))]) {
      for (const args of [
        ...everyCommand(url),
        [`--database-url=${url}`, 'health', '--json'],
        [url],
        ['migrate', `--database-ulr=${url}`],
      ]) {
        const run = await runDb(args);
        expect(run.exitCode).toBe(2);
        expectNoSecret(run.out + run.err);
      }
      expectNoSecret(JSON.stringify(await runDb(['plan'], url)));
    }
  });

  test('gives its exit code to the shell', async () => {
    const directory = join(folder, 'shell');
    const bad = await runTypeScript('commands/db.ts', ['health', '--data-dir', directory]);
    expect(bad.exitCode).toBe(2);
    await copyCluster(await keepInitialisedDirectory(), directory);
    const unhealthy = await runTypeScript('commands/db.ts', ['health', '--json', '--data-dir', directory]);
    expect(unhealthy.exitCode).toBe(1);
    expect(JSON.parse(unhealthy.output)).toMatchObject({ isHealthy: false });
  });
});

/** A backup that is whole, so that a restore of it goes as far as the database. */
let backupFile: string;
beforeAll(async () => {
  const directory = join(folder, 'backed-up');
  backupFile = join(folder, 'backed-up.gz');
  await copyCluster(await keepMigratedDirectory(migrations), directory);
  await runDb(['backup', '--data-dir', directory, '--file', backupFile]);
});

/** Every command, in a form that goes as far as connecting to this address. */
function everyCommand(url: string): readonly (readonly string[])[] {
  const at = ['--database-url', url];
  return [
    ['plan', ...at],
    ['backup', ...at, '--file', join(folder, `${randomUUID()}.gz`)],
    ['restore', backupFile, '--yes', ...at],
    ['migrate', '--yes', ...at],
    ['verify', ...at],
    ['health', '--json', ...at],
    ['repair', ...at],
    ['rollback', '007', '--yes', ...at],
    ['diff', url, url],
  ];
}

function expectNoSecret(text: string): void {
  expect(text).not.toContain(password);
  expect(text).not.toContain(encodeURIComponent(password));
  expect(text).not.toContain('s€cret');
  expect(text).not.toContain('s%E2%82%ACcret');
}

test('no command prints a password that a server refuses, or the one of a database that is not there', async () => {
  const server = await postgres18.open();
  try {
    const right = new URL(server.url ?? '');
    const wrong = new URL(right);
    wrong.password = password;
    for (const args of everyCommand(wrong.href)) {
      const run = await runDb(args);
      expect(run, args[0]).toMatchObject({ exitCode: 2, err: expect.stringContaining('refused the sign-in') });
      expectNoSecret(run.out + run.err);
    }
    const missing = new URL(right);
    missing.pathname = '/not_there';
    for (const args of everyCommand(missing.href)) {
      const run = await runDb(args);
      expect(run.exitCode, args[0]).toBe(2);
      expect(run.out + run.err).not.toContain(right.password);
    }
  } finally {
    await server.close();
  }
});

describe.each(toolDatabaseKinds)('npm run db on $label', (kind) => {
  let server: TestDatabase | null = null;
  let at: readonly string[] = [];
  beforeAll(async () => {
    if (kind.label === 'PGlite') return;
    server = await kind.openMigrated();
    await server.keep();
  });
  afterAll(async () => server?.close());
  beforeEach(async () => {
    await server?.reset();
    at = ['--database-url', server?.url ?? ''];
    if (server !== null) return;
    const directory = join(folder, randomUUID());
    await copyCluster(await keepInitialisedDirectory(), directory);
    at = ['--data-dir', directory];
  });

  /** As after `migrate`, which the first test proves. */
  async function migrateDatabase(): Promise<void> {
    if (server !== null) return server.takeBack();
    await rm(at[1] ?? '', { recursive: true });
    await copyCluster(await keepMigratedDirectory(migrations), at[1] ?? '');
  }

  async function inDatabase(work: (session: TestDatabase['session']) => Promise<unknown>): Promise<void> {
    if (server !== null) await work(server.session);
    else {
      const target = await openSqlTarget({ kind: 'directory', path: at[1] ?? '' }, { mayCreate: true });
      try {
        await work(target.session);
      } finally {
        await target.close();
      }
    }
  }

  test('deploys as the guide does: 006, verified, then 007, verified; a second run changes nothing', async () => {
    // The first deployment makes the database.
    if (server === null) await rm(at[1] ?? '', { recursive: true });
    expect(await runDb(['migrate', '--to', '006', ...at])).toMatchObject({ exitCode: 0 });
    expect((await runDb(['verify', '006', ...at])).exitCode).toBe(0);
    const half = await runDb(['verify', '007', ...at]);
    expect(half.exitCode).toBe(1);
    expect(half.out).toContain('FAILED');
    const planned = await runDb(['plan', '--json', '--to', '007', ...at]);
    expect(JSON.parse(planned.out).modules.filter(({ cause }: { cause: unknown }) => cause !== null)).toMatchObject([
      { version: '007', cause: 'new', isDeployed: false },
    ]);
    expect((await runDb(['migrate', ...at])).out).toContain(`now at ${newest}`);
    const verified = await runDb(['verify', ...at]);
    expect(verified.exitCode).toBe(0);
    expect(verified.out).toMatch(/All \d+ checks passed/);
    expect((await runDb(['migrate', ...at])).out).toContain('nothing to apply');
    expect((await runDb(['migrate', '--to', '006', ...at])).err).toContain('deployed already');
  });

  test('finds an unhealthy database with exit code 1, mends it, and finds it healthy', async () => {
    await migrateDatabase();
    await inDatabase((session) =>
      session.exec('ALTER TABLE student_mistakes DISABLE TRIGGER trg_update_student_baseline'),
    );
    const sick = await runDb(['health', ...at]);
    expect(sick.exitCode).toBe(1);
    expect(sick.out).toContain('student_mistakes.trg_update_student_baseline');
    expect(sick.out).toMatch(/trg_update_student_baseline +student_mistakes +DISABLED/);
    const mended = await runDb(['repair', ...at]);
    expect(mended.exitCode).toBe(0);
    expect(mended.out).toContain('enabled 1 trigger');
    const healthy = await runDb(['health', '--json', ...at]);
    expect(healthy.exitCode).toBe(0);
    expect(JSON.parse(healthy.out)).toMatchObject({ isHealthy: true });
    expect((await runDb(['repair', ...at])).out).toContain('nothing to mend');
  });

  test('refuses to roll 006 back under 007, counts what would be lost, and rolls back with --yes', async () => {
    await migrateDatabase();
    await inDatabase((session) =>
      insertMistakes(
        session,
        [1, 2, 3].map((minute) => ({ studentId: '00000000-0000-4000-8000-000000000001', seconds: 2, minute })),
      ),
    );
    const refused = await runDb(['rollback', '006', '--yes', ...at]);
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.err).toContain('rollback 007');
    const asked = await runDb(['rollback', '007', ...at]);
    expect(asked.exitCode).toBe(2);
    expect(asked.out).toContain('removes 2 rows');
    expect((await runDb(['verify', ...at])).exitCode).toBe(0);

    expect((await runDb(['rollback', '007', '--yes', ...at])).exitCode).toBe(0);
    expect((await runDb(['rollback', '007', '--yes', ...at])).out).toContain('is not there');
    const analyzer = await runDb(['rollback', '006', '--yes', ...at]);
    expect(analyzer.exitCode).toBe(0);
    expect(analyzer.out).toMatch(/student_mistake_patterns +1/);
    await inDatabase(async (session) => {
      await insertMistakes(session, [{ studentId: randomUUID() }]);
      const { rows } = await session.query('SELECT count(*)::int AS count FROM student_mistakes');
      expect(rows).toEqual([{ count: 4 }]);
    });
    expect((await runDb(['migrate', ...at])).exitCode).toBe(0);
    expect(await runDb(['health', ...at])).toMatchObject({ exitCode: 0 });
  });

  test('says what stands in the way of a deployment', async () => {
    await inDatabase((session) =>
      session.exec(`CREATE VIEW mistake_reasons AS SELECT 1 AS id;
        CREATE TABLE student_mistakes (id UUID PRIMARY KEY, student_id UUID, occurred_at TIMESTAMP);
        CREATE TABLE student_baseline_performance (id UUID, student_id BIGINT, global_topic_uid TEXT);
        INSERT INTO student_baseline_performance SELECT gen_random_uuid(), 1, 'T' FROM generate_series(1, 2);
        CREATE TABLE student_recommendations (id UUID, student_id UUID, global_topic_uid TEXT, recommendation_type TEXT,
          title TEXT, message TEXT, is_active BOOLEAN);
        INSERT INTO student_recommendations (student_id, global_topic_uid, recommendation_type, is_active)
        SELECT '00000000-0000-4000-8000-000000000001', 'T', 'PANIC_RUSH', true FROM generate_series(1, 2)`),
    );
    const planned = await runDb(['plan', ...at]);
    expect(planned.exitCode).toBe(1);
    expect(planned.out).toContain('mistake_reasons is something else here');
    expect(planned.out).toContain('student_mistakes.mistake_code is missing');
    expect(planned.out).toContain('student_baseline_performance.student_id is bigint: ids must be UUIDs');
    expect(planned.out).toContain('student_baseline_performance: the same student_id, global_topic_uid (1 case)');
    expect(planned.out).toContain('student_recommendations.id is NULL in 2 rows.');
    expect(planned.out).toContain('6 conflicts');
    expect(planned.out).toMatch(/1 row of student_recommendations: is_active of several of the same student/);
    expect(planned.out).toMatch(
      /student_mistakes +occurred_at +timestamp without time zone +timestamp with time zone +yes/,
    );
    expect(planned.out).toMatch(/student_recommendations +2 /);
    const refused = await runDb(['migrate', '--yes', ...at]);
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('Nothing was done: 6 conflicts');
    await inDatabase(async (session) => {
      const { rows } = await session.query(
        `SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname IN ('students', 'schema_migrations')`,
      );
      expect(rows).toEqual([]);
    });
  });

  test('adopts tables of an older release only with --yes, and takes their times in the zone that is named', async () => {
    await inDatabase((session) =>
      session.exec(`CREATE TABLE student_mistakes (id UUID PRIMARY KEY, student_id UUID NOT NULL,
          global_topic_uid VARCHAR(100) NOT NULL, mistake_code VARCHAR(50) NOT NULL, time_spent_seconds INT,
          occurred_at TIMESTAMP);
        INSERT INTO student_mistakes VALUES (gen_random_uuid(), gen_random_uuid(), 'T', 'GUESS', 7, '2024-05-05 12:00')`),
    );
    const asked = await runDb(['migrate', ...at]);
    expect(asked.exitCode).toBe(2);
    expect(asked.out).toMatch(/student_mistakes +occurred_at .* yes /);
    expect(asked.err).toContain('Nothing was done');
    expect((await runDb(['migrate', '--yes', '--time-zone', 'Mars/Olympus', ...at])).err).toContain(
      'knows no time zone',
    );
    const file = join(folder, `${randomUUID()}.gz`);
    expect((await runDb(['backup', '--file', file, ...at])).exitCode).toBe(0);
    expect((await runDb(['migrate', '--yes', '--time-zone', 'Europe/Istanbul', ...at])).exitCode).toBe(0);
    const restored = join(folder, randomUUID());
    await copyCluster(await keepInitialisedDirectory(), restored);
    expect((await runDb(['restore', file, '--time-zone', 'Europe/Istanbul', '--data-dir', restored])).exitCode).toBe(0);
    for (const name of [at, ['--data-dir', restored]]) {
      const target = await openSqlTarget(parseTargetAddress(name[1] ?? ''), { mayCreate: false });
      const { rows } = await target.session.query(
        `SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'HH24:MI') AS at, pg_typeof(time_spent_seconds)::text AS type
         FROM student_mistakes JOIN student_mistake_patterns USING (student_id)`,
      );
      await target.close();
      expect(rows).toEqual([{ at: '09:00', type: 'numeric' }]);
      expect(await runDb(['health', ...name])).toMatchObject({ exitCode: 0 });
    }
  });

  test('deploys the analysis alone with --from 005, and leaves it alone', async () => {
    expect((await runDb(['migrate', '--from', '005', ...at])).exitCode).toBe(0);
    const health = await runDb(['health', ...at]);
    expect(health.exitCode).toBe(0);
    expect(health.out).toContain('does without');
    expect(health.out).toContain('004 test_engine');
  });

  test('shows in what two databases differ', async () => {
    const other = join(folder, randomUUID());
    await migrateDatabase();
    await copyCluster(await keepMigratedDirectory(migrations), other);
    const first = at[1] ?? '';
    expect(await runDb(['diff', first, other])).toMatchObject({ exitCode: 0 });
    await inDatabase((session) =>
      session.exec(`ALTER TABLE student_mistakes ADD COLUMN note TEXT;
        ALTER TABLE student_mistakes DISABLE TRIGGER trg_stamp_mistake;
        DROP INDEX uq_student_reco_active;
        UPDATE analysis_presets SET settings = settings || '{"panic_ratio": 0.5}' WHERE preset_name = 'soft';
        INSERT INTO topics (global_topic_uid, display_names) VALUES ('TR.MAT', '{}')`),
    );
    const run = await runDb(['diff', first, other, '--json']);
    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.out).differences.map(({ area, name }: Record<string, unknown>) => `${area} ${name}`)).toEqual(
      [
        'schema column student_mistakes.note',
        'schema index uq_student_reco_active',
        'schema trigger student_mistakes.trg_stamp_mistake',
        'settings preset soft',
        'rows topics',
      ],
    );
    const words = await runDb(['diff', first, other]);
    expect(words.out).toContain('only in A  column student_mistakes.note');
    expect(words.out).toContain('only in B  index uq_student_reco_active');
    expectNoPassword(words.out);
  });

  // PGlite has one connection and one process: the lock of its directory is proved above.
  test.skipIf(kind.label === 'PGlite')('lets two operators migrate at once, and does the work once', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => runDb(['migrate', ...at])));
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const appliedCount = runs.reduce((sum, { err }) => sum + (err.match(/^Applying /gm)?.length ?? 0), 0);
    expect(appliedCount).toBe(migrations.length);
    expect((await runDb(['verify', ...at])).exitCode).toBe(0);
  });

  test.skipIf(kind.label === 'PGlite')('says that another operator is at work, and gives up in time', async () => {
    await runDb(['migrate', '--to', '006', ...at]);
    const other = await server?.connect?.();
    try {
      await other?.session.transaction(async (inner) => {
        await inner.query('SELECT pg_advisory_xact_lock($1)', [47_170_001]);
        expect((await runDb(['plan', ...at])).out).toContain('Somebody is migrating this database');
        const run = await runDb(['migrate', '--lock-timeout', '1', ...at]);
        expect(run.exitCode).toBe(2);
        expect(run.err).toContain('Somebody else is migrating this database');
        expect(run.err).toContain('Try again when less is going on');
      });
    } finally {
      await other?.close();
    }
    expect((await runDb(['migrate', ...at])).exitCode).toBe(0);
  });

  test.skipIf(kind.label === 'PGlite')(
    'tells a refused sign-in from a server that is away, without the password',
    async () => {
      const url = new URL(server?.url ?? '');
      url.username = 'nobody_of_that_name';
      const run = await runDb(['plan', '--database-url', String(url)]);
      expect(run.exitCode).toBe(2);
      expect(run.err).toContain('refused the sign-in');
      expectNoPassword(run.err);
    },
  );

  test.skipIf(kind.label === 'PGlite')(
    'words what the database refuses without its rows and its password',
    async () => {
      await migrateDatabase();
      await server?.session.exec(
        `CREATE ROLE visitor LOGIN PASSWORD 'visitor-secret'; GRANT USAGE ON SCHEMA public TO visitor`,
      );
      try {
        const url = new URL(server?.url ?? '');
        url.username = 'visitor';
        url.password = 'visitor-secret';
        for (const name of ['health', 'migrate', 'backup']) {
          const run = await runDb([name, '--file', join(folder, randomUUID()), '--database-url', String(url)]);
          expect(run.exitCode).toBe(2);
          expect(run.err).toContain('Connect as the owner');
          expect(run.err).not.toContain('visitor-secret');
        }
        const planned = await runDb(['plan', '--database-url', String(url)]);
        expect(planned.exitCode).toBe(2);
      } finally {
        await server?.session.exec('DROP OWNED BY visitor; DROP ROLE visitor');
      }
    },
  );

  test.skipIf(kind.label === 'PGlite')(
    'says where and why an examination broke off, and calls nothing unhealthy',
    async () => {
      await migrateDatabase();
      await server?.session.exec(
        `ALTER TABLE student_mistakes ADD CONSTRAINT busy CHECK (pg_sleep(3) IS NOT NULL) NOT VALID`,
      );
      const url = new URL(server?.url ?? '');
      url.searchParams.set('options', '-c statement_timeout=2500');
      const run = await runDb(['health', '--database-url', String(url)]);
      expect(run.exitCode).toBe(2);
      expect(run.err).toContain('(57014)');
      expect(run.err).toContain('broke off while looking at the chain');
      expect(run.out).not.toContain('Unhealthy');
      await server?.session.exec('ALTER TABLE student_mistakes DROP CONSTRAINT busy');
    },
  );

  function expectNoPassword(text: string): void {
    if (server !== null) expect(text).not.toContain(new URL(server.url ?? '').password);
  }
});
