/** A picture file that belongs to a question: named by its content, kept once however many questions show it. */
import { z } from 'zod';
import { localizedTextSchema } from './localized-text-schema.ts';

/** Kinds that every browser shows and that hold nothing but pixels; SVG can hold scripts and is not among them. */
export const pictureMediaTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
export type PictureMediaType = (typeof pictureMediaTypes)[number];

/** Same as in SQL: a screenshot or a photograph of a page in good quality; a pack of 60 stays under 64 MB. */
export const maximumPictureBytes = 1024 * 1024;
/** 16 million pixels are 64 MB once a browser has unpacked them. */
export const maximumPictureSide = 4096;

export const pictureHashSchema = z.string().regex(/^[0-9a-f]{64}$/);

const side = z.number().int().min(1).max(maximumPictureSide);

export const pictureSchema = z.object({
  /** SHA-256 of the file, hexadecimal; its bytes are in `media_files`. */
  picture: pictureHashSchema,
  mediaType: z.enum(pictureMediaTypes),
  /** In pixels: room is kept for it before it is there. */
  width: side,
  height: side,
  /** What can be seen, for those who cannot: it names the given facts and not the answer. */
  description: localizedTextSchema,
});
export type Picture = z.infer<typeof pictureSchema>;

/** How a pack names a picture that lies beside it in its zip file. */
export const pictureFileSchema = z.object({
  /** Path from the folder of `pack.json`, such as `media/triangle.png`. */
  file: z.string().min(1).max(300),
  description: localizedTextSchema,
});

/** Where an exported pack keeps a picture. */
export function picturePath(sha256: string, mediaType: PictureMediaType): string {
  return `media/${sha256}.${mediaType === 'image/jpeg' ? 'jpg' : mediaType.slice('image/'.length)}`;
}
