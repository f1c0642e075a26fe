/** Every screen of the app in a state worth looking at, made once; then opened again and again by its address. */
import type { Page } from 'playwright-core';
import { packText, sampleQuestion } from '../content/import/sample-pack.ts';
import type { OpenApp } from './open-app.ts';
import { answerWrong, createFirstProfile, goOn, readOpenQuestion, startTopic } from './practise.ts';

export interface Screen {
  readonly name: string;
  /** A place of its own, not a state of one. */
  readonly isRoute?: true | undefined;
  /** Shows the screen, whatever the language; resolves when it is there. */
  open(page: Page): Promise<void>;
}

/** A pack of which one question is refused, so that the report has something to show. */
const { stem: _, ...withoutStem } = sampleQuestion('bad');
const mixedPack = packText([sampleQuestion('good'), withoutStem], {
  packUid: 'test.screens',
  names: { tr: 'Kesirler', en: 'Fractions' },
});

/** What a route shows when its data are there, where that comes later than its heading. */
const shownOnRoutes: Readonly<Record<string, string>> = {
  '/': '#topic-health',
  '/practice': 'main input[type="checkbox"]',
  '/reflexes': '[data-reflex]',
  '/notebook': '[data-mistake]',
  // The button to print comes alive when all is on the paper: in between it has two colours.
  '/notebook/print': 'main:has([data-paper] li):not(:has(button:disabled))',
  '/insights': 'section[aria-labelledby="insight-calendar"] [role="group"]',
  '/content': 'main article',
  '/settings': '#about',
};

/** Each run of practice is a state of its own, listed by hand below. */
const routesByHand = ['/practice/$testRecordId'];

/** Every address that the app's router knows, with a question's id where one belongs; a new screen needs no naming. */
async function readRoutes(
  app: OpenApp,
  page: Page,
  printedFrom: string,
): Promise<readonly { readonly route: string; readonly path: string }[]> {
  const routes = await page.evaluate(() => {
    const { __TSR_ROUTER__: router } = window as unknown as { __TSR_ROUTER__: { routesByPath: object } };
    return Object.keys(router.routesByPath);
  });
  const walked = routes.filter((route) => !routesByHand.includes(route));
  const unknown = walked.filter((route) => route.replaceAll('$questionId', '').includes('$'));
  if (unknown.length > 0) throw new Error(`say in tests/e2e/screens.ts how to open ${unknown.join(', ')}`);
  // Questions of the app's own pack are drawn anew each time; an imported one can be opened.
  await importMixedPack(app, page);
  await page.goto(`${app.address}/#/content/questions`);
  const question = page.locator('[data-question]').first();
  await question.waitFor();
  const questionId = (await question.getAttribute('data-question')) ?? '';
  return walked.map((route) => ({
    route,
    path: `${route.replaceAll('$questionId', questionId)}${route === '/notebook/print' ? `?from=${printedFrom}` : ''}`,
  }));
}

/** Two hundred printed questions are 40,000 elements; those of today look the same. In the browser's time zone. */
function today(): string {
  return new Date().toLocaleDateString('sv-SE');
}

/** The screen is there and nothing on it is still on its way. */
export async function waitForScreen(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' });
  // A skeleton that keeps still stands for what is computed when it is scrolled to.
  const onTheirWay = '.mantine-Skeleton-root[data-animate], [aria-busy="true"]';
  await page.waitForFunction((selector) => document.querySelector(selector) === null, onTheirWay);
}

/**
 * From an empty app in English: makes the sample student with eight weeks of answers, and leaves sessions of theirs at a
 * question, at feedback with a reflex, in a timed test, and finished. Returns the screens that can be opened from then
 * on: every route, and the states of practice.
 */
export async function makeScreens(app: OpenApp, page: Page): Promise<readonly Screen[]> {
  // Before anything is answered: midnight may pass meanwhile.
  const printedFrom = today();
  await createFirstProfile(app, page);
  await page.getByRole('button', { name: 'Look around with a sample student' }).click();
  await page.locator('#topic-health').waitFor({ timeout: 120_000 });
  await startTopic(page, 'Linear equations', 5);
  for (let count = 0; count < 5; count += 1) {
    await answerWrong(page);
    await goOn(page);
  }
  await page.getByRole('heading', { name: 'Finished' }).waitFor();
  const summary = new URL(page.url()).hash;
  await page.getByRole('button', { name: 'Home' }).click();
  await page.locator('#topic-health').waitFor();
  const result = await handTestIn(page);
  const test = await leaveTestOpen(page);
  const hurried = await leaveOpen(page, 20, async () => {});
  const question = await leaveOpen(page, 5, async () => {
    await page.getByRole('button', { name: /^Hint/ }).click();
  });
  const visit = (hash: string, shown: string) => async (visited: Page) => {
    await visited.goto(`${app.address}/${hash}`);
    await visited.locator(shown).first().waitFor();
    await waitForScreen(visited);
  };
  const routes = await readRoutes(app, page, printedFrom);
  return [
    ...routes.map(({ route, path }) => ({
      name: nameOfRoute(route),
      isRoute: true as const,
      open: visit(`#${path}`, shownOnRoutes[route] ?? 'h1'),
    })),
    { name: 'question with a hint', open: visit(question, 'article') },
    {
      name: 'feedback with a reflex',
      async open(visited) {
        await visit(hurried, 'article')(visited);
        if ((await visited.locator('#feedback-heading').count()) > 0) await visited.keyboard.press('Enter');
        await visited.locator('#feedback-heading').waitFor({ state: 'detached' });
        await hurryWrong(visited);
        // The reflex is raised again by this very answer.
        await visited.locator('[data-reflex]').first().waitFor();
      },
    },
    { name: 'summary', open: visit(summary, 'main ol') },
    { name: 'timed test', open: visit(test, 'article') },
    { name: 'timed test result', open: visit(result, '[data-test-net]') },
    {
      name: 'content with an import report',
      async open(visited) {
        await importMixedPack(app, visited);
        await visited.locator('article details summary').first().click();
        await visited.locator('article details li').first().waitFor();
      },
    },
  ];
}

