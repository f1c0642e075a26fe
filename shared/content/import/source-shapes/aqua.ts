/** AQuA-RAT: algebra word problems with labelled options (`"A)21"`) and an explanation in lines. English. */
import { z } from 'zod';
import { keyFromContent } from '../code-segment.ts';
import { expectedSecondsFor } from '../expected-seconds.ts';
import { good, type Judgement, parseWith, refused } from '../judge-question.ts';
import { choiceKeyAt, type SourceEntry, type SourceShape, stepsOf, tidyLines } from './source-shape.ts';

const entrySchema = z.object({
  question: z.string(),
  options: z.array(z.string()),
  correct: z.string(),
  rationale: z.string().optional(),
});

/** Word problems of entrance tests are allotted about two minutes; reading is counted separately. */
const thinkingSeconds = 75;

const topic = {
  topicUid: 'EN.AQUA',
  parentUid: null,
  names: { en: 'Algebra word problems (AQuA)', tr: 'Cebir problemleri (AQuA, İngilizce)' },
};

export const aquaShape: SourceShape = {
  recognises: (entry) => ['options', 'correct', 'rationale'].filter((field) => field in entry).length >= 2,
  read: (entry) => {
    const parsed = parseWith(entrySchema, entry);
    return parsed.isGood ? readEntry(parsed.value) : parsed;
  },
};

function readEntry(entry: z.infer<typeof entrySchema>): Judgement<SourceEntry> {
  const texts = entry.options.map((option, index) => ({ en: withoutLabel(option, choiceKeyAt(index)) }));
  const right = entry.correct.trim().toUpperCase();
  const choices = texts.map((text, index) => ({
    key: choiceKeyAt(index),
    text,
    isRight: choiceKeyAt(index) === right,
  }));
  if (!choices.some((choice) => choice.isRight)) {
    return refused('no_such_choice', entry.correct.slice(0, 20));
  }
  const stem = { en: tidyLines(entry.question) };
  return good({
    externalKey: keyFromContent('aqua', [entry.question, ...entry.options]),
    content: {
      kind: 'single_choice',
      topicUid: topic.topicUid,
      difficulty: 2,
      expectedSeconds: expectedSecondsFor([stem, ...texts], thinkingSeconds),
      textFormat: 'plain',
      stem,
      rationale: stepsOf((entry.rationale ?? '').split(/\r\n?|\n/), 'en'),
      hints: [],
      choices,
    },
    topics: [topic],
    language: 'en',
    licence: null,
    credit: null,
    understood: entry,
  });
}

/** Takes off the option's own letter, and no other: `A)A) is half of B)` keeps its words. */
function withoutLabel(option: string, letter: string): string {
  const match = /^\s*([A-Za-z])\s*[).:]\s*/.exec(option);
  return tidyLines(match?.[1]?.toUpperCase() === letter ? option.slice(match[0].length) : option);
}
