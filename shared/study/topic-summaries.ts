import type { LocalizedText } from '../content/question.ts';
import type { SqlQueries } from '../database/study-database.ts';
import type { ImprovementTrend } from '../model/reflex.ts';
import type { TopicSummary } from '../model/topic-summary.ts';

interface TopicRow {
  topic_uid: string;
  display_names: LocalizedText | null;
  strand_uid: string | null;
  strand_names: LocalizedText | null;
  question_count: number;
  has_templates: boolean;
  pack_ids: string[];
  question_count_by_pack: Record<string, number>;
  answered_count: number;
  right_count: number;
  mistake_count: number;
  trend: ImprovementTrend | null;
}

/**
 * Topics that have questions or that this student has already answered, in curriculum order; topics without a row in
 * the curriculum come last, named by their code.
 */
export async function listTopicSummaries(queries: SqlQueries, studentId: string): Promise<readonly TopicSummary[]> {
  const rows = await queries.query<TopicRow>(
    `WITH in_pack AS (
       SELECT global_topic_uid, pack_id, count(*)::int AS question_count,
              bool_or(template_key IS NOT NULL) AS has_templates
         FROM questions WHERE retired_at IS NULL GROUP BY global_topic_uid, pack_id
     ), asked AS (
       SELECT global_topic_uid, sum(question_count)::int AS question_count, bool_or(has_templates) AS has_templates,
              array_agg(pack_id::text) AS pack_ids,
              jsonb_object_agg(pack_id, question_count) AS question_count_by_pack
         FROM in_pack GROUP BY global_topic_uid
     ), answered AS (
       SELECT global_topic_uid, count(*)::int AS answered_count,
              count(*) FILTER (WHERE outcome = 'right')::int AS right_count
         FROM test_answers WHERE student_id = $1 GROUP BY global_topic_uid
     ), mistaken AS (
       SELECT global_topic_uid, count(*)::int AS mistake_count
         FROM student_mistakes WHERE student_id = $1 GROUP BY global_topic_uid
     ), known AS (
       SELECT global_topic_uid FROM asked UNION SELECT global_topic_uid FROM answered
       UNION SELECT global_topic_uid FROM mistaken
     )
     SELECT known.global_topic_uid AS topic_uid, topic.display_names, topic.parent_topic_uid AS strand_uid,
            strand.display_names AS strand_names, coalesce(asked.question_count, 0) AS question_count,
            coalesce(asked.has_templates, false) AS has_templates,
            coalesce(asked.pack_ids, '{}') AS pack_ids,
            coalesce(asked.question_count_by_pack, '{}') AS question_count_by_pack, coalesce(answered.answered_count, 0) AS answered_count,
            coalesce(answered.right_count, 0) AS right_count, coalesce(mistaken.mistake_count, 0) AS mistake_count,
            pattern.improvement_trend AS trend
       FROM known
       LEFT JOIN topics AS topic ON topic.global_topic_uid = known.global_topic_uid
       LEFT JOIN topics AS strand ON strand.global_topic_uid = topic.parent_topic_uid
       LEFT JOIN asked ON asked.global_topic_uid = known.global_topic_uid
       LEFT JOIN answered ON answered.global_topic_uid = known.global_topic_uid
       LEFT JOIN mistaken ON mistaken.global_topic_uid = known.global_topic_uid
       LEFT JOIN student_mistake_patterns AS pattern
              ON pattern.student_id = $1 AND pattern.global_topic_uid = known.global_topic_uid
      ORDER BY topic.global_topic_uid IS NULL, strand.sort_order, topic.sort_order, known.global_topic_uid`,
    [studentId],
  );
  return rows.map((row) => ({
    topicUid: row.topic_uid,
    displayNames: row.display_names ?? { und: row.topic_uid },
    strandUid: row.strand_uid,
    strandNames: row.strand_names,
    questionCount: row.question_count,
    hasTemplates: row.has_templates,
    packIds: row.pack_ids,
    questionCountByPack: row.question_count_by_pack,
    answeredCount: row.answered_count,
    rightCount: row.right_count,
    mistakeCount: row.mistake_count,
    trend: row.trend,
  }));
}
