import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSeededRandom } from '../../shared/content/maths-pack/seeded-random.ts';
import { type Candidate, keepPartsTogether, planSession } from '../../shared/study/plan-session.ts';

const candidateArbitrary = fc.record({
  topicUid: fc.constantFrom('A', 'B', 'C', 'D'),
  difficulty: fc.constantFrom(1, 2, 3),
  isTemplate: fc.boolean(),
  lastSeenMs: fc.option(fc.integer({ min: 0, max: 1_000 })),
});
const candidatesArbitrary = fc.array(candidateArbitrary, { maxLength: 40 }).map((drafts) =>
  drafts.map(
    ({ isTemplate, ...draft }, index): Candidate => ({
      ...draft,
      questionId: `question-${index}`,
      templateKey: isTemplate ? `template-${index}` : null,
      versionId: isTemplate ? null : `version-${index}`,
    }),
  ),
);
const plan = (candidates: readonly Candidate[], count: number, seed = 'seed') =>
  planSession(candidates, count, createSeededRandom(seed));

const fixed = (questionId: string, changes: Partial<Candidate> = {}): Candidate => ({
  questionId,
  topicUid: 'A',
  difficulty: 1,
  templateKey: null,
  versionId: `${questionId}-version`,
  lastSeenMs: null,
  ...changes,
});

it('asks as many as were wanted, or every question when there are fewer and no template among them', () => {
  fc.assert(
    fc.property(candidatesArbitrary, fc.integer({ min: 1, max: 60 }), fc.string(), (candidates, count, seed) => {
      const planned = plan(candidates, count, seed);
      const hasTemplate = candidates.some((candidate) => candidate.templateKey !== null);
      expect(planned).toHaveLength(hasTemplate ? count : Math.min(count, candidates.length));
    }),
  );
});

it('asks a fixed question once at most', () => {
  fc.assert(
    fc.property(candidatesArbitrary, fc.integer({ min: 1, max: 60 }), (candidates, count) => {
      const fixedIds = plan(candidates, count)
        .filter((candidate) => candidate.templateKey === null)
        .map((candidate) => candidate.questionId);
      expect(new Set(fixedIds).size).toBe(fixedIds.length);
    }),
  );
});

it('gives topics that do not run out shares that differ by one at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.string(), (count, seed) => {
      const candidates = ['A', 'B', 'C'].flatMap((topicUid) =>
        Array.from({ length: 30 }, (_, index) => fixed(`${topicUid}${index}`, { topicUid })),
      );
      const planned = plan(candidates, count, seed);
      const shares = ['A', 'B', 'C'].map((topicUid) => planned.filter((entry) => entry.topicUid === topicUid).length);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});

it('mixes topics instead of asking them in blocks', () => {
  const candidates = ['A', 'B'].flatMap((topicUid) =>
    Array.from({ length: 5 }, (_, index) => fixed(`${topicUid}${index}`, { topicUid })),
  );
  const topics = plan(candidates, 10).map((entry) => entry.topicUid);
  for (const [index, topicUid] of topics.entries()) expect(topicUid).not.toBe(topics[index + 1]);
});

it('takes turns between the difficulties of a topic', () => {
  const candidates = ([1, 2, 3] as const).flatMap((difficulty) =>
    Array.from({ length: 4 }, (_, index) => fixed(`${difficulty}${index}`, { difficulty })),
  );
  const difficulties = plan(candidates, 6).map((entry) => entry.difficulty);
  expect(difficulties.sort()).toEqual([1, 1, 2, 2, 3, 3]);
});

it('asks unseen questions first, then those seen longest ago', () => {
  const candidates = [
    fixed('seen-late', { lastSeenMs: 900 }),
    fixed('unseen'),
    fixed('seen-early', { lastSeenMs: 100 }),
  ];
  expect(plan(candidates, 3).map((entry) => entry.questionId)).toEqual(['unseen', 'seen-early', 'seen-late']);
});

it('repeats a template only when its topic has nothing else left', () => {
  const template = fixed('template', { templateKey: 'template', versionId: null });
  const planned = plan([template, fixed('one'), fixed('two')], 5).map((entry) => entry.questionId);
  expect([...planned.slice(0, 3)].sort()).toEqual(['one', 'template', 'two']);
  expect(planned.slice(3)).toEqual(['template', 'template']);
});

it('plans the same from the same seed', () => {
  fc.assert(
    fc.property(candidatesArbitrary, fc.string(), (candidates, seed) => {
      expect(plan(candidates, 12, seed)).toEqual(plan(candidates, 12, seed));
    }),
  );
});

it('lets a topic follow itself only where no other is left', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 30 }), fc.string(), (topicSizes, count, seed) => {
      const candidates = topicSizes.flatMap((size, topic) =>
        Array.from({ length: size }, (_, index) => fixed(`${topic}/${index}`, { topicUid: `T${topic}` })),
      );
      const topics = plan(candidates, count, seed).map((candidate) => candidate.topicUid);
      const ofTopic = new Map<string, number>();
      for (const topic of topics) ofTopic.set(topic, (ofTopic.get(topic) ?? 0) + 1);
      const most = Math.max(...ofTopic.values());
      const repetitions = topics.filter((topic, place) => place > 0 && topic === topics[place - 1]).length;
      // With the others between them, the largest topic still meets itself this often.
      expect(repetitions).toBe(Math.max(0, most - 1 - (topics.length - most)));
    }),
  );
});

it('asks what shares a stimulus one after the other, in the order of its names, and moves nothing else', () => {
  const part = (stimulusKey: string, name: string) => fixed(`${stimulusKey}-${name}`, { part: { stimulusKey, name } });
  const plan = [fixed('a'), part('x', 'q10'), fixed('b'), part('y', '1'), part('x', 'q2'), fixed('c'), part('x', 'q1')];
  expect(keepPartsTogether(plan).map(({ questionId }) => questionId)).toEqual([
    'a',
    'x-q1',
    'x-q2',
    'x-q10',
    'b',
    'y-1',
    'c',
  ]);
});
