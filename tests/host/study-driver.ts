/** Drives a host's calls the way a UI does. */
import { v7 as uuidV7 } from 'uuid';
import type { AnswerResponse } from '../../shared/content/question.ts';
import type { Outcome } from '../../shared/errors/outcome.ts';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { AnswerFeedback, AnswerSubmission } from '../../shared/model/answer.ts';
import type { Profile } from '../../shared/model/profile.ts';
import type { Session, SessionQuestion, SessionRequest } from '../../shared/model/session.ts';

export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.code} ${JSON.stringify(outcome.error.details)}`);
  return outcome.value;
}

export async function createStudent(calls: StudyHostCalls, displayName = 'Elif'): Promise<Profile> {
  return unwrap(
    await calls.createProfile({
      id: uuidV7(),
      displayName,
      language: 'tr',
      schoolGrade: 9,
      targetExam: 'TYT',
      colour: 'violet',
    }),
  );
}

export async function startPractice(
  calls: StudyHostCalls,
  studentId: string,
  changes: Partial<SessionRequest> = {},
): Promise<Session> {
  return unwrap(await calls.startSession(practiceRequest(studentId, changes)));
}

export function practiceRequest(studentId: string, changes: Partial<SessionRequest> = {}): SessionRequest {
  return {
    testRecordId: uuidV7(),
    studentId,
    kind: 'practice',
    topicUids: ['TR.MAT.ALG.001'],
    packId: null,
    questionCount: 6,
    startedAt: new Date().toISOString(),
    sourceRecommendationId: null,
    ...changes,
  };
}

export function wrongResponse({ content }: SessionQuestion): AnswerResponse {
  if ('choices' in content) {
    const wrongChoice = content.choices.find((choice) => !choice.isRight);
    return { kind: 'choices', choiceKeys: [wrongChoice?.key ?? 'none'] };
  }
  return content.kind === 'numeric' ? { kind: 'numeric', text: '987654321' } : { kind: 'text', text: 'surely not' };
}

export function rightResponse({ content }: SessionQuestion): AnswerResponse {
  if ('choices' in content) {
    return { kind: 'choices', choiceKeys: content.choices.filter((choice) => choice.isRight).map(({ key }) => key) };
  }
  return content.kind === 'numeric'
    ? { kind: 'numeric', text: String(content.numeric.value) }
    : { kind: 'text', text: content.shortText.accepted[0] ?? '' };
}

export function submission(
  session: Session,
  position: number,
  respond: (question: SessionQuestion) => AnswerResponse,
  changes: Partial<AnswerSubmission> = {},
): AnswerSubmission {
  const question = session.questions[position];
  if (question === undefined) throw new Error(`the session has no question ${position}`);
  return {
    answerId: uuidV7(),
    mistakeId: uuidV7(),
    testRecordId: session.testRecordId,
    studentId: session.studentId,
    questionVersionId: question.questionVersionId,
    position,
    response: respond(question),
    timeSpentSeconds: 30,
    hintsUsed: 0,
    answeredAt: new Date().toISOString(),
    ...changes,
  };
}

export async function answer(
  calls: StudyHostCalls,
  session: Session,
  position: number,
  respond: (question: SessionQuestion) => AnswerResponse,
  changes: Partial<AnswerSubmission> = {},
): Promise<AnswerFeedback> {
  return unwrap(await calls.recordAnswer(submission(session, position, respond, changes)));
}
