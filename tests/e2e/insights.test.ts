import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAxeFaults } from './find-axe-faults.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { createFirstProfile } from './practise.ts';
import { changeLanguage, setLook } from './screens.ts';

const charts = ['map', 'time', 'pace', 'mix', 'severity', 'effects', 'calendar'] as const;

let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openApp({ language: 'en', bypassesPolicy: true });
  page = await app.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await createFirstProfile(app, page);
});
afterAll(() => app.close());

function section(chart: (typeof charts)[number]) {
  return page.locator(`section[aria-labelledby="insight-${chart}"]`).first();
}

async function openInsights(search = '', isFresh = false): Promise<void> {
  if (isFresh) await page.goto('about:blank');
  await page.goto(`${app.address}/#/insights${search}`);
  await section('calendar').waitFor();
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
}

it('says before the first answer what will appear, and when', async () => {
  await page.getByRole('link', { name: 'Insights' }).click();
  await page.getByRole('heading', { name: 'Nothing to draw yet' }).waitFor();
  expect(await page.locator('main li').count()).toBe(charts.length);
  expect(await findAxeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Choose a topic' }).click();
  await page.getByRole('checkbox').first().waitFor();
});

describe('with the sample student', () => {
  beforeAll(async () => {
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('button', { name: 'Look around with a sample student' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('heading', { name: 'Hello Sample student' }).waitFor({ timeout: 120_000 });
    await openInsights();
  });

  it('draws seven charts, each with a sentence that speaks of these data', async () => {
    for (const chart of charts) {
      const sentence = await section(chart).locator('p').first().textContent();
      expect(sentence, chart).toMatch(/\d/);
      expect(sentence, chart).not.toMatch(/too few|\{\{|undefined|NaN/);
    }
    await expect.poll(() => page.locator('main svg path').count()).toBeGreaterThan(20);
  });

  it.each(charts.filter((chart) => chart !== 'map'))('reads exact values of %s by keyboard', async (chart) => {
    const plot = section(chart).locator('[role="group"][tabindex="0"]').first();
    const readout = section(chart).getByRole('status');
    const height = (await section(chart).boundingBox())?.height;
    await plot.focus();
    await page.keyboard.press('ArrowRight');
    const first = await readout.textContent();
    expect(first).toMatch(/\d/);
    await page.keyboard.press('End');
    expect(await readout.textContent()).not.toBe(first);
    expect((await section(chart).boundingBox())?.height).toBe(height);
    await page.keyboard.press('Escape');
    expect(await readout.textContent()).toMatch(/arrow keys/);
  });

  it('reads exact values under the pointer', async () => {
    const box = await section('calendar').locator('[role="group"]').boundingBox();
    if (box === null) throw new Error('the calendar is not there');
    await page.mouse.move(box.x + 90, box.y + 60);
    await expect.poll(() => section('calendar').getByRole('status').textContent()).toMatch(/answers|no answers/);
  });

  it('shows one topic from its tile, keeps it in the address and goes back to it', async () => {
    await section('map')
      .getByRole('button', { name: /^Roots:/ })
      .click();
    await expect.poll(() => page.url()).toContain('topic=TR.MAT.NUM.005');
    await expect.poll(() => section('pace').locator('p').first().textContent()).toMatch(/^Roots:/);
    await page.getByText('30 days', { exact: true }).click();
    await expect.poll(() => page.url()).toContain('range=30');
    await page.reload();
    await section('calendar').waitFor();
    expect(await page.getByRole('combobox', { name: 'Topic' }).inputValue()).toBe('TR.MAT.NUM.005');
    expect(await page.getByRole('radio', { name: '30 days' }).isChecked()).toBe(true);
    // On paper: whose, of what and when, and nothing to press.
    await page.emulateMedia({ media: 'print', reducedMotion: 'reduce' });
    const printed = page.locator('main p').filter({ hasText: 'printed on' });
    await expect.poll(() => printed.textContent()).toMatch(/^Sample student · Roots · .*\d{4} · printed on .*\d{4}$/);
    expect(await printed.isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    await page.emulateMedia({ media: null, reducedMotion: 'reduce' });
    expect(await printed.isVisible()).toBe(false);
    await page.getByRole('combobox', { name: 'Topic' }).selectOption('');
    await expect.poll(() => page.url()).not.toContain('topic=');
  });

  it('shows every chart as a table with the same answers', async () => {
    await openInsights();
    // What the last test chose may still be drawn.
    await expect.poll(() => section('map').locator('button').count()).toBeGreaterThan(1);
    const drawn = await section('map').locator('button').count();
    await page.getByText('Tables', { exact: true }).click();
    await expect.poll(() => page.locator('main table').count()).toBe(charts.length);
    expect(await section('map').locator('tbody tr').count()).toBe(drawn);
    const counts = await section('map').locator('tbody tr td:nth-child(3)').allTextContents();
    const total = counts.reduce((sum, count) => sum + Number(count), 0);
    expect(await section('map').locator('p').first().textContent()).toContain(`${total} answers`);
  });

  it.each([
    { language: 'en', scheme: 'light' },
    { language: 'tr', scheme: 'dark' },
  ] as const)('has no serious finding in $language and $scheme, drawn or as tables', async ({ language, scheme }) => {
    await changeLanguage(app, page, language);
    await setLook(page, { language, colourScheme: scheme });
    await openInsights('', true);
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe(scheme);
    const name = language === 'tr' ? 'Örnek öğrenci' : 'Sample student';
    await page
      .getByRole('button', { name: new RegExp(name) })
      .first()
      .waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await openInsights('?view=table');
    await page
      .locator('main table')
      .nth(charts.length - 1)
      .waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
  });

  it.each([320, 800])('fits a window of %d px', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await openInsights();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(overflow).toBe(0);
  });

  it('is marked on every screen and gone with one action, back to the student who was there', async () => {
    await changeLanguage(app, page, 'en');
    for (const hash of ['#/', '#/practice', '#/reflexes', '#/insights', '#/content', '#/settings']) {
      await page.goto(`${app.address}/${hash}`);
      await page.getByRole('complementary', { name: 'Sample student' }).waitFor();
    }
    await page.goto(`${app.address}/#/`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
    await page.getByRole('complementary', { name: 'Sample student' }).getByRole('button').click();
    await page.getByRole('heading', { name: 'Hello Deniz' }).waitFor();
    expect(await page.getByRole('complementary', { name: 'Sample student' }).count()).toBe(0);
    await page.goto(`${app.address}/#/settings`);
    await page.getByRole('button', { name: 'Look around with a sample student' }).waitFor();
  });
});
