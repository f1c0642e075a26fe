/**
 * Writes the sample student: some eight weeks of sessions, answers, reasons and reactions, all as facts through
 * `writeFact`, one after another, so that every pattern, baseline and reflex is what the triggers made of them.
 */

import { v5 as uuidV5 } from 'uuid';
import { createSeededRandom, type SeededRandom } from '../../content/maths-pack/seeded-random.ts';
import type { SqlQueries, StudyDatabase } from '../../database/study-database.ts';
import type { Language } from '../../model/profile.ts';
import { completionOfSession } from '../complete-session-action.ts';
import { gradeAnswer } from '../grade-answer.ts';
import { readSession } from '../read-session.ts';
import { deriveRating } from '../review/derive-rating.ts';
import { reviewIdOf } from '../review/review-fact.ts';
import type { SessionFact } from '../study-fact.ts';
import { writeFact } from '../write-fact.ts';
import { sampleAnswer } from './sample-answer.ts';
import { type SampleAppointment, sampleCalendar, sampleReviewTimes } from './sample-calendar.ts';
import { type ReflexReaction, reactToReflexes } from './sample-reflexes.ts';
import { type SampleSessionDraft, sampleSessionFact } from './sample-session.ts';
import { openSession, reviewQuestionCount, sampleSessionSizes } from './sample-stories.ts';
import { sampleStudentId, sampleStudentNames } from './sample-student.ts';

export interface SampleHistorySurroundings {
  readonly database: StudyDatabase;
  /** Each session is one turn: the student who waits gets theirs in between. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  readonly pause: () => Promise<void>;
  readonly onProgress: (doneCount: number, totalCount: number) => void;
}

/** Any text: it decides which sample student it is. */
const sampleSeed = 'End.STP sample student 3';
/** How many answers in the topic follow a piece of advice that helped. */
const heededAnswerCount = 8;
const reasonShare = 0.3;
const openSessionMinutesAgo = 12;

/** How many answers were written. The same seed tells the same story, however late it is told. */
export async function writeSampleHistory(
  surroundings: SampleHistorySurroundings,
  language: Language,
  nowMs: number,
  seed = sampleSeed,
): Promise<number> {
  const random = createSeededRandom(seed);
  const appointments = sampleCalendar(nowMs, random);
  const firstMs = appointments[0]?.startMs ?? nowMs;
  const student = new SampleWriter(nowMs, random);
  const inTurn = (work: (queries: SqlQueries) => Promise<unknown>) =>
    surroundings.exclusively(() =>
      surroundings.database.transaction(async (queries) => {
        // As rows that a peer sent: 008 neither logs them, since they go nowhere, nor puts its clock in place of the story's.
        await queries.query(`SELECT set_config('endstp.sync_applying', 'on', true)`);
        return work(queries);
      }),
    );
  await inTurn((queries) =>
    writeFact(queries, {
      kind: 'profile_created',
      profile: {
        id: sampleStudentId,
        displayName: sampleStudentNames[language],
        language,
        schoolGrade: 11,
        targetExam: 'TYT',
        colour: 'slate',
      },
      createdAt: new Date(firstMs).toISOString(),
    }),
  );
  const sessions = [
    ...appointments.map((appointment) => ({
      startMs: appointment.startMs,
      play: (queries: SqlQueries) => student.practise(queries, appointment),
    })),
    ...sampleReviewTimes(nowMs).map((startMs) => ({
      startMs,
      play: (queries: SqlQueries) => student.review(queries, startMs),
    })),
  ].sort((a, b) => a.startMs - b.startMs);
  const totalCount = sessions.length + 1;
  for (const [index, { play }] of sessions.entries()) {
    await inTurn(play);
    surroundings.onProgress(index + 1, totalCount);
    await surroundings.pause();
  }
  await inTurn((queries) => student.leaveOpen(queries));
  surroundings.onProgress(totalCount, totalCount);
  return student.answerCount;
}

class SampleWriter {
  answerCount = 0;
  private sessionCount = 0;
  /** Latest mistake of each question, the longest ago first. */
  private readonly mistaken = new Map<string, string>();
  /** Answers that advice still holds for, by topic. */
  private readonly heeded = new Map<string, number>();

