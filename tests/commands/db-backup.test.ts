import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { openSqlTarget } from '../../shared/node/open-sql-target.ts';
import { copyCluster, keepInitialisedDirectory, keepMigratedDirectory } from '../sql/initialised-clusters.ts';
import { insertMistakes, timeAt } from '../sql/study-rows.ts';
import { migrateAll, migrations, pglite, type TestDatabase, toolDatabaseKinds } from '../sql/test-databases.ts';
import { runDb } from './run-db.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'endstp-backup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Something of everything: odd texts, long fractions, settings, reasons, marks, a JSON null. */
async function fill(session: SqlSession): Promise<void> {
  const [first, second] = [randomUUID(), randomUUID()];
  const [recordId, answerId, versionId, packId, questionId] = Array.from({ length: 5 }, () => randomUUID());
  await session.query(`INSERT INTO students (id, display_name) VALUES ($1, $2), ($3, 'Şule "\\\\" é')`, [
    first,
    'İ ı \u2028 line',
    second,
  ]);
  await session.query(
    `INSERT INTO question_packs (id, pack_uid, display_names, source_format, languages)
     VALUES ($1, 'p', '{}', 'own', '{tr,en}')`,
    [packId],
  );
  await session.query(
    `INSERT INTO questions (id, pack_id, external_key, global_topic_uid, kind, difficulty, expected_seconds, current_version_id)
     VALUES ($1, $2, 'q', 'TR.MAT.ALG.001', 'numeric', 1, 60, $3)`,
    [questionId, packId, versionId],
  );
  await session.query('INSERT INTO question_versions (id, question_id, content) VALUES ($1, $2, $3)', [
    versionId,
    questionId,
    JSON.stringify({ stem: 'a\nb\t{"x":1}', value: 0.1, long: '9'.repeat(2000) }),
  ]);
  await session.exec(`
    INSERT INTO media_files (sha256, media_type, bytes)
      SELECT encode(sha256(picture), 'hex'), 'image/png', picture
        FROM (SELECT decode(lpad(to_hex(n), 8, '0') || repeat('00ff0a27', 50000), 'hex') AS picture FROM generate_series(1, 9) AS n) AS own`);
  await session.query(
    `INSERT INTO test_records (id, student_id, session_kind, expected_duration_per_question, started_at)
     VALUES ($1, $2, 'practice', 12.3456789012345678901234567890, now())`,
    [recordId, first],
  );
  await session.query(
    `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid, position,
       response, outcome, answered_at)
     VALUES ($1, $2, $3, $4, $5, 'TR.MAT.ALG.001', 0, '{}', 'wrong', now())`,
    [answerId, recordId, first, questionId, versionId],
  );
  await session.query(
    `INSERT INTO review_log (id, student_id, question_id, question_version_id, test_answer_id, rating, time_spent_seconds, reviewed_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, 2, 12.3400000000000000012345, now())`,
    [first, questionId, versionId, answerId],
  );
  await session.query(
    `INSERT INTO student_analysis_settings (student_id, preset_name, custom_settings)
     VALUES ($1, 'soft', '{"panic_ratio": 0.31}'), ($2, 'normal', 'null')`,
    [first, second],
  );
  await session.exec(`UPDATE analysis_presets SET settings = settings || '{"panic_absolute_min": 6}' WHERE is_default`);
  await insertMistakes(
    session,
    [first, second].flatMap((studentId) =>
      Array.from({ length: 9 }, (_, minute) => ({
        studentId,
        minute,
        seconds: minute === 4 ? null : `${minute + 2}.00000000000000012345`,
        code: minute % 2 === 0 ? 'SIGN_ERROR' : 'UNHEARD_OF',
        testAnswerId: studentId === first && minute === 0 ? (answerId ?? null) : null,
      })),
    ),
  );
  await session.query(
    `INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code, noted_at, note)
     SELECT id, student_id, 'GUESS', $1, 'eksi işaretini unuttum' FROM student_mistakes ORDER BY id LIMIT 3`,
    [timeAt(60)],
  );
  await session.exec(
    `UPDATE student_recommendations SET is_shown = true, shown_at = now(), done_actions = '{slow_down}'`,
  );
  await session.exec(`
    INSERT INTO people (role, display_name, password_hash) VALUES ('teacher', 'Ö', 'hash'), ('hub', 'H', NULL);
    INSERT INTO classes (display_name, preset_name) VALUES ('9-A', 'soft');
    INSERT INTO class_teachers (class_id, person_id) SELECT classes.id, people.id FROM classes, people WHERE role = 'teacher';
    INSERT INTO class_hubs (class_id, person_id) SELECT classes.id, people.id FROM classes, people WHERE role = 'hub';
    INSERT INTO class_members (class_id, display_name, student_id, claimed_at)
      SELECT classes.id, students.display_name, students.id, now() FROM classes, students;
    INSERT INTO student_accounts (subject, student_id) SELECT gen_random_uuid(), id FROM students;
    INSERT INTO devices (student_id, replica_id, device_name) SELECT id, gen_random_uuid(), 'PC 4' FROM students`);
}

