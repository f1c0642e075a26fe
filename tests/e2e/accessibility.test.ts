import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app.ts';
import { changeLanguage, makeScreens, type Screen, setLook } from './screens.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const looks = (['en', 'tr'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((colourScheme) => ({ language, colourScheme })),
);

let app: OpenApp;
let page: Page;
let screens: readonly Screen[] = [];

beforeAll(async () => {
  app = await openApp({ language: 'en', bypassesPolicy: true });
  page = await app.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
});
afterAll(() => app.close());

/** What axe finds serious or critical, in words that name the place. */
async function findFaults(): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(async (): Promise<AxeResults> => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    return axe.run(document, { resultTypes: ['violations'] });
  });
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} | ${node.failureSummary ?? ''}`),
    );
}

it('axe finds a button without a name, or this file proves nothing', async () => {
  await page.goto(app.address);
  await page.getByRole('textbox').waitFor();
  await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  expect((await findFaults()).join()).toContain('button-name');
});

describe('the first start', () => {
  it.each(looks)('has no serious finding in $language and $colourScheme', async ({ language, colourScheme }) => {
    await page.emulateMedia({ colorScheme: colourScheme });
    await page.goto(app.address);
    await page.getByRole('textbox').waitFor();
    await page.getByText(language === 'tr' ? 'Türkçe' : 'English', { exact: true }).click();
    await page.getByRole('heading', { name: language === 'tr' ? 'Hoş geldin' : 'Welcome' }).waitFor();
    expect(await findFaults()).toEqual([]);
    await page.locator('button[type="submit"]').click();
    await page.getByText(language === 'tr' ? 'Bir ad yaz.' : 'Type a name.').waitFor();
    expect(await findFaults()).toEqual([]);
  });
});

describe('every screen', () => {
  beforeAll(async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    screens = await makeScreens(app, page);
  });

  it.each(looks)('has no serious finding in $language and $colourScheme', async (look) => {
    await changeLanguage(app, page, look.language);
    await setLook(page, look);
    await page.goto('about:blank');
    const faults: string[] = [];
    for (const screen of screens) {
      await screen.open(page);
      expect(await page.locator('html').getAttribute('lang')).toBe(look.language);
      expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe(look.colourScheme);
      faults.push(...(await findFaults()).map((fault) => `${screen.name}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });
});