  constructor(
    private readonly nowMs: number,
    private readonly random: SeededRandom,
  ) {}

  async practise(queries: SqlQueries, appointment: SampleAppointment): Promise<void> {
    const { topicUid, startMs } = appointment;
    const questionCount = this.random.pick(sampleSessionSizes);
    const draft = this.draft({ kind: 'practice', topicUid, questionCount, startMs, sourceRecommendationId: null });
    const played = await this.play(queries, draft, appointment, questionCount);
    for (const { followUp } of played.reactions) {
      if (followUp === null) continue;
      const { kind, questionCount: count, recommendationId } = followUp;
      const after = this.draft({
        kind,
        topicUid,
        questionCount: count,
        startMs: played.endMs + 60_000,
        sourceRecommendationId: recommendationId,
      });
      played.endMs = (await this.play(queries, after, { ...appointment, mood: 'steady' }, count)).endMs;
    }
  }

  /** Brings back what was got wrong longest ago, each question with other numbers. */
  async review(queries: SqlQueries, startMs: number): Promise<void> {
    const questionIds = [...this.mistaken.keys()].slice(0, reviewQuestionCount);
    const questionCount = questionIds.length;
    const draft = { kind: 'review', topicUid: null, questionIds, questionCount, startMs } as const;
    const appointment = { topicUid: '', usualCode: 'CONCEPT_ERROR', mood: 'strong', isToday: false, startMs } as const;
    await this.play(queries, this.draft({ ...draft, sourceRecommendationId: null }), appointment, questionCount);
  }

  async leaveOpen(queries: SqlQueries): Promise<void> {
    const { topicUid, questionCount, answeredCount } = openSession;
    const startMs = this.nowMs - openSessionMinutesAgo * 60_000;
    const draft = this.draft({ kind: 'practice', topicUid, questionCount, startMs, sourceRecommendationId: null });
    await this.play(
      queries,
      draft,
      { topicUid, usualCode: 'CONCEPT_ERROR', mood: 'strong', isToday: true, startMs },
      answeredCount,
    );
  }

  private draft(draft: Omit<SampleSessionDraft, 'testRecordId' | 'seed'>): SampleSessionDraft {
    this.sessionCount += 1;
    const seed = `sample/${this.sessionCount}`;
    return { testRecordId: this.idOf(seed), seed, ...draft };
  }

  /** With the time in it: a history made anew must not meet what a page still remembers of the one before. */
  private idOf(name: string): string {
    return uuidV5(`${this.nowMs}/${name}`, sampleStudentId);
  }

  /** Answers the first `answeredCount` questions; all of them finish the session. */
  private async play(
    queries: SqlQueries,
    draft: SampleSessionDraft,
    appointment: SampleAppointment,
    answeredCount: number,
  ): Promise<{ endMs: number; readonly reactions: readonly ReflexReaction[] }> {
    const session = sampleSessionFact(draft, this.random);
    await writeFact(queries, session);
    const reactions: ReflexReaction[] = [];
    let nowMs = draft.startMs;
    for (let position = 0; position < Math.min(answeredCount, session.versions.length); position += 1) {
      const answered = await this.answer(queries, session, position, appointment, nowMs);
      reactions.push(...answered.reactions);
      nowMs = answered.endMs;
    }
    if (answeredCount >= session.versions.length) await this.finish(queries, draft.testRecordId, nowMs);
    return { endMs: nowMs, reactions };
  }

