import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** Electron's main-side port on a real Node port: messages wait until `start`, `close` reaches the other end. */
export class MessagePortMain extends EventEmitter {
  readonly #port: MessagePort;
  #waiting: unknown[] | null = [];

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('message', (data: unknown) => {
      if (this.#waiting === null) this.emit('message', { data, ports: [] });
      else this.#waiting.push(data);
    });
    port.on('close', () => this.emit('close'));
  }

  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const data of waiting) this.emit('message', { data, ports: [] });
  }

  close(): void {
    this.#port.close();
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const channel = new MessageChannel();
    this.port1 = new MessagePortMain(channel.port1);
    this.port2 = new MessagePortMain(channel.port2);
  }
}
