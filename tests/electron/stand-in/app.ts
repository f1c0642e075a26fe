import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { startAppServer } from './app-server.ts';
import { launchBrowser, type StandInBrowser } from './browser.ts';

/** The app's folder is two above its main script (`dist/electron/main.js`), as `electron .` finds it by package.json. */
const appFolder = resolve(dirname(process.argv[1] ?? ''), '..', '..');
const { version } = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')) as { version: string };

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

interface ClosableWindow {
  close(): Promise<void>;
}

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly windows = new Set<ClosableWindow>();
  #dataFolder = join(appFolder, 'dist', 'stand-in-data');
  #ready: Promise<StandInBrowser> | null = null;
  #lockFolder: string | null = null;

  getAppPath(): string {
    return appFolder;
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`The stand-in knows no path "${name}"`);
    mkdirSync(this.#dataFolder, { recursive: true });
    return this.#dataFolder;
  }

  setPath(name: string, path: string): void {
    if (name !== 'userData') throw new Error(`The stand-in knows no path "${name}"`);
    this.#dataFolder = path;
  }

  getVersion(): string {
    return version;
  }

  getName(): string {
    return 'End.STP';
  }

  getLocale(): string {
    return 'en-GB';
  }

  enableSandbox(): void {}

  /** The real browser behind the windows. */
  browser(): Promise<StandInBrowser> {
    this.#ready ??= startAppServer().then((port) => launchBrowser(this.getPath('userData'), port));
    return this.#ready;
  }

  async whenReady(): Promise<void> {
    await this.browser();
  }

  /** Like Electron's: by data folder. The second process leaves its arguments for the first, which announces them. */
  requestSingleInstanceLock(): boolean {
    const folder = join(this.getPath('userData'), 'single-instance');
    mkdirSync(folder, { recursive: true });
    const ownerFile = join(folder, 'owner');
    // As on a real system, the lock of a process that died is nobody's.
    if (existsSync(ownerFile) && !isRunning(Number(readFileSync(ownerFile, 'utf8')))) rmSync(ownerFile);
    try {
      writeFileSync(ownerFile, String(process.pid), { flag: 'wx' });
    } catch {
      // Somebody holds it.
      writeFileSync(join(folder, `args-${process.pid}.json`), JSON.stringify(process.argv));
      return false;
    }
    this.#lockFolder = folder;
    watch(folder, () => {
      for (const name of readdirSync(folder).filter((one) => one.startsWith('args-'))) {
        const text = readFileSync(join(folder, name), 'utf8');
        if (text === '') continue;
        rmSync(join(folder, name), { force: true });
        this.emit('second-instance', {}, JSON.parse(text), folder, {});
      }
    }).unref();
    return true;
  }

  quit(): void {
    void this.#quit();
  }

  async #quit(): Promise<void> {
    let isPrevented = false;
    const event = {
      preventDefault: () => {
        isPrevented = true;
      },
    };
    this.emit('before-quit', event);
    if (isPrevented) return;
    for (const window of [...this.windows]) await window.close();
    this.emit('will-quit', event);
    const ready = this.#ready;
    if (ready !== null) await (await ready).context.close();
    if (this.#lockFolder !== null) rmSync(join(this.#lockFolder, 'owner'), { force: true });
    process.exit(0);
  }
}

export const app = new App();
