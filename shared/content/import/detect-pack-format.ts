import { failure, type Outcome, success } from '../../errors/outcome.ts';
import type { PackSourceFormat } from '../pack.ts';
import { detectCsv } from './csv/detect-csv.ts';
import { isGift } from './gift/open-gift.ts';
import { detectXmlFormat } from './xml/detect-xml-format.ts';

/** A quote inside a JSON string is escaped, so this cannot stand in the text of a question. */
const ownFormatMark = /"format"\s*:\s*"endstp-pack"/;

/** A question of GIFT may start with the format of its text. */
const giftFormatMark = /^\s*\[(?:html|moodle|plain|markdown)\]/i;

/**
 * Which format a text is in, by its own marks and never by the name of the file. Fails with PACK_EMPTY for blank text
 * and PACK_FORMAT_UNKNOWN for text with the marks of no format.
 */
export function detectPackFormat(text: string): Outcome<PackSourceFormat> {
  const first = /\S/.exec(text)?.[0];
  if (first === undefined) return failure('PACK_EMPTY');
  if (first === '[' && !giftFormatMark.test(text)) return success('json-array');
  if (first === '<') {
    const xml = detectXmlFormat(text);
    return xml === null ? failure('PACK_FORMAT_UNKNOWN') : success(xml);
  }
  if (first !== '{') {
    if (detectCsv(text) !== null) return success('csv');
    return isGift(text) ? success('moodle-gift') : failure('PACK_FORMAT_UNKNOWN');
  }
  return success(ownFormatMark.test(text) ? 'endstp-pack' : 'json-lines');
}
