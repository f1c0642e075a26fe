/**
 * Runs simulations of devices, a hub and a server from seeds: each must end with no row lost or doubled and with equal
 * replicas. A seed that fails is printed, and replays exactly on PGlite in process.
 *
 *     npm run simulate -- --seeds 2000
 *     npm run simulate -- --seed 17 [--steps 120] [--trace]
 *     npm run simulate -- --disasters          (also servers restored from older backups, and cloned disks)
 *     npm run simulate -- --engine postgres --transport http --seeds 10
 *     npm run simulate -- kill --times 200 [--engine postgres]     (real processes, killed with SIGKILL)
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runKills } from '../tests/kill/kill-run.ts';
import { runSimulations, type SeedReport } from '../tests/simulation/run-simulations.ts';
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
      engine: { type: 'string', default: 'pglite' },
      transport: { type: 'string', default: 'in-process' },
      processes: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
      disasters: { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
    },
  });
  const { engine, transport } = values;
  if (engine !== 'pglite' && engine !== 'postgres') throw new Error('--engine is pglite or postgres');
  if (positionals.length > 1 || (positionals[0] ?? 'kill') !== 'kill') throw new Error('there is only "kill"');
  if (positionals[0] === 'kill') return killProcesses(whole(values.times, '--times'), engine);
  if (transport !== 'in-process' && transport !== 'http') throw new Error('--transport is in-process or http');
  const first = values.seed === undefined ? whole(values.from, '--from') : whole(values.seed, '--seed');
  const count = values.seed === undefined ? whole(values.seeds, '--seeds') : 1;
  const startedMs = performance.now();
  let doneCount = 0;
  const reports = await runSimulations({
    engine,
    transport,
    seeds: Array.from({ length: count }, (_, place) => first + place),
    stepCount: whole(values.steps, '--steps'),
    hasDisasters: values.disasters,
    isTraced: values.trace,
    processCount: whole(values.processes, '--processes'),
    onReport(report) {
      doneCount += 1;
      if (report.problems.length > 0) console.log(describeFailure(report, values.steps));
      else if (doneCount % 100 === 0) console.log(`${doneCount} of ${count} seeds`);
    },
  });
  const failed = reports.filter(({ problems }) => problems.length > 0);
  console.log(summary(reports, performance.now() - startedMs));
  if (failed.length > 0) console.log(`failed: ${failed.map(({ seed }) => seed).join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

async function killProcesses(times: number, engine: 'pglite' | 'postgres'): Promise<number> {
  const database = engine === 'postgres' ? await postgres18.open() : null;
  const startedMs = performance.now();
  try {
    const report = await runKills({
      times,
      deviceCount: 3,
      database,
      onKill: (count, what) => {
        if (count % 10 === 0) console.log(`${count} of ${times}: ${what}`);
      },
    });
    console.log(
      `${report.serverKills} kills of the server and ${report.deviceKills} of devices in ${Math.round((performance.now() - startedMs) / 1000)} s: ` +
        `${report.acknowledgedCount} answers acknowledged, ${report.storedCount} stored, ${report.problems.length} problems`,
    );
    for (const problem of report.problems) console.log(`  ${problem}`);
    return report.problems.length === 0 ? 0 : 1;
  } finally {
    await database?.close();
  }
}

function whole(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw new Error(`${name} is a whole number above 0`);
  return Number(text);
}

function describeFailure({ seed, fate, problems }: SeedReport, steps: string): string {
  return `seed ${seed} (${fate}) failed (npm run simulate -- --seed ${seed} --steps ${steps} --trace):\n  ${problems.slice(0, 5).join('\n  ')}`;
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
