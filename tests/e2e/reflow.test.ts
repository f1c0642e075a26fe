import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app.ts';
import { changeLanguage, makeScreens, type Screen, setLook } from './screens.ts';

let app: OpenApp;
let page: Page;
let screens: readonly Screen[] = [];

beforeAll(async () => {
  app = await openApp({ language: 'en' });
  page = await app.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  screens = await makeScreens(app, page);
});
afterAll(() => app.close());

/**
 * Words that stand outside the window or are cut by a box around them, and whether the page scrolls sideways. Boxes
 * that can be scrolled by themselves, and text for screen readers only, are left out. Runs in the page.
 */
function findCutText(): readonly string[] {
  const faults: string[] = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth} px wide in ${clientWidth} px`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (
      parent === null ||
      node.textContent?.trim() === '' ||
      parent.closest('script, style, .katex-mathml, option') !== null
    )
      continue;
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    let left = 0;
    let right = clientWidth;
    let top = Number.NEGATIVE_INFINITY;
    let bottom = Number.POSITIVE_INFINITY;
    let isApart = false;
    for (let around: Element | null = parent; around !== null; around = around.parentElement) {
      const style = getComputedStyle(around);
      const bounds = around.getBoundingClientRect();
      // Visually hidden text has a pixel or two, or clipped away; the skip link waits above the window.
      if (bounds.width <= 4 || style.clipPath === 'inset(50%)' || bounds.bottom < 0) isApart = true;
      if (style.overflowX === 'auto' || style.overflowX === 'scroll') isApart = true;
      if (style.overflowX === 'hidden' || style.overflowX === 'clip') {
        left = Math.max(left, bounds.left);
        right = Math.min(right, bounds.right);
      }
      if (style.overflowY === 'auto' || style.overflowY === 'scroll') isApart = true;
      if (style.overflowY === 'hidden' || style.overflowY === 'clip') {
        top = Math.max(top, bounds.top);
        bottom = Math.min(bottom, bounds.bottom);
      }
    }
    // A line's box is a little higher than its letters.
    const slack = Number.parseFloat(getComputedStyle(parent).fontSize) / 4;
    if (!isApart && parent.closest('.katex') === null && (box.top < top - slack || box.bottom > bottom + slack)) {
      faults.push(`"${node.textContent?.trim().slice(0, 60)}" is cut above or below`);
    }
    if (!isApart && (box.left < left - 1 || box.right > right + 1)) {
      faults.push(
        `"${node.textContent?.trim().slice(0, 60)}" lies at ${Math.round(box.left)} to ${Math.round(box.right)} px`,
      );
    }
  }
  return faults;
}

it('finds words that stand out of the window, or this file proves nothing', async () => {
  await screens[0]?.open(page);
  await page.evaluate(() => {
    const wide = document.createElement('p');
    wide.append('far too wide');
    wide.style.cssText = 'position: fixed; left: calc(100vw - 20px); white-space: nowrap';
    document.querySelector('main')?.append(wide);
  });
  expect((await page.evaluate(findCutText)).join()).toContain('far too wide');
  await page.reload();
});

describe.each([
  { name: '320 px wide', width: 320, height: 640, textScale: 1 },
  { name: 'text of 200 %', width: 1280, height: 800, textScale: 2 },
  { name: 'text of 200 % in a half window', width: 640, height: 800, textScale: 2 },
  { name: 'a tablet held upright', width: 800, height: 1100, textScale: 1 },
])('$name', ({ width, height, textScale }) => {
  it.each(['en', 'tr'] as const)(
    'shows every word of every screen without scrolling sideways (%s)',
    async (language) => {
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
  );
});