/** Every row of every table, without what each replica has of its own in derived rows. */
async function readAll(session: SqlSession): Promise<unknown> {
  const tables = await session.query<{ name: string; rows: unknown }>(`
    SELECT 'students' AS name, (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM students t)::text AS rows
    UNION ALL SELECT 'versions', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM question_versions t)::text
    UNION ALL SELECT 'media', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.sha256) FROM media_files t)::text
    UNION ALL SELECT 'packs', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM question_packs t)::text
    UNION ALL SELECT 'questions', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM questions t)::text
    UNION ALL SELECT 'records', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM test_records t)::text
    UNION ALL SELECT 'answers', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM test_answers t)::text
    UNION ALL SELECT 'reviews', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM review_log t)::text
    UNION ALL SELECT 'types', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.mistake_code) FROM mistake_types t)::text
    UNION ALL SELECT 'mistakes', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM student_mistakes t)::text
    UNION ALL SELECT 'reasons', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM mistake_reasons t)::text
    UNION ALL SELECT 'settings', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM system_settings t)::text
    UNION ALL SELECT 'presets', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM analysis_presets t)::text
    UNION ALL SELECT 'own settings', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.student_id) FROM student_analysis_settings t)::text
    UNION ALL SELECT 'recommendations', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM student_recommendations t)::text
    UNION ALL SELECT 'events', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM ui_reflex_events t)::text
    UNION ALL SELECT 'people', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM people t)::text
    UNION ALL SELECT 'classes', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM classes t)::text
    UNION ALL SELECT 'teachers', (SELECT jsonb_agg(to_jsonb(t)) FROM class_teachers t)::text
    UNION ALL SELECT 'hubs', (SELECT jsonb_agg(to_jsonb(t)) FROM class_hubs t)::text
    UNION ALL SELECT 'members', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM class_members t)::text
    UNION ALL SELECT 'accounts', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.subject) FROM student_accounts t)::text
    UNION ALL SELECT 'devices', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.student_id) FROM devices t)::text
    UNION ALL SELECT 'baselines', (SELECT jsonb_agg(to_jsonb(t) - '{id,created_at,updated_at}'::text[] ORDER BY t.student_id)
      FROM student_baseline_performance t)::text
    UNION ALL SELECT 'patterns', (SELECT jsonb_agg(to_jsonb(t) - '{id,created_at,updated_at}'::text[] ORDER BY t.student_id)
      FROM student_mistake_patterns t)::text`);
  return Object.fromEntries(tables.rows.map(({ name, rows }) => [name, rows]));
}

async function inDirectory<T>(path: string, work: (session: SqlSession) => Promise<T>): Promise<T> {
  const target = await openSqlTarget({ kind: 'directory', path }, { mayCreate: false });
  try {
    await target.session.exec(`SET TimeZone = 'UTC'`);
    return await work(target.session);
  } finally {
    await target.close();
  }
}

