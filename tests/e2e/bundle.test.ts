import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packText, sampleQuestion } from '../content/import/sample-pack.ts';
import { pngOf } from '../content/import/sample-picture.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { answerWrong, createFirstProfile, goOn, startTopic } from './practise.ts';

const passphrase = 'four calm words here';
let folder: string;
const apps: OpenApp[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'end-stp-bundle-'));
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function openOne(): Promise<{ readonly app: OpenApp; readonly page: Page }> {
  const app = await openApp({ language: 'en' });
  apps.push(app);
  return { app, page: await app.newPage() };
}

/** A question with a picture, imported and answered wrongly; ends on Home. */
async function answerPictureWrong(page: Page): Promise<void> {
  const description = { tr: 'Mor bir dikdörtgen', en: 'A violet rectangle' };
  const question = { ...sampleQuestion('shown'), figure: { file: 'media/violet.png', description } };
  const zip = zipSync({
    'pack.json': strToU8(packText([question], { packUid: 'test.pictures', names: { en: 'Rectangles' } })),
    'media/violet.png': pngOf(320, 180, [102, 126, 234]),
  });
  await page.getByRole('link', { name: 'Content' }).click();
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'rectangles.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) });
  await page.getByText('rectangles.zip: 1 question added.').waitFor();
  await page.getByRole('link', { name: 'Practice' }).click();
  await page.getByRole('combobox', { name: 'Question pack' }).click();
  await page.getByRole('option', { name: 'Rectangles' }).click();
  await page.getByRole('button', { name: /mixed question/ }).click();
  await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
  await answerWrong(page);
  await goOn(page);
  await page.getByRole('button', { name: 'Home' }).click();
}

async function notebookText(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Notebook' }).click();
  await page.getByRole('main').getByText('Linear equations').first().waitFor();
  // The mistake beside the list comes a moment after the list, its schedule and its history by questions of their own.
  for (const part of ['Not enough data yet', /Comes back: tomorrow/, /Practice: wrong/]) {
    await page.getByRole('main').getByText(part).first().waitFor();
  }
  return (await page.getByRole('main').textContent()) ?? '';
}

test('what one browser saves under a passphrase gives a new one its profile and its notebook back, and twice changes nothing', {
  timeout: 180_000,
}, async () => {
  const first = await openOne();
  await createFirstProfile(first.app, first.page, 'Defne');
  await answerPictureWrong(first.page);
  await startTopic(first.page, 'Linear equations', 5);
  await answerWrong(first.page);
  await first.page.goto(`${first.app.address}/#/`);
  const notebook = await notebookText(first.page);

  await first.page.getByRole('link', { name: 'Settings' }).click();
  await first.page.getByText('There is no backup of this computer yet.').waitFor();
  await first.page.getByRole('checkbox', { name: 'Protect with a passphrase' }).check();
  await first.page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
  await first.page.getByRole('textbox', { name: 'Passphrase once more' }).fill('something else');
  await first.page.getByRole('button', { name: 'Save to a file' }).click();
  await first.page.getByText('The two do not match.').waitFor();
  await first.page.getByRole('textbox', { name: 'Passphrase once more' }).fill(passphrase);
  const [download] = await Promise.all([
    first.page.waitForEvent('download'),
    first.page.getByRole('button', { name: 'Save to a file' }).click(),
  ]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  expect(download.suggestedFilename()).toMatch(/^end-stp-\d{4}-\d\d-\d\d\.ndjson\.gz\.age$/);
  expect((await readFile(path)).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  await first.page.getByText(/^Last backup:/).waitFor();

  const second = await openOne();
  await second.page.goto(second.app.address);
  await second.page.getByRole('button', { name: 'I have a backup' }).click();
  await second.page.locator('input[type=file]').setInputFiles(path);
  await second.page.getByRole('textbox', { name: 'Passphrase' }).fill('wrong');
  await second.page.getByRole('button', { name: 'Open', exact: true }).click();
  await second.page.getByText(/The passphrase does not open this file/).waitFor();
  await second.page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await second.page.getByRole('button', { name: 'Open', exact: true }).click();
  await second.page.getByRole('button', { name: /Defne/ }).click();
  await expect.poll(() => notebookText(second.page), { timeout: 30_000 }).toBe(notebook);
  // A backup carries no pictures: the question says so in the picture's place, and what it showed.
  await second.page.locator('[data-mistake]').filter({ hasText: 'Kaç eder: shown?' }).click();
  await second.page.getByText('The picture is not on this computer. Add the pack here to see it.').waitFor();
  await second.page.getByText('A violet rectangle').waitFor();

  await second.page.getByRole('link', { name: 'Settings' }).click();
  await second.page.locator('input[type=file]').last().setInputFiles(path);
  await second.page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await second.page.getByRole('button', { name: 'Open', exact: true }).click();
  await second.page.getByText(/^0 rows were new or newer/).waitFor();
  const other = join(folder, 'other.gz');
  await writeFile(other, 'no backup at all');
  await second.page.locator('input[type=file]').last().setInputFiles(other);
  await second.page.getByText('This is not a backup of End.STP').waitFor();
  expect(second.app.foreignRequests).toEqual([]);
});
