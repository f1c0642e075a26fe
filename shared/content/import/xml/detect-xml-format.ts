import type { PackSourceFormat } from '../../pack.ts';

/** Which of the XML formats a text is in, by the name of its outermost element; null for any other XML. */
export function detectXmlFormat(text: string): Extract<PackSourceFormat, 'moodle-xml' | 'qti'> | null {
  // The outermost element comes after declarations and comments, and those may be made long to be slow.
  const start = text.slice(0, 20_000).replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '');
  const root = /<(?:[\w.-]+:)?([A-Za-z][\w-]*)[\s/>]/.exec(start)?.[1];
  if (root === 'quiz') return 'moodle-xml';
  return root === 'assessmentItem' || root === 'qti-assessment-item' ? 'qti' : null;
}
