import katex from 'katex';
import type { LocalizedText, QuestionContent } from '../../../shared/content/question.ts';

/** What a careful reader would mark in a question: missing language, broken maths, slips of a number generator. */
export function findTextFaults(content: QuestionContent): string[] {
  const texts: [string, LocalizedText][] = [
    ['stem', content.stem],
    ...content.rationale.map((step, index) => [`rationale[${index}]`, step] as [string, LocalizedText]),
    ...content.hints.map((hint, index) => [`hints[${index}]`, hint] as [string, LocalizedText]),
    ...('choices' in content
      ? content.choices.map((choice) => [`choices.${choice.key}`, choice.text] as [string, LocalizedText])
      : []),
  ];
  const faults = texts.flatMap(([place, text]) =>
    (['tr', 'en'] as const).flatMap((language) =>
      faultsOf(text[language] ?? '').map((fault) => `${place}.${language}: ${fault}: ${text[language]}`),
    ),
  );
  if (content.rationale.length < 2) faults.push('fewer than two rationale steps');
  if (content.hints.length < 2) faults.push('fewer than two hints');
  return faults;
}

function faultsOf(text: string): string[] {
  const faults: string[] = [];
  if (text.trim() === '') faults.push('empty');
  if (/NaN|Infinity|undefined|null|\[object/.test(text)) faults.push('a value that is no number');
  if (/\d\.\d{7,}/.test(text)) faults.push('a rounding tail');
  const pieces = text.split(/(\\\(.*?\\\)|\\\[.*?\\\])/s);
  for (const piece of pieces) {
    if (!/^\\[([]/.test(piece)) {
      if (/[\\{}^_$]/.test(piece)) faults.push('LaTeX outside of maths');
      continue;
    }
    const latex = piece.slice(2, -2);
    if (/(?<![\d.{},])1\s?[a-z](?![a-z])/.test(latex.replace(/\\[a-z]+/g, ' '))) faults.push('a coefficient of 1');
    if (/[+-]\s*[+-]\s*\d/.test(latex.replace(/\\[a-z]+/g, ' '))) faults.push('two signs in a row');
    if (/(?<!\d)0[a-z]/.test(latex)) faults.push('a coefficient of 0');
    try {
      katex.renderToString(latex, { throwOnError: true, strict: 'error' });
    } catch (error) {
      faults.push(`KaTeX: ${(error as Error).message}`);
    }
  }
  return faults;
}
