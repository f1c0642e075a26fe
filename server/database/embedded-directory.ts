/**
 * The server's own PGlite on a disk: the app's layout (`study/pg18`, its lock, its copies), without a journal.
 *
 * PGlite never syncs, so a power cut may take what it acknowledged. Devices keep all that they sent: after such an end,
 * and after a copy was restored, the database takes a new epoch, and every device offers everything again.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { isDamageError } from '../../shared/database/database-error.ts';
import type { Migration } from '../../shared/database/migration.ts';
import {
  closeStudyDatabase,
  type OpenedDatabase,
  openStudyDatabase,
} from '../../shared/database/open-study-database.ts';
import { ExpectedError } from '../../shared/errors/outcome.ts';
import { type DataDirectoryLock, lockDataDirectory } from '../../shared/node/data-directory-lock.ts';
import { copyDatabase, listCopies, readCopy } from '../../shared/node/database-copies.ts';
import { extractTarGzip } from '../../shared/node/extract-tar.ts';
import { openFactJournal } from '../../shared/node/fact-journal-file.ts';
import { type FreeSpaceWatch, firstStartBytes, watchFreeSpace } from '../../shared/node/free-space.ts';
import { readPreparedDirectory } from '../../shared/node/prepared-directory.ts';
import {
  assertUsable,
  inspectDataDirectory,
  putAside,
  removeServerLockFile,
  removeUnfinished,
  type StudyDirectory,
  studyDirectoryOf,
} from '../../shared/node/study-directory.ts';
import { syncFolder } from '../../shared/node/sync-folder.ts';
import { syncTree } from '../../shared/node/sync-tree.ts';

export interface EmbeddedDirectoryRequest {
  readonly dataFolder: string;
  readonly preparedFolder: string | null;
  readonly migrations: readonly Migration[];
  readonly nowMs: () => number;
  readonly onDied: () => void;
}

export interface EmbeddedDirectory {
  readonly opened: OpenedDatabase;
  readonly freeSpace: FreeSpaceWatch;
  /** The database may have lost what it acknowledged: it needs a new epoch. */
  readonly wentBack: boolean;
  /** Where a database that could not be opened was put; null when nothing was restored. */
  readonly aside: string | null;
  /** Writes a synced copy. Nothing else may use the database meanwhile. */
  copy(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Throws `ExpectedError`: DATA_DIRECTORY_IN_USE, DATA_DIRECTORY_UNREADABLE, DATA_DIRECTORY_OTHER_POSTGRES_MAJOR,
 * DATA_DIRECTORY_NEWER_SCHEMA, DATABASE_DAMAGED (no copy to restore), STORAGE_FULL, MIGRATION_FAILED.
 */
export async function openEmbeddedDirectory(request: EmbeddedDirectoryRequest): Promise<EmbeddedDirectory> {
  const directory = studyDirectoryOf(request.dataFolder);
  await assertUsable(directory);
  const lock = lockDataDirectory(directory.lockPath);
  try {
    const freeSpace = watchFreeSpace(directory.studyFolder);
    await removeUnfinished(directory);
    const found = await inspectDataDirectory(directory);
    freeSpace.assertFree(found === 'missing' ? firstStartBytes : undefined);
    const { opened, aside } = await openFound(request, directory, found);
    return {
      opened,
      freeSpace,
      aside,
      wentBack: aside !== null || lock.lastEnd === 'machine_ended',
      copy: () => writeCopy(opened, directory),
      close: () => closeAndSync(opened, directory, lock),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openFound(
  request: EmbeddedDirectoryRequest,
  directory: StudyDirectory,
  found: 'missing' | 'database' | 'broken',
): Promise<{ opened: OpenedDatabase; aside: string | null }> {
  const copies = await listCopies(directory.copiesFolder);
  if (found === 'missing' && copies.length === 0) return { opened: await openFresh(request, directory), aside: null };
  const isMarkedDamaged = existsSync(directory.damagedMarkPath);
  if (found === 'database' && (!isMarkedDamaged || copies.length === 0)) {
    try {
      return { opened: await openAt(request, directory.dataDirectory), aside: null };
    } catch (error) {
      if (!isDamage(error) || copies.length === 0) throw error;
    }
  }
  if (copies.length === 0) throw new ExpectedError('DATABASE_DAMAGED', { path: directory.dataDirectory });
  const aside = found === 'missing' ? '' : await putAside(directory, request.nowMs());
  for (const copy of copies) {
    try {
      await unpack(directory, await readCopy(copy));
      const opened = await openAt(request, directory.dataDirectory);
      await rm(directory.damagedMarkPath, { force: true });
      return { opened, aside };
    } catch (error) {
      if (!isDamage(error) && !isBrokenArchive(error)) throw error;
      await removeUnfinished(directory);
      if ((await inspectDataDirectory(directory)) !== 'missing') await putAside(directory, request.nowMs());
    }
  }
  throw new ExpectedError('DATABASE_DAMAGED', { path: aside });
}

async function openFresh(request: EmbeddedDirectoryRequest, directory: StudyDirectory): Promise<OpenedDatabase> {
  const prepared = await readPreparedDirectory(request.preparedFolder);
  if (prepared !== null) await unpack(directory, prepared);
  else {
    // Made beside its place and moved when whole, so that half a database is never found.
    const unfinished = `${directory.dataDirectory}.new-${randomUUID()}`;
    const made = await openAt(request, unfinished, false);
    await closeStudyDatabase(made.pglite);
    await moveIntoPlace(unfinished, directory);
  }
  return openAt(request, directory.dataDirectory);
}

async function openAt(request: EmbeddedDirectoryRequest, dataDir: string, hasDatabase = true): Promise<OpenedDatabase> {
  await removeServerLockFile(dataDir);
  return openStudyDatabase({
    storage: { dataDir },
    migrations: request.migrations,
    preparedDirectory: null,
    hasDatabase,
    onDied: request.onDied,
  });
}

async function unpack(directory: StudyDirectory, archive: Uint8Array): Promise<void> {
  const unfinished = `${directory.dataDirectory}.new-${randomUUID()}`;
  await extractTarGzip(archive, unfinished);
  await moveIntoPlace(unfinished, directory);
}

async function moveIntoPlace(unfinished: string, { dataDirectory, studyFolder }: StudyDirectory): Promise<void> {
  await rename(unfinished, dataDirectory);
  await syncFolder(studyFolder);
}

/** Copies are numbered by the segments of a journal, which stays empty here. */
async function writeCopy({ pglite }: OpenedDatabase, directory: StudyDirectory): Promise<void> {
  const [newest] = await listCopies(directory.copiesFolder);
  const journal = await openFactJournal(directory.factsFolder, newest?.segmentNumber);
  try {
    await copyDatabase(pglite, journal, directory);
  } finally {
    await journal.close();
  }
}

async function closeAndSync(
  { pglite }: OpenedDatabase,
  directory: StudyDirectory,
  lock: DataDirectoryLock,
): Promise<void> {
  try {
    await closeStudyDatabase(pglite);
    // Without the lock file the next start takes the directory for whole: let it be so after a power cut too.
    await syncTree(directory.dataDirectory);
  } finally {
    lock.release();
  }
}

function isDamage(error: unknown): boolean {
  return isDamageError(error) || (error instanceof ExpectedError && error.failure.code === 'DATABASE_DAMAGED');
}

function isBrokenArchive(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
