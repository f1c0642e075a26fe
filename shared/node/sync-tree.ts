import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/** Files that are flushed at a time; more would only queue up in front of the disk. */
const concurrency = 16;

/** Makes every file below `folder` survive a power cut. Files without unsynced writes cost next to nothing. */
export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  let next = 0;
  const work = async () => {
    for (let path = files[next++]; path !== undefined; path = files[next++]) await syncFile(path);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  for (const path of [...folders, folder]) await syncFolder(path);
}

async function syncFile(path: string): Promise<void> {
  // Windows flushes only through a handle that may write.
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}
