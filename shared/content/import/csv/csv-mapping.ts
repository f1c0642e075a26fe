/** Which column of a table is what. */

export const csvColumnRoles = [
  'key',
  'stimulus',
  'stem',
  'choice',
  'right',
  'topic',
  'explanation',
  'hint',
  'difficulty',
  'seconds',
  'language',
  'ignored',
] as const;
export type CsvColumnRole = (typeof csvColumnRoles)[number];

/** What a teacher may set on a mapping screen; `detectCsv` proposes one. */
export interface CsvMapping {
  readonly delimiter: string;
  /** The first row names the columns and is no question. */
  readonly hasHeader: boolean;
  /** The role of each column, in the order of the file. Choices are lettered in that order. */
  readonly roles: readonly CsvColumnRole[];
}

const names: Readonly<Record<Exclude<CsvColumnRole, 'choice' | 'ignored'>, readonly string[]>> = {
  stimulus: ['stimulus', 'passage', 'shared_text', 'ortak_metin', 'paragraf', 'parca'],
  stem: ['question', 'soru', 'stem', 'question_text', 'soru_metni', 'soru_koku', 'prompt', 'text', 'metin'],
  right: [
    ...['correct_answer', 'correct', 'right_answer', 'right', 'answer', 'answer_key', 'solution_key', 'correct_option'],
    ...['dogru_cevap', 'dogru', 'cevap', 'dogru_yanit', 'yanit', 'dogru_secenek', 'dogru_sik', 'cevap_anahtari'],
  ],
  key: ['id', 'key', 'name', 'identifier', 'question_id', 'external_key', 'no', 'soru_no', 'kod', 'numara', 'sira'],
  topic: ['topic', 'category', 'subject', 'konu', 'kategori', 'ders', 'unite', 'kazanim', 'metadata_subject_code'],
  explanation: ['explanation', 'rationale', 'solution', 'feedback', 'aciklama', 'cozum', 'gerekce'],
  hint: ['hint', 'ipucu'],
  difficulty: ['difficulty', 'level', 'zorluk', 'zorluk_derecesi', 'seviye'],
  seconds: ['expected_seconds', 'seconds', 'sure', 'sure_saniye', 'sure_sn', 'saniye'],
  language: ['language', 'lang', 'dil'],
};

const choiceName = /^(?:(?:choice|option|answer|opt|secenek|sik|cevap)_?(?:\d{1,2}|[a-l])|[a-l])$/;

/** A role for each name; of two columns that could have the same one the first has it, but any number are choices. */
export function rolesOfNames(columns: readonly string[]): readonly CsvColumnRole[] {
  const taken = new Set<CsvColumnRole>();
  return columns.map((column) => {
    const name = plainName(column);
    if (choiceName.test(name)) return 'choice';
    const role = csvColumnRoles.find(
      (candidate) => candidate !== 'choice' && candidate !== 'ignored' && names[candidate].includes(name),
    );
    if (role === undefined || taken.has(role)) return 'ignored';
    taken.add(role);
    return role;
  });
}

/** `Doğru Cevap` is `dogru_cevap`. */
function plainName(column: string): string {
  return column
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replaceAll('ı', 'i')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/** A table of questions has to say what is asked and what is right. */
export function isUsable({ roles }: CsvMapping): boolean {
  return roles.filter((role) => role === 'stem').length === 1 && roles.filter((role) => role === 'right').length === 1;
}
