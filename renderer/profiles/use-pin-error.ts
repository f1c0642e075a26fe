import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { Language } from '../../shared/model/profile.ts';
import { wordDuration } from './word-duration.ts';

/** What is wrong with the PIN that was typed, in words for its field; any other failure is for the whole form. */
export function usePinError(
  error: Failure | null,
  language: Language,
): { readonly pinError: string | null; readonly otherError: Failure | null } {
  const { t } = useTranslation('profiles');
  switch (error?.code) {
    case undefined:
      return { pinError: null, otherError: null };
    case 'PIN_NEEDED':
      return { pinError: t('pin.missing'), otherError: null };
    case 'PIN_WAIT':
      return {
        pinError: t('lock.wait', { time: wordDuration(Number(error.details.waitSeconds), language) }),
        otherError: null,
      };
    case 'PIN_WRONG': {
      const triesLeft = Number(error.details.triesLeft);
      return {
        pinError: triesLeft > 0 ? t('lock.wrongLeft', { count: triesLeft }) : t('lock.wrong'),
        otherError: null,
      };
    }
    default:
      return { pinError: null, otherError: error };
  }
}
