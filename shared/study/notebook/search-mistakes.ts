/**
 * Finds mistakes of a student, a page at a time. Two steps: which ones, in order, by a statement that walks the index of
 * each topic and stops when the page is full, or reads every stem where words are searched for; then what the list shows of
 * these few.
 */
import type { LocalizedText, QuestionContent } from '../../content/question.ts';
import type { SqlQueries } from '../../database/study-database.ts';
import { ExpectedError } from '../../errors/outcome.ts';
import type { MistakePage, MistakeSearch, NotedMistake } from '../../model/notebook.ts';
import { searchPatterns } from './search-patterns.ts';

interface FoundRow {
  id: string;
  /** What the page is ordered by, as text: exact to the microsecond. */
  position: string;
  /** Of all that match; only where words are searched for. */
  totalCount?: number;
}

/**
 * The topics of a student by a loose scan: one probe of the index for each. $2 topics, $3 patterns.
 */
const topicsOfStudent = `
  WITH RECURSIVE walked AS (
    (SELECT global_topic_uid AS uid FROM student_mistakes WHERE student_id = $1 ORDER BY global_topic_uid LIMIT 1)
    UNION ALL
    SELECT (SELECT next.global_topic_uid FROM student_mistakes AS next
             WHERE next.student_id = $1 AND next.global_topic_uid > walked.uid
             ORDER BY next.global_topic_uid LIMIT 1)
      FROM walked WHERE walked.uid IS NOT NULL
  ), topic AS (
    SELECT walked.uid FROM walked
     WHERE walked.uid IS NOT NULL AND (cardinality($2::text[]) = 0 OR walked.uid = ANY ($2::text[]))
       AND (cardinality($3::text[]) = 0 OR EXISTS (
             SELECT FROM student_mistake_patterns AS pattern
              WHERE pattern.student_id = $1 AND pattern.global_topic_uid = walked.uid
                AND pattern.improvement_trend = ANY ($3::text[])))
  )`;

/** What a mistake must fulfil besides its topic and the words of a search. $4 codes, $5 from, $6 before. */
const conditions = `
  ($5::timestamptz IS NULL OR mistake.occurred_at >= $5::timestamptz)
  AND ($6::timestamptz IS NULL OR mistake.occurred_at < $6::timestamptz)
  AND (cardinality($4::text[]) = 0
       OR coalesce((SELECT reason.mistake_code FROM mistake_reasons AS reason WHERE reason.mistake_id = mistake.id
                     ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1), mistake.mistake_code) = ANY ($4::text[]))`;

/** OFFSET 0 makes the walk along the index come first: a planner that expects few matches would read and sort everything. */
const newestStatement = `${topicsOfStudent}
  SELECT found.id, found.occurred_at::text AS position
    FROM topic CROSS JOIN LATERAL (
           SELECT mistake.id, mistake.occurred_at
             FROM (SELECT * FROM student_mistakes AS mistake
                    WHERE mistake.student_id = $1 AND mistake.global_topic_uid = topic.uid
                      AND ($7::timestamptz IS NULL OR (mistake.occurred_at, mistake.id) < ($7::timestamptz, $8::uuid))
                    ORDER BY mistake.occurred_at DESC, mistake.id DESC OFFSET 0) AS mistake
            WHERE ${conditions} LIMIT $9) AS found
   ORDER BY found.occurred_at DESC, found.id DESC LIMIT $9`;

const oldestStatement = `${topicsOfStudent}
  SELECT found.id, found.occurred_at::text AS position
    FROM topic CROSS JOIN LATERAL (
           SELECT mistake.id, mistake.occurred_at
             FROM (SELECT * FROM student_mistakes AS mistake
                    WHERE mistake.student_id = $1 AND mistake.global_topic_uid = topic.uid
                      AND ($7::timestamptz IS NULL OR (mistake.occurred_at, mistake.id) > ($7::timestamptz, $8::uuid))
                    ORDER BY mistake.occurred_at, mistake.id OFFSET 0) AS mistake
            WHERE ${conditions} LIMIT $9) AS found
   ORDER BY found.occurred_at, found.id LIMIT $9`;

