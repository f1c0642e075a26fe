/** Puts drafts of foreign formats into the question model; everything that GIFT, Moodle XML, CSV and QTI share. */

import type { PackSourceFormat, PackTopic } from '../pack.ts';
import type { KnownMistakeCode, LocalizedText, QuestionContent } from '../question.ts';
import { falseText, trueText } from '../true-false-texts.ts';
import { codeSegment, keyFromContent } from './code-segment.ts';
import type { EntryReader, ReadEntry } from './entry-reader.ts';
import { expectedSecondsFor } from './expected-seconds.ts';
import { escapeHtml, findOutsideMedia, wordsOfHtml } from './html-text.ts';
import { good, type Judgement, judgeQuestion, refused } from './judge-question.ts';
import { nameOfFile } from './name-of-file.ts';
import type { AskedAnswer, DraftText, EmbeddedFiles, QuestionDraft } from './question-draft.ts';
import { choiceKeyAt, tidyLines } from './source-shapes/source-shape.ts';
import { splitMatching } from './split-matching.ts';
import { type TakenPicture, takePicture } from './take-picture.ts';
import { topicsOfPath } from './topics-of-path.ts';

/** School questions of a step or two, as for the other formats whose authors name no time. */
const thinkingSeconds = 45;
const longestKey = 180;
const maximumHints = 10;
const longestDescription = 1000;
const maximumKnownWrong = 20;
/** Of a wrong answer that a file lists: what it comes of is for the student to say. */
const unnamedMistake: KnownMistakeCode = 'UNCLASSIFIED';
const undescribed: LocalizedText = { tr: 'Sorunun resmi', en: 'Picture of the question' };
const noFiles: EmbeddedFiles = new Map();

export interface DraftSource {
  readonly fileName: string;
  readonly sourceFormat: PackSourceFormat;
  /** Language of questions that name none. */
  readonly language: string;
  readonly ignoredFields: readonly string[];
  readDraft(entryText: string, index: number): Judgement<QuestionDraft>;
}

/** The pack is named after the file; importing a file of the same name again brings the same pack up to date. */
export function createDraftReader(source: DraftSource): EntryReader {
  const packName = nameOfFile(source.fileName);
  const languages = new Set<string>();
  const timesNamed = new Map<string, number>();

  /** Names need not be unique in these formats; the second `Question 1` is `Question 1 (2)`. */
  const keyOf = (name: string): string => {
    const times = (timesNamed.get(name) ?? 0) + 1;
    timesNamed.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  };

  const keyFor = (draft: QuestionDraft<AskedAnswer>): string => {
    const name = (draft.name ?? '').replace(/\s+/g, ' ').trim().slice(0, longestKey);
    return name === '' ? keyFromContent(source.sourceFormat, partsOf(draft)) : keyOf(name);
  };

  return {
    declaredTopics: [],
    ignoredFields: source.ignoredFields,
    describePack: () => ({
      packUid: `file.${codeSegment(packName).toLowerCase()}`,
      packVersion: '1',
      displayNames: { tr: packName, en: packName },
      descriptions: null,
      languages: [...languages].sort(),
      licence: null,
      credit: null,
      sourceFormat: source.sourceFormat,
    }),
    readEntry(entryText, index): Judgement<ReadEntry> {
      const draft = source.readDraft(entryText, index);
      if (!draft.isGood) return draft;
      const stem = takePicture(draft.value.stem, draft.value.files ?? noFiles);
      if (!stem.isGood) return stem;
      const asked = splitMatching({ ...draft.value, stem: stem.value.text });
      if (!asked.isGood) return asked;
      const language = draft.value.language ?? source.language;
      const topics = topicsOfPath(packName, draft.value.topicPath);
      const judged: { part: QuestionDraft<AskedAnswer>; content: QuestionContent }[] = [];
      for (const part of asked.value) {
        const content = contentOf(part, language, topics);
        if (!content.isGood) return content;
        const question = judgeQuestion(content.value);
        if (!question.isGood) return question;
        judged.push({ part, content: question.value });
      }
      languages.add(language);
      const [first, ...furtherQuestions] = judged.map(({ part, content }) => ({ externalKey: keyFor(part), content }));
      if (first === undefined) throw new Error('a draft came to no question');
      const picture = pictureOf(stem.value.picture, language);
      return good({ ...first, furtherQuestions, ...picture, topics, ignoredFields: [] });
    },
  };
}

/** An author who has described nothing leaves a person who cannot see it with the fact that there is a picture. */
function pictureOf(taken: TakenPicture | null, language: string): Pick<ReadEntry, 'picture'> {
  if (taken === null) return {};
  const { alt, ...picture } = taken;
  const description = alt === '' ? undescribed : { [language]: alt.slice(0, longestDescription) };
  return { picture: { ...picture, description } };
}

