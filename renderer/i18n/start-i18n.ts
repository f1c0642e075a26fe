import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../shared/model/profile.ts';

const loadTexts = {
  en: () => import('./texts-en.ts'),
  tr: () => import('./texts-tr.ts'),
} as const satisfies Record<Language, unknown>;

export async function startI18n(language: Language): Promise<void> {
  const { texts } = await loadTexts[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    // Both languages have every text (a test sees to it), and a page holds only those it has spoken.
    fallbackLng: false,
    supportedLngs: ['tr', 'en'],
    ns: Object.keys(texts),
    defaultNS: 'frame',
    resources: { [language]: texts },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  followLanguage(language);
}

/** Makes the texts of a language available. They are among the app's own files: no network is needed. */
export async function loadLanguage(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'frame')) return;
  const { texts } = await loadTexts[language]();
  for (const [feature, resource] of Object.entries(texts)) i18next.addResourceBundle(language, feature, resource);
}

/** Switches every text at once; the document's language follows, for screen readers and hyphenation. */
export async function switchLanguage(language: Language): Promise<void> {
  await loadLanguage(language);
  if (i18next.language !== language) await i18next.changeLanguage(language);
  followLanguage(language);
}

function followLanguage(language: Language): void {
  document.documentElement.lang = language;
}
