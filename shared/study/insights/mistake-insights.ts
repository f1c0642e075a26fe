/** Mistakes by effective code: that of the latest reason, else the mistake's own (as migration 006 counts them). */
import type { LocalizedText } from '../../content/question.ts';
import type { SqlQueries } from '../../database/study-database.ts';
import type { InsightScope, MistakeMix, SeverityPoint } from './insight-data.ts';

interface MixRow {
  day: string | null;
  topic_uid: string | null;
  topic_names: LocalizedText | null;
  code: string;
  mistake_count: number;
}

/** Counts by code, over time and by topic; each list from the most to the fewest, days in order. */
export async function readMistakeMix(queries: SqlQueries, scope: InsightScope): Promise<MistakeMix> {
  const rows = await queries.query<MixRow>(
    `WITH reason AS (
       SELECT DISTINCT ON (mistake_id) mistake_id, mistake_code FROM mistake_reasons
        ORDER BY mistake_id, noted_at DESC, id DESC
     ), counted AS (
       SELECT date_trunc($5, mistake.occurred_at AT TIME ZONE $4)::date AS day, mistake.global_topic_uid COLLATE "C" AS topic_uid,
              coalesce(reason.mistake_code, mistake.mistake_code) COLLATE "C" AS code, count(*)::int AS mistake_count
         FROM student_mistakes AS mistake
         LEFT JOIN reason ON reason.mistake_id = mistake.id
        WHERE mistake.student_id = $1 AND ($2::text IS NULL OR mistake.global_topic_uid = $2)
          AND ($3::timestamptz IS NULL OR mistake.occurred_at >= $3)
        GROUP BY 1, 2, 3
     )
     SELECT folded.day::text, folded.topic_uid, topic.display_names AS topic_names, folded.code, folded.mistake_count
       FROM (SELECT day, topic_uid, code, sum(mistake_count)::int AS mistake_count FROM counted
              GROUP BY GROUPING SETS ((code), (day, code), (topic_uid, code))) AS folded
       LEFT JOIN topics AS topic ON topic.global_topic_uid = folded.topic_uid
      ORDER BY folded.day NULLS FIRST, folded.mistake_count DESC, folded.topic_uid, folded.code`,
    [scope.studentId, scope.topicUid, scope.since, scope.timeZone, scope.unit],
  );
  const byCode: MistakeMix['byCode'][number][] = [];
  const byDay: MistakeMix['byDay'][number][] = [];
  const byTopic: MistakeMix['byTopic'][number][] = [];
  for (const { day, topic_uid: topicUid, topic_names: topicNames, code, mistake_count: count } of rows) {
    if (day !== null) byDay.push({ day, code, count });
    else if (topicUid !== null) byTopic.push({ topicUid, topicNames, code, count });
    else byCode.push({ code, count });
  }
  return { mistakeCount: byCode.reduce((sum, { count }) => sum + count, 0), byCode, byDay, byTopic };
}

/** How heavy the mistakes of each unit of time were; an unknown code counts as 3. */
export async function readSeverityTrend(queries: SqlQueries, scope: InsightScope): Promise<readonly SeverityPoint[]> {
  return queries.query<SeverityPoint>(
    `WITH reason AS (
       SELECT DISTINCT ON (mistake_id) mistake_id, mistake_code FROM mistake_reasons
        ORDER BY mistake_id, noted_at DESC, id DESC
     )
     SELECT date_trunc($5, mistake.occurred_at AT TIME ZONE $4)::date::text AS day, count(*)::int AS "mistakeCount",
            avg(coalesce(type.severity, 3))::float8 AS "meanSeverity",
            sum(coalesce(type.severity, 3) ^ 2)::float8 AS "squaredSeverity"
       FROM student_mistakes AS mistake
       LEFT JOIN reason ON reason.mistake_id = mistake.id
       LEFT JOIN mistake_types AS type ON type.mistake_code = coalesce(reason.mistake_code, mistake.mistake_code)
      WHERE mistake.student_id = $1 AND ($2::text IS NULL OR mistake.global_topic_uid = $2)
        AND ($3::timestamptz IS NULL OR mistake.occurred_at >= $3)
      GROUP BY 1 ORDER BY 1`,
    [scope.studentId, scope.topicUid, scope.since, scope.timeZone, scope.unit],
  );
}
