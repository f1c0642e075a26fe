/** The data directory made at build time: `study-pg18.tar.gz` with a manifest that says what is in it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { postgresMajor } from '../database/postgres-major.ts';
import { type PreparedManifest, preparedArchiveName, preparedManifestName } from '../database/prepared-manifest.ts';
import { nullWhenMissing } from './study-directory.ts';

/**
 * The archive's bytes; null when there is none (nobody has run the build), or it is of another PostgreSQL major or not
 * what its manifest says (a broken download): initdb then does the work, slower.
 */
export async function readPreparedDirectory(preparedFolder: string | null): Promise<Uint8Array<ArrayBuffer> | null> {
  if (preparedFolder === null) return null;
  const manifestText = await readFile(join(preparedFolder, preparedManifestName), 'utf8').catch(nullWhenMissing);
  const archive = await readFile(join(preparedFolder, preparedArchiveName)).catch(nullWhenMissing);
  if (manifestText === null || archive === null) return null;
  const manifest = JSON.parse(manifestText) as PreparedManifest;
  const sha256 = createHash('sha256').update(archive).digest('hex');
  if (manifest.postgresMajor !== postgresMajor || manifest.archiveSha256 !== sha256) return null;
  return new Uint8Array(archive);
}
