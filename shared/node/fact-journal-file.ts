/**
 * Facts on the disk before they are in the database. PGlite never syncs its files, so a power cut may take what it
 * acknowledged; each fact is therefore appended here and flushed with fdatasync first, and dropped only behind a
 * synced copy of the database that holds it.
 *
 * The journal is a folder of numbered segments, one JSON line a fact. A copy of the database made at segment N holds
 * everything of the segments below N.
 */
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedError } from '../errors/outcome.ts';
import type { FactJournal } from '../host/study-host-surroundings.ts';
import type { StudyFact } from '../study/study-fact.ts';
import { syncFolder } from './sync-folder.ts';

export interface FactJournalFile extends FactJournal {
  /** Facts of this segment and the ones after it, oldest first; a line torn by a power cut is left out. */
  readFrom(segmentNumber: number): Promise<readonly StudyFact[]>;
  /** 1 when the journal goes back to the very first fact, more when older ones were dropped, null when it is new. */
  firstSegment(): Promise<number | null>;
  /** Starts the segment that follows a copy and returns its number: facts appended from now on go there. */
  startSegment(): Promise<number>;
  /** Removes the segments before this one: a synced copy holds their facts. */
  dropBefore(segmentNumber: number): Promise<void>;
  /** Size of what no copy of the database holds yet. */
  readonly bytesSinceCopy: number;
  close(): Promise<void>;
}

interface Segment {
  readonly file: FileHandle;
  readonly segmentNumber: number;
}

const segmentPattern = /^(\d{8})\.ndjson$/;
const segmentName = (segmentNumber: number) => `${String(segmentNumber).padStart(8, '0')}.ndjson`;

/**
 * Opens the journal in `folder`, which is made when missing. Appends go to a new segment. `copiedBefore` is the segment
 * of the newest copy, 0 without one.
 */
export async function openFactJournal(folder: string, copiedBefore = 0): Promise<FactJournalFile> {
  await mkdir(folder, { recursive: true });
  let current: Segment | null = null;
  let bytesSinceCopy = await sizeFrom(folder, copiedBefore);
  // Appends are written in the order of the calls, each flushed before its call goes on.
  let lastAppend: Promise<void> = Promise.resolve();

  async function createSegment(): Promise<Segment> {
    const segmentNumber = Math.max(0, ...(await listSegments(folder))) + 1;
    const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_APPEND;
    const file = await open(join(folder, segmentName(segmentNumber)), flags, 0o600);
    await syncFolder(folder);
    await current?.file.close();
    current = { file, segmentNumber };
    return current;
  }

  async function appendLine(line: Uint8Array): Promise<void> {
    try {
      const { file } = current ?? (await createSegment());
      await file.appendFile(line);
      await file.datasync();
      bytesSinceCopy += line.length;
    } catch (error) {
      if (isFull(error)) throw new ExpectedError('STORAGE_FULL', {}, { cause: error });
      throw error;
    }
  }

  return {
    append(fact) {
      // A line begins with its own line feed: after a torn line the next fact starts on a line of its own.
      const line = new TextEncoder().encode(`\n${JSON.stringify(fact)}`);
      const append = lastAppend.then(() => appendLine(line));
      // A failed append is reported to its own caller; the next one is tried all the same.
      lastAppend = append.then(noResult, noResult);
      return append;
    },
    async firstSegment() {
      return (await listSegments(folder))[0] ?? null;
    },
    async readFrom(firstSegmentNumber) {
      const facts: StudyFact[] = [];
      for (const segmentNumber of (await listSegments(folder)).filter((number) => number >= firstSegmentNumber)) {
        const text = await readFile(join(folder, segmentName(segmentNumber)), 'utf8');
        for (const line of text.split('\n')) {
          const fact = parseLine(line);
          if (fact !== null) facts.push(fact);
        }
      }
      return facts;
    },
    async startSegment() {
      await lastAppend;
      const { segmentNumber } = await createSegment();
      bytesSinceCopy = 0;
      return segmentNumber;
    },
    async dropBefore(segmentNumber) {
      for (const old of (await listSegments(folder)).filter((number) => number < segmentNumber)) {
        await unlink(join(folder, segmentName(old)));
      }
    },
    get bytesSinceCopy() {
      return bytesSinceCopy;
    },
    async close() {
      await lastAppend;
      await current?.file.close();
      current = null;
    },
  };
}

async function listSegments(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .flatMap((name) => segmentPattern.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function sizeFrom(folder: string, firstSegmentNumber: number): Promise<number> {
  const segments = (await listSegments(folder)).filter((number) => number >= firstSegmentNumber);
  const sizes = segments.map(async (number) => (await stat(join(folder, segmentName(number)))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function parseLine(line: string): StudyFact | null {
  if (line.trim() === '') return null;
  try {
    const fact = JSON.parse(line) as Partial<StudyFact>;
    return typeof fact.kind === 'string' ? (fact as StudyFact) : null;
  } catch (error) {
    // Only the last write before a power cut can be torn, and it was never acknowledged.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function noResult(): void {}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
