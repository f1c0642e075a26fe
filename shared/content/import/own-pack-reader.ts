/** Entries of the app's own pack format. */
import { failure, type Outcome, success } from '../../errors/outcome.ts';
import type { PackMetadata } from '../pack.ts';
import { externalKeySchema, type PackHeader, packFormatVersion, packHeaderSchema } from '../pack-format.ts';
import type { EntryReader, ReadEntry } from './entry-reader.ts';
import { expectedSecondsFor } from './expected-seconds.ts';
import { findDamagedText } from './find-damaged-text.ts';
import { findIgnoredFields } from './find-ignored-fields.ts';
import { maximumIgnoredFields } from './import-limits.ts';
import { good, type Judgement, judgeQuestion, parseWith } from './judge-question.ts';
import { isJsonObject, parseJson, readJsonEntry } from './read-entries.ts';
import type { ZipPictures } from './zip/open-zip-pack.ts';
import { readPictureFile } from './zip/read-picture-file.ts';

/** A question with worked steps, whose author names no time. */
const thinkingSeconds = 45;

/**
 * Fails with PACK_FORMAT_NEWER or PACK_UNREADABLE when the header (everything but the questions) is not one that this
 * version can read.
 */
export function createOwnPackReader(headerText: string, pictures: ZipPictures = new Map()): Outcome<EntryReader> {
  const parsed = parseJson(headerText);
  if (!parsed.isGood) return failure('PACK_UNREADABLE', { problem: 'not_json', detail: parsed.detail });
  if (isJsonObject(parsed.value) && isNewerVersion(parsed.value.formatVersion)) {
    return failure('PACK_FORMAT_NEWER', { formatVersion: Number(parsed.value.formatVersion) });
  }
  const header = parseWith(packHeaderSchema, parsed.value);
  if (!header.isGood) {
    const { problem, detail, limit } = header;
    return failure('PACK_UNREADABLE', {
      problem: 'bad_header',
      headerProblem: problem,
      detail,
      ...(limit !== null && { limit }),
    });
  }
  const damage = findDamagedText(header.value);
  if (damage !== null) return failure('PACK_UNREADABLE', { problem: 'damaged_text', detail: damage });
  const understood = { ...header.value, questions: null };
  const ignored = [...new Set(findIgnoredFields(parsed.value, understood))].slice(0, maximumIgnoredFields);
  return success(readerOf(header.value, ignored, pictures));
}

function isNewerVersion(version: unknown): boolean {
  return typeof version === 'number' && version > packFormatVersion;
}

function readerOf(header: PackHeader, ignoredFields: readonly string[], pictures: ZipPictures): EntryReader {
  const metadata: PackMetadata = {
    packUid: header.packUid,
    packVersion: header.packVersion,
    displayNames: header.names,
    descriptions: header.descriptions ?? null,
    languages: header.languages,
    licence: header.licence ?? null,
    credit: header.credit ?? null,
    sourceFormat: 'endstp-pack',
  };
  return {
    declaredTopics: (header.topics ?? []).map(({ topicUid, parentUid, names }) => ({
      topicUid,
      parentUid: parentUid ?? null,
      names,
    })),
    ignoredFields,
    describePack: () => metadata,
    readEntry: (entryText) => readJsonEntry(entryText, (entry) => readEntry(entry, pictures)),
  };
}

function readEntry(entry: Readonly<Record<string, unknown>>, pictures: ZipPictures): Judgement<ReadEntry> {
  const { externalKey, ...written } = entry;
  const picture = readPictureFile(written.figure, pictures);
  if (!picture.isGood) return picture;
  const { figure: _, ...withoutFigure } = written;
  const given = picture.value === null ? written : withoutFigure;
  const key = parseWith(externalKeySchema, externalKey);
  if (!key.isGood) return { ...key, detail: 'externalKey' };
  const question = judgeQuestion(withDefaults(given));
  if (!question.isGood) return question;
  const ignored = findIgnoredFields(given, question.value).map((field) => `questions[].${field}`);
  return good({
    externalKey: key.value,
    content: question.value,
    ...(picture.value === null ? {} : { picture: picture.value }),
    topics: [],
    ignoredFields: ignored,
  });
}

/** What an author may leave out; see `optionalQuestionFields`. */
function withDefaults(given: Readonly<Record<string, unknown>>): object {
  return {
    ...given,
    difficulty: given.difficulty ?? 2,
    textFormat: given.textFormat ?? 'plain',
    rationale: given.rationale ?? [],
    hints: given.hints ?? [],
    expectedSeconds: given.expectedSeconds ?? expectedSecondsFor(shownTexts(given), thinkingSeconds),
  };
}

/** Stimulus, stem and choices as far as they are texts; whatever else is wrong with them is told by the schema. */
function shownTexts(given: Readonly<Record<string, unknown>>): readonly Record<string, string>[] {
  const choices = Array.isArray(given.choices) ? given.choices : [];
  return [
    given.stimulus,
    given.stem,
    ...choices.map((choice: unknown) => (isJsonObject(choice) ? choice.text : undefined)),
  ].flatMap((text) => (isTextRecord(text) ? [text] : []));
}

function isTextRecord(value: unknown): value is Record<string, string> {
  return isJsonObject(value) && Object.values(value).every((text) => typeof text === 'string');
}
