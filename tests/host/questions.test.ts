import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QuestionContent } from '../../shared/content/question.ts';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { QuestionSearch } from '../../shared/model/question-search.ts';
import { packText, sampleQuestion } from '../content/import/sample-pack.ts';
import { type MemoryHost, openMemoryHost } from './open-memory-host.ts';
import { createStudent, startPractice, unwrap } from './study-driver.ts';

let memory: MemoryHost;
let calls: StudyHostCalls;
let packId: string;
const stems = ['İstanbul kaç tepedir?', 'x + 3 = 7 ise x kaçtır?', 'Irmak nerede doğar?'];

beforeAll(async () => {
  memory = await openMemoryHost(() => Date.UTC(2026, 10, 22));
  calls = memory.host.calls;
  const numbered = Array.from({ length: 12 }, (_, index) => sampleQuestion(String(index + 1), stems[index]));
  const report = unwrap(
    await calls.importPack({
      importId: uuidV7(),
      fileName: 'sample.json',
      bytes: new TextEncoder().encode(packText(numbered)),
    }),
  );
  packId = report.pack.id;
});
afterAll(() => memory.close());

const everything: QuestionSearch = {
  packIds: [],
  topicUids: [],
  kinds: [],
  difficulties: [],
  isRetired: false,
  text: '',
  offset: 0,
  limit: 100,
};
const search = async (changes: Partial<QuestionSearch> = {}) =>
  unwrap(await calls.searchQuestions({ ...everything, ...changes }));

const own: Extract<QuestionContent, { kind: 'single_choice' }> = {
  kind: 'single_choice',
  topicUid: 'TR.TEST.001',
  difficulty: 1,
  expectedSeconds: 40,
  textFormat: 'plain',
  stem: { tr: 'Benim sorum' },
  rationale: [],
  hints: [],
  choices: [
    { key: 'A', text: { tr: 'evet' }, isRight: true },
    { key: 'B', text: { tr: 'hayır' }, isRight: false },
  ],
};

describe('finding questions', () => {
  it('finds every imported question a page at a time, as its pack counts them, and no template', async () => {
    const first = await search({ limit: 5 });
    const rest = await search({ offset: 5 });
    expect(first.totalCount).toBe(12);
    const all = [...first.questions, ...rest.questions];
    expect(all.map(({ stem }) => stem['tr'])).toEqual([
      ...stems,
      ...Array.from({ length: 9 }, (_, index) => `Kaç eder: ${index + 4}?`),
    ]);
    expect(new Set(all.map(({ questionId }) => questionId)).size).toBe(12);
    expect(all[0]).toMatchObject({ packId, topicUid: 'TR.TEST.001', topicNames: { tr: 'Deneme' }, difficulty: 2 });
  });

  it.each([
    ['istanbul', 1],
    ['ISTANBUL', 1],
    ['ırmak', 1],
    ['x+3=7', 1],
    ['kaç eder', 9],
    ['tr', 0],
    ['%', 0],
  ])('searches stems for %j whatever the case and the dot of an i', async (text, count) => {
    expect((await search({ text })).totalCount).toBe(count);
  });

  it('filters by pack, topic, kind and difficulty', async () => {
    expect((await search({ packIds: [packId], topicUids: ['TR.TEST.001'], difficulties: [2] })).totalCount).toBe(12);
    expect((await search({ difficulties: [1, 3] })).totalCount).toBe(0);
    expect((await search({ kinds: ['numeric'] })).totalCount).toBe(0);
    expect((await search({ packIds: [uuidV7()] })).totalCount).toBe(0);
    const facets = unwrap(await calls.readQuestionFacets());
    expect(facets.packs).toContainEqual({ packId, names: { tr: 'Örnek' }, count: 12 });
    expect(facets.topics).toContainEqual({ topicUid: 'TR.TEST.001', names: { tr: 'Deneme' }, count: 12 });
  });
});

