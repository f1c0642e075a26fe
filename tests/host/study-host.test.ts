import { createBirpc } from 'birpc';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageHostPort } from '../../shared/host/message-host-port.ts';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { StudyHostNotices } from '../../shared/host/study-host-notices.ts';
import type { CallTiming } from '../../shared/host/study-host-surroundings.ts';
import type { ReflexEvent } from '../../shared/model/reflex.ts';
import { type NodeStudyHost, openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { migrationsFolder, preparedFolder } from './prepared-fixture.ts';
import {
  answer,
  createStudent,
  practiceRequest,
  rightResponse,
  startPractice,
  submission,
  unwrap,
  wrongResponse,
} from './study-driver.ts';

let nodeHost: NodeStudyHost;
let calls: StudyHostCalls;
const timings: CallTiming[] = [];
const bugs: string[] = [];

beforeAll(async () => {
  nodeHost = await openNodeStudyHost({
    dataFolder: null,
    migrationsFolder,
    preparedFolder: await preparedFolder(),
    place: 'node',
    onTimed: (timing) => timings.push(timing),
    reportBug: (callName, error) => bugs.push(`${callName}: ${String(error)}`),
  });
  calls = nodeHost.host.calls;
});
afterAll(async () => {
  await nodeHost?.close();
});

function nextReflex(): Promise<ReflexEvent> {
  return new Promise((resolve) => {
    const stop = nodeHost.host.onNotice('reflexRaised', (event) => {
      stop();
      resolve(event);
    });
  });
}

describe('profiles', () => {
  it('keeps what a profile was created with, and changes only what is named', async () => {
    const created = await createStudent(calls, '  Ayşe  ');
    expect(created).toMatchObject({ displayName: 'Ayşe', language: 'tr', schoolGrade: 9, targetExam: 'TYT' });
    const changed = unwrap(await calls.changeProfile({ id: created.id, language: 'en', targetExam: null }));
    expect(changed).toEqual({ ...created, language: 'en', targetExam: null });
    expect(unwrap(await calls.listProfiles())).toContainEqual(changed);
  });

  it('creates a profile once when the call is sent twice', async () => {
    const profile = { id: uuidV7(), displayName: 'Can', language: 'tr', schoolGrade: null, targetExam: null } as const;
    const first = unwrap(await calls.createProfile({ ...profile, colour: 'teal' }));
    expect(unwrap(await calls.createProfile({ ...profile, colour: 'red' }))).toEqual(first);
  });

  it('answers NOT_FOUND for a profile that does not exist', async () => {
    const outcome = await calls.changeProfile({ id: uuidV7(), language: 'en' });
    expect(outcome).toEqual({ ok: false, error: { code: 'NOT_FOUND', details: {} } });
  });
});

describe('sessions', () => {
  it('draws the questions of the topic and gives the same session when asked again', async () => {
    const student = await createStudent(calls);
    const request = practiceRequest(student.id, { questionCount: 9 });
    const session = unwrap(await calls.startSession(request));
    expect(session.questions).toHaveLength(9);
    expect(new Set(session.questions.map(({ content }) => content.topicUid))).toEqual(new Set(['TR.MAT.ALG.001']));
    expect(new Set(session.questions.map((question) => question.questionVersionId)).size).toBe(9);
    const seconds = session.questions.map(({ content }) => content.expectedSeconds);
    const mean = seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
    expect(session.expectedSecondsPerQuestion).toBeCloseTo(mean, 6);
    expect(unwrap(await calls.startSession(request))).toEqual(session);
    expect(unwrap(await calls.getSession({ testRecordId: session.testRecordId }))).toEqual(session);
  });

  it.each([
    ['easy_set', 1],
    ['normal_set', 2],
    ['prerequisite_check', 1],
  ] as const)('asks only questions of the level that a %s is for', async (kind, difficulty) => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id, { kind });
    expect(new Set(session.questions.map(({ content }) => content.difficulty))).toEqual(new Set([difficulty]));
  });

  it('spreads a session without a topic over as many topics as it has questions', async () => {
    const student = await createStudent(calls);
    const topics = unwrap(await calls.listTopics({ studentId: student.id }));
    const session = await startPractice(calls, student.id, { topicUids: [], questionCount: topics.length });
    expect(new Set(session.questions.map(({ content }) => content.topicUid)).size).toBe(topics.length);
  });

  it('answers NO_QUESTIONS_FOUND for a topic without questions and for retrying without mistakes', async () => {
    const student = await createStudent(calls);
    const nowhere = await calls.startSession(practiceRequest(student.id, { topicUids: ['TR.NOWHERE.001'] }));
    const nothing = await calls.startSession(practiceRequest(student.id, { kind: 'retry_mistakes' }));
    expect([nowhere, nothing].map((outcome) => outcome.ok || outcome.error.code)).toEqual([
      'NO_QUESTIONS_FOUND',
      'NO_QUESTIONS_FOUND',
    ]);
  });

  it('retries what was wrong with other numbers, until it is answered right', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id, { questionCount: 3 });
    await answer(calls, session, 0, wrongResponse);
    await answer(calls, session, 1, rightResponse);
    await answer(calls, session, 2, () => ({ kind: 'blank' }));
    const retry = await startPractice(calls, student.id, { kind: 'retry_mistakes' });
    const asked = new Set(retry.questions.map((question) => question.questionId));
    expect(asked).toEqual(new Set([session.questions[0]?.questionId, session.questions[2]?.questionId]));
    expect(retry.questions.map((question) => question.questionVersionId)).not.toContain(
      session.questions[0]?.questionVersionId,
    );
    for (const position of retry.questions.keys()) await answer(calls, retry, position, rightResponse);
    const again = await calls.startSession(practiceRequest(student.id, { kind: 'retry_mistakes' }));
    expect(again).toMatchObject({ ok: false, error: { code: 'NO_QUESTIONS_FOUND' } });
  });

  it('finds the open session with its answers, until it is finished', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id, { questionCount: 3 });
    await answer(calls, session, 0, wrongResponse, { timeSpentSeconds: 12.5 });
    const open = unwrap(await calls.findOpenSession({ studentId: student.id }));
    expect(open?.testRecordId).toBe(session.testRecordId);
    expect(open?.answered).toMatchObject([{ position: 0, outcome: 'wrong', timeSpentSeconds: 12.5 }]);
    const home = unwrap(await calls.getHomeView({ studentId: student.id }));
    expect(home.openSession).toEqual({
      testRecordId: session.testRecordId,
      kind: 'practice',
      answeredCount: 1,
      questionCount: 3,
    });
    const finishedAt = new Date().toISOString();
    const result = unwrap(await calls.finishSession({ testRecordId: session.testRecordId, finishedAt }));
    expect(result).toMatchObject({ rightCount: 0, wrongCount: 1, blankCount: 0, totalSeconds: 12.5 });
    expect(unwrap(await calls.findOpenSession({ studentId: student.id }))).toBeNull();
    const late = await calls.recordAnswer(submission(session, 1, rightResponse));
    expect(late).toMatchObject({ ok: false, error: { code: 'SESSION_ALREADY_FINISHED' } });
  });
});

