/** Pictures inside of HTML: those that the file brings along become the figure of the question. */

import { maximumPictureBytes } from '../picture.ts';
import { decodeEntities } from './html-text.ts';
import { good, type Judgement, refused } from './judge-question.ts';
import type { DraftText, EmbeddedFiles } from './question-draft.ts';
import { type InspectedPicture, inspectPicture } from './zip/inspect-picture.ts';

export interface TakenPicture extends InspectedPicture {
  readonly bytes: Uint8Array;
  /** Empty when the author has written none. */
  readonly alt: string;
}

export interface TextWithPicture {
  /** Without the picture. */
  readonly text: DraftText;
  readonly picture: TakenPicture | null;
}

const anyImage = /<img\b(?:[^<>"']|"[^"]*"|'[^']*')*>/gi;

/**
 * Takes the one picture out of a text that stands in it as a data address or that `files` hold. Texts without one, and those
 * whose picture lies elsewhere, stay as they are. Refuses with UNSUPPORTED_KIND (two pictures and more), TOO_LARGE,
 * MISSING_PICTURE, or INVALID_FIELD (a file that is no picture).
 */
export function takePicture(text: DraftText, files: EmbeddedFiles): Judgement<TextWithPicture> {
  if (!text.isHtml) return good({ text, picture: null });
  const images = [...text.text.matchAll(anyImage)].map(([tag]) => ({ tag, source: attributeOf(tag, 'src') }));
  const brought = images.filter(({ source }) => /^(?:@@PLUGINFILE@@|data:)/i.test(source));
  const [image] = brought;
  if (image === undefined) return good({ text, picture: null });
  if (images.length > 1) return refused('several_pictures', String(images.length));
  const name = nameOf(image.source);
  const base64 = name === null ? image.source.slice(image.source.indexOf(',') + 1) : files.get(name);
  if (base64 === undefined) return refused('picture_missing', (name ?? '').slice(0, 100));
  const what = (name ?? '<img>').slice(0, 100);
  if (base64.length > (maximumPictureBytes * 4) / 3 + 4) return refused('picture_too_large', what);
  const bytes = bytesOfBase64(base64);
  const inspected = bytes === null ? null : inspectPicture(bytes);
  if (bytes === null || inspected === null) return refused('not_a_picture', what);
  return good({
    text: { ...text, text: text.text.replace(image.tag, '') },
    picture: { ...inspected, bytes, alt: attributeOf(image.tag, 'alt').replace(/\s+/g, ' ').trim() },
  });
}

/** Of `@@PLUGINFILE@@/folder/a%20b.png?time=1` the path `folder/a b.png`; null for a data address. */
function nameOf(source: string): string | null {
  if (!source.startsWith('@@PLUGINFILE@@')) return null;
  const path = source.slice('@@PLUGINFILE@@/'.length).replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A percent sign that belongs to the name.
  }
}

function attributeOf(tag: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag);
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
}

/** Null for what is no base64. */
function bytesOfBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (character) => character.charCodeAt(0));
  } catch {
    return null; // `atob` throws for every other character.
  }
}
