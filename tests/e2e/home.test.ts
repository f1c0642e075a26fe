import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAxeFaults } from './find-axe-faults.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { createFirstProfile } from './practise.ts';

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ language: 'en', bypassesPolicy: true });
  page = await app.newPage();
  page.setDefaultTimeout(60_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await createFirstProfile(app, page);
});
afterAll(() => app.close());

/** What axe finds serious or critical, in both themes. */
async function findFaults(): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
    faults.push(...(await findAxeFaults(page)).map((fault) => `${colorScheme} ${fault}`));
  }
  return faults;
}

it('offers a new student one thing: the first questions', async () => {
  await page.getByRole('button', { name: 'Choose a topic' }).waitFor();
  expect(await page.locator('#weak-topics, #home-reflexes, #topic-health').count()).toBe(0);
});

it('shows reflex, reviews, weak topics and the open session in this order, with one primary action', async () => {
  await page.getByRole('button', { name: 'Look around with a sample student' }).click();
  await page.locator('#topic-health').waitFor({ timeout: 60_000 });
  const review = page.locator('[data-review]');
  await review.waitFor();
  const tops = await Promise.all(
    [
      page.locator('#home-reflexes'),
      review,
      page.locator('#weak-topics'),
      page.getByRole('button', { name: 'Continue' }),
    ].map(async (place) => (await place.boundingBox())?.y ?? -1),
  );
  expect(tops.every((top) => top > 0)).toBe(true);
  expect([...tops].sort((a, b) => a - b)).toEqual(tops);
  expect(await page.locator('main button[data-variant="filled"]').count()).toBe(1);
  expect(await page.locator('main').textContent()).toMatch(/days? in a row/);
  expect(await page.locator('main').textContent()).toMatch(/\d+ in the seven days before/);
  expect(await findFaults()).toEqual([]);
});

it('shows the same at once when the app is opened again, before the database is', async () => {
  await page.reload();
  await page.locator('#home-reflexes').waitFor();
  expect(await page.getByText(/days? in a row/).isVisible()).toBe(true);
});

it('opens practice of a weak topic, and a timed test, without a serious finding of axe', async () => {
  await page
    .getByRole('button', { name: /^Practise / })
    .first()
    .click();
  await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Leave practice' }).click();
  await page.getByRole('link', { name: 'Practice' }).click();
  await page.getByText('Timed test', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Time per question' }).waitFor();
  expect(await findFaults()).toEqual([]);
  await page.getByRole('button', { name: 'Start the test' }).click();
  await page.getByRole('button', { name: 'Mark', exact: true }).click();
  expect(await findFaults()).toEqual([]);
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hand in' }).click();
  await page.locator('[data-recorded]').waitFor();
  await page.locator('details summary').first().click();
  expect(await findFaults()).toEqual([]);
});

it('starts an easy set of six, a normal one of eight, and the questions that went wrong', async () => {
  for (const [name, count] of [
    ['Easy set (6)', 6],
    ['Normal set (8)', 8],
    ['Retry my mistakes', 10],
  ] as const) {
    await page.goto(`${app.address}/#/practice`);
    await page.getByRole('button', { name }).click();
    await page.getByText(`1 of ${count}`).waitFor();
    await page.getByRole('button', { name: 'Leave practice' }).click();
    await page.getByRole('heading', { name: 'Hello Sample student' }).waitFor();
  }
});
