import { afterAll, beforeAll, expect, test } from 'vitest';
import { attacks } from './attacks.ts';
import { openQuestionPage, type QuestionPage } from './open-question-page.ts';

let opened: QuestionPage;
beforeAll(async () => {
  opened = await openQuestionPage();
});
afterAll(() => opened.close());

const allowedTags = new Set(
  'p div span br hr blockquote pre code b strong i em u s small sub sup ul ol li table caption thead tbody tfoot tr th td'.split(
    ' ',
  ),
);
const allowedAttributes = new Set(['colspan', 'rowspan', 'scope', 'dir', 'lang']);

/** Clicks, points at and focuses everything that is shown, then lets loads and timers come through. */
async function provoke(): Promise<void> {
  await opened.page.evaluate(async () => {
    for (const element of document.querySelectorAll('#root *')) {
      for (const name of ['mouseover', 'pointerenter', 'focus', 'animationstart', 'toggle', 'load', 'error']) {
        element.dispatchEvent(new Event(name, { bubbles: true }));
      }
      if (element instanceof HTMLElement) element.click();
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
}

const attacksSeen = () => opened.page.evaluate(() => window.attacks.splice(0));

test('the test sees an attack and a request that get through', async () => {
  await opened.page.evaluate(() => {
    const root = document.getElementById('root');
    const unsafe = document.createElement('div');
    unsafe.innerHTML =
      '<img src=x onerror="attack(1)"><img src="http://attacker.test/pixel.png"><b onclick="attack(2)">x</b>';
    root?.after(unsafe);
    unsafe.querySelector('b')?.click();
    return new Promise((resolve) => setTimeout(resolve, 300));
  });
  expect((await attacksSeen()).sort()).toEqual([1, 2]);
  expect(opened.foreignRequests).toContain('http://attacker.test/pixel.png');
  await opened.page.reload();
  await opened.page.waitForFunction(() => typeof window.showTexts === 'function');
  opened.foreignRequests.splice(0);
});

for (const format of ['html', 'plain'] as const) {
  test(`no hostile ${format} text runs a script, loads anything or leaves the page`, async () => {
    const address = opened.page.url();
    const texts = Object.values(attacks).flatMap((attack) => [
      attack,
      `<p>a ${attack} b</p>`,
      `<table><tr><td>${attack}`,
      `<svg>${attack}`,
      `<math><mi>${attack}`,
    ]);
    await opened.page.evaluate(
      ([shown, shownFormat]) =>
        window.showTexts(
          shown.map((text) => ({ text: { en: text }, format: shownFormat })),
          'en',
        ),
      [texts, format] as const,
    );
    await provoke();
    expect(await attacksSeen()).toEqual([]);
    expect(opened.foreignRequests).toEqual([]);
    expect(opened.page.url()).toBe(address);
    expect(opened.page.context().pages()).toHaveLength(1);
  });

  test(`hostile ${format} text leaves only listed tags and attributes outside of typeset maths`, async () => {
    const texts = Object.values(attacks);
    const found = await opened.page.evaluate(
      ([shown, shownFormat]) => {
        window.showTexts(
          shown.map((text) => ({ text: { en: text }, format: shownFormat })),
          'en',
        );
        const elements = [...document.querySelectorAll('#root [data-text] > span *')];
        return elements.map((element) => ({
          isMaths:
            element.closest('.katex, [data-maths]') !== null ||
            element.querySelector(':scope > .katex, :scope > .katex-display') !== null,
          tag: element.localName,
          // Ours, set on the span that keeps punctuation beside a formula.
          attributes: element.getAttributeNames().filter((name) => name !== 'data-unbroken'),
        }));
      },
      [texts, format] as const,
    );
    const outside = found.filter(({ isMaths }) => !isMaths);
    expect(outside.map(({ tag }) => tag).filter((tag) => !allowedTags.has(tag))).toEqual([]);
    expect(outside.flatMap(({ attributes }) => attributes).filter((name) => !allowedAttributes.has(name))).toEqual([]);
    const inside = found.filter(({ isMaths }) => isMaths);
    expect(inside.length).toBeGreaterThan(0);
    const risky = /^(?:on.*|href|xlink:href|src|srcset|action|formaction|id|name)$/;
    expect(inside.flatMap(({ attributes }) => attributes).filter((name) => risky.test(name))).toEqual([]);
    expect(
      inside
        .map(({ tag }) => tag)
        .filter((tag) => ['img', 'a', 'iframe', 'script', 'style', 'mglyph', 'maction'].includes(tag)),
    ).toEqual([]);
  });
}

test('plain text is shown as it was written, tags and all', async () => {
  const texts = Object.values(attacks).filter((text) => !text.includes('\\(') && !text.includes('\uE000'));
  const shown = await opened.page.evaluate((plain) => {
    window.showTexts(
      plain.map((text) => ({ text: { en: text }, format: 'plain' as const })),
      'en',
    );
    return [...document.querySelectorAll('#root [data-text]')].map((element) => element.textContent);
  }, texts);
  expect(shown).toEqual(texts);
});

test('no typeset formula is larger than ten letters of its text in any direction it was told to grow', async () => {
  const box = await opened.page.evaluate(() => {
    const text = 'x \\(\\rule{9000em}{9000em}\\kern9000em\\Huge a\\)';
    window.showTexts([{ text: { en: text }, format: 'plain' }], 'en');
    const { height } = document.querySelector('#root [data-text]')?.getBoundingClientRect() ?? { height: 0 };
    return { height, fontSize: Number.parseFloat(getComputedStyle(document.body).fontSize) };
  });
  expect(box.height).toBeGreaterThan(0);
  // KaTeX letters are 1.21 times the text around them; a line has some room above and below.
  expect(box.height).toBeLessThan(box.fontSize * 1.21 * 14);
});

test('a text made to be slow or deep is shown in under three seconds', async () => {
  const texts = [
    '<b>'.repeat(6000),
    '\\('.repeat(9000),
    `\\(${'{'.repeat(1900)}x${'}'.repeat(1900)}\\)`,
    `\\(${'\\frac1'.repeat(600)}\\)`,
    '<table><tr><td>'.repeat(1300),
    `${'\\(\\def\\a{\\a\\a}\\a\\) '.repeat(900)}`,
  ];
  for (const text of texts) {
    for (const format of ['html', 'plain'] as const) {
      const spentMs = await opened.page.evaluate(
        ([slow, slowFormat]) => {
          const started = performance.now();
          window.showTexts([{ text: { en: slow }, format: slowFormat }], 'en');
          return performance.now() - started;
        },
        [text.slice(0, 20_000), format] as const,
      );
      expect(spentMs, `${format}: ${text.slice(0, 20)}`).toBeLessThan(3000);
    }
  }
});
