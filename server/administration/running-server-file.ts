/** `server.json` in the data folder: where the process that has the embedded database open can be asked. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  pid: z.number().int(),
  /** On this machine; with the pin of the certificate where it serves HTTPS. */
  address: z.url(),
  /** Addresses to give out to devices, the likeliest first, and the pin that class codes carry; null without one. */
  publicAddresses: z.array(z.string()).default([]),
  codePin: z.string().nullable().default(null),
});
export type RunningServerNote = Omit<z.output<typeof schema>, 'pid'>;

const pathIn = (dataFolder: string) => join(dataFolder, 'server.json');

export async function writeRunningServer(dataFolder: string, note: RunningServerNote): Promise<void> {
  await writeFile(pathIn(dataFolder), JSON.stringify({ pid: process.pid, ...note }), { mode: 0o600 });
}

export async function removeRunningServer(dataFolder: string): Promise<void> {
  await rm(pathIn(dataFolder), { force: true });
}

/** Null when there is none, or none that can be read. */
export async function readRunningServer(dataFolder: string): Promise<RunningServerNote | null> {
  try {
    return schema.parse(JSON.parse(await readFile(pathIn(dataFolder), 'utf8')));
  } catch (error) {
    const isExpected = error instanceof SyntaxError || error instanceof z.ZodError;
    if (isExpected || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return null;
    throw error;
  }
}