  private async answer(
    queries: SqlQueries,
    session: SessionFact,
    position: number,
    { mood, usualCode, isToday }: SampleAppointment,
    startMs: number,
  ): Promise<{ readonly endMs: number; readonly reactions: readonly ReflexReaction[] }> {
    const version = session.versions[position];
    if (version === undefined) throw new Error(`the sample session has no question ${position}`);
    const { topicUid } = version.content;
    const heededLeft = this.heeded.get(topicUid) ?? 0;
    this.heeded.set(topicUid, Math.max(0, heededLeft - 1));
    const progress = position / session.versions.length;
    const situation = { mood, usualCode, progress, isHeedingAdvice: heededLeft > 0 };
    const given = sampleAnswer(version.content, situation, this.random);
    const grade = gradeAnswer(version.content, given.response);
    if (grade === null) throw new Error(`the sample answer does not belong to ${version.questionId}`);
    const answeredMs = Math.round(startMs + given.timeSpentSeconds * 1000);
    const name = `answer/${session.testRecordId}/${position}`;
    const mistakeId = this.idOf(`${name}/mistake`);
    const mistakeCode = grade.outcome === 'right' ? null : grade.mistakeCode;
    const answerId = this.idOf(name);
    const answeredAt = new Date(answeredMs).toISOString();
    const reviewedMistake = session.sessionKind === 'review' ? this.mistaken.get(version.questionId) : undefined;
    await writeFact(queries, {
      kind: 'answer_recorded',
      answerId,
      mistakeId,
      testRecordId: session.testRecordId,
      studentId: sampleStudentId,
      questionId: version.questionId,
      questionVersionId: version.questionVersionId,
      topicUid,
      position,
      response: given.response,
      outcome: grade.outcome,
      mistakeCode,
      timeSpentSeconds: given.timeSpentSeconds,
      hintsUsed: given.hintsUsed,
      answeredAt,
      ...(reviewedMistake === undefined
        ? {}
        : {
            review: {
              reviewId: reviewIdOf(answerId),
              studentId: sampleStudentId,
              questionId: version.questionId,
              questionVersionId: version.questionVersionId,
              mistakeId: reviewedMistake,
              testAnswerId: answerId,
              rating: deriveRating({
                outcome: grade.outcome,
                expectedSeconds: version.content.expectedSeconds,
                timeSpentSeconds: given.timeSpentSeconds,
                hintsUsed: given.hintsUsed,
              }),
              timeSpentSeconds: given.timeSpentSeconds,
              reviewedAt: answeredAt,
            },
          }),
    });
    this.answerCount += 1;
    this.remember(version.questionId, mistakeCode === null ? reviewedMistake : mistakeId);
    const readingSeconds = mistakeCode === null ? this.random.int(2, 6) : this.random.int(8, 40);
    const endMs = answeredMs + readingSeconds * 1000;
    if (mistakeCode === null) return { endMs, reactions: [] };
    await this.sayWhy(queries, { mistakeId, mistakeCode, usualCode, mood, notedMs: answeredMs + 6000 });
    const reactions = await reactToReflexes(queries, answeredMs, isToday ? null : this.random);
    for (const { topicUid: advised, helps } of reactions) if (helps) this.heeded.set(advised, heededAnswerCount);
    return { endMs: reactions.length > 0 ? endMs + 60_000 : endMs, reactions };
  }

  /** A mistake, or a review of one, puts the question at the end of those to come back. */
  private remember(questionId: string, mistakeId: string | undefined): void {
    if (mistakeId === undefined) return;
    this.mistaken.delete(questionId);
    this.mistaken.set(questionId, mistakeId);
  }

  private async sayWhy(
    queries: SqlQueries,
    mistake: { mistakeId: string; mistakeCode: string; usualCode: string; mood: string; notedMs: number },
  ): Promise<void> {
    if (mistake.mistakeCode === 'BLANK' || this.random.unit() > reasonShare) return;
    const means = mistake.mistakeCode === 'UNCLASSIFIED' || mistake.mood === 'looping' ? 'usual' : 'own';
    await writeFact(queries, {
      kind: 'mistake_reason_noted',
      reason: {
        reasonId: this.idOf(`${mistake.mistakeId}/reason`),
        mistakeId: mistake.mistakeId,
        studentId: sampleStudentId,
        mistakeCode:
          mistake.mood === 'rushing' ? 'TIME_PRESSURE' : means === 'usual' ? mistake.usualCode : mistake.mistakeCode,
        notedAt: new Date(mistake.notedMs).toISOString(),
      },
    });
  }

  private async finish(queries: SqlQueries, testRecordId: string, endMs: number): Promise<void> {
    const finishedAt = new Date(endMs).toISOString();
    await writeFact(queries, { kind: 'session_finished', testRecordId, finishedAt });
    const session = await readSession(queries, testRecordId);
    if (session === null) throw new Error('the sample session is gone');
    const completion = await completionOfSession(queries, session, finishedAt);
    if (completion !== null) await writeFact(queries, completion);
  }
}
