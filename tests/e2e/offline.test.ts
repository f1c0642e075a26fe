import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app.ts';
import { answerRight, answerWrong, createFirstProfile, cutNetwork, goOn, startTopic } from './practise.ts';

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ language: 'en' });
  page = await app.newPage();
  await createFirstProfile(app, page);
});
afterAll(() => app.close());

it('starts with no network once the service worker has the app, and takes answers', async () => {
  await cutNetwork(page);
  await page.reload();
  await page.getByRole('heading', { name: 'Hello Deniz' }).waitFor();
  await page.getByText('Saved on this computer').waitFor();
  await startTopic(page, 'Linear equations', 5);
  await answerRight(page);
  await goOn(page);
  await answerWrong(page);
  expect(await page.getByText('It will be worked through').count()).toBe(0);
});

it('shows words and maths in its own fonts while offline', async () => {
  const fonts = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].map(({ family, status }) => `${family.replaceAll('"', '')}: ${status}`);
  });
  expect(fonts.filter((font) => font.endsWith('error'))).toEqual([]);
  expect(fonts).toEqual(expect.arrayContaining(['Inter Variable: loaded', 'KaTeX_Main: loaded', 'KaTeX_Math: loaded']));
});

it('opens in a new tab too, and has the answers', async () => {
  await page.close();
  page = await app.newPage();
  await page.goto(app.address);
  await page.getByText('1 of 2 right').waitFor();
  await page.getByText('2 of 5 questions answered').waitFor();
});

it('never asks anybody else for anything', () => {
  expect(app.foreignRequests).toEqual([]);
});

it('says of a screen that was never fetched what it waits for, and opens it when the network is back', async () => {
  const fresh = await openApp({ language: 'en', blocksServiceWorker: true });
  try {
    let cutCount = 0;
    await fresh.context.route(/\/assets\/LicencesPage[^/]*\.js$/, (route) => {
      cutCount += 1;
      return route.abort('internetdisconnected');
    });
    const early = await fresh.newPage();
    await createFirstProfile(fresh, early);
    await fresh.context.setOffline(true);
    await early.evaluate(() => {
      window.location.hash = '#/licences';
    });
    await early.getByRole('heading', { name: 'This screen is not on this computer yet' }).waitFor();
    await early.getByRole('button', { name: 'Try again' }).click();
    await early.getByText('Still no connection.').waitFor();
    expect(cutCount).toBeGreaterThan(0);
    await fresh.context.unrouteAll();
    await fresh.context.setOffline(false);
    await early.getByRole('heading', { level: 1, name: 'Licences' }).waitFor();
  } finally {
    await fresh.close();
  }
});
