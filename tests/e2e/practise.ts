/** A student's hands: what the tests do on the practice screen of the English app. */
import type { Page } from 'playwright-core';
import type { OpenApp } from './open-app.ts';

/** Opens the app at first start and creates a profile; ends on Home. */
export async function createFirstProfile(app: OpenApp, page: Page, name = 'Deniz'): Promise<void> {
  await page.goto(app.address);
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('heading', { name: `Hello ${name}` }).waitFor();
}

/** From a screen with the rail: starts a session in one topic by its English name. */
export async function startTopic(page: Page, topicName: string, questionCount: 5 | 10 | 20 = 10): Promise<void> {
  await page.getByRole('link', { name: 'Practice' }).click();
  await page.getByRole('checkbox', { name: topicName }).check();
  // Not the number of open reflexes, in the rail.
  await page.locator('main').getByText(String(questionCount), { exact: true }).click();
  await page.getByRole('button', { name: /^Start with/ }).click();
  await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
}

/** Takes the network away once the page has all of itself on this computer: until then a screen may not be there yet. */
export async function cutNetwork(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await page.context().setOffline(true);
}

export interface OpenQuestion {
  readonly position: number;
  readonly kind: string;
  readonly elapsedSeconds: number;
  readonly choices: readonly { readonly key: string; readonly isRight: boolean; readonly mistakeCode?: string }[];
  readonly rightNumber: number | null;
}

/** The question on the screen, from the page's own store, which hears of each step a moment after the screen shows it. */
export async function readOpenQuestion(page: Page): Promise<OpenQuestion> {
  const testRecordId = new URL(page.url()).hash.split('/').at(-1);
  return page.evaluate(async (openId) => {
    interface Content {
      kind: string;
      choices?: { key: string; isRight: boolean; mistakeCode?: string }[];
      numeric?: { value: number };
    }
    interface StoredProgress {
      testRecordId: string;
      position: number;
      elapsedSeconds: number;
      session: { questions: { content: Content }[] };
    }
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('end-stp');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    let progress: StoredProgress | undefined;
    let isKept = false;
    for (let attempt = 0; attempt < 200 && !isKept; attempt += 1) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 50));
      progress = await new Promise<StoredProgress | undefined>((resolve, reject) => {
        const request = database
          .transaction('sessionProgress')
          .objectStore('sessionProgress')
          .get(openId ?? '');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const label = document.querySelector('article[aria-label]')?.getAttribute('aria-label');
      const shown = /\d+/.exec(label ?? '')?.[0];
      isKept = progress !== undefined && (shown === undefined || progress.position + 1 === Number(shown));
    }
    database.close();
    const content = progress?.session.questions[progress.position]?.content;
    if (progress === undefined || content === undefined) throw new Error('no question is open');
    return {
      position: progress.position,
      kind: content.kind,
      elapsedSeconds: progress.elapsedSeconds,
      choices: content.choices ?? [],
      rightNumber: content.numeric?.value ?? null,
    };
  }, testRecordId);
}

/** Answers the question on the screen wrongly, with a choice of this mistake code where it has one. */
export async function answerWrong(page: Page, preferredCode?: string): Promise<{ mistakeCode: string | null }> {
  const question = await readOpenQuestion(page);
  const wrong = question.choices.filter((choice) => !choice.isRight);
  const chosen = wrong.find((choice) => choice.mistakeCode === preferredCode) ?? wrong[0];
  if (chosen === undefined) await page.getByRole('textbox').fill('987654321');
  else await page.locator(`input[name="choice"][value="${chosen.key}"]`).check();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByRole('heading', { name: /Not right/ }).waitFor();
  return { mistakeCode: chosen?.mistakeCode ?? null };
}

/** Fills the right answer in and leaves it there. */
export async function chooseRight(page: Page): Promise<void> {
  const question = await readOpenQuestion(page);
  if (question.rightNumber !== null) await page.getByRole('textbox').fill(String(question.rightNumber));
  for (const choice of question.choices.filter(({ isRight }) => isRight)) {
    await page.locator(`input[name="choice"][value="${choice.key}"]`).check();
  }
}

export async function answerRight(page: Page): Promise<void> {
  await chooseRight(page);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByRole('heading', { name: 'Right', exact: true }).waitFor();
}

/** From the feedback sheet to the next question, or to the summary. */
export async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Next question|Finish/ }).click();
}
