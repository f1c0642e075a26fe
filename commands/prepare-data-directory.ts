/**
 * Makes `dist/prepared/study-pg18.tar.gz` and its manifest. Run by `npm run build`; the first argument names another
 * folder than `dist/prepared`.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makePreparedDirectory } from '../shared/database/make-prepared-directory.ts';
import { postgresMajor } from '../shared/database/postgres-major.ts';
import {
  type PreparedManifest,
  preparedArchiveName,
  preparedManifestName,
} from '../shared/database/prepared-manifest.ts';
import { readMigrations } from '../shared/node/read-migrations.ts';
import { projectFolder } from './project-folder.ts';

const outFolder = process.argv[2] ?? join(projectFolder, 'dist', 'prepared');
const migrations = await readMigrations(join(projectFolder, 'sql', 'migrations'));
const archive = await makePreparedDirectory(migrations);
const manifest: PreparedManifest = {
  postgresMajor,
  archiveSha256: createHash('sha256').update(archive).digest('hex'),
  archiveBytes: archive.length,
  migrations: migrations.map(({ version, name, sql }) => ({
    version,
    name,
    sha256: createHash('sha256').update(sql).digest('hex'),
  })),
};
await mkdir(outFolder, { recursive: true });
await writeFile(join(outFolder, preparedArchiveName), archive);
await writeFile(join(outFolder, preparedManifestName), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(
  `prepared data directory: ${(archive.length / 1024 / 1024).toFixed(1)} MB, schema ${migrations.at(-1)?.version}`,
);
