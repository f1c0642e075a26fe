import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseLock } from '../../shared/host/browser-host-protocol.ts';
import { type OpenApp, openApp } from './open-app.ts';
import {
  answerRight,
  answerWrong,
  createFirstProfile,
  cutNetwork,
  goOn,
  readOpenQuestion,
  startTopic,
} from './practise.ts';

/** A little more than panic_absolute_min of the normal preset: an answer that is no rush. */
const calmMs = 5200;

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ language: 'en' });
  page = await app.newPage();
  await createFirstProfile(app, page);
});
afterAll(() => app.close());

describe('practice with the network cut off after loading', () => {
  it('shows PANIC_RUSH before the next question after three wrong answers under 5 s in one topic', async () => {
    await cutNetwork(page);
    await startTopic(page, 'Linear equations');
    await answerWrong(page);
    await goOn(page);
    await answerWrong(page);
    expect(await page.locator('[data-reflex]').count()).toBe(0);
    await goOn(page);
    await answerWrong(page);
    const card = page.locator('[data-reflex="PANIC_RUSH"]');
    await card.waitFor();
    expect(await page.getByRole('heading', { name: /Not right/ }).isVisible()).toBe(true);
    expect(await card.textContent()).toContain('3 mistakes in a row, each in under 5 s');
  });

  it('goes through the recheck list, and keeps it as done', async () => {
    const card = page.locator('[data-reflex="PANIC_RUSH"]');
    await card.getByRole('button', { name: 'Recheck the steps' }).click();
    const done = card.getByRole('button', { name: /^Done/ });
    expect(await done.isDisabled()).toBe(true);
    await card.getByRole('checkbox').nth(0).check();
    await card.getByRole('checkbox').nth(1).check();
    await done.click();
    await card.getByRole('button', { name: /Recheck the steps.*done/ }).waitFor();
  });

  it('runs the slow-down timer, which can be stopped', async () => {
    const card = page.locator('[data-reflex="PANIC_RUSH"]');
    await card.getByRole('button', { name: /^Slow down/ }).click();
    await expect.poll(() => card.getByRole('timer').textContent()).toMatch(/0:([0-4]\d|5[0-8])/);
    await card.getByRole('button', { name: 'Stop' }).click();
    expect(await card.getByRole('button', { name: /^Slow down/ }).textContent()).not.toContain('done');
  });

  it('takes a dismissal back on undo, and lets the card go otherwise', async () => {
    const card = page.locator('[data-reflex="PANIC_RUSH"]');
    await card.getByRole('button', { name: 'Dismiss' }).click();
    await card.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await card.waitFor();
    await card.getByRole('button', { name: 'Dismiss' }).click();
    await card.waitFor({ state: 'detached' });
  });

  it('shows STUCK_LOOP after the same mistake code three times in a row', async () => {
    await goOn(page);
    for (let count = 0; count < 3; count += 1) {
      // A mistake is judged by its own time: only the one that raises the reflex must be no rush.
      if (count === 2) await page.waitForTimeout(calmMs);
      const { mistakeCode } = await answerWrong(page, 'CONCEPT_ERROR');
      if (mistakeCode !== 'CONCEPT_ERROR') await page.getByText('Mixed up the idea', { exact: true }).click();
      if (count < 2) await goOn(page);
    }
    const card = page.locator('[data-reflex="STUCK_LOOP"]');
    await card.waitFor();
    expect(await card.textContent()).toContain('Mixed up the idea');
  });

  it('opens a session of one question like the mistake, and marks the action done when it is finished', async () => {
    const card = page.locator('[data-reflex="STUCK_LOOP"]');
    await card.getByRole('button', { name: 'Try one like it' }).click();
    await page.getByText('1 of 1').waitFor();
    await answerRight(page);
    await goOn(page);
    await page.getByRole('heading', { name: 'Finished' }).waitFor();
    await page
      .locator('[data-reflex="STUCK_LOOP"]')
      .getByRole('button', { name: /Try one like it.*done/ })
      .waitFor();
    await page.getByRole('button', { name: 'Back to the session left open' }).click();
    await page.getByText('6 of 10').waitFor();
  });

  it('starts a new question at its first word, however far the one before was scrolled', async () => {
    await page.evaluate(() => window.scrollTo({ top: 200 }));
    expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
    await goOn(page);
    await page.getByText('7 of 10').waitFor();
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });

  it('keeps the place, the choice and the elapsed time over a reload', async () => {
    await page.getByText('7 of 10').waitFor();
    const before = await readOpenQuestion(page);
    const choice = before.choices[1];
    if (choice !== undefined) await page.locator(`input[name="choice"][value="${choice.key}"]`).check();
    else await page.getByRole('textbox').fill('12');
    // The page keeps it every two seconds.
    await expect.poll(async () => (await readOpenQuestion(page)).elapsedSeconds).toBeGreaterThanOrEqual(1.9);
    await page.reload();
    await page.getByText('7 of 10').waitFor();
    if (choice !== undefined) expect(await page.locator(`input[value="${choice.key}"]`).isChecked()).toBe(true);
    else expect(await page.getByRole('textbox').inputValue()).toBe('12');
    expect((await readOpenQuestion(page)).elapsedSeconds).toBeGreaterThanOrEqual(1.9);
    expect(await page.getByRole('timer').textContent()).not.toBe('0:00');
  });

  it('gives feedback while the host is down, and brings the answer to the database once, later', async () => {
    await page.reload();
    await page.getByText('7 of 10').waitFor();
    await killHost(page);
    await answerWrong(page);
    await goOn(page);
    for (const place of ['8 of 10', '9 of 10', '10 of 10']) {
      await page.getByText(place).waitFor();
      await answerRight(page);
      await goOn(page);
    }
    await page.getByRole('heading', { name: 'Finished' }).waitFor();
    await page.getByText('3 of 10 right').waitFor();
    await page.getByRole('button', { name: 'Home' }).click();
    await expect
      .poll(() => page.getByRole('region', { name: 'Your topics' }).textContent(), { timeout: 60_000 })
      .toContain('4 of 11 right');
    // A new host may take long to start on a busy machine; what counts is that nothing is lost.
  }, 150_000);

  it('never asks anybody else for anything', () => {
    expect(app.foreignRequests).toEqual([]);
  });
});

/** Ends the worker that holds the database, as a crash would. A page may have painted before it had one. */
async function killHost(openPage: Page): Promise<void> {
  const isDatabaseHeld = () =>
    openPage.evaluate(
      async (name) => (await navigator.locks.query()).held?.some((lock) => lock.name === name) ?? false,
      databaseLock,
    );
  await expect
    .poll(async () => openPage.workers().length === 1 && (await isDatabaseHeld()), { timeout: 45_000 })
    .toBe(true);
  await openPage
    .workers()[0]
    ?.evaluate(() => self.close())
    .catch(() => 'closed while it answered');
}
