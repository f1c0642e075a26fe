/**
 * One database, wherever it is, as a `SqlSession` for the tools. A data directory is opened under the same lock as the
 * app opens it, so the two never write to it at once.
 *
 *     DIR with a PG_VERSION      the database itself
 *     DIR with study/pg18        the app's data folder: the database in there, with its journal and copies
 *     DIR empty or missing       a new database, where the tool may make one
 */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DatabaseError } from '../database/database-error.ts';
import { guardDatabase } from '../database/database-guard.ts';
import { closeStudyDatabase } from '../database/open-study-database.ts';
import { pgliteSession } from '../database/pglite-session.ts';
import { postgresMajor } from '../database/postgres-major.ts';
import { initdbParameters, startParameters } from '../database/start-parameters.ts';
import { createStudyDatabase } from '../database/study-database.ts';
import { watchStderr } from '../database/watched-stderr.ts';
import { ExpectedError } from '../errors/outcome.ts';
import { replayFacts } from '../study/replay-facts.ts';
import { lockDataDirectory } from './data-directory-lock.ts';
import { copyDatabase } from './database-copies.ts';
import { type FactJournalFile, openFactJournal } from './fact-journal-file.ts';
import { firstStartBytes, watchFreeSpace } from './free-space.ts';
import { openServerTarget } from './open-server-target.ts';
import type { SqlTarget } from './sql-target.ts';
import type { SqlTargetAddress } from './sql-target-address.ts';
import {
  nullWhenMissing,
  removeEmptyServerLockFile,
  type StudyDirectory,
  studyDirectoryOf,
} from './study-directory.ts';
import { syncFolder } from './sync-folder.ts';
import { syncTree } from './sync-tree.ts';

export interface OpenTargetOptions {
  /** Whether an empty or missing directory becomes a new database. */
  readonly mayCreate: boolean;
}

/**
 * Throws `ExpectedError`: DATABASE_UNREACHABLE, DATABASE_SIGN_IN_REFUSED (servers); NOT_FOUND, DATA_DIRECTORY_IN_USE,
 * DATA_DIRECTORY_UNREADABLE, DATA_DIRECTORY_OTHER_POSTGRES_MAJOR, DATABASE_DAMAGED, STORAGE_FULL (directories).
 */
export function openSqlTarget(address: SqlTargetAddress, options: OpenTargetOptions): Promise<SqlTarget> {
  return address.kind === 'server' ? openServerTarget(address) : openDirectory(address.path, options);
}

interface FoundDirectory {
  readonly dataDirectory: string;
  readonly isNew: boolean;
  /** Set where the app keeps the database. */
  readonly study: StudyDirectory | null;
}

