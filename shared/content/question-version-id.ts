/**
 * Ids that every replica derives alike: a pack from its uid, a question from its pack and key, a version from its
 * question and content. The same content therefore has the same version id on every machine.
 */
import { v5 as uuidV5 } from 'uuid';
import type { QuestionContent } from './question.ts';

/** Fixed for ever: changing it would give every known pack and question a new identity. */
const packNamespace = '6d1a3c0e-5b0f-4c57-9a38-0c7b7a6f2e91';

/** Id of the pack with this `pack_uid`. */
export function packIdOf(packUid: string): string {
  return uuidV5(packUid, packNamespace);
}

/** Id of the question with this `external_key` in a pack; a template's key for a parametric template. */
export function questionIdOf(packUid: string, externalKey: string): string {
  return uuidV5(externalKey, packIdOf(packUid));
}

/** Id of a question's version: UUIDv5 in the question's own namespace over the canonical JSON of the content. */
export function questionVersionIdOf(questionId: string, content: QuestionContent): string {
  return uuidV5(canonicalJson(content), questionId);
}

/** JSON with keys in code-unit order and absent values left out, so that equal content gives equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((element) => canonicalJson(element ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value);
}
