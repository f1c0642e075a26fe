/** One part of a topic code or key, made from any name: `3.1 Doğal Sayılar` gives `3_1_DOGAL_SAYILAR`. */
import { v5 as uuidV5 } from 'uuid';

const namelessNamespace = '3f0f2f3e-1c57-4c3c-8b0c-7b1de2a7c9d4';
const longestSegment = 60;

/**
 * Upper-case ASCII letters, digits and underscores, 60 at most; a name with none of them gives eight hexadecimal digits
 * of its own. The same name gives the same part for ever: mistakes are recorded under these codes.
 */
export function codeSegment(name: string): string {
  const segment = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replaceAll('ı', 'i')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, longestSegment)
    .replace(/^_+|_+$/g, '');
  return segment === '' ? uuidV5(name, namelessNamespace).slice(0, 8).toUpperCase() : segment;
}

/** A key for an entry that brings none of its own: the same parts give the same key on every machine. */
export function keyFromContent(prefix: string, parts: readonly string[]): string {
  return `${prefix}-${uuidV5(JSON.stringify(parts), namelessNamespace)}`;
}