describe('answers', () => {
  it('stores a right answer without a mistake and a wrong one with the code of its distractor', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id, { questionCount: 12 });
    const position = session.questions.findIndex(({ content }) => content.kind === 'single_choice');
    const { content } = session.questions[position] ?? {};
    if (content === undefined || !('choices' in content)) throw new Error('no single choice was drawn');
    const distractor = content.choices.find((choice) => choice.mistakeCode !== undefined);
    const feedback = await answer(calls, session, position, () => ({
      kind: 'choices',
      choiceKeys: [distractor?.key ?? ''],
    }));
    expect(feedback).toMatchObject({ outcome: 'wrong', wasAlreadyRecorded: false });
    expect(feedback.mistake?.mistakeCode).toBe(distractor?.mistakeCode);
    const other = position === 0 ? 1 : 0;
    expect(await answer(calls, session, other, rightResponse)).toMatchObject({ outcome: 'right', mistake: null });
    const mistakes = unwrap(await calls.listMistakes({ studentId: student.id, topicUid: null, limit: 10 }));
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatchObject({ mistakeId: feedback.mistake?.mistakeId, mistakeCode: distractor?.mistakeCode });
    expect(mistakes[0]?.question?.questionVersionId).toBe(session.questions[position]?.questionVersionId);
  });

  it('records a skipped question as a BLANK mistake', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id);
    const feedback = await answer(calls, session, 0, () => ({ kind: 'blank' }));
    expect(feedback).toMatchObject({ outcome: 'blank', mistake: { mistakeCode: 'BLANK' } });
  });

  it('changes nothing when an answer is sent twice, or a second one to the same question', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id);
    const sent = submission(session, 0, wrongResponse);
    const first = unwrap(await calls.recordAnswer(sent));
    expect(unwrap(await calls.recordAnswer(sent))).toEqual({ ...first, wasAlreadyRecorded: true });
    const second = await answer(calls, session, 0, rightResponse);
    expect(second).toEqual({ ...first, wasAlreadyRecorded: true });
    const [topic] = unwrap(await calls.listTopics({ studentId: student.id })).filter(
      ({ topicUid }) => topicUid === 'TR.MAT.ALG.001',
    );
    expect(topic).toMatchObject({ answeredCount: 1, rightCount: 0, mistakeCount: 1 });
  });

  it('accepts a journaled answer again after its session was finished', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id);
    const sent = submission(session, 0, rightResponse);
    await calls.recordAnswer(sent);
    await calls.finishSession({ testRecordId: session.testRecordId, finishedAt: new Date().toISOString() });
    expect(unwrap(await calls.recordAnswer(sent)).wasAlreadyRecorded).toBe(true);
  });

  it('refuses an answer that does not belong to the plan, and says which field is wrong without its value', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id);
    const otherVersion = await calls.recordAnswer(submission(session, 0, rightResponse, { position: 1 }));
    expect(otherVersion).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', details: { field: 'position' } } });
    const foreign = await createStudent(calls, 'Deniz');
    const otherStudent = await calls.recordAnswer(submission(session, 0, rightResponse, { studentId: foreign.id }));
    expect(otherStudent).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    const negative = await calls.recordAnswer(submission(session, 0, rightResponse, { timeSpentSeconds: -1 }));
    expect(negative).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT', details: { field: 'timeSpentSeconds' } },
    });
    expect(unwrap(await calls.getSession({ testRecordId: session.testRecordId })).answered).toEqual([]);
  });

  it('keeps the order of answers when the clock steps back within a session', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id);
    const startMs = Date.now();
    await answer(calls, session, 0, wrongResponse, { answeredAt: new Date(startMs).toISOString() });
    await answer(calls, session, 1, wrongResponse, { answeredAt: new Date(startMs - 3_600_000).toISOString() });
    const mistakes = unwrap(await calls.listMistakes({ studentId: student.id, topicUid: null, limit: 5 }));
    expect(mistakes.map((mistake) => mistake.question?.questionVersionId)).toEqual([
      session.questions[1]?.questionVersionId,
      session.questions[0]?.questionVersionId,
    ]);
  });

  it('takes the latest reason as the code of a mistake', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id);
    const { mistake } = await answer(calls, session, 0, wrongResponse);
    const mistakeId = mistake?.mistakeId ?? '';
    const reason = {
      reasonId: uuidV7(),
      mistakeId,
      studentId: student.id,
      mistakeCode: 'MISREAD_QUESTION',
      notedAt: new Date().toISOString(),
    };
    expect(unwrap(await calls.recordMistakeReason(reason))).toEqual({ wasAlreadyRecorded: false });
    expect(unwrap(await calls.recordMistakeReason(reason))).toEqual({ wasAlreadyRecorded: true });
    expect(unwrap(await calls.getMistake({ mistakeId })).mistakeCode).toBe('MISREAD_QUESTION');
  });
});

