import type { TextSlice } from './text-slice.ts';

/** Every line of the text that is not blank, in a file that has one JSON value a line. Any line ends, mixed ones too. */
export function splitLines(text: string): readonly TextSlice[] {
  const slices: TextSlice[] = [];
  const lineBreaks = /\r\n?|\n/g;
  let [start, line] = [0, 1];
  while (start < text.length) {
    const lineBreak = lineBreaks.exec(text);
    const end = lineBreak?.index ?? text.length;
    if (/\S/.test(text.slice(start, end))) slices.push({ start, end, line });
    [start, line] = [lineBreak === null ? text.length : lineBreaks.lastIndex, line + 1];
  }
  return slices;
}
