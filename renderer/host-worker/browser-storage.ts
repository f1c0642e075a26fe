/**
 * Where the database lives in a browser: the origin private file system, laid out as on a disk.
 *
 *     study/pg18/           the database's files
 *     study/pg18.complete   written when a new database is whole: without it the folder is half of one
 */
import { dataDirectoryName, postgresMajor } from '../../shared/database/postgres-major.ts';
import { ExpectedError } from '../../shared/errors/outcome.ts';
import { databaseMarkPath } from '../../shared/host/browser-host-protocol.ts';

const mebibyte = 1024 * 1024;
/** What a new database takes at first, with room for the work of some weeks. */
const firstStartBytes = 64 * mebibyte;
/** Below this nothing is opened: the first answer might not find room any more. */
const reserveBytes = 8 * mebibyte;

const directoryName = `pg${postgresMajor}`;
const markName = databaseMarkPath.slice('study/'.length);

export interface BrowserStorage {
  /** Path below the origin private file system, for PGlite. */
  readonly dataDirectory: string;
  readonly hasDatabase: boolean;
  /** Says that a new database has been written whole. */
  markComplete(): Promise<void>;
}

/**
 * Throws `ExpectedError`: STORAGE_UNAVAILABLE (no such file system here, or the browser forbids it),
 * DATA_DIRECTORY_OTHER_POSTGRES_MAJOR, STORAGE_FULL.
 */
export async function openBrowserStorage(): Promise<BrowserStorage> {
  const study = await openStudyFolder();
  const names = await namesIn(study);
  const other = [...names]
    .map((name) => Number(/^pg(\d+)$/.exec(name)?.[1] ?? postgresMajor))
    .find((major) => major !== postgresMajor);
  const hasDatabase = names.has(directoryName) && names.has(markName);
  if (!hasDatabase && other !== undefined) {
    throw new ExpectedError('DATA_DIRECTORY_OTHER_POSTGRES_MAJOR', {
      path: `study/pg${other}`,
      foundMajor: other,
      neededMajor: postgresMajor,
    });
  }
  await assertFree(hasDatabase ? reserveBytes : firstStartBytes);
  // Nobody's answer was ever accepted into a database without its mark.
  if (!hasDatabase && names.has(directoryName)) await study.removeEntry(directoryName, { recursive: true });
  return {
    dataDirectory: dataDirectoryName,
    hasDatabase,
    markComplete: async () => {
      const mark = await study.getFileHandle(markName, { create: true });
      const handle = await mark.createSyncAccessHandle();
      handle.write(new TextEncoder().encode(`${new Date().toISOString()}\n`));
      handle.flush();
      handle.close();
    },
  };
}

async function openStudyFolder(): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle('study', { create: true });
  } catch (error) {
    const reason = error instanceof Error ? error.name : typeof error;
    throw new ExpectedError('STORAGE_UNAVAILABLE', { reason }, { cause: error });
  }
}

async function namesIn(folder: FileSystemDirectoryHandle): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const name of folder.keys()) names.add(name);
  return names;
}

async function assertFree(neededBytes: number): Promise<void> {
  const { quota, usage } = await navigator.storage.estimate();
  if (quota === undefined || usage === undefined || quota - usage >= neededBytes) return;
  throw new ExpectedError('STORAGE_FULL', {
    freeMegabytes: Math.max(0, Math.floor((quota - usage) / mebibyte)),
    neededMegabytes: Math.ceil(neededBytes / mebibyte),
  });
}
