/**
 * From the text of a question to nodes. Maths is taken out before the HTML is parsed, so that a `<` in a formula is no
 * tag, and put back as finished nodes after sanitising, so that a formula can bring no HTML with it.
 */
import type { QuestionContent } from '../../shared/content/question.ts';
import { keepPunctuation } from './keep-punctuation.ts';
import { sanitiseHtml } from './sanitise-html.ts';
import { splitMaths } from './split-maths.ts';
import { typesetMaths } from './typeset-maths.ts';

type MathsSegment = Extract<ReturnType<typeof splitMaths>[number], { kind: 'maths' }>;

/** Private-use characters that mark where maths was; the same characters in the text itself mean nothing and go. */
const markStart = '\uE000';
const markEnd = '\uE001';
const anyMarkCharacter = /[\uE000\uE001]/g;
const mark = /\uE000(\d+)\uE001/;

/** A formula never spans these: such a `\(` and `\)` belong to two paragraphs and are text. */
const blockTag = /<\/?(?:p|div|ul|ol|li|table|tr|td|th|pre|blockquote|h[1-6])(?:\s[^<>]*)?\/?>/i;
const lineBreakTag = /<br\s*\/?>/gi;

/** Nodes for a text of a question; safe whatever its author wrote. Needs a DOM. Never throws. */
export function buildQuestionText(text: string, format: QuestionContent['textFormat']): DocumentFragment {
  const fragment = format === 'html' ? buildFromHtml(text) : buildFromPlainText(text);
  keepPunctuation(fragment);
  return fragment;
}

function buildFromPlainText(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const segment of splitMaths(text)) {
    fragment.append(
      segment.kind === 'text' ? segment.text : typesetMaths(segment.source, segment.isDisplay, segment.original),
    );
  }
  return fragment;
}

function buildFromHtml(html: string): DocumentFragment {
  const formulas: MathsSegment[] = [];
  const marked = splitMaths(html.replace(anyMarkCharacter, '')).map((segment) => {
    if (segment.kind === 'text') return segment.text;
    if (blockTag.test(segment.source)) return segment.original;
    formulas.push(segment);
    return `${markStart}${formulas.length - 1}${markEnd}`;
  });
  const fragment = sanitiseHtml(marked.join(''));
  for (const node of textNodesOf(fragment)) putMathsBack(node, formulas);
  return fragment;
}

function textNodesOf(fragment: DocumentFragment): readonly Text[] {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) nodes.push(node as Text);
  return nodes;
}

function putMathsBack(node: Text, formulas: readonly MathsSegment[]): void {
  // Splitting on a pattern with a group gives text and numbers in turn.
  const pieces = node.data.split(mark);
  if (pieces.length === 1) return;
  const isCode = node.parentElement?.closest('code, pre') != null;
  const nodes = pieces.map((piece, index) => {
    const formula = index % 2 === 1 ? formulas[Number(piece)] : undefined;
    if (formula === undefined) return piece;
    const original = decodeEntities(formula.original);
    return isCode ? original : typesetMaths(decodeEntities(formula.source), formula.isDisplay, original);
  });
  node.replaceWith(...nodes);
}

/** `a &lt; b` as an HTML author writes it is `a < b` in LaTeX. No tag can arise: every `<` is escaped first. */
function decodeEntities(source: string): string {
  const escaped = source.replace(lineBreakTag, ' ').replaceAll('<', '&lt;');
  const text = new DOMParser().parseFromString(`<!doctype html><body>${escaped}`, 'text/html').body.textContent ?? '';
  return text.replaceAll('\u00A0', ' ');
}
