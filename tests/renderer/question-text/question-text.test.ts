import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Figure } from '../../../shared/content/figure.ts';
import { openQuestionPage, type QuestionPage } from './open-question-page.ts';

let opened: QuestionPage;
beforeAll(async () => {
  opened = await openQuestionPage();
});
afterAll(() => opened.close());

/** What is on the page for one text; LaTeX sources are those that KaTeX kept for screen readers. */
async function show(text: Record<string, string>, format: 'plain' | 'html', language = 'en') {
  return opened.page.evaluate(
    ([shown, shownFormat, shownLanguage]) => {
      window.showTexts([{ text: shown, format: shownFormat }], shownLanguage);
      const span = document.querySelector('#root [data-text] > span');
      const outside = span?.cloneNode(true) as HTMLElement;
      for (const line of outside.querySelectorAll('[data-unbroken]')) line.replaceWith(...line.childNodes);
      for (const maths of outside.querySelectorAll('.katex')) maths.replaceWith('∎');
      return {
        language: span?.getAttribute('lang') ?? null,
        html: outside.innerHTML
          .replaceAll('<span>∎</span>', '∎')
          .replace(/<span><span class="katex-display">∎<\/span><\/span>/g, '∎∎'),
        formulas: [...(span?.querySelectorAll('annotation') ?? [])].map((annotation) => annotation.textContent),
        unreadable: [...(span?.querySelectorAll('[data-maths]') ?? [])].map((element) => element.textContent),
      };
    },
    [text, format, language] as const,
  );
}

test('maths is typeset in plain text, in a line and on its own', async () => {
  expect(await show({ en: 'If \\(x<2\\) & $5 then \\[\\frac{a}{b}\\]' }, 'plain')).toEqual({
    language: 'en',
    html: 'If ∎ &amp; $5 then ∎∎',
    formulas: ['x<2', '\\frac{a}{b}'],
    unreadable: [],
  });
});

test('no line starts with the punctuation that follows a formula, however narrow the column', async () => {
  const sentence = 'Solve (\\(x+1=3\\)), then \\(2y\\), \\(z^2\\)? ';
  const orphanWidths = await opened.page.evaluate((text) => {
    window.showTexts([{ text: { en: text }, format: 'plain' }], 'en');
    const root = document.querySelector<HTMLElement>('#root');
    const walker = document.createTreeWalker(
      document.querySelector('#root [data-text] > span') as Node,
      NodeFilter.SHOW_TEXT,
    );
    const marks: Range[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest('.katex') != null || !/^[),?]/.test(node.textContent ?? '')) continue;
      const mark = document.createRange();
      mark.setStart(node, 0);
      mark.setEnd(node, 1);
      marks.push(mark);
    }
    const left = (root as HTMLElement).querySelector('[data-text] > span')?.getBoundingClientRect().left ?? 0;
    const widths: number[] = [];
    for (let width = 110; width < 420; width += 3) {
      (root as HTMLElement).style.width = `${width}px`;
      if (marks.some((mark) => mark.getBoundingClientRect().left < left + 2)) widths.push(width);
    }
    (root as HTMLElement).style.width = '';
    return { widths, markCount: marks.length };
  }, sentence.repeat(4));
  expect(orphanWidths).toEqual({ widths: [], markCount: 12 });
});

test('a formula has MathML for screen readers and glyphs that they skip', async () => {
  await show({ en: '\\(\\frac{1}{2}\\)' }, 'plain');
  expect(await opened.page.locator('#root math mfrac').count()).toBe(1);
  expect(await opened.page.locator('#root .katex-html').getAttribute('aria-hidden')).toBe('true');
});

test('HTML keeps its listed tags, and maths in it may be written with or without entities', async () => {
  const html =
    '<p>Is <b>\\(a<b\\)</b> or \\(a &lt; b\\)?</p><table><tr><td colspan="2" class="x">\\(y\\)</td></tr></table>';
  expect(await show({ en: html }, 'html')).toMatchObject({
    html: '<p>Is <b>∎</b> or ∎?</p><table><tbody><tr><td colspan="2">∎</td></tr></tbody></table>',
    formulas: ['a<b', 'a < b', 'y'],
    unreadable: [],
  });
});

test('a matrix in HTML is one formula, across its line breaks', async () => {
  const html = '\\[\\begin{pmatrix} 1 &amp; 2 \\\\[2pt]<br> 3 &amp; 4 \\end{pmatrix}\\]';
  expect((await show({ en: html }, 'html')).formulas).toEqual([
    '\\begin{pmatrix} 1 & 2 \\\\[2pt]  3 & 4 \\end{pmatrix}',
  ]);
});

test('delimiters in two paragraphs are no formula, and none is typeset in code', async () => {
  expect(await show({ en: '<p>an open \\( here</p><p>a closed \\) there</p>' }, 'html')).toMatchObject({
    html: '<p>an open \\( here</p><p>a closed \\) there</p>',
    formulas: [],
  });
  expect(await show({ en: 'write <code>\\(x &lt; y\\)</code>' }, 'html')).toMatchObject({
    html: 'write <code>\\(x &lt; y\\)</code>',
    formulas: [],
  });
});

