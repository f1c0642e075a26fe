/** OATutor: multiple choice from textbook lessons, with LaTeX, hints, a licence and a source. English. */
import { z } from 'zod';
import type { PackTopic } from '../../pack.ts';
import { codeSegment, keyFromContent } from '../code-segment.ts';
import { expectedSecondsFor } from '../expected-seconds.ts';
import { good, type Judgement, parseWith, refused } from '../judge-question.ts';
import { findPicture, readOatutorText } from './oatutor-text.ts';
import { choiceKeyAt, type SourceEntry, type SourceShape, stepsOf } from './source-shape.ts';

const text = z.string().optional().default('');
const entrySchema = z.object({
  id: z.string().trim().min(1).max(200).optional(),
  course: text,
  lesson: text,
  skills: z.array(z.string()).optional().default([]),
  title: text,
  body: text,
  question: text,
  question_body: text,
  choices: z.array(z.string()),
  answer: z.array(z.string()).min(1),
  hints: z.array(z.string()).optional().default([]),
  source: text,
  license: text,
});
type Entry = z.infer<typeof entrySchema>;

/** Textbook exercises of a step or two on paper. */
const thinkingSeconds = 45;
const maximumHints = 10;
const root: PackTopic = {
  topicUid: 'EN.OATUTOR',
  parentUid: null,
  names: { en: 'OATutor lessons', tr: 'OATutor dersleri (İngilizce)' },
};

export const oatutorShape: SourceShape = {
  recognises: (entry) => 'choices' in entry && ('lesson' in entry || 'skills' in entry || 'question_body' in entry),
  read: (entry) => {
    const parsed = parseWith(entrySchema, entry);
    return parsed.isGood ? readEntry(parsed.value) : parsed;
  },
};

function readEntry(entry: Entry): Judgement<SourceEntry> {
  const parts = [entry.body, entry.question, entry.question_body];
  const picture = [...parts, ...entry.choices].map(findPicture).find((name) => name !== null);
  if (picture !== undefined) return refused('picture_missing', picture.slice(0, 100));
  const texts = entry.choices.map((choice) => ({ en: readOatutorText(choice) }));
  if (texts.length > 1 && texts.every(({ en }, index) => en === choiceKeyAt(index))) {
    return refused('choices_are_pictures');
  }
  const right = new Set(entry.answer.map(readOatutorText));
  const choices = texts.map((choice, index) => ({
    key: choiceKeyAt(index),
    text: choice,
    isRight: right.has(choice.en),
  }));
  const rightCount = choices.filter((choice) => choice.isRight).length;
  if (rightCount < right.size) return refused('answer_not_among_choices');
  const stem = { en: stemOf(entry) };
  // The hints lead to the answer step by step, so they are the worked solution as well; there all of them fit.
  const steps = stepsOf(entry.hints.map(readOatutorText), 'en');
  const topics = topicsOf(entry);
  return good({
    externalKey: entry.id ?? keyFromContent('oatutor', [stem.en, ...entry.choices]),
    content: {
      kind: right.size > 1 ? 'multiple_answers' : 'single_choice',
      topicUid: topics.at(-1)?.topicUid ?? root.topicUid,
      difficulty: 2,
      expectedSeconds: expectedSecondsFor([stem, ...texts], thinkingSeconds),
      textFormat: 'plain',
      stem,
      rationale: steps,
      hints: steps.slice(0, maximumHints),
      choices,
    },
    topics,
    language: 'en',
    licence: entry.license.trim() === '' ? null : entry.license.trim(),
    credit: entry.source.trim() === '' ? null : entry.source.trim(),
    understood: entry,
  });
}

/** The title stands in for the missing task where the rest is a bare formula. */
function stemOf({ title, body, question, question_body }: Entry): string {
  const parts = [body, question, question_body].map(readOatutorText).filter((part) => part !== '');
  const hasTask = /\p{Letter}{3}/u.test(parts.join(' ').replace(/\\\([\s\S]*?\\\)/g, ' '));
  return (hasTask ? parts : [readOatutorText(title), ...parts].filter((part) => part !== '')).join('\n');
}

/** By lesson, else by the first skill. */
function topicsOf(entry: Entry): readonly PackTopic[] {
  const name = [entry.lesson, ...entry.skills.map((skill) => skill.replaceAll('_', ' '))]
    .map((candidate) => candidate.trim())
    .find((candidate) => candidate !== '');
  if (name === undefined) return [root];
  const topicUid = `${root.topicUid}.${codeSegment(name)}`;
  return [root, { topicUid, parentUid: root.topicUid, names: { en: name.slice(0, 500) } }];
}
