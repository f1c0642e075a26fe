/**
 * The ending that Turkish writes after a number, by vowel harmony with the number's spoken last word:
 * 3'ün, 6'nın, 40'a, 9'dan. Besides the cases: `possessive` (sınıfın %20'si), `instrumental` (4'le),
 * `measure` (%15'lik çözelti) and `copula` (sonuç 12'dir).
 */
export type TurkishCase =
  | 'genitive'
  | 'accusative'
  | 'dative'
  | 'locative'
  | 'ablative'
  | 'possessive'
  | 'instrumental'
  | 'measure'
  | 'copula';

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
const milliard = consonant('a');

/**
 * `turkishNumberSuffix(6, 'genitive')` is `'nın`, apostrophe included. Throws a RangeError for a number that is not
 * whole (a decimal is spoken in more than one way) or reaches 10^12.
 */
export function turkishNumberSuffix(number: number, grammaticalCase: TurkishCase): string {
  if (!Number.isInteger(number) || Math.abs(number) >= 1e12) {
    throw new RangeError(`no Turkish ending for ${number}: the number must be whole and below 10^12`);
  }
  const end = spokenEnd(Math.abs(number));
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
    case 'possessive':
      return `'${end.endsInVowel ? 's' : ''}${narrow}`;
    case 'instrumental':
      return `'${end.endsInVowel ? 'y' : ''}l${wide}`;
    case 'measure':
      return `'l${narrow}k`;
    case 'copula':
      return `'${hard}${narrow}r`;
  }
}

function spokenEnd(number: number): SpokenEnd {
  const unit = units[number % 10];
  if (unit !== undefined && (number % 10 !== 0 || number === 0)) return unit;
  const ten = tens[(number / 10) % 10];
  if (ten !== undefined && number % 100 !== 0) return ten;
  if (number % 1000 !== 0) return hundred;
  if (number % 1_000_000 !== 0) return thousand;
  return number % 1_000_000_000 !== 0 ? million : milliard;
}
