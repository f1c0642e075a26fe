/**
 * The host worker, seen from the page that runs it.
 *
 *     starting -> ready | failed          (the worker says so)
 *     starting -> over                    (it could not open the database, and another worker shall try)
 *     any      -> died                    (its lock came free, or it answered no ping)
 */
import type { Failure } from '../../shared/errors/outcome.ts';
import { hostLockOf, type WorkerReport, type WorkerRequest } from '../../shared/host/browser-host-protocol.ts';
import type { HostPort } from '../../shared/host/host-port.ts';
import { messageHostPort } from '../../shared/host/message-host-port.ts';

export interface LeadingWorkerEvents {
  onReady(port: HostPort): void;
  onFailed(error: Failure): void;
  /** Only on a try that is not the last one: this worker is over, the next one may fare better. */
  onTryAgain(): void;
  /** The worker is gone; `error` is null when another one may be started at once. */
  onDied(error: Failure | null): void;
}
export interface LeadingWorker {
  /** Pings the worker; one that does not answer is ended and reported as died. */
  checkAlive(): void;
  /** Lets the worker write everything out and end; resolves when it has, or after a second. */
  close(): Promise<void>;
  terminate(): void;
}

/**
 * How long a living worker may leave a ping unanswered: its thread is busy while one statement runs, and the longest
 * (a statement of a big import on an old laptop) takes a second or two.
 */
const pingTimeoutMs = 8_000;
const closeTimeoutMs = 1_000;
/** A worker that died this often within a minute is not started again by itself. */
const maximumDeathsPerMinute = 4;
const recentDeathsMs: number[] = [];

export function startLeadingWorker(events: LeadingWorkerEvents, isLastTry: boolean): LeadingWorker {
  const hostId = crypto.randomUUID();
  const worker = new Worker(new URL('../host-worker/host-worker.ts', import.meta.url), {
    type: 'module',
    name: 'study-host',
  });
  let isOver = false;
  let pingNumber = 0;
  let pingTimer: ReturnType<typeof setTimeout> | null = null;
  let onClosed = () => {};

  const ask = (request: WorkerRequest, transfer: Transferable[] = []) => worker.postMessage(request, transfer);

  function end(): boolean {
    if (isOver) return false;
    isOver = true;
    if (pingTimer !== null) clearTimeout(pingTimer);
    worker.terminate();
    return true;
  }

  function die(): void {
    if (!end()) return;
    const nowMs = performance.now();
    recentDeathsMs.push(nowMs);
    const recentCount = recentDeathsMs.filter((deathMs) => nowMs - deathMs < 60_000).length;
    events.onDied(
      recentCount >= maximumDeathsPerMinute
        ? { code: 'DATABASE_NOT_ANSWERING', details: { restarts: recentCount } }
        : null,
    );
  }

  worker.addEventListener('message', (event: MessageEvent<WorkerReport>) => {
    if (isOver) return;
    const message = event.data;
    if (message.kind === 'pong' && message.pingNumber === pingNumber && pingTimer !== null) {
      clearTimeout(pingTimer);
      pingTimer = null;
    } else if (message.kind === 'closed') {
      onClosed();
    } else if (message.kind === 'try-again') {
      console.warn('the study database is opened a second time', message.error.code);
      if (end()) events.onTryAgain();
    } else if (message.kind === 'state' && message.state.name === 'failed') {
      events.onFailed(message.state.error);
    } else if (message.kind === 'state' && message.state.name === 'ready') {
      const { port1, port2 } = new MessageChannel();
      ask({ kind: 'connect' }, [port2]);
      events.onReady(messageHostPort(port1));
    }
  });
  // The script could not be loaded or threw while it was being loaded.
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    if (end()) events.onFailed({ code: 'HOST_UNAVAILABLE', details: { reason: 'worker script' } });
  });
  ask({ kind: 'start', hostId, isLastTry });
  // The worker's first message says that it holds its lock; from then on the lock is granted to us when it is gone.
  worker.addEventListener('message', () => void navigator.locks.request(hostLockOf(hostId), () => die()), {
    once: true,
  });

  return {
    checkAlive() {
      if (isOver || pingTimer !== null) return;
      pingNumber += 1;
      ask({ kind: 'ping', pingNumber });
      pingTimer = setTimeout(() => die(), pingTimeoutMs);
    },
    close() {
      if (isOver) return Promise.resolve();
      return new Promise((resolve) => {
        const finish = () => {
          end();
          resolve();
        };
        onClosed = finish;
        setTimeout(finish, closeTimeoutMs);
        ask({ kind: 'close' });
      });
    },
    terminate() {
      end();
    },
  };
}