function contentOf(
  draft: QuestionDraft<AskedAnswer>,
  language: string,
  topics: readonly PackTopic[],
): Judgement<object> {
  const { stimulus, stem, answer } = draft;
  const stimuli = stimulus === undefined ? [] : [stimulus];
  const choiceTexts = 'choices' in answer ? answer.choices.map(({ text }) => text) : [];
  for (const { text, isHtml } of [...stimuli, stem, ...choiceTexts]) {
    const media = findOutsideMedia(text, isHtml);
    if (media !== null) return refused('picture_elsewhere', media);
  }
  if (readableWords(stem) === '') return refused('nothing_to_read', 'stem');
  const emptyChoice = choiceTexts.findIndex((text) => readableWords(text) === '');
  if (emptyChoice !== -1) return refused('nothing_to_read', `choices[${emptyChoice}].text`);
  const isHtml = shownTexts(draft).some((text) => text.isHtml);
  const localized = (text: DraftText): LocalizedText => ({ [language]: shown(text, isHtml) });
  const withFeedback = (feedback: DraftText | null) => (feedback === null ? {} : { feedback: localized(feedback) });
  const common = {
    topicUid: topics.at(-1)?.topicUid,
    difficulty: draft.difficulty,
    expectedSeconds:
      draft.expectedSeconds ?? expectedSecondsFor([...stimuli, stem, ...choiceTexts].map(localized), thinkingSeconds),
    textFormat: isHtml ? 'html' : 'plain',
    ...(stimulus === undefined ? {} : { stimulus: localized(stimulus) }),
    stem: localized(stem),
    rationale: draft.rationale === null ? [] : [localized(draft.rationale)],
    hints: draft.hints.slice(0, maximumHints).map(localized),
  };
  switch (answer.kind) {
    case 'single_choice':
    case 'multiple_answers': {
      const choices = answer.choices.map(({ text, isRight, feedback }, index) => ({
        key: choiceKeyAt(index),
        text: localized(text),
        isRight,
        ...withFeedback(feedback),
      }));
      return good({ ...common, kind: answer.kind, choices });
    }
    case 'true_false': {
      const feedbackOf = (isRight: boolean) => withFeedback(isRight ? answer.feedbackOfRight : answer.feedbackOfWrong);
      const choices = [
        { key: 'T', text: trueText, isRight: answer.isTrue, ...feedbackOf(answer.isTrue) },
        { key: 'F', text: falseText, isRight: !answer.isTrue, ...feedbackOf(!answer.isTrue) },
      ];
      return good({ ...common, kind: answer.kind, choices });
    }
    case 'numeric': {
      const { value, tolerance, unit } = answer;
      const wrong = [...new Set(answer.knownWrong ?? [])].slice(0, maximumKnownWrong);
      const knownWrong = wrong.map((each) => ({ value: each, mistakeCode: unnamedMistake }));
      const numeric = { value, tolerance, ...(unit === undefined ? {} : { unit }), knownWrong };
      return good({ ...common, kind: answer.kind, numeric });
    }
    case 'short_text': {
      const accepted = [...new Set(answer.accepted.map(readableWords))];
      const wrong = [...new Set((answer.knownWrong ?? []).map(readableWords))].filter(
        (text) => !accepted.includes(text),
      );
      const knownWrong = wrong.slice(0, maximumKnownWrong).map((text) => ({ text, mistakeCode: unnamedMistake }));
      const shortText = { accepted, isCaseSensitive: answer.isCaseSensitive, knownWrong };
      return good({ ...common, kind: answer.kind, shortText });
    }
  }
}

function shownTexts({ stimulus, stem, rationale, hints, answer }: QuestionDraft<AskedAnswer>): readonly DraftText[] {
  const texts = [stimulus ?? null, stem, rationale, ...hints];
  if (answer.kind === 'true_false') texts.push(answer.feedbackOfRight, answer.feedbackOfWrong);
  if ('choices' in answer) texts.push(...answer.choices.flatMap(({ text, feedback }) => [text, feedback]));
  return texts.filter((text) => text !== null);
}

/** In a question of HTML, plain text is escaped and keeps its lines. */
function shown({ text, isHtml }: DraftText, asHtml: boolean): string {
  const tidy = tidyLines(withMaths(text));
  return asHtml && !isHtml ? escapeHtml(tidy).replaceAll('\n', '<br>') : tidy;
}

/** Moodle writes maths between double dollar signs as well; the app between \( and \). */
function withMaths(text: string): string {
  return text.replace(/\$\$([^$]{1,2000})\$\$/g, (_, latex: string) => `\\(${latex.trim()}\\)`);
}

function readableWords({ text, isHtml }: DraftText): string {
  return isHtml ? wordsOfHtml(text) : text.trim();
}

function partsOf({ stimulus, stem, answer }: QuestionDraft<AskedAnswer>): readonly string[] {
  const asked = stimulus === undefined ? [stem.text] : [stimulus.text, stem.text];
  if ('choices' in answer) return [...asked, ...answer.choices.map(({ text }) => text.text)];
  return answer.kind === 'short_text' ? [...asked, ...answer.accepted.map(({ text }) => text)] : asked;
}
