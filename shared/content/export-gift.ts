/** Writes questions as Moodle GIFT, in one language: what other programs can read of a pack. */

import { asLiteralAnswer } from './import/wildcard-answers.ts';
import { type LocalizedText, textInLanguage } from './localized-text.ts';
import type { PackQuestion } from './pack.ts';
import type { Choice, QuestionContent } from './question.ts';
import { canonicalJson } from './question-version-id.ts';
import { falseText, trueText } from './true-false-texts.ts';

export interface GiftExport {
  readonly text: string;
  /** Questions that GIFT cannot hold: their key is named, so that a person can be told. */
  readonly leftOut: readonly string[];
}

/**
 * Each question in one block, its topic as category. Figures have no place in GIFT, so questions with one are left out;
 * hints, expected time, difficulty and codes of mistakes are not written; known wrong answers are, as worth nothing. Short answers lose their letter case, and one
 * right answer of possibly several becomes a single choice. A stimulus is written above the stem of each question that has it.
 */
export function exportGift(questions: readonly PackQuestion[], language: string): GiftExport {
  const blocks: string[] = [];
  const leftOut: string[] = [];
  let category: string | null = null;
  for (const { externalKey, content } of questions) {
    if (content.figure !== undefined) {
      leftOut.push(externalKey);
      continue;
    }
    if (content.topicUid !== category) {
      category = content.topicUid;
      blocks.push(`$CATEGORY: ${category.replaceAll('/', '//')}`);
    }
    blocks.push(questionBlock(externalKey, content, language));
  }
  return { text: `${blocks.join('\n\n')}\n`, leftOut };
}

type ChoiceQuestion = Extract<QuestionContent, { choices: unknown }>;
type NumericAnswer = Extract<QuestionContent, { kind: 'numeric' }>['numeric'];

function questionBlock(key: string, content: QuestionContent, language: string): string {
  const shown = (text: LocalizedText): string => escapeGift(textInLanguage(text, language).text.trim());
  const steps = content.rationale.map(shown).join(content.textFormat === 'html' ? '<br>' : '\\n');
  const general = steps === '' ? '' : `####${steps}`;
  const breaks = content.textFormat === 'html' ? '<br><br>' : '\\n\\n';
  const stimulus = content.stimulus === undefined ? '' : `${shown(content.stimulus)}${breaks}`;
  return `::${escapeGift(key)}::[${content.textFormat}]${stimulus}${shown(content.stem)}{${answersOf(content, shown)}${general}}`;
}

function answersOf(content: QuestionContent, shown: (text: LocalizedText) => string): string {
  switch (content.kind) {
    case 'numeric':
      return numericAnswers(content.numeric);
    case 'short_text': {
      const written = (text: string) => escapeGift(asLiteralAnswer(text.trim()));
      const right = content.shortText.accepted.map((text) => `=%100%${written(text)}`);
      return [...right, ...content.shortText.knownWrong.map(({ text }) => `=%0%${written(text)}`)].join(' ');
    }
    default: {
      const truth = truthOf(content, shown);
      if (truth !== null) return truth;
      const rightCount = content.choices.filter(({ isRight }) => isRight).length;
      const wrongCount = content.choices.length - rightCount;
      return content.choices
        .map(({ text, isRight, feedback }) => {
          const told = feedback === undefined ? '' : `#${shown(feedback)}`;
          const isSeveral = content.kind === 'multiple_answers' && rightCount > 1;
          if (isSeveral) return `\n~%${isRight ? share(rightCount) : `-${share(wrongCount)}`}%${shown(text)}${told}`;
          return `\n${isRight ? '=%100%' : '~%0%'}${shown(text)}${told}`;
        })
        .join('');
    }
  }
}

function numericAnswers({ value, tolerance, knownWrong }: NumericAnswer): string {
  const right = `${value}:${tolerance}`;
  if (knownWrong.length === 0) return `#${right}`;
  return `#=%100%${right} ${knownWrong.map((wrong) => `=%0%${wrong.value}:0`).join(' ')}`;
}

/** `TRUE#when wrong#when right`; null for other questions, and where the two choices have words of their own. */
function truthOf({ kind, choices }: ChoiceQuestion, shown: (text: LocalizedText) => string): string | null {
  const isUsual = ({ text }: Choice, usual: LocalizedText) => canonicalJson(text) === canonicalJson(usual);
  const [first, second] = choices;
  if (kind !== 'true_false' || first === undefined || second === undefined) return null;
  if (!isUsual(first, trueText) || !isUsual(second, falseText)) return null;
  const [right, wrong] = first.isRight ? [first, second] : [second, first];
  const told = ({ feedback }: Choice) => (feedback === undefined ? '' : `#${shown(feedback)}`);
  const [ofWrong, ofRight] = [told(wrong), told(right)];
  return `${first.isRight ? 'TRUE' : 'FALSE'}${ofWrong === '' && ofRight !== '' ? '#' : ofWrong}${ofRight}`;
}

/** Moodle knows shares with five decimals. */
function share(count: number): string {
  return String(Number((100 / count).toFixed(5)));
}

function escapeGift(text: string): string {
  return text.replace(/[\\~=#{}:]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');
}
