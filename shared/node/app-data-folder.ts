import { homedir } from 'node:os';
import { join } from 'node:path';

/** `productName` of package.json: Electron names the folder after it. */
const appName = 'End.STP';

/**
 * Where the desktop app keeps its data on this machine: Electron's `userData`, for programs that run without Electron.
 * The environment decides on Windows (APPDATA) and Linux (XDG_CONFIG_HOME), as it does for Electron.
 */
export function appDataFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), appName);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', appName);
  return join(environment.XDG_CONFIG_HOME ?? join(home, '.config'), appName);
}
