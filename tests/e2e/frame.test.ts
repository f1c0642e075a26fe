import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app.ts';
import { answerRight, answerWrong, chooseRight, createFirstProfile, goOn, startTopic } from './practise.ts';

const patience = { timeout: 60_000, interval: 50 };

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ language: 'en', blocksServiceWorker: true });
  page = await app.newPage();
});
afterAll(() => app.close());

/** A segment of a control: its radio button is hidden behind its label, as for a mouse. */
async function choose(segment: string): Promise<void> {
  await page.locator('main').getByText(segment, { exact: true }).click();
}

async function pickProfile(name: string): Promise<void> {
  await page.getByRole('button', { name: /switch profile|profil değiştir/i }).click();
  await page
    .getByRole('button', { name: new RegExp(`^.*${name}`) })
    .first()
    .click();
}

describe('profiles', () => {
  it('asks for a name at the first start, says so when there is none, and fetches practice meanwhile', async () => {
    await page.goto(app.address);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('Type a name.').waitFor();
    const isPracticeFetched = () =>
      page.evaluate(() =>
        performance.getEntriesByType('resource').some(({ name }) => /\/assets\/practice-[^/]+\.js$/.test(name)),
      );
    await expect.poll(isPracticeFetched, patience).toBe(true);
    await createFirstProfile(app, page, 'Deniz');
    expect(await page.title()).toBe('Home · End.STP');
  });

  it('shows the heading of the next screen before the screen itself, and where it stays', async () => {
    // Each heading that was in the page, in order: what it is, its text, and where it was. A string: tsx rewrites functions.
    await page.evaluate(`window.headings = []; new MutationObserver(() => {
      const heading = document.querySelector('main [aria-busy="true"] > div, main h1');
      if (heading === null) return;
      const { x, y, height } = heading.getBoundingClientRect();
      window.headings.push([heading.tagName, heading.textContent, x, y, height].join(' '));
    }).observe(document.body, { childList: true, subtree: true })`);
    for (const [place, title] of [
      ['Insights', 'Insights'],
      ['Notebook', 'Mistake notebook'],
    ] as const) {
      await page.getByRole('navigation').getByRole('link', { name: place }).click();
      await page.getByRole('heading', { name: title, level: 1 }).waitFor();
      const all = await page.evaluate<string[]>('[...new Set(window.headings)]');
      const seen = all.filter((heading) => heading.includes(` ${title} `));
      expect(seen[0]).toMatch(/^DIV /);
      expect(seen.slice(1)).toEqual([seen[0]?.replace('DIV', 'H1')]);
    }
  });

  it('takes in a second student, who starts from nothing', async () => {
    await startTopic(page, 'Linear equations', 5);
    await answerRight(page);
    await page.getByRole('button', { name: 'Leave practice' }).click();
    await page.getByText('1 of 1 right').waitFor();
    await page.getByRole('button', { name: /^Deniz.*switch profile/i }).click();
    await page.getByRole('heading', { name: 'Who is studying?' }).waitFor();
    await page.getByRole('button', { name: 'Add a profile' }).click();
    await page.getByRole('textbox', { name: 'Your name' }).fill('İlker Işık');
    await page.getByRole('button', { name: 'Create profile' }).click();
    await page.getByRole('heading', { name: 'Hello İlker Işık' }).waitFor();
    await page.getByText('Answer your first questions').waitFor();
    expect(await page.getByText('1 of 1 right').count()).toBe(0);
  });

  it('switches back, and remembers over a reload who studies', async () => {
    await page.getByRole('button', { name: /^İlker Işık.*switch profile/i }).click();
    await page
      .locator('main')
      .getByRole('button', { name: /^Deniz/ })
      .click();
    await page.getByRole('heading', { name: 'Hello Deniz' }).waitFor();
    await page.getByText('1 of 1 right').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Hello Deniz' }).waitFor();
  });

  it('keeps what was changed in a profile', async () => {
    await page.getByRole('button', { name: /^Deniz.*switch profile/i }).click();
    await page.getByRole('button', { name: 'Options: Deniz' }).click();
    await page.getByRole('menuitem', { name: 'Name, grade, exam, colour' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit profile' });
    await dialog.getByRole('combobox', { name: 'Grade' }).selectOption({ label: 'Grade 11' });
    await dialog.getByRole('radio', { name: 'Teal' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Grade 11').waitFor();
  });
});

describe('settings', () => {
  it('switch the language of everything at once, and of this profile only', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await choose('Türkçe');
    await page.getByRole('heading', { name: 'Ayarlar' }).waitFor();
    await page.getByRole('link', { name: 'Ana sayfa' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('tr');
    await pickProfile('İlker Işık');
    await page.getByRole('heading', { name: 'Hello İlker Işık' }).waitFor();
    await pickProfile('Deniz');
    await page.getByRole('heading', { name: 'Merhaba Deniz' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Merhaba Deniz' }).waitFor();
    await page.getByRole('link', { name: 'Ayarlar' }).click();
    await choose('English');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  it('switch the theme, which a reload keeps', async () => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await background()).toBe('rgb(255, 255, 255)');
    await choose('Dark');
    await expect.poll(background, patience).toBe('rgb(22, 23, 29)');
    await page.reload();
    await expect.poll(background, patience).toBe('rgb(22, 23, 29)');
    await choose('Light');
    await expect.poll(background, patience).toBe('rgb(255, 255, 255)');
  });

  it('enlarge all text', async () => {
    const heading = page.getByRole('heading', { name: 'Settings' });
    const before = (await heading.boundingBox())?.height ?? 0;
    await choose('200%');
    await expect.poll(async () => (await heading.boundingBox())?.height ?? 0, patience).toBeCloseTo(before * 2, 0);
    await choose('100%');
    await expect.poll(async () => (await heading.boundingBox())?.height ?? 0, patience).toBeCloseTo(before, 0);
  });

  it('say where the answers are kept', async () => {
    const section = page.getByRole('region', { name: 'Study database' });
    await section.getByText("The browser's file store").waitFor();
    expect(await section.textContent()).toMatch(/PostgreSQL1[0-9]\./);
  });
});

describe('before the study database is open', () => {
  it('Home shows what it showed last', async () => {
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByText('1 of 1 right').waitFor();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/host-worker-*.js', async (route) => {
      await released;
      await route.continue();
    });
    await page.reload();
    await page.getByText('1 of 1 right').waitFor();
    await page.getByText('Opening the database').waitFor();
    release();
    await page.getByText('Saved on this computer').waitFor();
    await page.getByText('1 of 1 right').waitFor();
    await page.unroute('**/host-worker-*.js');
  });
});

describe('two tabs', () => {
  it('show the same, and the other one takes over when the leading one is closed', async () => {
    const second = await app.newPage();
    await second.goto(app.address);
    await second.getByText('Saved on this computer').waitFor();
    await page.getByRole('link', { name: 'Home' }).click();
    await startTopic(second, 'Fractions', 5);
    // The same question in both: the first answer is the one that counts, and the one that is shown.
    await page.goto(second.url());
    await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
    await answerWrong(second);
    await chooseRight(page);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('heading', { name: 'Not right' }).waitFor();
    await page.getByText('You had answered this question already').waitFor();
    await page.getByRole('button', { name: 'Leave practice' }).click();
    // The first tab holds the database; it hears of the answer too.
    await page.getByText('0 of 1 right').waitFor();
    expect(page.workers()).toHaveLength(1);
    await page.close();
    page = second;
    await goOn(page);
    await answerRight(page);
    await page.getByRole('button', { name: 'Leave practice' }).click();
    await page.getByText('1 of 2 right').waitFor();
    await page.getByText('Saved on this computer').waitFor();
  });
});

it('never asks anybody else for anything', () => {
  expect(app.foreignRequests).toEqual([]);
});
