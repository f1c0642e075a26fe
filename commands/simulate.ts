/**
 * Runs simulations of devices, a hub and a server from seeds: each must end with no row lost or doubled and with equal
 * replicas. A seed that fails is printed, made as short as it can be, and replays exactly on PGlite in process.
 *
 *     npm run simulate -- --seeds 2000                         (stops at the first that fails; --go-on does not)
 *     npm run simulate -- --disasters --seeds 500              (also servers and disks put back in time, cloned disks, ...)
 *     npm run simulate -- --seed 17 [--steps 120] [--trace] [--only 3,8,21] [--without-hub] [--shorten]
 *     npm run simulate -- --engine postgres --transport http --seeds 10
 *     npm run simulate -- merges --times 400                   (the merge rules alone, straight in SQL, in orders of chance)
 *     npm run simulate -- kill --times 200 [--engine pglite | postgres]   (real processes, killed with SIGKILL; both engines
 *                                                                          in turn unless one is named)
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runKills } from '../tests/kill/kill-run.ts';
import { compareMergeOrders } from '../tests/simulation/merge-orders.ts';
import { openPgliteStore, openPostgresStore } from '../tests/simulation/replica-store.ts';
import { runSimulations, type SeedReport, type SimulationsRequest } from '../tests/simulation/run-simulations.ts';
import type { EngineKind } from '../tests/simulation/simulation-ground.ts';
import { postgres18 } from '../tests/sql/test-databases.ts';

try {
  process.exitCode = await simulate();
} catch (error) {
  console.error(`simulate: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function simulate(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      times: { type: 'string', default: '200' },
      seeds: { type: 'string', default: '50' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      steps: { type: 'string', default: '100' },
      only: { type: 'string' },
      'without-hub': { type: 'boolean', default: false },
      engine: { type: 'string' },
      transport: { type: 'string', default: 'in-process' },
      processes: { type: 'string', default: String(availableParallelism()) },
      disasters: { type: 'boolean', default: false },
      'go-on': { type: 'boolean', default: false },
      shorten: { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
    },
  });
  const { engine, transport } = values;
  if (engine !== undefined && engine !== 'pglite' && engine !== 'postgres')
    throw new Error('--engine is pglite or postgres');
  const [part, ...others] = positionals;
  if (others.length > 0 || (part !== undefined && part !== 'kill' && part !== 'merges'))
    throw new Error('there are "kill" and "merges", and without them the simulation');
  if (part === 'merges') return mergeInOrders(whole(values.from, '--from'), whole(values.times, '--times'), engine);
  if (part === 'kill') return killProcesses(whole(values.times, '--times'), engine);
  if (transport !== 'in-process' && transport !== 'http') throw new Error('--transport is in-process or http');
  const first = values.seed === undefined ? whole(values.from, '--from') : whole(values.seed, '--seed');
  const count = values.seed === undefined ? whole(values.seeds, '--seeds') : 1;
  const known = {
    engine: engine ?? 'pglite',
    transport,
    stepCount: whole(values.steps, '--steps'),
    hasDisasters: values.disasters,
    places: values.only === undefined ? null : values.only.split(',').map((place) => place0(place)),
    isWithoutHub: values['without-hub'],
  } as const;
  if (values.shorten) {
    if (values.seed === undefined) throw new Error('--shorten wants a --seed');
    return (await shorten(known, first)) ? 1 : 0;
  }
  const startedMs = performance.now();
  const progress = createProgress(count, startedMs);
  const reports = await runSimulations({
    ...known,
    seeds: Array.from({ length: count }, (_, place) => first + place),
    isTraced: values.trace,
    processCount: whole(values.processes, '--processes'),
    isStoppedByFailure: !values['go-on'],
    onReport(report) {
      progress();
      if (report.problems.length > 0) console.log(describeFailure(report, known));
    },
  });
  const failed = reports.filter(({ problems }) => problems.length > 0);
  console.log(summary(reports, performance.now() - startedMs));
  if (failed.length > 0) console.log(`failed: ${failed.map(({ seed }) => seed).join(', ')}`);
  const [worst] = failed;
  // One that was chosen step by step is short already.
  if (worst !== undefined && !values['go-on'] && known.places === null && !values.trace)
    await shorten(known, worst.seed);
  return failed.length === 0 ? 0 : 1;
}

type RunChoice = Pick<
  SimulationsRequest,
  'engine' | 'transport' | 'stepCount' | 'hasDisasters' | 'places' | 'isWithoutHub'
>;

/** Prints the fewest steps with which the seed still fails; true when it does. */
async function shorten(known: RunChoice, seed: number): Promise<boolean> {
  console.log(`making seed ${seed} as short as it can be ...`);
  const [report] = await runSimulations({ ...known, seeds: [seed], isShortened: true, processCount: 1 });
  if (report === undefined || report.problems.length === 0) {
    console.log(`seed ${seed} does not fail`);
    return false;
  }
  const { places = [], isWithoutHub = false } = report;
  console.log(`${places.length} steps are left after ${report.runCount} runs; what they do stands above.`);
  console.log(describeFailure(report, { ...known, places, isWithoutHub: isWithoutHub || known.isWithoutHub === true }));
  return true;
}

