/** Most rows that a peer takes or gives at once (`sync_push`, `sync_pull`); 256 KB is the other limit, kept by the SQL. */
export const largestBatchRows = 500;

/**
 * How many rows to send or ask for at once. A link that times out gets half as many each time, down to one row; each
 * page that goes through gives half as many more again. Kept for as long as the program runs.
 */
export interface AdaptiveBatch {
  readonly maxRows: number;
  /** A page went through. */
  grow(): void;
  /** A page was too large or took too long. False when it was a single row already. */
  shrink(): boolean;
}

export function createAdaptiveBatch(): AdaptiveBatch {
  let maxRows = largestBatchRows;
  return {
    get maxRows() {
      return maxRows;
    },
    grow() {
      maxRows = Math.min(largestBatchRows, Math.ceil(maxRows * 1.5));
    },
    shrink() {
      if (maxRows === 1) return false;
      maxRows = Math.max(1, Math.floor(maxRows / 2));
      return true;
    },
  };
}
