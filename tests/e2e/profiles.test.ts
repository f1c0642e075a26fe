/** A shared computer: two students, a PIN, a profile archived, one deleted and brought back from its file. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCutText } from './find-cut-text.ts';
import { findFaultsInBothThemes } from './find-faults.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { answerWrong, createFirstProfile, goOn, readOpenQuestion, startTopic } from './practise.ts';

const patience = { timeout: 30_000, interval: 100 };

let app: OpenApp;
let page: Page;
let savedFile = '';
/** A set of the profile with the PIN, as the browser's history keeps it. */
let lockedSet = '';

beforeAll(async () => {
  app = await openApp({ language: 'en', bypassesPolicy: true, blocksServiceWorker: true });
  page = await app.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // Minutes without a touch pass when the test says so; the study host's own clock goes on.
  await page.clock.install();
  await createFirstProfile(app, page, 'Deniz');
});
afterAll(() => app.close());

const findFaults = () => findFaultsInBothThemes(page);

async function showProfiles(): Promise<void> {
  await page.getByRole('button', { name: /switch profile/i }).click();
  await page.getByRole('heading', { name: 'Who is studying?' }).waitFor();
}

async function choose(profile: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Options: ${profile}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

const pinField = () => page.getByRole('textbox', { name: 'PIN', exact: true });

async function typePin(pin: string): Promise<void> {
  await pinField().fill(pin);
  await page.keyboard.press('Enter');
}

it('says of a class address that does not answer what to look at, legibly on a narrow screen too', async () => {
  await page.goto(`${app.address}/#/join`);
  await page.getByRole('textbox', { name: 'Class code' }).fill('ABCD-EFGH');
  // Nobody listens there: the browser knows at once.
  await page.getByRole('textbox', { name: 'Server address' }).fill('https://127.0.0.1:1');
  await page.getByRole('button', { name: 'Find the class' }).click();
  await page.getByText('Nothing answers at https://127.0.0.1:1.').waitFor();
  await page.getByText('Check the address letter by letter').waitFor();
  expect(await findFaults()).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(findCutText)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
});

describe('a PIN', () => {
  it('is set by who studies, with its limits said at the field', async () => {
    await showProfiles();
    await choose('Deniz', 'Set a PIN');
    const dialog = page.getByRole('dialog', { name: 'A PIN for Deniz' });
    await dialog.getByRole('button', { name: 'Set the PIN' }).click();
    await dialog.getByText('4 to 8 digits, nothing else.').waitFor();
    // Letters do not get in.
    await dialog.getByRole('textbox', { name: 'New PIN', exact: true }).pressSequentially('4a8 2b1');
    expect(await dialog.getByRole('textbox', { name: 'New PIN', exact: true }).inputValue()).toBe('4821');
    await dialog.getByRole('textbox', { name: 'New PIN once more' }).fill('4822');
    await dialog.getByRole('button', { name: 'Set the PIN' }).click();
    await dialog.getByText('The two do not match.').waitFor();
    expect(await findFaults()).toEqual([]);
    await dialog.getByRole('textbox', { name: 'New PIN once more' }).fill('4821');
    await dialog.getByRole('button', { name: 'Set the PIN' }).click();
    await page.getByText('The PIN is set.').waitFor();
    // Whoever set it is in already.
    await page.getByRole('button', { name: /^Deniz.*PIN/s }).waitFor();
    expect(await findFaults()).toEqual([]);
  });

  it('is asked for at the next start, before anything of the profile shows', async () => {
    await page.reload();
    await pinField().waitFor();
    expect(await page.getByText('Hello Deniz').count()).toBe(0);
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await findFaults()).toEqual([]);
    await typePin('0000');
    await page.getByText('After 4 more wrong ones').waitFor();
    await typePin('4821');
    await page.getByRole('button', { name: /^Deniz.*switch profile/i }).waitFor();
  });

  it('comes back after idling, and what was half typed is still there behind it', async () => {
    await page.getByRole('link', { name: 'Practice' }).click();
    await startTopic(page, 'Linear equations', 5);
    lockedSet = page.url();
    const before = await readOpenQuestion(page);
    const first = before.choices[0];
    if (first === undefined) await page.getByRole('textbox').fill('12');
    else await page.locator(`input[name="choice"][value="${first.key}"]`).check();
    await page.clock.fastForward('04:30');
    expect(await pinField().count()).toBe(0);
    await page.clock.fastForward('05:10');
    await pinField().waitFor();
    expect(await page.locator('article').isVisible()).toBe(false);
    await page.clock.fastForward('20:00');
    await typePin('4821');
    await page.locator('article').waitFor();
    if (first === undefined) expect(await page.getByRole('textbox').inputValue()).toBe('12');
    else expect(await page.locator(`input[name="choice"][value="${first.key}"]`).isChecked()).toBe(true);
    // The question's clock stood while it was locked: 20 minutes are not counted.
    await expect.poll(async () => (await readOpenQuestion(page)).elapsedSeconds, patience).toBeLessThan(11 * 60);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('button', { name: /Next question|Finish/ }).waitFor();
    await page.getByRole('button', { name: 'Leave practice' }).click();
  });

  it('tried wrongly five times has to wait, also after a reload', async () => {
    await showProfiles();
    await choose('Deniz', 'Lock now');
    for (const left of [4, 3, 2, 1]) {
      await typePin('1111');
      await page.getByText(`After ${left} more wrong one`).waitFor();
    }
    await typePin('1111');
    await page.getByText(/The next can be tried in/).waitFor();
    expect(await pinField().isDisabled()).toBe(true);
    await page.reload();
    await page.getByText(/The next can be tried in/).waitFor();
    expect(await findFaults()).toEqual([]);
  });

  it('that was forgotten is asked to be removed in sight of everybody', async () => {
    await page.getByRole('button', { name: 'PIN forgotten?' }).click();
    await page.getByText('The PIN can be removed after 24 hours.').waitFor();
    expect(await findFaults()).toEqual([]);
    await page.getByRole('button', { name: 'Remove it in 24 hours' }).click();
    await page.getByText(/That can be done in 24 hours/).waitFor();
    await page.reload();
    await page.getByText(/That can be done in 24 hours/).waitFor();
    expect(await page.getByRole('button', { name: 'Remove the PIN and open' }).count()).toBe(0);
  });

  it('stops nobody else: another student goes on to their own profile', async () => {
    await page.getByRole('button', { name: 'Somebody else is studying' }).click();
    await page.getByRole('heading', { name: 'Who is studying?' }).waitFor();
    await page.getByRole('button', { name: 'Add a profile' }).click();
    await page.getByRole('textbox', { name: 'Your name' }).fill('İlker Işık');
    await page.getByRole('button', { name: 'Create profile' }).click();
    await page.getByRole('heading', { name: 'Hello İlker Işık' }).waitFor();
    // Nor does the way back lead into what is locked.
    await page.goto(lockedSet);
    await page.getByRole('heading', { name: 'There is no such record' }).waitFor();
    expect(await page.locator('article').count()).toBe(0);
    await page.getByRole('link', { name: 'Go to Home' }).click();
    await startTopic(page, 'Fractions', 5);
    await answerWrong(page);
    await goOn(page);
    await page.getByRole('button', { name: 'Leave practice' }).click();
    await page.getByText('0 of 1 right').waitFor();
    await showProfiles();
    // Somebody else's PIN and details are not offered.
    await page.getByRole('button', { name: 'Options: Deniz' }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).waitFor();
    expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Archive', 'Delete']);
    await page.keyboard.press('Escape');
  });
});

