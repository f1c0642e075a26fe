import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { databaseLock } from '../../shared/host/browser-host-protocol.ts';
import { openTab, type ServedPage, serveBrowserPage, waitForState } from './browser-host.ts';

let served: ServedPage;
beforeAll(async () => {
  served = await serveBrowserPage();
});
afterAll(async () => {
  await served?.close();
});

async function openBrowser(): Promise<BrowserContext> {
  const browser = await served.openBrowser();
  onTestFinished(() => browser.close());
  return browser;
}

it('opens the prepared directory, records answers and raises reflexes in time', async () => {
  const browser = await openBrowser();
  const page = await openTab(browser, served.url);
  const described = await page.evaluate(() => window.probe.connection.calls.describeHost());
  expect(described).toMatchObject({
    ok: true,
    value: { place: 'browser', storage: 'opfs', openedBy: 'prepared_directory' },
  });
  const timings = await page.evaluate(async () => {
    const session = await window.probe.startSession(20);
    const all = [];
    for (const position of session.questions.keys()) all.push(await window.probe.answerWrong(session, position));
    return all;
  });
  const reflexes = await page.evaluate(() => window.probe.reflexTypes);
  expect(reflexes[0]).toBe('PANIC_RUSH');
  expect(timings.filter(({ reflexMs }) => reflexMs !== null).length).toBeGreaterThanOrEqual(15);
  // 25 ms is what the design allows on a quiet machine (see the bench); beside other tests it may take a multiple.
  const sorted = timings.map(({ feedbackMs }) => feedbackMs).sort((a, b) => a - b);
  expect(sorted[10]).toBeLessThan(500);
});

it('keeps everything across a reload and a closed browser tab', async () => {
  const browser = await openBrowser();
  const page = await openTab(browser, served.url);
  const session = await page.evaluate(async () => {
    const started = await window.probe.startSession(5);
    await window.probe.answerWrong(started, 0);
    await window.probe.answerWrong(started, 1);
    return started;
  });
  await page.reload();
  const afterReload = await page.evaluate(
    (studentId) => window.probe.connection.calls.findOpenSession({ studentId }),
    session.studentId,
  );
  expect(afterReload).toMatchObject({
    ok: true,
    value: { testRecordId: session.testRecordId, answered: [{ position: 0 }, { position: 1 }] },
  });
  await page.close();
  const later = await openTab(browser, served.url);
  const afterClose = await later.evaluate(async (studentId) => {
    const { calls } = window.probe.connection;
    return [await calls.describeHost(), await calls.findOpenSession({ studentId })];
  }, session.studentId);
  expect(afterClose).toMatchObject([
    { ok: true, value: { openedBy: 'existing_directory' } },
    { ok: true, value: { answered: [{}, {}] } },
  ]);
});

it('keeps acknowledged answers when the whole browser is killed', async () => {
  const first = await served.openBrowser();
  const page = await openTab(first, served.url);
  const session = await page.evaluate(async () => {
    const started = await window.probe.startSession(5);
    await window.probe.answerWrong(started, 0);
    return started;
  });
  const second = await served.reopenKilled(first);
  onTestFinished(() => second.close());
  const again = await openTab(second, served.url);
  const found = await again.evaluate(
    (studentId) => window.probe.connection.calls.findOpenSession({ studentId }),
    session.studentId,
  );
  expect(found).toMatchObject({ ok: true, value: { answered: [{ position: 0, outcome: 'wrong' }] } });
});

it('starts another worker when the host worker dies, and answers the call that was lost with HOST_RESTARTING', async () => {
  const browser = await openBrowser();
  const page = await openTab(browser, served.url);
  const session = await page.evaluate(() => window.probe.startSession(5));
  const lost = await page.evaluate(async () => {
    const { connection } = window.probe;
    const call = connection.calls.listProfiles();
    window.probe.killWorker();
    return call;
  });
  expect(lost).toMatchObject({ ok: false, error: { code: 'HOST_RESTARTING' } });
  const answered = await page.evaluate((started) => window.probe.answerWrong(started, 0), session);
  expect(answered.feedbackMs).toBeGreaterThan(0);
  expect(await page.evaluate(() => window.probe.states)).toEqual(['starting', 'connected', 'restarting', 'connected']);
});

it('ends a worker that does not answer any more, and starts another one', async () => {
  const browser = await openBrowser();
  const page = await openTab(browser, served.url);
  await waitForState(page, 'connected');
  const [worker] = page.workers();
  await worker?.evaluate('void setTimeout(() => { for (;;) {} }, 0)');
  const outcome = await page.evaluate(() => window.probe.connection.calls.listProfiles());
  expect(outcome).toMatchObject({ ok: false, error: { code: 'HOST_RESTARTING' } });
  expect(await page.evaluate(() => window.probe.connection.calls.listProfiles())).toEqual({ ok: true, value: [] });
});

