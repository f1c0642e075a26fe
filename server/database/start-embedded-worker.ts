import { Worker } from 'node:worker_threads';
import type { EmbeddedEngine } from './embedded-engine.ts';
import {
  type EmbeddedWorkerRequest,
  type EngineCall,
  receiveError,
  type WorkerMessage,
} from './embedded-worker-messages.ts';

export interface EmbeddedWorkerEvents {
  readonly onNotice: (payload: string) => void;
  /** PostgreSQL has died, or the thread has ended by itself: nothing more can be read or written. */
  readonly onDied: () => void;
}

export interface EmbeddedWorker {
  readonly engine: EmbeddedEngine;
  /** The database may have lost what it acknowledged: it needs a new epoch. */
  readonly wentBack: boolean;
  /** Where a database that could not be opened was put; null when nothing was restored. */
  readonly aside: string | null;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Opens the embedded database in a thread of its own. Throws what `openEmbeddedDirectory` throws. */
export async function startEmbeddedWorker(
  request: EmbeddedWorkerRequest,
  { onNotice, onDied }: EmbeddedWorkerEvents,
): Promise<EmbeddedWorker> {
  const worker = new Worker(new URL('./embedded-worker.mjs', import.meta.url), { workerData: request, execArgv: [] });
  const waiting = new Map<number, Waiting>();
  let isEnding = false;
  let lastNumber = 0;

  function call(name: EngineCall['name'], args: readonly unknown[]): Promise<unknown> {
    if (isEnding) return Promise.reject(endedError());
    lastNumber += 1;
    const number = lastNumber;
    return new Promise((resolve, reject) => {
      waiting.set(number, { resolve, reject });
      worker.postMessage({ number, name, args } satisfies EngineCall);
    });
  }
  function settle(number: number, how: (waited: Waiting) => void): void {
    const waited = waiting.get(number);
    waiting.delete(number);
    if (waited !== undefined) how(waited);
  }

  const opened = await new Promise<Pick<EmbeddedWorker, 'wentBack' | 'aside'>>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      switch (message.kind) {
        case 'opened':
          resolve(message);
          break;
        case 'not_opened':
          isEnding = true;
          void worker.terminate();
          reject(receiveError(message.error));
          break;
        case 'done':
          settle(message.number, (waited) => waited.resolve(message.value));
          break;
        case 'failed':
          settle(message.number, (waited) => waited.reject(receiveError(message.error)));
          break;
        case 'notice':
          onNotice(message.payload);
          break;
        case 'died':
          onDied();
      }
    });
    // Fires before `exit`.
    worker.on('error', reject);
    worker.on('exit', () => {
      reject(endedError());
      for (const waited of waiting.values()) waited.reject(endedError());
      waiting.clear();
      if (!isEnding) onDied();
      isEnding = true;
    });
  });

  const engine: EmbeddedEngine = {
    begin: async (...args) => void (await call('begin', args)),
    query: async (...args) => (await call('query', args)) as readonly unknown[],
    exec: async (...args) => void (await call('exec', args)),
    end: async (...args) => void (await call('end', args)),
    check: async () => void (await call('check', [])),
    checkpoint: async () => void (await call('checkpoint', [])),
    copy: async () => void (await call('copy', [])),
    listen: async (...args) => void (await call('listen', args)),
    async close() {
      try {
        await call('close', []);
      } finally {
        isEnding = true;
        await worker.terminate();
      }
    },
  };
  return { engine, wentBack: opened.wentBack, aside: opened.aside };
}

/** Named like the error of a database that died in this thread: the same holds for who asked. */
function endedError(): Error {
  const error = new Error('the thread of the embedded database has ended');
  error.name = 'DatabaseDiedError';
  return error;
}
