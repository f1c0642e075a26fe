import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { PackFileChoice } from '../shared/host/desktop-bridge.ts';
import type { MenuTexts } from './menu-texts.ts';

/**
 * Larger files are refused before they are read: a pack crosses two processes whole, and an old laptop has 4 GB. The
 * largest public sets of questions are below 60 MB.
 */
const maximumBytes = 128 * 1024 * 1024;

/** Reads a chosen pack file whole. What is in it is for the host's importer to judge. */
export async function readPackFile(path: string): Promise<PackFileChoice> {
  const fileName = basename(path);
  try {
    const { size } = await stat(path);
    if (size > maximumBytes) {
      return { name: 'failed', error: { code: 'PACK_TOO_LARGE', details: { fileName, bytes: size, maximumBytes } } };
    }
    const content = await readFile(path);
    return { name: 'chosen', file: { fileName, bytes: Uint8Array.from(content) } };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    return { name: 'failed', error: { code: 'PACK_UNREADABLE', details: { fileName, reason } } };
  }
}

/** Asks for a pack file with the system's own dialog. */
export async function choosePackFile(window: BrowserWindow, texts: MenuTexts): Promise<PackFileChoice> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: texts.choosePack,
    properties: ['openFile'],
    filters: [
      { name: texts.packFiles, extensions: ['json', 'jsonl', 'ndjson', 'gift', 'txt', 'xml', 'csv', 'tsv'] },
      { name: texts.allFiles, extensions: ['*'] },
    ],
  });
  const [path] = filePaths;
  if (canceled || path === undefined) return { name: 'cancelled' };
  return readPackFile(path);
}
