import type { TextSlice } from '../text-slice.ts';

/**
 * Every element of these names that lies in no other of them, wherever it stands in the file. One that is not closed ends where
 * the next begins, so that it spoils only itself. Comments and CDATA are passed over.
 */
export function splitXml(text: string, names: readonly string[]): readonly TextSlice[] {
  const slices: TextSlice[] = [];
  const tag = new RegExp(`<!--|<!\\[CDATA\\[|<(/?)(?:[\\w.-]+:)?(?:${names.join('|')})(?=[\\s/>])`, 'g');
  let [line, nextBreak] = [1, text.indexOf('\n')];
  let start = -1;
  const lineAt = (at: number): number => {
    for (; nextBreak !== -1 && nextBreak < at; nextBreak = text.indexOf('\n', nextBreak + 1)) line += 1;
    return line;
  };
  const close = (end: number): void => {
    if (start !== -1) slices.push({ start, end, line: lineAt(start) });
    start = -1;
  };
  for (let match = tag.exec(text); match !== null; match = tag.exec(text)) {
    const [found, slash] = match;
    if (found === '<!--' || found === '<![CDATA[') {
      const end = text.indexOf(found === '<!--' ? '-->' : ']]>', match.index);
      if (end === -1) break;
      tag.lastIndex = end + 3;
      continue;
    }
    const end = text.indexOf('>', match.index);
    if (slash === '/') {
      close(end === -1 ? text.length : end + 1);
      continue;
    }
    close(match.index);
    start = match.index;
    if (end !== -1 && text[end - 1] === '/') close(end + 1);
  }
  close(text.length);
  return slices;
}