/** Times have no index: all of them are looked at, the page alone is sorted. A mistake without a time counts as -1. */
const slowestStatement = `${topicsOfStudent}
  SELECT mistake.id, coalesce(mistake.time_spent_seconds, -1)::text AS position
    FROM topic JOIN student_mistakes AS mistake ON mistake.student_id = $1 AND mistake.global_topic_uid = topic.uid
   WHERE ($7::numeric IS NULL
          OR (coalesce(mistake.time_spent_seconds, -1), mistake.id) < ($7::numeric, $8::uuid))
     AND ${conditions}
   ORDER BY coalesce(mistake.time_spent_seconds, -1) DESC, mistake.id DESC LIMIT $9`;

const countStatement = `${topicsOfStudent}
  SELECT count(*)::int AS count
    FROM topic JOIN student_mistakes AS mistake ON mistake.student_id = $1 AND mistake.global_topic_uid = topic.uid
   WHERE ${conditions}`;

const statements = { newest: newestStatement, oldest: oldestStatement, slowest: slowestStatement } as const;

/**
 * Mistakes in whose stem (as the JSON text of its languages) and note together every word occurs. $10: regular expressions
 * of `searchPatterns`; folding the text instead, with translate(), took 40 microseconds a row, the expressions take 3.
 *
 * Every stem is read once, in the order of the table, and what fits is joined to the answers: a probe of two indexes for
 * each mistake took 0.9 s over 50,000 when nothing fits, and as long again to count. Only mistakes with a note, which are
 * few, are asked for their stem one by one. The number of all that fit comes with each row.
 */
function searchStatement(position: string, isAfterCursor: string, order: string): string {
  return `${topicsOfStudent}, stem AS MATERIALIZED (
    SELECT id FROM question_versions WHERE content ->> 'stem' ~ ALL ($10::text[])
  ), answered AS MATERIALIZED (
    SELECT answer.id FROM test_answers AS answer JOIN stem ON stem.id = answer.question_version_id
     WHERE answer.student_id = $1
  ), noted AS MATERIALIZED (
    SELECT DISTINCT ON (mistake_id) mistake_id, note FROM mistake_reasons
     WHERE student_id = $1 AND note IS NOT NULL ORDER BY mistake_id, noted_at DESC, id DESC
  ), found AS MATERIALIZED (
    SELECT mistake.id, mistake.occurred_at, coalesce(mistake.time_spent_seconds, -1) AS seconds
      FROM topic JOIN student_mistakes AS mistake ON mistake.student_id = $1 AND mistake.global_topic_uid = topic.uid
      LEFT JOIN answered ON answered.id = mistake.test_answer_id
      LEFT JOIN noted ON noted.mistake_id = mistake.id
     WHERE ${conditions}
       AND (answered.id IS NOT NULL
            OR (noted.mistake_id IS NOT NULL
                AND concat_ws(' ', (SELECT version.content ->> 'stem' FROM test_answers AS answer
                                      JOIN question_versions AS version ON version.id = answer.question_version_id
                                     WHERE answer.id = mistake.test_answer_id), noted.note) ~ ALL ($10::text[])))
  )
  SELECT found.id, ${position}::text AS position, (SELECT count(*)::int FROM found) AS "totalCount"
    FROM found WHERE ${isAfterCursor} ORDER BY ${order} LIMIT $9`;
}

const searchStatements = {
  newest: searchStatement(
    'found.occurred_at',
    '$7::timestamptz IS NULL OR (found.occurred_at, found.id) < ($7::timestamptz, $8::uuid)',
    'found.occurred_at DESC, found.id DESC',
  ),
  oldest: searchStatement(
    'found.occurred_at',
    '$7::timestamptz IS NULL OR (found.occurred_at, found.id) > ($7::timestamptz, $8::uuid)',
    'found.occurred_at, found.id',
  ),
  slowest: searchStatement(
    'found.seconds',
    '$7::numeric IS NULL OR (found.seconds, found.id) < ($7::numeric, $8::uuid)',
    'found.seconds DESC, found.id DESC',
  ),
} as const;

/** Throws `ExpectedError` INVALID_INPUT for a cursor that no page gave. */
export async function searchMistakes(queries: SqlQueries, search: MistakeSearch): Promise<MistakePage> {
  const cursor = readCursor(search);
  // One more than asked for says whether there is a next page.
  const found = await findRows(queries, search, cursor, search.limit + 1);
  const page = found.slice(0, search.limit);
  const last = page.at(-1);
  const mistakes = await readNotedMistakes(
    queries,
    page.map(({ id }) => id),
  );
  const nextCursor =
    found.length > page.length && last !== undefined ? `${search.order}|${last.position}|${last.id}` : null;
  const isPlain = searchPatterns(search.text).length === 0;
  return { mistakes, nextCursor, totalCount: isPlain ? null : (found[0]?.totalCount ?? 0) };
}

