import { z } from 'zod';

/** Language code (BCP 47 primary subtag such as `tr`) to text; at least one language. */
export const localizedTextSchema = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().max(20_000))
  .refine((text) => Object.values(text).some((value) => value.trim() !== ''), 'no text in any language');
export type LocalizedText = z.infer<typeof localizedTextSchema>;
