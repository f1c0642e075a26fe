import { pictureFileSchema } from '../../picture.ts';
import type { ReadPicture } from '../entry-reader.ts';
import { good, type Judgement, parseWith, refused } from '../judge-question.ts';
import { isJsonObject } from '../read-entries.ts';
import { inspectPicture } from './inspect-picture.ts';
import { pictureKey, type ZipPictures } from './open-zip-pack.ts';

/**
 * The picture that a figure names, null when it is a drawing or none. Refuses with MISSING_PICTURE, TOO_LARGE,
 * MISSING_FIELD (a picture without a description) or INVALID_FIELD (a file that is no picture).
 */
export function readPictureFile(figure: unknown, pictures: ZipPictures): Judgement<ReadPicture | null> {
  if (!isJsonObject(figure) || 'shapes' in figure) return good(null);
  if ('picture' in figure && !('file' in figure))
    return refused('MISSING_PICTURE', 'figure: a picture is named by its file in the zip');
  if (!('file' in figure)) return good(null);
  const named = parseWith(pictureFileSchema, figure);
  if (!named.isGood) return { ...named, detail: `figure.${named.detail}` };
  const { file, description } = named.value;
  const bytes = pictures.get(pictureKey(file));
  if (bytes === undefined) return refused('MISSING_PICTURE', file);
  if (bytes === null) return refused('TOO_LARGE', `${file}: a picture may have 1 MB`);
  const inspected = inspectPicture(bytes);
  if (inspected === null)
    return refused('INVALID_FIELD', `${file}: not a PNG, JPEG, GIF or WebP of at most 4096 pixels a side`);
  return good({ ...inspected, bytes, description });
}
