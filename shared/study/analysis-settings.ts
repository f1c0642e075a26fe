/** What differs for one student in how mistakes are judged (migration 006), and what it would change. */
import type { LocalizedText } from '../content/localized-text.ts';
import type { SqlQueries } from '../database/study-database.ts';
import type { ImprovementTrend } from '../model/reflex.ts';

/** The settings of 006 (`analysis_setting_specs`), in the order in which a person meets them. */
export const analysisSettingKeys = [
  'panic_absolute_min',
  'panic_ratio',
  'panic_absolute_max',
  'stuck_repeat_threshold',
  'stuck_time_window_hours',
  'minimum_data_for_trend',
  'trend_recent_count',
  'trend_past_count',
  'trend_window_size',
  'trend_significance_threshold',
  'worsening_safety_multiplier',
  'improvement_reward_multiplier',
  'use_adaptive_baseline',
  'baseline_test_count',
  'improvement_target_ratio',
] as const;
export type AnalysisSettingKey = (typeof analysisSettingKeys)[number];

/** Keys that differ from the preset, with their values. */
export type AnalysisSettings = Readonly<Partial<Record<AnalysisSettingKey, number | boolean>>>;
/** Every key with a usable value; times in seconds. */
export type FullAnalysisSettings = Readonly<Record<AnalysisSettingKey, number | boolean>>;

export interface SettingSpec {
  readonly key: AnalysisSettingKey;
  readonly isWhole: boolean;
  /** Both null for a switch. */
  readonly lowest: number | null;
  readonly highest: number | null;
}

export interface AnalysisPreset {
  readonly presetName: string;
  /** As an operator wrote it; null where they did not. */
  readonly displayName: string | null;
  readonly isDefault: boolean;
  readonly settings: FullAnalysisSettings;
}

export interface StudentAnalysis {
  readonly specs: readonly SettingSpec[];
  readonly presets: readonly AnalysisPreset[];
  /** What was chosen for this student; null: the default preset. */
  readonly presetName: string | null;
  readonly customSettings: AnalysisSettings;
  readonly inForce: FullAnalysisSettings;
  /** Null when nothing was chosen, or nobody knows by whom. */
  readonly setBy: 'student' | 'teacher' | null;
  readonly setAt: string | null;
}

/** Settings that somebody thinks of choosing. */
export interface AnalysisDraft {
  readonly presetName: string | null;
  readonly customSettings: AnalysisSettings;
}

/** One of the latest mistakes, with what each draft would have said of it. */
export interface PreviewedMistake {
  readonly mistakeId: string;
  readonly topicUid: string;
  readonly topicNames: LocalizedText | null;
  readonly mistakeCode: string;
  readonly occurredAt: string;
  readonly timeSpentSeconds: number | null;
  /** In the order of the drafts. */
  readonly verdicts: readonly ImprovementTrend[];
}

/** The settings of a student, with the presets and limits that they can be chosen from. */
export async function readStudentAnalysis(queries: SqlQueries, studentId: string): Promise<StudentAnalysis> {
  const [row] = await queries.query<Omit<StudentAnalysis, 'setAt'> & { setAt: Date | null }>(
    `SELECT (SELECT jsonb_agg(jsonb_build_object('key', spec.setting_key, 'isWhole', spec.is_whole,
                                                 'lowest', spec.lowest, 'highest', spec.highest))
               FROM analysis_setting_specs() AS spec) AS specs,
            (SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'presetName', preset.preset_name, 'displayName', preset.display_name, 'isDefault', preset.is_default,
                      'settings', to_jsonb(resolve_analysis_settings(preset.preset_name, '{}')))
                    ORDER BY preset.preset_name), '[]')
               FROM analysis_presets AS preset) AS presets,
            own.preset_name AS "presetName",
            coalesce(valid_analysis_settings(own.custom_settings), '{}') AS "customSettings",
            to_jsonb(analysis_settings_in_force($1)) AS "inForce",
            CASE WHEN own.set_by IS NULL OR own.preset_name IS NULL AND own.custom_settings = '{}' THEN NULL
                 -- Before joining a class the student had another id.
                 WHEN own.set_by = $1 OR own.set_by IN (SELECT old_student_id FROM student_aliases WHERE new_student_id = $1)
                 THEN 'student' ELSE 'teacher' END AS "setBy",
            own.set_at AS "setAt"
       FROM (SELECT $1::uuid AS student_id) AS asked
       LEFT JOIN student_analysis_settings AS own ON own.student_id = asked.student_id`,
    [studentId],
  );
  if (row === undefined) throw new Error('a query without a condition gave no row');
  return { ...row, setAt: row.setAt?.toISOString() ?? null };
}

/** Keys whose value 006 would not use (of the wrong type, or out of its limits). */
export async function findUnusableSettings(
  queries: SqlQueries,
  settings: AnalysisSettings,
): Promise<readonly string[]> {
  return (
    await queries.query<{ key: string }>(
      `SELECT given.key FROM jsonb_object_keys($1::jsonb) AS given (key)
        WHERE NOT valid_analysis_settings($1::jsonb) ? given.key ORDER BY 1`,
      [JSON.stringify(settings)],
    )
  ).map(({ key }) => key);
}

