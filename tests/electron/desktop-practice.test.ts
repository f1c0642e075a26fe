import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../commands/build-app.ts';
import type { HomeView } from '../../shared/model/home-view.ts';
import type { Profile } from '../../shared/model/profile.ts';
import type { Session } from '../../shared/model/session.ts';
import { embedded, makeClass, type TestServer } from '../server/test-server.ts';
import { callHost } from './bridge-record.ts';
import { listShells, makeDataFolder } from './desktop-driver.ts';
import type { RunningDesktop } from './running-desktop.ts';

const patience = { timeout: 30_000, interval: 100 };

async function callForValue<T>(page: Page, method: string, argument: unknown): Promise<T> {
  const outcome = (await callHost(page, method, argument)) as { ok: boolean; value: T };
  if (!outcome.ok) throw new Error(`${method} answered ${JSON.stringify(outcome)}`);
  return outcome.value;
}

async function readStudentId(page: Page): Promise<string> {
  const [profile] = await callForValue<Profile[]>(page, 'listProfiles', undefined);
  if (profile === undefined) throw new Error('There is no profile');
  return profile.id;
}

async function countMistakes(page: Page): Promise<number> {
  return (await callForValue<HomeView>(page, 'getHomeView', { studentId: await readStudentId(page) })).mistakeCount;
}

/** Answers the first question without an answer: wrongly where it has choices, else by skipping it. */
async function answerWrongly(page: Page, session: Session, position: number): Promise<void> {
  const content = session.questions[position]?.content;
  const wrong =
    content !== undefined && 'choices' in content ? content.choices.find(({ isRight }) => !isRight) : undefined;
  if (wrong === undefined) {
    await page.keyboard.press('s');
    return;
  }
  await page.locator(`input[name="choice"][value="${wrong.key}"]`).check({ force: true });
  await page.getByRole('button', { name: 'Check' }).click();
}

let server: TestServer;

beforeAll(async () => {
  await buildApp(() => {});
  server = await embedded.open();
});
afterAll(() => server.close());

describe.each(listShells())('practising in the desktop app on $name', ({ start }) => {
  const folder = makeDataFolder();
  let desktop: RunningDesktop;
  let page: Page;
  let session: Session;

  beforeAll(async () => {
    desktop = await start({ dataFolder: folder.path });
    page = desktop.page;
  });
  afterAll(async () => {
    await desktop.quit();
    folder.remove();
  });

  it('a first start leads to a profile and on to Home', async () => {
    await page.getByLabel('Your name').fill('Defne');
    await page.getByRole('radio', { name: 'English' }).check({ force: true });
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('navigation').first().waitFor();
    await expect
      .poll(async () => (await callForValue<Profile[]>(page, 'listProfiles', undefined)).length, patience)
      .toBe(1);
  });

  it('a wrong answer is in the database of the host process when its feedback is seen', async () => {
    await page.getByRole('link', { name: 'Practice' }).first().click();
    await page.getByRole('checkbox', { name: /Fractions/ }).check({ force: true });
    await page.getByRole('button', { name: /Start with/ }).click();
    await page.getByRole('button', { name: 'Check' }).waitFor();
    session = await callForValue<Session>(page, 'findOpenSession', { studentId: await readStudentId(page) });
    expect(await countMistakes(page)).toBe(0);
    await answerWrongly(page, session, 0);
    await page.getByRole('button', { name: /Next|Continue/ }).waitFor();
    expect(await countMistakes(page)).toBe(1);
  });

  it('when the host process dies, the session goes on with the next one, and no answer is lost', async () => {
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Check' }).waitFor();
    process.kill((await desktop.hostProcessId()) ?? 0, 'SIGKILL');
    await answerWrongly(page, session, 1);
    await page.getByRole('button', { name: /Next|Continue/ }).waitFor({ timeout: 30_000 });
    await expect.poll(() => countMistakes(page), patience).toBe(2);
  });

  it('the loss of the host process is shown in words, and so is its return', async () => {
    await page.goto(`${desktop.pageOrigin}/#/`);
    await page.getByText('Saved on this computer').waitFor();
    const shown = page.getByText('Reopening the database').waitFor();
    process.kill((await desktop.hostProcessId()) ?? 0, 'SIGKILL');
    await shown;
    await page.getByText('Saved on this computer').waitFor();
  });

  it('a class link leads into the class, over the shell’s network, with the tokens sealed by the keychain', async () => {
    const { code } = await makeClass(server, ['Defne']);
    expect(await desktop.startSecond([`endstp://join/${code}?server=${encodeURIComponent(server.address)}`])).toBe(0);
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Class code' }).inputValue(), patience)
      .toBe(code.replaceAll('-', ''));
    await page.getByText('A link opened this page.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Find the class' }).click();
    await page.getByRole('heading', { name: 'Who are you in 9-A?' }).waitFor();
    await page.getByRole('radio', { name: 'Defne' }).check();
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('heading', { name: 'You are in 9-A' }).waitFor();
    await page.locator('nav [data-sync-state="idle"]').waitFor();
    const sealed = readFileSync(join(folder.path, 'secrets.sealed'), 'utf8');
    expect(sealed).not.toContain('accessToken');
    expect(Buffer.from(sealed, 'base64').toString()).toMatch(/^sealed:/);
    const answers = await server.sql<{ count: string }>('SELECT count(*) FROM test_answers');
    expect(Number(answers[0]?.count)).toBeGreaterThan(0);
  });

  it('a pack chosen in the menu is imported by the content screen', async () => {
    const question = {
      externalKey: 'q1',
      topicUid: 'TR.MAT.TST.001',
      content: { kind: 'true_false' },
    };
    writeFileSync(
      join(folder.path, 'broken.json'),
      JSON.stringify({ format: 'endstp-pack', formatVersion: 1, questions: [question] }),
    );
    await desktop.answerOpenDialog(join(folder.path, 'broken.json'));
    await desktop.clickMenu('import-pack');
    await page.getByRole('heading', { name: 'Content', level: 1 }).waitFor();
    await page.getByText('broken.json').first().waitFor();
  });

  it('the app starts again where its data are', async () => {
    await desktop.quit();
    desktop = await start({ dataFolder: folder.path });
    page = desktop.page;
    await page.getByRole('navigation').first().waitFor();
    expect(await countMistakes(page)).toBe(2);
    // Still in the class: the keychain gave the tokens back.
    await page.locator('nav [data-sync-state="idle"]').waitFor();
  });
});
