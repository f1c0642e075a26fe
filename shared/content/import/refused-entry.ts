import type { ImportProblem, ImportRefusalReason } from './import-problem.ts';

export interface RefusedEntry {
  /** 1-based line of the source where the entry starts; null when the format has no lines. */
  readonly line: number | null;
  /** 1-based position of the entry among all entries of the file. */
  readonly entry: number;
  readonly reason: ImportRefusalReason;
  /** What exactly; a screen has a sentence for each. */
  readonly problem: ImportProblem;
  /** What that sentence quotes, such as `choices[2].text` or a file's name; empty where it quotes nothing. */
  readonly detail: string;
  /** What the problem counts by: the most that is taken, or the entry that was there first. */
  readonly limit: number | null;
}
