import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { appVersionArgument } from './ipc-channels.ts';
import { fitWindowState, minimumSize, readWindowState, writeWindowState } from './window-state.ts';

/** A page that crashes this often within a minute is not brought back any more. */
const maximumPageCrashesPerMinute = 3;

export interface MainWindowOptions {
  readonly address: string;
  readonly preloadPath: string;
  readonly isDevelopment: boolean;
}

function keepAlive(window: BrowserWindow): void {
  let crashesMs: number[] = [];
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    const nowMs = performance.now();
    crashesMs = [...crashesMs.filter((crashMs) => nowMs - crashMs < 60_000), nowMs];
    console.error(`The page's process ended (${details.reason}, exit code ${details.exitCode}).`);
    // The page resumes at its question: what was typed is in its own store.
    if (crashesMs.length <= maximumPageCrashesPerMinute) window.webContents.reload();
  });
}

/** Opens the app's window where it was last time. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window-state.json');
  const mainArea = screen.getPrimaryDisplay().workArea;
  const otherAreas = screen.getAllDisplays().map((display) => display.workArea);
  const state = fitWindowState(readWindowState(stateFile), [mainArea, ...otherAreas]);
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'End.STP',
    // Shown when painted, on the theme's ground: no white flash in a dark room.
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16171f' : '#f7f7fb',
    webPreferences: {
      preload: options.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // The spell checker would fetch dictionaries from the network.
      spellcheck: false,
      devTools: options.isDevelopment,
      additionalArguments: [`${appVersionArgument}${app.getVersion()}`],
    },
  });
  window.once('ready-to-show', () => {
    if (state.isMaximised) window.maximize();
    window.show();
  });
  window.on('close', () => {
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() });
  });
  keepAlive(window);
  void window.loadURL(options.address);
  return window;
}