/** Of all that match, whatever page is asked for. */
export async function countMistakes(queries: SqlQueries, search: MistakeSearch): Promise<number> {
  if (searchPatterns(search.text).length > 0) {
    const [found] = await findRows(queries, search, null, 1);
    return found?.totalCount ?? 0;
  }
  const [row] = await queries.query<{ count: number }>(countStatement, filterValues(search));
  return row?.count ?? 0;
}

async function findRows(
  queries: SqlQueries,
  search: MistakeSearch,
  cursor: Cursor | null,
  limit: number,
): Promise<readonly FoundRow[]> {
  const words = searchPatterns(search.text);
  const values = [...filterValues(search), cursor?.position ?? null, cursor?.id ?? null, limit];
  return words.length === 0
    ? queries.query<FoundRow>(statements[search.order], values)
    : queries.query<FoundRow>(searchStatements[search.order], [...values, words]);
}

function filterValues(search: MistakeSearch): readonly unknown[] {
  const { studentId, topicUids, patterns, mistakeCodes, occurredFrom, occurredBefore } = search;
  return [studentId, topicUids, patterns, mistakeCodes, occurredFrom, occurredBefore];
}

interface Cursor {
  readonly position: string;
  readonly id: string;
}

function readCursor({ cursor, order }: MistakeSearch): Cursor | null {
  if (cursor === null) return null;
  const [cursorOrder, position, id] = cursor.split('|');
  const shape = order === 'slowest' ? /^-?\d+(\.\d+)?$/ : /^\d{4}-\d{2}-\d{2} [\d:.]+[+-][\d:]+$/;
  const isOurs =
    cursorOrder === order && position !== undefined && shape.test(position) && /^[0-9a-f-]{36}$/.test(id ?? '');
  if (!isOurs || id === undefined) throw new ExpectedError('INVALID_INPUT', { field: 'cursor', problem: 'unknown' });
  return { position, id };
}

/** What the list shows of these mistakes, in the order of `ids`. */
async function readNotedMistakes(queries: SqlQueries, ids: readonly string[]): Promise<readonly NotedMistake[]> {
  if (ids.length === 0) return [];
  const rows = await queries.query<{
    id: string;
    topic_uid: string;
    topic_names: LocalizedText | null;
    mistake_code: string;
    occurred_at: Date;
    time_spent_seconds: number | null;
    expected_seconds: number | null;
    stem: LocalizedText | null;
    text_format: QuestionContent['textFormat'] | null;
    note: string | null;
  }>(
    `SELECT mistake.id, mistake.global_topic_uid AS topic_uid, topic.display_names AS topic_names, mistake.occurred_at,
            coalesce((SELECT reason.mistake_code FROM mistake_reasons AS reason WHERE reason.mistake_id = mistake.id
                       ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1), mistake.mistake_code) AS mistake_code,
            mistake.time_spent_seconds::float8 AS time_spent_seconds,
            (version.content ->> 'expectedSeconds')::float8 AS expected_seconds, version.content -> 'stem' AS stem,
            version.content ->> 'textFormat' AS text_format,
            (SELECT reason.note FROM mistake_reasons AS reason
              WHERE reason.mistake_id = mistake.id AND reason.note IS NOT NULL
              ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1) AS note
       FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
       JOIN student_mistakes AS mistake ON mistake.id = wanted.id
       LEFT JOIN topics AS topic ON topic.global_topic_uid = mistake.global_topic_uid
       LEFT JOIN test_answers AS answer ON answer.id = mistake.test_answer_id
       LEFT JOIN question_versions AS version ON version.id = answer.question_version_id
      ORDER BY wanted.place`,
    [ids],
  );
  return rows.map((row) => ({
    mistakeId: row.id,
    topicUid: row.topic_uid,
    topicNames: row.topic_names,
    mistakeCode: row.mistake_code,
    occurredAt: row.occurred_at.toISOString(),
    timeSpentSeconds: row.time_spent_seconds,
    expectedSeconds: row.expected_seconds,
    stem: row.stem,
    textFormat: row.text_format,
    note: row.note ?? '',
  }));
}
