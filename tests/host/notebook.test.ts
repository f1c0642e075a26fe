import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import { type MistakePage, type MistakeSearch, mistakeOrders } from '../../shared/model/notebook.ts';
import type { Profile } from '../../shared/model/profile.ts';
import { type NodeStudyHost, openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { searchPatterns } from '../../shared/study/notebook/search-patterns.ts';
import { migrationsFolder, preparedFolder } from './prepared-fixture.ts';
import { answer, createStudent, rightResponse, startPractice, unwrap, wrongResponse } from './study-driver.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
/** A clock that the tests move; noon, so that an hour more or less is the same day everywhere. */
let nowMs = new Date(2026, 2, 2, 12).getTime();
const nowIso = () => new Date(nowMs).toISOString();

let nodeHost: NodeStudyHost;
let calls: StudyHostCalls;
const bugs: string[] = [];

beforeAll(async () => {
  nodeHost = await openNodeStudyHost({
    dataFolder: null,
    migrationsFolder,
    preparedFolder: await preparedFolder(),
    place: 'node',
    nowMs: () => nowMs,
    reportBug: (callName, error) => bugs.push(`${callName}: ${String(error)}`),
  });
  calls = nodeHost.host.calls;
});
afterAll(async () => {
  await nodeHost?.close();
  expect(bugs).toEqual([]);
});

function search(student: Profile, changes: Partial<MistakeSearch> = {}): MistakeSearch {
  return {
    studentId: student.id,
    topicUids: [],
    mistakeCodes: [],
    patterns: [],
    occurredFrom: null,
    occurredBefore: null,
    text: '',
    order: 'newest',
    cursor: null,
    limit: 50,
    ...changes,
  };
}

/** Wrong answers to every question of a new session, a minute apart; returns the mistakes' ids in that order. */
async function makeMistakes(student: Profile, topicUid: string, count: number): Promise<string[]> {
  const session = await startPractice(calls, student.id, {
    topicUids: [topicUid],
    questionCount: count,
    startedAt: nowIso(),
  });
  const ids: string[] = [];
  for (let position = 0; position < count; position += 1) {
    nowMs += 60_000;
    const { mistake } = await answer(calls, session, position, wrongResponse, {
      answeredAt: nowIso(),
      timeSpentSeconds: 10 * (position + 1),
    });
    if (mistake !== null) ids.push(mistake.mistakeId);
  }
  unwrap(await calls.finishSession({ testRecordId: session.testRecordId, finishedAt: nowIso() }));
  return ids;
}

async function listIds(student: Profile, changes: Partial<MistakeSearch> = {}): Promise<readonly string[]> {
  return unwrap(await calls.searchMistakes(search(student, changes))).mistakes.map(({ mistakeId }) => mistakeId);
}

describe('searching the notebook', () => {
  let student: Profile;
  let algebra: string[];
  let numbers: string[];
  beforeAll(async () => {
    student = await createStudent(calls);
    algebra = await makeMistakes(student, 'TR.MAT.ALG.001', 4);
    nowMs += 2 * dayMs;
    numbers = await makeMistakes(student, 'TR.MAT.ALG.002', 3);
  });

  it('shows every mistake once, page by page, newest or oldest or slowest first', async () => {
    const all = [...algebra, ...numbers];
    for (const [order, expected] of [
      ['newest', all.toReversed()],
      ['oldest', all],
    ] as const) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: MistakePage = unwrap(await calls.searchMistakes(search(student, { order, cursor, limit: 3 })));
        seen.push(...page.mistakes.map(({ mistakeId }) => mistakeId));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(expected);
    }
    const times: (number | null)[] = [];
    let cursor: string | null = null;
    do {
      const page: MistakePage = unwrap(
        await calls.searchMistakes(search(student, { order: 'slowest', cursor, limit: 2 })),
      );
      times.push(...page.mistakes.map(({ timeSpentSeconds }) => timeSpentSeconds));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(times).toEqual([40, 30, 30, 20, 20, 10, 10]);
    expect(await calls.searchMistakes(search(student, { cursor: "newest|'; DROP|x" }))).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT' },
    });
  });

  it('finds by topic, code, pattern, date and words, and counts what it finds', async () => {
    expect(await listIds(student, { topicUids: ['TR.MAT.ALG.002'] })).toEqual(numbers.toReversed());
    const [first] = unwrap(await calls.searchMistakes(search(student))).mistakes;
    const sameCode = await listIds(student, { mistakeCodes: [first?.mistakeCode ?? ''] });
    expect(sameCode).toContain(first?.mistakeId);
    expect(await listIds(student, { mistakeCodes: ['NEVER_USED'] })).toEqual([]);
    const overview = unwrap(await calls.readNotebook({ studentId: student.id }));
    expect(overview.mistakeCount).toBe(7);
    const pattern = overview.topics.find(({ topicUid }) => topicUid === 'TR.MAT.ALG.001')?.pattern;
    const ofPattern = await listIds(student, { patterns: pattern == null ? [] : [pattern] });
    expect(ofPattern).toEqual(expect.arrayContaining(algebra));
    const middle = new Date(nowMs - dayMs).toISOString();
    expect(await listIds(student, { occurredFrom: middle })).toEqual(numbers.toReversed());
    expect(await listIds(student, { occurredBefore: middle, order: 'oldest' })).toEqual(algebra);
    expect(unwrap(await calls.countMistakes(search(student, { occurredBefore: middle })))).toEqual({ count: 4 });
  });

  it('searches stems and notes, whatever the case and the dots on the i, and takes % and _ as they are', async () => {
    const [mistakeId = ''] = algebra;
    const reason = { reasonId: uuidV7(), mistakeId, studentId: student.id, mistakeCode: 'SIGN_ERROR' } as const;
    unwrap(await calls.recordMistakeReason({ ...reason, notedAt: nowIso(), note: 'İŞARETİ unuttum: 100%' }));
    for (const text of ['işareti', 'ISARETI'.replace('S', 'Ş'), 'unuttum İşaret', '100%']) {
      expect(await listIds(student, { text })).toEqual([mistakeId]);
    }
    expect(await listIds(student, { text: '1_0%' })).toEqual([]);
    const stems = unwrap(await calls.searchMistakes(search(student))).mistakes.map(({ stem }) => stem?.tr ?? '');
    const word = stems[0]?.split(' ').find((candidate) => candidate.length > 4) ?? '';
    const found = await listIds(student, { text: word.toLocaleUpperCase('tr') });
    expect(found.length).toBeGreaterThan(0);
    // One word in the stem and one in the note are both in the mistake; its pages count all that fit, in every order.
    const ownStem =
      unwrap(await calls.readMistakeHistory({ mistakeId, studentId: student.id })).mistake.question?.content.stem.tr ??
      '';
    const ownWord = ownStem.split(' ').find((candidate) => candidate.length > 4) ?? '';
    expect(await listIds(student, { text: `${ownWord} unuttum` })).toEqual([mistakeId]);
    for (const order of mistakeOrders) {
      const pages: string[] = [];
      for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
        const page: MistakePage = unwrap(
          await calls.searchMistakes(search(student, { text: word, order, cursor, limit: 1 })),
        );
        expect(page.totalCount).toBe(found.length);
        pages.push(...page.mistakes.map((mistake) => mistake.mistakeId));
        ({ nextCursor: cursor } = page);
      }
      expect(pages.toSorted()).toEqual(found.toSorted());
    }
    const none = search(student, { text: 'zürafa' });
    expect(unwrap(await calls.searchMistakes(none))).toEqual({ mistakes: [], nextCursor: null, totalCount: 0 });
    expect(unwrap(await calls.countMistakes(search(student, { text: word })))).toEqual({ count: found.length });
    expect(unwrap(await calls.searchMistakes(search(student))).totalCount).toBeNull();
  });

  it('takes every sign of a search as it stands, spaces inside as none, and no language for a word', async () => {
    const [, , mistakeId = ''] = algebra;
    const note = '\\frac{1}{2} "dedi" (a [b x + 3 * ? ^ $ | {c} öğün\nçift 😀';
    const reason = { reasonId: uuidV7(), mistakeId, studentId: student.id, mistakeCode: 'UNIT_ERROR' } as const;
    unwrap(await calls.recordMistakeReason({ ...reason, notedAt: nowIso(), note }));
    for (const text of ['\\frac{1}{2}', '"dedi"', '(a [b', 'x+3*', '? ^ $ |', '{c}', 'ÖĞÜN', 'ÇİFT', '😀']) {
      expect([text, await listIds(student, { text })]).toEqual([text, expect.arrayContaining([mistakeId])]);
    }
    expect(await listIds(student, { text: '"dedi" x+4*' })).toEqual([]);
    const finds = (text: string, stem: string) =>
      searchPatterns(text).every((pattern) =>
        new RegExp(pattern).test(JSON.stringify({ tr: stem }).replace(':', ': ')),
      );
    expect([finds('tr', 'Kaç?'), finds('TR', 'Kaç metre?'), finds('"tr"', 'Kaç?')]).toEqual([false, true, true]);
  });

  it('keeps a changed reason and a note beside the old ones, once each however often they are sent', async () => {
    const [, mistakeId = ''] = algebra;
    // An address in the history of a shared browser leads nobody into another one's notebook.
    expect(await calls.readMistakeHistory({ mistakeId, studentId: uuidV7() })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    });
    const before = unwrap(await calls.readMistakeHistory({ mistakeId, studentId: student.id }));
    const reason = { reasonId: uuidV7(), mistakeId, studentId: student.id, mistakeCode: 'CONCEPT_ERROR' } as const;
    for (const _ of [1, 2]) unwrap(await calls.recordMistakeReason({ ...reason, notedAt: '2026-03-10T08:00:00Z' }));
    const note = { ...reason, reasonId: uuidV7(), notedAt: '2026-03-10T08:05:00Z', note: 'önce paydayı eşitle' };
    for (const _ of [1, 2]) unwrap(await calls.recordMistakeReason(note));
    unwrap(
      await calls.recordMistakeReason({
        ...reason,
        reasonId: uuidV7(),
        mistakeCode: 'GUESS',
        notedAt: '2026-03-10T08:06:00Z',
      }),
    );
    const after = unwrap(await calls.readMistakeHistory({ mistakeId, studentId: student.id }));
    expect(after.recordedCode).toBe(before.recordedCode);
    expect(after.mistake.mistakeCode).toBe('GUESS');
    expect(after.note).toBe('önce paydayı eşitle');
    expect(after.reasons.map(({ mistakeCode, note: text }) => [mistakeCode, text])).toEqual([
      ['GUESS', null],
      ['CONCEPT_ERROR', 'önce paydayı eşitle'],
      ['CONCEPT_ERROR', null],
    ]);
    expect(await listIds(student, { mistakeCodes: ['GUESS'] })).toEqual([mistakeId]);
    expect(await calls.recordMistakeReason({ ...note, reasonId: uuidV7(), note: 'x'.repeat(2001) })).toMatchObject({
      ok: false,
    });
  });
});

