import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { promisedObjects } from '../../shared/database/promised-objects.ts';
import { dropBrokenSettings } from '../../shared/database/repair-settings.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { readSchema } from './read-schema.ts';
import { insertMistakes, insertOneByOne, readTrend, topicUid } from './study-rows.ts';
import { databaseKinds, migrateAll, migrations, repositoryRoot, type TestDatabase } from './test-databases.ts';

function statementsOf(path: string): readonly string[] {
  return readFileSync(join(repositoryRoot, 'sql', path), 'utf8')
    .split(/;\n/)
    .filter((statement) => statement.trim() !== '');
}
function scriptOf(path: string): string {
  return readFileSync(join(repositoryRoot, 'sql', path), 'utf8');
}

interface CheckRow {
  readonly check_name: string;
  readonly is_ok: boolean;
}
interface HealthRow {
  readonly check_name: string;
  readonly problem_count: number;
  readonly is_healthy: boolean;
  readonly detail: string;
}

describe.each(databaseKinds)('verify, rollback, health and repair on $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await kind.openMigrated();
    session = database.session;
    await database.keep();
  });
  beforeEach(() => database.takeBack());
  afterAll(() => database.close());

  async function failingChecks(): Promise<readonly string[]> {
    const failing: string[] = [];
    for (const path of ['verify/006_smart_mistake_analyzer.sql', 'verify/007_ui_reflex_bridge.sql']) {
      for (const statement of statementsOf(path)) {
        const { rows } = await session.query<CheckRow>(statement);
        failing.push(...rows.filter(({ is_ok }) => !is_ok).map(({ check_name }) => check_name));
      }
    }
    return failing;
  }

  async function unhealthy(): Promise<readonly HealthRow[]> {
    const { rows } = await session.query<HealthRow>(scriptOf('health/checks.sql'));
    return rows.filter(({ is_healthy }) => !is_healthy);
  }

  async function repair(): Promise<void> {
    await session.transaction((inner) => inner.exec(scriptOf('health/repair.sql')));
  }

  test('a fresh database passes every check and is healthy', async () => {
    expect(await failingChecks()).toEqual([]);
    await insertOneByOne(
      session,
      [3, 3, 3].map((seconds) => ({ studentId: randomUUID(), seconds })),
    );
    expect(await unhealthy()).toEqual([]);
  });

  test('verification names what is missing', async () => {
    await session.exec(`ALTER TABLE student_mistakes DISABLE TRIGGER trg_update_student_baseline;
      DROP INDEX uq_student_reco_active; DELETE FROM analysis_presets WHERE preset_name = 'soft'`);
    expect(await failingChecks()).toEqual([
      'triggers attached and enabled',
      'presets',
      'dedupe index, unique and valid',
      'triggers of 006 attached and enabled',
    ]);
  });

  test('rolling back and deploying again ends in the same schema, and patterns come back from the mistakes', async () => {
    const whole = await readSchema(session);
    const studentId = randomUUID();
    await insertOneByOne(
      session,
      [20, 21, 22].map((seconds) => ({ studentId, seconds })),
    );
    await expect(
      session.transaction((inner) => inner.exec(scriptOf('rollback/006_smart_mistake_analyzer.sql'))),
    ).rejects.toThrow('007');
    await session.exec(scriptOf('rollback/007_ui_reflex_bridge.sql'));
    await session.exec(scriptOf('rollback/006_smart_mistake_analyzer.sql'));
    const promised = migrations
      .filter(({ version }) => version === '006' || version === '007')
      .flatMap(({ sql }) => promisedObjects(sql).filter(({ kind: objectKind }) => objectKind === 'function'));
    const { rows } = await session.query<{ proname: string }>(
      `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = ANY ($1)`,
      [promised.map(({ name }) => name)],
    );
    expect(rows).toEqual([]);
    await insertMistakes(session, [{ studentId, minute: 9 }]);
    await migrateAll(session);
    expect(await readSchema(session)).toEqual(whole);
    expect(await readTrend(session, studentId)).toBe('STUCK_LOOP');
  });

  test('a disabled trigger is found, mended, and what it missed is made up for', async () => {
    const studentId = randomUUID();
    await insertMistakes(session, [{ studentId, minute: 0 }]);
    await session.exec('ALTER TABLE student_mistakes DISABLE TRIGGER trg_update_mistake_patterns');
    await insertMistakes(session, [{ studentId, minute: 1 }]);
    await insertMistakes(session, [{ studentId: randomUUID(), minute: 1 }]);
    expect((await unhealthy()).map(({ check_name }) => check_name)).toEqual([
      'patterns that miss mistakes',
      'students and topics without an analysis',
      'triggers missing or disabled',
    ]);
    await repair();
    expect(await unhealthy()).toEqual([]);
  });

  test('duplicate active recommendations are found and the newest stays', async () => {
    const studentId = randomUUID();
    await session.exec('DROP INDEX uq_student_reco_active');
    await session.query(
      `INSERT INTO student_recommendations (student_id, global_topic_uid, recommendation_type, title, message, created_at)
       SELECT $1, $2, 'STUCK_LOOP', n::text, '', now() + n * interval '1 second' FROM generate_series(1, 3) AS n`,
      [studentId, topicUid],
    );
    expect((await unhealthy()).map(({ check_name }) => check_name)).toEqual([
      'dedupe index missing',
      'duplicate active recommendations',
    ]);
    await repair();
    expect(await unhealthy()).toEqual([]);
    const { rows } = await session.query('SELECT title FROM student_recommendations WHERE is_active');
    expect(rows).toEqual([{ title: '3' }]);
  });

  test('broken settings are reported by name, and recording goes on', async () => {
    const studentId = randomUUID();
    await session.query('INSERT INTO student_analysis_settings (student_id, custom_settings) VALUES ($1, $2::jsonb)', [
      studentId,
      '{"panic_ratio": "fast", "no_such_key": 1, "panic_absolute_min": 4}',
    ]);
    await insertMistakes(session, [{ studentId }]);
    const [finding] = await unhealthy();
    expect(finding?.check_name).toBe('settings that are not in force');
    // A key that no setting has is left alone: a newer release may know it.
    expect(finding?.detail).toBe(`student ${studentId} panic_ratio`);
  });

  test('broken settings are mended by the statements as by the tool, to the same rows', async () => {
    const breakSettings = async () => {
      await session.exec(`UPDATE system_settings SET setting_value = '{"panic_ratio": 9, "baseline_test_count": 4, "of_tomorrow": 1}'
          WHERE setting_key = 'analysis.defaults';
        UPDATE system_settings SET setting_value = '"loud"' WHERE setting_key = 'reflex.notify';
        UPDATE analysis_presets SET settings = '{"baseline_test_count": 2.5, "trend_past_count": 4}' WHERE preset_name = 'soft';
        UPDATE analysis_presets SET settings = '[]' WHERE preset_name = 'aggressive';
        DELETE FROM student_analysis_settings;
        INSERT INTO student_analysis_settings (student_id, preset_name, custom_settings) VALUES
          ('00000000-0000-4000-8000-000000000001', 'gentle', '{"panic_ratio": "fast", "panic_absolute_min": 4, "of_tomorrow": 1}'),
          ('00000000-0000-4000-8000-000000000002', 'soft', '7')`);
      expect((await unhealthy()).map(({ check_name }) => check_name)).toEqual(['settings that are not in force']);
    };
    const readSettings = async () =>
      (
        await session.query(
          `SELECT setting_key AS name, setting_value AS value FROM system_settings
           UNION ALL SELECT preset_name, settings FROM analysis_presets
           UNION ALL SELECT student_id || coalesce(preset_name, ''), custom_settings FROM student_analysis_settings
           ORDER BY 1`,
        )
      ).rows;
    await breakSettings();
    await repair();
    expect(await unhealthy()).toEqual([]);
    const byStatements = await readSettings();
    await breakSettings();
    await dropBrokenSettings(session);
    expect(await unhealthy()).toEqual([]);
    expect(await readSettings()).toEqual(byStatements);
    expect(byStatements).toContainEqual({
      name: '00000000-0000-4000-8000-000000000001',
      value: { panic_absolute_min: 4, of_tomorrow: 1 },
    });
  });
});
