import type { ChangeSet, StorageEntry } from '@electric-sql/pglite/memfs-frontend';
import { OpfsBackend } from '@electric-sql/pglite/memfs2opfs';
import { isLockFile, leaveOutLockFile } from './leave-out-lock-file.ts';
import { orderChanges } from './order-changes.ts';

/** Files read at a time: each costs two short round trips to the browser process, which overlap. */
const readConcurrency = 32;

/**
 * PGlite's mirror of the database in the origin private file system, which reads its 400 files at once when it opens,
 * removes files only when everything is written that makes them needless, and knows no lock file.
 */
export class ConcurrentOpfsBackend extends OpfsBackend {
  override async *load(): AsyncIterable<StorageEntry> {
    let folder = await navigator.storage.getDirectory();
    for (const name of this.dataDir.split('/')) folder = await folder.getDirectoryHandle(name);
    const files: { readonly path: string; readonly handle: FileSystemFileHandle }[] = [];
    for await (const entry of listTree(folder, '')) {
      if (entry.handle.kind === 'directory') yield { kind: 'dir', path: entry.path };
      else if (!isLockFile(entry.path)) files.push({ path: entry.path, handle: entry.handle });
    }
    for (let start = 0; start < files.length; start += readConcurrency) {
      yield* await Promise.all(files.slice(start, start + readConcurrency).map(readEntry));
    }
  }

  override async apply(changes: ChangeSet, options: { relaxedDurability: boolean }): Promise<void> {
    const { first, last } = orderChanges(leaveOutLockFile(changes));
    await super.apply(first, options);
    if (last !== null) await super.apply(last, options);
  }
}

interface TreeEntry {
  readonly path: string;
  readonly handle: FileSystemDirectoryHandle | FileSystemFileHandle;
}

/** Folders come before what is in them. */
async function* listTree(folder: FileSystemDirectoryHandle, path: string): AsyncIterable<TreeEntry> {
  for await (const [name, handle] of folder.entries()) {
    const entry: TreeEntry = { path: `${path}/${name}`, handle };
    yield entry;
    if (entry.handle.kind === 'directory') yield* listTree(entry.handle, entry.path);
  }
}

async function readEntry({ path, handle }: { path: string; handle: FileSystemFileHandle }): Promise<StorageEntry> {
  const file = await handle.getFile();
  return { kind: 'file', path, data: new Uint8Array(await file.arrayBuffer()), mtime: file.lastModified };
}
