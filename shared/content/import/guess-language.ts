/** Frequent short words that the other languages here do not have, or rarely; with the letters of Turkish they decide. */
const frequentWords: Readonly<Record<string, RegExp>> = {
  tr: /(?<!\p{Letter})(?:ve|bir|bu|için|hangisi|hangisidir|aşağıdakilerden|kaç|kaçtır|nedir|ise|ile|olan|göre)(?!\p{Letter})/giu,
  en: /(?<!\p{Letter})(?:the|of|is|what|which|and|are|following|how|who|when|does|was)(?!\p{Letter})/giu,
};
/** Tags, entities, addresses and what a format writes around the text say nothing of its language. */
const notSpoken = /<[^<>]*>|&#?\w+;|https?:\S+|^\s*\/\/.*$|\{\s*(?:TRUE|FALSE)\b/gm;
const turkishLetters = /[ğışĞİŞ]/g;
/** Of a text in the language about every fifth word is such a sign; chance makes far fewer than every twentieth. */
const leastShare = 1 / 20;
const sampleCharacters = 50_000;
/** One letter of Turkish says as much as this many frequent words. */
const letterWeight = 0.5;

/**
 * `tr` or `en` when the text has at least twice as many signs of it as of the other, else `und` (undetermined): the
 * formats do not say in which language a question is, and a wrong code would be read aloud with a wrong voice.
 */
export function guessLanguage(text: string): 'tr' | 'en' | 'und' {
  const sample = text.slice(0, sampleCharacters).replace(notSpoken, ' ');
  const count = (pattern: RegExp | undefined) => (pattern === undefined ? 0 : (sample.match(pattern)?.length ?? 0));
  const turkish = count(frequentWords.tr) + letterWeight * count(turkishLetters);
  const english = count(frequentWords.en);
  const words = sample.match(/\p{Letter}{2,}/gu)?.length ?? 0;
  const isEnough = (signs: number) => signs > 0 && signs >= words * leastShare;
  if (isEnough(turkish) && turkish >= 2 * english) return 'tr';
  return isEnough(english) && english >= 2 * turkish ? 'en' : 'und';
}
