/**
 * One XML element as a tree, read strictly and without a document type: the five named entities and numbered characters
 * are the only ones, so nothing can be expanded, fetched or included.
 */
import { decodeEntities, escapeHtml } from '../html-text.ts';
import type { ImportProblem } from '../import-problem.ts';
import { good, type Judgement, refused } from '../judge-question.ts';

export interface XmlElement {
  /** Without the prefix of its namespace. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

interface OpenElement extends XmlElement {
  readonly written: string;
  readonly children: (XmlElement | string)[];
}

const maximumDepth = 64;
const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([\p{Letter}_][\p{Letter}\p{Number}_.:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|<|[^<]+/gu;
const attribute = /([\p{Letter}_][\p{Letter}\p{Number}_.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

/** Refuses with NOT_PARSABLE what is not one well-formed element, or is nested more than 64 deep. */
export function parseXmlElement(text: string): Judgement<XmlElement> {
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  const bad = (problem: ImportProblem, tag = '') => refused(problem, tag.slice(0, 200));
  for (const [whole, data, slash, written, rest = ''] of text.matchAll(token)) {
    const parent = open.at(-1);
    if (written === undefined) {
      if (whole === '<') return bad('xml_stray_tag');
      if (whole.startsWith('<!--') || whole.startsWith('<?')) continue;
      if (parent !== undefined) parent.children.push(data ?? decodeEntities(whole));
      else if (whole.trim() !== '') return bad('xml_several_roots');
      continue;
    }
    if (slash === '/') {
      if (parent?.written !== written) return bad('xml_wrong_end', `</${written}>`);
      open.pop();
      continue;
    }
    if (parent === undefined && root !== null) return bad('xml_several_roots', `<${written}>`);
    const element: OpenElement = { name: localName(written), written, attributes: attributesOf(rest), children: [] };
    if (parent === undefined) root = element;
    else parent.children.push(element);
    if (!rest.trimEnd().endsWith('/')) open.push(element);
    if (open.length > maximumDepth) return bad('xml_too_deep');
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) return bad('xml_not_closed', `<${unclosed.written}>`);
  return root === null ? bad('xml_stray_tag') : good(root);
}

function localName(written: string): string {
  return written.slice(written.indexOf(':') + 1);
}

function attributesOf(written: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...written.matchAll(attribute)].map(([, name = '', double, single]) => [
      localName(name),
      decodeEntities(double ?? single ?? ''),
    ]),
  );
}

export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** All text in the element, in order; CDATA is text. */
export function textOfXml(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  return element.children.map((child) => (typeof child === 'string' ? child : textOfXml(child))).join('');
}

/** What is in the element as HTML; `replace` may put other HTML in an element's place. */
export function htmlOfXml(element: XmlElement, replace: (child: XmlElement) => string | null = () => null): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return escapeHtml(child);
      const instead = replace(child);
      if (instead !== null) return instead;
      const attributes = Object.entries(child.attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
      return `<${child.name}${attributes.join('')}>${htmlOfXml(child, replace)}${isVoid(child.name) ? '' : `</${child.name}>`}`;
    })
    .join('');
}

function isVoid(name: string): boolean {
  return ['br', 'hr', 'img', 'col', 'wbr'].includes(name);
}
