import { describe, expect, it } from 'vitest';
import { type TurkishCase, turkishNumberSuffix } from '../../../shared/content/maths-pack/turkish-number-suffix.ts';

const endings = [
  'genitive',
  'accusative',
  'dative',
  'locative',
  'ablative',
  'possessive',
  'instrumental',
  'measure',
  'copula',
] as const satisfies readonly TurkishCase[];

/** Written out by hand from the spoken words, in the order of `endings`. */
const byHand: readonly [number, string, string][] = [
  [0, 'sıfır', "'ın 'ı 'a 'da 'dan 'ı 'la 'lık 'dır"],
  [1, 'bir', "'in 'i 'e 'de 'den 'i 'le 'lik 'dir"],
  [2, 'iki', "'nin 'yi 'ye 'de 'den 'si 'yle 'lik 'dir"],
  [3, 'üç', "'ün 'ü 'e 'te 'ten 'ü 'le 'lük 'tür"],
  [4, 'dört', "'ün 'ü 'e 'te 'ten 'ü 'le 'lük 'tür"],
  [5, 'beş', "'in 'i 'e 'te 'ten 'i 'le 'lik 'tir"],
  [6, 'altı', "'nın 'yı 'ya 'da 'dan 'sı 'yla 'lık 'dır"],
  [7, 'yedi', "'nin 'yi 'ye 'de 'den 'si 'yle 'lik 'dir"],
  [8, 'sekiz', "'in 'i 'e 'de 'den 'i 'le 'lik 'dir"],
  [9, 'dokuz', "'un 'u 'a 'da 'dan 'u 'la 'luk 'dur"],
  [10, 'on', "'un 'u 'a 'da 'dan 'u 'la 'luk 'dur"],
  [20, 'yirmi', "'nin 'yi 'ye 'de 'den 'si 'yle 'lik 'dir"],
  [30, 'otuz', "'un 'u 'a 'da 'dan 'u 'la 'luk 'dur"],
  [40, 'kırk', "'ın 'ı 'a 'ta 'tan 'ı 'la 'lık 'tır"],
  [50, 'elli', "'nin 'yi 'ye 'de 'den 'si 'yle 'lik 'dir"],
  [60, 'altmış', "'ın 'ı 'a 'ta 'tan 'ı 'la 'lık 'tır"],
  [70, 'yetmiş', "'in 'i 'e 'te 'ten 'i 'le 'lik 'tir"],
  [80, 'seksen', "'in 'i 'e 'de 'den 'i 'le 'lik 'dir"],
  [90, 'doksan', "'ın 'ı 'a 'da 'dan 'ı 'la 'lık 'dır"],
  [100, 'yüz', "'ün 'ü 'e 'de 'den 'ü 'le 'lük 'dür"],
  [1000, 'bin', "'in 'i 'e 'de 'den 'i 'le 'lik 'dir"],
  [1_000_000, 'milyon', "'un 'u 'a 'da 'dan 'u 'la 'luk 'dur"],
  [1_000_000_000, 'milyar', "'ın 'ı 'a 'da 'dan 'ı 'la 'lık 'dır"],
];

const endingsOf = (number: number): string => endings.map((ending) => turkishNumberSuffix(number, ending)).join(' ');

describe('the ending after a Turkish number', () => {
  it.each(byHand)('follows the spoken word: %i is %s', (number, _word, expected) => {
    expect(endingsOf(number)).toBe(expected);
  });

  it('goes by the last spoken word, whatever stands before it', () => {
    const lastWords = new Map(byHand.map(([number, , expected]) => [number, expected]));
    for (let number = 1; number <= 9999; number += 1) {
      const lastWord = [10, 100, 1000, 10_000].map((base) => number % base).find((rest) => rest !== 0) ?? 0;
      const power = 10 ** (String(lastWord).length - 1);
      expect(endingsOf(number), String(number)).toBe(lastWords.get(power >= 100 ? power : lastWord));
    }
  });

  it.each([
    [110, 10],
    [200, 100],
    [340, 40],
    [1900, 100],
    [2000, 1000],
    [15_000, 1000],
    [400_000, 1000],
    [2_500_000, 1000],
    [3_000_000, 1_000_000],
    [7_000_000_000, 1_000_000_000],
    [1_000_000_001, 1],
  ])('of %i is that of %i', (number, sameAs) => {
    expect(endingsOf(number)).toBe(endingsOf(sameAs));
  });

  it('ignores the sign', () => {
    for (const number of [1, 6, 40, 100]) expect(endingsOf(-number)).toBe(endingsOf(number));
  });

  it('is refused for a number that is not whole or too large to speak of here', () => {
    for (const number of [2.5, Number.NaN, Number.POSITIVE_INFINITY, 1e12]) {
      expect(() => turkishNumberSuffix(number, 'genitive')).toThrow(RangeError);
    }
  });
});
