/**
 * A process that runs simulations: its clock and its chance belong to them. Takes
 * `{engine, transport, seeds, stepCount, hasDisasters, isTraced}` as its argument and prints a report in JSON for each seed.
 */

import type { TransportKind } from './simulated-server.ts';
import { runSimulation } from './simulation.ts';
import { type EngineKind, openSimulationGround } from './simulation-ground.ts';

export interface ChildRequest {
  readonly engine: EngineKind;
  readonly transport: TransportKind;
  readonly seeds: readonly number[];
  readonly stepCount: number;
  readonly hasDisasters: boolean;
  readonly isTraced: boolean;
}

// Clocks jump by years here: timers of PostgreSQL that are then due in the far future are told of, and mean nothing.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'TimeoutOverflowWarning') console.error(warning);
});

const { engine, transport, seeds, stepCount, hasDisasters, isTraced } = JSON.parse(
  process.argv[2] ?? '{}',
) as ChildRequest;
const ground = await openSimulationGround(engine, transport);
for (const seed of seeds) {
  const startedMs = performance.now();
  const report = await runSimulation(ground, {
    seed,
    stepCount,
    hasDisasters,
    ...(isTraced ? { trace: (line: string) => console.error(line) } : {}),
  }).catch((error: unknown) => ({
    seed,
    problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }));
  console.log(JSON.stringify({ ...report, milliseconds: Math.round(performance.now() - startedMs) }));
}
await ground.close();
process.exit(0);
