/**
 * A process that runs simulations: its clock and its chance belong to them. Takes a `ChildRequest` as its argument and
 * prints a report in JSON for each seed.
 */
import { keepSteps, planRun } from './run-plan.ts';
import { shortenRun } from './shorten-run.ts';
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
  /** Only these steps of the plan; null: all. */
  readonly places: readonly number[] | null;
  /** Runs the class without its hub. */
  readonly isWithoutHub: boolean;
  /** Looks for the fewest steps with which the first seed still fails. */
  readonly isShortened: boolean;
}

// Clocks jump by years here: timers of PostgreSQL that are then due in the far future are told of, and mean nothing.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'TimeoutOverflowWarning') console.error(warning);
});

const request = JSON.parse(process.argv[2] ?? '{}') as ChildRequest;
const ground = await openSimulationGround(request.engine, request.transport);
for (const seed of request.seeds) {
  const startedMs = performance.now();
  const whole = planRun(seed, request.stepCount, request.hasDisasters);
  const plan =
    request.places === null && !request.isWithoutHub
      ? whole
      : keepSteps(
          whole,
          new Set(request.places ?? whole.steps.map(({ place }) => place)),
          whole.hasHub && !request.isWithoutHub,
        );
  const say = (line: string) => console.error(line);
  const report = request.isShortened
    ? await shortenRun(ground, plan, say)
    : await runSimulation(ground, plan, request.isTraced ? say : undefined).catch((error: unknown) => ({
        seed,
        fate: plan.fate,
        problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
      }));
  console.log(JSON.stringify({ ...report, milliseconds: Math.round(performance.now() - startedMs) }));
}
await ground.close();
process.exit(0);
