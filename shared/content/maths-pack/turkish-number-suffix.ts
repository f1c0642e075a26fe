/**
 * The case ending that Turkish writes after a number, by vowel harmony with the number's spoken last word:
 * 3'ün, 6'nın, 40'a, 9'dan.
 */
export type TurkishCase = 'genitive' | 'accusative' | 'dative' | 'locative' | 'ablative';

interface SpokenEnd {
  readonly lastVowel: 'a' | 'ı' | 'o' | 'u' | 'e' | 'i' | 'ö' | 'ü';
  readonly endsInVowel: boolean;
  readonly endsVoiceless: boolean;
}
const consonant = (lastVowel: SpokenEnd['lastVowel'], endsVoiceless = false): SpokenEnd => ({
  lastVowel,
  endsInVowel: false,
  endsVoiceless,
});
const vowel = (lastVowel: SpokenEnd['lastVowel']): SpokenEnd => ({
  lastVowel,
  endsInVowel: true,
  endsVoiceless: false,
});

/** sıfır bir iki üç dört beş altı yedi sekiz dokuz */
const units: readonly SpokenEnd[] = [
  consonant('ı'),
  consonant('i'),
  vowel('i'),
  consonant('ü', true),
  consonant('ö', true),
  consonant('e', true),
  vowel('ı'),
  vowel('i'),
  consonant('i'),
  consonant('u'),
];
/** (sıfır) on yirmi otuz kırk elli altmış yetmiş seksen doksan */
const tens: readonly SpokenEnd[] = [
  consonant('ı'),
  consonant('o'),
  vowel('i'),
  consonant('u'),
  consonant('ı', true),
  vowel('i'),
  consonant('ı', true),
  consonant('i', true),
  consonant('e'),
  consonant('a'),
];
const hundred = consonant('ü');
const thousand = consonant('i');
const million = consonant('o');

/** `turkishNumberSuffix(6, 'genitive')` is `'nın`, apostrophe included. The number must be whole. */
export function turkishNumberSuffix(number: number, grammaticalCase: TurkishCase): string {
  const end = spokenEnd(Math.abs(Math.trunc(number)));
  const isBack = 'aıou'.includes(end.lastVowel);
  const narrow = { a: 'ı', ı: 'ı', o: 'u', u: 'u', e: 'i', i: 'i', ö: 'ü', ü: 'ü' }[end.lastVowel];
  const wide = isBack ? 'a' : 'e';
  const hard = end.endsVoiceless ? 't' : 'd';
  switch (grammaticalCase) {
    case 'genitive':
      return `'${end.endsInVowel ? 'n' : ''}${narrow}n`;
    case 'accusative':
      return `'${end.endsInVowel ? 'y' : ''}${narrow}`;
    case 'dative':
      return `'${end.endsInVowel ? 'y' : ''}${wide}`;
    case 'locative':
      return `'${hard}${wide}`;
    case 'ablative':
      return `'${hard}${wide}n`;
  }
}

function spokenEnd(number: number): SpokenEnd {
  if (number % 10 !== 0 || number === 0) return units[number % 10] ?? million;
  if (number % 100 !== 0) return tens[(number / 10) % 10] ?? million;
  if (number % 1000 !== 0) return hundred;
  return number % 1_000_000 !== 0 ? thousand : million;
}
