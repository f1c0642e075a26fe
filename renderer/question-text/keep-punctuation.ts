/** Longer formulas must be able to break inside, so they are left to themselves: about half a narrow phone's line. */
const longestUnbrokenCharacters = 24;
const closingPunctuation = /^[.,;:!?)\]’”'"…%]+/;
const openingPunctuation = /[([‘“'"]+$/;

/**
 * Keeps punctuation on the line of the short formula that it belongs to. A browser may break before and after an inline
 * block whatever stands beside it (a word joiner does not hold it either), so a line would start with a full stop.
 * Changes `fragment` in place.
 */
export function keepPunctuation(fragment: ParentNode): void {
  for (const formula of fragment.querySelectorAll('.katex')) {
    const element = formula.parentElement;
    const drawn = formula.querySelector('.katex-html')?.textContent ?? '';
    if (element === null || formula.closest('.katex-display') !== null) continue;
    if (drawn.length > longestUnbrokenCharacters) continue;
    const before = cutText(element.previousSibling, openingPunctuation);
    const after = cutText(element.nextSibling, closingPunctuation);
    if (before === '' && after === '') continue;
    const line = document.createElement('span');
    line.dataset.unbroken = '';
    element.replaceWith(line);
    line.append(before, element, after);
  }
}

/** Takes what matches off a text node and returns it; empty when there is no such text. */
function cutText(node: Node | null, pattern: RegExp): string {
  if (!(node instanceof Text)) return '';
  const found = pattern.exec(node.data)?.[0] ?? '';
  if (found !== '') node.data = node.data.replace(pattern, '');
  return found;
}
