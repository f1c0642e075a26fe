/** Browsing imported questions and writing one's own, as a student or teacher does it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packText, sampleQuestion } from '../content/import/sample-pack.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { createFirstProfile } from './practise.ts';

const questionCount = 300;
let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openApp({ language: 'en' });
  page = await app.newPage();
  await createFirstProfile(app, page);
  const questions = Array.from({ length: questionCount }, (_, index) =>
    sampleQuestion(String(index + 1), index === 250 ? 'İğne: \\(2^3\\) kaçtır?' : undefined),
  );
  await page.getByRole('link', { name: 'Content' }).click();
  await page.locator('input[type="file"]').setInputFiles({
    name: 'sample.json',
    mimeType: 'application/json',
    buffer: Buffer.from(packText(questions)),
  });
  await page.getByText(`${questionCount} questions added`).waitFor({ timeout: 60_000 });
});
afterAll(() => app.close());

const rows = () => page.locator('[data-question]');

it('what came of an import is still there when its screen was left', async () => {
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('heading', { name: 'Content', level: 1 }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Content' }).click();
  await page.getByText(`${questionCount} questions added`).waitFor();
});

it('scrolls through a pack without drawing it all, finds a question by a word, and shows it with its answer folded away', async () => {
  await page.getByRole('link', { name: 'Questions', exact: true }).click();
  await page.getByText(`${questionCount} questions`, { exact: true }).waitFor();
  await rows().first().waitFor();
  expect(await rows().count()).toBeLessThan(60);
  await page.mouse.wheel(0, 6000);
  await expect.poll(() => rows().first().textContent()).not.toContain('Kaç eder: 1?');

  await page.getByRole('textbox', { name: 'Search in questions' }).fill('IGNE'.replace('G', 'ğ'));
  await page.getByText('1 question', { exact: true }).waitFor();
  await rows().first().click();
  await page.getByRole('heading', { name: 'Question', exact: true }).waitFor();
  await page.locator('.katex').first().waitFor();
  await page.getByText('Not answered on this computer yet').waitFor();
  expect(await page.getByText('Right', { exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await page.getByText('Right', { exact: true }).waitFor();
});

it('retires a question, takes that back, and finds it among those no longer asked', async () => {
  await page.getByRole('button', { name: 'Ask no more' }).click();
  await page.getByText('No longer asked').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Ask no more' }).click();
  await page.getByRole('button', { name: 'Ask again' }).waitFor();
  await page.getByRole('link', { name: 'Questions', exact: true }).click();
  await page.getByText(`${questionCount - 1} questions`, { exact: true }).waitFor();
  await page.getByRole('switch', { name: 'No longer asked' }).check({ force: true });
  await page.getByText('1 question', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
});

it('says at each field what is missing, keeps what was written over a reload, and saves', async () => {
  await page.getByRole('link', { name: 'Write a question' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  for (const problem of [
    'Choose the topic it belongs to.',
    'Write the question.',
    'A choice is empty: fill it or remove it.',
  ]) {
    await page.getByText(problem).waitFor();
  }
  // The first field that lacks something has the focus.
  await page
    .locator('input:focus')
    .and(page.getByRole('combobox', { name: 'Topic' }))
    .waitFor();
  await page.getByRole('combobox', { name: 'Topic' }).click();
  await page.getByRole('option', { name: 'Linear equations' }).click();
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('Which \\(x\\) solves \\(x+1=3\\)?');
  await page.getByRole('textbox', { name: 'Choice A', exact: true }).fill('2');
  await page.getByRole('textbox', { name: 'Choice B', exact: true }).fill('4');
  await page.getByText('Mark the right choice.').waitFor();
  await page.reload();
  expect(await page.getByRole('textbox', { name: 'Choice B', exact: true }).inputValue()).toBe('4');
  await page.getByRole('button', { name: 'Throw away' }).click();
  await page.getByRole('heading', { name: 'Questions', exact: true }).waitFor();
  // The question that was retired before may still be taken back, too.
  const notice = page.getByRole('alert').filter({ hasText: 'The draft was thrown away.' });
  await notice.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('textbox', { name: 'Choice B', exact: true }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Choice B', exact: true }).inputValue()).toBe('4');
  await page.getByRole('radio', { name: 'Choice A is right' }).check();
  await page.getByRole('combobox', { name: 'Mistake behind choice B' }).click();
  await page.getByRole('option', { name: 'Sign slip' }).click();
  await page.getByRole('button', { name: 'Add a step' }).click();
  await page.getByRole('textbox', { name: 'Worked solution 1' }).fill('Take 1 from both sides.');
  await page.getByRole('region', { name: 'As a student sees it' }).locator('.katex').first().waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Question', exact: true }).waitFor();
  await page.getByText(/^My questions · Linear equations/).waitFor();
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await page.getByText('Take 1 from both sides.').waitFor();
});

it('an edit is a new version, and the question is asked as it is now', async () => {
  await page.getByRole('link', { name: 'Edit the question' }).click();
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('Which \\(x\\) solves \\(x+1=3\\), checked?');
  await page.getByRole('textbox', { name: 'Shared text' }).fill('Let \\(x\\) be a whole number.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('2 versions').waitFor();
  await page.getByRole('link', { name: 'Practice' }).click();
  await page.getByRole('combobox', { name: 'Question pack' }).click();
  await page.getByRole('option', { name: 'My questions' }).click();
  await page.getByRole('checkbox', { name: /^Linear equations/ }).check();
  await page
    .getByRole('button', { name: /^Start with/ })
    .last()
    .click();
  await page.getByText(', checked?').waitFor();
  await page.getByRole('region', { name: 'Shared text' }).getByText('be a whole number.').waitFor();
});

it('lays a topic of a pack into one of the curriculum', async () => {
  await page.goto(`${app.address}/#/content`);
  await page.locator('article[aria-label="Örnek"] summary').click();
  await page.getByRole('button', { name: 'Move the questions of Deneme' }).click();
  await page.getByRole('combobox', { name: 'Into the topic' }).click();
  await page.getByRole('option', { name: 'Linear equations' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByText(`${questionCount} questions moved.`).waitFor({ timeout: 60_000 });
});

it('lets wide code scroll within its row on a narrow screen, and copies a question in the language it has', async () => {
  const code = `for i in range(10): ${'print(i) '.repeat(20)}`;
  const wide = { ...sampleQuestion('wide'), textFormat: 'html', stem: { tr: `<pre>${code}</pre>` } };
  await page.goto(`${app.address}/#/content`);
  await page.locator('input[type="file"]').setInputFiles({
    name: 'wide.json',
    mimeType: 'application/json',
    buffer: Buffer.from(packText([wide], { packUid: 'test.wide', names: { tr: 'Geniş' } })),
  });
  await page.getByText('wide.json: 1 question added.').waitFor();
  await page.locator('article[aria-label="Geniş"]').getByRole('link', { name: 'Questions' }).click();
  await page.setViewportSize({ width: 320, height: 640 });
  await rows().locator('pre').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await rows().first().click();
  await page.getByRole('button', { name: 'Copy into my questions' }).click();
  // In English the form of a Turkish question would look empty.
  await page.locator('input[value="tr"]:checked').waitFor({ state: 'attached' });
  expect(await page.getByRole('textbox', { name: 'Question', exact: true }).inputValue()).toContain(code);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