async function importMixedPack(app: OpenApp, page: Page): Promise<void> {
  await page.goto(`${app.address}/#/content`);
  await page.locator('main article').first().waitFor();
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: 'mixed.json', mimeType: 'application/json', buffer: Buffer.from(mixedPack) });
  await page.locator('section[aria-labelledby="import-result"] tbody tr').first().waitFor();
}

/** `/notebook/print` -> `notebook print`; the first one is Home. */
function nameOfRoute(route: string): string {
  return route === '/' ? 'home' : route.slice(1).replaceAll(/[/$]+/g, ' ');
}

/** From a screen with the rail: a test of five questions by a norm, on its first question. */
async function startTest(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Practice', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Practice' }).waitFor();
  await waitForScreen(page);
  await page.getByText('Timed test', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Time per question' }).waitFor();
  await page.locator('main').getByText('5', { exact: true }).click();
  await page.getByRole('button', { name: 'Start the test' }).click();
  await page.getByRole('button', { name: 'Hand in' }).waitFor();
  return new URL(page.url()).hash;
}

async function leaveTestOpen(page: Page): Promise<string> {
  const hash = await startTest(page);
  await page.getByRole('button', { name: 'Mark', exact: true }).click();
  await page.goBack();
  await page.getByRole('navigation').waitFor();
  return hash;
}

/** A test with a wrong answer, a blank and questions that were never opened, handed in. */
async function handTestIn(page: Page): Promise<string> {
  const hash = await startTest(page);
  await answerAtOnce(page);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('heading', { name: 'Question 2' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hand in' }).click();
  // What is recorded raises reflexes, which the screens after this one show.
  await page.locator('[data-recorded]').waitFor();
  await page.getByRole('button', { name: 'Home' }).click();
  await page.getByRole('navigation').waitFor();
  return hash;
}

/** Starts a session, does something in it, and leaves it open. Returns where it is. */
async function leaveOpen(page: Page, questionCount: 5 | 20, work: () => Promise<void>): Promise<string> {
  await startTopic(page, 'Linear equations', questionCount);
  const hash = new URL(page.url()).hash;
  await work();
  await page.getByRole('button', { name: 'Leave practice' }).click();
  await page.getByRole('navigation').waitFor();
  return hash;
}

/** Gives a wrong answer at once, in whatever language the screen speaks. */
async function answerAtOnce(page: Page): Promise<void> {
  const question = await readOpenQuestion(page);
  const wrong = question.choices.find((choice) => !choice.isRight);
  if (wrong === undefined) await page.locator('article input').fill('987654321');
  else await page.locator(`input[name="choice"][value="${wrong.key}"]`).check();
}

async function hurryWrong(page: Page): Promise<void> {
  await answerAtOnce(page);
  await page.keyboard.press('Enter');
  await page.locator('#feedback-heading').waitFor();
}

/** Chooses the language on the settings screen: in the profile itself, whose language comes before the computer's. */
export async function changeLanguage(app: OpenApp, page: Page, language: 'tr' | 'en'): Promise<void> {
  await page.goto(`${app.address}/#/settings`);
  await waitForScreen(page);
  await page
    .locator('main')
    .getByText(language === 'tr' ? 'Türkçe' : 'English', { exact: true })
    .click();
  await page.getByRole('heading', { name: language === 'tr' ? 'Ayarlar' : 'Settings' }).waitFor();
}

/** Sets language and theme for the next start, as the settings screen stores them. */
export async function setLook(
  page: Page,
  look: { readonly language?: 'tr' | 'en'; readonly colourScheme?: 'light' | 'dark'; readonly textScale?: number },
): Promise<void> {
  await page.evaluate(async (changes) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('end-stp');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    // One transaction; nothing here has a name, because tsx wraps named functions in code that the page has not.
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction('preferences', 'readwrite');
      const request = transaction.objectStore('preferences').get('preferences');
      request.onsuccess = () => {
        transaction.objectStore('preferences').put({ ...request.result, ...changes });
      };
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
    database.close();
  }, look);
}