describe('reflexes', () => {
  it('pushes a PANIC_RUSH after three hurried mistakes and remembers what became of it', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id);
    const raised = nextReflex();
    for (const position of [0, 1, 2]) await answer(calls, session, position, wrongResponse, { timeSpentSeconds: 3 });
    const { id: eventId, recommendation } = await raised;
    expect(recommendation).toMatchObject({ studentId: student.id, type: 'PANIC_RUSH', isShown: false, isActive: true });
    expect(recommendation.evidence.timesSeconds).toEqual([3, 3, 3]);
    expect(unwrap(await calls.listUndeliveredReflexes({ studentId: student.id })).map(({ id }) => id)).toEqual([
      eventId,
    ]);

    const seenAt = new Date().toISOString();
    await calls.markReflexSeen({ eventId, recommendationId: recommendation.id, seenAt });
    expect(unwrap(await calls.listUndeliveredReflexes({ studentId: student.id }))).toEqual([]);
    const mark = { recommendationId: recommendation.id, completedAt: new Date().toISOString() };
    const half = unwrap(await calls.completeAction({ ...mark, action: 'slow_down', isRecommendationDone: false }));
    expect(half).toMatchObject({ doneActions: ['slow_down'], isDone: false, isShown: true, isActive: true });
    const whole = unwrap(await calls.completeAction({ ...mark, action: 'micro_break', isRecommendationDone: true }));
    expect(whole).toMatchObject({ doneActions: ['slow_down', 'micro_break'], isDone: true, isActive: false });
    expect(unwrap(await calls.listRecommendations({ studentId: student.id, isActiveOnly: true }))).toEqual([]);
  });

  it('takes a dismissed recommendation from Home', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id);
    for (const position of [0, 1, 2]) await answer(calls, session, position, wrongResponse, { timeSpentSeconds: 2 });
    const [recommendation] = unwrap(await calls.getHomeView({ studentId: student.id })).recommendations;
    const dismissedAt = new Date().toISOString();
    unwrap(await calls.dismissRecommendation({ recommendationId: recommendation?.id ?? '', dismissedAt }));
    expect(unwrap(await calls.getHomeView({ studentId: student.id })).recommendations).toEqual([]);
  });

  it('stays silent for right answers', async () => {
    const student = await createStudent(calls);
    const session = await startPractice(calls, student.id);
    for (const position of session.questions.keys()) {
      await answer(calls, session, position, rightResponse, { timeSpentSeconds: 2 });
    }
    expect(unwrap(await calls.listRecommendations({ studentId: student.id, isActiveOnly: false }))).toEqual([]);
    expect(unwrap(await calls.getHomeView({ studentId: student.id }))).toMatchObject({
      answersToday: 6,
      rightToday: 6,
    });
  });
});

