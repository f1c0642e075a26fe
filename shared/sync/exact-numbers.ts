/**
 * Numbers of other people's JSON, unharmed. PostgreSQL keeps 12345678901234567890, 0.10 and 1e400 as they are written; a
 * double makes 12345678901234567000, 0.1 and null of them. Rows only pass through this program, so a number that would
 * not come out as it went in travels through it as a marked text:
 *
 *     text -> protectNumbers -> JSON.parse -> ... -> JSON.stringify -> restoreNumbers -> the same text
 */

/** A character that no keyboard writes (private use), before what was a number, or before a text that begins with it. */
const mark = '\uE000';

const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const stringAlone = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** Looks fast for what might need care: 16 and more digits, an exponent, a zero at the end, a mark. */
const isSuspicious = /[:,[\s]-?(?:[\d.]{16}|\d+\.\d*0[,}\]\s]|[\d.]+[eE]|0(?<=-0)[,}\]\s.])|\uE000|\\u[eE]000/;
/** Text that is nothing but a number; everything else of JSON is caught above. */
const isBareNumber = /^\s*-?\d/;

/** JSON text in which every number comes out of `JSON.parse` and `JSON.stringify` as it is written here. */
export function protectNumbers(json: string): string {
  if (!isSuspicious.test(json) && !isBareNumber.test(json)) return json;
  return json.replace(stringOrNumber, (token) => {
    if (token.startsWith('"')) {
      return token.startsWith(`"${mark}`) || /^"\\u[eE]000/.test(token) ? `"${mark}${token.slice(1)}` : token;
    }
    return String(Number(token)) === token ? token : `"${mark}#${token}"`;
  });
}

/** Takes the marks off again that `protectNumbers` has set. */
export function restoreNumbers(json: string): string {
  if (!json.includes(mark)) return json;
  return json.replace(stringAlone, (token) => {
    if (token.startsWith(`"${mark}#`)) return token.slice(3, -1);
    return token.startsWith(`"${mark}`) ? `"${token.slice(2)}` : token;
  });
}
