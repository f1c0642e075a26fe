import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { BundleReport } from '../../shared/bundle/bundle-report.ts';
import { exportBundle } from '../../shared/bundle/export-bundle.ts';
import { importBundle } from '../../shared/bundle/import-bundle.ts';
import { queriesOf } from '../../shared/bundle/session-queries.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';

export async function writeBundle(
  session: SqlSession,
  studentId: string | null = null,
  passphrase: string | null = null,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of exportBundle(queriesOf(session), {
    studentId,
    passphrase,
    createdAt: '2026-01-10T09:00:00.000Z',
    schemaVersion: '010',
    readerId: randomUUID(),
  })) {
    parts.push(part);
  }
  return Buffer.concat(parts);
}

export function takeBundle(
  session: SqlSession,
  bytes: Uint8Array,
  options: { passphrase?: string; takesContent?: boolean; chunkBytes?: number; signal?: AbortSignal } = {},
): Promise<BundleReport> {
  return importBundle(inChunks(bytes, options.chunkBytes), {
    passphrase: options.passphrase ?? null,
    takesContent: options.takesContent ?? true,
    senderId: randomUUID(),
    write: (work) => session.transaction((inner) => work(queriesOf(inner))),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

export async function* inChunks(bytes: Uint8Array, chunkBytes = 65_536): AsyncGenerator<Uint8Array> {
  for (let place = 0; place < bytes.length; place += chunkBytes) yield bytes.subarray(place, place + chunkBytes);
}

/** Lines of the file, as `zcat` shows them. */
export function linesOf(bytes: Uint8Array): string[] {
  return gunzipSync(bytes).toString('utf8').trimEnd().split('\n');
}
