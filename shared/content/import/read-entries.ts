/** Takes the entries of a file one by one: parses, judges, finds duplicates, counts. The same for every format. */

import type { MediaFile, PackPart, PackTopic } from '../pack.ts';
import type { Picture } from '../picture.ts';
import { DuplicateFinder } from './duplicate-finder.ts';
import type { EntryReader, ReadEntry, ReadPicture } from './entry-reader.ts';
import { findDamagedText } from './find-damaged-text.ts';
import { maximumEntryCharacters, maximumIgnoredFields } from './import-limits.ts';
import { good, type Judgement, type Refusal, refused } from './judge-question.ts';
import type { TextSlice } from './text-slice.ts';

const entriesBetweenPauses = 100;

export async function* readEntries(
  text: string,
  slices: readonly TextSlice[],
  reader: EntryReader,
  { pause }: { readonly pause?: () => Promise<void> },
): AsyncGenerator<PackPart, void, void> {
  const duplicates = new DuplicateFinder();
  const sentTopics = new Set<string>();
  const sentMedia = new Set<string>();
  const ignoredFields = new Set(reader.ignoredFields);
  let [questionCount, refusedCount] = [0, 0];
  for (const topic of newTopics(reader.declaredTopics, sentTopics)) yield { kind: 'topic', topic };
  for (const [index, slice] of slices.entries()) {
    const entry = index + 1;
    if (pause !== undefined && entry % entriesBetweenPauses === 0) await pause();
    const read = readSlice(text, slice, index, reader);
    if (!read.isGood) {
      refusedCount += 1;
      yield refusalPart(read, slice.line, entry);
      continue;
    }
    const { externalKey, content, picture, furtherQuestions = [], topics } = read.value;
    const media = picture === undefined ? null : await mediaOf(picture);
    const shown = picture === undefined || media === null ? {} : { figure: figureOf(picture, media) };
    const found = [{ externalKey, content }, ...furtherQuestions].map((asked) => {
      const question = { externalKey: asked.externalKey, content: { ...asked.content, ...shown } };
      return { question, freshness: duplicates.add(question.externalKey, question.content, entry) };
    });
    const fresh = found.filter(({ freshness }) => freshness.isGood);
    const repeated = found.find(({ freshness }) => !freshness.isGood)?.freshness;
    // Of an entry that asks several things, those that were asked before go without a word.
    if (fresh.length === 0 && repeated?.isGood === false) {
      refusedCount += 1;
      yield refusalPart(repeated, slice.line, entry);
      continue;
    }
    for (const field of read.value.ignoredFields) {
      if (ignoredFields.size < maximumIgnoredFields) ignoredFields.add(field);
    }
    for (const topic of newTopics(topics, sentTopics)) yield { kind: 'topic', topic };
    if (media !== null && !sentMedia.has(media.sha256)) {
      sentMedia.add(media.sha256);
      yield { kind: 'media', media };
    }
    questionCount += fresh.length;
    for (const { question } of fresh) yield { kind: 'question', line: slice.line, entry, question };
  }
  yield {
    kind: 'end',
    metadata: reader.describePack(),
    questionCount,
    refusedCount,
    ignoredFields: [...ignoredFields].slice(0, maximumIgnoredFields),
  };
}

/** The file under the name of its content. */
async function mediaOf({ bytes, mediaType }: ReadPicture): Promise<MediaFile> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { sha256, mediaType, bytes };
}

function figureOf({ width, height, description }: ReadPicture, { sha256, mediaType }: MediaFile): Picture {
  return { picture: sha256, mediaType, width, height, description };
}

function readSlice(text: string, { start, end }: TextSlice, index: number, reader: EntryReader): Judgement<ReadEntry> {
  const limit = reader.maximumEntryCharacters ?? maximumEntryCharacters;
  if (end - start > limit) {
    return refused('entry_too_large', '', limit);
  }
  const read = reader.readEntry(text.slice(start, end), index);
  if (!read.isGood) return read;
  // Content is judged by the reader; keys and topics go into the database as well.
  const damage = findDamagedText({ externalKey: read.value.externalKey, topics: read.value.topics });
  return damage === null ? read : refused('damaged_text', damage);
}

/** For formats whose entries are JSON objects: NOT_JSON or UNKNOWN_SHAPE when one is not. */
export function readJsonEntry(
  entryText: string,
  read: (entry: Readonly<Record<string, unknown>>) => Judgement<ReadEntry>,
): Judgement<ReadEntry> {
  const parsed = parseJson(entryText);
  if (!parsed.isGood) return parsed;
  return isJsonObject(parsed.value) ? read(parsed.value) : refused('not_an_object');
}

/** The text as a JSON value; refused NOT_JSON with the position that the parser names. */
export function parseJson(text: string): Judgement<unknown> {
  try {
    return good(JSON.parse(text));
  } catch (error) {
    return refused('not_json', placeOf(error, text));
  }
}

/**
 * The text about where the parser stopped. V8 names the position, or quotes the place itself when a token surprises it, or
 * says that the end came too early.
 */
function placeOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : '';
  const quoted = /, (?:\.{3})?"([\s\S]{1,60})"(?:\.{3})? is not valid JSON$/.exec(message)?.[1];
  if (quoted !== undefined) return quoted.trim();
  const named = /position (\d+)/.exec(message)?.[1];
  const position = named === undefined ? text.trimEnd().length : Number(named);
  return text.slice(Math.max(0, position - 20), position + 20).trim();
}

export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function newTopics(topics: readonly PackTopic[], sent: Set<string>): readonly PackTopic[] {
  return topics.filter(({ topicUid }) => {
    if (sent.has(topicUid)) return false;
    sent.add(topicUid);
    return true;
  });
}

function refusalPart({ reason, problem, detail, limit }: Refusal, line: number, entry: number): PackPart {
  return { kind: 'refusal', refusal: { line, entry, reason, problem, detail, limit } };
}
