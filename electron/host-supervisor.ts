import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { DesktopHostState } from '../shared/host/desktop-bridge.ts';
import type { SecretStore } from '../shared/sync/secret-store.ts';
import { type HostProcessPaths, type MessageToHost, readMessageFromHost } from './host-messages.ts';
import { planRestart } from './restart-plan.ts';
import { readSecretQuestion } from './secret-messages.ts';
import { answerSecretQuestion } from './secret-vault.ts';

/** A database that is flushed on an old disk takes seconds; a host that hangs must not keep the computer from shutting down. */
const closeTimeoutMs = 8_000;

export interface HostSupervisorOptions {
  /** The bundled `host-process.js`. */
  readonly modulePath: string;
  readonly paths: HostProcessPaths;
  onStateChanged(state: DesktopHostState): void;
  /** Where tokens are kept; asked by the host process. */
  readonly secrets: SecretStore;
  /** A process that replaces a dead one is up: every window needs a new port. */
  onHostReplaced(): void;
}

/**
 * Keeps one host process alive (states: see `DesktopHostState`). The main process never touches the database: it hands
 * one end of a channel to the host and the other to the window, and what they say to each other does not pass here.
 */
export class HostSupervisor {
  readonly #options: HostSupervisorOptions;
  #state: DesktopHostState = { name: 'starting' };
  #process: UtilityProcess | null = null;
  #hostNumber = 0;
  #crashesMs: number[] = [];
  #restartTimer: NodeJS.Timeout | null = null;
  #isClosing = false;
  /** A retry was asked for while the failed process was still ending. */
  #isStartWanted = false;

  constructor(options: HostSupervisorOptions) {
    this.#options = options;
  }

  get state(): DesktopHostState {
    return this.#state;
  }

  /** Counts the processes started so far; the number of the present one. */
  get hostNumber(): number {
    return this.#hostNumber;
  }

  /** Starts the first process, or another after `failed`. Does nothing while one runs or is about to. */
  start(): void {
    if (this.#isClosing || this.#process !== null || this.#restartTimer !== null) return;
    this.#isStartWanted = false;
    this.#setState({ name: 'starting' });
    this.#spawn();
  }

  /** After `failed`: forgets the crashes and starts again. */
  retry(): void {
    if (this.#state.name !== 'failed') return;
    this.#crashesMs = [];
    // Never two at once: the ending one may still hold the data directory.
    if (this.#process === null) this.start();
    else this.#isStartWanted = true;
  }

  /**
   * Gives the host one end of a new channel and returns the other. Null when no process is there; the next one causes
   * `onHostReplaced`. Messages wait in the channel until the database is open.
   */
  connect(): MessagePortMain | null {
    if (this.#process === null) return null;
    const { port1, port2 } = new MessageChannelMain();
    const message: MessageToHost = { kind: 'connect' };
    this.#process.postMessage(message, [port1]);
    return port2;
  }

  /** The computer woke up. */
  tellResumed(): void {
    const message: MessageToHost = { kind: 'resumed' };
    this.#process?.postMessage(message);
  }

  /** Lets the host close its database and waits for the process to end. */
  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.#restartTimer !== null) clearTimeout(this.#restartTimer);
    this.#restartTimer = null;
    const hostProcess = this.#process;
    if (hostProcess === null) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        hostProcess.kill();
        resolve();
      }, closeTimeoutMs);
      hostProcess.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      const message: MessageToHost = { kind: 'close' };
      hostProcess.postMessage(message);
    });
  }

  #spawn(): void {
    this.#hostNumber += 1;
    const hostProcess = utilityProcess.fork(this.#options.modulePath, [JSON.stringify(this.#options.paths)], {
      serviceName: 'End.STP study database',
      stdio: 'inherit',
    });
    this.#process = hostProcess;
    let isExpectedToEnd = false;
    hostProcess.on('message', (message: unknown) => {
      const question = readSecretQuestion(message);
      if (question !== null) {
        void answerSecretQuestion(this.#options.secrets, question).then((answer) => {
          if (this.#process === hostProcess) hostProcess.postMessage(answer);
        });
        return;
      }
      const parsed = readMessageFromHost(message);
      if (parsed?.kind === 'opened') this.#setState({ name: 'running', hostNumber: this.#hostNumber });
      if (parsed?.kind === 'closed') isExpectedToEnd = true;
      if (parsed?.kind === 'failed') {
        isExpectedToEnd = true;
        this.#setState({ name: 'failed', error: parsed.error });
      }
    });
    hostProcess.once('exit', (exitCode) => {
      if (this.#process === hostProcess) this.#process = null;
      if (this.#isClosing) return;
      if (!isExpectedToEnd) this.#restart(exitCode);
      else if (this.#isStartWanted) this.start();
    });
    if (this.#hostNumber > 1) this.#options.onHostReplaced();
  }

  #restart(exitCode: number): void {
    const nowMs = performance.now();
    const plan = planRestart(this.#crashesMs, nowMs);
    this.#crashesMs.push(nowMs);
    if (plan.name === 'give_up') {
      const details = { attempts: plan.attempt, exitCode };
      this.#setState({ name: 'failed', error: { code: 'HOST_UNAVAILABLE', details } });
      return;
    }
    this.#setState({ name: 'restarting', attempt: plan.attempt, delayMs: plan.delayMs, exitCode });
    this.#restartTimer = setTimeout(() => {
      this.#restartTimer = null;
      this.#spawn();
    }, plan.delayMs);
  }

  #setState(state: DesktopHostState): void {
    this.#state = state;
    this.#options.onStateChanged(state);
  }
}