it('serves every tab from one host, and the next tab takes over when the first is closed', async () => {
  const browser = await openBrowser();
  const leader = await openTab(browser, served.url);
  await waitForState(leader, 'connected');
  const second = await openTab(browser, served.url);
  const third = await openTab(browser, served.url);
  await waitForState(second, 'connected');
  await waitForState(third, 'connected');
  expect([leader, second, third].map((page) => page.workers().length)).toEqual([1, 0, 0]);

  const session = await second.evaluate(() => window.probe.startSession(6));
  for (const position of [0, 1, 2]) {
    await second.evaluate(([started, place]) => window.probe.answerWrong(started, place), [session, position] as const);
  }
  // Notices reach the tabs that asked for nothing.
  await third.waitForFunction(() => window.probe.reflexTypes.includes('PANIC_RUSH'));
  expect(await leader.evaluate(() => window.probe.changedTables)).toContain('student_mistakes');

  await leader.close();
  const lost = await second.evaluate(async (started) => {
    const { calls } = window.probe.connection;
    const open = await calls.findOpenSession({ studentId: started.studentId });
    await window.probe.answerWrong(started, 3);
    return open;
  }, session);
  expect(lost).toMatchObject({ ok: true, value: { answered: [{}, {}, {}] } });
  await waitForState(third, 'connected');
  const seen = await third.evaluate(
    (studentId) => window.probe.connection.calls.findOpenSession({ studentId }),
    session.studentId,
  );
  expect(seen).toMatchObject({ ok: true, value: { answered: [{}, {}, {}, {}] } });
  expect(second.workers().length + third.workers().length).toBe(1);
});

it('calls the database damaged only when a second worker could not open it either, and opens it once it is whole', async () => {
  const browser = await openBrowser();
  const page = await openTab(browser, served.url);
  const session = await page.evaluate(() => window.probe.startSession(2));
  await page.goto('about:blank');
  await page.goto(`${served.url}#wait`);
  const workers: unknown[] = [];
  page.on('worker', (worker) => workers.push(worker));
  const control = await page.evaluate(async (lock) => {
    const study = await (await navigator.storage.getDirectory()).getDirectoryHandle('study');
    const folder = await (await study.getDirectoryHandle('pg18')).getDirectoryHandle('global');
    const handle = await folder.getFileHandle('pg_control');
    return navigator.locks.request(lock, async () => {
      const bytes = [...new Uint8Array(await (await handle.getFile()).arrayBuffer())];
      const writable = await handle.createWritable();
      await writable.write(new Uint8Array(bytes.length));
      await writable.close();
      return bytes;
    });
  }, databaseLock);
  await page.evaluate(() => window.startProbe());
  await waitForState(page, 'failed');
  expect(await page.evaluate(() => window.probe.connection.connectionState)).toMatchObject({
    error: { code: 'DATABASE_DAMAGED' },
  });
  expect(workers).toHaveLength(2);

  await page.evaluate(async (bytes) => {
    const study = await (await navigator.storage.getDirectory()).getDirectoryHandle('study');
    const folder = await (await study.getDirectoryHandle('pg18')).getDirectoryHandle('global');
    const writable = await (await folder.getFileHandle('pg_control')).createWritable();
    await writable.write(new Uint8Array(bytes));
    await writable.close();
    window.probe.connection.retry();
  }, control);
  await waitForState(page, 'connected');
  const found = await page.evaluate(
    (studentId) => window.probe.connection.calls.findOpenSession({ studentId }),
    session.studentId,
  );
  expect(found).toMatchObject({ ok: true, value: { testRecordId: session.testRecordId } });
});

it('says that the storage is full when the browser grants no room for a first start', async () => {
  const browser = await openBrowser();
  const page = await browser.newPage();
  const origin = new URL(served.url).origin;
  // The limit is forgotten at a navigation, so the page connects only when it is told to.
  await page.goto(`${served.url}#wait`);
  const devtools = await browser.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 5_000_000 });
  await page.evaluate(() => window.startProbe());
  await waitForState(page, 'failed');
  const outcome = await page.evaluate(() => window.probe.connection.calls.listProfiles());
  expect(outcome).toMatchObject({ ok: false, error: { code: 'STORAGE_FULL' } });

  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await page.evaluate(() => window.probe.connection.retry());
  await waitForState(page, 'connected');
});

it('refuses an answer that finds no room, and stores it once there is room again', async () => {
  const browser = await openBrowser();
  const page = await openTab(browser, served.url);
  const session = await page.evaluate(() => window.probe.startSession(40));
  const origin = new URL(served.url).origin;
  const devtools = await browser.newCDPSession(page);
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 1_000 });
  const refused = await page.evaluate((started) => window.probe.answerUntilRefused(started), session);
  expect(refused.code).toBe('STORAGE_FULL');

  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  const accepted = await page.evaluate((sent) => window.probe.connection.calls.recordAnswer(sent), refused.sent);
  expect(accepted).toMatchObject({ ok: true });
  await page.reload();
  const stored = await page.evaluate(
    (studentId) => window.probe.connection.calls.findOpenSession({ studentId }),
    session.studentId,
  );
  expect(JSON.stringify(stored)).toContain(refused.sent.answerId);
});
