/** Moodle XML: the questions that the app can ask, with categories as topics. */
import { maximumPictureBytes } from '../../picture.ts';
import { createDraftReader } from '../draft-reader.ts';
import type { SplitPack } from '../entry-reader.ts';
import { readCategory } from '../gift/split-gift.ts';
import { guessLanguage } from '../guess-language.ts';
import { hasTags, looksLikeHtml } from '../html-text.ts';
import { maximumEntryCharacters } from '../import-limits.ts';
import { good, type Judgement, refused } from '../judge-question.ts';
import { readNumber } from '../number-range.ts';
import { type DraftAnswer, type DraftText, draftTextOrNull, type QuestionDraft } from '../question-draft.ts';
import type { TextSlice } from '../text-slice.ts';
import { answerOfWeights, wholeMarks } from '../weighted-choices.ts';
import { withoutAnyText } from '../wildcard-answers.ts';
import { splitXml } from './split-xml.ts';
import { childrenNamed, parseXmlElement, textOfXml, type XmlElement } from './xml-element.ts';

/** A picture of the largest size in base64, and the question around it. */
const maximumEntryWithPicture = Math.ceil((maximumPictureBytes * 4) / 3) + maximumEntryCharacters;

const categoryStart = /^<(?:[\w.-]+:)?question\s[^>]*type\s*=\s*["']category["']/;

export function openMoodleXml(text: string, fileName: string): SplitPack {
  const slices: TextSlice[] = [];
  const categories: (readonly string[])[] = [];
  let category: readonly string[] = [];
  for (const slice of splitXml(text, ['question'])) {
    const head = text.slice(slice.start, slice.start + 300);
    if (categoryStart.test(head)) {
      const element = parseXmlElement(text.slice(slice.start, slice.end));
      if (element.isGood) category = readCategory(textOfXml(childrenNamed(element.value, 'category')[0]).trim());
      continue;
    }
    slices.push(slice);
    categories.push(category);
  }
  const reader = createDraftReader({
    fileName,
    sourceFormat: 'moodle-xml',
    language: guessLanguage(text),
    ignoredFields: [],
    readDraft: (entryText, index) => {
      const element = parseXmlElement(entryText);
      return element.isGood ? readQuestion(element.value, categories[index] ?? []) : element;
    },
  });
  return { slices, reader: { ...reader, maximumEntryCharacters: maximumEntryWithPicture } };
}

/** Refuses with UNSUPPORTED_KIND, MISSING_PICTURE, NO_RIGHT_ANSWER or INVALID_FIELD. */
function readQuestion(question: XmlElement, topicPath: readonly string[]): Judgement<QuestionDraft> {
  const [questionText] = childrenNamed(question, 'questiontext');
  const files = questionText === undefined ? [] : childrenNamed(questionText, 'file');
  const answer = readAnswer(question);
  if (!answer.isGood) return answer;
  const [general] = childrenNamed(question, 'generalfeedback');
  return good({
    name: childText(question, 'name').trim(),
    topicPath,
    language: null,
    difficulty: 2,
    expectedSeconds: null,
    stem: readText(questionText),
    files: new Map(files.map((file) => [pathOf(file), textOfXml(file)])),
    rationale: textOrNull(general),
    hints: childrenNamed(question, 'hint').flatMap((hint) => textOrNull(hint) ?? []),
    answer: answer.value,
  });
}

function readAnswer(question: XmlElement): Judgement<DraftAnswer> {
  const kind = question.attributes.type ?? '';
  const answers = childrenNamed(question, 'answer').map((answer) => ({
    text: readText(answer),
    weight: readNumber(answer.attributes.fraction ?? '') ?? 0,
    feedback: textOrNull(childrenNamed(answer, 'feedback')[0]),
    tolerance: readNumber(textOfXml(childrenNamed(answer, 'tolerance')[0])) ?? 0,
  }));
  const whole = answers.filter(({ weight }) => weight >= wholeMarks);
  const [right] = whole;
  switch (kind) {
    case 'multichoice': {
      const single = childText(question, 'single').trim();
      return answerOfWeights(answers, single === '' ? null : single === 'true' || single === '1');
    }
    case 'truefalse': {
      const word = right?.text.text.trim().toLowerCase();
      if (word !== 'true' && word !== 'false') return refused('no_full_marks');
      const wrong = answers.find((answer) => answer !== right);
      return good({
        kind: 'true_false',
        isTrue: word === 'true',
        feedbackOfRight: right?.feedback ?? null,
        feedbackOfWrong: wrong?.feedback ?? null,
      });
    }
    case 'shortanswer': {
      if (right === undefined) return refused('no_full_marks');
      const accepted = withoutAnyText(whole.map(({ text }) => text));
      if (accepted.length === 0) return refused('any_text_is_right');
      const knownWrong = withoutAnyText(answers.filter(({ weight }) => weight <= 0).map(({ text }) => text));
      const isCaseSensitive = childText(question, 'usecase').trim() === '1';
      return good({ kind: 'short_text', accepted, isCaseSensitive, knownWrong });
    }
    case 'numerical': {
      if (right === undefined) return refused('no_full_marks');
      if (whole.length > 1) return refused('several_numbers');
      const value = readNumber(right.text.text);
      if (value === null) return refused('not_a_number', right.text.text.slice(0, 60));
      return good({ kind: 'numeric', value, tolerance: Math.abs(right.tolerance) });
    }
    case 'match':
    case 'matching': {
      const pairs = childrenNamed(question, 'subquestion').map((asked) => {
        const [partner] = childrenNamed(asked, 'answer');
        const text = textOfXml(partner).trim();
        // Moodle shows partners as plain text, whatever characters stand in them.
        return { asked: readText(asked), partner: { text, isHtml: false } };
      });
      return good({ kind: 'matching', pairs });
    }
    default:
      return kind === '' ? refused('field_missing', 'type') : refused('kind_not_asked', kind.slice(0, 60));
  }
}

/** As a text names it behind `@@PLUGINFILE@@/`; files at the top have the path `/`. */
function pathOf({ attributes }: XmlElement): string {
  return `${attributes.path ?? '/'}${attributes.name ?? ''}`.replace(/^\/+/, '');
}

/** The text of an element that has a format and a `<text>`; older files write the text into the element itself. */
function readText(element: XmlElement | undefined): DraftText {
  if (element === undefined) return { text: '', isHtml: false };
  const [inner] = childrenNamed(element, 'text');
  const text = (
    inner === undefined ? element.children.filter((child) => typeof child === 'string').join('') : textOfXml(inner)
  ).trim();
  const format = element.attributes.format ?? 'moodle_auto_format';
  if (format === 'html') return { text, isHtml: looksLikeHtml(text) };
  return { text, isHtml: format === 'moodle_auto_format' && hasTags(text) };
}

function textOrNull(element: XmlElement | undefined): DraftText | null {
  const { text, isHtml } = readText(element);
  return draftTextOrNull(text, isHtml);
}

function childText(element: XmlElement, name: string): string {
  return textOfXml(childrenNamed(element, name)[0]);
}
