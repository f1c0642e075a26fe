/** What came of a test, from what the page kept of it. */
import type { AnswerOutcome } from '../../../shared/model/answer.ts';
import { netOf } from '../../../shared/study/exam-norm.ts';
import { gradeAnswer } from '../../../shared/study/grade-answer.ts';
import { hasAnswer, normOf, type TestInProgress } from './test-steps.ts';

export interface TestResult {
  readonly rightCount: number;
  readonly wrongCount: number;
  readonly blankCount: number;
  /** Of the blanks, those that were never opened. */
  readonly unseenCount: number;
  readonly net: number;
  readonly normSeconds: number;
  /** Sum of the time on questions. */
  readonly spentSeconds: number;
  /** Over the questions that were opened; null when none was. */
  readonly meanSeconds: number | null;
  readonly questions: readonly {
    readonly position: number;
    readonly outcome: AnswerOutcome;
    readonly timeSpentSeconds: number;
  }[];
  /** By time spent, longest first. */
  readonly topics: readonly TopicTime[];
}
export interface TopicTime {
  readonly topicUid: string;
  readonly questionCount: number;
  readonly rightCount: number;
  readonly seconds: number;
}

export function resultOfTest(progress: TestInProgress): TestResult {
  const questions = progress.session.questions.map(({ content }, position) => {
    const answer = progress.test.answers[position];
    const response = answer !== undefined && hasAnswer(answer) ? answer.response : null;
    const outcome = response === null ? 'blank' : (gradeAnswer(content, response)?.outcome ?? 'wrong');
    return { position, outcome, timeSpentSeconds: answer?.timeSpentSeconds ?? 0, topicUid: content.topicUid };
  });
  const count = (outcome: AnswerOutcome) => questions.filter((question) => question.outcome === outcome).length;
  const seen = questions.filter((question) => question.timeSpentSeconds > 0);
  const spentSeconds = seen.reduce((sum, question) => sum + question.timeSpentSeconds, 0);
  const topics = new Map<string, TopicTime>();
  for (const { topicUid, outcome, timeSpentSeconds } of questions) {
    const topic = topics.get(topicUid) ?? { topicUid, questionCount: 0, rightCount: 0, seconds: 0 };
    topics.set(topicUid, {
      topicUid,
      questionCount: topic.questionCount + 1,
      rightCount: topic.rightCount + (outcome === 'right' ? 1 : 0),
      seconds: topic.seconds + timeSpentSeconds,
    });
  }
  return {
    rightCount: count('right'),
    wrongCount: count('wrong'),
    blankCount: count('blank'),
    unseenCount: questions.length - seen.length,
    net: netOf(count('right'), count('wrong')),
    normSeconds: normOf(progress),
    spentSeconds,
    meanSeconds: seen.length === 0 ? null : spentSeconds / seen.length,
    questions,
    topics: [...topics.values()].sort((a, b) => b.seconds - a.seconds),
  };
}