describe('a profile', () => {
  it('is archived at once, and the notice brings it back', async () => {
    await choose('İlker Işık', 'Archive');
    await page.getByText('İlker Işık was archived.').waitFor();
    await page.getByText('1 archived profile').waitFor();
    await page.getByRole('button', { name: 'Bring back', exact: true }).click();
    await page.getByText('İlker Işık is back in the list.').waitFor();
    await page.getByText('1 archived profile').waitFor({ state: 'detached' });
  });

  it('that was archived is brought back from the list', async () => {
    await page
      .locator('main')
      .getByRole('button', { name: /^İlker Işık/ })
      .click();
    await page.getByRole('heading', { name: 'Hello İlker Işık' }).waitFor();
    await showProfiles();
    await choose('İlker Işık', 'Archive');
    await page.getByText('1 archived profile').click();
    await page.getByRole('button', { name: 'Bring back: İlker Işık' }).waitFor();
    expect(await findFaults()).toEqual([]);
    await page.getByRole('button', { name: 'Bring back: İlker Işık' }).click();
    await page
      .locator('main')
      .getByRole('button', { name: /^İlker Işık/ })
      .click();
    await page.getByText('0 of 1 right').waitFor();
  });

  it('is deleted only when its name is typed, after a file was offered', async () => {
    await showProfiles();
    await choose('İlker Işık', 'Delete');
    const dialog = page.getByRole('dialog', { name: 'Delete İlker Işık?' });
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save to a file' }).click();
    savedFile = await (await download).path();
    await dialog.getByText(/was saved/).waitFor();
    const confirm = dialog.getByRole('button', { name: 'Delete for good' });
    await dialog.getByRole('textbox', { name: /^Type the name/ }).fill('İlker');
    expect(await confirm.isDisabled()).toBe(true);
    // In small letters, whose dots English does not know.
    await dialog.getByRole('textbox', { name: /^Type the name/ }).fill('ilker ışık');
    // With the button as it looks when it can be pressed: what is disabled is judged by nobody.
    expect(await findFaults()).toEqual([]);
    await confirm.click();
    await page.getByText('İlker Işık was deleted.').waitFor();
    await page.getByRole('heading', { name: 'Who is studying?' }).waitFor();
    await page.getByRole('button', { name: /^İlker Işık/ }).waitFor({ state: 'detached' });
    const kept = await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('end-stp');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const texts: string[] = [];
      for (const store of ['sessionProgress', 'journal', 'homeSnapshots']) {
        const rows = await new Promise<unknown[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        texts.push(...rows.map((row) => JSON.stringify(row)));
      }
      database.close();
      return texts;
    });
    const [deniz] = kept.filter((text) => text.includes('studentId'));
    // What is kept is of one student: the one who stays.
    expect(new Set(kept.map((text) => (JSON.parse(text) as { studentId: string }).studentId)).size).toBe(
      deniz === undefined ? 0 : 1,
    );
  });

  it('that was deleted comes back whole from its file', async () => {
    await page.getByRole('button', { name: 'Add a profile' }).click();
    await page.getByRole('textbox', { name: 'Your name' }).fill('Third');
    await page.getByRole('button', { name: 'Create profile' }).click();
    await page.getByRole('heading', { name: 'Hello Third' }).waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.locator('input[type="file"]').setInputFiles(savedFile);
    await page.getByText(/was added$/).waitFor();
    await showProfiles();
    await page
      .locator('main')
      .getByRole('button', { name: /^İlker Işık/ })
      .click();
    await page.getByRole('heading', { name: 'Hello İlker Işık' }).waitFor();
    await page.getByText('0 of 1 right').waitFor();
  });
});
