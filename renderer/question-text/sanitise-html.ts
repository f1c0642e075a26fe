import createDomPurify, { type Config, type DOMPurify } from 'dompurify';

/** Enough for the text of a question. No links, no pictures, nothing that loads, navigates, embeds or is filled in. */
const allowedTags = [
  ...['p', 'div', 'span', 'br', 'hr', 'blockquote', 'pre', 'code'],
  ...['b', 'strong', 'i', 'em', 'u', 's', 'small', 'sub', 'sup'],
  ...['ul', 'ol', 'li'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
];
/** No `class`, `id` or `style`: they could take the looks of the app, or cover it. */
const allowedAttributes = ['colspan', 'rowspan', 'scope', 'dir', 'lang'];

/** Tags that go but began a new line; without a break their text would run into the next. */
const droppedBlockTags = new Set([
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'section', 'article', 'header', 'footer', 'main', 'aside'],
  ...['center', 'figure', 'figcaption', 'dl', 'dt', 'dd', 'address', 'details', 'summary', 'fieldset', 'form'],
]);

const config = {
  ALLOWED_TAGS: allowedTags,
  ALLOWED_ATTR: allowedAttributes,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} as const satisfies Config;

let purifier: DOMPurify | null = null;

/**
 * HTML of an unknown author as nodes that are safe to put into the page: tags and attributes outside the short list are
 * gone (their text stays, except that of scripts, styles, SVG and the like), a picture is replaced by its description
 * in brackets. Returns nodes and not a string, because parsing a sanitised string again can change its meaning.
 */
export function sanitiseHtml(html: string): DocumentFragment {
  purifier ??= createPurifier();
  return purifier.sanitize(html, config);
}

/** An instance of its own: hooks of the shared one would reach every other user of the library. */
function createPurifier(): DOMPurify {
  const own = createDomPurify(window);
  own.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (!(node instanceof Element)) return;
    if (tagName === 'img') {
      const description = node.getAttribute('alt')?.trim() ?? '';
      if (description !== '') node.before(`[${description}]`);
    }
    if (droppedBlockTags.has(tagName)) node.after(node.ownerDocument.createElement('br'));
  });
  return own;
}
