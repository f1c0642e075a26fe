/** The calls of the content screen that are more than a list: tables with their columns, cancelling, other formats. */

import type { CsvMapping } from '../content/import/csv/csv-mapping.ts';
import type { TextEncodingName } from '../content/import/decode-text.ts';
import type { PictureMediaType } from '../content/picture.ts';
import type { Outcome } from '../errors/outcome.ts';
import type { ImportReport, ImportRequest } from '../model/pack-summary.ts';
import type { Language } from '../model/profile.ts';
import type { TablePreview, TablePreviewRequest } from '../model/table-preview.ts';

export interface TableImportRequest extends ImportRequest {
  readonly mapping: CsvMapping;
  /** Null: as the bytes themselves say. */
  readonly encoding: TextEncodingName | null;
}

export interface GiftFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Keys of the questions that GIFT cannot hold: those with a figure. */
  readonly leftOut: readonly string[];
}

export interface PictureFile {
  readonly mediaType: PictureMediaType;
  readonly bytes: Uint8Array;
}

export interface ContentCalls {
  /** Fails with PACK_EMPTY for a blank file. */
  previewTable(request: TablePreviewRequest): Promise<Outcome<TablePreview>>;
  /** `importPack` for a table whose columns a person has named. */
  importTable(request: TableImportRequest): Promise<Outcome<ImportReport>>;
  /** The picture of a question by its SHA-256. NOT_FOUND where it never came to: pictures do not travel by sync. */
  readPicture(query: { sha256: string }): Promise<Outcome<PictureFile>>;
  /** The import ends with IMPORT_CANCELLED and leaves nothing, unless its last step has begun: then it is done. */
  cancelImport(query: { importId: string }): Promise<Outcome<{ wasRunning: boolean }>>;
  /** An imported pack as Moodle GIFT in one language. INVALID_INPUT for the built-in pack. */
  exportPackAsGift(query: { packId: string; language: Language }): Promise<Outcome<GiftFile>>;
}
