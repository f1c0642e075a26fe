import { catalogue } from '../../renderer/i18n/catalogue.ts';

export const languages = ['tr', 'en'] as const;
export type CatalogueLanguage = (typeof languages)[number];
export const namespaces = Object.keys(catalogue.tr) as (keyof typeof catalogue.tr)[];

/** Full key (`titles.PANIC_RUSH`, with its plural suffix) to text, of one namespace. */
export function textsOf(
  language: CatalogueLanguage,
  namespace: (typeof namespaces)[number],
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const walk = (value: object, path: readonly string[]) => {
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === 'string') texts.set([...path, key].join('.'), child);
      else walk(child, [...path, key]);
    }
  };
  walk(catalogue[language][namespace], []);
  return texts;
}

const pluralSuffix = /_(zero|one|two|few|many|other)$/;

/** The key as the code names it: without its plural form. */
export function keyInCode(key: string): string {
  return key.replace(pluralSuffix, '');
}

/** The plural form a key stands for, or null. */
export function pluralFormOf(key: string): string | null {
  return pluralSuffix.exec(key)?.[1] ?? null;
}