/** A line every five seconds at the most: how many are done, and when the others will be. */
function createProgress(count: number, startedMs: number): () => void {
  let doneCount = 0;
  let saidMs = startedMs;
  return () => {
    doneCount += 1;
    const nowMs = performance.now();
    if (nowMs - saidMs < 5_000 || doneCount === count) return;
    saidMs = nowMs;
    const leftSeconds = Math.round(((nowMs - startedMs) / doneCount / 1000) * (count - doneCount));
    console.log(`${doneCount} of ${count}, ${leftSeconds} s left`);
  };
}

async function mergeInOrders(first: number, times: number, engine: EngineKind = 'pglite'): Promise<number> {
  const startedMs = performance.now();
  const store = engine === 'postgres' ? await openPostgresStore() : await openPgliteStore();
  let failedCount = 0;
  try {
    await store.session.query('SELECT sync_identity()');
    const progress = createProgress(times, startedMs);
    for (let seed = first; seed < first + times; seed += 1) {
      const problems = await compareMergeOrders(store.session, seed);
      progress();
      if (problems.length === 0) continue;
      failedCount += 1;
      console.log(`seed ${seed} failed:\n  ${problems.slice(0, 9).join('\n  ')}`);
      console.log(`replay: npm run simulate -- merges --from ${seed} --times 1 --engine ${engine}`);
    }
  } finally {
    await store.close();
  }
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  console.log(`${times} merges in two orders each in ${seconds} s on ${engine}: ${failedCount} differ`);
  return failedCount === 0 ? 0 : 1;
}

/** On both engines in turn unless one is named: half of the kills each. */
async function killProcesses(times: number, engine: EngineKind | undefined): Promise<number> {
  const engines: readonly EngineKind[] = engine === undefined ? ['pglite', 'postgres'] : [engine];
  let problemCount = 0;
  for (const [place, one] of engines.entries()) {
    const share = Math.floor(times / engines.length) + (place < times % engines.length ? 1 : 0);
    if (share > 0) problemCount += await killOn(one, share);
  }
  return problemCount === 0 ? 0 : 1;
}

async function killOn(engine: EngineKind, times: number): Promise<number> {
  const database = engine === 'postgres' ? await postgres18.open() : null;
  const startedMs = performance.now();
  const seconds = () => Math.round((performance.now() - startedMs) / 1000);
  try {
    const report = await runKills({
      times,
      deviceCount: 3,
      database,
      onKill: (count, what) => {
        if (count % 10 === 0)
          console.log(`${engine}: ${count} of ${times} kills after ${seconds()} s, the last: ${what}`);
      },
    });
    console.log(
      `${engine}: ${report.serverKills} kills of the server and ${report.deviceKills} of devices in ${seconds()} s: ` +
        `${report.acknowledgedCount} answers acknowledged, ${report.storedCount} stored, ${report.problems.length} problems`,
    );
    for (const problem of report.problems) console.log(`  ${problem}`);
    return report.problems.length;
  } finally {
    await database?.close();
  }
}

function whole(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw new Error(`${name} is a whole number above 0`);
  return Number(text);
}

/** The first step has the place 0. */
function place0(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error('--only is a list of places, such as 0,3,21');
  return Number(text);
}

function describeFailure({ seed, fate, problems }: SeedReport, known: RunChoice): string {
  const options = [
    `--seed ${seed} --steps ${known.stepCount}`,
    ...(known.hasDisasters ? ['--disasters'] : []),
    ...(known.engine === 'postgres' ? ['--engine postgres'] : []),
    ...(known.transport === 'http' ? ['--transport http'] : []),
    ...(known.places == null ? [] : [`--only ${known.places.join(',')}`]),
    ...(known.isWithoutHub ? ['--without-hub'] : []),
  ];
  return `seed ${seed} (${fate ?? 'hung'}) failed:\n  ${problems.slice(0, 5).join('\n  ')}\nreplay: npm run simulate -- ${options.join(' ')} --trace`;
}

function summary(reports: readonly SeedReport[], milliseconds: number): string {
  const sum = (figure: (report: SeedReport) => number | undefined) =>
    reports.reduce((total, report) => total + (figure(report) ?? 0), 0);
  const faults = sum(({ faultCounts }) => Object.values(faultCounts ?? {}).reduce((total, count) => total + count, 0));
  return (
    `${reports.length} seeds in ${Math.round(milliseconds / 1000)} s: ${sum(({ madeCount }) => madeCount)} rows made, ` +
    `${sum(({ requestCount }) => requestCount)} requests, ${faults} faults of links, ${sum(({ killCount }) => killCount)} processes killed, ` +
    `${sum(({ problems }) => (problems.length > 0 ? 1 : 0))} seeds failed`
  );
}
