import { type KatexOptions, render } from 'katex';

/**
 * What LaTeX of an unknown author may do: no links, pictures, classes or styles of its own, no endless macros, nothing
 * larger than ten letters high, so that a formula cannot cover the screen around it.
 */
const options = {
  output: 'htmlAndMathml',
  trust: false,
  strict: 'ignore',
  throwOnError: true,
  maxExpand: 200,
  maxSize: 10,
} as const satisfies KatexOptions;

/**
 * A new element with the typeset formula, and the same as MathML for screen readers. LaTeX that cannot be read stands
 * there as it was written: a student can still make something of it. Never throws.
 */
export function typesetMaths(source: string, isDisplay: boolean, original: string): HTMLElement {
  const element = document.createElement('span');
  try {
    render(isDisplay ? source : breakableLists(source), element, { ...options, displayMode: isDisplay });
  } catch {
    // A ParseError, or a RangeError where braces are nested too deep. Both mean: not typeset.
    element.replaceChildren(original);
    element.dataset.maths = 'unreadable';
  }
  return element;
}

/** Shorter formulas fit on a line of their own, also on a narrow phone. */
const longestOneLineSource = 24;

/**
 * Lets a long list (a set of pairs, a row of numbers) break after its outermost commas: KaTeX itself breaks lines at signs such as
 * + and = only. Commas inside of braces belong to a number (`0{,}5`) or to an argument and stay as they are.
 */
function breakableLists(source: string): string {
  if (source.length <= longestOneLineSource) return source;
  let braces = 0;
  let parentheses = 0;
  const tokens = [...source.matchAll(/\\(?:[a-zA-Z]+|.)|./gsu)].map(([text]) => {
    if (text === '{') braces += 1;
    if (text === '}') braces -= 1;
    if (text === '(') parentheses += 1;
    if (text === ')') parentheses -= 1;
    return { text, parentheses, canBreak: text === ',' && braces === 0 };
  });
  const outermost = Math.min(...tokens.filter(({ canBreak }) => canBreak).map((token) => token.parentheses));
  return tokens
    .map((token) => (token.canBreak && token.parentheses === outermost ? ',\\allowbreak ' : token.text))
    .join('');
}
