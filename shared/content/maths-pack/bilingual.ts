/** Text in both languages of the shipped pack. Maths stands between \( \) or \[ \] as LaTeX. */
export interface Bilingual {
  readonly tr: string;
  readonly en: string;
}
