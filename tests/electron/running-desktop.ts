import type { Page } from 'playwright-core';

/** The running desktop app, whichever Electron it runs on. */
export interface RunningDesktop {
  readonly page: Page;
  /** Address of the app's own page as the browser knows it: `app://endstp`, or the stand-in's name for it. */
  readonly pageOrigin: string;
  hostProcessId(): Promise<number | null>;
  windowCount(): Promise<number>;
  menuLabels(): Promise<string[]>;
  /** By id or label. */
  clickMenu(item: string): Promise<void>;
  /** The file that the next open dialog answers with. */
  answerOpenDialog(path: string): Promise<void>;
  openedPaths(): Promise<string[]>;
  /** The computer wakes up. */
  resume(): Promise<void>;
  /** macOS's way of passing a link. */
  openUrl(address: string): Promise<void>;
  /** Starts the app once more on the same data folder; answers its exit code. */
  startSecond(args: readonly string[]): Promise<number | null>;
  /** Quits the way the menu does, and waits for the process. Answers its exit code. */
  quit(): Promise<number | null>;
  /** Ends the main process without warning. */
  kill(): Promise<void>;
}

export interface DesktopStart {
  readonly dataFolder: string;
  readonly args?: readonly string[];
  /** Folder of the app; the project itself unless said otherwise. */
  readonly appFolder?: string;
}

export type DesktopStarter = (start: DesktopStart) => Promise<RunningDesktop>;
