/** From a session request to the questions it asks, drawn but not yet stored. */
import { drawQuestion } from '../content/maths-pack/draw-question.ts';
import { createSeededRandom } from '../content/maths-pack/seeded-random.ts';
import type { QuestionContent } from '../content/question.ts';
import { questionVersionIdOf } from '../content/question-version-id.ts';
import type { SqlQueries } from '../database/study-database.ts';
import { ExpectedError } from '../errors/outcome.ts';
import type { SessionRequest } from '../model/session.ts';
import type { TemplateFinder } from './built-in-pack.ts';
import { type Candidate, keepPartsTogether, planSession } from './plan-session.ts';
import { findCandidates, findMistakenQuestions } from './session-candidates.ts';
import type { PlannedVersion, SessionFact } from './study-fact.ts';

/**
 * The session as a fact. Seeds come from `testRecordId`, so the same request on the same database draws the same
 * instances. Throws `ExpectedError` NO_QUESTIONS_FOUND when there is nothing to ask.
 */
export async function drawSession(
  queries: SqlQueries,
  request: SessionRequest,
  findTemplate: TemplateFinder,
): Promise<SessionFact> {
  const random = createSeededRandom(request.testRecordId);
  const chosen = keepPartsTogether(await chooseCandidates(queries, request, random));
  const usable = chosen.filter(
    (candidate) => candidate.templateKey === null || findTemplate(candidate.templateKey) !== undefined,
  );
  if (usable.length === 0) throw new ExpectedError('NO_QUESTIONS_FOUND', { sessionKind: request.kind });
  const stored = await readStoredVersions(queries, usable);
  const versions = usable.map((candidate, position) =>
    drawVersion(candidate, `${request.testRecordId}/${position}`, stored, findTemplate),
  );
  const totalSeconds = versions.reduce((sum, version) => sum + version.content.expectedSeconds, 0);
  return {
    kind: 'session_started',
    testRecordId: request.testRecordId,
    studentId: request.studentId,
    sessionKind: request.kind,
    versions,
    expectedSecondsPerQuestion: request.secondsPerQuestion ?? totalSeconds / versions.length,
    sourceRecommendationId: request.sourceRecommendationId,
    startedAt: request.startedAt,
  };
}

async function chooseCandidates(
  queries: SqlQueries,
  request: SessionRequest,
  random: ReturnType<typeof createSeededRandom>,
): Promise<readonly Candidate[]> {
  const { kind, questionCount } = request;
  if (kind === 'retry_mistakes') return findMistakenQuestions(queries, request);
  if (kind !== 'review') return planSession(await findCandidates(queries, request), questionCount, random);
  // A review looks back first (half of it, where there are that many mistakes) and then ranges over the topics.
  const mistaken = (await findMistakenQuestions(queries, request)).slice(0, Math.ceil(questionCount / 2));
  const mistakenIds = new Set(mistaken.map((candidate) => candidate.questionId));
  const others = (await findCandidates(queries, request)).filter(
    (candidate) => candidate.templateKey !== null || !mistakenIds.has(candidate.questionId),
  );
  return [...mistaken, ...planSession(others, questionCount - mistaken.length, random)];
}

export async function readStoredVersions(
  queries: SqlQueries,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<string, QuestionContent>> {
  const versionIds = candidates.flatMap((candidate) => (candidate.templateKey === null ? [candidate.versionId] : []));
  if (versionIds.length === 0) return new Map();
  const rows = await queries.query<{ id: string; content: QuestionContent }>(
    'SELECT id, content FROM question_versions WHERE id = ANY ($1::uuid[])',
    [versionIds],
  );
  return new Map(rows.map((row) => [row.id, row.content]));
}

export function drawVersion(
  candidate: Candidate,
  seed: string,
  stored: ReadonlyMap<string, QuestionContent>,
  findTemplate: TemplateFinder,
): PlannedVersion {
  if (candidate.templateKey === null) {
    const content = candidate.versionId === null ? undefined : stored.get(candidate.versionId);
    if (candidate.versionId === null || content === undefined) {
      throw new Error(`question ${candidate.questionId} has no stored version`);
    }
    const { questionId, versionId } = candidate;
    return { questionVersionId: versionId, questionId, content, templateRevision: null, templateSeed: null };
  }
  const template = findTemplate(candidate.templateKey);
  if (template === undefined) throw new Error(`unknown template ${candidate.templateKey}`);
  const { content } = drawQuestion(template, seed);
  return {
    questionVersionId: questionVersionIdOf(candidate.questionId, content),
    questionId: candidate.questionId,
    content,
    templateRevision: template.revision,
    templateSeed: seed,
  };
}
