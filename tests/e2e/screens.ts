/** Every screen of the app in a state worth looking at, made once; then opened again and again by its address. */
import type { Page } from 'playwright-core';
import { packText, sampleQuestion } from '../content/import/sample-pack.ts';
import type { OpenApp } from './open-app.ts';
import { answerWrong, createFirstProfile, goOn, readOpenQuestion, startTopic } from './practise.ts';

export interface Screen {
  readonly name: string;
  /** Shows the screen, whatever the language; resolves when it is there. */
  open(page: Page): Promise<void>;
}

/** A pack of which one question is refused, so that the report has something to show. */
const { stem: _, ...withoutStem } = sampleQuestion('bad');
const mixedPack = packText([sampleQuestion('good'), withoutStem], {
  packUid: 'test.screens',
  names: { tr: 'Kesirler', en: 'Fractions' },
});

/**
 * From an empty app in English: creates a profile and leaves sessions at a question, at feedback with a reflex, and
 * finished. Returns the screens that can be opened from then on.
 */
export async function makeScreens(app: OpenApp, page: Page): Promise<readonly Screen[]> {
  await createFirstProfile(app, page);
  await startTopic(page, 'Linear equations', 5);
  for (let count = 0; count < 5; count += 1) {
    await answerWrong(page);
    await goOn(page);
  }
  await page.getByRole('heading', { name: 'Finished' }).waitFor();
  const summary = new URL(page.url()).hash;
  await page.getByRole('button', { name: 'Home' }).click();
  const hurried = await leaveOpen(page, 20, async () => {});
  const question = await leaveOpen(page, 5, async () => {
    await page.getByRole('button', { name: /^Hint/ }).click();
  });
  const visit = (hash: string, shown: string) => async (visited: Page) => {
    await visited.goto(`${app.address}/${hash}`);
    await visited.locator(shown).first().waitFor();
    await visited.locator('.mantine-Skeleton-root, [aria-busy="true"]').first().waitFor({ state: 'detached' });
  };
  return [
    { name: 'home', open: visit('#/', '#topic-health') },
    { name: 'practice set-up', open: visit('#/practice', 'input[type="checkbox"]') },
    { name: 'question with a hint', open: visit(question, 'article') },
    {
      name: 'feedback with a reflex',
      async open(visited) {
        await visit(hurried, 'article')(visited);
        if ((await visited.locator('#feedback-heading').count()) > 0) await visited.keyboard.press('Enter');
        await visited.locator('#feedback-heading').waitFor({ state: 'detached' });
        await hurryWrong(visited);
        // The reflex is raised again by this very answer.
        await visited.locator('[data-reflex]').waitFor();
      },
    },
    { name: 'summary', open: visit(summary, 'main ol') },
    { name: 'reflex centre', open: visit('#/reflexes', '[data-reflex]') },
    {
      name: 'content with an import report',
      async open(visited) {
        await visit('#/content', 'article')(visited);
        await visited
          .locator('input[type="file"]')
          .setInputFiles({ name: 'mixed.json', mimeType: 'application/json', buffer: Buffer.from(mixedPack) });
        await visited.locator('section[aria-labelledby="import-result"] tbody tr').waitFor();
        await visited.locator('article details summary').first().click();
        await visited.locator('article details li').first().waitFor();
      },
    },
    { name: 'notebook', open: visit('#/notebook', '[data-mistake]') },
    { name: 'notebook on paper', open: visit('#/notebook/print', '[data-paper] li') },
    { name: 'settings', open: visit('#/settings', 'main table') },
    { name: 'class and server', open: visit('#/class', 'main h2') },
    { name: 'joining a class', open: visit('#/join', 'main form input') },
    { name: 'profiles', open: visit('#/profiles', 'main li') },
  ];
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

/** Answers wrongly at once, in whatever language the screen speaks. */
async function hurryWrong(page: Page): Promise<void> {
  const question = await readOpenQuestion(page);
  const wrong = question.choices.find((choice) => !choice.isRight);
  if (wrong === undefined) await page.locator('article input').fill('987654321');
  else await page.locator(`input[name="choice"][value="${wrong.key}"]`).check();
  await page.keyboard.press('Enter');
  await page.locator('#feedback-heading').waitFor();
}

/** Chooses the language on the settings screen: in the profile itself, whose language comes before the computer's. */
export async function changeLanguage(app: OpenApp, page: Page, language: 'tr' | 'en'): Promise<void> {
  await page.goto(`${app.address}/#/settings`);
  await page.locator('main table').first().waitFor();
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
