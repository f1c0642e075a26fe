import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from '../../../shared/content/import/decode-text.ts';
import { bytesOf, readAll } from './read-all.ts';

/** Positions of the Turkish letters in windows-1254 and ISO-8859-9, by the code pages themselves. */
const turkishBytes: Readonly<Record<string, number>> = {
  ...{ ç: 0xe7, Ç: 0xc7, ğ: 0xf0, Ğ: 0xd0, ı: 0xfd, İ: 0xdd, ö: 0xf6, Ö: 0xd6, ş: 0xfe, Ş: 0xde, ü: 0xfc, Ü: 0xdc },
};
const oneByteEach = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => turkishBytes[letter] ?? letter.charCodeAt(0));
const pangram = 'Pijamalı hasta yağız şoföre çabucak güvendi. İĞÜŞÇÖ';

test('Turkish in ISO-8859-9 or windows-1254 is read as such', async () => {
  expect(decodeText(oneByteEach(pangram))).toEqual({ text: pangram, encoding: 'windows-1254', isDamaged: false });
  const pack = await readAll(oneByteEach('::Soru::Işığın hızı değişir mi?{F}'), 'ışık.gift');
  expect(Object.values(pack.questions[0]?.content.stem ?? {})).toEqual(['Işığın hızı değişir mi?']);
});

test('the quotes and the euro of windows-1254 are read', () => {
  const bytes = Uint8Array.from([0x93, ...oneByteEach('şey'), 0x94, 0x20, 0x80]);
  expect(decodeText(bytes).text).toBe('“şey” €');
});

test('any text survives UTF-8, with a mark and without', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (drawn, withMark) => {
      const text = drawn.replace(/[\0\uFEFF\p{Surrogate}]/gu, '');
      const bytes = bytesOf(withMark ? `\uFEFF${text}` : text);
      expect(decodeText(bytes)).toEqual({ text, encoding: 'utf-8', isDamaged: false });
    }),
  );
});

test('any text of Turkish letters survives one byte a letter', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...Object.keys(turkishBytes), 'a', 'e', ' ', '\r\n', '?'),
    minLength: 1,
  });
  fc.assert(
    fc.property(letters, (text) => {
      // No two of these letters make one of UTF-8: its second byte lies below all of them.
      expect(decodeText(oneByteEach(text)).text).toBe(text);
    }),
  );
});

test('one bad byte among sound letters of UTF-8 is damage, and no other encoding', () => {
  const bytes = Uint8Array.from([...bytesOf('Işığın hızı'), 0xfe, ...bytesOf(' değişir mi?')]);
  expect(decodeText(bytes)).toEqual({ text: 'Işığın hızı\uFFFD değişir mi?', encoding: 'utf-8', isDamaged: true });
});

test('JSON with bad bytes is damaged UTF-8, whatever the bytes would mean elsewhere', () => {
  const decoded = decodeText(oneByteEach('{"stem":"Işık"}'));
  expect(decoded).toMatchObject({ encoding: 'utf-8', isDamaged: true });
});

test.each([
  ['ISO-8859-9', 'windows-1254', 'şık'],
  ['windows-1254', 'windows-1254', 'şık'],
  ['ISO-8859-1', 'windows-1252', 'þýk'],
])('an XML declaration of %s is believed', (declared, encoding, word) => {
  const bytes = oneByteEach(`<?xml version="1.0" encoding="${declared}"?><a>şık</a>`);
  const decoded = decodeText(bytes);
  expect(decoded.encoding).toBe(encoding);
  expect(decoded.text).toContain(`<a>${word}</a>`);
});
