/** What stands between the braces of a GIFT question. */
import { good, type Judgement, refused } from '../judge-question.ts';
import { numberRange } from '../number-range.ts';
import type { DraftAnswer, DraftText } from '../question-draft.ts';
import { answerOfWeights, wholeMarks } from '../weighted-choices.ts';
import { withoutAnyText } from '../wildcard-answers.ts';
import { findUnescaped, isInsideTag } from './gift-scanner.ts';
import { type GiftFormat, giftTextOrNull, readGiftText } from './gift-text.ts';

const matchingMark = /(?<!\\)->/;

interface GiftAnswer {
  readonly mark: '=' | '~';
  /** In percent of the marks; null when none is written. */
  readonly weight: number | null;
  readonly text: string;
  readonly feedback: string;
}

export function readGiftAnswers(block: string, format: GiftFormat): Judgement<DraftAnswer> {
  const trimmed = block.trim();
  if (trimmed === '') return refused('essay');
  const truth = /^(T|TRUE|F|FALSE)\s*(?=#|$)/i.exec(trimmed);
  if (truth !== null) return good(readTruth(truth[0], trimmed.slice(truth[0].length), format));
  if (trimmed.startsWith('#')) return readNumeric(trimmed.slice(1));
  const answers = splitAnswers(trimmed);
  if (answers === null) return refused('gift_answers');
  // Pairs have no marks of their own, so an arrow behind a weight belongs to an answer.
  if (answers.every(({ text, weight }) => weight === null && matchingMark.test(text))) {
    const pairs = answers.map(({ text }) => {
      const at = text.search(matchingMark);
      return { asked: readGiftText(text.slice(0, at), format), partner: readGiftText(text.slice(at + 2), format) };
    });
    return good({ kind: 'matching', pairs });
  }
  const shown = (answer: GiftAnswer): DraftText => readGiftText(answer.text, format);
  if (answers.every(({ mark }) => mark === '=')) {
    const accepted = answers.filter(({ weight }) => weight === null || weight >= wholeMarks).map(shown);
    return readShortText(accepted, answers.filter(isWrong).map(shown));
  }
  return answerOfWeights(
    answers.map((answer) => ({
      text: shown(answer),
      weight: answer.weight ?? (answer.mark === '=' ? 100 : 0),
      feedback: giftTextOrNull(answer.feedback, format),
    })),
    null,
  );
}

function readTruth(word: string, rest: string, format: GiftFormat): DraftAnswer {
  const [, ofWrong = '', ofRight = ''] = splitAtMarks(rest, '#');
  return {
    kind: 'true_false',
    isTrue: word.trim().toUpperCase().startsWith('T'),
    feedbackOfRight: giftTextOrNull(ofRight.slice(1), format),
    feedbackOfWrong: giftTextOrNull(ofWrong.slice(1), format),
  };
}

/** `3.14:0.01`, `1..5`, or a list of such answers with weights, of which the ones with full marks count. */
function readNumeric(written: string): Judgement<DraftAnswer> {
  const answers = splitAnswers(written.trim()) ?? [
    { mark: '=' as const, weight: null, text: splitAtMarks(written, '#')[0] ?? '', feedback: '' },
  ];
  const whole = answers.filter(({ mark, weight }) => mark === '=' && (weight ?? 100) >= wholeMarks);
  const [only] = whole;
  if (only === undefined) return refused('no_full_marks');
  if (whole.length > 1) return refused('several_numbers');
  const range = numberRange(only.text);
  if (range === null) return refused('not_a_number', only.text.trim().slice(0, 60));
  const knownWrong = answers.filter(isWrong).flatMap(({ text }) => numberRange(text)?.value ?? []);
  return good({ kind: 'numeric', ...range, knownWrong });
}

/** Named as worth nothing; what earns a part of the marks is neither right nor wrong. */
function isWrong({ weight }: GiftAnswer): boolean {
  return weight !== null && weight <= 0;
}

/** Refuses answers with `*`, which stands for any text in Moodle. */
function readShortText(accepted: readonly DraftText[], wrong: readonly DraftText[]): Judgement<DraftAnswer> {
  if (accepted.length === 0) return refused('no_full_marks');
  const plain = withoutAnyText(accepted);
  if (plain.length === 0) return refused('any_text_is_right');
  return good({ kind: 'short_text', accepted: plain, isCaseSensitive: false, knownWrong: withoutAnyText(wrong) });
}

/** Null when the text does not begin with an answer. */
function splitAnswers(block: string): readonly GiftAnswer[] | null {
  const [before = '', ...pieces] = splitAtMarks(block, '=~');
  if (before.trim() !== '' || pieces.length === 0) return null;
  return pieces.map((piece) => {
    const [answer = '', ...feedback] = splitAtMarks(piece.slice(1), '#');
    const weight = /^\s*%\s*([+-]?\d+(?:[.,]\d+)?)\s*%/.exec(answer);
    return {
      mark: piece.startsWith('=') ? '=' : '~',
      weight: weight === null ? null : Number(weight[1]?.replace(',', '.')),
      text: answer.slice(weight?.[0].length ?? 0),
      feedback: feedback.map((part) => part.slice(1)).join('#'),
    };
  });
}

/** Cuts before each of the characters that means what it says; each piece but the first starts with its mark. */
function splitAtMarks(text: string, marks: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let at = findUnescaped(text, marks); at !== -1; at = findUnescaped(text, marks, at + 1)) {
    // `&#39;` and the `=` of a tag are text that some programs leave without a backslash.
    if (
      (text[at] !== '~' && isInsideTag(text, at)) ||
      (text[at] === '#' && /^#x?[0-9a-f]+;/i.test(text.slice(at, at + 9)) && text[at - 1] === '&')
    )
      continue;
    pieces.push(text.slice(start, at));
    start = at;
  }
  return [...pieces, text.slice(start)];
}
