import type { SqlSession } from '../database/sql-session.ts';

/** A database that a command works on, wherever it lies. */
export interface SqlTarget {
  readonly session: SqlSession;
  /**
   * Call it before `close` after any write: `changed` when rows or schema were changed, `replaced` when other rows took
   * the place of all that was there. The app keeps a journal of facts, which must neither miss the one nor undo the other.
   */
  markWritten(how: 'changed' | 'replaced'): void;
  /**
   * Call it right before other rows take the place of all. Until `close` has made a copy of them, the app's database
   * counts as damaged: should this process be killed, the app goes back to the copy made here, and to its journal.
   */
  prepareReplacement(): Promise<void>;
  close(): Promise<void>;
}
