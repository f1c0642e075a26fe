import { RequestProblem } from '../problem.ts';
import { retryAfterSeconds } from '../problem-of-error.ts';

export interface GateOptions {
  /** How much runs at once: the connections of the pool, one for PGlite. */
  readonly width: number;
  /** How many may wait; the next one is told to come again. */
  readonly maxWaiting: number;
  /** Who waited longer is told to come again: a client that gave up meanwhile must not cost the database anything. */
  readonly maxWaitMs: number;
}

export interface DatabaseGate {
  run<T>(work: () => Promise<T>): Promise<T>;
  readonly runningCount: number;
  readonly waitingCount: number;
}

interface Waiting {
  readonly start: () => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** A bounded queue before the database: under too much load some are refused at once, and the others are served. */
export function createDatabaseGate({ width, maxWaiting, maxWaitMs }: GateOptions): DatabaseGate {
  const queue: Waiting[] = [];
  let runningCount = 0;

  function leave(): void {
    const next = queue.shift();
    if (next === undefined) {
      runningCount -= 1;
      return;
    }
    clearTimeout(next.timer);
    next.start();
  }

  function enter(): Promise<void> {
    if (runningCount < width) {
      runningCount += 1;
      return Promise.resolve();
    }
    if (queue.length >= maxWaiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        start: resolve,
        timer: setTimeout(() => {
          queue.splice(queue.indexOf(waiting), 1);
          reject(busy());
        }, maxWaitMs),
      };
      queue.push(waiting);
    });
  }

  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    get runningCount() {
      return runningCount;
    },
    get waitingCount() {
      return queue.length;
    },
  };
}

function busy(): RequestProblem {
  return new RequestProblem('SERVER_BUSY', { retryAfterSeconds: retryAfterSeconds() });
}