describe('over a port', () => {
  it('answers calls and pushes notices, and stops when it is told to', async () => {
    const { port1, port2 } = new MessageChannel();
    const stop = nodeHost.host.serve(messageHostPort(port1));
    const changed: string[] = [];
    const port = messageHostPort(port2);
    const remote = createBirpc<StudyHostCalls, StudyHostNotices>(
      {
        tablesChanged: ({ tables }) => changed.push(...tables),
        reflexRaised: () => {},
        importProgressed: () => {},
        syncChanged: () => {},
        profileRekeyed: () => {},
      },
      { post: (message) => port.post(message), on: (listener) => port.listen(listener), timeout: 2_000 },
    );
    const student = unwrap(
      await remote.createProfile({
        id: uuidV7(),
        displayName: 'Port',
        language: 'en',
        schoolGrade: null,
        targetExam: null,
        colour: 'teal',
      }),
    );
    const session = unwrap(await remote.startSession(practiceRequest(student.id)));
    unwrap(await remote.recordAnswer(submission(session, 0, wrongResponse)));
    expect(changed).toEqual(
      expect.arrayContaining([
        'students',
        'test_records',
        'test_answers',
        'student_mistakes',
        'student_mistake_patterns',
      ]),
    );
    stop();
    await expect(remote.listProfiles()).rejects.toThrow();
  });
});

it('tells where the time of an answer went, and meets no bug', () => {
  const parts = timings.filter(({ call }) => call === 'recordAnswer').map((timing) => timing.parts);
  expect(parts.length).toBeGreaterThan(20);
  expect(Object.keys(parts[0] ?? {})).toEqual(['planMs', 'writeMs']);
  expect(bugs).toEqual([]);
});
