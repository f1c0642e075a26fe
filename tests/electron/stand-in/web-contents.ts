import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { receiveFromPage } from './ipc-main.ts';
import { decodeMessage, encodeMessage } from './message-codec.ts';
import type { MessagePortMain } from './message-ports.ts';
import { toAppAddress, toPageAddress } from './page-address.ts';

type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

const pageSide = readFileSync(new URL('./page-side.js', import.meta.url), 'utf8');

/** One page of a real Chromium, with the part of Electron's `webContents` that the app uses. */
export class WebContents extends EventEmitter {
  readonly #ports = new Map<number, MessagePortMain>();
  #page: Page | null = null;
  #portCount = 0;
  #openHandler: WindowOpenHandler = () => ({ action: 'allow' });
  /** Addresses that the main process itself loads: those raise no navigation events. */
  #ownNavigation: string | null = null;
  #delivery: Promise<unknown> = Promise.resolve();

  get page(): Page | null {
    return this.#page;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler;
  }

  /** Runs the real preload in the page and watches where the page goes. */
  async attach(page: Page, preloadPath: string, argv: readonly string[]): Promise<void> {
    this.#page = page;
    await page.exposeBinding('__standInToMain', ({ frame }, text: string) => this.#receive(frame, text));
    const settings = JSON.stringify({ platform: process.platform, argv });
    const preload = `function (require, module, process) {${readFileSync(preloadPath, 'utf8')}\n}`;
    await page.addInitScript({ content: `(${pageSide.trimEnd().replace(/;$/, '')})(${settings}, ${preload});` });
    await page.route('**/*', async (route) => {
      const request = route.request();
      if (!request.isNavigationRequest() || this.#mayNavigate(request.frame(), request.url())) await route.continue();
      else await route.abort('aborted');
    });
    page.on('popup', (popup) => {
      if (this.#openHandler({ url: toAppAddress(popup.url()) }).action === 'deny') void popup.close();
    });
    page.on('crash', () => {
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 11 });
    });
  }

  async load(address: string): Promise<void> {
    const target = toPageAddress(address);
    this.#ownNavigation = target;
    await this.#page?.goto(target);
  }

  reload(): void {
    this.#ownNavigation = this.#page?.url() ?? null;
    void this.#page?.reload();
  }

  send(channel: string, value: unknown): void {
    this.#deliver({ kind: 'send', channel, value, ports: [] });
  }

  postMessage(channel: string, value: unknown, ports: readonly MessagePortMain[] = []): void {
    const ids = ports.map((port) => this.#adopt(port));
    this.#deliver({ kind: 'send', channel, value, ports: ids });
    for (const port of ports) port.start();
  }

  /** Pumps a port of the main process to a port of the page. */
  #adopt(port: MessagePortMain): number {
    this.#portCount += 1;
    const id = this.#portCount;
    this.#ports.set(id, port);
    port.on('message', ({ data }: { data: unknown }) => this.#deliver({ kind: 'port', id, data }));
    port.on('close', () => {
      this.#ports.delete(id);
      this.#deliver({ kind: 'port-closed', id });
    });
    return id;
  }

  /** In order; what meets a page that is gone or between two documents is lost, as with Electron. */
  #deliver(message: unknown): void {
    const text = encodeMessage(message);
    this.#delivery = this.#delivery.then(() =>
      this.#page
        ?.evaluate((one) => {
          const receive: unknown = Reflect.get(window, '__standInFromMain');
          if (typeof receive === 'function') receive(one);
        }, text)
        .catch((error: unknown) => {
          if (!/closed|destroyed|navigat|crashed/i.test(String(error))) console.error(error);
        }),
    );
  }

  async #receive(frame: Frame, text: string): Promise<void> {
    const message = decodeMessage(text) as { kind: string; id: number; channel: string; value: unknown; data: unknown };
    if (message.kind === 'port') {
      this.#ports.get(message.id)?.postMessage(message.data);
      return;
    }
    if (message.kind === 'document') {
      // The document is another one: its ports died with it.
      for (const port of this.#ports.values()) port.close();
      this.#ports.clear();
      this.emit('did-start-loading');
      return;
    }
    const parent = frame.parentFrame();
    const senderFrame = { url: toAppAddress(frame.url()), parent: parent === null ? null : { url: parent.url() } };
    const event = { sender: this, senderFrame, ports: [] };
    const answer = await receiveFromPage(message.kind === 'invoke', message.channel, event, message.value);
    if (message.kind === 'invoke') this.#deliver({ kind: 'invoked', id: message.id, ...answer });
  }

  #mayNavigate(frame: Frame, address: string): boolean {
    if (this.#ownNavigation === address) {
      this.#ownNavigation = null;
      return true;
    }
    let isPrevented = false;
    this.emit('will-frame-navigate', {
      url: toAppAddress(address),
      isMainFrame: frame.parentFrame() === null,
      preventDefault: () => {
        isPrevented = true;
      },
    });
    return !isPrevented;
  }
}
