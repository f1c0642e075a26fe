/** A matching asks for a partner to each of several things; the app asks for them one by one. */
import { maximumChoices } from '../question.ts';
import { escapeHtml, wordsOfHtml } from './html-text.ts';
import { good, type Judgement, refused } from './judge-question.ts';
import type { AskedAnswer, DraftAnswer, DraftText, MatchingPair, QuestionDraft } from './question-draft.ts';

/**
 * The questions that a draft comes to: itself, or for a matching one single choice for each pair that has a question,
 * named `name / 1`, `name / 2`, ... with the partners of all pairs to choose from, each once. Refuses a matching without
 * a pair (MISSING_FIELD) and one whose partners are all the same (DUPLICATE_CHOICES).
 */
export function splitMatching(
  draft: QuestionDraft<DraftAnswer>,
): Judgement<readonly [QuestionDraft<AskedAnswer>, ...QuestionDraft<AskedAnswer>[]]> {
  const { answer } = draft;
  if (answer.kind !== 'matching') return good([{ ...draft, answer }]);
  const partners = distinct(answer.pairs.map(({ partner }) => partner).filter((text) => wordsOf(text) !== ''));
  const [first, ...others] = answer.pairs
    .filter(({ asked, partner }) => wordsOf(asked) !== '' && wordsOf(partner) !== '')
    .map((pair, index) => questionOf(draft, pair, partners, index));
  if (first === undefined) return refused('matching_without_pair');
  if (partners.length < 2) return refused('matching_one_answer');
  return good([first, ...others]);
}

function questionOf(
  draft: QuestionDraft<DraftAnswer>,
  { asked, partner }: MatchingPair,
  partners: readonly DraftText[],
  index: number,
): QuestionDraft<AskedAnswer> {
  const isRight = (text: DraftText) => wordsOf(text) === wordsOf(partner);
  return {
    ...draft,
    name: draft.name === null || draft.name === '' ? null : `${draft.name} / ${index + 1}`,
    stem: joined(draft.stem, asked),
    answer: {
      kind: 'single_choice',
      choices: withinLimit(partners, isRight).map((text) => ({ text, isRight: isRight(text), feedback: null })),
    },
  };
}

/** As many as a question may have, the right one among them, in the order of the file. */
function withinLimit(partners: readonly DraftText[], isRight: (text: DraftText) => boolean): readonly DraftText[] {
  const wrong = partners.filter((text) => !isRight(text)).slice(0, maximumChoices - 1);
  return partners.filter((text) => isRight(text) || wrong.includes(text));
}

/** What all pairs share, then what this one asks, set off from it. */
function joined(shared: DraftText, asked: DraftText): DraftText {
  if (wordsOf(shared) === '') return asked;
  if (!shared.isHtml && !asked.isHtml) return { text: `${shared.text}\n\n${asked.text}`, isHtml: false };
  const ask = asHtml(asked);
  // A paragraph cannot hold what makes paragraphs of its own.
  const hasBlocks = /<(?:p|div|ul|ol|table|pre|h[1-6]|blockquote)\b/i.test(ask);
  return { text: `${asHtml(shared)}${hasBlocks ? ask : `<p>${ask}</p>`}`, isHtml: true };
}

function asHtml({ text, isHtml }: DraftText): string {
  return isHtml ? text : escapeHtml(text).replaceAll('\n', '<br>');
}

/** Each once, where it comes first. */
function distinct(texts: readonly DraftText[]): readonly DraftText[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const words = wordsOf(text);
    const isFresh = !seen.has(words);
    seen.add(words);
    return isFresh;
  });
}

/** Two texts that read alike are one partner; a picture reads as its tag. */
function wordsOf({ text, isHtml }: DraftText): string {
  if (!isHtml) return text.replace(/\s+/g, ' ').trim();
  return /<img\b/i.test(text) ? text.trim() : wordsOfHtml(text);
}
