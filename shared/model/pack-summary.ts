/** Packs of questions and what came of importing one. */

import type { RefusedEntry } from '../content/import/refused-entry.ts';
import type { PackMetadata } from '../content/pack.ts';

/** An installed pack. */
export interface PackSummary extends Omit<PackMetadata, 'sourceFormat'> {
  readonly id: string;
  readonly isBuiltIn: boolean;
  readonly questionCount: number;
  readonly topicCount: number;
  readonly installedAt: string;
}

export interface ImportReport {
  readonly pack: PackSummary;
  readonly importedCount: number;
  /** Entries that were already there with the same content. */
  readonly unchangedCount: number;
  /** The first 1,000. */
  readonly refused: readonly RefusedEntry[];
  readonly refusedCount: number;
  /** Fields of the file that the format does not know; they were left out. */
  readonly ignoredFields?: readonly string[];
}

export interface ImportRequest {
  readonly importId: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}
