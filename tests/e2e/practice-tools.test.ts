/** Pause, scratch pad and size of the question, as a student uses them. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app.ts';
import { answerWrong, createFirstProfile, goOn, readOpenQuestion, startTopic } from './practise.ts';

let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openApp({ language: 'en' });
  page = await app.newPage();
  await createFirstProfile(app, page);
  await startTopic(page, 'Linear equations', 5);
});
afterAll(() => app.close());

const tool = (name: string | RegExp) => page.getByRole('button', { name });
const drawing = () => page.getByRole('img', { name: /^Drawing with/ });

async function drawLine(sheet: Locator, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  if (box === null) throw new Error('the sheet is not on the page');
  await page.mouse.move(box.x + from[0], box.y + from[1]);
  await page.mouse.down();
  await page.mouse.move(box.x + to[0], box.y + to[1], { steps: 8 });
  await page.mouse.up();
}

it('a pause hides the question and stops its clock until the student goes on', async () => {
  await page.locator('article').waitFor();
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'Paused' }).waitFor();
  expect(await page.locator('article').isVisible()).toBe(false);
  expect(await tool(/^Check/).isDisabled()).toBe(true);
  const before = await page.getByRole('timer').textContent();
  await page.waitForTimeout(2500);
  expect(await page.getByRole('timer').textContent()).toBe(before);
  await tool(/^Go on/).click();
  await page.locator('article').waitFor();
  await expect.poll(() => page.getByRole('timer').textContent()).not.toBe(before);
  await tool('Pause').click();
  await page.getByRole('heading', { name: 'Paused' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('article').waitFor();
});

it('a question grows and shrinks by key and button, and the next session has the same size', async () => {
  const stemHeight = async () => (await page.locator('article').first().boundingBox())?.height ?? 0;
  const normal = await stemHeight();
  await page.keyboard.press('+');
  await tool('Enlarge the question (125%)').click();
  await tool('Reduce the question (150%)').waitFor();
  await expect.poll(stemHeight).toBeGreaterThan(normal * 1.2);
  await page.reload();
  await tool('Reduce the question (150%)').waitFor();
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await expect.poll(() => tool(/^Reduce the question/).isDisabled()).toBe(true);
  await expect.poll(stemHeight).toBeLessThan(normal * 1.05);
});

it('draws, erases and takes back on a scratch pad that stays with its question', async () => {
  await page.keyboard.press('w');
  await page.getByRole('heading', { name: 'Scratch pad' }).waitFor();
  await drawLine(drawing(), [30, 40], [160, 60]);
  await drawLine(drawing(), [30, 120], [160, 140]);
  await page.getByRole('img', { name: 'Drawing with 2 lines' }).waitFor();
  await tool('Erase').click();
  await drawLine(drawing(), [90, 20], [90, 90]);
  await page.getByRole('img', { name: 'Drawing with 1 line' }).waitFor();
  await tool('Undo').click();
  await page.getByRole('img', { name: 'Drawing with 2 lines' }).waitFor();
  await tool('Clear the sheet').click();
  await page.getByRole('img', { name: 'Drawing with 0 lines' }).waitFor();
  await tool('Undo').click();
  await page.getByRole('img', { name: 'Drawing with 2 lines' }).waitFor();
  await page.getByRole('textbox', { name: 'Notes' }).fill('x = 8, tried h and s');
  await tool('Close the scratch pad').click();
  await page.getByRole('heading', { name: 'Scratch pad' }).waitFor({ state: 'detached' });

  await page.reload();
  await tool('Scratch pad').click();
  await page.getByRole('img', { name: 'Drawing with 2 lines' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe('x = 8, tried h and s');
  await answerWrong(page);
  await goOn(page);
  await page.getByText('2 of 5').waitFor();
  await page.getByRole('img', { name: 'Drawing with 0 lines' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe('');
});

it('shows the same drawing whole in a narrow window, where the tools are in a menu', async () => {
  await drawLine(drawing(), [20, 30], [250, 200]);
  await page.getByRole('img', { name: 'Drawing with 1 line' }).waitFor();
  await page.setViewportSize({ width: 320, height: 700 });
  await tool('Tools').click();
  await page.getByRole('menuitem', { name: 'Pause' }).waitFor();
  await page.keyboard.press('Escape');
  const sheet = await drawing().boundingBox();
  const line = await drawing().locator('path').boundingBox();
  if (sheet === null || line === null) throw new Error('the drawing is not on the page');
  expect(line.x).toBeGreaterThanOrEqual(sheet.x);
  expect(line.x + line.width).toBeLessThanOrEqual(sheet.x + sheet.width);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

it('after an answer the choices it marks are above the feedback, in a low window too', async () => {
  await page.setViewportSize({ width: 1000, height: 560 });
  await page.goto(`${app.address}/#/`);
  await startTopic(page, 'Linear equations', 20);
  while ((await readOpenQuestion(page)).choices.length === 0) {
    await answerWrong(page);
    await goOn(page);
  }
  await answerWrong(page);
  const sheet = await page.locator('footer').boundingBox();
  const marked = page.locator('[data-mark="right"], [data-mark="wrong"]');
  expect(await marked.count()).toBe(2);
  for (const choice of await marked.all()) {
    const box = await choice.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(sheet?.y ?? 0);
  }
});
