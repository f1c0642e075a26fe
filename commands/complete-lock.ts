/**
 * `npm run lock`: completes package-lock.json after `npm install` on a registry that does not hold the packages of other
 * platforms. npm then leaves their optional packages out, and `npm ci` refuses the lock everywhere. What such an entry
 * needs - exact version, platform - is known from the package that asks for it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LockFile, listMissingEntries } from './lock-entries.ts';
import { projectFolder } from './project-folder.ts';

const lockPath = join(projectFolder, 'package-lock.json');
const lock = JSON.parse(await readFile(lockPath, 'utf8')) as LockFile;
const missing = listMissingEntries(lock);
const packages = Object.entries({ ...lock.packages, ...missing });
// npm's own order: by path, as plain text.
packages.sort(([a], [b]) => a.localeCompare(b, 'en'));
await writeFile(lockPath, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
console.log(`${Object.keys(missing).length} entries of other platforms added to package-lock.json.`);
