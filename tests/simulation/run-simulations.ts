/** Spreads seeds over processes, each of which keeps its databases from one run to the next. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SimulationReport } from './simulation.ts';
import type { ChildRequest } from './simulation-child.ts';

export interface SeedReport extends Partial<SimulationReport> {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly milliseconds: number;
  /** Of a run that was made shorter. */
  readonly places?: readonly number[];
  readonly isWithoutHub?: boolean;
  readonly runCount?: number;
}

export type SimulationsRequest = Pick<ChildRequest, 'engine' | 'transport' | 'seeds' | 'stepCount'> &
  Partial<ChildRequest> & {
    readonly processCount: number;
    /** After the first seed that fails no further one is begun. */
    readonly isStoppedByFailure?: boolean;
    readonly onReport?: (report: SeedReport) => void;
  };

const childFile = join(import.meta.dirname, 'simulation-child.ts');
/** A run takes a second or two, on a busy machine ten: whoever waits for so long waits for itself. */
const hangingAfterMs = 180_000;
/** Shortening runs a seed over and over, and its child says nothing meanwhile. */
const shorteningMs = 900_000;
/** Few enough that the last processes end together, and enough that opening databases is a small part. */
const seedsAtOnce = 250;

/** Reports by seed. Rejects when a process ends before it has reported all of its seeds. */
export async function runSimulations(request: SimulationsRequest): Promise<readonly SeedReport[]> {
  const { processCount, seeds, isStoppedByFailure = false, onReport } = request;
  const reports: SeedReport[] = [];
  const children = new Set<ChildProcess>();
  const share = Math.max(1, Math.min(seedsAtOnce, Math.ceil(seeds.length / processCount)));
  const shares = Array.from({ length: Math.ceil(seeds.length / share) }, (_, place) =>
    seeds.slice(place * share, (place + 1) * share),
  );
  let isStopped = false;

  async function work(): Promise<void> {
    for (let next = shares.shift(); next !== undefined && !isStopped; next = shares.shift()) {
      for (let left: readonly number[] = next; left.length > 0 && !isStopped; ) left = await runShare(left);
    }
  }

  /** The seeds that are left to another process, because this one hung. */
  async function runShare(own: readonly number[]): Promise<readonly number[]> {
    const child = startChild(request, own);
    children.add(child);
    let hangingSince = performance.now();
    let isHanging = false;
    const limitMs = request.isShortened === true ? shorteningMs : hangingAfterMs;
    const watch = setInterval(() => {
      if (performance.now() - hangingSince < limitMs) return;
      isHanging = true;
      child.kill('SIGKILL');
    }, 1_000);
    let doneCount = 0;
    const take = (report: SeedReport) => {
      doneCount += 1;
      hangingSince = performance.now();
      reports.push(report);
      onReport?.(report);
      if (report.problems.length === 0 || !isStoppedByFailure) return;
      isStopped = true;
      for (const other of children) other.kill('SIGKILL');
    };
    try {
      if (child.stdout === null) throw new Error('a process without output');
      for await (const line of createInterface({ input: child.stdout })) take(JSON.parse(line) as SeedReport);
    } finally {
      clearInterval(watch);
      children.delete(child);
    }
    const hung = own[doneCount];
    if (hung === undefined || isStopped) return [];
    if (!isHanging) throw new Error(`a process ended within seed ${hung}, after ${doneCount} of ${own.length}`);
    take({ seed: hung, problems: [`it hangs: no end after ${limitMs / 1000} s`], milliseconds: limitMs });
    return own.slice(doneCount);
  }

  await Promise.all(Array.from({ length: Math.min(processCount, shares.length) }, () => work()));
  return reports.sort((one, other) => one.seed - other.seed);
}

function startChild(request: SimulationsRequest, seeds: readonly number[]): ChildProcess {
  const { engine, transport, stepCount } = request;
  const argument: ChildRequest = {
    engine,
    transport,
    seeds,
    stepCount,
    hasDisasters: request.hasDisasters ?? false,
    isTraced: request.isTraced ?? false,
    places: request.places ?? null,
    isWithoutHub: request.isWithoutHub ?? false,
    isShortened: request.isShortened ?? false,
  };
  return spawn(process.execPath, ['--import', 'tsx', childFile, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
