import type { TextSlice } from './text-slice.ts';

/** Every line of the text that is not blank, in a file that has one JSON value a line. */
export function splitLines(text: string): readonly TextSlice[] {
  const slices: TextSlice[] = [];
  let [start, line] = [0, 1];
  while (start < text.length) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak === -1 ? text.length : lineBreak;
    if (/\S/.test(text.slice(start, end))) slices.push({ start, end, line });
    [start, line] = [end + 1, line + 1];
  }
  return slices;
}
