import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAxeFaults } from './find-axe-faults.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { answerRight, answerWrong, createFirstProfile, goOn, startTopic } from './practise.ts';

const dayMs = 24 * 60 * 60 * 1000;

let app: OpenApp;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  app = await openApp({ language: 'en', bypassesPolicy: true });
  page = await app.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await createFirstProfile(app, page);
});
afterAll(async () => {
  expect(errors).toEqual([]);
  expect(app.foreignRequests).toEqual([]);
  await app.close();
});

const rows = () => page.locator('[data-mistake]');
const detail = () => page.getByRole('region', { name: 'Chosen question' });
const openNotebook = async () => {
  await page.goto(`${app.address}/#/notebook`);
  await rows().first().waitFor();
};

async function expectNoFaults(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect([colorScheme, await findAxeFaults(page)]).toEqual([colorScheme, []]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

describe('the mistake notebook', () => {
  it('says what will be in it before there is anything', async () => {
    await page.getByRole('link', { name: 'Notebook' }).click();
    await page.getByRole('heading', { name: 'Your notebook is still empty' }).waitFor();
    await expectNoFaults();
    await page.getByRole('button', { name: 'Start practising' }).click();
    await page.getByRole('checkbox', { name: 'Linear equations' }).waitFor();
  });

  it('lists every wrong and blank answer, with question, both answers, time and reason', async () => {
    await startTopic(page, 'Linear equations', 5);
    for (let count = 0; count < 5; count += 1) {
      if (count < 3) await answerWrong(page);
      else if (count === 3) {
        await page.getByRole('button', { name: /^Skip|^Leave blank/ }).click();
        await page.locator('#feedback-heading').waitFor();
      } else await answerRight(page);
      await goOn(page);
    }
    await page.getByRole('heading', { name: 'Finished' }).waitFor();
    await page.getByRole('button', { name: 'Home' }).click();
    await page.getByRole('link', { name: 'Practice' }).waitFor();
    await startTopic(page, 'Fractions', 5);
    await answerWrong(page);
    await page.getByRole('button', { name: 'Leave practice' }).click();
    await page.getByRole('link', { name: 'Notebook' }).click();
    await page.getByText('5 questions', { exact: true }).waitFor();
    expect(await rows().count()).toBe(5);
    await rows().nth(1).click();
    await detail().getByText('You left it blank.').waitFor();
    await rows().first().click();
    await detail().getByRole('heading', { name: 'Fractions' }).waitFor();
    await detail()
      .getByText(/^You took 0:0/)
      .waitFor();
    await page.getByText('Nothing to review today').waitFor();
    await page.getByText('Next review: tomorrow.').waitFor();
    await expectNoFaults();
  });

  it('filters by topic, keeps the filter in its address, and searches what was noted', async () => {
    await page.getByRole('button', { name: 'Topic', exact: true }).click();
    await page.getByRole('checkbox', { name: /^Fractions/ }).check();
    await page.getByText('1 question', { exact: true }).waitFor();
    await expectNoFaults();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByText('1 question', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Remove the filter Topic' }).click();
    await page.getByText('5 questions', { exact: true }).waitFor();

    await rows().nth(2).click();
    const note = detail().getByRole('textbox', { name: 'My note' });
    await note.fill('Move the term, TURN the sign');
    await detail().getByText('Saved on this computer.').waitFor();
    await page.reload();
    await page.locator('body').press('/');
    await page.keyboard.type('turn TERM');
    await page.getByText('1 question', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await detail().getByText('Note: Move the term, TURN the sign').waitFor();
    await page.getByRole('textbox', { name: 'Search questions and notes' }).fill('giraffe');
    await page.getByText('No question matches').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('5 questions', { exact: true }).waitFor();
  });

  it('records a changed reason beside the old one, and walks by keys', async () => {
    await rows().first().click();
    // No wrong choice of the pack carries this code, so it is a change whatever was drawn.
    await detail().getByRole('button', { name: 'Change' }).click();
    await detail().getByText('Ran out of time', { exact: true }).click();
    await detail().getByText('Reason: Ran out of time').waitFor();
    await detail()
      .getByText(/^this mistake · Recorded as: /)
      .waitFor();
    await rows().first().getByText('Ran out of time').waitFor();

    await rows().first().focus();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await rows().nth(2).getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('ArrowUp');
    expect(await rows().nth(1).getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Chosen question');
  });

  it('shows list and details one after the other in a narrow window', async () => {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto('about:blank');
    await openNotebook();
    expect(await detail().count()).toBe(0);
    await rows().nth(1).click();
    await detail().waitFor();
    expect(await rows().count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await expectNoFaults();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await rows().first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('prints the questions on A4, with the answers on pages of their own when wished', async () => {
    await openNotebook();
    await page.getByRole('button', { name: 'Print' }).click();
    await page.getByText('Question 5', { exact: true }).waitFor();
    await page.getByText('Half a page').click();
    await page.getByText('Answers on a separate page').click();
    await expectNoFaults();
    const pages = async () =>
      (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
    expect(await pages()).toBeGreaterThanOrEqual(4);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Print or make a PDF' }).isVisible()).toBe(false);
    expect(await page.getByRole('heading', { name: 'Answers' }).isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByText('None', { exact: true }).click();
    await page.getByText('Answers on a separate page').click();
    expect(await pages()).toBeLessThanOrEqual(2);
    await page.getByRole('button', { name: 'Mistake notebook' }).click();
    await rows().first().waitFor();
  });
});

describe('spaced review', () => {
  it('comes due when the day has come, takes what the student thinks of it, and says what comes when', async () => {
    // The page says when an answer was given: three wrong ones the day before yesterday.
    await page.clock.install({ time: Date.now() - 2 * dayMs });
    await page.goto('about:blank');
    await page.goto(app.address);
    await page.getByRole('link', { name: 'Practice' }).waitFor();
    await startTopic(page, 'Percent', 5);
    for (let count = 0; count < 3; count += 1) {
      await answerWrong(page);
      await goOn(page);
    }
    await page.getByRole('button', { name: 'Leave practice' }).click();
    await page.clock.setSystemTime(Date.now());
    await page.getByRole('link', { name: 'Notebook' }).click();
    await page.getByText(/questions? (is|are) due for review/).waitFor();
    await page.getByRole('button', { name: 'Start review' }).click();
    await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
    await answerRight(page);
    const hard = page.getByRole('radio', { name: /^Hard/ });
    await hard.waitFor();
    await expectNoFaults();
    await page.keyboard.press('2');
    await page.waitForFunction(
      () => document.querySelector('[role="radio"][aria-checked="true"]')?.textContent?.startsWith('Hard') === true,
    );
    await goOn(page);
    await answerWrong(page);
    await page.getByText('This question comes back tomorrow.').waitFor();
    await goOn(page);
    while ((await page.getByRole('heading', { name: 'Finished' }).count()) === 0) {
      await answerRight(page);
      await page.getByRole('radiogroup', { name: 'How easy was it?' }).waitFor();
      await goOn(page);
      const next = page.getByRole('button', { name: 'Check', exact: true });
      await next
        .or(page.getByRole('heading', { name: 'Finished' }))
        .first()
        .waitFor();
    }
    await page.getByText(/questions? comes? back within 14 days/).waitFor();
    await expectNoFaults();
    await page.getByRole('button', { name: 'Mistake notebook' }).click();
    await page.getByText('Nothing to review today').waitFor();
    // The list of before stays until the one with the new mistake has come.
    await rows().first().filter({ hasText: 'Percent' }).click();
    await detail()
      .getByText(/Review: wrong.*Review: Again/)
      .waitFor();
  });
});