test('LaTeX that cannot be read stands there as it was written', async () => {
  expect(await show({ en: 'a \\(\\frac{1\\) b' }, 'plain')).toMatchObject({
    formulas: [],
    unreadable: ['\\(\\frac{1\\)'],
  });
  expect((await show({ en: `\\(${'{'.repeat(1999)}${'}'.repeat(1999)}\\)` }, 'plain')).html.length).toBeGreaterThan(0);
});

test('a picture leaves its description, a heading its line, a link its words', async () => {
  const { html } = await show(
    { en: '<h3>Task</h3><img src="x" alt="a right triangle"> <a href="https://x.test">here</a>' },
    'html',
  );
  expect(html).toBe('Task<br>[a right triangle] here');
});

test('the text is that of the student’s language, else the first, and says which it is', async () => {
  expect(await show({ tr: 'evet', en: 'yes' }, 'plain', 'tr')).toMatchObject({ html: 'evet', language: 'tr' });
  expect(await show({ de: 'ja', en: 'yes' }, 'plain', 'tr')).toMatchObject({ html: 'ja', language: 'de' });
});

test('line breaks of plain text are kept, and a long formula scrolls without widening the page', async () => {
  await show({ en: 'one\ntwo' }, 'plain');
  const height = await opened.page
    .locator('#root [data-text]')
    .evaluate((element) => element.getBoundingClientRect().height);
  await show({ en: 'one two' }, 'plain');
  const oneLine = await opened.page
    .locator('#root [data-text]')
    .evaluate((element) => element.getBoundingClientRect().height);
  expect(height).toBeGreaterThan(oneLine * 1.5);
  await show({ en: `\\[${'x+'.repeat(300)}x\\] ${'m'.repeat(500)}` }, 'plain');
  expect(
    await opened.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0);
});

test('a long list in a line of text breaks after its commas, and a decimal comma stays with its number', async () => {
  const linesOf = (formula: string) =>
    opened.page.evaluate((text) => {
      window.showTexts([{ text: { tr: text }, format: 'plain' }], 'tr');
      const span = document.querySelector<HTMLElement>('#root [data-text] > span');
      if (span === null) throw new Error('nothing is shown');
      span.style.display = 'block';
      span.style.width = '150px';
      const parts = [...span.querySelectorAll('.katex-html > .katex-base')].map((part) => part.getBoundingClientRect());
      return {
        lineCount: new Set(parts.map(({ top }) => Math.round(top))).size,
        isWithin: span.scrollWidth <= 150,
      };
    }, `\\(${formula}\\)`);
  const pairs = await linesOf('f=\\{(1,10),(1,30),(3,20),(4,40),(5,50)\\}');
  expect(pairs.isWithin).toBe(true);
  expect(pairs.lineCount).toBeGreaterThan(1);
  expect(await linesOf('123{,}456{,}789\\,m\\,n\\,k\\,l')).toMatchObject({ lineCount: 1 });
});

test('a figure is an image with a description, and draws every shape', async () => {
  const figure: Figure = {
    description: { tr: 'Bir üçgen', en: 'A triangle' },
    width: 200,
    height: 120,
    shapes: [
      {
        shape: 'polygon',
        points: [
          [10, 100],
          [190, 100],
          [10, 20],
        ],
        isFilled: true,
      },
      {
        shape: 'line',
        points: [
          [10, 100],
          [100, 60],
        ],
        isDashed: true,
      },
      { shape: 'arrow', from: [10, 100], to: [60, 60] },
      { shape: 'circle', center: [100, 60], radius: 20, isFilled: false },
      { shape: 'dot', center: [100, 60] },
      { shape: 'arc', center: [190, 100], radius: 30, fromDegrees: 180, toDegrees: 204 },
      {
        shape: 'right_angle',
        corner: [10, 100],
        towards: [
          [190, 100],
          [10, 20],
        ],
      },
      { shape: 'label', at: [100, 112], text: '<b>12</b> cm' },
    ],
  };
  await opened.page.evaluate((shown) => window.showFigure(shown, 'tr'), figure);
  const image = opened.page.getByRole('img', { name: 'Bir üçgen' });
  expect(await image.count()).toBe(1);
  expect(await image.locator('text').textContent()).toBe('<b>12</b> cm');
  expect(await image.locator('path').count()).toBe(6);
  expect(await image.locator('circle').count()).toBe(2);
  const paints = () =>
    image
      .locator('path')
      .first()
      .evaluate((path) => ({ stroke: getComputedStyle(path).stroke, fill: getComputedStyle(path).fill }));
  const light = await paints();
  await opened.page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'dark'));
  const dark = await paints();
  await opened.page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'));
  expect(dark.stroke).not.toBe(light.stroke);
  expect([light.fill, light.stroke]).not.toContain('none');
  expect(opened.foreignRequests).toEqual([]);
});
