/**
 * Misconception examples: a question, a wrong answer that shows a named misconception, and the right answer. A right
 * answer that can be typed gives a short-text question that knows the wrong one; a longer one gives two choices.
 */
import { z } from 'zod';
import type { PackTopic } from '../../pack.ts';
import type { KnownMistakeCode } from '../../question.ts';
import { codeSegment } from '../code-segment.ts';
import { expectedSecondsFor } from '../expected-seconds.ts';
import { good, type Judgement, parseWith, refused } from '../judge-question.ts';
import { isPictureAnswer, isValue, typedFormsOf, wrongFormsOf } from './mae-answer.ts';
import { type SourceEntry, type SourceShape, stepsOf, tidyLines } from './source-shape.ts';

const text = z.string().optional().default('');
const entrySchema = z.object({
  Misconception: text,
  'Misconception ID': z.string().trim().min(1).max(50),
  Topic: text,
  'Example Number': z.union([z.number(), z.string().max(20)]),
  Question: z.string().min(1),
  'Incorrect Answer': text,
  'Correct Answer': text,
  'Question image': text,
  'Learner Answer image': text,
  'Correct Answer image': text,
  Source: text,
  Explanation: text,
});
type Entry = z.infer<typeof entrySchema>;

/** Arithmetic and algebra of one or two steps, and the answer to be typed. */
const thinkingSeconds = 45;
/** A misconception is a wrong idea, whatever it is about; the single ones are named in the explanation. */
const mistakeCode: KnownMistakeCode = 'CONCEPT_ERROR';
const root: PackTopic = {
  topicUid: 'EN.MAE',
  parentUid: null,
  names: { en: 'Algebra misconceptions (MaE)', tr: 'Cebirde kavram yanılgıları (MaE, İngilizce)' },
};

export const maeShape: SourceShape = {
  recognises: (entry) => 'Misconception ID' in entry || ('Incorrect Answer' in entry && 'Correct Answer' in entry),
  read: (entry) => {
    const parsed = parseWith(entrySchema, entry);
    return parsed.isGood ? readEntry(parsed.value) : parsed;
  },
};

function readEntry(entry: Entry): Judgement<SourceEntry> {
  const [right, wrong] = [tidyLines(entry['Correct Answer']), tidyLines(entry['Incorrect Answer'])];
  if (entry['Question image'].trim() !== '') return refused('picture_missing', entry['Question image']);
  if (right === '' && entry['Correct Answer image'].trim() === '') return refused('field_missing', 'Correct Answer');
  if (isPictureAnswer(right)) return refused('answer_is_drawing');
  if (entry['Correct Answer image'].trim() !== '') {
    return refused('picture_missing', entry['Correct Answer image']);
  }
  const accepted = typedFormsOf(right);
  if (accepted.length === 0 && isPictureAnswer(wrong)) {
    return refused('wrong_answer_is_drawing');
  }
  const stem = { en: tidyLines(entry.Question) };
  const externalKey = `${entry['Misconception ID']}-${entry['Example Number']}`;
  const topics = topicsOf(entry);
  const common = {
    topicUid: topics.at(-1)?.topicUid ?? root.topicUid,
    difficulty: 2,
    expectedSeconds: expectedSecondsFor(
      accepted.length > 0 ? [stem] : [stem, { en: right }, { en: wrong }],
      thinkingSeconds,
    ),
    textFormat: 'plain',
    stem,
    rationale: rationaleOf(entry, right),
    hints: [],
  };
  return good({
    externalKey,
    content:
      accepted.length > 0
        ? { kind: 'short_text', ...common, shortText: shortTextOf(accepted, wrong) }
        : { kind: 'single_choice', ...common, choices: choicesOf(externalKey, right, wrong) },
    topics,
    language: 'en',
    licence: null,
    credit: null,
    understood: entry,
  });
}

function shortTextOf(accepted: readonly string[], wrong: string) {
  const asksForValue = accepted.some(isValue);
  const known = wrongFormsOf(wrong).filter((form) => !accepted.includes(form) && (asksForValue || !isValue(form)));
  return { accepted, isCaseSensitive: false, knownWrong: known.map((form) => ({ text: form, mistakeCode })) };
}

/** Which comes first depends on the key alone, so that it is neither always the right one nor ever another. */
function choicesOf(externalKey: string, right: string, wrong: string) {
  const rightChoice = { text: { en: right }, isRight: true };
  const wrongChoice = { text: { en: wrong }, isRight: false, mistakeCode };
  const isRightFirst = [...externalKey].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % 2 === 0;
  const [first, second] = isRightFirst ? [rightChoice, wrongChoice] : [wrongChoice, rightChoice];
  return [
    { key: 'A', ...first },
    { key: 'B', ...second },
  ];
}

function rationaleOf(entry: Entry, right: string) {
  const misconception = tidyLines(entry.Misconception);
  const named = misconception === '' ? '' : `${entry['Misconception ID']}: ${misconception}`;
  return stepsOf([right, entry.Explanation, named], 'en');
}

function topicsOf({ Topic }: Entry): readonly PackTopic[] {
  const name = Topic.trim();
  if (name === '') return [root];
  const topicUid = `${root.topicUid}.${codeSegment(name)}`;
  return [root, { topicUid, parentUid: root.topicUid, names: { en: name.slice(0, 500) } }];
}
