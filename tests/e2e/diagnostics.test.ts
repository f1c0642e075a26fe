import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app.ts';
import { createFirstProfile, cutNetwork } from './practise.ts';

let app: OpenApp;
beforeAll(async () => {
  app = await openApp({ language: 'en' });
});
afterAll(() => app.close());

it('Diagnostics examine the database in the browser, also with the network cut off', async () => {
  const page = await app.newPage();
  await createFirstProfile(app, page);
  await cutNetwork(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  // They begin when they come into sight.
  await page.locator('#diagnostics').scrollIntoViewIfNeeded();
  await page.locator('[data-health="healthy"]').waitFor();
  const figures = page.getByRole('region', { name: 'Diagnostics' });
  expect(await figures.textContent()).toMatch(/usually \d+\.\d ms, 95% under \d+\.\d ms/);
  expect(await figures.textContent()).toMatch(/Triggers at work(\d+) of \1/);
  await figures.getByRole('button', { name: 'Check again' }).click();
  await page.locator('[data-health="healthy"]').waitFor();
  // Beside other tests the machine may be called slow.
  expect(await page.locator('[data-finding]:not([data-finding="MACHINE_SLOW"])').count()).toBe(0);
});
