import type { QuestionContent } from '../../shared/content/question.ts';
import type { ReflexEvent } from '../../shared/model/reflex.ts';
import type { Session } from '../../shared/model/session.ts';

export function exampleQuestion(stem: string, hintCount = 2): QuestionContent {
  return {
    kind: 'numeric',
    topicUid: 'TR.MAT.ALG.001',
    difficulty: 1,
    expectedSeconds: 60,
    textFormat: 'plain',
    stem: { en: stem },
    rationale: [],
    hints: Array.from({ length: hintCount }, (_, index) => ({ en: `hint ${index + 1}` })),
    numeric: { value: 2, tolerance: 0, knownWrong: [] },
  };
}

/** A session of three questions; the middle one has no hints. */
export function exampleSession(answeredPositions: readonly number[] = []): Session {
  return {
    testRecordId: 'record',
    studentId: 'student',
    kind: 'practice',
    startedAt: '2026-03-01T10:00:00.000Z',
    finishedAt: null,
    expectedSecondsPerQuestion: null,
    questions: [2, 0, 2].map((hintCount, position) => ({
      questionVersionId: `version-${position}`,
      questionId: `question-${position}`,
      content: exampleQuestion(`question ${position}`, hintCount),
    })),
    answered: answeredPositions.map((position) => ({
      position,
      answerId: `answer-${position}`,
      response: { kind: 'blank' },
      outcome: 'blank',
      mistakeId: `mistake-${position}`,
      timeSpentSeconds: null,
    })),
  };
}

export function exampleEvent(
  id: string,
  changes: Partial<ReflexEvent['recommendation']> = {},
  createdAt = '',
): ReflexEvent {
  const recommendation = {
    id: `recommendation-${id}`,
    studentId: 'student',
    topicUid: 'TR.MAT.ALG.001',
    topicNames: null,
    type: 'PANIC_RUSH' as const,
    title: 'Yavaşla',
    message: '',
    actionItems: [],
    doneActions: [],
    priority: 8,
    isShown: false,
    isDismissed: false,
    isDone: false,
    isActive: true,
    changedAt: null,
    sourceMistakeId: null,
    evidence: { mistakeCode: null, mistakeCount: 3, timesSeconds: [] },
    createdAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:00:00.000Z',
    endedAt: null,
    expiresAt: null,
    ...changes,
  };
  return {
    id,
    eventType: 'RECOMMENDATION_CREATED',
    studentId: recommendation.studentId,
    createdAt: createdAt === '' ? recommendation.createdAt : createdAt,
    recommendation,
  };
}