async function openDirectory(path: string, { mayCreate }: OpenTargetOptions): Promise<SqlTarget> {
  const found = await findDatabase(path);
  if (found.isNew && !mayCreate) throw new ExpectedError('NOT_FOUND', { what: 'database', path });
  await mkdir(dirname(found.dataDirectory), { recursive: true, mode: 0o700 });
  const lock = lockDataDirectory(`${found.dataDirectory}.lock`);
  try {
    // The app restores such a database from its copies and journal when it opens it; the lock that says so is gone now.
    if (found.study !== null && (lock.lastEnd === 'machine_ended' || existsSync(found.study.damagedMarkPath))) {
      await writeFile(found.study.damagedMarkPath, '');
      throw new ExpectedError('DATABASE_DAMAGED', { path: found.dataDirectory });
    }
    const freeSpace = watchFreeSpace(dirname(found.dataDirectory));
    freeSpace.assertFree(found.isNew ? firstStartBytes : undefined);
    const pglite = await openPglite(found);
    let written: 'nothing' | 'changed' | 'replaced' = found.isNew ? 'changed' : 'nothing';
    let isMarked = false;
    return {
      session: pgliteSession(pglite),
      markWritten: (how) => {
        if (written !== 'replaced') written = how;
      },
      async prepareReplacement() {
        if (found.study === null) return;
        await copyForApp(pglite, found.study, 'changed');
        isMarked = true;
        await writeFile(found.study.damagedMarkPath, '', { flush: true });
        await syncFolder(found.study.studyFolder);
      },
      async close() {
        try {
          if (written !== 'nothing' && found.study !== null) await copyForApp(pglite, found.study, written);
          if (isMarked && found.study !== null) await rm(found.study.damagedMarkPath, { force: true });
          await closeStudyDatabase(pglite);
          // PGlite never syncs: without the lock file the directory is taken for whole, also after a power cut.
          if (written !== 'nothing') await syncTree(found.dataDirectory);
        } finally {
          lock.release();
        }
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function findDatabase(path: string): Promise<FoundDirectory> {
  try {
    const study = studyDirectoryOf(path);
    const isAppFolder = await stat(study.studyFolder).catch(nullWhenMissing);
    if (isAppFolder?.isDirectory() === true) {
      await assertMajor(study.dataDirectory);
      const names = await readdir(study.dataDirectory).catch(nullWhenMissing);
      if (names === null) throw new ExpectedError('NOT_FOUND', { what: 'database', path: study.dataDirectory });
      return { dataDirectory: study.dataDirectory, isNew: false, study };
    }
    const names = await readdir(path).catch(nullWhenMissing);
    if (names === null || names.length === 0) return { dataDirectory: path, isNew: true, study: null };
    await assertMajor(path);
    // The app's database may also be named itself: .../study/pg18.
    const appStudy = studyDirectoryOf(dirname(dirname(path)));
    return { dataDirectory: path, isNew: false, study: appStudy.dataDirectory === path ? appStudy : null };
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    const systemError = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ExpectedError('DATA_DIRECTORY_UNREADABLE', { path, systemError }, { cause: error });
  }
}

/** Throws for a folder that is no database, or one of another PostgreSQL. */
async function assertMajor(dataDirectory: string): Promise<void> {
  const version = await readFile(join(dataDirectory, 'PG_VERSION'), 'utf8').catch(nullWhenMissing);
  if (version === null) throw new ExpectedError('NOT_FOUND', { what: 'database', path: dataDirectory });
  const foundMajor = Number.parseInt(version, 10);
  if (foundMajor === postgresMajor) return;
  throw new ExpectedError('DATA_DIRECTORY_OTHER_POSTGRES_MAJOR', {
    path: dataDirectory,
    foundMajor,
    neededMajor: postgresMajor,
  });
}

async function openPglite({ dataDirectory, isNew }: FoundDirectory): Promise<PGlite> {
  const stderr = watchStderr();
  const start = (dataDir: string) =>
    PGlite.create({
      dataDir,
      startParams: [...startParameters],
      initDbStartParams: [...initdbParameters],
      onStderr: stderr.onLine,
    });
  if (isNew) {
    // Made beside its place and moved when whole, so that half a database is never found.
    const unfinished = `${dataDirectory}.new-${randomUUID()}`;
    await closeStudyDatabase(await start(unfinished));
    await rename(unfinished, dataDirectory);
    await syncFolder(dirname(dataDirectory));
  }
  await removeEmptyServerLockFile(dataDirectory);
  try {
    const pglite = await start(dataDirectory);
    guardDatabase(pglite, { sawFullDisk: stderr.sawFullDisk, onDied: () => undefined });
    return pglite;
  } catch (error) {
    const reason = stderr.fatalLine();
    const details = { path: dataDirectory, ...(reason === null ? {} : { reason }) };
    throw new ExpectedError('DATABASE_DAMAGED', details, { cause: error });
  }
}

/**
 * After a power cut the app goes back to its newest copy and the journal from there on: what was written must be in that
 * copy. Facts that a killed app journaled and did not insert are brought in first; after a replacement they belong to
 * the rows that are gone, and so does the journal.
 */
async function copyForApp(pglite: PGlite, study: StudyDirectory, written: 'changed' | 'replaced'): Promise<void> {
  const journal = await openFactJournal(study.factsFolder);
  try {
    if (written === 'changed' && !(await replayedWhole(pglite, journal))) return;
    const copy = await copyDatabase(pglite, journal, study);
    if (written === 'replaced') await journal.dropBefore(copy.segmentNumber);
  } finally {
    await journal.close();
  }
}

/** False when facts wait that this schema cannot take (a module was rolled back): then copies and journal stay. */
async function replayedWhole(pglite: PGlite, journal: FactJournalFile): Promise<boolean> {
  try {
    await replayFacts(createStudyDatabase(pglite), await journal.readFrom(0), { isRestored: false });
    return true;
  } catch (error) {
    if (error instanceof DatabaseError) return false;
    throw error;
  }
}
