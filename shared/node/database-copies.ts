/** Synced copies of the database, from which it is restored when its own files cannot be trusted any more. */
import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { FactJournalFile } from './fact-journal-file.ts';
import type { StudyDirectory } from './study-directory.ts';
import { nullWhenMissing } from './study-directory.ts';
import { syncFolder } from './sync-folder.ts';

/** The one before the last is kept as well: the last may be a copy of damage that nobody has met yet. */
const keptCopyCount = 2;
const copyPattern = /^(\d{8})\.tar\.gz$/;

export interface DatabaseCopy {
  readonly path: string;
  /** The copy holds the facts of all journal segments below this one. */
  readonly segmentNumber: number;
}

/**
 * Check-points the database, writes a synced copy of it and drops the journal behind the copy before the last. Nothing
 * may write to the database meanwhile: `runExclusive` is the host's gate for that.
 */
export async function copyDatabase(
  pglite: PGlite,
  journal: FactJournalFile,
  { copiesFolder }: StudyDirectory,
): Promise<DatabaseCopy> {
  await mkdir(copiesFolder, { recursive: true, mode: 0o700 });
  const segmentNumber = await journal.startSegment();
  await pglite.exec('CHECKPOINT');
  const dump = await pglite.dumpDataDir('gzip');
  const path = join(copiesFolder, `${String(segmentNumber).padStart(8, '0')}.tar.gz`);
  await writeSynced(path, new Uint8Array(await dump.arrayBuffer()));
  await syncFolder(copiesFolder);
  const copies = await listCopies(copiesFolder);
  for (const old of copies.slice(keptCopyCount)) await unlink(old.path);
  const oldestKept = copies.slice(0, keptCopyCount).at(-1);
  if (copies.length >= keptCopyCount && oldestKept !== undefined) await journal.dropBefore(oldestKept.segmentNumber);
  return { path, segmentNumber };
}

/** Newest first. */
export async function listCopies(copiesFolder: string): Promise<readonly DatabaseCopy[]> {
  const names = (await readdir(copiesFolder).catch(nullWhenMissing)) ?? [];
  return names
    .flatMap((name) => {
      const segmentNumber = copyPattern.exec(name)?.[1];
      return segmentNumber === undefined
        ? []
        : [{ path: join(copiesFolder, name), segmentNumber: Number(segmentNumber) }];
    })
    .sort((a, b) => b.segmentNumber - a.segmentNumber);
}

export async function readCopy(copy: DatabaseCopy): Promise<Uint8Array> {
  return readFile(copy.path);
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}
