import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { DesktopScreen } from '../shared/host/desktop-bridge.ts';
import type { MenuTexts } from './menu-texts.ts';

export interface MenuActions {
  importPack(): void;
  openDataFolder(): void;
  showScreen(screen: DesktopScreen): void;
}

export interface MenuSurroundings {
  readonly platform: NodeJS.Platform;
  readonly appName: string;
  /** Adds the developer tools, which a student's machine has no use for. */
  readonly isDevelopment: boolean;
}

/** Builds the native menu in the given words. */
export function buildMenuTemplate(
  texts: MenuTexts,
  actions: MenuActions,
  surroundings: MenuSurroundings,
): MenuItemConstructorOptions[] {
  const isMac = surroundings.platform === 'darwin';
  const screen = (label: string, path: DesktopScreen, digit: number): MenuItemConstructorOptions => ({
    label,
    // Alt, not Ctrl: Ctrl+digit is what screen readers and browsers' users expect elsewhere.
    accelerator: `Alt+${digit}`,
    click: () => actions.showScreen(path),
  });
  const template: MenuItemConstructorOptions[] = [
    {
      label: texts.file,
      submenu: [
        { id: 'import-pack', label: texts.importPack, accelerator: 'CmdOrCtrl+O', click: () => actions.importPack() },
        { id: 'open-data-folder', label: texts.openDataFolder, click: () => actions.openDataFolder() },
        { type: 'separator' },
        isMac ? { role: 'close', label: texts.close } : { role: 'quit', label: texts.quit },
      ],
    },
    {
      label: texts.edit,
      submenu: [
        { role: 'undo', label: texts.undo },
        { role: 'redo', label: texts.redo },
        { type: 'separator' },
        { role: 'cut', label: texts.cut },
        { role: 'copy', label: texts.copy },
        { role: 'paste', label: texts.paste },
        { role: 'selectAll', label: texts.selectAll },
      ],
    },
    {
      label: texts.view,
      submenu: [
        screen(texts.home, '/', 1),
        screen(texts.practice, '/practice', 2),
        screen(texts.content, '/content', 3),
        screen(texts.settings, '/settings', 4),
        { type: 'separator' },
        { role: 'zoomIn', label: texts.zoomIn },
        { role: 'zoomOut', label: texts.zoomOut },
        { role: 'resetZoom', label: texts.actualSize },
        { type: 'separator' },
        { role: 'togglefullscreen', label: texts.fullScreen },
        ...(surroundings.isDevelopment ? [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    {
      label: texts.window,
      submenu: [
        { role: 'minimize', label: texts.minimise },
        { role: 'close', label: texts.close },
      ],
    },
  ];
  // On a Mac the first menu is the app's own, with the items that the system expects there.
  if (isMac) template.unshift({ label: surroundings.appName, role: 'appMenu' });
  return template;
}

export function installAppMenu(template: MenuItemConstructorOptions[]): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
