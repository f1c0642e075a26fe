/** The reflex centre as a student who has practised for weeks meets it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app.ts';
import { answerRight, answerWrong, createFirstProfile, goOn, startTopic } from './practise.ts';

let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openApp({ language: 'en' });
  page = await app.newPage();
  // Timers of a minute pass when a test says so.
  await page.clock.install();
  await createFirstProfile(app, page);
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('button', { name: 'Look around with a sample student' }).click();
  await page.getByRole('heading', { name: 'Hello Sample student' }).waitFor({ timeout: 120_000 });
  await page.getByRole('link', { name: /^Reflexes/ }).click();
  await page.getByRole('heading', { name: 'History' }).waitFor();
});
afterAll(() => app.close());

const past = () => page.locator('[data-past-reflex]');
const open = () => page.locator('[data-reflex]');

it('tells for each past reflex what was seen, what became of it, what was done, and what followed', async () => {
  await expect.poll(() => past().count()).toBeGreaterThan(5);
  await expect.poll(() => past().filter({ hasText: 'You did:' }).count()).toBeGreaterThan(0);
  const followed = past().filter({ hasText: /Of the next 5 answers \d were right, of the \d before \d\./ });
  await expect.poll(() => followed.count()).toBeGreaterThan(0);
  const words = (await followed.first().textContent()) ?? '';
  const [, right, , rightBefore] = /next 5 answers (\d) were right, of the (\d) before (\d)/.exec(words) ?? [];
  const dots = followed.first().getByRole('img');
  expect(await dots.nth(0).getAttribute('aria-label')).toContain(`${rightBefore} of `);
  expect(await dots.nth(1).getAttribute('aria-label')).toContain(`${right} of 5`);
  const moments = await past().locator('p:nth-of-type(2)').allTextContents();
  expect(moments.every((moment) => /\d{4}, .+ · (Done|Begun|Dismissed|Expired)/.test(moment))).toBe(true);
});

it('shows the older ones when asked', async () => {
  expect(await past().count()).toBe(20);
  const older = page.getByRole('button', { name: /^Show \d+ older/ });
  while ((await older.count()) > 0) {
    const before = await past().count();
    await older.click();
    await expect.poll(() => past().count()).toBeGreaterThan(before);
  }
  expect(await past().count()).toBeGreaterThan(40);
});

it('leaves by topic, kind and state what was asked for, and everything again', async () => {
  const allCount = await past().count();
  await page.getByRole('button', { name: 'State', exact: true }).click();
  const dismissed = page.getByRole('checkbox', { name: /^Dismissed \(\d+\)$/ });
  const count = Number(
    /\((\d+)\)/.exec((await dismissed.evaluate((box) => box.closest('div')?.parentElement?.textContent)) ?? '')?.[1],
  );
  await dismissed.check();
  await page.keyboard.press('Escape');
  await expect.poll(() => past().count()).toBe(count);
  expect(await open().count()).toBe(0);
  expect(await past().filter({ hasText: 'Dismissed (' }).count()).toBe(count);

  await page.getByRole('button', { name: 'Reflex', exact: true }).click();
  await page.getByRole('checkbox', { name: /^Getting better/ }).check();
  await page.keyboard.press('Escape');
  await expect.poll(() => past().count()).toBeLessThan(count);
  for (const kind of await past().evaluateAll((entries) =>
    entries.map((entry) => entry.getAttribute('data-past-reflex')),
  ))
    expect(kind).toBe('improving');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(() => past().count()).toBe(allCount);
});

it('carries out what each action promises, and calls it done only then', { timeout: 120_000 }, async () => {
  const action = (reflex: string, name: string) =>
    page.locator(`[data-reflex="${reflex}"]`).getByRole('button', { name: new RegExp(`^${name}`) });
  const isDone = (reflex: string, name: string) => action(reflex, `${name}.*done`).waitFor();
  for (const [name, passing] of [
    ['Slow down', '01:01'],
    ['Short break', '00:46'],
  ] as const) {
    await action('PANIC_RUSH', name).click();
    await page.locator('[data-reflex="PANIC_RUSH"]').getByRole('timer').waitFor();
    expect(await action('PANIC_RUSH', `${name}.*done`).count()).toBe(0);
    await page.clock.fastForward(passing);
    await isDone('PANIC_RUSH', name);
  }

  await action('STUCK_LOOP', 'Show a hint').click();
  await page.locator('[data-reflex="STUCK_LOOP"]').getByRole('button', { name: 'Got it' }).click();
  await isDone('STUCK_LOOP', 'Show a hint');
  await action('STUCK_LOOP', 'Quick review').click();
  const review = page.getByRole('dialog', { name: 'Review' });
  const count = Number(/Mistake 1 of (\d)/.exec((await review.textContent()) ?? '')?.[1]);
  expect(count).toBeGreaterThan(1);
  for (let number = 1; number <= count; number += 1) {
    await review.getByText(`Mistake ${number} of ${count}`).waitFor();
    await review.getByRole('button', { name: number === count ? 'Finish' : 'Next' }).click();
  }
  await isDone('STUCK_LOOP', 'Quick review');

  await action('worsening', 'Check the basics').click();
  await page.getByText('1 of 3').waitFor();
  await page.getByRole('button', { name: 'Leave practice' }).click();
  await page.getByRole('link', { name: /^Reflexes/ }).click();
  await action('worsening', '6 easy questions').waitFor();
  expect(await action('worsening', 'Check the basics.*done').count()).toBe(0);
  await action('worsening', '6 easy questions').click();
  for (let number = 1; number <= 6; number += 1) {
    await page.getByText(`${number} of 6`).waitFor();
    await answerRight(page);
    await goOn(page);
  }
  await page.getByRole('heading', { name: 'Finished' }).waitFor();
  await page.getByRole('button', { name: 'Home' }).click();
  await page.getByRole('link', { name: /^Reflexes/ }).click();
  await isDone('worsening', '6 easy questions');
});

it('takes a slow student through the steps of a question and a limit of time', { timeout: 120_000 }, async () => {
  await startTopic(page, 'Linear equations', 5);
  for (let number = 1; number <= 5; number += 1) {
    await page.getByText(`${number} of 5`).waitFor();
    await page.clock.fastForward('04:00');
    await answerWrong(page);
    await goOn(page);
  }
  await page.getByRole('heading', { name: 'Finished' }).waitFor();
  await page.getByRole('button', { name: 'Home' }).click();
  await page.getByRole('link', { name: /^Reflexes/ }).click();
  const card = page.locator('[data-reflex="STUCK_SLOW"]');

  await card.getByRole('button', { name: 'Split into 3 steps' }).click();
  const steps = card.getByRole('checkbox');
  await expect.poll(() => steps.count()).toBe(3);
  for (const step of await steps.all()) await step.check();
  await card.getByRole('button', { name: 'Done (3 of 3)' }).click();
  await card.getByRole('button', { name: /^Split into 3 steps.*done/ }).waitFor();

  const limit = card.getByRole('button', { name: /^Set a limit \(90 s\)/ });
  await limit.click();
  await card.getByRole('timer').waitFor();
  await page.clock.fastForward('01:31');
  await card.getByRole('button', { name: /^Set a limit.*done/ }).waitFor();
});

it('goes on to the chart of all reflexes', async () => {
  await page.getByRole('link', { name: 'All reflexes and what followed, drawn' }).click();
  await page.getByRole('heading', { name: 'Reflexes and what followed' }).waitFor();
});
