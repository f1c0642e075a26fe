import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../shared/host/study-host-calls.ts';
import { catalogue } from './catalogue.ts';

export async function startI18n(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'tr',
    supportedLngs: ['tr', 'en'],
    ns: Object.keys(catalogue.tr),
    defaultNS: 'frame',
    resources: catalogue,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  followLanguage(language);
}

/** Switches every text at once; the document's language follows, for screen readers and hyphenation. */
export async function switchLanguage(language: Language): Promise<void> {
  if (i18next.language !== language) await i18next.changeLanguage(language);
  followLanguage(language);
}

function followLanguage(language: Language): void {
  document.documentElement.lang = language;
}