describe('spaced review', () => {
  let student: Profile;
  beforeAll(async () => {
    student = await createStudent(calls);
    await makeMistakes(student, 'TR.MAT.ALG.001', 3);
  });
  const queue = async () => unwrap(await calls.readReviewQueue({ studentId: student.id }));
  const startReview = () =>
    calls.startReview({
      testRecordId: uuidV7(),
      studentId: student.id,
      startedAt: nowIso(),
      questionCount: 20,
      questionIds: [],
    });

  it('asks a mistake again the day after, with other numbers, and not before', async () => {
    const today = await queue();
    expect(today).toMatchObject({ dueCount: 0, dueTomorrowCount: today.cardCount });
    expect(await startReview()).toMatchObject({ ok: false, error: { code: 'NO_QUESTIONS_FOUND' } });
    nowMs += dayMs;
    expect(await queue()).toMatchObject({ dueCount: today.cardCount, dueTomorrowCount: 0 });
    const session = unwrap(await startReview());
    expect(session.kind).toBe('review');
    expect(session.questions).toHaveLength(today.cardCount);
    const asked = new Set(
      unwrap(await calls.searchMistakes(search(student))).mistakes.map(({ stem }) => JSON.stringify(stem)),
    );
    for (const { content } of session.questions) expect(asked.has(JSON.stringify(content.stem))).toBe(false);
  });

  it('takes a right answer by its time, lets the student say otherwise, and a wrong one as a new mistake', async () => {
    const session = unwrap(await startReview());
    const expected = session.questions[0]?.content.expectedSeconds ?? 0;
    const { testRecordId } = session;
    expect(await calls.readAnswerReview({ testRecordId, position: 0 })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    });
    await answer(calls, session, 0, rightResponse, { answeredAt: nowIso(), timeSpentSeconds: expected });
    const taken = unwrap(await calls.readAnswerReview({ testRecordId, position: 0 }));
    expect(taken).toMatchObject({ rating: 3, canChange: true });
    const days = taken?.choices.map(({ intervalDays }) => intervalDays) ?? [];
    expect(days).toHaveLength(3);
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(days[0]).toBeLessThan(days[2] ?? 0);

    const opinion = { reviewId: uuidV7(), studentId: student.id, testRecordId, position: 0, rating: 4 } as const;
    for (const wasAlreadyRecorded of [false, true]) {
      expect(unwrap(await calls.rateReview({ ...opinion, ratedAt: nowIso() }))).toEqual({ wasAlreadyRecorded });
    }
    expect(unwrap(await calls.readAnswerReview({ testRecordId, position: 0 }))).toMatchObject({
      rating: 4,
      choices: taken?.choices ?? [],
    });
    const forecast = (await queue()).forecast.map(({ count }) => count);
    expect(forecast[days[2] ?? 0]).toBe(1);

    const questionCount = session.questions.length;
    if (questionCount > 1) {
      nowMs += 60_000;
      const wrong = await answer(calls, session, 1, wrongResponse, { answeredAt: nowIso() });
      expect(wrong.mistake).not.toBeNull();
      const again = unwrap(await calls.readAnswerReview({ testRecordId, position: 1 }));
      expect(again).toMatchObject({ rating: 1, canChange: false, choices: [{ rating: 1, intervalDays: 1 }] });
      expect(await calls.rateReview({ ...opinion, reviewId: uuidV7(), position: 1, ratedAt: nowIso() })).toMatchObject({
        ok: false,
        error: { code: 'INVALID_INPUT' },
      });
      const history = unwrap(
        await calls.readMistakeHistory({ mistakeId: wrong.mistake?.mistakeId ?? '', studentId: student.id }),
      );
      expect(history.attempts[0]).toMatchObject({ sessionKind: 'review', outcome: 'wrong', rating: 1 });
      expect(history.schedule).toMatchObject({ reviewCount: 1, isDue: false });
      expect(history.isTemplate).toBe(true);
    }
    unwrap(await calls.finishSession({ testRecordId, finishedAt: nowIso() }));
    expect((await queue()).dueCount).toBe((await queue()).cardCount - Math.min(2, questionCount));
  });

  it('counts an answer of ordinary practice as no review', async () => {
    const before = await queue();
    const session = await startPractice(calls, student.id, { questionCount: 1, startedAt: nowIso() });
    await answer(calls, session, 0, rightResponse, { answeredAt: nowIso() });
    const { testRecordId } = session;
    expect(unwrap(await calls.readAnswerReview({ testRecordId, position: 0 }))).toBeNull();
    unwrap(await calls.finishSession({ testRecordId, finishedAt: nowIso() }));
    expect(await queue()).toEqual(before);
  });
});
