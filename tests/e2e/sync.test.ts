/** Two students' computers in a real browser, the real server between them. The page comes from the server itself. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArguments, requireChromium } from '../../commands/find-chromium.ts';
import { projectFolder } from '../../commands/project-folder.ts';
import { embedded, makeClass, type TestServer } from '../server/test-server.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { answerWrong, createFirstProfile, cutNetwork, goOn, startTopic } from './practise.ts';

let server: TestServer;
interface Computer {
  readonly app: OpenApp;
  readonly page: Page;
  readonly context: BrowserContext;
}
/** Elif's, once both of her computers are in the class. */
let elif: { readonly studentId: string; readonly first: Computer; readonly second: Computer } | null = null;
const opened: { readonly context: BrowserContext; readonly folder: string }[] = [];

beforeAll(async () => {
  server = await embedded.open({ appFolder: join(projectFolder, 'dist', 'renderer') });
});
afterAll(async () => {
  for (const { context, folder } of opened) {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
  await server.close();
});

/** A computer of its own: another browser with an empty profile. */
async function openComputer(): Promise<Computer> {
  const folder = await mkdtemp(join(tmpdir(), 'end-stp-sync-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: requireChromium(),
    args: [...chromiumArguments],
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
  });
  opened.push({ context, folder });
  const page = await context.newPage();
  const app: OpenApp = {
    address: server.address,
    context,
    foreignRequests: [],
    newPage: () => context.newPage(),
    close: () => context.close(),
  };
  return { app, page, context };
}

async function findClass(page: Page, code: string): Promise<void> {
  await page.goto(`${server.address}/#/join`);
  await page.getByRole('textbox', { name: 'Class code' }).fill(code);
  await page.getByRole('button', { name: 'Find the class' }).click();
  await page.getByRole('heading', { name: 'Who are you in 9-A?' }).waitFor();
}

async function count(text: string, values: readonly unknown[]): Promise<number> {
  const [row] = await server.sql<{ count: string }>(text, values);
  return Number(row?.count);
}

/** Sessions that the page keeps in its own store. */
function readSessionCount(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('end-stp');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const sessionCount = await new Promise<number>((resolve, reject) => {
      const request = database.transaction('sessionProgress').objectStore('sessionProgress').count();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    return sessionCount;
  });
}

describe('a student on two computers', () => {
  it('practises offline, joins a class with what was done, and finds it on the other computer', async () => {
    const { code, classId } = await makeClass(server, ['Elif', 'Deniz']);
    const first = await openComputer();
    const { page } = first;
    await createFirstProfile(first.app, page, 'Elif');
    await cutNetwork(page);
    await startTopic(page, 'Linear equations', 5);
    for (let answers = 0; answers < 3; answers += 1) {
      await answerWrong(page);
      await goOn(page);
    }
    await page.getByRole('button', { name: 'Leave practice' }).click();
    await first.context.setOffline(false);

    await findClass(page, code.toLowerCase());
    expect(await page.getByRole('radio', { name: 'Elif' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('heading', { name: 'You are in 9-A' }).waitFor();
    await page.locator('nav [data-sync-state="idle"]').waitFor();
    const [member] = await server.sql<{ student_id: string }>(
      `SELECT student_id FROM class_members WHERE class_id = $1 AND display_name = 'Elif'`,
      [classId],
    );
    const studentId = member?.student_id;
    await expect.poll(() => count('SELECT count(*) FROM test_answers WHERE student_id = $1', [studentId])).toBe(3);

    // The session that was left open follows the profile to its new id.
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByText('Saved on this computer and on the server.').waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await cutNetwork(page);
    await answerWrong(page);
    await page.getByRole('button', { name: 'Leave practice' }).click();
    await page.getByText('Saved on this computer. 1 answer waits for a connection.').waitFor();
    await page.getByRole('link', { name: 'Offline, 1 answer waits' }).waitFor();
    await first.context.setOffline(false);
    await page.getByText('Saved on this computer and on the server.').waitFor();
    expect(await count('SELECT count(*) FROM test_answers WHERE student_id = $1', [studentId])).toBe(4);

    const second = await openComputer();
    await createFirstProfile(second.app, second.page, 'Elif');
    await findClass(second.page, code);
    await second.page.getByRole('button', { name: 'Ask to be let in' }).click();
    await second.page.getByRole('heading', { name: 'Waiting for your teacher' }).waitFor();
    const [request] = await server.sql<{ id: string }>(`SELECT id FROM join_requests WHERE status = 'waiting'`);
    await server.sql('SELECT approve_join_request($1)', [request?.id]);
    // Nobody presses anything.
    await second.page.getByRole('heading', { name: 'You are in 9-A' }).waitFor();
    await second.page.getByRole('link', { name: 'Home' }).click();
    await second.page.getByText('Saved on this computer and on the server.').waitFor();
    await second.page.getByRole('link', { name: 'Notebook' }).click();
    await second.page
      .getByText(/^4 questions/)
      .first()
      .waitFor();
    elif = { studentId: studentId ?? '', first, second };
  });

  it('deletes everything of theirs on the server too, and the other computer, in the middle of a question, says so', async () => {
    if (elif === null) throw new Error('Elif has not joined on both computers');
    const { first, second, studentId } = elif;
    await startTopic(second.page, 'Linear equations', 5);
    await first.page.goto(`${server.address}/#/class`);
    await first.page.getByRole('button', { name: 'Delete this profile' }).click();
    const dialog = first.page.getByRole('dialog', { name: 'Delete Elif?' });
    await dialog.getByText("Everything is deleted on the class's server, too").waitFor();
    const confirm = dialog.getByRole('button', { name: 'Delete for good' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Type the name to go on: Elif' }).fill('elif');
    await confirm.click();
    await first.page.getByRole('heading', { name: 'Welcome' }).waitFor();
    await expect
      .poll(() => count('SELECT count(*) FROM student_tombstones WHERE student_id = $1', [studentId]))
      .toBe(1);
    expect(await count('SELECT count(*) FROM test_answers WHERE student_id = $1', [studentId])).toBe(0);

    const notice = second.page.getByRole('dialog', { name: 'A profile was erased' });
    await notice.getByText(/belonged to 9-A was erased on/).waitFor();
    await second.page.getByRole('button', { name: 'Check', exact: true }).waitFor({ state: 'detached' });
    await notice.getByText('I have read this', { exact: true }).click();
    await notice.waitFor({ state: 'detached' });
    await second.page.getByRole('heading', { name: 'Welcome' }).waitFor();
    // Read once: neither the note nor the session comes back with the page.
    await second.page.reload();
    await second.page.getByRole('heading', { name: 'Welcome' }).waitFor();
    expect(await second.page.getByRole('dialog').count()).toBe(0);
    await expect.poll(() => readSessionCount(second.page)).toBe(0);
  });

  it('joins a server at another address than the app’s own, and the page itself still reaches nothing', async () => {
    const { code } = await makeClass(server, ['Ece']);
    const app = await openApp();
    try {
      const page = await app.newPage();
      await createFirstProfile(app, page, 'Ece');
      await page.goto(`${app.address}/#/join`);
      await page.getByRole('textbox', { name: 'Class code' }).fill(code);
      await page.getByRole('textbox', { name: 'Server address' }).fill(server.address);
      await page.getByRole('button', { name: 'Find the class' }).click();
      await page.getByRole('button', { name: 'Join', exact: true }).click();
      await page.getByRole('heading', { name: 'You are in 9-A' }).waitFor();
      await page.locator('nav [data-sync-state="idle"]').waitFor();
      const reached = await page.evaluate(
        (address) =>
          fetch(`${address}/healthz`).then(
            () => 'reached',
            () => 'refused',
          ),
        server.address,
      );
      expect(reached).toBe('refused');
      const policies = await page.evaluate(async () => {
        const script = performance.getEntriesByType('resource').find(({ name }) => name.includes('/host-worker-'));
        const answers = await Promise.all([fetch('/'), fetch(script?.name ?? '/missing.js')]);
        return answers.map((answer) => answer.headers.get('content-security-policy'));
      });
      expect(policies[0]).toContain("connect-src 'self';");
      expect(policies[1]).toContain("connect-src 'self' https:");
    } finally {
      await app.close();
    }
  });
});
