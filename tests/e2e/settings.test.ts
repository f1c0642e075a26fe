/** A student decides how soon the app speaks up, and how it looks. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaultsInBothThemes } from './find-faults.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { answerWrong, createFirstProfile, goOn, startTopic } from './practise.ts';

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ language: 'en', bypassesPolicy: true, blocksServiceWorker: true });
  page = await app.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await createFirstProfile(app, page, 'Deniz');
});
afterAll(() => app.close());

async function showSettings(): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'How mistakes are judged' }).waitFor();
}

const preset = (name: string) => page.getByRole('radio', { name, exact: true });
const analysis = () => page.getByRole('region', { name: 'How mistakes are judged' });
const threshold = (name: string) => analysis().getByRole('textbox', { name, exact: true });

describe('a preset', () => {
  it('says in plain words what it does, and what will be seen once there are mistakes', async () => {
    await showSettings();
    await preset('Normal').waitFor();
    expect(await preset('Normal').isChecked()).toBe(true);
    await analysis().getByText('Very fast: under 8 seconds, or under 40% of your usual time.').waitFor();
    await analysis().getByText('Very slow: over 2 minutes.').waitFor();
    await analysis().getByText('Once you have made some mistakes').waitFor();
    expect(await analysis().locator('[data-flag]').count()).toBe(0);
  });

  it('shows which of the last mistakes it would have flagged', async () => {
    // So that a machine that takes its time answers "very fast", too.
    await analysis().locator('summary').click();
    await threshold('Seconds that are very fast in any case').fill('600');
    await analysis().getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Your thresholds are in force.').waitFor();
    await startPractice();
    await showSettings();
    // The first two have too little before them for a verdict.
    await analysis().getByText('Would have flagged 1 of your last 3 mistakes: Very fast 1.').first().waitFor();
    // Soft wants four mistakes before it says anything.
    await analysis().getByText('Would have flagged none of your last 3 mistakes.').waitFor();
    await analysis().getByText('1 of your own').waitFor();
    expect(await findFaultsInBothThemes(page)).toEqual([]);
  });

  it('is chosen with one click, which can be taken back', async () => {
    await preset('Soft').check();
    await page.getByText('Soft is in force.').waitFor();
    await expectTopicPattern('Not enough data yet');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectTopicPattern('Very fast');
    await showSettings();
    await page.locator('input[type="radio"][value="normal"]:checked').waitFor();
  });
});

describe('thresholds of one’s own', () => {
  it('say their limits at the field, and are not saved while one is broken', async () => {
    await page.reload();
    await preset('Normal').waitFor();
    await analysis().getByText('1 of your own').waitFor();
    await threshold('Seconds that are very fast in any case').fill('601');
    await analysis().getByText('From 0 to 600.', { exact: true }).waitFor();
    expect(await analysis().getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await threshold('Same mistakes in a row').fill('2,5');
    await analysis().getByText('A whole number from 2 to 20.', { exact: true }).waitFor();
    expect(await findFaultsInBothThemes(page)).toEqual([]);
    await analysis().getByRole('button', { name: 'Back to 5: Seconds that are very fast in any case' }).click();
    expect(await threshold('Seconds that are very fast in any case').inputValue()).toBe('');
    await analysis().getByRole('button', { name: 'Back to 3: Same mistakes in a row' }).click();
  });

  it('show what they would have flagged while they are typed, and judge the mistakes anew once saved', async () => {
    await threshold('Seconds that are very fast in any case').fill('0');
    await threshold('Share of the usual time that is very fast').fill('0');
    // Of their kind they may still be flagged: which wrong choice carries which code is drawn.
    const sentence = analysis().getByRole('status').filter({ hasText: 'Would have flagged' });
    await sentence.filter({ hasNotText: 'Very fast' }).waitFor();
    await analysis().getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Your thresholds are in force.').waitFor();
    await analysis().getByText('2 of your own').waitFor();
    await analysis().getByText('Very fast: under 0 seconds, or under 0% of your usual time.').first().waitFor();
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('region', { name: 'Your topics' }).waitFor();
    await page.getByRole('region', { name: 'Your topics' }).getByText('Very fast').waitFor({ state: 'detached' });
  });

  it('are still there after a reload, and go back to the preset all at once', async () => {
    await page.reload();
    await showSettings();
    await analysis().getByText('2 of your own').waitFor();
    expect(await threshold('Seconds that are very fast in any case').inputValue()).toBe('0');
    await analysis().getByRole('button', { name: 'All back to the preset' }).click();
    await analysis().getByRole('button', { name: 'Save', exact: true }).click();
    await analysis().getByText('2 of your own').waitFor({ state: 'detached' });
    await analysis().getByText('Very fast: under 5 seconds, or under 30% of your usual time.').waitFor();
    expect(await threshold('Seconds that are very fast in any case').inputValue()).toBe('');
  });
});

describe('motion', () => {
  it('follows the system until somebody decides, and a reload keeps the decision', async () => {
    const html = (motion: string) => page.locator(`html[data-motion="${motion}"]`).waitFor();
    const choose = (name: string) => page.getByRole('region', { name: 'Appearance' }).getByText(name, { exact: true });
    await showSettings();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await html('full');
    await choose('Little').click();
    await html('reduce');
    await page.reload();
    await html('reduce');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await choose('Full').click();
    await html('full');
    expect(await page.locator('html').getAttribute('data-respect-reduced-motion')).toBeNull();
    await choose('System').last().click();
    await html('reduce');
  });
});

it('the page has an index that takes to each section, and says where the answers are', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('navigation', { name: 'On this page' }).getByRole('button', { name: 'Diagnostics' }).click();
  await page.locator('h2:focus', { hasText: 'Diagnostics' }).waitFor();
  await page.getByRole('region', { name: 'Study database' }).getByText("The browser's file store").waitFor();
});

async function startPractice(): Promise<void> {
  await startTopic(page, 'Linear equations', 5);
  for (let count = 0; count < 3; count += 1) {
    await answerWrong(page);
    await goOn(page);
  }
  await page.getByRole('button', { name: 'Leave practice' }).click();
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor();
}

/** The pattern of the practised topic on Home; the screen is read again when the database says so. */
async function expectTopicPattern(pattern: string): Promise<void> {
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('region', { name: 'Your topics' }).getByText(pattern).first().waitFor();
}
