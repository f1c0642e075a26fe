import type { LocalizedText } from '../../content/question.ts';
import type { SqlQueries } from '../../database/study-database.ts';
import type { NotebookOverview } from '../../model/notebook.ts';
import type { ImprovementTrend } from '../../model/reflex.ts';

/**
 * What there is to filter by. The pattern rows hold the counts of each code already (migration 006), so this costs a row
 * for each topic, however many mistakes there are.
 */
export async function readNotebookOverview(queries: SqlQueries, studentId: string): Promise<NotebookOverview> {
  const rows = await queries.query<{
    topic_uid: string;
    topic_names: LocalizedText | null;
    pattern: ImprovementTrend;
    distribution: Record<string, number>;
  }>(
    `SELECT pattern.global_topic_uid AS topic_uid, topic.display_names AS topic_names,
            pattern.improvement_trend AS pattern, pattern.mistake_distribution AS distribution
       FROM student_mistake_patterns AS pattern
       LEFT JOIN topics AS topic ON topic.global_topic_uid = pattern.global_topic_uid
      WHERE pattern.student_id = $1
      ORDER BY topic.sort_order NULLS LAST, pattern.global_topic_uid`,
    [studentId],
  );
  const codeCounts = new Map<string, number>();
  const topics = rows.map((row) => {
    const counts = Object.entries(row.distribution);
    for (const [code, count] of counts) codeCounts.set(code, (codeCounts.get(code) ?? 0) + count);
    return {
      topicUid: row.topic_uid,
      topicNames: row.topic_names,
      pattern: row.pattern,
      mistakeCount: counts.reduce((sum, [, count]) => sum + count, 0),
    };
  });
  return {
    mistakeCount: topics.reduce((sum, topic) => sum + topic.mistakeCount, 0),
    topics,
    codes: [...codeCounts]
      .map(([mistakeCode, mistakeCount]) => ({ mistakeCode, mistakeCount }))
      .sort((a, b) => b.mistakeCount - a.mistakeCount || (a.mistakeCode < b.mistakeCode ? -1 : 1)),
  };
}
