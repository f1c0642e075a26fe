import { z } from 'zod';
import type { LocalizedText } from './localized-text.ts';

export const localizedTextSchema: z.ZodType<LocalizedText> = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().max(20_000))
  .refine((text) => Object.values(text).some((value) => value.trim() !== ''), 'no text in any language');
