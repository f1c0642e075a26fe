import { failure, type Outcome, success } from '../../../errors/outcome.ts';
import { decodeText, type TextEncodingName } from '../decode-text.ts';
import { type CsvMapping, isUsable, rolesOfNames } from './csv-mapping.ts';
import { readRecord, splitRecords } from './split-records.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const recordsTried = 20;
const charactersTried = 64 * 1024;

export interface CsvPreview {
  readonly encoding: TextEncodingName;
  /** What was found out: to be shown, changed by hand and given to `readPack`. */
  readonly mapping: CsvMapping;
  /** Whether the mapping says what is asked and what is right; if not, a person has to. */
  readonly isUsable: boolean;
  /** Names of the columns; `1`, `2`, ... in a table without a header. */
  readonly columns: readonly string[];
  /** The first records below the header, at most 19, each with as many fields as the widest has. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Looks at the first records of a table for a preview and a mapping screen. `delimiter` and `hasHeader` may be given
 * when a person has said so. Fails with PACK_EMPTY for a blank file.
 */
export function previewCsv(
  bytes: Uint8Array,
  given: Partial<CsvMapping> & { readonly encoding?: TextEncodingName | undefined } = {},
): Outcome<CsvPreview> {
  const { text, encoding } = decodeText(bytes, given.encoding);
  const delimiter = given.delimiter ?? detectDelimiter(text);
  const records = firstRecords(text, delimiter);
  const [first] = records;
  if (first === undefined) return failure('PACK_EMPTY');
  const width = Math.max(...records.map((record) => record.length));
  const padded = records.map((record) => Array.from({ length: width }, (_, index) => record[index] ?? ''));
  const named = rolesOfNames(padded[0] ?? []);
  const hasHeader = given.hasHeader ?? named.some((role) => role === 'stem' || role === 'right');
  const roles = hasHeader ? named : named.map(() => 'ignored' as const);
  const mapping = { delimiter, hasHeader, roles: given.roles ?? roles };
  const columns = (padded[0] ?? []).map((name, index) => (hasHeader ? name : String(index + 1)));
  return success({
    encoding,
    mapping,
    isUsable: isUsable(mapping),
    columns,
    rows: hasHeader ? padded.slice(1) : padded,
  });
}

/** The mapping of a table whose header says enough; null for any other text. */
export function detectCsv(text: string): CsvMapping | null {
  const delimiter = detectDelimiter(text);
  const [header] = firstRecords(text, delimiter);
  const mapping = { delimiter, hasHeader: true, roles: rolesOfNames(header ?? []) };
  return isUsable(mapping) ? mapping : null;
}

/** The one that cuts the header into the most fields that have a meaning, else into the most fields. */
function detectDelimiter(text: string): string {
  const merits = delimiters.map((delimiter) => {
    const [header = []] = firstRecords(text, delimiter);
    return {
      delimiter,
      merit: 1000 * rolesOfNames(header).filter((role) => role !== 'ignored').length + header.length,
    };
  });
  return merits.reduce((best, candidate) => (candidate.merit > best.merit ? candidate : best)).delimiter;
}

function firstRecords(text: string, delimiter: string): readonly (readonly string[])[] {
  const start = text.slice(0, charactersTried);
  return splitRecords(start, delimiter)
    .slice(0, recordsTried)
    .map((slice) => readRecord(start.slice(slice.start, slice.end), delimiter));
}
