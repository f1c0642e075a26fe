import { postgresMajor } from '../../shared/database/postgres-major.ts';
import {
  type PreparedManifest,
  preparedArchiveName,
  preparedManifestName,
} from '../../shared/database/prepared-manifest.ts';

/**
 * The data directory that ships with the app, from `/prepared/` of this origin (the service worker's cache when
 * offline). Null when it is not served, or not what its manifest says: initdb then does the work, slower.
 */
export async function fetchPreparedArchive(): Promise<Blob | null> {
  const [manifestResponse, archiveResponse] = await Promise.all([
    fetch(`/prepared/${preparedManifestName}`),
    fetch(`/prepared/${preparedArchiveName}`),
  ]);
  if (!manifestResponse.ok || !archiveResponse.ok) return null;
  const manifest = parseManifest(await manifestResponse.text());
  const archive = await archiveResponse.arrayBuffer();
  if (manifest?.postgresMajor !== postgresMajor || manifest.archiveSha256 !== (await sha256Of(archive))) return null;
  return new Blob([archive]);
}

/** Null for a server that answers an unknown path with the app's page. */
function parseManifest(text: string): PreparedManifest | null {
  try {
    return JSON.parse(text) as PreparedManifest;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
