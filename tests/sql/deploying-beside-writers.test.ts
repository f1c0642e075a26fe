/** Deploying on a database in use: who records meanwhile waits or goes on, and nobody is thrown out by a deadlock. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../shared/database/migration-runner.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { databaseKinds, migrateAll, migrations, pglite, type TestDatabase } from './test-databases.ts';

const analysis = migrations.filter(({ version }) => version <= '007');
const studentIds = Array.from({ length: 3 }, () => randomUUID());

/** What others do all the time, each taking the tables in an order of its own. */
const work: readonly ((session: SqlSession, studentId: string) => Promise<unknown>)[] = [
  (session, studentId) =>
    session.query(
      `INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, time_spent_seconds)
       SELECT $1, 'T' || n, 'GUESS', 3 FROM generate_series(1, 2) AS n`,
      [studentId],
    ),
  (session, studentId) =>
    session.query(
      `INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code)
       SELECT id, student_id, 'SIGN_ERROR' FROM student_mistakes WHERE student_id = $1 LIMIT 1`,
      [studentId],
    ),
  (session, studentId) =>
    session.query(
      `INSERT INTO student_analysis_settings (student_id, preset_name) VALUES ($1, 'soft')
       ON CONFLICT (student_id) DO UPDATE SET preset_name = 'normal', updated_at = now()`,
      [studentId],
    ),
  // One mark at a time, as a screen sets it: several rows in an order of their own could meet a mistake's half-way.
  (session, studentId) =>
    session.query(
      `UPDATE student_recommendations SET is_shown = true WHERE student_id = $1 AND global_topic_uid = 'T1'`,
      [studentId],
    ),
  // A page that reads one table after the other in one transaction.
  (session, studentId) =>
    session.transaction(async (inner) => {
      await inner.query('SELECT count(*) FROM student_mistakes WHERE student_id = $1', [studentId]);
      await inner.query('SELECT count(*) FROM student_mistake_patterns WHERE student_id = $1', [studentId]);
      await inner.query('SELECT count(*) FROM student_recommendations WHERE student_id = $1', [studentId]);
    }),
  (session) =>
    session.transaction(async (inner) => {
      await inner.query('SELECT count(*) FROM student_recommendations');
      await inner.query('SELECT count(*) FROM student_baseline_performance');
      await inner.query('SELECT count(*) FROM student_mistakes');
    }),
];

async function connect(database: TestDatabase) {
  const connection = await database.connect?.();
  if (connection === undefined) throw new Error('a server has connections');
  return connection;
}

describe.each(databaseKinds.filter((kind) => kind !== pglite))('deploying beside writers on $label', (kind) => {
  test('ends, loses nobody to a deadlock, and counts every mistake, again and again', async () => {
    const database = await kind.open();
    const connections = await Promise.all(work.map(() => connect(database)));
    try {
      await migrateAll(
        database.session,
        analysis.map(({ version }) => version),
      );
      let isDeploying = true;
      let doneCount = 0;
      const refusals: unknown[] = [];
      const working = connections.map(async ({ session }, place) => {
        for (let round = 0; isDeploying; round += 1) {
          try {
            await work[place]?.(session, studentIds[round % studentIds.length] ?? '');
            doneCount += 1;
            // Without a breath they only pile up rows, which each deployment then recomputes.
            await sleep(4);
          } catch (error) {
            refusals.push(
              error instanceof Error && 'code' in error ? `${place}: ${error.code} ${error.message}` : error,
            );
          }
        }
      });
      for (let round = 0; round < 4; round += 1) {
        const changed = analysis.map((module) =>
          module.version === '005' ? { ...module, sql: `${module.sql}\n-- round ${round}` } : module,
        );
        const doneBefore = doneCount;
        expect(await migrate(database.session, changed)).toMatchObject({
          ok: true,
          value: { applied: [{ version: '005' }, { version: '006' }, { version: '007' }] },
        });
        expect(doneCount).toBeGreaterThanOrEqual(doneBefore);
      }
      isDeploying = false;
      await Promise.all(working);
      expect(refusals).toEqual([]);
      expect(doneCount).toBeGreaterThan(20);
      const { rows } = await database.session.query(
        `SELECT (SELECT count(*)::int FROM student_mistakes) =
           (SELECT sum(entry.value::int)::int FROM student_mistake_patterns, jsonb_each_text(mistake_distribution) AS entry)
           AS is_counted`,
      );
      expect(rows).toEqual([{ is_counted: true }]);
    } finally {
      await Promise.all(connections.map(({ close }) => close()));
      await database.close();
    }
  }, 120_000);

  test('gives up in the time that is set, says who is in the way, and leaves everything as it was', async () => {
    const database = await kind.open();
    const other = await connect(database);
    try {
      await migrateAll(
        database.session,
        analysis.map(({ version }) => version),
      );
      const changed = analysis.map((module) =>
        module.version === '006' ? { ...module, sql: `${module.sql}\n-- changed` } : module,
      );
      await other.session.exec(
        `BEGIN; INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code) VALUES (gen_random_uuid(), 'T', 'GUESS')`,
      );
      await database.session.exec(`SET lock_timeout = '500ms'`);
      const startedMs = performance.now();
      const outcome = await migrate(database.session, changed);
      expect(performance.now() - startedMs).toBeLessThan(10_000);
      expect(outcome).toMatchObject({
        ok: false,
        error: {
          details: {
            version: '006',
            sqlState: '55P03',
            advice: expect.stringMatching(
              /other sessions are using table student_mistakes.*process \d+ \(idle in transaction\).*Nothing was changed/,
            ),
          },
        },
      });
      // Who waits for a minute is told nothing; who holds the table goes on.
      await other.session.exec('COMMIT');
      expect(await migrate(database.session, changed)).toMatchObject({ ok: true });
      const { rows } = await database.session.query(`SELECT current_setting('lock_timeout') AS lock_timeout`);
      expect(rows).toEqual([{ lock_timeout: '500ms' }]);
    } finally {
      await other.close();
      await database.close();
    }
  });
});
