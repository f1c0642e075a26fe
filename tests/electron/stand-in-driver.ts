import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { DesktopStart, RunningDesktop } from './running-desktop.ts';
import type { ControlAnswer, ControlCommands, ControlRequest } from './stand-in/control.ts';
import { pageOrigin } from './stand-in/page-address.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const registration = fileURLToPath(new URL('./stand-in/register-electron.js', import.meta.url));

function launch({ dataFolder, args = [], appFolder = projectFolder }: DesktopStart): ChildProcess {
  return fork(join(appFolder, 'dist', 'electron', 'main.js'), args, {
    execArgv: ['--import', 'tsx', '--import', registration],
    env: { ...process.env, END_STP_DATA_FOLDER: dataFolder },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function exitCodeOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** The first page of the app itself; the app opens it soon after its browser is up. */
async function findAppPage(browser: Browser): Promise<Page> {
  const deadlineMs = performance.now() + 60_000;
  while (performance.now() < deadlineMs) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const page = pages.find((one) => one.url().startsWith(pageOrigin));
    if (page !== undefined) return page;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The desktop app opened no page within 60 s');
}

/** Starts the built `electron/` under the stand-in, in a process of its own. */
export async function startOnStandIn(start: DesktopStart): Promise<RunningDesktop> {
  const child = launch(start);
  let requestCount = 0;
  const waiting = new Map<number, (answer: ControlAnswer) => void>();
  child.on('message', (answer: ControlAnswer) => waiting.get(answer.id)?.(answer));
  child.on('exit', () => {
    for (const [id, settle] of waiting) settle({ id, value: null, error: 'The desktop app ended' });
  });

  async function ask<Name extends keyof ControlCommands>(
    command: Name,
    ...[argument]: Parameters<ControlCommands[Name]>
  ): Promise<Awaited<ReturnType<ControlCommands[Name]>>> {
    requestCount += 1;
    const request: ControlRequest = { id: requestCount, command, argument };
    const answer = await new Promise<ControlAnswer>((resolve) => {
      waiting.set(request.id, resolve);
      child.send(request);
    });
    waiting.delete(request.id);
    if (answer.error !== null) throw new Error(answer.error);
    return answer.value as Awaited<ReturnType<ControlCommands[Name]>>;
  }

  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await ask('debuggingPort')}`);
  const page = await findAppPage(browser);
  page.setDefaultTimeout(60_000);
  return {
    page,
    pageOrigin,
    hostProcessId: () => ask('hostProcessId'),
    windowCount: () => ask('windowCount'),
    menuLabels: () => ask('menuLabels'),
    clickMenu: (item) => ask('clickMenu', item),
    answerOpenDialog: (path) => ask('answerOpenDialog', path),
    openedPaths: () => ask('openedPaths'),
    resume: () => ask('resume'),
    openUrl: (address) => ask('openUrl', address),
    startSecond: (args) => exitCodeOf(launch({ ...start, args })),
    async quit() {
      if (child.connected) await ask('quit').catch(() => {});
      const exitCode = await exitCodeOf(child);
      await browser.close().catch(() => {});
      return exitCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await exitCodeOf(child);
    },
  };
}
