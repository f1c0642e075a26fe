/** Dates as the app's language (`tr`, `en`) writes them; English as the British do, like the rest of the app's English. */
export function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options);
}
