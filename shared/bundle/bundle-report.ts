/** What a bundle turned out to hold, and what became of it. */
import type { BundleHead } from './bundle-format.ts';

/** Codes of 008 (`MALFORMED_CHANGE`, `ROW_REFUSED`, `STUDENT_ERASED`, …), or of the file itself. */
export type BundleRefusalCode = 'DAMAGED_LINE' | 'NESTED_TOO_DEEP' | (string & {});

export interface BundleRefusal {
  /** Line of the uncompressed file, from 1. */
  readonly line: number;
  /** Of several damaged lines the last; null when nobody knows how many. */
  readonly lastLine: number | null;
  readonly code: BundleRefusalCode;
  readonly table: string | null;
  readonly detail: string | null;
}

/** `whole`: counts and hash are right. `altered`: there is an end, but it does not fit the lines before it. */
export type BundleEnding = 'whole' | 'altered' | 'cut_short';

export interface BundleReport {
  /** Null when the first line is damaged. */
  readonly head: BundleHead | null;
  readonly ending: BundleEnding;
  /** Rows of the file that could be read. */
  readonly rowCount: number;
  /** Rows that were not here, or not as the file has them. */
  readonly newCount: number;
  readonly knownCount: number;
  /** Packs, presets and types, where those are not taken from a file. */
  readonly leftOutCount: number;
  /** Lines, as far as their number is known. */
  readonly refusedCount: number;
  /** In the order of the file; the first 1,000. */
  readonly refused: readonly BundleRefusal[];
  /** Rows by table, as far as they could be read. */
  readonly counts: Readonly<Record<string, number>>;
}

export const listedRefusals = 1_000;
