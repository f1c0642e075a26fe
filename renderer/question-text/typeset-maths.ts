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
    render(source, element, { ...options, displayMode: isDisplay });
  } catch {
    // A ParseError, or a RangeError where braces are nested too deep. Both mean: not typeset.
    element.replaceChildren(original);
    element.dataset.maths = 'unreadable';
  }
  return element;
}
