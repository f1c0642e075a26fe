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

const display = { workArea: { x: 0, y: 0, width: 1366, height: 728 } };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };

type PermissionRequestHandler = (
  contents: null,
  permission: string,
  answer: (isGranted: boolean) => void,
  details: { requestingUrl: string },
) => void;
type PermissionCheckHandler = (contents: null, permission: string, origin: string) => boolean;

class Session {
  /** Without a handler Electron grants everything. */
  #requestHandler: PermissionRequestHandler = (_contents, _permission, answer) => answer(true);
  #checkHandler: PermissionCheckHandler = () => true;
  #deviceHandler: () => boolean = () => true;

  setPermissionRequestHandler(handler: PermissionRequestHandler): void {
    this.#requestHandler = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheckHandler): void {
    this.#checkHandler = handler;
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    this.#deviceHandler = handler;
  }

  /** What the app answers when a page at `address` wants `permission`. */
  async ask(
    permission: string,
    address: string,
  ): Promise<{ isGranted: boolean; isReported: boolean; hasDevice: boolean }> {
    const isGranted = await new Promise<boolean>((resolve) => {
      this.#requestHandler(null, permission, resolve, { requestingUrl: address });
    });
    return { isGranted, isReported: this.#checkHandler(null, permission, address), hasDevice: this.#deviceHandler() };
  }
}

export const session = { defaultSession: new Session() };
