/**
 * Runs sandboxed, before the page, in a world of its own: turns messages of the main process into the bridge of
 * `shared/host/desktop-bridge.ts`. Nothing of Electron itself reaches the page.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import {
  type DesktopBridge,
  type DesktopHostState,
  type DesktopScreen,
  type DesktopUpdateState,
  desktopBridgeName,
  type HostPortDelivery,
  type JoinLink,
  type PackFileChoice,
  type StopListening,
} from '../shared/host/desktop-bridge.ts';
import { appVersionArgument, type ToPageChannel, toMain, toPage } from './ipc-channels.ts';

/** The part of the page's window that the preload needs; this zone knows no DOM. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};

function listen<T>(channel: ToPageChannel, listener: (value: T) => void): StopListening {
  const forward = (_event: IpcRendererEvent, value: T): void => listener(value);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.off(channel, forward);
  };
}

const bridge: DesktopBridge = {
  platform: process.platform,
  appVersion: process.argv.find((one) => one.startsWith(appVersionArgument))?.slice(appVersionArgument.length) ?? '',

  requestHostPort: () => ipcRenderer.send(toMain.requestHostPort),
  retryHost: () => ipcRenderer.send(toMain.retryHost),
  onHostState(listener) {
    const stop = listen<DesktopHostState>(toPage.hostState, listener);
    ipcRenderer.send(toMain.requestHostState);
    return stop;
  },

  choosePackFile: () => ipcRenderer.invoke(toMain.choosePackFile),
  onPackFileChosen: (listener) => listen<PackFileChoice>(toPage.packFileChosen, listener),

  onJoinLink(listener) {
    const stop = listen<JoinLink>(toPage.joinLink, listener);
    ipcRenderer.send(toMain.requestJoinLinks);
    return stop;
  },
  onScreenChosen: (listener) => listen<DesktopScreen>(toPage.screenChosen, listener),
  onResumed: (listener) => listen<null>(toPage.resumed, () => listener()),

  onUpdateState(listener) {
    const stop = listen<DesktopUpdateState>(toPage.updateState, listener);
    ipcRenderer.send(toMain.requestUpdateState);
    return stop;
  },
  setLanguage: (language) => ipcRenderer.send(toMain.setLanguage, language),
};

contextBridge.exposeInMainWorld(desktopBridgeName, bridge);

// A port cannot cross the context bridge; a message to the page's own window can carry it.
ipcRenderer.on(toPage.hostPort, (event, delivery: HostPortDelivery) => {
  window.postMessage(delivery, window.location.origin, event.ports);
});
