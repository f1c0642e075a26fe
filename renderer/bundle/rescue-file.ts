/**
 * Everything of this origin that can still be read, for a database that cannot be opened: a zip with its files as they
 * are, what the page's own store holds (answers on their way, sessions in progress, drawings), and a list of what could
 * not be read. Whoever helps unpacks it; the db commands examine `study/pg18` like any other data directory.
 */
import { Zip, ZipPassThrough } from 'fflate';
import type { Failure } from '../../shared/errors/outcome.ts';
import { localStore } from '../store/local-store.ts';

/** Below the origin private file system: the database's folder and its mark, see `host-worker/browser-storage.ts`. */
const studyFolder = 'study';

export interface RescueFile {
  readonly bytes: Uint8Array;
  /** Files and tables that could not be read; their names are in the file, too. */
  readonly unreadableCount: number;
}

/** Reads the files one at a time. Rejects only when not even their zip can be made (no memory). */
export async function makeRescueFile(reason: Failure): Promise<RescueFile> {
  const chunks: Uint8Array[] = [];
  const unreadable: { readonly path: string; readonly reason: string }[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  const add = async (path: string, read: () => Promise<Uint8Array>) => {
    const contents = await tryTo(read, (why) => unreadable.push({ path, reason: why }));
    if (contents === null) return;
    // Not packed: fflate 0.8.3 packs some pages of a database in a way that cannot be unpacked again.
    const entry = new ZipPassThrough(path);
    zip.add(entry);
    entry.push(contents, true);
  };

  for (const table of localStore.tables) {
    await add(`page/${table.name}.json`, async () => toBytes(await table.toArray()));
  }
  const folder = await tryTo(openStudyFolder, (why) => unreadable.push({ path: studyFolder, reason: why }));
  if (folder !== null) await addTree(folder, studyFolder);
  await add('about.json', async () => toBytes({ reason, savedAt: new Date().toISOString(), unreadable }));
  zip.end();
  return { bytes: joined(chunks), unreadableCount: unreadable.length };

  async function addTree(parent: FileSystemDirectoryHandle, path: string): Promise<void> {
    const list = async () => {
      const children: (FileSystemDirectoryHandle | FileSystemFileHandle)[] = [];
      for await (const child of parent.values()) children.push(child);
      return children;
    };
    for (const child of (await tryTo(list, (why) => unreadable.push({ path, reason: why }))) ?? []) {
      const childPath = `${path}/${child.name}`;
      if (child.kind === 'directory') await addTree(child, childPath);
      else await add(childPath, async () => new Uint8Array(await (await child.getFile()).arrayBuffer()));
    }
  }
}

async function openStudyFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(studyFolder);
}

/** Null when it fails: the rest is to be saved all the same. */
async function tryTo<T>(work: () => Promise<T>, onFailed: (why: string) => void): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    onFailed(error instanceof Error ? error.name : typeof error);
    return null;
  }
}

function toBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, null, 1));
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
