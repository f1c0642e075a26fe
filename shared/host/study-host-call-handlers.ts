/** What each call does: check the input, read or write, tell everybody what changed. */
import { findTemplate } from '../content/maths-pack/all-templates.ts';
import { ExpectedError } from '../errors/outcome.ts';
import type { Session } from '../model/session.ts';
import { completionOfSession } from '../study/complete-session-action.ts';
import { drawSession } from '../study/draw-session.ts';
import { readHomeView } from '../study/home-view.ts';
import { listMistakes, readMistake } from '../study/mistake-details.ts';
import { listProfiles, readProfile } from '../study/profiles.ts';
import { findOpenSessionId, readSession, type StoredSession } from '../study/read-session.ts';
import {
  listRecommendations,
  listUndeliveredReflexes,
  markedRecommendation,
  readRecommendation,
} from '../study/recommendations.ts';
import { createReviewBook } from '../study/review/review-book.ts';
import { readSessionResult } from '../study/session-result.ts';
import { listTopicSummaries } from '../study/topic-summaries.ts';
import { createAnswerRecorder } from './answer-recorder.ts';
import type { BundleCalls } from './bundle-calls.ts';
import { checkInput, toOutcome } from './call-outcome.ts';
import { callSchemas } from './call-schemas.ts';
import { createDatabaseCareCalls } from './database-care-calls.ts';
import { createFactWriter } from './fact-writer.ts';
import { createInsightsCalls } from './insights-calls.ts';
import { createNotebookCalls } from './notebook-call-handlers.ts';
import type { NoticeHub } from './notice-hub.ts';
import { createPackCalls } from './pack-calls.ts';
import { createProfileCalls } from './profile-calls.ts';
import { createQuestionCalls } from './question-call-handlers.ts';
import { createSampleCalls } from './sample-calls.ts';
import { createSettingsCalls } from './settings-calls.ts';
import type { StudyHostCalls } from './study-host-calls.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';
import type { SyncCalls } from './sync-calls.ts';

