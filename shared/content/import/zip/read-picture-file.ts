import { pictureFileSchema } from '../../picture.ts';
import type { ReadPicture } from '../entry-reader.ts';
import { good, type Judgement, parseWith, refused } from '../judge-question.ts';
import { isJsonObject } from '../read-entries.ts';
import { inspectPicture } from './inspect-picture.ts';
import { pictureKey, type ZipPictures } from './open-zip-pack.ts';

/**
 * The picture that a figure names, null when it is a drawing or none. Refuses with MISSING_PICTURE, TOO_LARGE,
 * MISSING_FIELD (a picture without a description) or INVALID_FIELD (a file that is damaged, or no picture).
 */
export function readPictureFile(figure: unknown, pictures: ZipPictures): Judgement<ReadPicture | null> {
  if (!isJsonObject(figure) || 'shapes' in figure) return good(null);
  if ('picture' in figure && !('file' in figure)) return refused('picture_without_file');
  if (!('file' in figure)) return good(null);
  const named = parseWith(pictureFileSchema, figure);
  if (!named.isGood) return { ...named, detail: `figure.${named.detail}` };
  const { file, description } = named.value;
  const bytes = pictures.get(pictureKey(file));
  if (bytes === undefined) return refused('picture_missing', file);
  if (bytes === 'too_large') return refused('picture_too_large', file);
  if (bytes === 'damaged') return refused('picture_damaged', file);
  const inspected = inspectPicture(bytes);
  if (inspected === null) return refused('not_a_picture', file);
  return good({ ...inspected, bytes, description });
}
