/** Mending of recommendations, their index, and triggers. */
import type { SqlSession } from './sql-session.ts';

export interface Mended {
  readonly count: number;
  readonly subjects: readonly string[];
}

/** Of several active recommendations of a student, topic and type the newest stays, as on every other replica. */
export async function endDuplicateRecommendations(session: SqlSession): Promise<Mended> {
  const { rows } = await session.query<{ id: string }>(
    `UPDATE student_recommendations AS older SET is_active = false, updated_at = now()
     WHERE older.is_active AND EXISTS (
       SELECT FROM student_recommendations AS newer
       WHERE newer.is_active
         AND (newer.student_id, newer.global_topic_uid, newer.recommendation_type)
           = (older.student_id, older.global_topic_uid, older.recommendation_type)
         AND (newer.created_at, newer.id) > (older.created_at, older.id))
     RETURNING older.id::text AS id`,
  );
  return { count: rows.length, subjects: rows.slice(0, 10).map(({ id }) => id) };
}

/** Takes an index away that does not do its work; module 007 makes the right one. */
export async function dropDedupeIndex(session: SqlSession): Promise<Mended> {
  await session.exec('DROP INDEX IF EXISTS public.uq_student_reco_active');
  return { count: 1, subjects: ['uq_student_reco_active'] };
}

/** @param subjects `table.trigger`, as the examination names them; names that are not there are passed over */
export async function enableTriggers(session: SqlSession, subjects: readonly string[]): Promise<Mended> {
  return session.transaction(async (inner) => {
    // A DO block takes no parameters: it reads the names from a setting of this transaction.
    await inner.query(`SELECT set_config('endstp.triggers_to_enable', $1, true)`, [JSON.stringify(subjects)]);
    await inner.exec(
      `DO $$
       DECLARE
         v_trigger RECORD;
       BEGIN
         FOR v_trigger IN
           SELECT own.tgrelid::regclass AS table_name, own.tgname
           FROM pg_trigger AS own JOIN pg_class AS class ON class.oid = own.tgrelid
           WHERE NOT own.tgisinternal AND class.relnamespace = 'public'::regnamespace
             AND current_setting('endstp.triggers_to_enable')::jsonb ? (class.relname || '.' || own.tgname)
         LOOP
           EXECUTE format('ALTER TABLE %s ENABLE TRIGGER %I', v_trigger.table_name, v_trigger.tgname);
         END LOOP;
       END $$`,
    );
    return { count: subjects.length, subjects };
  });
}
