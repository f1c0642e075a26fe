import type { MadeRow } from './study-steps.ts';

/** Whose rows: a student of the class, or a profile that is known to one device only. */
export type LedgerKey = string;

/** Rows of students: those whose making was acknowledged, and those whose maker was killed at that moment. */
export interface StudyLedger {
  readonly erased: Set<string>;
  note(key: LedgerKey, rows: readonly MadeRow[], isAcknowledged: boolean): void;
  acknowledged(key: LedgerKey): readonly MadeRow[];
  /** Also the acknowledged ones. */
  isPossible(key: LedgerKey, rowId: string): boolean;
  /** These rows were on a disk that is lost, and may yet be found elsewhere. */
  doubt(key: LedgerKey, rowIds: ReadonlySet<string>): void;
  /** The rows of one key are those of another one too, or from now on. */
  give(from: LedgerKey, to: LedgerKey, isCopied: boolean): void;
}

export function createStudyLedger(): StudyLedger {
  const acknowledged = new Map<LedgerKey, readonly MadeRow[]>();
  const possible = new Map<LedgerKey, ReadonlySet<string>>();
  const add = (key: LedgerKey, rows: readonly MadeRow[]) => {
    const kept = acknowledged.get(key) ?? [];
    const known = new Set(kept.map(({ id }) => id));
    acknowledged.set(key, [...kept, ...rows.filter(({ id }) => !known.has(id))]);
  };
  const allow = (key: LedgerKey, ids: Iterable<string>) =>
    possible.set(key, new Set([...(possible.get(key) ?? []), ...ids]));
  return {
    erased: new Set(),
    note(key, rows, isAcknowledged) {
      if (isAcknowledged) add(key, rows);
      allow(
        key,
        rows.map(({ id }) => id),
      );
    },
    acknowledged: (key) => acknowledged.get(key) ?? [],
    isPossible: (key, rowId) => possible.get(key)?.has(rowId) === true,
    doubt(key, rowIds) {
      acknowledged.set(
        key,
        (acknowledged.get(key) ?? []).filter(({ id }) => !rowIds.has(id)),
      );
    },
    give(from, to, isCopied) {
      add(to, acknowledged.get(from) ?? []);
      allow(to, possible.get(from) ?? []);
      if (isCopied) return;
      acknowledged.delete(from);
      possible.delete(from);
    },
  };
}
