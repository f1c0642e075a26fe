/** Backups as files: written whole or not at all, and read to the end before a single row of them is believed. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import {
  type BackupEnd,
  type BackupHead,
  type BackupRow,
  readEndLine,
  readHeadLine,
  readRowLine,
  writeRowLine,
} from '../database/backup-format.ts';
import type { BackupSink } from '../database/backup-rows.ts';
import { ExpectedError } from '../errors/outcome.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * Writes what `fill` hands over; the file appears under its name only when it is complete and on the disk. Only its
 * owner can read it: it holds pupils' data.
 */
export async function writeBackupFile(
  path: string,
  fill: (sink: BackupSink) => Promise<BackupEnd['counts']>,
): Promise<{ readonly counts: BackupEnd['counts']; readonly sha256: string }> {
  const unfinished = `${path}.unfinished`;
  const hash = createHash('sha256');
  const gzip = createGzip();
  const file = createWriteStream(unfinished, { mode: 0o600 });
  const written = pipeline(gzip, file);
  // Awaited below; a disk that fills up meanwhile must not be an unhandled rejection first.
  written.catch(() => undefined);
  async function write(text: string): Promise<void> {
    hash.update(text);
    if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), written]);
  }
  try {
    const counts = await fill({
      head: (head) => write(`${JSON.stringify(head)}\n`),
      rows: (rows) => write(`${rows.map(writeRowLine).join('\n')}\n`),
    });
    const sha256 = hash.digest('hex');
    gzip.end(`${JSON.stringify({ kind: 'end', counts, sha256 } satisfies BackupEnd)}\n`);
    await written;
    const handle = await open(unfinished, 'r+');
    await handle.sync();
    await handle.close();
    await rename(unfinished, path);
    await syncFolder(dirname(path));
    return { counts, sha256 };
  } catch (error) {
    gzip.destroy();
    await finished(file).catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

export interface CheckedBackup {
  readonly head: BackupHead;
  readonly end: BackupEnd;
}

/**
 * Reads the whole file and compares it with its manifest. Throws `ExpectedError` NOT_FOUND, BACKUP_FORMAT_NEWER, or
 * BACKUP_UNREADABLE with the problem and, where there is one, its line.
 */
export async function checkBackupFile(path: string): Promise<CheckedBackup> {
  await access(path).catch(() => {
    throw new ExpectedError('BACKUP_UNREADABLE', { problem: `${path} is not there or cannot be read` });
  });
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let head: BackupHead | null = null;
  let end: BackupEnd | null = null;
  let lineNumber = 0;
  for await (const line of readLines(path)) {
    lineNumber += 1;
    if (end !== null) throw unreadable('something follows its last line', lineNumber);
    if (head === null) {
      const read = readHeadLine(line);
      if (!read.ok) throw new ExpectedError(read.error.code, read.error.details);
      head = read.value;
    } else {
      const row = readRowLine(line);
      if (row === null) {
        end = readEndLine(line);
        if (end === null)
          throw unreadable('a line is damaged, or of a table that this release does not know', lineNumber);
        continue;
      }
      counts[row.table] = (counts[row.table] ?? 0) + 1;
    }
    hash.update(`${line}\n`);
  }
  if (head === null) throw unreadable('it is empty', 1);
  if (end === null) throw unreadable('it was cut short', lineNumber);
  for (const table of new Set([...Object.keys(end.counts), ...Object.keys(counts)])) {
    if ((end.counts[table] ?? 0) === (counts[table] ?? 0)) continue;
    throw unreadable(`it should hold ${end.counts[table] ?? 0} rows of ${table} and holds ${counts[table] ?? 0}`);
  }
  if (hash.digest('hex') !== end.sha256) throw unreadable('its contents are not what was written');
  return { head, end };
}

/** The rows of a file that was checked, in order. */
export async function* readBackupRows(path: string): AsyncGenerator<BackupRow> {
  for await (const line of readLines(path)) {
    const row = readRowLine(line);
    if (row !== null) yield row;
  }
}

async function* readLines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const unzipped = createGunzip();
  const piped = pipeline(file, unzipped);
  piped.catch(() => undefined);
  // A stream across characters: a chunk may end within one. Only a line feed ends a line: texts may hold other breaks.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  try {
    for await (const chunk of unzipped) {
      const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    await piped;
    rest += decoder.decode();
  } catch (error) {
    if (isZipError(error)) throw unreadable('its compression is damaged, or it was cut short');
    throw error instanceof TypeError ? unreadable('it holds bytes that are no text') : error;
  } finally {
    file.destroy();
    unzipped.destroy();
  }
  if (rest !== '') yield rest;
}

function isZipError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(Z_|ERR_STREAM_PREMATURE_CLOSE)/.test(String(error.code));
}

function unreadable(problem: string, line?: number): ExpectedError {
  return new ExpectedError('BACKUP_UNREADABLE', line === undefined ? { problem } : { problem, line });
}
