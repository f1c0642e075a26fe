import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../renderer/store/local-store.ts';
import { databaseLock } from '../../shared/host/browser-host-protocol.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { createFirstProfile, startTopic } from './practise.ts';

const patience = { timeout: 60_000, interval: 50 };

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ language: 'en' });
  page = await app.newPage();
  await createFirstProfile(app, page);
  await startTopic(page, 'Linear equations', 5);
});
afterAll(() => app.close());

/** What the page's own store holds under this name. */
async function readAll<T>(storeName: string): Promise<T[]> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('end-stp');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const rows = await new Promise<T[]>((resolve, reject) => {
      const request = database.transaction(name).objectStore(name).getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    return rows;
  }, storeName);
}

/** Leaves entries in the journal, as a page does that died before the host had answered. */
async function leaveInJournal(entries: readonly JournalEntry[]): Promise<void> {
  await page.evaluate(async (left) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('end-stp');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction('journal', 'readwrite');
      for (const entry of left) transaction.objectStore('journal').add(entry);
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
    database.close();
  }, entries);
}

interface KeptProgress {
  readonly testRecordId: string;
  readonly studentId: string;
  readonly session: { readonly questions: readonly { readonly questionVersionId: string }[] };
}

async function blankAnswer(position: number): Promise<JournalEntry & { call: 'recordAnswer' }> {
  const [progress] = await readAll<KeptProgress>('sessionProgress');
  const question = progress?.session.questions[position];
  if (progress === undefined || question === undefined) throw new Error('no session is in progress');
  const { studentId, testRecordId } = progress;
  return {
    studentId,
    call: 'recordAnswer',
    answer: {
      answerId: uuidV7(),
      mistakeId: uuidV7(),
      testRecordId,
      studentId,
      questionVersionId: question.questionVersionId,
      position,
      response: { kind: 'blank' },
      timeSpentSeconds: 20,
      hintsUsed: 0,
      answeredAt: new Date().toISOString(),
    },
  };
}

/** Home shows what it showed last before it shows what is: to be asked until it says it. */
async function answeredOnHome(): Promise<string | null> {
  await page.goto(`${app.address}/#/`);
  return page.getByText(/of \d+ right/).textContent();
}

describe('answers that wait in the journal', () => {
  it('reach the database at the next start, and one that is refused for good blocks none behind it', async () => {
    const refused = await blankAnswer(0);
    const entries = [
      { ...refused, answer: { ...refused.answer, testRecordId: uuidV7() } },
      await blankAnswer(0),
      await blankAnswer(1),
    ];
    await leaveInJournal(entries);
    await page.reload();
    await expect.poll(() => readAll<JournalEntry>('journal'), patience).toHaveLength(1);
    const [kept] = await readAll<JournalEntry>('journal');
    expect(kept).toMatchObject({ refusedWith: 'NOT_FOUND', answer: entries[0]?.answer });
    await expect.poll(answeredOnHome, patience).toBe('0 of 2 right');
  });

  it('are recorded once, however often they are sent', async () => {
    const answer = await blankAnswer(2);
    for (const copies of [[answer, answer], [answer]]) {
      await leaveInJournal(copies);
      await page.reload();
      // Only the refused one of before is left.
      await expect.poll(() => readAll<JournalEntry>('journal'), patience).toHaveLength(1);
    }
    await expect.poll(answeredOnHome, patience).toBe('0 of 3 right');
  });

  it('wait while the database cannot be opened, and are in the file that is offered then', async () => {
    const waiting = await blankAnswer(3);
    // A page of this origin without the app.
    await page.goto(`${app.address}/icon.svg`);
    const control = await exchangeControlFile(null);
    await leaveInJournal([waiting]);
    await page.goto(app.address);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save what can be read' }).click();
    const saved = unzipSync(await readFile(await (await download).path()));
    await page.getByText('Everything could be read').waitFor();
    expect(strFromU8(saved['page/journal.json'] ?? new Uint8Array())).toContain(waiting.answer.answerId);
    expect(strFromU8(saved['study/pg18/PG_VERSION'] ?? new Uint8Array()).trim()).toBe('18');
    expect(saved['study/pg18/global/pg_control']).toEqual(new Uint8Array(control.length));

    await exchangeControlFile(control);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => readAll<JournalEntry>('journal'), patience).toHaveLength(1);
    await expect.poll(answeredOnHome, patience).toBe('0 of 4 right');
  });

  it('a damaged database is given up for an empty one only after everything readable was saved', async () => {
    await page.goto(`${app.address}/icon.svg`);
    await exchangeControlFile(null);
    await page.goto(app.address);
    const save = page.getByRole('button', { name: 'Save what can be read' });
    await save.waitFor();
    const afresh = page.getByRole('button', { name: 'Start with an empty database' });
    expect(await afresh.count()).toBe(0);
    const download = page.waitForEvent('download');
    await save.click();
    await download;
    await afresh.click();
    await page.getByRole('textbox', { name: 'Your name' }).waitFor();
    await page.getByRole('button', { name: 'I have a backup' }).waitFor();
    await createFirstProfile(app, page, 'Deniz');
    await startTopic(page, 'Linear equations', 5);
  });
});

/** Puts other bytes into the database's control file once nobody has it open, zeros for null; returns what was there. */
function exchangeControlFile(next: readonly number[] | null): Promise<number[]> {
  return page.evaluate(
    ([lock, bytes]) =>
      navigator.locks.request(lock, async () => {
        const study = await (await navigator.storage.getDirectory()).getDirectoryHandle('study');
        const folder = await (await study.getDirectoryHandle('pg18')).getDirectoryHandle('global');
        const handle = await folder.getFileHandle('pg_control');
        const before = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        const writable = await handle.createWritable();
        await writable.write(bytes === null ? new Uint8Array(before.length) : new Uint8Array(bytes));
        await writable.close();
        return [...before];
      }),
    [databaseLock, next] as const,
  );
}
