import type { CsvMapping } from '../content/import/csv/csv-mapping.ts';
import type { TextEncodingName } from '../content/import/decode-text.ts';
import type { RefusedEntry } from '../content/import/refused-entry.ts';
import type { QuestionContent } from '../content/question.ts';

export interface TablePreviewRequest {
  readonly fileName: string;
  /** The whole file or its beginning, cut at the end of a line. */
  readonly bytes: Uint8Array;
  /** What a person has said; what is absent is found out. Roles are taken for the columns of the same place. */
  readonly given: Partial<CsvMapping> & { readonly encoding?: TextEncodingName };
}

export interface TablePreview {
  readonly encoding: TextEncodingName;
  readonly mapping: CsvMapping;
  /** Exactly one column is the question and one the right answer. */
  readonly isUsable: boolean;
  /** Names of the columns; `1`, `2`, ... in a table without a header. */
  readonly columns: readonly string[];
  /** The first records below the header, at most 6. */
  readonly rows: readonly (readonly string[])[];
  /** What the first records would become, at most 3; empty while the mapping is not usable. */
  readonly samples: readonly TableSample[];
}

export type TableSample =
  | { readonly kind: 'question'; readonly entry: number; readonly content: QuestionContent }
  | { readonly kind: 'refusal'; readonly entry: number; readonly refusal: RefusedEntry };
