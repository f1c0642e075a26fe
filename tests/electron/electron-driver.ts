import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { explainMissingDisplay, findInstalledElectron } from '../../commands/find-electron.ts';
import type { DesktopStart, DesktopStarter, RunningDesktop } from './running-desktop.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

async function start(
  executablePath: string,
  { dataFolder, args = [], appFolder = projectFolder }: DesktopStart,
): Promise<RunningDesktop> {
  const environment: Record<string, string> = { END_STP_DATA_FOLDER: dataFolder };
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) environment[name] = value;
  const electronApp = await _electron.launch({ executablePath, args: [appFolder, ...args], env: environment });
  const page = await electronApp.firstWindow();
  page.setDefaultTimeout(60_000);
  // The file manager would stay open after the test.
  await electronApp.evaluate(({ shell }) => {
    const openedPaths: string[] = [];
    Reflect.set(globalThis, 'openedPaths', openedPaths);
    shell.openPath = async (path) => {
      openedPaths.push(path);
      return '';
    };
  });
  const child = electronApp.process();
  return {
    page,
    pageOrigin: 'app://endstp',
    hostProcessId: () =>
      electronApp.evaluate(
        ({ app }) => app.getAppMetrics().find(({ name }) => name === 'End.STP study database')?.pid ?? null,
      ),
    windowCount: () => electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    menuLabels: () =>
      electronApp.evaluate(({ Menu }) => {
        const items = Menu.getApplicationMenu()?.items ?? [];
        return items.flatMap((item) => [item, ...(item.submenu?.items ?? [])]).map(({ label }) => label);
      }),
    clickMenu: (wanted) =>
      electronApp.evaluate(({ Menu }, name) => {
        const items = Menu.getApplicationMenu()?.items ?? [];
        const all = items.flatMap((item) => [item, ...(item.submenu?.items ?? [])]);
        const item = all.find((one) => one.id === name || one.label === name);
        if (item === undefined) throw new Error(`The menu has no item "${name}" to click`);
        item.click();
      }, wanted),
    answerOpenDialog: (path) =>
      electronApp.evaluate(({ dialog }, filePath) => {
        // A native dialog cannot be driven: the one answer the person would give is put in its place.
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
      }, path),
    openedPaths: () => electronApp.evaluate(() => Reflect.get(globalThis, 'openedPaths') as string[]),
    resume: () => electronApp.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume')),
    openUrl: (address) =>
      electronApp.evaluate(({ app }, one) => void app.emit('open-url', { preventDefault: () => {} }, one), address),
    async startSecond(secondArgs) {
      const second = spawn(executablePath, [appFolder, ...secondArgs], { env: environment, stdio: 'ignore' });
      await once(second, 'exit');
      return second.exitCode;
    },
    async quit() {
      const exited = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
      await electronApp.evaluate(({ app }) => app.quit()).catch(() => {});
      await exited;
      return child.exitCode;
    },
    async kill() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Starts the app on the real binary; null where there is none, or no display for its windows. */
export function startOnElectron(): DesktopStarter | null {
  const executablePath = findInstalledElectron();
  if (executablePath === null || explainMissingDisplay() !== null) return null;
  return (desktopStart) => start(executablePath, desktopStart);
}
