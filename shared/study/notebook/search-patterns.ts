/** I belongs to ı and İ to i in Turkish, and people type either: all four are one letter here. */
const dottedOrNot = '[iıİI]';
/** Keys of a stem's JSON are language codes of two or three letters; what is longer cannot be part of one. */
const longestKey = 3;

/**
 * The words of a search as regular expressions of PostgreSQL, one each, for the JSON text of a stem and for a note: whatever
 * the case, spaces inside do not count ("x+3" finds "x + 3"), and every sign stands for itself.
 */
export function searchPatterns(text: string): readonly string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const letters = [...word];
      const pattern = letters.map(letterPattern).join(' *');
      // Not the "tr" of {"tr": "…"}: only a key is followed by a colon outside quotes.
      return letters.length <= longestKey && /^\p{L}+$/u.test(word) ? `${pattern}(?![a-z]*": ")` : pattern;
    });
}

function letterPattern(letter: string): string {
  if ('iıİI'.includes(letter)) return dottedOrNot;
  if (letter === '"') return '\\\\?"';
  if (letter === '\\') return '\\\\{1,2}';
  const cases = new Set([letter, letter.toLocaleLowerCase('tr'), letter.toLocaleUpperCase('tr')]);
  const single = [...cases].filter((variant) => [...variant].length === 1);
  if (/^[\p{L}]$/u.test(letter)) return single.length > 1 ? `[${single.join('')}]` : letter;
  return /^[\p{N}\p{M}]$/u.test(letter) ? letter : /^[\x20-\x7e]$/.test(letter) ? `\\${letter}` : letter;
}
