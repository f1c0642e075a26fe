/**
 * Time and chance of all machines of a run, also for PostgreSQL inside PGlite: WebAssembly asks JavaScript for both. One
 * machine works at a time, and `Date.now` shows that one's clock. Nothing here passes by itself.
 */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { PGlite } from '@electric-sql/pglite';
import type { SeededRandom } from './seeded-random.ts';

export interface Machine {
  readonly name: string;
  /** How far its clock is ahead of the true time. */
  clockOffsetMs: number;
}

export interface SimulatedMachines {
  /** True time, milliseconds since 1970. */
  readonly trueMs: number;
  pass(milliseconds: number): void;
  nowOf(machine: Machine): number;
  /** Runs work with this machine's clock. */
  on<T>(machine: Machine, work: () => Promise<T>): Promise<T>;
  /** Drops random bytes that were drawn before this run. */
  forgetEarlierChance(pglites: readonly PGlite[]): Promise<void>;
  end(): void;
}

const startMs = Date.UTC(2026, 0, 12, 6);

/**
 * From now on this process lives at the time at which every run starts: PostgreSQL keeps timers between runs, and a step
 * from the real time would set them off.
 */
export function leaveRealTime(): void {
  Date.now = () => startMs;
}

export function startSimulatedMachines(random: SeededRandom): SimulatedMachines {
  const nowBefore = Date.now;
  const realFill = crypto.randomFillSync;
  let trueMs = startMs;
  let offsetMs = 0;
  let refillCount = 0;
  Date.now = () => trueMs + offsetMs;
  crypto.randomFillSync = ((buffer: NodeJS.ArrayBufferView) => {
    refillCount += 1;
    random.fill(new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength));
    return buffer;
  }) as typeof crypto.randomFillSync;
  syncBuiltinESMExports();
  return {
    get trueMs() {
      return trueMs;
    },
    pass(milliseconds) {
      trueMs += milliseconds;
    },
    nowOf: (machine) => trueMs + machine.clockOffsetMs,
    async on(machine, work) {
      const before = offsetMs;
      offsetMs = machine.clockOffsetMs;
      try {
        return await work();
      } finally {
        offsetMs = before;
      }
    },
    async forgetEarlierChance(pglites) {
      // PGlite draws a kilobyte at a time: drawn until the next one comes from this run.
      for (const pglite of pglites) {
        const before = refillCount;
        for (let draw = 0; draw < 65 && refillCount === before; draw += 1)
          await pglite.query('SELECT gen_random_uuid()');
      }
    },
    end() {
      Date.now = nowBefore;
      crypto.randomFillSync = realFill;
      syncBuiltinESMExports();
    },
  };
}
