/** What kind of picture a file is and how large, from its first bytes; its name and what it claims to be count for nothing. */
import { maximumPictureSide, type PictureMediaType } from '../../picture.ts';

export interface InspectedPicture {
  readonly mediaType: PictureMediaType;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Null for anything but a PNG, JPEG, GIF or WebP with sides of 1 to `maximumPictureSide` pixels. */
export function inspectPicture(bytes: Uint8Array): InspectedPicture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = inspectPng(bytes, view) ?? inspectGif(bytes, view) ?? inspectWebp(bytes, view) ?? inspectJpeg(view);
  if (found === null) return null;
  const sides = [found.width, found.height];
  return sides.every((side) => side >= 1 && side <= maximumPictureSide) ? found : null;
}

function inspectPng(bytes: Uint8Array, view: DataView): InspectedPicture | null {
  if (view.byteLength < 24 || !startsWith(bytes, 0, '\x89PNG\r\n\x1A\n') || !startsWith(bytes, 12, 'IHDR')) return null;
  return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

function inspectGif(bytes: Uint8Array, view: DataView): InspectedPicture | null {
  if (view.byteLength < 10 || (!startsWith(bytes, 0, 'GIF87a') && !startsWith(bytes, 0, 'GIF89a'))) return null;
  return { mediaType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** The three layouts of WebP: lossy, lossless and extended. */
function inspectWebp(bytes: Uint8Array, view: DataView): InspectedPicture | null {
  if (view.byteLength < 30 || !startsWith(bytes, 0, 'RIFF') || !startsWith(bytes, 8, 'WEBP')) return null;
  const mediaType = 'image/webp';
  if (startsWith(bytes, 12, 'VP8 '))
    return { mediaType, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (startsWith(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { mediaType, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!startsWith(bytes, 12, 'VP8X')) return null;
  const threeBytes = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  return { mediaType, width: threeBytes(24) + 1, height: threeBytes(27) + 1 };
}

/** Goes from segment to segment to the one that starts a frame. */
function inspectJpeg(view: DataView): InspectedPicture | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // A filling byte.
      continue;
    }
    // C4, C8 and CC are tables and an extension; the others from C0 to CF start a frame.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { mediaType: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  return [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0));
}
