/** Questions in a table. */
import { createDraftReader } from '../draft-reader.ts';
import type { SplitPack } from '../entry-reader.ts';
import { guessLanguage } from '../guess-language.ts';
import { hasTags } from '../html-text.ts';
import { good, type Judgement, refused } from '../judge-question.ts';
import { numberRange, readNumber } from '../number-range.ts';
import { type DraftAnswer, type DraftText, draftTextOrNull, type QuestionDraft } from '../question-draft.ts';
import type { CsvColumnRole, CsvMapping } from './csv-mapping.ts';
import { readRecord, splitRecords } from './split-records.ts';

/** A table of questions; `mapping` says which column is what. */
export function openCsv(text: string, fileName: string, mapping: CsvMapping): SplitPack {
  const records = splitRecords(text, mapping.delimiter);
  const [first] = mapping.hasHeader ? records : [];
  const header = first === undefined ? [] : readRecord(text.slice(first.start, first.end), mapping.delimiter);
  const reader = createDraftReader({
    fileName,
    sourceFormat: 'csv',
    language: guessLanguage(text),
    ignoredFields: header.filter((name, index) => name !== '' && (mapping.roles[index] ?? 'ignored') === 'ignored'),
    readDraft: (entryText) => readRow(readRecord(entryText, mapping.delimiter), header, mapping.roles),
  });
  return { slices: mapping.hasHeader ? records.slice(1) : records, reader };
}

function readRow(
  fields: readonly string[],
  header: readonly string[],
  roles: readonly CsvColumnRole[],
): Judgement<QuestionDraft> {
  const field = (role: CsvColumnRole): string => fields[roles.indexOf(role)] ?? '';
  const choices = roles.flatMap((role, index) =>
    role === 'choice' ? [{ name: header[index] ?? '', text: fields[index] ?? '' }] : [],
  );
  const answer = readAnswer(field('right'), choices);
  if (!answer.isGood) return answer;
  const seconds = readNumber(field('seconds'));
  return good({
    name: field('key') === '' ? null : field('key'),
    topicPath: field('topic')
      .split(/\s*(?:\/|>)\s*/)
      .map((name) => name.replace(/^"+|"+$/g, '')),
    language: /^[a-z]{2,3}(?![a-z])/i.exec(field('language'))?.[0].toLowerCase() ?? null,
    difficulty: difficultyOf(field('difficulty')),
    expectedSeconds: seconds !== null && seconds > 0 ? seconds : null,
    ...(field('stimulus') === '' ? {} : { stimulus: cell(field('stimulus')) }),
    stem: cell(field('stem')),
    rationale: textOrNull(field('explanation')),
    hints: [textOrNull(field('hint'))].filter((hint) => hint !== null),
    answer: answer.value,
  });
}

interface ChoiceCell {
  readonly name: string;
  readonly text: string;
}

/** `B`, `2`, the name of a column or the text of a choice; several with a comma, semicolon or bar between. */
function readAnswer(written: string, cells: readonly ChoiceCell[]): Judgement<DraftAnswer> {
  if (written === '') return refused('right_cell_empty');
  if (cells.every(({ text }) => text === '')) return readOpenAnswer(written);
  const single = findChoice(written, cells);
  const found = single === -1 ? written.split(/[,;|]/).map((part) => findChoice(part.trim(), cells)) : [single];
  if (found.includes(-1)) return refused('no_such_choice', written.slice(0, 60));
  const choices = cells.flatMap(({ text }, index) =>
    text === '' ? [] : [{ text: cell(text), isRight: found.includes(index), feedback: null }],
  );
  return good({ kind: new Set(found).size > 1 ? 'multiple_answers' : 'single_choice', choices });
}

/** Index among all cells of choices, blank ones too, so that letters stay those of the columns; -1 for none. */
function findChoice(written: string, cells: readonly ChoiceCell[]): number {
  const wanted = written.replace(/^"|"$/g, '');
  const filled = (index: number) => ((cells[index]?.text ?? '') === '' ? -1 : index);
  const byText = cells.findIndex(({ text }) => text !== '' && text === wanted);
  if (/^[a-l]\)?$/i.test(wanted)) {
    const byLetter = filled(wanted.toUpperCase().charCodeAt(0) - 65);
    if (byLetter !== -1) return byLetter;
  }
  if (byText !== -1) return byText;
  const byName = cells.findIndex(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (byName !== -1) return filled(byName);
  return /^\d{1,2}$/.test(wanted) ? filled(Number(wanted) - 1) : -1;
}

const words: Readonly<Record<'true' | 'false', readonly string[]>> = {
  true: ['true', 'doğru', 'd', 't', 'evet', 'yes'],
  false: ['false', 'yanlış', 'y', 'f', 'hayır', 'no'],
};

/** Without choices: true or false, a number, or a text with others that are as right after a bar. */
function readOpenAnswer(written: string): Judgement<DraftAnswer> {
  const word = written.toLocaleLowerCase('tr');
  if (words.true.includes(word) || words.false.includes(word)) {
    return good({
      kind: 'true_false',
      isTrue: words.true.includes(word),
      feedbackOfRight: null,
      feedbackOfWrong: null,
    });
  }
  const range = numberRange(written);
  if (range !== null) return good({ kind: 'numeric', ...range });
  const accepted = written.split('|').flatMap((text) => textOrNull(text.trim()) ?? []);
  return accepted.length === 0
    ? refused('right_cell_empty')
    : good({ kind: 'short_text', accepted, isCaseSensitive: false });
}

function difficultyOf(written: string): 1 | 2 | 3 {
  const word = written.toLocaleLowerCase('tr');
  if (['1', 'kolay', 'easy'].includes(word)) return 1;
  return ['3', 'zor', 'hard', 'difficult'].includes(word) ? 3 : 2;
}

function cell(text: string): DraftText {
  return { text, isHtml: hasTags(text) };
}

function textOrNull(text: string): DraftText | null {
  return draftTextOrNull(text, hasTags(text));
}
