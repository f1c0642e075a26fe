import { texts as en } from './texts-en.ts';
import { texts as tr } from './texts-tr.ts';

/** Every text by language and feature, for types and tests; the app loads the language it speaks (`start-i18n.ts`). */
export const catalogue = { en, tr } as const;
