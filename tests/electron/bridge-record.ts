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

/** What `askOnce` gives when nobody answered. */
const silence = 'nobody answered';
/** Longer than any call of the tests takes on a busy machine. */
const answerMs = 15_000;
/** A port may lead to a host process that is being killed; the next one leads to the next process. */
const mostPorts = 5;

/**
 * Asks for a port, makes one call over it, and answers what the host process answered; once more over another port when
 * nobody does. Tests make calls only that may be made twice.
 */
export async function callHost(page: Page, method: string, argument: unknown): Promise<unknown> {
  // The page asks for its port before it draws anything.
  await page.waitForFunction(() => (document.getElementById('root')?.childElementCount ?? 0) > 0);
  for (let count = 0; count < mostPorts; count += 1) {
    const answer = await askOnce(page, method, argument);
    if (answer !== silence) return answer;
  }
  throw new Error(`no host process answered ${method}`);
}

/**
 * The page takes each port that is delivered, this one too, and closes the one before: so the call waits until the page
 * has asked for its own and got it.
 */
function askOnce(page: Page, method: string, argument: unknown): Promise<unknown> {
  const inPage = page.evaluate(
    async ([name, input]) => {
      const { endStpDesktop } = window as unknown as ProbedWindow;
      // Messages keep their order: with this answer the ports asked for earlier have been sent ...
      await new Promise<void>((resolve) => {
        const stop = endStpDesktop.onHostState(() => {
          stop();
          resolve();
        });
      });
      // ... and with this one they have been delivered.
      await new Promise<void>((resolve) => {
        const onMessage = (event: MessageEvent) => {
          if (event.data !== 'ports delivered') return;
          removeEventListener('message', onMessage);
          resolve();
        };
        addEventListener('message', onMessage);
        postMessage('ports delivered', location.origin);
      });
      const port = await new Promise<MessagePort>((resolve) => {
        const onMessage = (event: MessageEvent) => {
          const [delivered] = event.ports;
          if (event.data?.kind !== 'endstp:host-port' || delivered === undefined) return;
          removeEventListener('message', onMessage);
          resolve(delivered);
        };
        addEventListener('message', onMessage);
        endStpDesktop.requestHostPort();
      });
      const answer = new Promise<unknown>((resolve) => {
        // Not `onmessage`: the page listens on this port as well, each of the two for the answers to its own ids.
        port.addEventListener('message', (event) => {
          if (event.data.i === 'probe') resolve(event.data.r ?? event.data.e);
        });
        port.start();
      });
      // birpc's request: type, id, method, arguments.
      port.postMessage({ t: 'q', i: 'probe', m: name, a: [input] });
      return await answer;
    },
    [method, argument] as const,
  );
  const patience = new Promise<string>((resolve) => setTimeout(() => resolve(silence), answerMs));
  return Promise.race([inPage, patience]);
}
