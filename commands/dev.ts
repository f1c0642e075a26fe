/**
 * `npm run dev`: Vite's server with hot reload, and the desktop app on it where Electron can be had. A change in
 * `electron/` or `shared/` builds the shell anew and restarts it. `npm run dev -- --browser` leaves the desktop out.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { buildApp } from './build-app.ts';
import { findElectron } from './find-electron.ts';
import { projectFolder } from './project-folder.ts';

/** Editors write a file in several steps. */
const settleMs = 300;

/** Runs the desktop app on Vite's page and restarts it when its sources change. */
function runDesktopApp(electronPath: string, pageAddress: string): () => void {
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isRestarting = false;
  const launch = (): void => {
    const environment = { ...process.env, END_STP_DEV_SERVER: pageAddress };
    child = spawn(electronPath, [projectFolder], { stdio: 'inherit', env: environment });
    child.on('exit', () => {
      child = null;
    });
  };
  const restart = async (): Promise<void> => {
    if (isRestarting) return;
    isRestarting = true;
    try {
      await buildApp((line) => console.log(line));
      const former = child;
      if (former !== null) {
        former.kill('SIGTERM');
        await new Promise((resolve) => former.once('exit', resolve));
      }
      launch();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    } finally {
      isRestarting = false;
    }
  };
  for (const folder of ['electron', 'shared']) {
    watch(join(projectFolder, folder), { recursive: true }, () => {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => void restart(), settleMs);
    });
  }
  launch();
  return () => {
    child?.kill('SIGTERM');
  };
}

const isBrowserOnly = process.argv.includes('--browser');
// The page needs the prepared data directory, the desktop app its bundles.
await buildApp((line) => console.log(line));
const port = process.env.PORT === undefined ? 5173 : Number(process.env.PORT);
const server = await createServer({ configFile: join(projectFolder, 'vite.config.ts'), server: { port } });
await server.listen();
server.printUrls();
const [pageAddress] = server.resolvedUrls?.local ?? [];
let stopDesktopApp = (): void => {};
if (!isBrowserOnly && pageAddress !== undefined) {
  const electron = await findElectron((line) => console.log(line));
  if (electron.name === 'found') stopDesktopApp = runDesktopApp(electron.path, pageAddress);
  else console.log(`The desktop app is left out (${electron.reason}).`);
}
const stop = (): void => {
  stopDesktopApp();
  void server.close().then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
