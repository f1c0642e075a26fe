/** The text of OATutor entries: LaTeX between `$$`, line breaks written as `\n`, pictures named as `##figure1.gif##`. */
import { tidyLines } from './source-shape.ts';

const maths = /\$\$([\s\S]*?)\$\$/g;
const pictureMark = /##\s*([^\s#]+\.(?:gif|png|jpe?g|svg|webp|bmp))\s*(?:##)?|!\[[^\]]*\]\(([^)\s]*)\)/gi;
const simpleTag = /<\/?(?:p|div|span|b|i|u|strong|em|small|center)(?:\s[^<>]*)?>/gi;
const entities: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** Questions link to pictures on the web; a student without a network has neither the picture nor the question. */
const address = /https?:\/\/\S+/i;

/** Name or address of the first picture that the text needs; null when it needs none. */
export function findPicture(text: string): string | null {
  const [mark] = text.matchAll(pictureMark);
  if (mark !== undefined) return mark[1] ?? mark[2] ?? '';
  return address.exec(text)?.[0] ?? null;
}

/**
 * Plain text with maths between \( and \). A single dollar sign is money and stays. Leftovers of HTML and Markdown
 * outside the maths go, their words stay; marks of pictures go as well.
 */
export function readOatutorText(text: string): string {
  // Splitting on a pattern with a group gives words and LaTeX in turn.
  const pieces = text.split(maths).map((piece, index) => (index % 2 === 0 ? readWords(piece) : readMaths(piece)));
  return tidyLines(pieces.join(''));
}

function readMaths(latex: string): string {
  const source = latex.trim();
  // A gap to fill in, not a formula: LaTeX takes underscores for subscripts.
  if (source === '' || /^_+$/.test(source)) return source;
  // Words such as "one-to-one", which an export took for a difference of variables.
  if (/^[A-Za-z]{2,}(?:-[A-Za-z]{2,})+$/.test(source)) return source;
  return `\\(${source}\\)`;
}

function readWords(text: string): string {
  return text
    .replace(pictureMark, ' ')
    .replace(/\\n/g, '\n')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(simpleTag, '')
    .replace(/(^|\s)\*\*(\S[^*\n]*\S|\S)\*\*(?=[\s.,;:!?]|$)/g, '$1$2')
    .replace(/\[([^\]\n]+)\]\(https?:[^)\s]*\)/g, '$1')
    .replace(/&(?:nbsp|lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}
