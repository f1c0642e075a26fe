/** Reads from the database which questions a session of a given kind may ask. */
import type { SqlQueries } from '../database/study-database.ts';
import type { SessionRequest } from '../model/session.ts';
import type { Candidate } from './plan-session.ts';

interface CandidateRow {
  id: string;
  topic_uid: string;
  difficulty: 1 | 2 | 3;
  template_key: string | null;
  current_version_id: string | null;
  last_seen_ms: number | null;
  /** Null for a question that shares nothing. */
  stimulus_key: string | null;
  external_key: string;
}

/** Difficulties in the order of preference; a level is used only when the ones before it offer nothing. */
const difficultyPreference: Readonly<Record<SessionRequest['kind'], readonly (readonly number[])[]>> = {
  practice: [[1, 2, 3]],
  review: [[1, 2, 3]],
  retry_mistakes: [[1, 2, 3]],
  easy_set: [[1], [2], [3]],
  normal_set: [[2], [1, 3]],
  prerequisite_check: [[1], [2], [3]],
  timed_test: [[1, 2, 3]],
};
/** How many topics before the named one count as what it builds on. */
const prerequisiteTopicCount = 2;
/** A mistake older than this is no longer "recent": the spaced review of the notebook takes over. */
const recentMistakeDays = 60;

/** Questions to plan from. Empty when there are none of that kind, topic or pack. */
export async function findCandidates(queries: SqlQueries, request: SessionRequest): Promise<readonly Candidate[]> {
  const topicUids =
    request.kind === 'prerequisite_check' ? await withPrerequisites(queries, request.topicUids) : request.topicUids;
  const preference = request.difficulties === undefined ? difficultyPreference[request.kind] : [request.difficulties];
  for (const difficulties of preference) {
    // As many as the whole session for each (topic, difficulty) is enough for any balanced plan.
    const rows = await queries.query<CandidateRow>(
      `SELECT ranked.id, topic_uid, difficulty, template_key, current_version_id, last_seen_ms, external_key,
              md5(version.content ->> 'stimulus') AS stimulus_key FROM (
         SELECT question.id, question.global_topic_uid AS topic_uid, question.difficulty, question.template_key,
                question.current_version_id, question.external_key,
                extract(epoch FROM seen.last_seen_at)::float8 * 1000 AS last_seen_ms,
                row_number() OVER (PARTITION BY question.global_topic_uid, question.difficulty
                                   ORDER BY seen.last_seen_at NULLS FIRST, random()) AS place
           FROM questions AS question
           LEFT JOIN (SELECT question_id, max(answered_at) AS last_seen_at
                        FROM test_answers WHERE student_id = $1 GROUP BY question_id) AS seen
                  ON seen.question_id = question.id
          WHERE question.retired_at IS NULL AND question.difficulty = ANY ($2::int[])
            AND (cardinality($3::text[]) = 0 OR question.global_topic_uid = ANY ($3::text[]))
            AND ($4::uuid IS NULL OR question.pack_id = $4::uuid)
       ) AS ranked LEFT JOIN question_versions AS version ON version.id = ranked.current_version_id
        WHERE place <= $5`,
      [request.studentId, difficulties, topicUids, request.packId, request.questionCount],
    );
    if (rows.length > 0) return rows.map(toCandidate);
  }
  return [];
}

/**
 * Questions whose latest answer by this student, within the last 60 days, was wrong or blank; newest mistake first.
 * A template counts as one question: it is retried with other numbers.
 */
export async function findMistakenQuestions(
  queries: SqlQueries,
  request: SessionRequest,
): Promise<readonly Candidate[]> {
  const rows = await queries.query<CandidateRow>(
    `SELECT question.id, question.global_topic_uid AS topic_uid, question.difficulty, question.template_key,
            question.current_version_id, question.external_key, md5(version.content ->> 'stimulus') AS stimulus_key,
            extract(epoch FROM latest.answered_at)::float8 * 1000 AS last_seen_ms
       FROM (SELECT DISTINCT ON (question_id) question_id, outcome, answered_at
               FROM test_answers
              WHERE student_id = $1 AND answered_at >= $2::timestamptz - make_interval(days => $3)
                AND (cardinality($4::text[]) = 0 OR global_topic_uid = ANY ($4::text[]))
              ORDER BY question_id, answered_at DESC, id DESC) AS latest
       JOIN questions AS question ON question.id = latest.question_id
       LEFT JOIN question_versions AS version ON version.id = question.current_version_id
      WHERE latest.outcome <> 'right' AND question.retired_at IS NULL
        AND ($5::uuid IS NULL OR question.pack_id = $5::uuid)
      ORDER BY latest.answered_at DESC, question.id LIMIT $6`,
    [request.studentId, request.startedAt, recentMistakeDays, request.topicUids, request.packId, request.questionCount],
  );
  return rows.map(toCandidate);
}

/** The named topics and, for each, the topics just before it in the same strand. */
async function withPrerequisites(queries: SqlQueries, topicUids: readonly string[]): Promise<readonly string[]> {
  if (topicUids.length === 0) return topicUids;
  const rows = await queries.query<{ topic_uid: string }>(
    `SELECT DISTINCT earlier.global_topic_uid AS topic_uid
       FROM topics AS topic
       CROSS JOIN LATERAL (SELECT global_topic_uid FROM topics
                            WHERE parent_topic_uid = topic.parent_topic_uid AND sort_order < topic.sort_order
                            ORDER BY sort_order DESC LIMIT $2) AS earlier
      WHERE topic.global_topic_uid = ANY ($1::text[])`,
    [topicUids, prerequisiteTopicCount],
  );
  return [...new Set([...topicUids, ...rows.map((row) => row.topic_uid)])];
}

function toCandidate(row: CandidateRow): Candidate {
  return {
    questionId: row.id,
    topicUid: row.topic_uid,
    difficulty: row.difficulty,
    templateKey: row.template_key,
    versionId: row.current_version_id,
    lastSeenMs: row.last_seen_ms,
    ...(row.stimulus_key === null ? {} : { part: { stimulusKey: row.stimulus_key, name: row.external_key } }),
  };
}
