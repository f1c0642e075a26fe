/** From what is due to the questions of a review session. */
import type { SqlQueries } from '../../database/study-database.ts';
import { ExpectedError } from '../../errors/outcome.ts';
import type { ReviewRequest } from '../../model/review.ts';
import type { TemplateFinder } from '../built-in-pack.ts';
import { drawVersion, readStoredVersions } from '../draw-session.ts';
import type { Candidate } from '../plan-session.ts';
import type { SessionFact } from '../study-fact.ts';
import { latestMistake, type ReviewCard } from './review-book.ts';
import { dueCards } from './review-queue.ts';

/**
 * The review as a session. A template is asked with fresh numbers; any other question as it stands now, or, where it is
 * gone, in the version that was got wrong. Throws `ExpectedError` NO_QUESTIONS_FOUND when nothing is due.
 */
export async function drawReview(
  queries: SqlQueries,
  request: ReviewRequest,
  cards: ReadonlyMap<string, ReviewCard>,
  nowMs: number,
  findTemplate: TemplateFinder,
): Promise<SessionFact> {
  const wanted =
    request.questionIds.length === 0
      ? dueCards(cards.values(), nowMs).map((card) => card.questionId)
      : [...new Set(request.questionIds)].filter((id) => cards.get(id)?.canBeAsked === true);
  const chosen = wanted.slice(0, request.questionCount).flatMap((id) => cards.get(id) ?? []);
  const candidates = await readCandidates(queries, chosen, findTemplate);
  const stored = await readStoredVersions(queries, candidates);
  const askable = interleaveTopics(
    candidates.filter(
      (candidate) =>
        candidate.templateKey !== null || (candidate.versionId !== null && stored.has(candidate.versionId)),
    ),
  );
  const versions = askable.map((candidate, position) =>
    drawVersion(candidate, `${request.testRecordId}/${position}`, stored, findTemplate),
  );
  if (versions.length === 0) throw new ExpectedError('NO_QUESTIONS_FOUND', { sessionKind: 'review' });
  const totalSeconds = versions.reduce((sum, version) => sum + version.content.expectedSeconds, 0);
  return {
    kind: 'session_started',
    testRecordId: request.testRecordId,
    studentId: request.studentId,
    sessionKind: 'review',
    versions,
    expectedSecondsPerQuestion: totalSeconds / versions.length,
    sourceRecommendationId: null,
    startedAt: request.startedAt,
  };
}

async function readCandidates(
  queries: SqlQueries,
  cards: readonly ReviewCard[],
  findTemplate: TemplateFinder,
): Promise<readonly Candidate[]> {
  if (cards.length === 0) return [];
  const rows = await queries.query<{
    question_id: string;
    topic_uid: string;
    difficulty: 1 | 2 | 3 | null;
    template_key: string | null;
    current_version_id: string | null;
    mistaken_version_id: string | null;
  }>(
    `SELECT wanted.question_id, question.difficulty, question.template_key, question.current_version_id,
            coalesce(question.global_topic_uid, answer.global_topic_uid, '') AS topic_uid,
            answer.question_version_id AS mistaken_version_id
       FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS wanted (question_id, answer_id, place)
       LEFT JOIN questions AS question ON question.id = wanted.question_id AND question.retired_at IS NULL
       LEFT JOIN test_answers AS answer ON answer.id = wanted.answer_id
      ORDER BY wanted.place`,
    [cards.map((card) => card.questionId), cards.map((card) => latestMistake(card)?.testAnswerId ?? null)],
  );
  return rows.map((row) => {
    const isKnownTemplate = row.template_key !== null && findTemplate(row.template_key) !== undefined;
    return {
      questionId: row.question_id,
      topicUid: row.topic_uid,
      difficulty: row.difficulty ?? 2,
      templateKey: isKnownTemplate ? row.template_key : null,
      versionId:
        row.template_key === null ? (row.current_version_id ?? row.mistaken_version_id) : row.mistaken_version_id,
      lastSeenMs: null,
    };
  });
}

/** Topics take turns (Rohrer 2015: mixed practice is remembered better than blocks), each in the order it had. */
export function interleaveTopics<T extends { readonly topicUid: string }>(items: readonly T[]): readonly T[] {
  const queues = new Map<string, T[]>();
  for (const item of items) queues.set(item.topicUid, [...(queues.get(item.topicUid) ?? []), item]);
  const mixed: T[] = [];
  for (let turn = 0; mixed.length < items.length; turn += 1) {
    for (const queue of queues.values()) {
      const item = queue[turn];
      if (item !== undefined) mixed.push(item);
    }
  }
  return mixed;
}
