/** From an appointment of the sample calendar to a session as a fact, drawn from the shipped templates. */
import { allTemplates } from '../../content/maths-pack/all-templates.ts';
import { drawQuestion } from '../../content/maths-pack/draw-question.ts';
import type { SeededRandom } from '../../content/maths-pack/seeded-random.ts';
import { questionIdOf, questionVersionIdOf } from '../../content/question-version-id.ts';
import type { SessionKind } from '../../model/session.ts';
import { builtInPackUid } from '../built-in-pack.ts';
import { type Candidate, planSession } from '../plan-session.ts';
import type { PlannedVersion, SessionFact } from '../study-fact.ts';
import { sampleStudentId } from './sample-student.ts';

export interface SampleSessionDraft {
  readonly testRecordId: string;
  /** Decides which instances of the templates are drawn. */
  readonly seed: string;
  readonly kind: SessionKind;
  /** Null where `questionIds` names what comes back. */
  readonly topicUid: string | null;
  readonly questionIds?: readonly string[];
  readonly questionCount: number;
  readonly startMs: number;
  readonly sourceRecommendationId: string | null;
}

const templateOfKey = new Map(allTemplates.map((template) => [template.key, template]));

export function sampleSessionFact(draft: SampleSessionDraft, random: SeededRandom): SessionFact {
  const candidates = allTemplates
    .filter(({ key, topicUid, difficulty }) =>
      draft.questionIds === undefined
        ? topicUid === draft.topicUid && (draft.kind !== 'easy_set' || difficulty === 1)
        : draft.questionIds.includes(questionIdOf(builtInPackUid, key)),
    )
    .map(
      ({ key, topicUid, difficulty }): Candidate => ({
        questionId: questionIdOf(builtInPackUid, key),
        topicUid,
        difficulty,
        templateKey: key,
        versionId: null,
        lastSeenMs: null,
      }),
    );
  const versions = planSession(candidates, draft.questionCount, random).map((candidate, position) =>
    drawVersion(candidate, `${draft.seed}/${position}`),
  );
  const totalSeconds = versions.reduce((sum, version) => sum + version.content.expectedSeconds, 0);
  return {
    kind: 'session_started',
    testRecordId: draft.testRecordId,
    studentId: sampleStudentId,
    sessionKind: draft.kind,
    versions,
    expectedSecondsPerQuestion: totalSeconds / versions.length,
    sourceRecommendationId: draft.sourceRecommendationId,
    startedAt: new Date(draft.startMs).toISOString(),
  };
}

function drawVersion({ questionId, templateKey }: Candidate, seed: string): PlannedVersion {
  const template = templateOfKey.get(templateKey ?? '');
  if (template === undefined) throw new Error(`unknown template ${templateKey}`);
  const { content } = drawQuestion(template, seed);
  return {
    questionVersionId: questionVersionIdOf(questionId, content),
    questionId,
    content,
    templateRevision: template.revision,
    templateSeed: seed,
  };
}
