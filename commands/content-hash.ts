import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

const ignoredFolders = new Set(['node_modules', 'dist', 'release', 'coverage', '.git']);

async function listFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    // A source that is not there yet counts as empty; its arrival changes the hash.
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter((entry) => entry.isFile() || (entry.isDirectory() && !ignoredFolders.has(entry.name)))
      .map((entry) => listFiles(join(path, entry.name))),
  );
  return nested.flat();
}

/**
 * Hash of the names and contents of all files under `sources` (files or folders, relative to `projectFolder`), in hex.
 * Times of change do not count, so a fresh checkout and a touched file do not cause a build.
 */
export async function hashContent(projectFolder: string, sources: readonly string[]): Promise<string> {
  const files = (await Promise.all(sources.map((source) => listFiles(join(projectFolder, source))))).flat();
  const names = files.map((file) => relative(projectFolder, file).split(sep).join('/')).sort();
  const hash = createHash('sha256');
  for (const name of names) {
    const content = await readFile(join(projectFolder, name));
    hash.update(`${name}\0${content.length}\0`);
    hash.update(content);
  }
  return hash.digest('hex');
}
