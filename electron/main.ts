/**
 * The desktop app's main process. Order matters here: the scheme and the sandbox are settled before Electron is ready,
 * the lock before anything touches the data folder.
 */
import { app, protocol } from 'electron';
import { appAddress } from './app-address.ts';
import { appSchemePrivileges } from './app-protocol.ts';
import { DesktopApp } from './desktop-app.ts';
import { findJoinLink, linkScheme, parseJoinLink } from './join-link.ts';
import { confineAllPages } from './lock-down.ts';

/** Unpackaged, a test or a developer may name another data folder and Vite's server; a student's app ignores both. */
const dataFolder = app.isPackaged ? undefined : process.env.END_STP_DATA_FOLDER;
const developmentServer = app.isPackaged ? undefined : process.env.END_STP_DEV_SERVER;

function run(): void {
  const developmentOrigin = developmentServer === undefined ? null : new URL(developmentServer).origin;
  let desktopApp: DesktopApp | null = null;
  let firstLink = findJoinLink(process.argv);
  let isClosed = false;

  app.on('second-instance', (_event, args) => {
    const link = findJoinLink(args);
    if (link === null) desktopApp?.showWindow();
    else if (desktopApp === null) firstLink = link;
    else desktopApp.openJoinLink(link);
  });
  // macOS passes links as events, one of which may have started the app.
  app.on('open-url', (event, address) => {
    event.preventDefault();
    const link = parseJoinLink(address);
    if (link === null) return;
    if (desktopApp === null) firstLink = link;
    else desktopApp.openJoinLink(link);
  });
  app.on('activate', () => desktopApp?.showWindow());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('before-quit', (event) => {
    if (isClosed || desktopApp === null) return;
    // The database is flushed and closed first; the second round lets Electron go.
    event.preventDefault();
    void desktopApp.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
  confineAllPages(app, developmentOrigin);

  void app.whenReady().then(() => {
    if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
    desktopApp = new DesktopApp({
      appFolder: app.getAppPath(),
      address: developmentServer ?? appAddress,
      developmentOrigin,
    });
    desktopApp.start();
    if (firstLink !== null) desktopApp.openJoinLink(firstLink);
  });
}

app.enableSandbox();
protocol.registerSchemesAsPrivileged([appSchemePrivileges]);
if (dataFolder !== undefined) app.setPath('userData', dataFolder);
// A second copy hands its link to the first one and ends: two processes on one database would lose rows.
if (app.requestSingleInstanceLock()) run();
else app.quit();
