import { type BackupHead, type BackupRow, backupFormatVersion } from './backup-format.ts';
import { countRows } from './count-rows.ts';
import { readJournalVersion } from './health-modules.ts';
import { type ModuleTable, moduleTables } from './module-tables.ts';
import type { SqlSession } from './sql-session.ts';

export interface BackupSink {
  head(head: BackupHead): Promise<void>;
  rows(rows: readonly BackupRow[]): Promise<void>;
}

/**
 * Hands all rows of modules 001 to 009 to `sink`, as they are at one moment: others go on writing meanwhile. Tables
 * that are not there are left out, so an older database can be backed up too. Returns the rows by table.
 */
export async function backUpRows(
  session: SqlSession,
  sink: BackupSink,
  onProgress: (table: ModuleTable, doneCount: number, totalCount: number) => void = () => undefined,
): Promise<Readonly<Record<string, number>>> {
  const schemaVersion = await readJournalVersion(session);
  const sizes = new Map((await countRows(session, moduleTables)).map(({ name, rowCount }) => [name, rowCount]));
  return session.transaction(async (inner) => {
    await inner.exec(
      `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'`,
    );
    const { rows: servers } = await inner.query<{ created_at: string; version: string }>(
      `SELECT to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at, current_setting('server_version') AS version`,
    );
    await sink.head({
      kind: 'end_stp_backup',
      formatVersion: backupFormatVersion,
      createdAt: servers[0]?.created_at ?? '',
      schemaVersion,
      postgresVersion: servers[0]?.version ?? '',
    });
    const counts: Record<string, number> = {};
    for (const table of moduleTables) {
      const totalCount = sizes.get(table);
      if (totalCount === undefined) continue;
      counts[table] = 0;
      await inner.exec(cursorOf[table]);
      for (;;) {
        // Some hundred kilobytes at a time, whatever the size of the table; a picture alone may be two megabytes of digits.
        const { rows } = await inner.query<{ row: string }>(
          table === 'media_files' ? 'FETCH 4 FROM backup_rows' : 'FETCH 1000 FROM backup_rows',
        );
        if (rows.length === 0) break;
        await sink.rows(rows.map(({ row }) => ({ table, rowJson: row })));
        counts[table] += rows.length;
        onProgress(table, counts[table], Math.max(totalCount, counts[table]));
      }
      await inner.exec('CLOSE backup_rows');
    }
    return counts;
  });
}

/** In an order of their own, so that two backups of the same rows are the same. */
const cursorOf: Readonly<Record<ModuleTable, string>> = {
  people: 'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.people AS own ORDER BY id',
  classes: 'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.classes AS own ORDER BY id',
  class_teachers:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.class_teachers AS own ORDER BY class_id, person_id',
  class_hubs:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.class_hubs AS own ORDER BY class_id, person_id',
  class_members:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.class_members AS own ORDER BY id',
  student_accounts:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.student_accounts AS own ORDER BY subject',
  devices:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.devices AS own ORDER BY student_id, replica_id',
  students: 'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.students AS own ORDER BY id',
  topics:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.topics AS own ORDER BY global_topic_uid',
  question_packs:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.question_packs AS own ORDER BY id',
  questions:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.questions AS own ORDER BY id',
  question_versions:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.question_versions AS own ORDER BY id',
  media_files:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.media_files AS own ORDER BY sha256',
  test_records:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.test_records AS own ORDER BY id',
  test_answers:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.test_answers AS own ORDER BY id',
  review_log:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.review_log AS own ORDER BY id',
  mistake_types:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.mistake_types AS own ORDER BY mistake_code',
  system_settings:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.system_settings AS own ORDER BY id',
  analysis_presets:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.analysis_presets AS own ORDER BY id',
  student_analysis_settings:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.student_analysis_settings AS own ORDER BY student_id',
  mistake_reasons:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.mistake_reasons AS own ORDER BY id',
  student_mistakes:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.student_mistakes AS own ORDER BY id',
  student_recommendations:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.student_recommendations AS own ORDER BY id',
  ui_reflex_events:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.ui_reflex_events AS own ORDER BY id',
  student_aliases:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.student_aliases AS own ORDER BY old_student_id',
  student_tombstones:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.student_tombstones AS own ORDER BY student_id',
  student_baseline_performance:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.student_baseline_performance AS own ORDER BY student_id, global_topic_uid',
  student_mistake_patterns:
    'DECLARE backup_rows CURSOR FOR SELECT to_jsonb(own)::text AS row FROM public.student_mistake_patterns AS own ORDER BY student_id, global_topic_uid',
};
