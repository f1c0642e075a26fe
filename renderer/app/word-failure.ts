import type { TFunction } from 'i18next';
import { isImportProblem, reasonsOfProblems } from '../../shared/content/import/import-problem.ts';
import type { Failure } from '../../shared/errors/outcome.ts';

/** What can be wrong with a file as a whole: values of the detail `problem`. */
const fileProblems = [
  'not_json',
  'bad_header',
  'damaged_text',
  'reserved_pack_uid',
  'ends_too_early',
  'string_not_closed',
  'bracket_does_not_match',
  'text_after_the_end',
  'nested_too_deep',
  'two_lists_of_questions',
  'not_a_list',
  'not_a_zip',
  'damaged_file',
  'unsafe_path',
  'same_name_twice',
  'too_many_files',
] as const;

const mebibyte = 1024 * 1024;

/**
 * The details of a failure as sentences that help to act: where in the file, which folder, how much room. Details that
 * only serve whoever looks into it are left to the list of raw details.
 */
export function wordFailureFacts(
  t: TFunction<['failure', 'importProblems']>,
  { code, details }: Failure,
): readonly string[] {
  const facts: string[] = [];
  const problem = fileProblems.find((known) => known === details.problem);
  if (problem !== undefined) facts.push(t(`problems.${problem}`));
  if (isImportProblem(details.headerProblem)) {
    const quoted = { detail: details.detail, limit: details.limit };
    facts.push(t(`importProblems:sentences.${details.headerProblem}`, quoted).trim());
  }
  if (typeof details.line === 'number') facts.push(t('facts.line', { line: details.line }));
  if (code === 'PACK_EMPTY' && typeof details.refusedCount === 'number') {
    facts.push(t('facts.refused', { count: details.refusedCount }));
    if (typeof details.firstLine === 'number') {
      facts.push(t('facts.firstRefused', { count: details.refusedCount, line: details.firstLine }));
    }
    if (isImportProblem(details.firstProblem)) {
      const quoted = { detail: details.firstDetail, limit: details.firstLimit };
      facts.push(t(`importProblems:sentences.${details.firstProblem}`, quoted).trim());
      facts.push(t(`importProblems:advice.${reasonsOfProblems[details.firstProblem]}`));
    }
  }
  if (typeof details.sizeBytes === 'number' && typeof details.limitBytes === 'number') {
    const size = Math.ceil(details.sizeBytes / mebibyte);
    facts.push(t('facts.size', { size, limit: Math.floor(details.limitBytes / mebibyte) }));
  }
  if (typeof details.entryCount === 'number' && typeof details.limitEntries === 'number') {
    facts.push(t('facts.entries', { count: details.entryCount, limit: details.limitEntries }));
  }
  if (typeof details.path === 'string') facts.push(t('facts.path', { path: details.path }));
  if (typeof details.freeMegabytes === 'number' && typeof details.neededMegabytes === 'number') {
    facts.push(t('facts.room', { free: details.freeMegabytes, needed: details.neededMegabytes }));
  }
  if (typeof details.pid === 'number' && details.pid > 0) {
    facts.push(t('facts.process', { pid: details.pid, computer: details.host ?? '' }));
  }
  return facts;
}