export async function isPresetKnown(queries: SqlQueries, presetName: string): Promise<boolean> {
  const rows = await queries.query('SELECT FROM analysis_presets WHERE preset_name = $1', [presetName]);
  return rows.length > 0;
}

/**
 * What `mistake_verdict` of 006 says of each of the latest mistakes under each draft, newest first: as it was judged when
 * it was the latest of its topic, with the reasons that are known today. Counts and sums of the priors are those of the
 * pattern row less what came after, so the work does not grow with the history.
 */
export async function previewAnalysis(
  queries: SqlQueries,
  studentId: string,
  drafts: readonly AnalysisDraft[],
  count: number,
): Promise<readonly PreviewedMistake[]> {
  const rows = await queries.query<Omit<PreviewedMistake, 'occurredAt'> & { occurredAt: Date }>(
    `WITH latest AS MATERIALIZED (
       SELECT mistake.id, mistake.global_topic_uid, mistake.mistake_code, mistake.occurred_at, mistake.time_spent_seconds,
              mistake.test_answer_id
         FROM student_mistake_patterns AS pattern
        CROSS JOIN LATERAL (
              SELECT * FROM student_mistakes AS own
               WHERE own.student_id = pattern.student_id AND own.global_topic_uid = pattern.global_topic_uid
               ORDER BY own.occurred_at DESC, own.id DESC LIMIT $3) AS mistake
        WHERE pattern.student_id = $1
        ORDER BY mistake.occurred_at DESC, mistake.id DESC LIMIT $3
     ), draft AS MATERIALIZED (
       SELECT place, resolve_analysis_settings(entry ->> 'presetName', entry -> 'customSettings') AS settings
         FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS given (entry, place)
     ), timed AS MATERIALIZED (
       SELECT latest.id,
              pattern.timed_count - count(later.id) FILTER (WHERE later.time_spent_seconds > 0) AS timed_count,
              pattern.timed_total_seconds - coalesce(sum(later.time_spent_seconds), 0) AS timed_total
         FROM latest
         JOIN student_mistake_patterns AS pattern
           ON pattern.student_id = $1 AND pattern.global_topic_uid = latest.global_topic_uid
         LEFT JOIN latest AS later
           ON later.global_topic_uid = latest.global_topic_uid AND (later.occurred_at, later.id) > (latest.occurred_at, latest.id)
        GROUP BY latest.id, pattern.timed_count, pattern.timed_total_seconds
     ), judged AS (
       SELECT latest.id, draft.place,
              mistake_verdict(draft.settings, timed.timed_count::int, timed.timed_total, prior.codes, prior.severities,
                              latest.time_spent_seconds, latest.test_answer_id) AS verdict
         FROM latest JOIN timed USING (id) CROSS JOIN draft
        CROSS JOIN LATERAL (
              SELECT array_agg(newest.code ORDER BY newest.occurred_at DESC, newest.id DESC) AS codes,
                     array_agg(coalesce(type.severity, 3) ORDER BY newest.occurred_at DESC, newest.id DESC) AS severities
                FROM (SELECT own.id, own.occurred_at,
                             coalesce((SELECT reason.mistake_code FROM mistake_reasons AS reason WHERE reason.mistake_id = own.id
                                        ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1), own.mistake_code) AS code
                        FROM student_mistakes AS own
                       WHERE own.student_id = $1 AND own.global_topic_uid = latest.global_topic_uid
                         AND (own.occurred_at, own.id) <= (latest.occurred_at, latest.id)
                         AND own.occurred_at
                             >= latest.occurred_at - make_interval(hours => (draft.settings).stuck_time_window_hours)
                       ORDER BY own.occurred_at DESC, own.id DESC
                       LIMIT greatest((draft.settings).trend_window_size, (draft.settings).trend_recent_count + 1,
                                      (draft.settings).stuck_repeat_threshold)) AS newest
                LEFT JOIN mistake_types AS type ON type.mistake_code = newest.code) AS prior
     )
     SELECT latest.id AS "mistakeId", latest.global_topic_uid AS "topicUid", topic.display_names AS "topicNames",
            coalesce((SELECT reason.mistake_code FROM mistake_reasons AS reason WHERE reason.mistake_id = latest.id
                       ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1), latest.mistake_code) AS "mistakeCode",
            latest.occurred_at AS "occurredAt", latest.time_spent_seconds::float8 AS "timeSpentSeconds",
            (SELECT jsonb_agg(judged.verdict ORDER BY judged.place) FROM judged WHERE judged.id = latest.id) AS verdicts
       FROM latest LEFT JOIN topics AS topic ON topic.global_topic_uid = latest.global_topic_uid
      ORDER BY latest.occurred_at DESC, latest.id DESC`,
    [studentId, JSON.stringify(drafts), count],
  );
  return rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
}
