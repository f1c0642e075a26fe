/** Spreads seeds over processes. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SimulationReport } from './simulation.ts';
import type { ChildRequest } from './simulation-child.ts';

export interface SeedReport extends Partial<SimulationReport> {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly milliseconds: number;
}

export interface SimulationsRequest extends ChildRequest {
  readonly processCount: number;
  readonly onReport?: (report: SeedReport) => void;
}

const child = join(import.meta.dirname, 'simulation-child.ts');

/** Rejects when a process ends before it has reported all of its seeds. */
export async function runSimulations(request: SimulationsRequest): Promise<readonly SeedReport[]> {
  const { processCount, seeds } = request;
  const shares = Array.from({ length: Math.min(processCount, seeds.length) }, (_, place) =>
    seeds.filter((_seed, index) => index % processCount === place),
  );
  const reports = await Promise.all(shares.map((share) => runShare(request, share)));
  return reports.flat().sort((one, other) => one.seed - other.seed);
}

async function runShare(request: SimulationsRequest, seeds: readonly number[]): Promise<readonly SeedReport[]> {
  const { engine, transport, stepCount, hasDisasters, isTraced, onReport } = request;
  const argument: ChildRequest = { engine, transport, seeds, stepCount, hasDisasters, isTraced };
  const process_ = spawn(process.execPath, ['--import', 'tsx', child, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const reports: SeedReport[] = [];
  for await (const line of createInterface({ input: process_.stdout })) {
    const report = JSON.parse(line) as SeedReport;
    reports.push(report);
    onReport?.(report);
  }
  if (reports.length < seeds.length) {
    throw new Error(`a process ended within seed ${seeds[reports.length]}, after ${reports.length} of ${seeds.length}`);
  }
  return reports;
}
