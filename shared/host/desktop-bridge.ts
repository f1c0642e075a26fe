/**
 * What the desktop app's preload offers to the page, and how the page gets its end of the channel to the host process.
 * Everything here is plain data: it crosses the wall between Electron's isolated preload and the page.
 *
 * Getting a port: the page listens for `message` events of its own window whose data is a `HostPortDelivery`, then calls
 * `requestHostPort()`. The port is `event.ports[0]`. A port arrives for each request, and again, unasked, each time the
 * host process has been replaced; the newest one counts and the ones before it are dead.
 */
import type { Failure } from '../errors/outcome.ts';

/** Name of the property of `window` that holds the bridge; absent in a browser. */
export const desktopBridgeName = 'endStpDesktop';

/** The data of the window message that brings a port. */
export interface HostPortDelivery {
  readonly kind: 'endstp:host-port';
  /** Counts the host processes of this run of the app, from 1. */
  readonly hostNumber: number;
}
export const hostPortDeliveryKind: HostPortDelivery['kind'] = 'endstp:host-port';

/**
 * The host process, seen from the main process.
 *
 *     starting -> running -> restarting -> running ...
 *        |           |           |
 *        +-----------+-----------+--> failed -> starting (by `retryHost`)
 */
export type DesktopHostState =
  | { readonly name: 'starting' }
  | { readonly name: 'running'; readonly hostNumber: number }
  /** The process ended by itself; another one starts after `delayMs`. */
  | { readonly name: 'restarting'; readonly attempt: number; readonly delayMs: number; readonly exitCode: number }
  /** Not restarted any more by itself: the database cannot be opened, or the process died too often. */
  | { readonly name: 'failed'; readonly error: Failure };

/** A file the person chose in the native dialog, whole. */
export interface ChosenFile {
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What came of choosing a pack file. */
export type PackFileChoice =
  | { readonly name: 'chosen'; readonly file: ChosenFile }
  | { readonly name: 'cancelled' }
  | { readonly name: 'failed'; readonly error: Failure };

/** `endstp://join/CODE`, opened from outside the app; the code is upper case, 4 to 16 or 24 letters and digits. */
export interface JoinLink {
  readonly code: string;
  /** From `?server=`: an encrypted address, or one of this machine; null for a link without. */
  readonly serverUrl: string | null;
}

/** Screens that the native menu opens; paths of the page's own router. */
export type DesktopScreen = '/' | '/practice' | '/content' | '/settings';

export type DesktopUpdateState =
  /** No update address is configured, or the app runs unpackaged. */
  | { readonly name: 'off' }
  | { readonly name: 'checking' }
  | { readonly name: 'current' }
  | { readonly name: 'downloading'; readonly version: string; readonly percent: number }
  /** Installed when the app is closed. */
  | { readonly name: 'ready'; readonly version: string }
  /** Tried again at the next start and every few hours; being offline is no fault. */
  | { readonly name: 'unreachable' };

/** Stops the listening that it was given for. */
export type StopListening = () => void;

export interface DesktopBridge {
  readonly platform: string;
  readonly appVersion: string;

  requestHostPort(): void;
  /** After `failed`: starts the host process again. */
  retryHost(): void;
  /** Calls `listener` with the present state soon after, then at each change. */
  onHostState(listener: (state: DesktopHostState) => void): StopListening;

  /** Shows the native file dialog for a question pack. */
  choosePackFile(): Promise<PackFileChoice>;
  /** A pack file chosen through the native menu. */
  onPackFileChosen(listener: (choice: PackFileChoice) => void): StopListening;

  /** Links are kept until the first listener comes, so that one which started the app is not lost. */
  onJoinLink(listener: (link: JoinLink) => void): StopListening;
  onScreenChosen(listener: (screen: DesktopScreen) => void): StopListening;
  /** The computer woke up: clocks have jumped and the network may be back. */
  onResumed(listener: () => void): StopListening;

  /** Calls `listener` with the present state soon after, then at each change. */
  onUpdateState(listener: (state: DesktopUpdateState) => void): StopListening;
  /** Language of the native menus and dialogs; the page tells it when the profile changes. */
  setLanguage(language: 'tr' | 'en'): void;
}
