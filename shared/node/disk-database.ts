/**
 * Opening a database on a disk, safely:
 *
 *     lock -> look -> [database]  trusted ----> open ----------------------> replay
 *                  |              machine ended --> put aside --> restore --> replay
 *                  |              cannot be opened -> put aside --> restore --> replay
 *                  [missing]      copies or facts are there ------> restore --> replay
 *                                 nothing is there ---> prepared directory or initdb
 *
 * Restoring takes the newest copy that can be opened (or a fresh database when the journal goes back to the very first
 * fact) and writes the journal on top. The database that was there is moved aside, never overwritten.
 */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDamageError } from '../database/database-error.ts';
import type { Gate } from '../database/exclusive-gate.ts';
import type { Migration } from '../database/migration.ts';
import { closeStudyDatabase, type OpenedDatabase, openStudyDatabase } from '../database/open-study-database.ts';
import { ExpectedError } from '../errors/outcome.ts';
import type { HostDescription } from '../model/host-description.ts';
import { replayFacts } from '../study/replay-facts.ts';
import { type DataDirectoryLock, lockDataDirectory } from './data-directory-lock.ts';
import { type DatabaseCopy, listCopies, readCopy } from './database-copies.ts';
import { extractTarGzip } from './extract-tar.ts';
import { type FactJournalFile, openFactJournal } from './fact-journal-file.ts';
import { type FreeSpaceWatch, firstStartBytes, watchFreeSpace } from './free-space.ts';
import { readPreparedDirectory } from './prepared-directory.ts';
import {
  assertUsable,
  inspectDataDirectory,
  putAside,
  removeServerLockFile,
  removeUnfinished,
  type StudyDirectory,
  studyDirectoryOf,
} from './study-directory.ts';
import { syncFolder } from './sync-folder.ts';
import { syncTree } from './sync-tree.ts';

export interface DiskDatabaseRequest {
  readonly dataFolder: string;
  readonly preparedFolder: string | null;
  readonly migrations: readonly Migration[];
  readonly nowMs: () => number;
  readonly onDied: () => void;
}

export interface DiskDatabase {
  readonly opened: OpenedDatabase;
  readonly openedBy: HostDescription['openedBy'];
  readonly notices: HostDescription['notices'];
  readonly journal: FactJournalFile;
  readonly directory: StudyDirectory;
  readonly freeSpace: FreeSpaceWatch;
  readonly lock: DataDirectoryLock;
  /** The next opening restores the database instead of trusting it. */
  markDamaged(): void;
}

