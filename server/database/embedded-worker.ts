/**
 * The thread that the embedded database lives in, so that PostgreSQL at work keeps nobody waiting who does not ask it:
 * the main thread goes on answering, refusing and telling. Opening -> open -> closed; calls are carried out in order.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { openEmbeddedDirectory } from './embedded-directory.ts';
import { createEmbeddedEngine, type EmbeddedEngine } from './embedded-engine.ts';
import {
  carryError,
  type EmbeddedWorkerRequest,
  type EngineCall,
  type WorkerMessage,
} from './embedded-worker-messages.ts';

const port = parentPort;
if (port === null) throw new Error('this file is the thread of an embedded database');
const tell = (message: WorkerMessage) => port.postMessage(message);

async function open(): Promise<EmbeddedEngine | null> {
  try {
    const directory = await openEmbeddedDirectory({
      ...(workerData as EmbeddedWorkerRequest),
      nowMs: Date.now,
      onDied: () => tell({ kind: 'died' }),
    });
    const engine = createEmbeddedEngine(directory.opened.pglite, directory, (payload) =>
      tell({ kind: 'notice', payload }),
    );
    tell({ kind: 'opened', wentBack: directory.wentBack, aside: directory.aside });
    return engine;
  } catch (error) {
    tell({ kind: 'not_opened', error: carryError(error) });
    return null;
  }
}

const engine = await open();

async function carryOut({ number, name, args }: EngineCall): Promise<void> {
  if (engine === null) return;
  try {
    const call = engine[name] as (...given: readonly unknown[]) => Promise<unknown>;
    tell({ kind: 'done', number, value: await call(...args) });
  } catch (error) {
    tell({ kind: 'failed', number, error: carryError(error) });
  }
}

port.on('message', (call: EngineCall) => void carryOut(call));
