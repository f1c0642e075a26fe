/** Entries in the shapes of other people's JSON: each entry tells its own, so one file may mix them. */

import type { PackSourceFormat } from '../pack.ts';
import { codeSegment } from './code-segment.ts';
import type { EntryReader, ReadEntry } from './entry-reader.ts';
import { findIgnoredFields } from './find-ignored-fields.ts';
import { good, type Judgement, judgeQuestion, refused } from './judge-question.ts';
import { nameOfFile } from './name-of-file.ts';
import { readJsonEntry } from './read-entries.ts';
import { aquaShape } from './source-shapes/aqua.ts';
import { examsShape } from './source-shapes/exams.ts';
import { maeShape } from './source-shapes/mae.ts';
import { oatutorShape } from './source-shapes/oatutor.ts';
import type { JsonObject, SourceShape } from './source-shapes/source-shape.ts';

const shapes: readonly SourceShape[] = [maeShape, examsShape, aquaShape, oatutorShape];
/** A pack names its sources; one that has very many of them names the first. */
const maximumCredits = 5;

export function hasKnownShape(entry: JsonObject): boolean {
  return shapes.some((shape) => shape.recognises(entry));
}

/** The pack is named after the file; importing a file of the same name again brings the same pack up to date. */
export function createShapeReader(fileName: string, sourceFormat: PackSourceFormat): EntryReader {
  const name = nameOfFile(fileName);
  const languages = new Set<string>();
  const licences = new Set<string | null>();
  const credits = new Set<string>();

  return {
    declaredTopics: [],
    ignoredFields: [],
    describePack: () => ({
      packUid: `file.${codeSegment(name).toLowerCase()}`,
      packVersion: '1',
      displayNames: { tr: name, en: name },
      descriptions: null,
      languages: [...languages].sort(),
      // One licence for the whole pack only if every entry states the same.
      licence: licences.size === 1 ? ([...licences][0] ?? null) : null,
      credit: credits.size === 0 ? null : [...credits].slice(0, maximumCredits).join('; '),
      sourceFormat,
    }),
    readEntry: (entryText) => readJsonEntry(entryText, readShape),
  };

  function readShape(entry: JsonObject): Judgement<ReadEntry> {
    const shape = shapes.find((candidate) => candidate.recognises(entry));
    if (shape === undefined) return refused('unknown_fields', Object.keys(entry).slice(0, 12).join(', ').slice(0, 300));
    const source = shape.read(entry);
    if (!source.isGood) return source;
    const question = judgeQuestion(source.value.content);
    if (!question.isGood) return question;
    const { externalKey, topics, language, licence, credit, understood } = source.value;
    languages.add(language);
    licences.add(licence);
    if (credit !== null) credits.add(credit.slice(0, 500));
    return good({
      externalKey,
      content: question.value,
      topics,
      ignoredFields: findIgnoredFields(entry, understood),
    });
  }
}
