import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAxeFaults } from './find-axe-faults.ts';
import { findCutText } from './find-cut-text.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { changeLanguage, makeScreens, type Screen, setLook } from './screens.ts';

/** Beyond it people lose their place (Web Vitals: "good" ends at 0.1). */
const mostLayoutShift = 0.1;
const patience = { timeout: 20_000 };

let app: OpenApp;
let page: Page;
let screens: readonly Screen[] = [];
const pageErrors: string[] = [];

beforeAll(async () => {
  app = await openApp({ language: 'en', bypassesPolicy: true });
  page = await app.newPage();
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => pageErrors.push(error.message));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(sumLayoutShifts);
  await page.goto(app.address);
  await page.getByRole('textbox', { name: 'Your name' }).waitFor();
});
afterAll(() => app.close());

/** Adds up what moves on the page without having been asked for. Runs in the page. */
function sumLayoutShifts(): void {
  const seen = { layoutShift: 0, moved: [] as string[] };
  Object.assign(window, { shiftSeen: seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: readonly { readonly node: Node | null }[];
    })[]) {
      if (entry.hadRecentInput) continue;
      seen.layoutShift += entry.value;
      for (const { node } of entry.sources) {
        if (node instanceof Element) seen.moved.push(`${node.tagName} ${(node.textContent ?? '').slice(0, 40)}`);
      }
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

interface SeenOnScreen {
  readonly title: string;
  readonly language: string;
  readonly headingCount: number;
  readonly mainCount: number;
  readonly layoutShift: number;
  readonly moved: readonly string[];
}

/** What a screen is like for whoever hears it, and what has moved on it since the last look. Runs in the page. */
function lookAtScreen(): SeenOnScreen {
  const { shiftSeen } = window as unknown as { shiftSeen: { layoutShift: number; moved: string[] } };
  const { layoutShift, moved } = shiftSeen;
  Object.assign(shiftSeen, { layoutShift: 0, moved: [] });
  return {
    title: document.title,
    language: document.documentElement.lang,
    headingCount: document.querySelectorAll('h1').length,
    mainCount: document.querySelectorAll('main').length,
    layoutShift,
    moved,
  };
}

/** The focus is on what the screen shows, not on the rail or nowhere. Runs in the page. */
function isFocusOnScreen(): boolean {
  const { activeElement } = document;
  return activeElement !== null && activeElement !== document.body && activeElement.closest('nav') === null;
}

it('axe finds a button without a name, or this file proves nothing', async () => {
  await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  expect((await findAxeFaults(page)).join()).toContain('button-name');
  await page.reload();
  await page.getByRole('textbox').first().waitFor();
});

it('a paragraph that pushes the page down is noticed, or this file proves nothing', async () => {
  await page.evaluate(lookAtScreen);
  await page.evaluate(() => {
    const late = document.createElement('div');
    late.style.height = '300px';
    document.querySelector('main')?.prepend(late);
  });
  await expect.poll(async () => (await page.evaluate(lookAtScreen)).layoutShift, patience).toBeGreaterThan(0.05);
  await page.reload();
  await page.getByRole('textbox').first().waitFor();
});

it.each([
  { language: 'Türkçe', heading: 'Hoş geldin', missing: 'Bir ad yaz.', colorScheme: 'dark' },
  { language: 'English', heading: 'Welcome', missing: 'Type a name.', colorScheme: 'light' },
] as const)('the first start has no serious finding ($language, $colorScheme)', async (look) => {
  await page.emulateMedia({ colorScheme: look.colorScheme });
  await page.getByText(look.language, { exact: true }).click();
  await page.getByRole('heading', { name: look.heading }).waitFor();
  await page.locator('button[type="submit"]').click();
  await page.getByText(look.missing).waitFor();
  expect(await findAxeFaults(page)).toEqual([]);
});

describe('every screen, with eight weeks of answers', () => {
  beforeAll(async () => {
    screens = await makeScreens(app, page);
  }, 300_000);

  it.each([
    { language: 'en', colorScheme: 'light' },
    { language: 'tr', colorScheme: 'dark' },
  ] as const)(
    'says where one is, keeps still and has no serious finding of axe ($language, $colorScheme)',
    async ({ language, colorScheme }) => {
      await changeLanguage(app, page, language);
      await page.emulateMedia({ colorScheme });
      const faults: string[] = [];
      const titles = new Map<string, string>();
      for (const { name, isRoute, open } of screens) {
        await page.evaluate(lookAtScreen);
        await open(page);
        await expect
          .poll(() => page.locator('html').getAttribute('data-mantine-color-scheme'), patience)
          .toBe(colorScheme);
        // Whoever hears the screen starts at its heading, or where the screen itself wants them.
        await expect
          .poll(() => page.evaluate(isFocusOnScreen), { ...patience, message: `focus on ${name}` })
          .toBe(true);
        const seen = await page.evaluate(lookAtScreen);
        if (isRoute === true) titles.set(name, seen.title);
        if (seen.language !== language) faults.push(`${name}: speaks ${seen.language}`);
        if (seen.headingCount !== 1) faults.push(`${name}: has ${seen.headingCount} main headings`);
        if (seen.mainCount !== 1) faults.push(`${name}: has ${seen.mainCount} main landmarks`);
        if (seen.layoutShift > mostLayoutShift) {
          faults.push(`${name}: moved by ${seen.layoutShift.toFixed(3)}: ${[...new Set(seen.moved)].join(', ')}`);
        }
        faults.push(...(await findAxeFaults(page)).map((fault) => `${name}: ${fault}`));
      }
      expect(faults).toEqual([]);
      expect(new Set(titles.values()).size, [...titles.values()].join(', ')).toBe(titles.size);
    },
    300_000,
  );

  it('a word that stands out of the window is found, or the next tests prove nothing', async () => {
    await screens[0]?.open(page);
    await page.evaluate(() => {
      const wide = document.createElement('p');
      wide.append('far too wide');
      wide.style.cssText = 'position: fixed; left: calc(100vw - 20px); white-space: nowrap';
      document.querySelector('main')?.append(wide);
    });
    expect((await page.evaluate(findCutText)).join()).toContain('far too wide');
  });

  it.each([
    { name: '320 px wide', language: 'tr', width: 320, height: 640, textScale: 1 },
    { name: '320 px wide', language: 'en', width: 320, height: 640, textScale: 1 },
    { name: 'text of 200 % in a half window', language: 'tr', width: 640, height: 800, textScale: 2 },
    { name: 'a tablet held upright', language: 'tr', width: 800, height: 1100, textScale: 1 },
  ] as const)(
    '$name, $language: shows every word without scrolling sideways',
    async ({ language, width, height, textScale }) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await changeLanguage(app, page, language);
      await setLook(page, { language, textScale });
      await page.setViewportSize({ width, height });
      await page.goto('about:blank');
      const faults: string[] = [];
      for (const screen of screens) {
        await screen.open(page);
        faults.push(...(await page.evaluate(findCutText)).map((fault) => `${screen.name}: ${fault}`));
      }
      expect(faults).toEqual([]);
    },
    300_000,
  );

  it('breaks nowhere', () => {
    expect(pageErrors).toEqual([]);
  });
});
