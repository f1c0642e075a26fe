import { readFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packText, sampleQuestion } from '../content/import/sample-pack.ts';
import { pngOf } from '../content/import/sample-picture.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { answerRight, createFirstProfile, cutNetwork, goOn, readOpenQuestion } from './practise.ts';

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

/** The import as a mouse does it: the files are let go, here over the heading, where every place of the page will do. */
async function dropAll(files: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
  const transfer = await page.evaluateHandle((dropped) => {
    const made = new DataTransfer();
    for (const { name, text } of dropped) made.items.add(new File([text], name));
    return made;
  }, files);
  await page.getByRole('heading', { name: 'Content' }).dispatchEvent('drop', { dataTransfer: transfer });
}

async function drop(fileName: string, text: string): Promise<void> {
  await dropAll([{ name: fileName, text }]);
}

describe('a file chosen in the dialog', () => {
  it('brings its good questions in, and names each refused one with its line and the reason', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    await (await chooser).setFiles({ name: 'cake.json', mimeType: 'application/json', buffer: Buffer.from(mixedPack) });
    await report().getByText('cake.json: 3 questions added.').waitFor();
    await report().getByText('2 questions were not added:').waitFor();
    const groups = await report()
      .locator('details')
      .evaluateAll((details) =>
        details
          .map((group) => [group.querySelector('summary'), ...group.querySelectorAll('tbody td')])
          .map((cells) => cells.map((cell) => cell?.textContent?.trim())),
      );
    expect(groups).toEqual([
      ['A field is missing: 1 question', '5', expect.stringContaining('stem')],
      ['No right answer is given: 1 question', '7', expect.any(String)],
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

describe('several files at once', () => {
  it('are imported one after the other, each with its report; a bad one stops no other', async () => {
    await dropAll([
      { name: 'two.gift', text: '::a:: 1 + 1? {=2 ~3}\n\n::b:: 2 + 2? {=4 ~3}\n' },
      { name: 'half.json', text: mixedPack.slice(0, -20) },
      { name: 'one.gift', text: '::c:: 3 + 3? {=6 ~5}\n' },
    ]);
    await page.getByText('two.gift: 2 questions added.').waitFor();
    await page.getByRole('alert').getByRole('heading', { name: 'The file could not be read' }).waitFor();
    await page.getByText('one.gift: 1 question added.').waitFor();
    await page.getByRole('alert').getByText('half.json').waitFor();
    // GIFT names no language, and none is made up.
    await packCard('two').getByText('2 questions · 1 topic', { exact: true }).waitFor();
  });

  it('that are stopped leave nothing', async () => {
    const many = Array.from({ length: 6000 }, (_, index) => `::q${index}:: ${index} + 1? {=${index + 1} ~${index}}`);
    await dropAll([
      { name: 'many.gift', text: many.join('\n\n') },
      { name: 'after.gift', text: '::z:: 4 + 4? {=8 ~5}\n' },
    ]);
    await page.getByText('1 more file waits').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('many.gift: stopped, nothing was added.').waitFor();
    await page.getByText('after.gift: stopped, nothing was added.').waitFor();
    expect(await packCard('many').count()).toBe(0);
  });
});

describe('a table', () => {
  const table = (rows: string) => `Metin;Bir;İki;Çözüm;Ünite\n${rows}`;
  const mapping = () => page.locator('section[aria-labelledby="table-mapping"]');
  const choose = (column: string, role: string) =>
    mapping()
      .getByRole('combobox', { name: `Column ${column}`, exact: true })
      .selectOption({ label: role });

  it('shows what its columns seem to be, says what is missing, and how its questions will look', async () => {
    await drop('tablo.csv', table('3 + 4 kaçtır?;7;8;1;Toplama\n9 - 4 kaçtır?;4;5;2;Çıkarma\nBoş;1;2;;Toplama'));
    await mapping().getByRole('heading', { name: 'tablo.csv: which column is what?' }).waitFor();
    expect(await mapping().getByRole('combobox', { name: 'Column Metin' }).inputValue()).toBe('stem');
    await mapping().getByText('Choose the column that holds the right answer.').waitFor();
    expect(await mapping().getByRole('button', { name: 'Add the questions' }).isDisabled()).toBe(true);
    await choose('Bir', 'Choice');
    await choose('İki', 'Choice');
    await choose('Çözüm', 'Right answer');
    const samples = mapping().locator('ol > li');
    await samples.first().getByText('3 + 4 kaçtır?').waitFor();
    expect(await samples.first().locator('[data-right]').allInnerTexts()).toEqual(['7']);
    await samples.nth(2).getByText('Question 3 will not be added: No right answer is given').waitFor();
    await mapping().getByRole('button', { name: 'Add the questions' }).click();
    await report().getByText('tablo.csv: 2 questions added.').waitFor();
    await packCard('tablo').getByText('2 questions · 2 topics').waitFor();
  });

  it('with the same columns is read as the one before', async () => {
    await drop('tablo2.csv', table('5 + 4 kaçtır?;9;8;1;Toplama'));
    await mapping().getByText('As you chose for a table with the same columns.').waitFor();
    expect(await mapping().getByRole('combobox', { name: 'Column Çözüm' }).inputValue()).toBe('right');
    await mapping().getByRole('button', { name: 'Add the questions' }).click();
    await report().getByText('tablo2.csv: 1 question added.').waitFor();
  });

  it('adds nothing when it is put away', async () => {
    await drop('tablo3.csv', table('5 + 5 kaçtır?;10;8;1;Toplama'));
    await mapping().getByRole('button', { name: 'Do not add' }).click();
    await page.getByText('tablo3.csv: stopped, nothing was added.').waitFor();
    expect(await packCard('tablo3').count()).toBe(0);
  });

  it('is not made of a letter that happens to have a comma', async () => {
    await drop('letter.txt', 'Dear all,\nthis is a letter.\n');
    await page.getByRole('alert').waitFor();
    expect(await mapping().count()).toBe(0);
  });
});

describe('the list of what was not added', () => {
  it('is saved as a table for whoever mends the file', async () => {
    await drop('again.json', mixedPack);
    await report().getByText('2 questions were not added:').waitFor();
    const download = page.waitForEvent('download');
    await report().getByRole('button', { name: 'Save the list (CSV)' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('again.json - not added.csv');
    const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('\uFEFFLine,Question,Reason,What is wrong,What to do');
    expect(lines[1]).toMatch(/^5,2,A field is missing,stem is missing\.,\S/);
  });
});

describe('a pack', () => {
  it('unfolds its topics with their counts', async () => {
    const builtIn = packCard('TYT mathematics');
    await builtIn.getByText('Topics', { exact: true }).click();
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
    expect(await packCard('TYT mathematics').getByRole('button', { name: 'Export', exact: true }).count()).toBe(0);
    const download = page.waitForEvent('download');
    await packCard('Fractions of a cake').getByRole('button', { name: 'Export', exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('test.fractions-1.json');
    const text = await readFile(await file.path(), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ packUid: 'test.fractions', questions: [{}, {}, {}] });
    await drop('exported.json', text);
    await report().getByText('exported.json: 0 questions added. 3 were already there.').waitFor();
  });

  it('is saved as Moodle GIFT, with a word on what GIFT cannot hold', async () => {
    const download = page.waitForEvent('download');
    await packCard('Fractions of a cake').getByRole('button', { name: 'Save as GIFT' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('test.fractions-1.gift');
    const text = await readFile(await file.path(), 'utf8');
    expect(text.match(/^::.+::\[/gm)).toHaveLength(3);
    await page.getByText('Hints, difficulty, expected time and mistake codes are not part of GIFT.').waitFor();
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

  it('may ask for several choices, a word, a number, or whether something is true', async () => {
    await page.getByRole('link', { name: 'Content' }).click();
    await drop(
      'kinds.gift',
      [
        '::several::Hangileri renktir?{~%50%mavi ~%50%yeşil ~%-100%masa}',
        '::word::Başkent?{=Ankara}',
        '::number::İki kere iki?{#4}',
        '::truth::Su ıslaktır.{TRUE}',
      ].join('\n\n'),
    );
    await packCard('kinds').waitFor();
    await page.getByRole('link', { name: 'Practice' }).click();
    await page.getByRole('combobox', { name: 'Question pack' }).click();
    await page.getByRole('option', { name: 'kinds' }).click();
    await page.getByRole('button', { name: /mixed questions/ }).click();
    const kinds: string[] = [];
    for (let number = 1; number <= 4; number += 1) {
      await page.getByText(`${number} of 4`).waitFor();
      const { kind } = await readOpenQuestion(page);
      kinds.push(kind);
      if (kind === 'short_text') await page.getByRole('textbox').fill('ankara');
      await answerRight(page);
      await goOn(page);
    }
    expect(kinds.sort()).toEqual(['multiple_answers', 'numeric', 'short_text', 'true_false']);
    await page.getByText('4 of 4 right').waitFor();
    await page.getByRole('button', { name: 'Home' }).click();
  });

  it('goes when it is removed, and stays when the removal is taken back', async () => {
    await page.getByRole('link', { name: 'Content' }).click();
    await packCard('İkinci').getByRole('button', { name: 'Remove' }).click();
    await packCard('İkinci').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await packCard('İkinci').waitFor();
    await packCard('Fractions of a cake').getByRole('button', { name: 'Remove' }).click();
    await packCard('Fractions of a cake').waitFor({ state: 'detached' });
    // The removal itself begins when it cannot be taken back any more; another tab shows what is stored.
    const other = await app.newPage();
    await other.goto(`${app.address}/#/content`);
    await other.locator('article').filter({ hasText: 'İkinci' }).waitFor();
    await other.locator('article').filter({ hasText: 'Fractions of a cake' }).waitFor({ state: 'detached' });
    await other.close();
    await page.reload();
    await packCard('İkinci').waitFor();
    expect(await packCard('Fractions of a cake').count()).toBe(0);
  });

  it('that is gone leaves what was answered from it', async () => {
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByText('1 of 1 right').waitFor();
  });
});

describe('a zip with pictures', () => {
  const description = { tr: 'Mor bir dikdörtgen', en: 'A violet rectangle' };
  const zip = zipSync({
    'pack.json': strToU8(
      packText(
        [
          { ...sampleQuestion('shown'), figure: { file: 'media/violet.png', description } },
          { ...sampleQuestion('lost'), figure: { file: 'media/lost.png', description } },
        ],
        { packUid: 'test.pictures', names: { en: 'Rectangles' } },
      ),
    ),
    'media/violet.png': pngOf(320, 180, [102, 126, 234]),
  });

  it('names the picture that it lacks, and shows the others in practice with no network', async () => {
    await page.getByRole('link', { name: 'Content' }).click();
    await page.locator('input[type="file"]').setInputFiles({
      name: 'rectangles.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from(zip),
    });
    await report().getByText('rectangles.zip: 1 question added.').waitFor();
    await report().getByText('Its picture is missing: 1 question').waitFor();
    await report().getByText('media/lost.png').waitFor();
    await cutNetwork(page);
    await page.getByRole('link', { name: 'Practice' }).click();
    await page.getByRole('combobox', { name: 'Question pack' }).click();
    await page.getByRole('option', { name: 'Rectangles' }).click();
    await page.getByRole('button', { name: /mixed question/ }).click();
    const picture = page.getByRole('img', { name: 'A violet rectangle' });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
    expect(await picture.getAttribute('src')).toMatch(/^blob:/);
    const shownWidth = async () => (await picture.boundingBox())?.width ?? 0;
    const normalWidth = await shownWidth();
    await page.keyboard.press('+');
    await expect.poll(shownWidth).toBeGreaterThan(normalWidth * 1.2);
    await page.keyboard.press('-');
    await expect.poll(shownWidth).toBe(normalWidth);
    await answerRight(page);
    await page.getByRole('button', { name: 'Leave practice' }).click();
    await app.context.setOffline(false);
  });

  it('is exported as a zip that brings the same back', async () => {
    await page.getByRole('link', { name: 'Content' }).click();
    const download = page.waitForEvent('download');
    await packCard('Rectangles').getByRole('button', { name: 'Export', exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('test.pictures-1.zip');
    await page.locator('input[type="file"]').setInputFiles(await file.path());
    await report().getByText('0 questions added. 1 was already there.').waitFor();
  });
});

it('no import or export asks anybody else for anything', () => {
  expect(app.foreignRequests).toEqual([]);
});
