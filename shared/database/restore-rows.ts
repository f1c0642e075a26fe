/**
 * Puts the rows of a backup in the place of all rows of modules 001 to 009, in one transaction: afterwards the database
 * holds what the backup held, or what it held before. Who was erased since stays erased. Baselines and patterns are not read but computed from the
 * mistakes by the triggers, so a backup of an older release is judged by the rules of this one.
 */
import { ExpectedError } from '../errors/outcome.ts';
import type { BackupRow } from './backup-format.ts';
import { countRows } from './count-rows.ts';
import type { Migration } from './migration.ts';
import { migrate } from './migration-runner.ts';
import { derivedTables, type ModuleTable, moduleTables, seededTables } from './module-tables.ts';
import type { SqlSession } from './sql-session.ts';

/** A batch is one statement and one message; the larger of these two ends it. */
const rowsAtOnce = 1_000;
const charactersAtOnce = 4_000_000;

/** Rows that a restore would replace; seeds alone count as none. */
export async function countReplacedRows(session: SqlSession): Promise<number> {
  const names = moduleTables.filter((table) => !seededTables.includes(table));
  return (await countRows(session, names)).reduce((sum, { rowCount }) => sum + rowCount, 0);
}

export interface RestoreSource {
  /** In the order in which the backup holds them. */
  readonly rows: AsyncIterable<BackupRow>;
  /** Of the backup's manifest. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface RestoreReport {
  readonly insertedCounts: Readonly<Record<string, number>>;
  /** `table.column` of the backup that the tables here do not have: what they held is not in the database. */
  readonly leftOutColumns: readonly string[];
}

/**
 * Into a database with these modules deployed.
 *
 * @throws `ExpectedError` BACKUP_UNREADABLE when the rows do not fit the tables, MIGRATION_FAILED when rows of an older
 * release cannot be adopted; nothing is changed then
 */
export async function restoreRows(
  session: SqlSession,
  { rows, counts }: RestoreSource,
  migrations: readonly Migration[],
  onProgress: (table: ModuleTable, doneCount: number, totalCount: number) => void = () => undefined,
): Promise<RestoreReport> {
  return session.transaction(async (inner) => {
    await inner.exec(prepare);
    if ('mistake_types' in counts) await inner.exec('DELETE FROM mistake_types');
    if ('system_settings' in counts) await inner.exec('DELETE FROM system_settings');
    if ('analysis_presets' in counts) await inner.exec('DELETE FROM analysis_presets');
    // Keys take join codes, requests and the tokens of staff along: they join and sign in anew.
    if ('classes' in counts)
      await inner.exec(
        'DELETE FROM devices; DELETE FROM student_accounts; DELETE FROM class_members; DELETE FROM classes; DELETE FROM people',
      );
    const inserted: Record<string, number> = {};
    const leftOut = new Set<string>();
    for await (const { table, rowsJson, count } of inBatches(rows)) {
      if (inserted[table] === undefined)
        for (const column of await unknownColumns(inner, table, rowsJson)) leftOut.add(column);
      const { rows: results } = await inner.query<{ count: number }>(
        'SELECT pg_temp.restore_rows($1, $2::jsonb) AS count',
        [table, rowsJson],
      );
      const done = (inserted[table] ?? 0) + (results[0]?.count ?? 0);
      inserted[table] = done;
      if ((results[0]?.count ?? 0) !== count) throw unreadable(`rows of ${table} do not fit`);
      onProgress(table, done, counts[table] ?? done);
    }
    for (const [table, count] of Object.entries(counts)) {
      if (isDerived(table)) continue;
      if ((inserted[table] ?? 0) !== count) throw unreadable(`${table} should have ${count} rows`);
    }
    await applyModules(inner, migrations);
    await inner.exec('SELECT pg_temp.finish_restore()');
    return { insertedCounts: inserted, leftOutColumns: [...leftOut] };
  });
}

async function unknownColumns(session: SqlSession, table: ModuleTable, rowsJson: string): Promise<readonly string[]> {
  const { rows } = await session.query<{ name: string }>(
    `SELECT $1 || '.' || key AS name FROM jsonb_object_keys($2::jsonb -> 0) AS key
     WHERE key NOT IN (
       SELECT attname::text FROM pg_attribute
       WHERE attrelid = format('public.%I', $1::text)::regclass AND attnum > 0 AND NOT attisdropped)
     ORDER BY 1`,
    [table, rowsJson],
  );
  return rows.map(({ name }) => name);
}

/**
 * The modules are applied again: that seeds what the backup does not have, brings rows of an older release up to date,
 * and makes the constraints that stepped aside.
 */
async function applyModules(inner: SqlSession, migrations: readonly Migration[]): Promise<void> {
  await inner.exec(`SET LOCAL endstp.replicating = ''; DELETE FROM public.schema_migrations WHERE version >= '005'`);
  const outcome = await migrate(inner, migrations);
  if (!outcome.ok) throw new ExpectedError(outcome.error.code, outcome.error.details);
}

