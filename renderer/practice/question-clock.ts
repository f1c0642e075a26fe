/**
 * Counts how long a question has been in front of the student. Pauses while the window is hidden, and goes on from a
 * stored time after a restart.
 */
export class QuestionClock {
  #countedMs: number;
  #runningSinceMs: number | null = null;
  readonly #nowMs: () => number;

  /** `nowMs` is a clock that never runs backwards, such as `performance.now`. */
  constructor(elapsedSeconds: number, nowMs: () => number) {
    this.#countedMs = elapsedSeconds * 1000;
    this.#nowMs = nowMs;
  }

  start(): void {
    this.#runningSinceMs ??= this.#nowMs();
  }

  pause(): void {
    this.#countedMs = this.elapsedSeconds * 1000;
    this.#runningSinceMs = null;
  }

  /** Seconds, to the millisecond. */
  get elapsedSeconds(): number {
    const running = this.#runningSinceMs === null ? 0 : this.#nowMs() - this.#runningSinceMs;
    return Math.round(this.#countedMs + running) / 1000;
  }
}
