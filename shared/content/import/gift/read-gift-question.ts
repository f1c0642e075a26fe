/** One question of a GIFT file, by the rules of Moodle's own importer where the format's description is silent. */
import { good, type Judgement, refused } from '../judge-question.ts';
import type { QuestionDraft } from '../question-draft.ts';
import { findBraceGroups, findUnescaped, isInsideTag, unescapeGift } from './gift-scanner.ts';
import { giftFormatMark, giftFormatOf, giftTextOrNull, readGiftText } from './gift-text.ts';
import { readGiftAnswers } from './read-gift-answers.ts';
import { isGiftComment } from './split-gift.ts';

/** What stands in the stem where the answer is to be filled in. */
const blank = '_____';

/** Refuses with NOT_PARSABLE, UNSUPPORTED_KIND, NO_RIGHT_ANSWER or INVALID_FIELD. */
export function readGiftQuestion(slice: string, topicPath: readonly string[]): Judgement<QuestionDraft> {
  const source = slice
    .split(/\r\n?|\n/)
    .filter((line) => !isGiftComment(line))
    .join('\n')
    .trim();
  const title = /^::((?:\\[\s\S]|[^\\])*?)::/.exec(source);
  const body = source.slice(title?.[0].length ?? 0);
  const format = giftFormatOf(body);
  const group = findAnswerGroup(body);
  if (group === null) {
    return findUnescaped(body, '{}') === -1 ? refused('nothing_asked') : refused('gift_braces');
  }
  const before = body.slice(0, group.start).replace(giftFormatMark, '');
  const after = body.slice(group.end + 1);
  const written =
    after.trim() === '' ? before : `${before.trimEnd()} ${blank}${/^\s/.test(after) ? ' ' : ''}${after.trim()}`;
  const [answers, general] = splitGeneralFeedback(body.slice(group.start + 1, group.end));
  const answer = readGiftAnswers(answers, format);
  if (!answer.isGood) return answer;
  const name = unescapeGift(title?.[1] ?? '').trim();
  return good({
    name: name === '' ? null : name,
    topicPath,
    language: null,
    difficulty: 2,
    expectedSeconds: null,
    stem: readGiftText(written, format),
    rationale: giftTextOrNull(general, format),
    hints: [],
    answer: answer.value,
  });
}

/** The braces with the answers; others may be LaTeX that nobody escaped. Null when that cannot be told. */
function findAnswerGroup(body: string): { readonly start: number; readonly end: number } | null {
  const groups = findBraceGroups(body);
  const [only] = groups;
  if (only !== undefined && groups.length === 1) return only;
  const marked = groups.filter(({ start, end }) =>
    /^\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*(?:#|$)|$)/i.test(body.slice(start + 1, end)),
  );
  return marked.length === 1 ? (marked[0] ?? null) : null;
}

/** Feedback to the whole question follows four number signs. */
function splitGeneralFeedback(block: string): readonly [string, string] {
  for (let at = findUnescaped(block, '#'); at !== -1; at = findUnescaped(block, '#', at + 1)) {
    if (block.startsWith('####', at) && !isInsideTag(block, at)) return [block.slice(0, at), block.slice(at + 4)];
  }
  return [block, ''];
}
