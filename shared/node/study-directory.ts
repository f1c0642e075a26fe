/**
 * The app's data folder, as the study host keeps it:
 *
 *     study/pg18/            the database (the major of its PostgreSQL is in the name)
 *     study/pg18.lock        who has it open
 *     study/pg18.damaged     says that the database turned out unreadable while it was open
 *     study/pg18.new-*       a database being unpacked, moved into place when it is whole
 *     study/copies/          synced copies of the database: 00000007.tar.gz holds all facts of segments below 7
 *     study/facts/           the fact journal
 *     study/aside/           what was found damaged, kept for somebody to look at
 */
import { constants } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dataDirectoryName, postgresMajor } from '../database/postgres-major.ts';
import { ExpectedError } from '../errors/outcome.ts';

export interface StudyDirectory {
  readonly studyFolder: string;
  readonly dataDirectory: string;
  readonly lockPath: string;
  readonly damagedMarkPath: string;
  readonly copiesFolder: string;
  readonly factsFolder: string;
  readonly asideFolder: string;
}

export function studyDirectoryOf(dataFolder: string): StudyDirectory {
  const studyFolder = join(dataFolder, 'study');
  const dataDirectory = join(dataFolder, ...dataDirectoryName.split('/'));
  return {
    studyFolder,
    dataDirectory,
    lockPath: `${dataDirectory}.lock`,
    damagedMarkPath: `${dataDirectory}.damaged`,
    copiesFolder: join(studyFolder, 'copies'),
    factsFolder: join(studyFolder, 'facts'),
    asideFolder: join(studyFolder, 'aside'),
  };
}

/** Makes the folder when missing. Throws `ExpectedError` DATA_DIRECTORY_UNREADABLE with path and system error. */
export async function assertUsable({ studyFolder, dataDirectory }: StudyDirectory): Promise<void> {
  try {
    await mkdir(studyFolder, { recursive: true, mode: 0o700 });
    await access(studyFolder, constants.R_OK | constants.W_OK | constants.X_OK);
    const found = await stat(dataDirectory).catch(nullWhenMissing);
    if (found === null) return;
    if (!found.isDirectory()) throw new ExpectedError('DATA_DIRECTORY_UNREADABLE', { path: dataDirectory });
    await access(dataDirectory, constants.R_OK | constants.W_OK | constants.X_OK);
    await readdir(dataDirectory);
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    throw new ExpectedError(
      'DATA_DIRECTORY_UNREADABLE',
      { path: dataDirectory, systemError: systemErrorOf(error) },
      { cause: error },
    );
  }
}

/**
 * What is in the place of the database. Throws `ExpectedError` DATA_DIRECTORY_OTHER_POSTGRES_MAJOR when it is a
 * database of another PostgreSQL, or when there is none but a folder of another major stands beside it: somebody's work
 * is in there, and an empty database would look as if it were lost.
 */
export async function inspectDataDirectory(directory: StudyDirectory): Promise<'missing' | 'database' | 'broken'> {
  const { dataDirectory, studyFolder } = directory;
  const names = await readdir(dataDirectory).catch(nullWhenMissing);
  if (names !== null && names.length > 0) {
    const version = await readFile(join(dataDirectory, 'PG_VERSION'), 'utf8').catch(nullWhenMissing);
    const major = version === null ? Number.NaN : Number.parseInt(version, 10);
    if (Number.isNaN(major)) return 'broken';
    if (major !== postgresMajor) throw otherMajor(dataDirectory, major);
    return 'database';
  }
  for (const name of await readdir(studyFolder)) {
    const major = /^pg(\d+)$/.exec(name)?.[1];
    if (major !== undefined && Number(major) !== postgresMajor) {
      throw otherMajor(join(studyFolder, name), Number(major));
    }
  }
  return 'missing';
}

function otherMajor(path: string, foundMajor: number): ExpectedError {
  return new ExpectedError('DATA_DIRECTORY_OTHER_POSTGRES_MAJOR', { path, foundMajor, neededMajor: postgresMajor });
}

/** Moves the database out of the way, whole. Returns where it is now. */
export async function putAside({ dataDirectory, asideFolder }: StudyDirectory, nowMs: number): Promise<string> {
  await mkdir(asideFolder, { recursive: true, mode: 0o700 });
  const stamp = new Date(nowMs).toISOString().replaceAll(':', '-');
  const aside = join(asideFolder, `pg${postgresMajor}-${stamp}`);
  await rename(dataDirectory, aside);
  return aside;
}

/** Removes what an interrupted unpacking left behind. */
export async function removeUnfinished({ studyFolder, dataDirectory }: StudyDirectory): Promise<void> {
  const prefix = `pg${postgresMajor}.new-`;
  for (const name of await readdir(studyFolder)) {
    if (name.startsWith(prefix)) await rm(join(studyFolder, name), { recursive: true, force: true });
  }
  // An empty folder in the place of the database is the trace of one that was never unpacked into it.
  const names = await readdir(dataDirectory).catch(nullWhenMissing);
  if (names !== null && names.length === 0) await rm(dataDirectory, { recursive: true });
}

/**
 * Removes PostgreSQL's own lock file, which a cut at the wrong moment leaves empty: PostgreSQL would refuse to start, now
 * and ever after. For whoever holds the lock beside the directory, which is the one that counts.
 */
export async function removeServerLockFile(dataDirectory: string): Promise<void> {
  await rm(join(dataDirectory, 'postmaster.pid'), { force: true });
}

/**
 * The same for a directory that may also be a native server's, or was unpacked from what a browser saved: a server that
 * runs never has an empty one.
 */
export async function removeEmptyServerLockFile(dataDirectory: string): Promise<void> {
  const lockFile = await stat(join(dataDirectory, 'postmaster.pid')).catch(nullWhenMissing);
  if (lockFile?.size === 0) await removeServerLockFile(dataDirectory);
}

export function nullWhenMissing(error: unknown): null {
  if (systemErrorOf(error) === 'ENOENT') return null;
  throw error;
}

function systemErrorOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
