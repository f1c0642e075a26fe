import type { TFunction } from 'i18next';
import { knownMistakeCodes } from '../../shared/content/mistake-codes.ts';

/** The name of a mistake code for people; a code that we do not know is shown as it stands. */
export function nameMistakeCode(t: TFunction<'practice'>, code: string): string {
  const known = knownMistakeCodes.find((candidate) => candidate === code);
  return known === undefined ? code : t(`reasons.codes.${known}`);
}
