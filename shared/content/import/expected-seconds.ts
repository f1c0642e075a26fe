import type { LocalizedText } from '../question.ts';

/** 150 words a minute: a pupil who reads to answer, slower than the 238 of adults (Brysbaert 2019). */
const secondsPerWord = 0.4;
/** Text with few blanks (formulas, other scripts) counts as at least a word for every twelve characters. */
const longestWordCharacters = 12;
const [shortestSeconds, longestSeconds] = [20, 300];

/**
 * How long a question should take when its author does not say: thinking time plus reading time of the stem and
 * choices in their longest language, rounded up to 5 s, from 20 s to 300 s.
 */
export function expectedSecondsFor(texts: readonly LocalizedText[], thinkingSeconds: number): number {
  const words = texts.reduce((sum, text) => sum + Math.max(0, ...Object.values(text).map(countWords)), 0);
  const seconds = Math.ceil((thinkingSeconds + words * secondsPerWord) / 5) * 5;
  return Math.min(longestSeconds, Math.max(shortestSeconds, seconds));
}

function countWords(text: string): number {
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  return Math.max(tokens.length, Math.floor(text.length / longestWordCharacters));
}
