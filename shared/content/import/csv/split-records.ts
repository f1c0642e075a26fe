import type { TextSlice } from '../text-slice.ts';

/**
 * The records of a table: a line each, but for line breaks between quotes. A quote counts at the start of a field only,
 * as `5" nail` has none. Blank lines are none.
 */
export function splitRecords(text: string, delimiter: string): readonly TextSlice[] {
  const slices: TextSlice[] = [];
  let [line, start, startLine, isQuoted, isFieldStart] = [1, 0, 1, false, true];
  for (let at = 0; at <= text.length; at += 1) {
    const character = text[at];
    const isLineEnd = character === '\n' || (character === '\r' && text[at + 1] !== '\n');
    if (character === undefined || (isLineEnd && !isQuoted)) {
      if (text.slice(start, at).trim() !== '') slices.push({ start, end: at, line: startLine });
      [start, startLine, isQuoted, isFieldStart] = [at + 1, line + 1, false, true];
    } else if (character === '"' && isQuoted) {
      if (text[at + 1] === '"') at += 1;
      else isQuoted = false;
    } else if (character === '"' && isFieldStart) [isQuoted, isFieldStart] = [true, false];
    else if (!isQuoted) isFieldStart = character === delimiter || (isFieldStart && character === ' ');
    if (isLineEnd) line += 1;
  }
  return slices;
}

/**
 * The fields of one record, without the blanks around them. Between quotes a doubled quote is one, and the delimiter is
 * text; what follows the closing quote belongs to the field too.
 */
export function readRecord(record: string, delimiter: string): readonly string[] {
  const fields: string[] = [];
  let [field, isQuoted, wasQuoted] = ['', false, false];
  const end = (): void => {
    fields.push(wasQuoted ? field : field.trim());
    [field, isQuoted, wasQuoted] = ['', false, false];
  };
  for (let at = 0; at < record.length; at += 1) {
    const character = record[at] ?? '';
    if (isQuoted && character === '"') {
      if (record[at + 1] === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (isQuoted) field += character;
    else if (character === delimiter) end();
    else if (character === '"' && !wasQuoted && field.trim() === '') [field, isQuoted, wasQuoted] = ['', true, true];
    else if (!wasQuoted || character.trim() !== '') field += character;
  }
  end();
  return fields;
}
