/** Gives a plain Node process what Electron gives a utility process: `process.parentPort`, with ports in its messages. */
import { EventEmitter } from 'node:events';
import { register } from 'node:module';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { MessagePortMain } from './message-ports.ts';
import type { ChildMessage } from './utility-process.ts';

register('./resolve-electron.js', import.meta.url, { data: { isUtilityProcess: true } });

const farEnds = new Map<number, MessagePort>();

function tellParent(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}

function openPort(id: number): MessagePortMain {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', (data: unknown) => tellParent({ kind: 'port', id, data, ports: [] }));
  port1.on('close', () => {
    farEnds.delete(id);
    tellParent({ kind: 'port-closed', id, data: null, ports: [] });
  });
  farEnds.set(id, port1);
  return new MessagePortMain(port2);
}

class ParentPort extends EventEmitter {
  #waiting: unknown[] | null = [];

  constructor() {
    super();
    this.on('newListener', (name) => {
      if (name !== 'message' || this.#waiting === null) return;
      const waiting = this.#waiting;
      this.#waiting = null;
      queueMicrotask(() => {
        for (const event of waiting) this.emit('message', event);
      });
    });
  }

  postMessage(message: unknown): void {
    tellParent({ kind: 'message', id: 0, data: message, ports: [] });
  }

  receive(event: unknown): void {
    if (this.#waiting === null) this.emit('message', event);
    else this.#waiting.push(event);
  }
}

const parentPort = new ParentPort();
Object.defineProperty(process, 'parentPort', { value: parentPort });

process.on('message', (message: ChildMessage) => {
  if (message.kind === 'message') parentPort.receive({ data: message.data, ports: message.ports.map(openPort) });
  if (message.kind === 'port') farEnds.get(message.id)?.postMessage(message.data);
  if (message.kind === 'port-closed') farEnds.get(message.id)?.close();
});
// Electron's utility processes end with the main process.
process.on('disconnect', () => process.exit(1));
