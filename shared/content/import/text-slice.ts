/** Where one entry of a file stands in its text. */
export interface TextSlice {
  readonly start: number;
  readonly end: number;
  /** 1-based line on which the slice starts. */
  readonly line: number;
}
