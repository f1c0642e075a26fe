import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyMap } from '../../renderer/app/key-map.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { readOpenQuestion } from './practise.ts';

/** More stops than any screen has. */
const mostStops = 80;

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ language: 'en' });
  page = await app.newPage();
  await page.goto(app.address);
  await page.getByRole('textbox', { name: 'Your name' }).waitFor();
});
afterAll(() => app.close());

/** Presses Tab until the control has the focus; each stop on the way must be seen, and show that it has the focus. */
async function tabTo(control: Locator): Promise<void> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(faultOfFocus);
    expect(fault, `stop ${stop + 1} on the way to ${control}`).toBe('');
  }
  throw new Error(`Tab never came to ${control}`);
}

/** What is wrong with the element that has the focus, or nothing. Runs in the page. */
function faultOfFocus(): string {
  const element = document.activeElement;
  // After the last control the browser's own bar has the focus.
  if (element === null || element === document.body) return '';
  const box = element.getBoundingClientRect();
  // A hidden radio button or checkbox shows its focus on its label.
  const isHiddenInput = element.matches('input[type="radio"], input[type="checkbox"]');
  if (!isHiddenInput && (box.width < 2 || box.height < 2)) return `has no size: ${element.outerHTML.slice(0, 120)}`;
  if (!isHiddenInput && (box.bottom < 0 || box.top > innerHeight))
    return `out of sight: ${element.outerHTML.slice(0, 120)}`;
  if (!element.matches(':focus-visible')) return `focus is not shown: ${element.outerHTML.slice(0, 120)}`;
  return '';
}

describe('with the keyboard alone', () => {
  it('a student makes a profile: the name field has the focus, Enter starts', async () => {
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Hello Ada' }).waitFor();
  });

  it('skips the navigation', async () => {
    await tabTo(page.getByRole('button', { name: 'Skip to content' }));
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  it('chooses a topic and five questions, and starts', async () => {
    await tabTo(page.getByRole('button', { name: 'Choose a topic' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Practice' }).waitFor();
    await tabTo(page.getByRole('checkbox', { name: 'Linear equations' }));
    await page.keyboard.press('Space');
    await tabTo(page.getByRole('radio', { name: '10', exact: true }));
    await page.keyboard.press('ArrowLeft');
    await tabTo(page.getByRole('button', { name: 'Start with 1 topic' }));
    await page.keyboard.press('Enter');
    await page.getByText('1 of 5').waitFor();
  });

  it('answers every question: a digit or letter chooses, Enter checks and goes on, S skips, H hints', async () => {
    for (let number = 1; number <= 5; number += 1) {
      await page.getByText(`${number} of 5`).waitFor();
      const question = await readOpenQuestion(page);
      const right = question.choices.findIndex((choice) => choice.isRight);
      if (number === 2) {
        // In a number field H would be a letter; it is pressed outside of one.
        if (question.choices.length === 0) await tabTo(page.getByRole('button', { name: 'Leave practice' }));
        await page.keyboard.press('h');
        await page.getByText(/^Hint 1 of/).waitFor();
      }
      if (number === 5) {
        if (question.choices.length === 0) await tabTo(page.getByRole('button', { name: /^Skip/ }));
        await page.keyboard.press('s');
        await page.getByRole('heading', { name: 'Left blank' }).waitFor();
      } else {
        if (question.choices.length === 0) {
          await tabTo(page.getByRole('textbox'));
          await page.keyboard.type(String(question.rightNumber));
        } else await page.keyboard.press(number % 2 === 0 ? 'ABCDE'.charAt(right) : String(right + 1));
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Right', exact: true }).waitFor();
      }
      // The result is read out: its heading has the focus.
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('feedback-heading');
      await page.keyboard.press('Enter');
    }
    await page.getByText('4 of 5 right').waitFor();
  });

  it('comes back Home, where the session counts', async () => {
    await tabTo(page.getByRole('button', { name: 'Home' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Hello Ada' }).waitFor();
    await page.getByText('4 of 5 right').waitFor();
  });

  it('sees the keys of the app on ?, and closes them with Escape', async () => {
    await page.keyboard.press('?');
    const map = page.getByRole('dialog', { name: 'Keyboard' });
    await map.waitFor();
    const shown = await map
      .locator('[data-key-name]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-key-name')));
    expect([...new Set(shown)].sort()).toEqual(Object.keys(keyMap).sort());
    await page.keyboard.press('Escape');
    await map.waitFor({ state: 'detached' });
  });

  it('does anything by a few letters of it: Ctrl+K, in either language, however I is written', async () => {
    const field = page.getByRole('combobox', { name: 'Go to, practise, change…' });
    const marked = page.getByRole('option', { selected: true });
    await page.keyboard.press('Control+k');
    await field.waitFor();
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    const first = await marked.textContent();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => marked.textContent()).not.toBe(first);
    expect(await field.getAttribute('aria-activedescendant')).toBe(await marked.getAttribute('id'));
    await page.keyboard.type('ISTATISTIK');
    await expect.poll(() => page.getByRole('option').allTextContents()).toEqual(['Practise: Statistics']);
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.type('theme dark');
    await page.keyboard.press('Enter');
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    await field.waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.type('defter');
    await expect.poll(() => marked.textContent()).toBe('Notebook');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(await page.title()).toBe('Notebook · End.STP');
    await field.waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.type('statistics');
    await page.keyboard.press('Enter');
    await page.getByText('1 of 10').waitFor();
    await page.getByRole('button', { name: 'Leave practice' }).click();
    await page.getByRole('heading', { name: 'Hello Ada' }).waitFor();
  });

  it('reaches every place of the rail and the profile', async () => {
    for (const name of ['Home', 'Practice', 'Reflexes', 'Content', 'Settings']) {
      await tabTo(page.getByRole('link', { name }));
      await page.keyboard.press('Enter');
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      expect(await page.title()).toBe(`${name} · End.STP`);
      // The new screen has the focus; back to the rail from its start.
      await page.reload();
      await page.getByText('Saved on this computer').waitFor();
    }
    await tabTo(page.getByRole('button', { name: /^Ada.*switch profile/i }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Who is studying?' }).waitFor();
  });
});
