import type { Page } from 'playwright-core';
import type {
  DesktopBridge,
  DesktopHostState,
  DesktopScreen,
  DesktopUpdateState,
  JoinLink,
  PackFileChoice,
} from '../../shared/host/desktop-bridge.ts';

/** Everything the bridge told the page since `recordBridge`. */
export interface BridgeRecord {
  readonly hostStates: DesktopHostState[];
  readonly joinLinks: JoinLink[];
  readonly screens: DesktopScreen[];
  /** Text instead of bytes: a typed array does not cross to the test. */
  readonly packFiles: { name: string; fileName: string | null; text: string | null }[];
  readonly updateStates: DesktopUpdateState[];
  resumeCount: number;
}

interface ProbedWindow {
  readonly endStpDesktop: DesktopBridge;
  bridgeRecord: BridgeRecord;
}

/** Listens to everything the bridge offers, from inside the page. */
export async function recordBridge(page: Page): Promise<void> {
  await page.waitForFunction(() => 'endStpDesktop' in window);
  await page.evaluate(() => {
    const probed = window as unknown as ProbedWindow;
    const record: BridgeRecord = {
      hostStates: [],
      joinLinks: [],
      screens: [],
      packFiles: [],
      updateStates: [],
      resumeCount: 0,
    };
    probed.bridgeRecord = record;
    probed.endStpDesktop.onHostState((state) => void record.hostStates.push(state));
    probed.endStpDesktop.onJoinLink((link) => void record.joinLinks.push(link));
    probed.endStpDesktop.onScreenChosen((screen) => void record.screens.push(screen));
    probed.endStpDesktop.onPackFileChosen((choice: PackFileChoice) => {
      const file = choice.name === 'chosen' ? choice.file : null;
      const text = file === null ? null : new TextDecoder().decode(file.bytes);
      record.packFiles.push({ name: choice.name, fileName: file?.fileName ?? null, text });
    });
    probed.endStpDesktop.onUpdateState((state) => void record.updateStates.push(state));
    probed.endStpDesktop.onResumed(() => {
      record.resumeCount += 1;
    });
  });
}

export function readBridgeRecord(page: Page): Promise<BridgeRecord> {
  return page.evaluate(() => (window as unknown as ProbedWindow).bridgeRecord);
}

/** Asks for a port of its own, makes one call over it, and answers what the host process answered. */
export function callHost(page: Page, method: string, argument: unknown): Promise<unknown> {
  return page.evaluate(
    async ([name, input]) => {
      const { endStpDesktop } = window as unknown as ProbedWindow;
      const port = await new Promise<MessagePort>((resolve) => {
        const take = (event: MessageEvent) => {
          const [delivered] = event.ports;
          if (event.data?.kind !== 'endstp:host-port' || delivered === undefined) return;
          // This port is the test's own: the page keeps the one it has.
          event.stopImmediatePropagation();
          removeEventListener('message', take, { capture: true });
          resolve(delivered);
        };
        addEventListener('message', take, { capture: true });
        endStpDesktop.requestHostPort();
      });
      const answer = new Promise<unknown>((resolve) => {
        port.onmessage = (event) => {
          if (event.data.i === 'probe') resolve(event.data.r ?? event.data.e);
        };
      });
      // birpc's request: type, id, method, arguments.
      port.postMessage({ t: 'q', i: 'probe', m: name, a: [input] });
      return await answer;
    },
    [method, argument] as const,
  );
}