/** All calls but those of sync and of bundles, which the host adds. `sync`: what deleting a profile needs of them. */
export function createStudyHostCalls(
  surroundings: StudyHostSurroundings,
  notices: NoticeHub,
  sync: Pick<SyncCalls, 'eraseStudent' | 'withdrawJoinRequest'>,
): Omit<StudyHostCalls, keyof (SyncCalls & BundleCalls)> {
  const { database, description } = surroundings;
  const nowIso = () => new Date(surroundings.nowMs()).toISOString();
  const reviewBook = createReviewBook(database, surroundings.pause);
  notices.on('tablesChanged', ({ studentId, tables }) => {
    if (tables.includes('question_packs')) reviewBook.forget();
    else if (tables.includes('student_mistakes') || tables.includes('review_log')) reviewBook.doubt(studentId);
  });
  const writeFact = createFactWriter(surroundings, notices, reviewBook.applyFact);
  const recorder = createAnswerRecorder(surroundings, writeFact, reviewBook);
  notices.on('profileRekeyed', () => {
    recorder.forgetAll();
    reviewBook.forget();
  });
  const show = (session: StoredSession): Session => {
    if (session.finishedAt === null) recorder.prepare(session);
    return toSession(session);
  };
  const marked = async (recommendationId: string) =>
    markedRecommendation(found(await readRecommendation(database, recommendationId, nowIso())));
  const run = <T>(callName: keyof StudyHostCalls, work: () => Promise<T>) => toOutcome(callName, surroundings, work);

  return {
    ...createPackCalls(surroundings, notices),
    ...createQuestionCalls(surroundings, notices),
    ...createDatabaseCareCalls(surroundings, notices),
    ...createProfileCalls(surroundings, notices, writeFact, sync),
    ...createSettingsCalls(surroundings, writeFact),
    ...createSampleCalls(surroundings, notices),
    ...createInsightsCalls(surroundings),
    ...createNotebookCalls(surroundings, { writeFact, reviewBook, show }),
    describeHost: () => run('describeHost', async () => description),

    listProfiles: () => run('listProfiles', () => listProfiles(database)),
    createProfile: (input) =>
      run('createProfile', async () => {
        const profile = checkInput(callSchemas.createProfile, input);
        await writeFact({ kind: 'profile_created', profile, createdAt: nowIso() });
        return found(await readProfile(database, profile.id));
      }),
    changeProfile: (input) =>
      run('changeProfile', async () => {
        const changes = withoutAbsent(checkInput(callSchemas.changeProfile, input));
        found(await readProfile(database, changes.id));
        await writeFact({ kind: 'profile_changed', changes, changedAt: nowIso() });
        return found(await readProfile(database, changes.id));
      }),

    listTopics: (input) =>
      run('listTopics', () => listTopicSummaries(database, checkInput(callSchemas.ofStudent, input).studentId)),

    startSession: (input) =>
      run('startSession', async () => {
        const request = checkInput(callSchemas.startSession, input);
        const existing = await readSession(database, request.testRecordId);
        if (existing !== null) return show(existing);
        await writeFact(await drawSession(database, request, findTemplate));
        return show(found(await readSession(database, request.testRecordId)));
      }),
    getSession: (input) =>
      run('getSession', async () => {
        const { testRecordId } = checkInput(callSchemas.ofSession, input);
        return show(found(await readSession(database, testRecordId)));
      }),
    findOpenSession: (input) =>
      run('findOpenSession', async () => {
        const { studentId } = checkInput(callSchemas.ofStudent, input);
        const testRecordId = await findOpenSessionId(database, studentId);
        return testRecordId === null ? null : show(found(await readSession(database, testRecordId)));
      }),
    recordAnswer: (input) =>
      run('recordAnswer', () => recorder.recordAnswer(checkInput(callSchemas.recordAnswer, input))),
    recordMistakeReason: (input) =>
      run('recordMistakeReason', async () => {
        const reason = checkInput(callSchemas.recordMistakeReason, input);
        const isNew = await writeFact({ kind: 'mistake_reason_noted', reason });
        return { wasAlreadyRecorded: !isNew };
      }),
    finishSession: (input) =>
      run('finishSession', async () => {
        const { testRecordId, finishedAt } = checkInput(callSchemas.finishSession, input);
        const session = found(await readSession(database, testRecordId));
        await writeFact({ kind: 'session_finished', testRecordId, finishedAt });
        const completion = await completionOfSession(database, session, finishedAt);
        if (completion !== null) await writeFact(completion);
        recorder.forget(testRecordId);
        return readSessionResult(database, testRecordId);
      }),

    listMistakes: (input) =>
      run('listMistakes', () => listMistakes(database, checkInput(callSchemas.listMistakes, input))),
    getMistake: (input) =>
      run('getMistake', async () =>
        found(await readMistake(database, checkInput(callSchemas.ofMistake, input).mistakeId)),
      ),

    getHomeView: (input) =>
      run('getHomeView', () => {
        const { studentId } = checkInput(callSchemas.ofStudent, input);
        const now = nowIso();
        return readHomeView(database, studentId, { nowIso: now, dayStartsAt: startOfLocalDay(surroundings.nowMs()) });
      }),
    listRecommendations: (input) =>
      run('listRecommendations', () =>
        listRecommendations(database, checkInput(callSchemas.listRecommendations, input), nowIso()),
      ),
    listUndeliveredReflexes: (input) =>
      run('listUndeliveredReflexes', () =>
        listUndeliveredReflexes(database, checkInput(callSchemas.ofStudent, input).studentId, nowIso()),
      ),
    markReflexSeen: (input) =>
      run('markReflexSeen', async () => {
        const { recommendationId, ...mark } = checkInput(callSchemas.markReflexSeen, input);
        await writeFact({ kind: 'reflex_seen', ...(await marked(recommendationId)), ...mark });
        return null;
      }),
    dismissRecommendation: (input) =>
      run('dismissRecommendation', async () => {
        const { recommendationId, ...mark } = checkInput(callSchemas.dismissRecommendation, input);
        await writeFact({ kind: 'recommendation_dismissed', ...(await marked(recommendationId)), ...mark });
        return null;
      }),
    completeAction: (input) =>
      run('completeAction', async () => {
        const { recommendationId, ...mark } = checkInput(callSchemas.completeAction, input);
        await writeFact({ kind: 'action_completed', ...(await marked(recommendationId)), ...mark });
        return found(await readRecommendation(database, recommendationId, nowIso()));
      }),
  };
}

function found<T>(value: T | null): T {
  if (value === null) throw new ExpectedError('NOT_FOUND');
  return value;
}

function toSession({ sourceRecommendationId: _, ...session }: StoredSession): Session {
  return session;
}

/** `exactOptionalPropertyTypes`: a field that zod found absent must be absent, not undefined. */
function withoutAbsent<T extends { id: string }>(changes: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
}

function startOfLocalDay(nowMs: number): string {
  const day = new Date(nowMs);
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}
