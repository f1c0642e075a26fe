import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { DesktopUpdateState } from '../shared/host/desktop-bridge.ts';

/** Schools switch their machines on at the same minute: the first check is spread over so long. */
const firstCheckSpreadMs = 120_000;
const checkEveryMs = 6 * 3_600_000;

/**
 * The address where updates lie, if there is one: a classroom hub's, given by the administrator in the environment.
 * Null lets the updater use the address that the package was built with.
 */
function readConfiguredAddress(): string | null {
  const address = process.env.END_STP_UPDATE_URL ?? '';
  if (!URL.canParse(address)) return null;
  const { protocol } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? address : null;
}

/** True when this copy of the app can be updated: packaged, and with an address from the build or the administrator. */
function canUpdate(configuredAddress: string | null): boolean {
  if (!app.isPackaged) return false;
  return configuredAddress !== null || existsSync(join(process.resourcesPath, 'app-update.yml'));
}

/**
 * Looks for updates now and then, downloads them in the background and installs them when the app is closed: never
 * while somebody practises. Does nothing where no address is configured.
 */
export async function watchForUpdates(onStateChanged: (state: DesktopUpdateState) => void): Promise<void> {
  const configuredAddress = readConfiguredAddress();
  if (!canUpdate(configuredAddress)) {
    onStateChanged({ name: 'off' });
    return;
  }
  const { default: updaterModule } = await import('electron-updater');
  const { autoUpdater } = updaterModule;
  if (configuredAddress !== null) autoUpdater.setFeedURL({ provider: 'generic', url: configuredAddress });
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = true;
  let version = '';
  autoUpdater.on('checking-for-update', () => onStateChanged({ name: 'checking' }));
  autoUpdater.on('update-not-available', () => onStateChanged({ name: 'current' }));
  autoUpdater.on('update-available', (update) => {
    version = update.version;
    onStateChanged({ name: 'downloading', version, percent: 0 });
  });
  autoUpdater.on('download-progress', ({ percent }) => onStateChanged({ name: 'downloading', version, percent }));
  autoUpdater.on('update-downloaded', (update) => onStateChanged({ name: 'ready', version: update.version }));
  autoUpdater.on('error', (error) => {
    console.warn(`The app could not be updated: ${error.message}`);
    onStateChanged({ name: 'unreachable' });
  });
  const check = (): void => {
    // Its failures arrive as `error` events as well.
    autoUpdater.checkForUpdates().catch(() => onStateChanged({ name: 'unreachable' }));
  };
  setTimeout(check, Math.random() * firstCheckSpreadMs);
  setInterval(check, checkEveryMs);
}