export async function openDiskDatabase(request: DiskDatabaseRequest): Promise<DiskDatabase> {
  const directory = studyDirectoryOf(request.dataFolder);
  await assertUsable(directory);
  const lock = lockDataDirectory(directory.lockPath);
  try {
    return await openLocked(request, directory, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Check-points, closes the database, syncs its files and lets the directory go. */
export async function closeDiskDatabase(disk: DiskDatabase, exclusively: Gate): Promise<void> {
  await exclusively(async () => {
    try {
      await closeStudyDatabase(disk.opened.pglite);
      // Without the lock file the next start takes the directory for whole: let it be so after a power cut too.
      await syncTree(disk.directory.dataDirectory);
    } finally {
      await disk.journal.close();
      disk.lock.release();
    }
  });
}

interface Opening {
  readonly request: DiskDatabaseRequest;
  readonly directory: StudyDirectory;
  readonly journal: FactJournalFile;
}
interface Opened {
  readonly opened: OpenedDatabase;
  readonly openedBy: HostDescription['openedBy'];
}

async function openLocked(
  request: DiskDatabaseRequest,
  directory: StudyDirectory,
  lock: DataDirectoryLock,
): Promise<DiskDatabase> {
  const freeSpace = watchFreeSpace(directory.studyFolder);
  await removeUnfinished(directory);
  const found = await inspectDataDirectory(directory);
  freeSpace.assertFree(found === 'missing' ? firstStartBytes : undefined);
  const [newestCopy] = await listCopies(directory.copiesFolder);
  const journal = await openFactJournal(directory.factsFolder, newestCopy?.segmentNumber);
  try {
    const opening: Opening = { request, directory, journal };
    const { opened, openedBy, notices } = await openTrusted(opening, found, lock);
    const markDamaged = () => writeFileSync(directory.damagedMarkPath, '');
    return { opened, openedBy, notices, journal, directory, freeSpace, lock, markDamaged };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

async function openTrusted(
  opening: Opening,
  found: 'missing' | 'database' | 'broken',
  lock: DataDirectoryLock,
): Promise<Opened & { readonly notices: HostDescription['notices'] }> {
  const { request, directory, journal } = opening;
  const copies = await listCopies(directory.copiesFolder);
  const firstSegment = await journal.firstSegment();
  const holdsSomething = copies.length > 0 || firstSegment !== null;
  const isRestorable = copies.length > 0 || firstSegment === 1;

  let reason: { readonly reason?: string } = {};
  let cause: 'missing' | 'damaged' | 'machine_ended' = found === 'broken' ? 'damaged' : 'missing';
  const isMarkedDamaged = (await readdir(directory.studyFolder)).includes(basename(directory.damagedMarkPath));
  if (found === 'database') {
    if (isMarkedDamaged && isRestorable) {
      cause = 'damaged';
    } else if (lock.lastEnd === 'machine_ended' && isRestorable) {
      cause = 'machine_ended';
    } else {
      try {
        return await openExisting(opening);
      } catch (error) {
        if (!isDamage(error)) throw error;
        cause = 'damaged';
        reason = reasonOf(error);
      }
    }
  }
  if (found !== 'missing' && !isRestorable) {
    throw new ExpectedError('DATABASE_DAMAGED', { path: directory.dataDirectory, ...reason });
  }
  if (found === 'missing' && !holdsSomething) return { ...(await openFresh(opening)), notices: [] };

  const aside = found === 'missing' ? '' : await putAside(directory, request.nowMs());
  const restored = await restore(opening, copies);
  await rm(directory.damagedMarkPath, { force: true });
  const facts = await journal.readFrom(restored.segmentNumber);
  const report = await replayFacts(restored.opened.database, facts, { isRestored: true });
  // A folder that was emptied by hand, with a journal that holds nothing, is a fresh start and no restoring.
  const isFreshStart = found === 'missing' && copies.length === 0 && facts.length === 0;
  const details = { cause, aside, factCount: report.writtenCount, refusedCount: report.refusedCount, ...reason };
  return {
    opened: restored.opened,
    openedBy: restored.openedBy,
    notices: isFreshStart ? [] : [{ code: 'DATABASE_RESTORED', details }],
  };
}

async function openExisting(opening: Opening): Promise<Opened & { readonly notices: HostDescription['notices'] }> {
  const opened = await openAt(opening, 'existing_directory');
  try {
    const facts = await opening.journal.readFrom(0);
    const { writtenCount } = await replayFacts(opened.opened.database, facts, { isRestored: false });
    const notices = writtenCount === 0 ? [] : [{ code: 'FACTS_REPLAYED', details: { factCount: writtenCount } }];
    return { ...opened, notices };
  } catch (error) {
    // The failure of the replay is the one to report; one of the closing would only follow from it.
    await Promise.allSettled([opened.opened.pglite.close()]);
    throw error;
  }
}

/** The newest copy that opens, else a fresh database for the whole journal. */
async function restore(
  opening: Opening,
  copies: readonly DatabaseCopy[],
): Promise<Opened & { readonly segmentNumber: number }> {
  for (const copy of copies) {
    try {
      await unpack(opening.directory, await readCopy(copy));
      return { ...(await openAt(opening, 'existing_directory')), segmentNumber: copy.segmentNumber };
    } catch (error) {
      if (!isDamage(error) && !isBrokenArchive(error)) throw error;
      await removeUnfinished(opening.directory);
      await putAsideWhenThere(opening);
    }
  }
  return { ...(await openFresh(opening)), segmentNumber: 0 };
}

async function openFresh(opening: Opening): Promise<Opened> {
  const { request, directory } = opening;
  const prepared = await readPreparedDirectory(request.preparedFolder);
  if (prepared !== null) {
    await unpack(directory, prepared);
    return openAt(opening, 'prepared_directory');
  }
  const unfinished = newDirectory(directory);
  const made = await openStudyDatabase({
    storage: { dataDir: unfinished },
    migrations: request.migrations,
    preparedDirectory: null,
    hasDatabase: false,
    onDied: request.onDied,
  });
  await closeStudyDatabase(made.pglite);
  await moveIntoPlace(unfinished, directory);
  return openAt(opening, 'initdb');
}

async function openAt({ request, directory }: Opening, openedBy: HostDescription['openedBy']): Promise<Opened> {
  await removeServerLockFile(directory.dataDirectory);
  const opened = await openStudyDatabase({
    storage: { dataDir: directory.dataDirectory },
    migrations: request.migrations,
    preparedDirectory: null,
    hasDatabase: true,
    onDied: request.onDied,
  });
  return { opened, openedBy };
}

async function unpack(directory: StudyDirectory, archive: Uint8Array): Promise<void> {
  const unfinished = newDirectory(directory);
  await extractTarGzip(archive, unfinished);
  await moveIntoPlace(unfinished, directory);
}

/** A database being made; it gets its real name only when it is whole, so that half of one is never opened. */
function newDirectory({ dataDirectory }: StudyDirectory): string {
  return `${dataDirectory}.new-${randomUUID()}`;
}

async function moveIntoPlace(unfinished: string, { dataDirectory, studyFolder }: StudyDirectory): Promise<void> {
  await rename(unfinished, dataDirectory);
  await syncFolder(studyFolder);
}

async function putAsideWhenThere({ directory, request }: Opening): Promise<void> {
  if ((await inspectDataDirectory(directory)) !== 'missing') await putAside(directory, request.nowMs());
}

function isDamage(error: unknown): boolean {
  return isDamageError(error) || (error instanceof ExpectedError && error.failure.code === 'DATABASE_DAMAGED');
}

/** What PostgreSQL said of it, for whoever looks into the folder. */
function reasonOf(error: unknown): { readonly reason?: string } {
  const reason = error instanceof ExpectedError ? error.failure.details.reason : undefined;
  return typeof reason === 'string' ? { reason } : {};
}

/** zlib's errors have codes such as Z_DATA_ERROR. */
function isBrokenArchive(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
