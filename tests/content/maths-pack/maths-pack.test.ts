import { describe, expect, it } from 'vitest';
import { allTemplates } from '../../../shared/content/maths-pack/all-templates.ts';
import { areSameValue, drawQuestion } from '../../../shared/content/maths-pack/draw-question.ts';
import { misconceptions } from '../../../shared/content/maths-pack/misconceptions.ts';
import { mathsTopics } from '../../../shared/content/maths-pack/topics.ts';
import { knownMistakeCodes } from '../../../shared/content/mistake-codes.ts';
import { questionContentSchema } from '../../../shared/content/question.ts';
import { algebraAnswers } from './independent/algebra-answers.ts';
import { dataAndGeometryAnswers } from './independent/data-and-geometry-answers.ts';
import { numberAnswers } from './independent/number-answers.ts';
import { findTextFaults } from './text-faults.ts';

const independentAnswers = { ...numberAnswers, ...algebraAnswers, ...dataAndGeometryAnswers };
/** 81 templates x 50 instances, which takes ten seconds; more of them by hand. */
const instancesPerTemplate = Number(process.env['MATHS_PACK_INSTANCES'] ?? 50);

describe('the shipped maths pack', () => {
  it('has at least 60 templates over 20 topics and three difficulties, each key once', () => {
    expect(allTemplates.length).toBeGreaterThanOrEqual(60);
    expect(new Set(allTemplates.map((template) => template.topicUid)).size).toBeGreaterThanOrEqual(20);
    expect(new Set(allTemplates.map((template) => template.difficulty))).toEqual(new Set([1, 2, 3]));
    expect(new Set(allTemplates.map((template) => template.key)).size).toBe(allTemplates.length);
  });

  it('places every template in a topic that has a Turkish and an English name', () => {
    const named = new Map(mathsTopics.map((topic) => [topic.topicUid, topic.names]));
    for (const { key, topicUid } of allTemplates) {
      expect(named.get(topicUid)?.tr, key).toBeTruthy();
      expect(named.get(topicUid)?.en, key).toBeTruthy();
    }
  });

  it('uses every misconception it names, and only mistake codes that migration 005 seeds', () => {
    const used = new Set(allTemplates.flatMap((template) => usedMisconceptions(template.key)));
    expect([...Object.keys(misconceptions)].filter((key) => !used.has(key))).toEqual([]);
    for (const { mistakeCode } of Object.values(misconceptions)) expect(knownMistakeCodes).toContain(mistakeCode);
  });
});

describe.each(allTemplates.map((template) => [template.key, template] as const))('template %s', (key, template) => {
  const seeds = Array.from({ length: instancesPerTemplate }, (_, index) => `seed-${index}`);

  it('gives the same question for the same seed, and many different ones', () => {
    const stems = new Set(seeds.map((seed) => JSON.stringify(drawQuestion(template, seed).content)));
    expect(JSON.stringify(drawQuestion(template, 'again').content)).toBe(
      JSON.stringify(drawQuestion(template, 'again').content),
    );
    expect(stems.size).toBeGreaterThan(instancesPerTemplate / 4);
  });

  it('has a right answer that an independent computation agrees with', () => {
    const work = independentAnswers[key];
    if (work === undefined) throw new Error(`no independent computation for ${key}`);
    for (const seed of seeds) {
      const { draft } = drawQuestion(template, seed);
      const expected = work(draft.parameters);
      const given = answerOf(draft);
      expect(
        areSameValue(given, expected),
        `${seed}: ${JSON.stringify(draft.parameters)} ${given} != ${expected}`,
      ).toBe(true);
    }
  });

  it('is a valid question whose choices read differently and whose wrong ones carry a mistake code', () => {
    for (const seed of seeds) {
      const { content } = drawQuestion(template, seed);
      questionContentSchema.parse(content);
      if (!('choices' in content)) {
        expect(content.kind).toBe('numeric');
        continue;
      }
      for (const language of ['tr', 'en'] as const) {
        const texts = content.choices.map((choice) => choice.text[language]);
        expect(new Set(texts).size, `${seed}: ${texts.join(' | ')}`).toBe(texts.length);
      }
      if (content.kind === 'single_choice') expect(content.choices).toHaveLength(5);
      for (const choice of content.choices) expect(choice.mistakeCode === undefined, seed).toBe(choice.isRight);
    }
  });

  it('reads well in both languages: whole, typeset without errors, no degenerate numbers', () => {
    for (const seed of seeds) expect(findTextFaults(drawQuestion(template, seed).content), seed).toEqual([]);
  });
});

function usedMisconceptions(key: string): string[] {
  const template = allTemplates.find((candidate) => candidate.key === key);
  if (template === undefined) return [];
  return Array.from({ length: 60 }, (_, index) => drawQuestion(template, `used-${index}`).draft).flatMap((draft) => {
    if (draft.form === 'true_false') return [draft.misconception];
    if (draft.form === 'multiple_answers') return draft.options.flatMap((option) => option.misconception ?? []);
    return draft.wrong.map((wrong) => wrong.misconception);
  });
}

function answerOf(draft: ReturnType<typeof drawQuestion>['draft']) {
  if (draft.form === 'true_false') return draft.isTrue ? 1 : 0;
  if (draft.form === 'multiple_answers') {
    return draft.options
      .filter((option) => option.isRight)
      .map((option) => String(option.value))
      .sort()
      .join(';');
  }
  return draft.answer.value;
}
