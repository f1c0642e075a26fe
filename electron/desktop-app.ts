import { join } from 'node:path';
import { app, type BrowserWindow, ipcMain, powerMonitor, session, shell } from 'electron';
import {
  type DesktopUpdateState,
  type HostPortDelivery,
  hostPortDeliveryKind,
  type JoinLink,
} from '../shared/host/desktop-bridge.ts';
import { buildMenuTemplate, installAppMenu } from './app-menu.ts';
import { serveAppFiles } from './app-protocol.ts';
import { HostSupervisor } from './host-supervisor.ts';
import { type ToPageChannel, toMain, toPage } from './ipc-channels.ts';
import { isFromAppPage, refusePermissions } from './lock-down.ts';
import { openMainWindow } from './main-window.ts';
import { menuTexts, pickShellLanguage, type ShellLanguage } from './menu-texts.ts';
import { choosePackFile } from './pack-file.ts';
import { openSecretVault } from './secret-vault.ts';
import { watchForUpdates } from './updates.ts';

export interface DesktopAppOptions {
  /** Folder that holds `dist/` and `sql/`; inside the asar when packaged. */
  readonly appFolder: string;
  /** First page: `app://endstp/`, or Vite's server in development. */
  readonly address: string;
  readonly developmentOrigin: string | null;
}

/** The running app: one window, one host process, and the messages between them. Made once Electron is ready. */
export class DesktopApp {
  readonly #options: DesktopAppOptions;
  readonly #host: HostSupervisor;
  #window: BrowserWindow | null = null;
  #language: ShellLanguage = pickShellLanguage(app.getLocale());
  /** Links that arrived before the page listened. */
  #waitingJoinLinks: JoinLink[] = [];
  #isPageListeningForLinks = false;
  #updateState: DesktopUpdateState = { name: 'off' };

  constructor(options: DesktopAppOptions) {
    this.#options = options;
    this.#host = new HostSupervisor({
      modulePath: join(options.appFolder, 'dist', 'electron', 'host-process.js'),
      paths: { dataFolder: app.getPath('userData'), appFolder: options.appFolder, appVersion: app.getVersion() },
      secrets: openSecretVault(app.getPath('userData')),
      onStateChanged: (state) => this.#send(toPage.hostState, state),
      onHostReplaced: () => this.#deliverPort(),
    });
  }

  start(): void {
    refusePermissions(session.defaultSession, this.#options.developmentOrigin);
    serveAppFiles(join(this.#options.appFolder, 'dist', 'renderer'));
    this.#listenToPage();
    this.#installMenu();
    this.#host.start();
    this.showWindow();
    powerMonitor.on('resume', () => {
      this.#send(toPage.resumed, null);
      this.#host.tellResumed();
    });
    void watchForUpdates((state) => {
      this.#updateState = state;
      this.#send(toPage.updateState, state);
    });
  }

  /** Opens the window, or brings it to the front. */
  showWindow(): void {
    const window = this.#window;
    if (window !== null) {
      if (window.isMinimized()) window.restore();
      window.focus();
      return;
    }
    const opened = openMainWindow({
      address: this.#options.address,
      preloadPath: join(this.#options.appFolder, 'dist', 'electron', 'preload.cjs'),
      isDevelopment: !app.isPackaged,
    });
    this.#window = opened;
    opened.webContents.on('did-start-loading', () => {
      // A page that loads anew listens anew; links that come meanwhile wait for it.
      this.#isPageListeningForLinks = false;
    });
    opened.on('closed', () => {
      this.#window = null;
      this.#isPageListeningForLinks = false;
    });
  }

  openJoinLink(link: JoinLink): void {
    this.#waitingJoinLinks.push(link);
    this.showWindow();
    if (this.#isPageListeningForLinks) this.#sendJoinLinks();
  }

  /** Closes the database; the app may end afterwards. */
  async close(): Promise<void> {
    await this.#host.close();
  }

  #send(channel: ToPageChannel, value: unknown): void {
    if (this.#window !== null && !this.#window.isDestroyed()) this.#window.webContents.send(channel, value);
  }

  #deliverPort(): void {
    if (this.#window === null || this.#window.isDestroyed()) return;
    const port = this.#host.connect();
    if (port === null) return;
    const delivery: HostPortDelivery = { kind: hostPortDeliveryKind, hostNumber: this.#host.hostNumber };
    this.#window.webContents.postMessage(toPage.hostPort, delivery, [port]);
  }

  #sendJoinLinks(): void {
    for (const link of this.#waitingJoinLinks) this.#send(toPage.joinLink, link);
    this.#waitingJoinLinks = [];
  }

  #listenToPage(): void {
    const on = (channel: string, handle: (value: unknown) => void): void => {
      ipcMain.on(channel, (event, value: unknown) => {
        if (isFromAppPage(event, this.#options.developmentOrigin)) handle(value);
        else console.warn(`A message "${channel}" of a foreign page was ignored.`);
      });
    };
    on(toMain.requestHostPort, () => this.#deliverPort());
    on(toMain.retryHost, () => this.#host.retry());
    on(toMain.requestHostState, () => this.#send(toPage.hostState, this.#host.state));
    on(toMain.requestUpdateState, () => this.#send(toPage.updateState, this.#updateState));
    on(toMain.requestJoinLinks, () => {
      this.#isPageListeningForLinks = true;
      this.#sendJoinLinks();
    });
    on(toMain.setLanguage, (language) => {
      if (language !== 'tr' && language !== 'en') return;
      this.#language = language;
      this.#installMenu();
    });
    ipcMain.handle(toMain.choosePackFile, (event) => {
      if (!isFromAppPage(event, this.#options.developmentOrigin) || this.#window === null) {
        throw new Error('Only the app’s own page may ask for a file.');
      }
      return choosePackFile(this.#window, menuTexts[this.#language]);
    });
  }

  async #importPackFromMenu(): Promise<void> {
    this.showWindow();
    if (this.#window === null) return;
    const choice = await choosePackFile(this.#window, menuTexts[this.#language]);
    if (choice.name === 'cancelled') return;
    this.#send(toPage.screenChosen, '/content');
    this.#send(toPage.packFileChosen, choice);
  }

  #installMenu(): void {
    const actions = {
      importPack: () => void this.#importPackFromMenu(),
      openDataFolder: () => void shell.openPath(app.getPath('userData')),
      showScreen: (screen: string) => this.#send(toPage.screenChosen, screen),
    };
    const surroundings = { platform: process.platform, appName: app.getName(), isDevelopment: !app.isPackaged };
    installAppMenu(buildMenuTemplate(menuTexts[this.#language], actions, surroundings));
  }
}
