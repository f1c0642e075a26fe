/** Reads a whole pack into lists, for tests. */
import { readPack } from '../../../shared/content/import/read-pack.ts';
import type { RefusedEntry } from '../../../shared/content/import/refused-entry.ts';
import type { PackPart, PackQuestion } from '../../../shared/content/pack.ts';

export type EndPart = Extract<PackPart, { kind: 'end' }>;

export interface WholePack {
  readonly totalEntryCount: number;
  readonly parts: readonly PackPart[];
  readonly questions: readonly PackQuestion[];
  readonly refused: readonly RefusedEntry[];
  readonly topicUids: readonly string[];
  readonly end: EndPart;
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Throws when the pack is refused as a whole. */
export async function readAll(input: string | Uint8Array, fileName = 'sample.jsonl'): Promise<WholePack> {
  const opened = readPack(typeof input === 'string' ? bytesOf(input) : input, fileName);
  if (!opened.ok) throw new Error(`refused as a whole: ${JSON.stringify(opened.error)}`);
  const parts: PackPart[] = [];
  for await (const part of opened.value.parts) parts.push(part);
  const end = parts.at(-1);
  if (end?.kind !== 'end') throw new Error('the last part is no end');
  return {
    totalEntryCount: opened.value.totalEntryCount,
    parts,
    questions: parts.flatMap((part) => (part.kind === 'question' ? [part.question] : [])),
    refused: parts.flatMap((part) => (part.kind === 'refusal' ? [part.refusal] : [])),
    topicUids: parts.flatMap((part) => (part.kind === 'topic' ? [part.topic.topicUid] : [])),
    end,
  };
}

/** The code and details of a refusal as a whole; null when the file opens. */
export function refusalOf(input: string | Uint8Array, fileName = 'sample.json') {
  const opened = readPack(typeof input === 'string' ? bytesOf(input) : input, fileName);
  return opened.ok ? null : opened.error;
}
