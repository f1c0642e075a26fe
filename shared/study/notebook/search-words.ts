/** I belongs to ı and İ to i in Turkish, and people type either: all four are one letter here. */
const folds: Readonly<Record<string, string>> = { ı: 'i', İ: 'i', I: 'i', Ç: 'ç', Ğ: 'ğ', Ö: 'ö', Ş: 'ş', Ü: 'ü' };

/**
 * The words of a search as patterns for LIKE, folded as `search-mistakes.ts` folds what it searches; %, _ and \ stand for
 * themselves.
 */
export function searchWords(text: string): readonly string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const folded = word.replace(/[ıİIÇĞÖŞÜ]/g, (letter) => folds[letter] ?? letter).toLowerCase();
      return `%${folded.replace(/[\\%_]/g, '\\$&')}%`;
    });
}
