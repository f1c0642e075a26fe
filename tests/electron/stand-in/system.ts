/** The parts of Electron that speak to the desktop: what they are asked for is kept, so that a test can see it. */
import { EventEmitter } from 'node:events';

export interface MenuItem {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}

let applicationMenu: readonly MenuItem[] = [];

export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu(menu: readonly MenuItem[]): void {
    applicationMenu = menu;
  },
};

export function listMenuItems(items: readonly MenuItem[] = applicationMenu): MenuItem[] {
  return items.flatMap((item) => [item, ...listMenuItems(item.submenu ?? [])]);
}

/** Paths that the next open dialogs answer with; none left means the person cancels. */
export const openDialogAnswers: string[][] = [];

export const dialog = {
  async showOpenDialog(): Promise<{ canceled: boolean; filePaths: string[] }> {
    const filePaths = openDialogAnswers.shift();
    return { canceled: filePaths === undefined, filePaths: filePaths ?? [] };
  },
};

export const openedPaths: string[] = [];

export const shell = {
  async openPath(path: string): Promise<string> {
    openedPaths.push(path);
    return '';
  },
};

export const powerMonitor = new EventEmitter();
export const nativeTheme = { shouldUseDarkColors: false };

/** A keychain that turns text around and signs it: what it gives is not what went in, and nothing else can be opened. */
export const safeStorage = {
  isEncryptionAvailable: () => true,
  encryptString: (text: string): Buffer => Buffer.from(`sealed:${[...text].reverse().join('')}`),
  decryptString(sealed: Buffer): string {
    const text = sealed.toString();
    if (!text.startsWith('sealed:')) throw new Error('not sealed by this keychain');
    return [...text.slice('sealed:'.length)].reverse().join('');
  },
};

const display = { workArea: { x: 0, y: 0, width: 1366, height: 728 } };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };

/** The handlers of permissions are tested by themselves: here no page can ask, Chromium refuses everything. */
class Session {
  setPermissionRequestHandler(): void {}
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}
}

export const session = { defaultSession: new Session() };
