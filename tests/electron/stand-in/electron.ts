/**
 * A stand-in for the module `electron`, for machines without its binary: windows are pages of a real Chromium, the
 * utility process is a real process, ports are real ports, the single-instance lock holds between real processes.
 * Only what the app uses is here; anything else is undefined and breaks the test that reaches for it.
 */
import './control.ts';

export { app } from './app.ts';
export { protocol } from './app-server.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { MessageChannelMain } from './message-ports.ts';
export { dialog, Menu, nativeTheme, powerMonitor, safeStorage, screen, session, shell } from './system.ts';
export { utilityProcess } from './utility-process.ts';
