/**
 * An origin private file system in memory that writes down every step, so that a test can put it back to the moment
 * after any of them: what a tab leaves that is closed, or a browser that is killed, right there. Of the real one it
 * keeps what the order of the steps depends on: everything but a sync access handle's own methods is asynchronous and
 * takes a while of its own, a new file is empty until something is written into it, and a file has one such handle.
 */
import fc from 'fast-check';

export type StorageStep =
  | { readonly kind: 'mkdir' | 'create' | 'remove' | 'flush'; readonly path: string }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'write'; readonly path: string; readonly at: number; readonly data: Uint8Array };

/** Paths to contents; null for a folder. Contents are never changed in place. */
export type StorageState = ReadonlyMap<string, Uint8Array | null>;

/** A `FileSystemSyncAccessHandle`, as far as it is used. */
interface AccessHandle {
  truncate(size: number): void;
  write(data: Uint8Array, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}

export interface RecordedOpfs {
  readonly root: FileSystemDirectoryHandle;
  readonly steps: readonly StorageStep[];
  readonly state: () => StorageState;
  /** What was under way never gets any further, as in a worker that was ended. */
  kill(): void;
}

/** `seed` settles in which order concurrent operations come back. */
export function createRecordedOpfs(seed: number, initial: StorageState = new Map()): RecordedOpfs {
  const files = new Map(initial);
  const steps: StorageStep[] = [];
  const locked = new Set<string>();
  const random = fc.sample(fc.integer({ min: 0, max: 3 }), { seed, numRuns: 997 });
  let drawn = 0;
  let isKilled = false;

  let unflushedPath: string | null = null;

  const record = (step: StorageStep) => {
    // So that a cut leaves at most the last steps of one file undone, in whatever order the disk takes them.
    if (unflushedPath !== null && unflushedPath !== step.path) throw new Error(`${unflushedPath} was not flushed`);
    unflushedPath = step.kind === 'truncate' || step.kind === 'write' ? step.path : null;
    steps.push(step);
    perform(files, step);
  };

  /** The round trip to the browser process. */
  async function roundTrip(): Promise<void> {
    drawn += 1;
    for (let turn = random[drawn % random.length] ?? 0; turn >= 0; turn -= 1) await null;
    if (isKilled) await new Promise(() => {});
  }

  function fileHandle(path: string) {
    return {
      kind: 'file',
      name: nameOf(path),
      async getFile() {
        await roundTrip();
        const contents = files.get(path);
        if (contents === undefined || contents === null) throw new DOMException(path, 'NotFoundError');
        return new File([new Uint8Array(contents)], nameOf(path), { lastModified: 1_790_000_000_000 });
      },
      async createSyncAccessHandle() {
        await roundTrip();
        if (locked.has(path)) throw new DOMException(path, 'NoModificationAllowedError');
        if (!files.has(path)) throw new DOMException(path, 'NotFoundError');
        locked.add(path);
        return accessHandle(path);
      },
    };
  }

  function accessHandle(path: string): AccessHandle {
    return {
      truncate: (size) => record({ kind: 'truncate', path, size }),
      write(data, { at }) {
        const bytes = new Uint8Array(data);
        record({ kind: 'write', path, at, data: bytes });
        return bytes.length;
      },
      flush: () => record({ kind: 'flush', path }),
      close: () => void locked.delete(path),
    };
  }

  function folderHandle(path: string): FileSystemDirectoryHandle {
    const childrenOf = () => [...files.keys()].filter((other) => isDirectChild(path, other));
    const handle = {
      kind: 'directory',
      name: nameOf(path),
      async getDirectoryHandle(name: string, options?: FileSystemGetDirectoryOptions) {
        await roundTrip();
        const child = `${path}/${name}`;
        if (!files.has(child)) {
          if (options?.create !== true) throw new DOMException(child, 'NotFoundError');
          record({ kind: 'mkdir', path: child });
        }
        return folderHandle(child);
      },
      async getFileHandle(name: string, options?: FileSystemGetFileOptions) {
        await roundTrip();
        const child = `${path}/${name}`;
        if (!files.has(child)) {
          if (options?.create !== true) throw new DOMException(child, 'NotFoundError');
          record({ kind: 'create', path: child });
        }
        return fileHandle(child);
      },
      async removeEntry(name: string) {
        await roundTrip();
        const child = `${path}/${name}`;
        if (!files.has(child)) throw new DOMException(child, 'NotFoundError');
        if (locked.has(child)) throw new DOMException(child, 'NoModificationAllowedError');
        record({ kind: 'remove', path: child });
      },
      async *keys() {
        for (const child of childrenOf()) yield nameOf(child);
      },
      async *entries() {
        await roundTrip();
        for (const child of childrenOf()) {
          yield [nameOf(child), files.get(child) === null ? folderHandle(child) : fileHandle(child)];
        }
      },
    };
    return handle as unknown as FileSystemDirectoryHandle;
  }

  return {
    root: folderHandle(''),
    steps,
    state: () => new Map(files),
    kill() {
      isKilled = true;
    },
  };
}

/** Performs one step on `files`. */
export function perform(files: Map<string, Uint8Array | null>, step: StorageStep): void {
  const old = files.get(step.path) ?? new Uint8Array();
  switch (step.kind) {
    case 'flush':
      break;
    case 'mkdir':
      files.set(step.path, null);
      break;
    case 'create':
      files.set(step.path, new Uint8Array());
      break;
    case 'remove':
      for (const path of [...files.keys()]) {
        if (path === step.path || path.startsWith(`${step.path}/`)) files.delete(path);
      }
      break;
    case 'truncate':
      files.set(step.path, resized(old, step.size));
      break;
    case 'write': {
      const next = resized(old, Math.max(old.length, step.at + step.data.length));
      next.set(step.data, step.at);
      files.set(step.path, next);
      break;
    }
  }
}

function resized(contents: Uint8Array, size: number): Uint8Array {
  const next = new Uint8Array(size);
  next.set(contents.subarray(0, size));
  return next;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isDirectChild(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/');
}
