/** Questions of imported and own packs, for browsing. */
import type { LocalizedText, QuestionContent } from '../../content/question.ts';
import type { SqlQueries } from '../../database/study-database.ts';
import { ExpectedError } from '../../errors/outcome.ts';
import type {
  FoundQuestion,
  QuestionDetail,
  QuestionFacets,
  QuestionPage,
  QuestionSearch,
} from '../../model/question-search.ts';
import { searchPatterns } from '../notebook/search-patterns.ts';
import { ownPackFormat } from './own-pack.ts';

/**
 * $1 packs, $2 topics, $3 kinds, $4 difficulties, $5 whether retired, $6 regular expressions for the stem, which are held
 * against it last: reading a stem costs more than all the rest.
 */
const found = `
  SELECT question.id, question.pack_id, question.global_topic_uid, question.kind, question.difficulty,
         question.external_key, question.current_version_id
    FROM questions AS question
   WHERE question.current_version_id IS NOT NULL AND (question.retired_at IS NOT NULL) = $5::boolean
     AND (cardinality($1::uuid[]) = 0 OR question.pack_id = ANY ($1::uuid[]))
     AND (cardinality($2::text[]) = 0 OR question.global_topic_uid = ANY ($2::text[]))
     AND (cardinality($3::text[]) = 0 OR question.kind = ANY ($3::text[]))
     AND (cardinality($4::int[]) = 0 OR question.difficulty = ANY ($4::int[]))
     AND (cardinality($6::text[]) = 0
          OR (SELECT version.content ->> 'stem' FROM question_versions AS version
               WHERE version.id = question.current_version_id) ~ ALL ($6::text[]))`;

/** By pack, then as the pack counts its questions: shorter keys first, so that 10 comes after 9. */
const pageStatement = `
  WITH found AS MATERIALIZED (${found}), page AS (
    SELECT found.*, count(*) OVER ()::int AS total_count,
           row_number() OVER (ORDER BY pack_id, length(external_key), external_key COLLATE "C") AS place
      FROM found ORDER BY place OFFSET $7 LIMIT $8
  )
  SELECT page.id AS "questionId", page.pack_id AS "packId", page.global_topic_uid AS "topicUid",
         topic.display_names AS "topicNames", page.kind, page.difficulty,
         version.content ->> 'textFormat' AS "textFormat", version.content -> 'stem' AS stem,
         page.total_count AS "totalCount"
    FROM page JOIN question_versions AS version ON version.id = page.current_version_id
    LEFT JOIN topics AS topic ON topic.global_topic_uid = page.global_topic_uid
   ORDER BY page.place`;

export async function searchQuestions(queries: SqlQueries, search: QuestionSearch): Promise<QuestionPage> {
  const rows = await queries.query<FoundQuestion & { totalCount: number }>(pageStatement, [
    search.packIds,
    search.topicUids,
    search.kinds,
    search.difficulties,
    search.isRetired,
    searchPatterns(search.text),
    search.offset,
    search.limit,
  ]);
  const [first] = rows;
  return { questions: rows.map(({ totalCount: _, ...question }) => question), totalCount: first?.totalCount ?? 0 };
}

export async function readQuestionFacets(queries: SqlQueries): Promise<QuestionFacets> {
  const [row] = await queries.query<{
    packs: QuestionFacets['packs'];
    topics: QuestionFacets['topics'];
    retired_count: number;
  }>(
    `WITH counted AS MATERIALIZED (
       SELECT pack_id, global_topic_uid, count(*) FILTER (WHERE retired_at IS NULL)::int AS asked,
              count(*) FILTER (WHERE retired_at IS NOT NULL)::int AS retired
         FROM questions WHERE current_version_id IS NOT NULL GROUP BY pack_id, global_topic_uid
     )
     SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('packId', pack.id, 'names', pack.display_names,
                                                          'count', by_pack.count) ORDER BY pack.installed_at DESC), '[]')
               FROM (SELECT pack_id, sum(asked) AS count FROM counted GROUP BY pack_id) AS by_pack
               JOIN question_packs AS pack ON pack.id = by_pack.pack_id) AS packs,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('topicUid', by_topic.global_topic_uid,
                                                          'names', topic.display_names, 'count', by_topic.count)
                                       ORDER BY topic.sort_order, by_topic.global_topic_uid), '[]')
               FROM (SELECT global_topic_uid, sum(asked) AS count FROM counted GROUP BY global_topic_uid) AS by_topic
               LEFT JOIN topics AS topic ON topic.global_topic_uid = by_topic.global_topic_uid) AS topics,
            (SELECT coalesce(sum(retired), 0)::int FROM counted) AS retired_count`,
  );
  return { packs: row?.packs ?? [], topics: row?.topics ?? [], retiredCount: row?.retired_count ?? 0 };
}

/** Throws `ExpectedError` NOT_FOUND. */
export async function readQuestion(queries: SqlQueries, questionId: string): Promise<QuestionDetail> {
  const [row] = await queries.query<{
    content: QuestionContent;
    pack_id: string;
    pack_names: LocalizedText;
    source_format: string;
    topic_names: LocalizedText | null;
    is_retired: boolean;
    answer_count: number;
    right_count: number;
    version_count: number;
  }>(
    `SELECT version.content, pack.id AS pack_id, pack.display_names AS pack_names, pack.source_format,
            topic.display_names AS topic_names, question.retired_at IS NOT NULL AS is_retired,
            answered.answer_count, answered.right_count,
            (SELECT count(*)::int FROM question_versions WHERE question_id = question.id) AS version_count
       FROM questions AS question
       JOIN question_versions AS version ON version.id = question.current_version_id
       JOIN question_packs AS pack ON pack.id = question.pack_id
       LEFT JOIN topics AS topic ON topic.global_topic_uid = question.global_topic_uid
       CROSS JOIN LATERAL (SELECT count(*)::int AS answer_count,
                                  count(*) FILTER (WHERE outcome = 'right')::int AS right_count
                             FROM test_answers WHERE question_id = question.id) AS answered
      WHERE question.id = $1`,
    [questionId],
  );
  if (row === undefined) throw new ExpectedError('NOT_FOUND', { what: 'question' });
  return {
    questionId,
    content: row.content,
    pack: { id: row.pack_id, names: row.pack_names, isOwn: row.source_format === ownPackFormat },
    topicNames: row.topic_names,
    isRetired: row.is_retired,
    answerCount: row.answer_count,
    rightCount: row.right_count,
    versionCount: row.version_count,
  };
}