describe('a backup of a data directory', () => {
  /** Without rows, to be copied: migrating takes longer than all that is done with it. */
  let migrated: string;
  let source: string;
  let file: string;
  let rows: unknown;
  beforeAll(async () => {
    source = join(folder, 'source');
    file = join(folder, 'source.gz');
    migrated = await keepMigratedDirectory(migrations);
    await copyCluster(migrated, source);
    rows = await inDirectory(source, async (session) => {
      await fill(session);
      return readAll(session);
    });
    expect(await runDb(['backup', '--data-dir', source, '--file', file])).toMatchObject({
      exitCode: 0,
      err: expect.any(String),
    });
  });

  test('is restored into a directory that is not there yet, equal to the last digit', async () => {
    const target = join(folder, 'new');
    const run = await runDb(['restore', file, '--data-dir', target]);
    expect(run.err).not.toContain('db:');
    expect(run.exitCode).toBe(0);
    expect(await inDirectory(target, readAll)).toEqual(rows);
    expect(await runDb(['diff', source, target])).toMatchObject({ exitCode: 0 });
  });

  test('can only be read by its owner, and is not replaced unasked', async () => {
    expect((await stat(file)).mode & 0o077).toBe(0);
    const refused = await runDb(['backup', '--data-dir', source, '--file', file]);
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('is there already');
    expect((await readdir(folder)).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  });

  test('replaces rows that are there only with --yes', async () => {
    const target = join(folder, 'occupied');
    await copyCluster(migrated, target);
    await inDirectory(target, (session) => insertMistakes(session, [{ studentId: randomUUID() }]));
    const refused = await runDb(['restore', file, '--data-dir', target]);
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('There are 3 rows');
    expect(await inDirectory(target, countMistakes)).toBe(1);
    expect((await runDb(['restore', file, '--yes', '--data-dir', target])).exitCode).toBe(0);
    expect(await inDirectory(target, readAll)).toEqual(rows);
  });

  const damages: readonly [string, (lines: string[], bytes: Buffer) => Buffer, string][] = [
    ['cut short', (_, bytes) => bytes.subarray(0, bytes.length - 40), 'cut short'],
    ['without its last line', (lines) => gzipSync(`${lines.slice(0, -1).join('\n')}\n`), 'cut short'],
    [
      'with a changed digit',
      (lines) => gzipSync(`${lines.join('\n').replace('00000012345', '00000012346')}\n`),
      'not what was written',
    ],
    [
      'with a line missing',
      (lines) => gzipSync(`${lines.filter((_, place) => place !== 5).join('\n')}\n`),
      'should hold',
    ],
    [
      'with a line torn',
      (lines) => gzipSync(`${lines.map((line, place) => (place === 3 ? line.slice(0, 20) : line)).join('\n')}\n`),
      'line 4',
    ],
    ['that is something else', () => gzipSync('{"kind":"other"}\n'), 'not a backup'],
    ['that is no archive', () => Buffer.from('hello'), 'compression is damaged'],
    [
      'of a newer format',
      (lines) => gzipSync(`${lines.join('\n').replace('"formatVersion":1', '"formatVersion":2')}\n`),
      'newer release',
    ],
    [
      'of a newer schema',
      (lines) =>
        gzipSync(
          resign(
            lines.map((line, place) =>
              place === 0 ? line.replace(/"schemaVersion":"\d+"/, '"schemaVersion":"999"') : line,
            ),
          ),
        ),
      'newer release',
    ],
  ];
  test.each(damages)('%s is refused before anything is touched', async (_, damage, words) => {
    const damaged = join(folder, `${randomUUID()}.gz`);
    const bytes = await readFile(file);
    await writeFile(damaged, damage(gunzipSync(bytes).toString('utf8').trimEnd().split('\n'), bytes));
    const target = join(folder, randomUUID());
    const run = await runDb(['restore', damaged, '--yes', '--data-dir', target]);
    expect(run.exitCode).toBe(2);
    expect(run.err).toContain(words);
    await expect(stat(target)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('of rows that do not fit leaves the database as it was', async () => {
    const lines = gunzipSync(await readFile(file))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const broken = join(folder, 'broken.gz');
    await writeFile(broken, gzipSync(resign(lines.map((line) => line.replace('"student_id": "', '"student_id": "x')))));
    const target = join(folder, 'kept');
    await copyCluster(migrated, target);
    await inDirectory(target, (session) => insertMistakes(session, [{ studentId: randomUUID() }]));
    const run = await runDb(['restore', broken, '--yes', '--data-dir', target]);
    expect(run.exitCode).toBe(2);
    expect(run.err).toContain('22P02');
    expect(await inDirectory(target, countMistakes)).toBe(1);
    expect((await runDb(['verify', '--data-dir', target])).exitCode).toBe(0);
  });
});

/** Makes the last line true again for changed lines before it. */
function resign(lines: readonly string[]): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const body = lines
    .slice(0, -1)
    .map((line) => `${line}\n`)
    .join('');
  const end = JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;
  return `${body}${JSON.stringify({ ...end, sha256: createHash('sha256').update(body).digest('hex') })}\n`;
}

async function countMistakes(session: SqlSession): Promise<number> {
  const { rows } = await session.query<{ count: number }>('SELECT count(*)::int AS count FROM student_mistakes');
  return rows[0]?.count ?? 0;
}

describe.each(toolDatabaseKinds.filter((kind) => kind !== pglite))('a backup on $label', (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await kind.openMigrated();
    await fill(database.session);
    await database.keep();
  });
  afterAll(() => database.close());
  beforeEach(() => database.takeBack());
  const at = () => ['--database-url', database.url ?? ''];
  /** An empty database: that a restore makes one where none is, is proved above. */
  async function emptyDirectory(name: string): Promise<string> {
    const directory = join(folder, `${kind.label}-${name}`);
    await copyCluster(await keepInitialisedDirectory(), directory);
    return directory;
  }

  test('goes to a data directory and back to a server, equal to the last digit', async () => {
    await database.session.exec(`SET TimeZone = 'UTC'`);
    const rows = await readAll(database.session);
    const [file, second] = [join(folder, `${kind.label}-first.gz`), join(folder, `${kind.label}-second.gz`)];
    const directory = await emptyDirectory('via');
    expect((await runDb(['backup', '--file', file, ...at()])).exitCode).toBe(0);
    expect((await runDb(['restore', file, '--data-dir', directory])).exitCode).toBe(0);
    expect(await inDirectory(directory, readAll)).toEqual(rows);
    expect((await runDb(['backup', '--file', second, '--data-dir', directory])).exitCode).toBe(0);
    expect((await runDb(['restore', second, ...at()])).exitCode).toBe(2);
    expect((await runDb(['restore', second, '--yes', ...at()])).exitCode).toBe(0);
    expect(await readAll(database.session)).toEqual(rows);
  });

  test('is of one moment while others go on recording', async () => {
    const other = await database.connect?.();
    let isWorking = true;
    const work = (async () => {
      while (isWorking && other !== undefined)
        await insertMistakes(other.session, [{ studentId: randomUUID(), seconds: 9 }]);
    })();
    const file = join(folder, `${kind.label}-busy.gz`);
    const directory = await emptyDirectory('busy');
    const run = await runDb(['backup', '--file', file, ...at()]);
    isWorking = false;
    await work;
    await other?.close();
    expect(run.exitCode).toBe(0);
    expect((await runDb(['restore', file, '--data-dir', directory])).exitCode).toBe(0);
    // A mistake and its pattern were committed together: a moment holds both or neither.
    await inDirectory(directory, async (session) => {
      const lines = gunzipSync(await readFile(file))
        .toString('utf8')
        .split('\n');
      const patternCount = lines.filter((line) => line.startsWith('{"table":"student_mistake_patterns"')).length;
      const { rows } = await session.query('SELECT count(DISTINCT student_id)::int AS count FROM student_mistakes');
      expect(rows).toEqual([{ count: patternCount }]);
    });
  });

  test('of a database without the test engine is restored beside it, with answers that never came', async () => {
    await database.reset();
    await migrateAll(database.session, ['005', '006', '007']);
    await insertMistakes(database.session, [{ studentId: randomUUID(), testAnswerId: randomUUID() }]);
    const file = join(folder, `${kind.label}-free.gz`);
    const directory = await emptyDirectory('free');
    expect((await runDb(['backup', '--file', file, ...at()])).exitCode).toBe(0);
    expect((await runDb(['restore', file, '--data-dir', directory])).exitCode).toBe(0);
    await inDirectory(directory, async (session) => {
      expect(await countMistakes(session)).toBe(1);
      await expect(
        insertMistakes(session, [{ studentId: randomUUID(), testAnswerId: randomUUID() }]),
      ).rejects.toMatchObject({ code: '23503' });
    });
    expect((await runDb(['health', '--data-dir', directory])).exitCode).toBe(0);
  });
});
