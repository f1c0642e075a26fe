/** Small readings of HTML as text. Nothing here makes HTML safe to show: that is done where it is shown. */

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

/** Replaces `&lt;`, `&#39;`, `&#x131;` and the like; an entity that is not known, or of no character, stays as written. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? entity) : entity;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : entity;
  });
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** What can be read of the HTML, on one line: for comparing an answer, and to find that there is nothing to read. */
export function wordsOfHtml(html: string): string {
  return decodeEntities(html.replace(/<[^<>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether there are tags, and not just a comparison such as `a < b`. */
export function hasTags(text: string): boolean {
  return /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/i.test(text);
}

export function looksLikeHtml(text: string): boolean {
  return hasTags(text) || /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/i.test(text);
}

/** Pictures, sounds and files that Moodle and others keep outside the text; a question cannot be asked without them. */
const outsideMedia =
  /<(?:img|picture|object|embed|video|audio|iframe|svg|canvas)\b[^>]{0,100}|@@PLUGINFILE@@[^"'\s>]{0,100}/i;
const markdownPicture = /!\[[^\]]{0,200}\]\([^)]{0,200}\)/;

/** The address of the first picture or sound that the text needs, or its tag where it has none; null when it needs none. */
export function findOutsideMedia(text: string, isHtml: boolean): string | null {
  const [found] = (isHtml ? outsideMedia.exec(text) : null) ?? markdownPicture.exec(text) ?? [];
  if (found === undefined) return null;
  const [, quoted, bare] = /\b(?:src|data)\s*=\s*(?:["']([^"']+)|([^\s"'>]+))/i.exec(found) ?? [];
  const [, linked] = /\]\(([^)\s]+)/.exec(found) ?? [];
  return (quoted ?? bare ?? linked ?? found).slice(0, 100);
}