describe('questions of one’s own', () => {
  it('are written into a pack of their own, and an edit is a new version beside the old', async () => {
    const { questionId } = unwrap(await calls.saveOwnQuestion({ questionId: null, content: own }));
    const edited: QuestionContent = { ...own, difficulty: 3, stem: { tr: 'Benim sorum, düzeltilmiş', en: 'Mine' } };
    expect(unwrap(await calls.saveOwnQuestion({ questionId, content: edited }))).toEqual({ questionId });
    const detail = unwrap(await calls.readQuestion({ questionId }));
    expect(detail).toMatchObject({ content: edited, versionCount: 2, answerCount: 0, isRetired: false });
    expect(detail.pack).toMatchObject({ isOwn: true, names: { tr: 'Sorularım', en: 'My questions' } });
    expect((await search({ text: 'düzeltilmiş', difficulties: [3] })).questions).toMatchObject([{ questionId }]);
    const second = unwrap(await calls.saveOwnQuestion({ questionId: null, content: own }));
    expect(unwrap(await calls.readQuestion(second)).pack.id).toBe(detail.pack.id);
    const packs = unwrap(await calls.listPacks());
    expect(packs.find(({ id }) => id === detail.pack.id)).toMatchObject({
      questionCount: 2,
      languages: ['en', 'tr'],
      isBuiltIn: false,
    });
    expect(unwrap(await calls.exportPack({ packId: detail.pack.id })).bytes.length).toBeGreaterThan(100);
  });

  it('are refused for a question of another pack, an unknown topic, and content that breaks a rule', async () => {
    const [imported] = (await search({ packIds: [packId] })).questions;
    const questionId = imported?.questionId ?? '';
    const foreign = await calls.saveOwnQuestion({ questionId, content: own });
    expect(foreign).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', details: { field: 'questionId' } } });
    const nowhere = await calls.saveOwnQuestion({ questionId: null, content: { ...own, topicUid: 'NO.SUCH' } });
    expect(nowhere).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', details: { field: 'topicUid' } } });
    const wrong = { ...own, choices: own.choices.map((choice) => ({ ...choice, isRight: false })) };
    expect(await calls.saveOwnQuestion({ questionId: null, content: wrong })).toMatchObject({ ok: false });
    const missing = await calls.readQuestion({ questionId: uuidV7() });
    expect(missing).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });
});

it('a retired question is found among the retired, is asked no more, and comes back', async () => {
  const [first] = (await search({ packIds: [packId] })).questions;
  const questionId = first?.questionId ?? '';
  unwrap(await calls.retireQuestion({ questionId, isRetired: true }));
  expect((await search({ packIds: [packId] })).totalCount).toBe(11);
  expect((await search({ isRetired: true })).questions).toMatchObject([{ questionId }]);
  expect(unwrap(await calls.readQuestionFacets()).retiredCount).toBe(1);
  unwrap(await calls.retireQuestion({ questionId, isRetired: false }));
  expect((await search({ packIds: [packId] })).totalCount).toBe(12);
});

it('a topic of a pack is laid into one of the curriculum, each question as a new version', async () => {
  const topics = await memory.opened.database.query<{ uid: string }>(
    "SELECT global_topic_uid AS uid FROM topics WHERE global_topic_uid LIKE 'TR.MAT.%' ORDER BY 1 LIMIT 1",
  );
  const toTopicUid = topics[0]?.uid ?? '';
  const moved = unwrap(await calls.moveTopic({ packId, fromTopicUid: 'TR.TEST.001', toTopicUid }));
  expect(moved).toEqual({ movedCount: 12 });
  const page = await search({ packIds: [packId], topicUids: [toTopicUid] });
  expect(page.totalCount).toBe(12);
  const detail = unwrap(await calls.readQuestion({ questionId: page.questions[0]?.questionId ?? '' }));
  expect(detail).toMatchObject({ content: { topicUid: toTopicUid }, versionCount: 2 });
  expect(await calls.moveTopic({ packId, fromTopicUid: toTopicUid, toTopicUid: 'NO.SUCH' })).toMatchObject({
    ok: false,
    error: { code: 'INVALID_INPUT', details: { field: 'toTopicUid' } },
  });
});

it('the questions of one stimulus are asked one after the other, in the order of their names', async () => {
  const passage = { tr: 'Bir tren 60 km/sa ile gidiyor.' };
  const parts = ['t10', 'a', 't2', 'b', 't1'].map((key) => ({
    ...sampleQuestion(key, `${key}?`),
    ...(key.startsWith('t') ? { stimulus: passage } : {}),
  }));
  const { pack } = unwrap(
    await calls.importPack({
      importId: uuidV7(),
      fileName: 'train.json',
      bytes: new TextEncoder().encode(packText(parts, { packUid: 'test.train' })),
    }),
  );
  const student = await createStudent(calls);
  const { questions } = await startPractice(calls, student.id, { topicUids: [], packId: pack.id });
  const asked = questions.map(({ content }) => content.stem.tr);
  const places = asked.flatMap((stem, place) => (stem?.startsWith('t') === true ? [place] : []));
  expect(asked.filter((stem) => stem?.startsWith('t') === true)).toEqual(['t1?', 't2?', 't10?']);
  expect(places[2]).toBe((places[0] ?? 0) + 2);
  expect(questions.filter(({ content }) => content.stimulus !== undefined)).toHaveLength(3);
});
