import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MessagePortMain } from './message-ports.ts';

export interface ChildMessage {
  readonly kind: 'message' | 'port' | 'port-closed';
  readonly id: number;
  readonly data: unknown;
  readonly ports: readonly number[];
}

const childSetup = fileURLToPath(new URL('./child-setup.ts', import.meta.url));

/** A real process; the ports given to it are pumped over Node's own channel, which carries structured clones. */
class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #ports = new Map<number, MessagePortMain>();
  #portCount = 0;

  constructor(modulePath: string, args: readonly string[]) {
    super();
    this.#child = fork(modulePath, args, {
      execArgv: ['--import', 'tsx', '--import', childSetup],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message: ChildMessage) => {
      if (message.kind === 'message') this.emit('message', message.data);
      if (message.kind === 'port') this.#ports.get(message.id)?.postMessage(message.data);
      if (message.kind === 'port-closed') this.#ports.get(message.id)?.close();
    });
    // A signal has no exit code of its own; waitpid reports its number.
    this.#child.on('exit', (exitCode, signal) => {
      for (const port of this.#ports.values()) port.close();
      this.emit('exit', exitCode ?? (signal === 'SIGKILL' ? 9 : 15));
    });
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  postMessage(message: unknown, ports: readonly MessagePortMain[] = []): void {
    const ids = ports.map((port) => {
      this.#portCount += 1;
      const id = this.#portCount;
      this.#ports.set(id, port);
      port.on('message', ({ data }: { data: unknown }) => this.#send({ kind: 'port', id, data, ports: [] }));
      port.on('close', () => {
        this.#ports.delete(id);
        this.#send({ kind: 'port-closed', id, data: null, ports: [] });
      });
      return id;
    });
    this.#send({ kind: 'message', id: 0, data: message, ports: ids });
    for (const port of ports) port.start();
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }

  #send(message: ChildMessage): void {
    if (this.#child.connected) this.#child.send(message);
  }
}

const processes: UtilityProcess[] = [];

export const utilityProcess = {
  fork(modulePath: string, args: readonly string[] = []): UtilityProcess {
    const started = new UtilityProcess(modulePath, args);
    processes.push(started);
    return started;
  },
};

/** Process id of the host process that runs now, if one does. */
export function currentUtilityProcessId(): number | null {
  return processes.at(-1)?.pid ?? null;
}
