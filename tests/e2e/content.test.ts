import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packText, sampleQuestion } from '../content/import/sample-pack.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { answerRight, createFirstProfile } from './practise.ts';

/** A little more than a removal waits to be taken back. */
const removalMs = 9500;

const header = { packUid: 'test.fractions', names: { en: 'Fractions of a cake', tr: 'Pastanın kesirleri' }, colour: 7 };
const { stem: _, ...withoutStem } = sampleQuestion('no stem');
/** Three good questions and two that are refused: the one on line 5 and the one on line 7. */
const mixedPack = packText(
  [
    sampleQuestion('first'),
    withoutStem,
    sampleQuestion('third'),
    {
      ...sampleQuestion('no answer'),
      choices: [
        { key: 'A', text: { tr: 'dört' }, isRight: false },
        { key: 'B', text: { tr: 'beş' }, isRight: false },
      ],
    },
    sampleQuestion('fifth'),
  ],
  header,
);

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ language: 'en' });
  page = await app.newPage();
  await createFirstProfile(app, page);
  await page.getByRole('link', { name: 'Content' }).click();
});
afterAll(() => app.close());

function packCard(name: string): Locator {
  return page.getByRole('article', { name });
}

function report(): Locator {
  return page.locator('section[aria-labelledby="import-result"]');
}

/** The import as a mouse does it: the file is let go over the area. */
async function drop(fileName: string, text: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([name, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], name, { type: 'application/json' }));
      return transfer;
    },
    [fileName, text] as const,
  );
  await page.getByRole('region', { name: 'Add a question pack' }).dispatchEvent('drop', { dataTransfer: files });
}

describe('a file chosen in the dialog', () => {
  it('brings its good questions in, and names each refused one with its line and the reason', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await (await chooser).setFiles({ name: 'cake.json', mimeType: 'application/json', buffer: Buffer.from(mixedPack) });
    await report().getByText('cake.json: 3 questions added.').waitFor();
    await report().getByText('2 questions were not added:').waitFor();
    const rows = await report().locator('tbody tr').allInnerTexts();
    expect(rows.map((row) => row.split(/\t|\n/).map((cell) => cell.trim()))).toEqual([
      ['5', 'A field is missing', expect.stringContaining('stem')],
      ['7', 'No right answer is given', expect.any(String)],
    ]);
    await report().getByText('1 unknown field was left out: colour.').waitFor();
    await packCard('Fractions of a cake').getByText('3 questions · 1 topic').waitFor();
  });

  it('says at once that nothing is new when it is chosen again', async () => {
    await page.locator('input[type="file"]').setInputFiles({
      name: 'cake.json',
      mimeType: 'application/json',
      buffer: Buffer.from(mixedPack),
    });
    await report().getByText('cake.json: 0 questions added. 3 were already there.').waitFor();
  });
});

describe('a file that is dropped', () => {
  it('is imported just so', async () => {
    await drop('second.json', packText([sampleQuestion('only')], { packUid: 'test.second', names: { tr: 'İkinci' } }));
    await report().getByText('second.json: 1 question added.').waitFor();
    expect(await report().getByText('were not added').count()).toBe(0);
    await packCard('İkinci').getByText('1 question · 1 topic').waitFor();
  });

  it('that is damaged is refused with the place of the damage, and leaves nothing behind', async () => {
    await drop('half.json', mixedPack.slice(0, -20));
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: 'The file could not be read' }).waitFor();
    expect(await alert.textContent()).toMatch(/The file stops half-way\.|A text lacks its closing quotation mark\./);
    expect(await alert.textContent()).toMatch(/line \d+\./);
    await packCard('Fractions of a cake').getByText('3 questions · 1 topic').waitFor();
  });

  it('that belongs to a newer app is refused with what to do', async () => {
    await drop('newer.json', packText([sampleQuestion('a')], { formatVersion: 99 }));
    const alert = page.getByRole('alert');
    await alert.getByText('It is written in pack format 99').waitFor();
    await alert.getByText('Update the app').waitFor();
  });
});

describe('a pack', () => {
  it('unfolds its topics with their counts', async () => {
    const builtIn = packCard('TYT mathematics');
    await builtIn.getByText('Show topics').click();
    const topics = builtIn.getByRole('listitem');
    await topics
      .filter({ hasText: 'Linear equations' })
      .getByText(/^\d+ question templates?$/)
      .waitFor();
    const counts = (await topics.allInnerTexts()).map((text) => Number(/(\d+) question/.exec(text)?.[1]));
    const total = Number(/(\d+) question templates/.exec((await builtIn.textContent()) ?? '')?.[1]);
    expect(counts.length).toBeGreaterThanOrEqual(20);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
  });

  it('is exported to a file that can be imported again; the built-in one is not', async () => {
    expect(await packCard('TYT mathematics').getByRole('button', { name: 'Export' }).count()).toBe(0);
    const download = page.waitForEvent('download');
    await packCard('Fractions of a cake').getByRole('button', { name: 'Export' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('test.fractions-1.json');
    const text = await readFile(await file.path(), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ packUid: 'test.fractions', questions: [{}, {}, {}] });
    await drop('exported.json', text);
    await report().getByText('exported.json: 0 questions added. 3 were already there.').waitFor();
  });

  it('can be practised by itself', async () => {
    await page.getByRole('link', { name: 'Practice' }).click();
    await page.getByRole('combobox', { name: 'Question pack' }).click();
    await page.getByRole('option', { name: 'Fractions of a cake' }).click();
    await page.getByRole('button', { name: /mixed questions/ }).click();
    await page.getByText('1 of 3').waitFor();
    await answerRight(page);
    await page.getByRole('button', { name: 'Leave practice' }).click();
  });

  it('goes when it is removed, and stays when the removal is taken back', async () => {
    await page.getByRole('link', { name: 'Content' }).click();
    await packCard('İkinci').getByRole('button', { name: 'Remove' }).click();
    await packCard('İkinci').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await packCard('İkinci').waitFor();
    await packCard('Fractions of a cake').getByRole('button', { name: 'Remove' }).click();
    await packCard('Fractions of a cake').waitFor({ state: 'detached' });
    await page.waitForTimeout(removalMs);
    await page.reload();
    await packCard('İkinci').waitFor();
    expect(await packCard('Fractions of a cake').count()).toBe(0);
  });

  it('that is gone leaves what was answered from it', async () => {
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByText('1 of 1 right').waitFor();
  });
});

it('no import or export asks anybody else for anything', () => {
  expect(app.foreignRequests).toEqual([]);
});
