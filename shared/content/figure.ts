/**
 * A drawing that belongs to a question, as shapes and not as a picture file: it takes the colours of the theme, scales
 * without blur, needs no sanitising and has a description for screen readers.
 */
import { z } from 'zod';
import { localizedTextSchema } from './localized-text-schema.ts';

/** Position in drawing units, x to the right and y downwards. */
const pointSchema = z.tuple([z.number(), z.number()]);

export const figureSchema = z.object({
  /** What can be seen, for those who cannot: it names the given facts and not the answer. */
  description: localizedTextSchema,
  width: z.number().positive().max(1000),
  height: z.number().positive().max(1000),
  shapes: z
    .array(
      z.discriminatedUnion('shape', [
        z.object({ shape: z.literal('polygon'), points: z.array(pointSchema).min(3).max(60), isFilled: z.boolean() }),
        z.object({ shape: z.literal('line'), points: z.array(pointSchema).min(2).max(200), isDashed: z.boolean() }),
        z.object({ shape: z.literal('arrow'), from: pointSchema, to: pointSchema }),
        z.object({
          shape: z.literal('circle'),
          center: pointSchema,
          radius: z.number().positive(),
          isFilled: z.boolean(),
        }),
        z.object({ shape: z.literal('dot'), center: pointSchema }),
        /** Arc of an angle at `center`, from one direction to the other, degrees clockwise from the x axis. */
        z.object({
          shape: z.literal('arc'),
          center: pointSchema,
          radius: z.number().positive(),
          fromDegrees: z.number(),
          toDegrees: z.number(),
        }),
        z.object({
          shape: z.literal('right_angle'),
          corner: pointSchema,
          towards: z.tuple([pointSchema, pointSchema]),
        }),
        /** Plain text centred on `at`; short: a vertex, a length, an angle such as 40°. */
        z.object({ shape: z.literal('label'), at: pointSchema, text: z.string().min(1).max(40) }),
      ]),
    )
    .min(1)
    .max(200),
});
export type Figure = z.infer<typeof figureSchema>;
