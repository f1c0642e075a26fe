/**
 * The study host of a browser, in a dedicated worker of the leading tab. See `browser-host-protocol.ts` for how it
 * shares itself with the other tabs.
 */
import { ExpectedError, type Failure } from '../../shared/errors/outcome.ts';
import {
  type ControlMessage,
  clientChannelOf,
  clientLockOf,
  controlChannel,
  databaseLock,
  type HostState,
  hostLockOf,
  type WorkerReport,
  type WorkerRequest,
} from '../../shared/host/browser-host-protocol.ts';
import { messageHostPort } from '../../shared/host/message-host-port.ts';
import { type BrowserHost, openBrowserHost } from './open-browser-host.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const control = new BroadcastChannel(controlChannel);
/**
 * What may be another thing the next time: a file that the ended worker before this one still held, or removed while it
 * was being read, memory that a busy machine did not give. Nothing is called damaged before it was seen twice.
 */
const mayPass: ReadonlySet<Failure['code']> = new Set(['DATABASE_DAMAGED', 'INTERNAL']);
let hostId = '';
let state: HostState = { name: 'starting' };
let browserHost: BrowserHost | null = null;

scope.addEventListener('message', (event: MessageEvent<WorkerRequest>) => {
  const request = event.data;
  switch (request.kind) {
    case 'start':
      start(request.hostId, request.isLastTry);
      break;
    case 'connect': {
      const [port] = event.ports;
      if (port !== undefined) browserHost?.host.serve(messageHostPort(port));
      break;
    }
    case 'ping':
      report({ kind: 'pong', pingNumber: request.pingNumber });
      break;
    case 'close':
      void close();
      break;
  }
});

function start(id: string, isLastTry: boolean): void {
  hostId = id;
  void navigator.locks.request(hostLockOf(hostId), () => {
    // Said only now that the lock is held: whoever hears it may wait for the lock to learn of this worker's end.
    setState({ name: 'starting' });
    return new Promise(() => {});
  });
  // Held until this worker ends: the next one must not open the files before they are closed.
  void navigator.locks.request(databaseLock, async () => {
    try {
      // A dead database cannot be revived in place: the leading page starts another worker when this one is gone.
      browserHost = await openBrowserHost(() => scope.close());
      setState({ name: 'ready' });
    } catch (error) {
      const reason = toFailure(error);
      if (!isLastTry && mayPass.has(reason.code)) report({ kind: 'try-again', error: reason });
      else setState({ name: 'failed', error: reason });
      return;
    }
    await new Promise(() => {});
  });
}

async function close(): Promise<void> {
  await browserHost?.close();
  report({ kind: 'closed' });
  scope.close();
}

control.addEventListener('message', (event: MessageEvent<ControlMessage>) => {
  if (event.data.kind !== 'client-hello') return;
  if (state.name === 'ready') welcome(event.data.clientId);
  else tellEverybody({ kind: 'host-state', hostId, state });
});

function welcome(clientId: string): void {
  if (browserHost === null) return;
  const channel = new BroadcastChannel(clientChannelOf(hostId, clientId));
  const stopServing = browserHost.host.serve(messageHostPort(channel));
  tellEverybody({ kind: 'client-welcome', clientId, hostId });
  // Granted when the page is gone.
  void navigator.locks.request(clientLockOf(clientId), () => stopServing());
}

function setState(next: HostState): void {
  state = next;
  report({ kind: 'state', state });
  tellEverybody({ kind: 'host-state', hostId, state });
}

function report(message: WorkerReport): void {
  scope.postMessage(message);
}

function tellEverybody(message: ControlMessage): void {
  control.postMessage(message);
}

function toFailure(error: unknown): Failure {
  if (error instanceof ExpectedError) return error.failure;
  console.error('the study host could not start', error instanceof Error ? error.message : error);
  return { code: 'INTERNAL', details: { kind: error instanceof Error ? error.name : typeof error } };
}
