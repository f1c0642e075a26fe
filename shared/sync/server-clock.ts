/**
 * What the time is, on a machine whose clock may be years off: the offset to the server is measured at each contact and
 * used for what is stamped here.
 */
import { earliestPlausibleMs } from '../study/answer-time.ts';

/** One contact: the server's time and the machine's at that moment, in milliseconds since 1970. */
export interface ClockSample {
  readonly serverMs: number;
  readonly localMs: number;
  /** How long the request was under way: the sample is right to half of it. */
  readonly roundTripMs: number;
}

export interface ServerClock {
  /** The machine's clock, corrected. Milliseconds since 1970. */
  nowMs(): number;
  /** A moment that the machine's clock stamped, corrected. */
  correct(localMs: number): number;
  /** Notes a contact. `sentMs` and `receivedMs` are readings of the machine's clock. */
  note(contact: { readonly sentMs: number; readonly receivedMs: number; readonly serverTime: string }): void;
  /** The sample that counts; null before the first contact. */
  readonly sample: ClockSample | null;
}

/** A machine that is right to within two seconds needs no correction; slow answers measure no better. */
const tolerableOffsetMs = 2_000;
/** A remembered offset of more than a day says that the clock was wrong then, not that it still is. */
const largeOffsetMs = 24 * 60 * 60_000;
/** So long after the last contact a machine may be switched on again with a right clock. */
const longestAbsenceMs = 3 * 366 * 24 * 60 * 60_000;

/** `remembered` is the sample that was kept when the program ran last. */
export function createServerClock(localNowMs: () => number, remembered: ClockSample | null): ServerClock {
  let sample = remembered;
  let isOfThisRun = false;

  function offsetMs(localMs: number): number {
    if (sample === null) return 0;
    const offset = sample.serverMs - sample.localMs;
    if (Math.abs(offset) <= Math.max(tolerableOffsetMs, sample.roundTripMs / 2)) {
      // A clock that was right, and now shows a time before the last contact, lost its battery.
      return localMs < sample.serverMs - largeOffsetMs ? sample.serverMs - localMs : 0;
    }
    if (isOfThisRun || Math.abs(offset) < largeOffsetMs) return offset;
    // Kept from an earlier run. A clock that agrees with the server's last word has been put right since.
    const wasPutRight = localMs >= sample.serverMs && localMs - sample.serverMs < longestAbsenceMs;
    if (wasPutRight && Math.abs(localMs - sample.localMs) > largeOffsetMs) return 0;
    const corrected = localMs + offset;
    // An empty battery starts again at the same old date at every boot.
    return corrected < sample.serverMs ? sample.serverMs - localMs : offset;
  }

  return {
    nowMs: () => {
      const localMs = localNowMs();
      return localMs + offsetMs(localMs);
    },
    correct: (localMs) => localMs + offsetMs(localMs),
    note({ sentMs, receivedMs, serverTime }) {
      const serverMs = Date.parse(serverTime);
      // A server that is older than this program has a wrong clock itself.
      if (!Number.isFinite(serverMs) || serverMs < earliestPlausibleMs || receivedMs < sentMs) return;
      sample = { serverMs, localMs: (sentMs + receivedMs) / 2, roundTripMs: receivedMs - sentMs };
      isOfThisRun = true;
    },
    get sample() {
      return sample;
    },
  };
}
