/**
 * Finds the host of this origin for one page. The page that holds the leader lock runs the host worker; the others talk
 * to it over broadcast channels and take over when the leading page goes away. See `browser-host-protocol.ts`.
 */
import {
  type ControlMessage,
  clientChannelOf,
  clientLockOf,
  controlChannel,
  hostLockOf,
  leaderLock,
} from '../../shared/host/browser-host-protocol.ts';
import { messageHostPort } from '../../shared/host/message-host-port.ts';
import type { HostLink } from './host-link.ts';
import { type LeadingWorker, type LeadingWorkerEvents, startLeadingWorker } from './leading-worker.ts';

export interface HostFinder {
  /** A call has had no answer for long. */
  suspect(): void;
  retry(): void;
  close(): void;
}

export function findBrowserHost(link: HostLink): HostFinder {
  const clientId = crypto.randomUUID();
  const control = new BroadcastChannel(controlChannel);
  const closing = new AbortController();
  let leading: LeadingWorker | null = null;
  let followedHostId: string | null = null;
  let letLeadershipGo = () => {};

  const say = (message: ControlMessage) => control.postMessage(message);

  // Storage that the browser may not clear by itself under pressure; it asks nobody, or once.
  void navigator.storage.persist();
  // Held as long as the page lives: the host sees it go.
  void holdLock(clientLockOf(clientId), closing.signal, () => sayHello());
  void holdLock(leaderLock, closing.signal, (release) => {
    letLeadershipGo = release;
    lead();
  });

  control.addEventListener('message', (event: MessageEvent<ControlMessage>) => {
    const message = event.data;
    if (message.kind === 'host-suspected') leading?.checkAlive();
    if (message.kind === 'host-retry' && leading !== null && link.state.name === 'failed') restartWorker();
    if (leading !== null) return;
    if (message.kind === 'client-welcome' && message.clientId === clientId) follow(message.hostId);
    if (message.kind === 'host-state' && message.hostId !== followedHostId) hearState(message.state);
  });

  function hearState(state: Extract<ControlMessage, { kind: 'host-state' }>['state']): void {
    if (state.name === 'ready') sayHello();
    else if (state.name === 'failed') link.fail(state.error);
    else link.restart();
  }

  function sayHello(): void {
    if (leading === null) say({ kind: 'client-hello', clientId });
  }

  function follow(hostId: string): void {
    if (followedHostId === hostId) return;
    followedHostId = hostId;
    link.attach(messageHostPort(new BroadcastChannel(clientChannelOf(hostId, clientId))));
    // Granted when that host is gone.
    void holdLock(hostLockOf(hostId), closing.signal, (release) => {
      release();
      if (followedHostId !== hostId) return;
      followedHostId = null;
      link.detach();
    });
  }

  function lead(): void {
    followedHostId = null;
    link.detach();
    startWorker();
  }

  /** Twice before it is given up. */
  function startWorker(isLastTry = false): void {
    const events: LeadingWorkerEvents = {
      onReady: (port) => link.attach(port),
      onFailed: (error) => link.fail(error),
      onTryAgain: () => startWorker(true),
      onDied: (error) => {
        link.detach();
        if (error === null) startWorker();
        else link.fail(error);
      },
    };
    leading = startLeadingWorker(events, isLastTry);
  }

  function restartWorker(): void {
    leading?.terminate();
    link.restart();
    startWorker();
  }

  function giveUp(): void {
    void leading?.close();
    leading = null;
    closing.abort();
    letLeadershipGo();
    control.close();
  }
  // A page in the back/forward cache keeps its locks: it must not stay the leader without running. When it comes back,
  // a fresh start is simpler than a page whose world moved on without it.
  addEventListener('pagehide', giveUp, { once: true });
  addEventListener('pageshow', (event) => {
    if (event.persisted && closing.signal.aborted) location.reload();
  });

  return {
    suspect: () => (leading === null ? say({ kind: 'host-suspected' }) : leading.checkAlive()),
    retry() {
      if (leading === null) say({ kind: 'host-retry' });
      else restartWorker();
    },
    close() {
      removeEventListener('pagehide', giveUp);
      giveUp();
    },
  };
}

/** Waits for a lock and holds it until `release` is called or the page ends. Waiting stops with the signal. */
async function holdLock(name: string, signal: AbortSignal, onHeld: (release: () => void) => void): Promise<void> {
  try {
    await navigator.locks.request(name, { signal }, () => new Promise<void>((release) => onHeld(release)));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