async function* inBatches(
  rows: AsyncIterable<BackupRow>,
): AsyncGenerator<{ readonly table: ModuleTable; readonly rowsJson: string; readonly count: number }> {
  let table: ModuleTable | null = null;
  let waiting: string[] = [];
  let characterCount = 0;
  const batch = (of: ModuleTable) => ({ table: of, rowsJson: `[${waiting.join(',')}]`, count: waiting.length });
  for await (const row of rows) {
    if (isDerived(row.table)) continue;
    const isFull = waiting.length >= rowsAtOnce || characterCount >= charactersAtOnce;
    if (table !== null && (table !== row.table || isFull)) {
      yield batch(table);
      waiting = [];
      characterCount = 0;
    }
    table = row.table;
    waiting.push(row.rowJson);
    characterCount += row.rowJson.length;
  }
  if (table !== null && waiting.length > 0) yield batch(table);
}

function isDerived(table: string): boolean {
  return derivedTables.some((derived) => derived === table);
}

function unreadable(problem: string): ExpectedError {
  return new ExpectedError('BACKUP_UNREADABLE', { problem });
}

/**
 * Times without a zone, of an older release, are UTC unless the operator named a zone, as for the modules. `endstp.replicating`: the rows bring their own recommendations
 * and stamps. Checks and keys that were never validated may be broken by rows that the backup rightly holds (of an
 * older release, or recorded without the test engine): they step aside, and come back with the modules or as they were.
 */
const prepare = `
  SELECT set_config('TimeZone', coalesce(nullif(current_setting('endstp.legacy_time_zone', true), ''), 'UTC'), true);
  SET LOCAL search_path = public, pg_temp;
  SET LOCAL endstp.replicating = 'on';

  CREATE TEMP TABLE restore_constraints ON COMMIT DROP AS
  SELECT conrelid::regclass AS table_name, conname, pg_get_constraintdef(oid) AS definition
  FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace AND NOT convalidated AND contype IN ('c', 'f');

  DO $$
  DECLARE
    v_constraint RECORD;
  BEGIN
    FOR v_constraint IN SELECT * FROM pg_temp.restore_constraints LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', v_constraint.table_name, v_constraint.conname);
    END LOOP;
  END $$;

  CREATE TEMP TABLE kept_tombstones ON COMMIT DROP AS SELECT student_id, erased_at FROM student_tombstones;
  CREATE TEMP TABLE kept_aliases ON COMMIT DROP AS SELECT old_student_id, new_student_id FROM student_aliases;

  TRUNCATE student_aliases, student_tombstones, sync_log, sync_counters, sync_refused_rows,
    students, topics, question_packs, questions, question_versions, media_files, test_records, test_answers,
    review_log, student_mistakes, mistake_reasons, student_analysis_settings,
    student_baseline_performance, student_mistake_patterns, student_recommendations, ui_reflex_events;

  CREATE OR REPLACE FUNCTION pg_temp.restore_rows(p_table TEXT, p_rows JSONB) RETURNS INT LANGUAGE plpgsql AS $$
  DECLARE
    v_columns TEXT;
    v_values TEXT;
    v_count INT;
  BEGIN
    -- Columns that the backup lacks keep their defaults. A JSON null in a column that must not be NULL was a JSON null.
    SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum),
      string_agg(format(CASE WHEN atttypid = 'jsonb'::regtype AND attnotnull
        THEN 'coalesce(own.%I, ''null'')' ELSE 'own.%I' END, attname), ', ' ORDER BY attnum)
    INTO v_columns, v_values
    FROM pg_attribute
    WHERE attrelid = format('public.%I', p_table)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
      AND p_rows -> 0 ? attname;
    EXECUTE format('INSERT INTO public.%1$I (%2$s) SELECT %3$s FROM jsonb_populate_recordset(NULL::public.%1$I, $1) AS own',
      p_table, v_columns, v_values) USING p_rows;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
  END $$;

  CREATE OR REPLACE FUNCTION pg_temp.finish_restore() RETURNS VOID LANGUAGE plpgsql AS $$
  DECLARE
    v_constraint RECORD;
  BEGIN
    FOR v_constraint IN
      SELECT * FROM pg_temp.restore_constraints AS aside
      WHERE NOT EXISTS (
        SELECT FROM pg_constraint AS own WHERE own.conrelid = aside.table_name AND own.conname = aside.conname)
    LOOP
      EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s',
        v_constraint.table_name, v_constraint.conname, v_constraint.definition);
    END LOOP;
    PERFORM rekey_student(old_student_id, new_student_id) FROM pg_temp.kept_aliases;
    PERFORM erase_student(student_id, erased_at)
    FROM (SELECT student_id, erased_at FROM pg_temp.kept_tombstones
          UNION ALL SELECT student_id, erased_at FROM student_tombstones) AS erased;
    -- This database went back in time: whoever exchanged with it offers and reads everything again.
    IF EXISTS (SELECT FROM sync_replica) THEN
      PERFORM renew_sync_identity(true);
    END IF;
  END $$`;
