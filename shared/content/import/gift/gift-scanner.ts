/** Reading GIFT text with its escapes: a backslash takes the meaning from the character after it. */

/** Position of the next of `characters` that no backslash stands before; -1 when there is none. */
export function findUnescaped(text: string, characters: string, from = 0): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') at += 1;
    else if (characters.includes(character)) return at;
  }
  return -1;
}

/** `\n` is a line break; before `~ = # { } :` and itself a backslash goes; any other one stays, as LaTeX needs it. */
export function unescapeGift(text: string): string {
  return text.replace(/\\([~=#{}:\\n])/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

export interface BraceGroup {
  /** Position of the opening brace, and of the closing one. */
  readonly start: number;
  readonly end: number;
}

/** Pairs of braces that lie in no other pair. A brace without its partner gives no group. */
export function findBraceGroups(text: string): readonly BraceGroup[] {
  const groups: BraceGroup[] = [];
  let [depth, start] = [0, -1];
  for (let at = findUnescaped(text, '{}'); at !== -1; at = findUnescaped(text, '{}', at + 1)) {
    if (text[at] === '{') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (depth > 0) {
      depth -= 1;
      if (depth === 0) groups.push({ start, end: at });
    }
  }
  return groups;
}

const longestTag = 500;

/** Whether the character at this place stands inside a tag, as the `=` of `<span dir="ltr">` that nobody escaped. */
export function isInsideTag(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - longestTag), at);
  const open = before.lastIndexOf('<');
  return open !== -1 && before.lastIndexOf('>') < open && /[a-z/]/i.test(before[open + 1] ?? '');
}
