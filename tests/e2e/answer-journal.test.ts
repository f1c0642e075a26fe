import type { Page } from 'playwright-core';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../renderer/store/local-store.ts';
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
    expect(await answeredOnHome()).toBe('0 of 2 right');
  });

  it('are recorded once, however often they are sent', async () => {
    const answer = await blankAnswer(2);
    for (const copies of [[answer, answer], [answer]]) {
      await leaveInJournal(copies);
      await page.reload();
      // Only the refused one of before is left.
      await expect.poll(() => readAll<JournalEntry>('journal'), patience).toHaveLength(1);
    }
    expect(await answeredOnHome()).toBe('0 of 3 right');
  });
});
