import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../commands/build-app.ts';
import { callHost, readBridgeRecord, recordBridge } from './bridge-record.ts';
import { listShells, makeDataFolder } from './desktop-driver.ts';
import type { RunningDesktop } from './running-desktop.ts';

const patience = { timeout: 60_000, interval: 50 };

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

beforeAll(async () => {
  await buildApp(() => {});
});

describe.each(listShells())('the desktop shell on $name', ({ start }) => {
  const folder = makeDataFolder();
  let desktop: RunningDesktop;

  beforeAll(async () => {
    desktop = await start({ dataFolder: folder.path });
    await recordBridge(desktop.page);
  });
  afterAll(async () => {
    await desktop.quit();
    folder.remove();
  });

  it('the page has the bridge and nothing of Node or Electron', async () => {
    const found = await desktop.page.evaluate(() =>
      ['endStpDesktop', 'require', 'module', 'process', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
    );
    expect(found).toEqual(['endStpDesktop']);
  });

  it('the host process opens the database in the data folder and answers the page', async () => {
    expect(await callHost(desktop.page, 'describeHost', undefined)).toMatchObject({
      ok: true,
      value: { place: 'desktop', storage: 'disk', isPersistent: true },
    });
    expect(existsSync(join(folder.path, 'study', 'pg18', 'PG_VERSION'))).toBe(true);
    expect((await readBridgeRecord(desktop.page)).hostStates.at(-1)).toEqual({ name: 'running', hostNumber: 1 });
  });

  it('a host process that is killed is shown, replaced, and its data are there again', async () => {
    const profile = {
      id: '01940000-0000-7000-8000-000000000001',
      displayName: 'Defne',
      language: 'tr',
      schoolGrade: 11,
      targetExam: 'TYT',
      colour: '#667eea',
    };
    expect(await callHost(desktop.page, 'createProfile', profile)).toMatchObject({ ok: true });
    const killed = await desktop.hostProcessId();
    expect(killed).not.toBeNull();
    process.kill(killed ?? 0, 'SIGKILL');
    await expect
      .poll(async () => (await readBridgeRecord(desktop.page)).hostStates.map(({ name }) => name), patience)
      .toEqual(expect.arrayContaining(['restarting']));
    await expect
      .poll(async () => (await readBridgeRecord(desktop.page)).hostStates.at(-1), patience)
      .toEqual({ name: 'running', hostNumber: 2 });
    expect(await desktop.hostProcessId()).not.toBe(killed);
    const profiles = await callHost(desktop.page, 'listProfiles', undefined);
    expect(profiles).toMatchObject({ ok: true, value: [{ id: profile.id, displayName: 'Defne' }] });
  });

  it('a second start ends at once and hands its join link to the first', async () => {
    expect(await desktop.startSecond(['endstp://join/ab12-cd34'])).toBe(0);
    await expect
      .poll(async () => (await readBridgeRecord(desktop.page)).joinLinks, patience)
      .toContainEqual({ code: 'AB12CD34', serverUrl: null });
    expect(await desktop.windowCount()).toBe(1);
  });

  it('a link of macOS arrives, one that is no join link does not', async () => {
    await desktop.openUrl('endstp://join/<script>');
    await desktop.openUrl('https://example.org/');
    await desktop.openUrl('endstp://join/MAC001');
    await expect
      .poll(async () => (await readBridgeRecord(desktop.page)).joinLinks.at(-1), patience)
      .toEqual({ code: 'MAC001', serverUrl: null });
    const codes = (await readBridgeRecord(desktop.page)).joinLinks.map(({ code }) => code);
    expect(codes.every((code) => /^[A-Z0-9]+$/.test(code))).toBe(true);
  });

  it('files outside the app are refused, however the path is spelled', async () => {
    const paths = [
      '/..%2f..%2fpackage.json',
      '/%2e%2e%5c%2e%2e%5cpackage.json',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/%252e%252e/package.json',
    ];
    for (const path of paths) {
      const answer = await desktop.page.evaluate(async (one) => {
        const response = await fetch(one);
        return { status: response.status, text: await response.text() };
      }, path);
      expect(answer, path).toEqual({ status: 403, text: 'Not a file of this app.' });
    }
  });

  it('every answer carries the policy, and the page cannot run a script that is not a file of the app', async () => {
    const policy = await desktop.page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    const outcome = await desktop.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.hasRunInline = true;';
      document.head.append(script);
      const image = new Image();
      const isImageRefused = new Promise((resolve) => {
        image.onerror = () => resolve(true);
        image.onload = () => resolve(false);
      });
      image.src = 'https://example.org/pixel.png';
      return { hasRunInline: 'hasRunInline' in window, isImageRefused: await isImageRefused };
    });
    expect(outcome).toEqual({ hasRunInline: false, isImageRefused: true });
  });

  it('the page stays where it is and opens no window', async () => {
    const before = desktop.page.url();
    await desktop.page.evaluate(() => {
      window.location.href = 'https://example.org/';
    });
    await desktop.page.evaluate(() => void window.open('https://example.org/', '_blank'));
    await desktop.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'file:///etc/passwd';
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.remove();
    });
    await desktop.page.waitForTimeout(300);
    expect(desktop.page.url()).toBe(before);
    expect(await desktop.page.evaluate(() => 'bridgeRecord' in window)).toBe(true);
    expect(await desktop.windowCount()).toBe(1);
  });

  it('the menu opens a pack file and hands it to the page with the screen that imports it', async () => {
    const packFile = join(folder.path, 'kümeler.json');
    writeFileSync(packFile, '{"format":"endstp-pack"}');
    await desktop.answerOpenDialog(packFile);
    await desktop.clickMenu('import-pack');
    await expect
      .poll(async () => (await readBridgeRecord(desktop.page)).packFiles, patience)
      .toEqual([{ name: 'chosen', fileName: 'kümeler.json', text: '{"format":"endstp-pack"}' }]);
    expect((await readBridgeRecord(desktop.page)).screens).toEqual(['/content']);
  });

  it('a pack file that cannot be read is a failure with a code, not an exception', async () => {
    await desktop.answerOpenDialog(join(folder.path, 'gone.json'));
    const choice = await desktop.page.evaluate(() =>
      (window as unknown as { endStpDesktop: { choosePackFile(): Promise<unknown> } }).endStpDesktop.choosePackFile(),
    );
    expect(choice).toEqual({
      name: 'failed',
      error: { code: 'PACK_UNREADABLE', details: { fileName: 'gone.json', reason: 'ENOENT' } },
    });
  });

  it('the menu speaks the language of the profile', async () => {
    const setLanguage = (language: string): Promise<void> =>
      desktop.page.evaluate((one) => {
        (window as unknown as { endStpDesktop: { setLanguage(language: string): void } }).endStpDesktop.setLanguage(
          one,
        );
      }, language);
    await setLanguage('tr');
    await expect.poll(() => desktop.menuLabels(), patience).toContain('Soru paketi aç…');
    await setLanguage('en');
    await expect.poll(() => desktop.menuLabels(), patience).toContain('Open question pack…');
  });

  it('the menu shows the folder of the data', async () => {
    await desktop.clickMenu('open-data-folder');
    await expect.poll(() => desktop.openedPaths(), patience).toEqual([folder.path]);
  });

  it('no update is looked for where no address is configured', async () => {
    const readNames = async (): Promise<string[]> => [
      ...new Set((await readBridgeRecord(desktop.page)).updateStates.map(({ name }) => name)),
    ];
    await expect.poll(readNames, patience).toEqual(['off']);
  });

  it('the page hears that the computer woke up', async () => {
    await desktop.resume();
    await expect.poll(async () => (await readBridgeRecord(desktop.page)).resumeCount, patience).toBe(1);
  });

  it('quitting closes the database, ends the host process and remembers the window', async () => {
    const hostProcessId = (await desktop.hostProcessId()) ?? 0;
    expect(isRunning(hostProcessId)).toBe(true);
    expect(await desktop.quit()).toBe(0);
    expect(isRunning(hostProcessId)).toBe(false);
    expect(JSON.parse(readFileSync(join(folder.path, 'window-state.json'), 'utf8'))).toMatchObject({
      isMaximised: false,
    });
    desktop = await start({ dataFolder: folder.path });
    expect(await callHost(desktop.page, 'describeHost', undefined)).toMatchObject({
      ok: true,
      value: { openedBy: 'existing_directory', notices: [] },
    });
  });

  it('a main process that is killed takes the host with it, and the next start opens the same data', async () => {
    const hostProcessId = (await desktop.hostProcessId()) ?? 0;
    await desktop.kill();
    await expect.poll(() => isRunning(hostProcessId), patience).toBe(false);
    desktop = await start({ dataFolder: folder.path, args: ['endstp://join/FIRST1'] });
    expect(await callHost(desktop.page, 'listProfiles', undefined)).toMatchObject({
      ok: true,
      value: [{ displayName: 'Defne' }],
    });
  });

  it('a data directory of another PostgreSQL is reported, left alone, and opened once it is out of the way', async () => {
    await desktop.quit();
    const studyFolder = join(folder.path, 'study');
    renameSync(studyFolder, join(folder.path, 'aside'));
    mkdirSync(join(studyFolder, 'pg17'), { recursive: true });
    writeFileSync(join(studyFolder, 'pg17', 'PG_VERSION'), '17\n');
    desktop = await start({ dataFolder: folder.path });
    await recordBridge(desktop.page);
    await expect
      .poll(async () => (await readBridgeRecord(desktop.page)).hostStates.at(-1), patience)
      .toMatchObject({ name: 'failed', error: { code: 'DATA_DIRECTORY_OTHER_POSTGRES_MAJOR' } });
    expect(readFileSync(join(studyFolder, 'pg17', 'PG_VERSION'), 'utf8')).toBe('17\n');
    expect(existsSync(join(studyFolder, 'pg18'))).toBe(false);
    rmSync(studyFolder, { recursive: true });
    renameSync(join(folder.path, 'aside'), studyFolder);
    await desktop.page.evaluate(() =>
      (window as unknown as { endStpDesktop: { retryHost(): void } }).endStpDesktop.retryHost(),
    );
    await expect
      .poll(async () => (await readBridgeRecord(desktop.page)).hostStates.at(-1), patience)
      .toMatchObject({ name: 'running' });
  });
});
