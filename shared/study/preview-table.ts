import type { CsvMapping } from '../content/import/csv/csv-mapping.ts';
import { previewCsv } from '../content/import/csv/detect-csv.ts';
import type { TextEncodingName } from '../content/import/decode-text.ts';
import { readPack } from '../content/import/read-pack.ts';
import { type Outcome, success } from '../errors/outcome.ts';
import type { TablePreview, TableSample } from '../model/table-preview.ts';

const shownRows = 6;
const shownSamples = 3;

/** What a person has said of a table; what is absent or undefined is found out. */
export type GivenTable = { readonly [Field in keyof CsvMapping]?: CsvMapping[Field] | undefined } & {
  readonly encoding?: TextEncodingName | undefined;
};

/**
 * A table as the mapping screen shows it: its columns, its first rows, and what they would become. Reads the beginning
 * only. Fails with PACK_EMPTY for a blank file.
 */
export async function previewTable(
  bytes: Uint8Array,
  fileName: string,
  { delimiter, hasHeader, roles, encoding }: GivenTable,
): Promise<Outcome<TablePreview>> {
  const preview = previewCsv(bytes, {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(hasHeader === undefined ? {} : { hasHeader }),
    ...(roles === undefined ? {} : { roles }),
    encoding,
  });
  if (!preview.ok) return preview;
  const { mapping, isUsable, columns, rows } = preview.value;
  return success({
    encoding: preview.value.encoding,
    // One role a column, however many were given.
    mapping: { ...mapping, roles: columns.map((_, index) => mapping.roles[index] ?? 'ignored') },
    isUsable,
    columns,
    rows: rows.slice(0, shownRows),
    samples: isUsable ? await readSamples(bytes, fileName, mapping, encoding) : [],
  });
}

async function readSamples(
  bytes: Uint8Array,
  fileName: string,
  csvMapping: CsvMapping,
  encoding: TextEncodingName | undefined,
): Promise<readonly TableSample[]> {
  const opened = readPack(bytes, fileName, { csvMapping, encoding });
  const samples: TableSample[] = [];
  if (!opened.ok) return samples;
  for await (const part of opened.value.parts) {
    if (part.kind === 'question') {
      samples.push({ kind: 'question', entry: part.entry, content: part.question.content });
    } else if (part.kind === 'refusal') {
      samples.push({ kind: 'refusal', entry: part.refusal.entry, refusal: part.refusal });
    }
    if (samples.length === shownSamples) break;
  }
  return samples;
}
