import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app.ts';
import { createFirstProfile, readOpenQuestion } from './practise.ts';

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ language: 'en' });
  page = await app.newPage();
  await createFirstProfile(app, page);
});
afterAll(() => app.close());

async function startTest(secondsPerQuestion: number): Promise<void> {
  await page.getByRole('link', { name: 'Practice' }).click();
  await page.getByText('Timed test', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Time per question' }).click();
  await page.getByRole('option', { name: 'Own time' }).click();
  const seconds = page.getByRole('textbox', { name: 'Seconds per question' });
  await seconds.fill(String(secondsPerQuestion));
  await seconds.blur();
  await page.getByText('5', { exact: true }).click();
  await page.getByRole('button', { name: 'Start the test' }).click();
  await page.getByRole('button', { name: 'Hand in' }).waitFor();
}

/** The question at a 0-based position, once the page's store says that it is the one on the screen. */
async function choose(position: number, isRight: boolean): Promise<void> {
  await expect.poll(async () => (await readOpenQuestion(page)).position).toBe(position);
  const question = await readOpenQuestion(page);
  if (question.rightNumber !== null) {
    await page.getByRole('textbox').fill(isRight ? String(question.rightNumber) : '987654321');
    // Keys that follow are meant for the test, not for the number.
    await page.getByRole('textbox').blur();
    return;
  }
  const choices = question.choices.filter((choice) => choice.isRight === isRight);
  for (const choice of isRight ? choices : choices.slice(0, 1)) {
    await page.locator(`input[name="choice"][value="${choice.key}"]`).check();
  }
}

const secondsLeft = async (): Promise<number> => {
  const [minutes = 0, seconds = 0] = ((await page.getByRole('timer').textContent()) ?? '').split(':').map(Number);
  return minutes * 60 + seconds;
};

/** How many answers of the test on the screen the page's own store holds: nothing on the screen tells of that. */
function readKeptAnswers(): Promise<number> {
  const testRecordId = new URL(page.url()).hash.split('/').at(-1) ?? '';
  return page.evaluate(async (openId) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('end-stp');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const kept = await new Promise<{ test?: { answers: { response: unknown }[] } } | undefined>((resolve, reject) => {
      const request = database.transaction('sessionProgress').objectStore('sessionProgress').get(openId);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    return kept?.test?.answers.filter(({ response }) => response !== null).length ?? 0;
  }, testRecordId);
}

/** Puts the beginning of every test on this page back, as if the app had been closed for so long. */
async function letTimePass(seconds: number): Promise<void> {
  await page.evaluate(async (passed) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('end-stp');
      request.onsuccess = () => resolve(request.result);
    });
    const store = database.transaction('sessionProgress', 'readwrite').objectStore('sessionProgress');
    await new Promise<void>((resolve) => {
      const all = store.getAll();
      all.onsuccess = () => {
        for (const progress of all.result) {
          const beganAt = new Date(Date.parse(progress.test.beganAt) - passed * 1000).toISOString();
          store.put({ ...progress, test: { ...progress.test, beganAt } });
        }
      };
      store.transaction.oncomplete = () => resolve();
    });
    database.close();
  }, seconds);
}

it('goes back and forth, changes an answer, marks a question, and survives a crash with its clock going on', async () => {
  await startTest(60);
  expect(await secondsLeft()).toBeGreaterThan(290);
  await choose(0, false);
  await page.keyboard.press('m');
  await page.keyboard.press('n');
  await choose(1, false);
  await page.getByRole('button', { name: 'Previous' }).click();
  await choose(0, true);
  await page.getByRole('button', { name: 'Question 3: blank', exact: true }).click();
  await choose(2, true);
  await page.getByRole('button', { name: 'Question 3: answered', exact: true }).waitFor();
  expect(await page.getByRole('heading', { name: /Right|Not right/ }).count()).toBe(0);

  const address = page.url();
  await expect.poll(readKeptAnswers).toBe(3);
  await page.goto('about:blank');
  await letTimePassElsewhere(address);
  await page.getByRole('button', { name: 'Question 1: answered, marked', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Question 2: answered', exact: true }).waitFor();
  expect(await secondsLeft()).toBeLessThan(200);
});

async function letTimePassElsewhere(address: string): Promise<void> {
  await page.goto(app.address);
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await letTimePass(100);
  await page.goto(address);
}

it('shows net, pace and topics when it is handed in, and records exactly the questions that were read', async () => {
  await page.getByRole('button', { name: 'Hand in' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2 questions are blank.').waitFor();
  await dialog.getByText('1 question is marked to come back to.').waitFor();
  await dialog.getByRole('button', { name: 'Hand in' }).click();
  await page.getByText('2 right − 1 wrong ÷ 4 = 1.75').waitFor();
  await page.getByText('2 questions were not opened. They are not counted as mistakes.').waitFor();
  expect(
    await page.getByRole('list', { name: 'Time on each question; the line is the norm' }).locator('li').count(),
  ).toBe(5);
  await page.locator('[data-recorded]').waitFor();
  await page.locator('details').nth(1).locator('summary').click();
  await page.getByText('Your answer', { exact: true }).first().waitFor();

  // Read back from the database, for the page has forgotten it.
  await page.reload();
  await page.getByText('2 right − 1 wrong ÷ 4 = 1.75').waitFor();
  await page.getByRole('button', { name: 'Home' }).click();
  await expect.poll(() => page.locator('main').textContent()).toMatch(/3\s*answers today/);
  expect(await page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
});

it('hands itself in when its time runs out, on the screen or with the screen closed', async () => {
  await startTest(30);
  await choose(0, true);
  const address = page.url();
  await expect.poll(readKeptAnswers).toBe(1);
  await page.getByRole('button', { name: 'Leave the test' }).click();
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await letTimePass(3600);
  await page.reload();
  await page.getByRole('button', { name: 'Continue' }).waitFor({ state: 'detached' });
  await page.goto(address);
  await page.getByText('1 right − 0 wrong ÷ 4 = 1').waitFor();

  await page.getByRole('button', { name: 'Another test like this' }).click();
  await page.getByRole('button', { name: 'Hand in' }).waitFor();
  const again = page.url();
  await page.goto(app.address);
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await letTimePass(146);
  await page.goto(again);
  await page.getByText('Test finished').waitFor();
  await page.getByText('0 right · 0 wrong · 5 blank').waitFor();
});
