import { postgresMajor } from './postgres-major.ts';

export const preparedArchiveName = `study-pg${postgresMajor}.tar.gz`;
export const preparedManifestName = `study-pg${postgresMajor}.json`;

/** What the archive of the prepared data directory holds. */
export interface PreparedManifest {
  readonly postgresMajor: number;
  readonly archiveSha256: string;
  readonly archiveBytes: number;
  /** SHA-256 of each module's text that was applied; a start with newer modules applies those itself. */
  readonly migrations: readonly { readonly version: string; readonly name: string; readonly sha256: string }[];
}
