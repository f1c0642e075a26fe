/**
 * Reads a file of questions, whatever its format, into parts that a host can store one after the other.
 *
 * Order of the parts: a `topic` comes before the first question that lies in it, and `media` before the first question
 * that shows it; each entry of the file gives one
 * `refusal` or one `question` (a matching several), and a single `end` closes the pack.
 */

import { failure, type Outcome, success } from '../../errors/outcome.ts';
import type { PackMetadata, PackPart, PackSourceFormat } from '../pack.ts';
import type { CsvMapping } from './csv/csv-mapping.ts';
import { detectCsv } from './csv/detect-csv.ts';
import { openCsv } from './csv/open-csv.ts';
import { decodeText, type TextEncodingName } from './decode-text.ts';
import { detectPackFormat } from './detect-pack-format.ts';
import type { SplitPack } from './entry-reader.ts';
import { openGift } from './gift/open-gift.ts';
import { maximumEntryCharacters, maximumEntryCount, maximumPackBytes } from './import-limits.ts';
import { createOwnPackReader } from './own-pack-reader.ts';
import { isJsonObject, parseJson, readEntries } from './read-entries.ts';
import { createShapeReader, hasKnownShape } from './shape-reader.ts';
import { type SplitJson, splitJson } from './split-json.ts';
import { splitLines } from './split-lines.ts';
import { openMoodleXml } from './xml/moodle-xml.ts';
import { openQti } from './xml/qti.ts';
import { isZip, openZipPack, type ZipPictures } from './zip/open-zip-pack.ts';

/** A file is of a known kind when one of its first entries is; a file of anything else is not gone through. */
const entriesTriedForShape = 50;

export interface OpenedPack {
  readonly metadata: PackMetadata;
  readonly totalEntryCount: number;
  readonly parts: AsyncGenerator<PackPart, void, void>;
}

export interface ReadPackOptions {
  /** Awaited every 100 entries, so that a host can let other work through; parsing itself never waits. */
  readonly pause?: () => Promise<void>;
  /** The file is a table and these are its columns; see `previewCsv`. Without it a table is known by its header. */
  readonly csvMapping?: CsvMapping;
  /** The encoding of the file, when a person has said it; without it the bytes tell. */
  readonly encoding?: TextEncodingName | undefined;
}

/**
 * Opens a pack. Fails as a whole with PACK_TOO_LARGE, PACK_EMPTY, PACK_FORMAT_UNKNOWN, PACK_FORMAT_NEWER or
 * PACK_UNREADABLE (with a `problem`, and the `line` where there is one); otherwise bad entries are refused one by one and the good ones come
 * through. All entries may turn out bad: what to do then is the caller's to decide.
 */
export function readPack(bytes: Uint8Array, fileName: string, options: ReadPackOptions = {}): Outcome<OpenedPack> {
  if (bytes.length > maximumPackBytes) {
    return failure('PACK_TOO_LARGE', { sizeBytes: bytes.length, limitBytes: maximumPackBytes });
  }
  const zip = isZip(bytes) ? openZipPack(bytes) : null;
  if (zip?.ok === false) return zip;
  const { text } = decodeText(zip?.value.packBytes ?? bytes, options.encoding);
  const format = options.csvMapping === undefined ? detectPackFormat(text) : success('csv' as const);
  if (!format.ok) return format;
  const opened = openAs(format.value, text, fileName, options.csvMapping, zip?.value.pictures ?? new Map());
  if (!opened.ok) return opened;
  const { slices, reader } = opened.value;
  if (slices.length === 0) return failure('PACK_EMPTY');
  if (slices.length > maximumEntryCount) {
    return failure('PACK_TOO_LARGE', { entryCount: slices.length, limitEntries: maximumEntryCount });
  }
  return success({
    metadata: reader.describePack(),
    totalEntryCount: slices.length,
    parts: readEntries(text, slices, reader, options),
  });
}

function openAs(
  format: PackSourceFormat,
  text: string,
  fileName: string,
  csvMapping: CsvMapping | undefined,
  pictures: ZipPictures,
): Outcome<SplitPack> {
  switch (format) {
    case 'endstp-pack':
      return openOwnPack(text, pictures);
    case 'json-lines':
    case 'json-array':
      return openShapes(text, fileName, format);
    case 'moodle-gift':
      return success(openGift(text, fileName));
    case 'moodle-xml':
      return success(openMoodleXml(text, fileName));
    case 'qti':
      return success(openQti(text, fileName));
    case 'csv': {
      const mapping = csvMapping ?? detectCsv(text);
      return mapping === null ? failure('PACK_FORMAT_UNKNOWN') : success(openCsv(text, fileName, mapping));
    }
  }
}

function openOwnPack(text: string, pictures: ZipPictures): Outcome<SplitPack> {
  const split = splitJson(text, 'questions');
  if (!split.isWhole) return unreadable(split);
  const reader = createOwnPackReader(split.header ?? '', pictures);
  return reader.ok ? success({ slices: split.entries, reader: reader.value }) : reader;
}

function openShapes(text: string, fileName: string, format: 'json-lines' | 'json-array'): Outcome<SplitPack> {
  const split = format === 'json-array' ? splitJson(text, null) : null;
  if (split !== null && !split.isWhole) return unreadable(split);
  const slices = split === null ? splitLines(text) : split.entries;
  const first = slices
    .slice(0, entriesTriedForShape)
    .map(({ start, end }) => parseJson(text.slice(start, Math.min(end, start + maximumEntryCharacters))));
  const values = first.flatMap((parsed) => (parsed.isGood ? [parsed.value] : []));
  if (slices.length > 0 && values.length === 0) {
    return failure('PACK_UNREADABLE', { problem: 'not_json', line: slices[0]?.line ?? 1 });
  }
  if (values.length > 0 && !values.some((value) => isJsonObject(value) && hasKnownShape(value))) {
    return failure('PACK_FORMAT_UNKNOWN');
  }
  return success({ slices, reader: createShapeReader(fileName, format) });
}

function unreadable({ line, entryCount, problem }: Extract<SplitJson, { isWhole: false }>): Outcome<never> {
  return failure('PACK_UNREADABLE', { problem, line, entry: entryCount + 1 });
}
