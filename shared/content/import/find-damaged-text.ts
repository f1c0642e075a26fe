import { pathText } from './path-text.ts';

/** NUL and half a surrogate pair: PostgreSQL takes neither in `jsonb`. U+FFFD: bytes that meant nothing were here. */
const notText = /[\0\uFFFD\p{Surrogate}]/u;

/** Where in a JSON value the first string stands that holds no real text, as `stem.tr: U+0000`; null when all is well. */
export function findDamagedText(value: unknown, path: readonly PropertyKey[] = []): string | null {
  if (typeof value === 'string') {
    const found = notText.exec(value)?.[0].charCodeAt(0);
    return found === undefined ? null : `${pathText(path)}: U+${found.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  if (value === null || typeof value !== 'object') return null;
  for (const [key, entry] of Object.entries(value)) {
    const damage = findDamagedText(entry, [...path, Array.isArray(value) ? Number(key) : key]);
    if (damage !== null) return damage;
  }
  return null;
}
