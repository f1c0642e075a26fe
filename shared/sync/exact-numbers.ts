/**
 * Numbers of other people's JSON, unharmed. PostgreSQL keeps 12345678901234567890, 0.10 and 1e400 as they are written; a
 * double makes 12345678901234567000, 0.1 and null of them. Rows only pass through this program, so a number that would
 * not come out as it went in travels through it as a marked text:
 *
 *     text -> protectNumbers -> JSON.parse -> ... -> JSON.stringify -> restoreNumbers -> the same text
 */

/** A character that no keyboard writes (private use), before what was a number, or before a text that begins with it. */
const mark = '\uE000';
const markUnit = 0xe000;
const [quote, backslash, minus, zero, nine] = [0x22, 0x5c, 0x2d, 0x30, 0x39];
const restOfNumber = /[\d.eE+-]*/y;
/** Fewer digits than this, and nothing but digits: no double changes them. */
const safeLength = 16;

/** JSON text in which every number comes out of `JSON.parse` and `JSON.stringify` as it is written here. */
export function protectNumbers(json: string): string {
  let written = '';
  let copied = 0;
  for (let place = 0; place < json.length; ) {
    const unit = json.charCodeAt(place);
    if (unit === quote) {
      if (beginsWithMark(json, place + 1)) {
        written += `${json.slice(copied, place + 1)}${mark}`;
        copied = place + 1;
      }
      place = endOfString(json, place);
    } else if (unit === minus || (unit >= zero && unit <= nine)) {
      restOfNumber.lastIndex = place;
      const number = restOfNumber.exec(json)?.[0] ?? '';
      if (!isSafe(number)) {
        written += `${json.slice(copied, place)}"${mark}#${number}"`;
        copied = place + number.length;
      }
      place += number.length;
    } else place += 1;
  }
  return copied === 0 ? json : written + json.slice(copied);
}

/** Takes the marks off again that `protectNumbers` has set. */
export function restoreNumbers(json: string): string {
  if (!json.includes(mark)) return json;
  let written = '';
  let copied = 0;
  for (let place = json.indexOf('"'); place !== -1; ) {
    const end = endOfString(json, place);
    if (json.charCodeAt(place + 1) === markUnit) {
      const isNumber = json[place + 2] === '#';
      written +=
        json.slice(copied, place) + (isNumber ? json.slice(place + 3, end - 1) : `"${json.slice(place + 2, end)}`);
      copied = end;
    }
    place = json.indexOf('"', end);
  }
  return written + json.slice(copied);
}

function isSafe(number: string): boolean {
  if (number.length < safeLength && /^(?:0|[1-9]\d*)$/.test(number)) return true;
  return String(Number(number)) === number;
}

/** Also where the mark is written as an escape. */
function beginsWithMark(json: string, place: number): boolean {
  const unit = json.charCodeAt(place);
  return unit === markUnit || (unit === backslash && json.slice(place, place + 6).toLowerCase() === '\\ue000');
}

/** The place after the quote that ends the string which begins at `start`; the end of the text where none does. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let backslashCount = 0;
    while (json.charCodeAt(end - 1 - backslashCount) === backslash) backslashCount += 1;
    if (backslashCount % 2 === 0) return end + 1;
  }
  return json.length;
}
