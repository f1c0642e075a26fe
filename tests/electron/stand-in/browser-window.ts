import { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';
import { app } from './app.ts';
import { WebContents } from './web-contents.ts';

interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly webPreferences: { readonly preload: string; readonly additionalArguments?: readonly string[] };
}

/** A window that is a page of a real Chromium. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: WindowOptions;
  #isDestroyed = false;
  #isMaximised = false;
  #opened: Promise<Page>;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    app.windows.add(this);
    this.#opened = this.#open();
    // Electron announces the contents before anything can be loaded into it.
    app.emit('web-contents-created', {}, this.webContents);
  }

  async #open(): Promise<Page> {
    const { context } = await app.browser();
    // Chromium starts with one empty page; it becomes the first window.
    const empty = context.pages().find((page) => page.url() === 'about:blank');
    const page = empty ?? (await context.newPage());
    await page.setViewportSize({ width: this.options.width, height: this.options.height });
    const { preload, additionalArguments } = this.options.webPreferences;
    await this.webContents.attach(page, preload, ['electron', ...(additionalArguments ?? [])]);
    page.once('close', () => this.#onPageClosed());
    return page;
  }

  async loadURL(address: string): Promise<void> {
    await this.#opened;
    await this.webContents.load(address);
    this.emit('ready-to-show');
  }

  async close(): Promise<void> {
    const page = await this.#opened;
    if (this.#isDestroyed) return;
    this.emit('close', {});
    const closed = new Promise((resolve) => this.once('closed', resolve));
    // Chromium ends with its last page; the next window needs it.
    const { context } = await app.browser();
    if (context.pages().length === 1) await context.newPage();
    await page.close();
    await closed;
  }

  #onPageClosed(): void {
    this.#isDestroyed = true;
    app.windows.delete(this);
    this.emit('closed');
    if (app.windows.size === 0) app.emit('window-all-closed');
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {}

  show(): void {}

  focus(): void {
    this.emit('focus');
    void this.webContents.page?.bringToFront();
  }

  maximize(): void {
    this.#isMaximised = true;
  }

  isMaximized(): boolean {
    return this.#isMaximised;
  }

  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    const { x = 0, y = 0, width, height } = this.options;
    return { x, y, width, height };
  }
}
