import { expect, test } from 'vitest';
import { runSimulations } from './run-simulations.ts';

const seedsFrom = (first: number, count: number) => Array.from({ length: count }, (_, place) => first + place);

test('after 50 runs of devices, hubs and a server over failing links, no row is lost or doubled and replicas are equal', async () => {
  const reports = await runSimulations({
    engine: 'pglite',
    transport: 'in-process',
    seeds: seedsFrom(1, 50),
    stepCount: 40,
    // One beside three other files: a second one would open five more databases.
    processCount: 1,
  });
  expect(reports.flatMap(({ seed, problems }) => problems.map((problem) => `seed ${seed}: ${problem}`))).toEqual([]);
  // Links did fail and processes were killed, or nothing was shown.
  const faults = reports.reduce(
    (sum, { faultCounts }) => sum + Object.values(faultCounts ?? {}).reduce((all, count) => all + count, 0),
    0,
  );
  expect(faults).toBeGreaterThan(50);
  expect(reports.reduce((sum, { killCount = 0 }) => sum + killCount, 0)).toBeGreaterThan(50);
}, 300_000);

test('a server restored, a power cut, a class left, a disk cloned or put back lose nothing, and a seed replays exactly', async () => {
  const reports = await runSimulations({
    engine: 'pglite',
    transport: 'in-process',
    // The last one once in a process that has just begun, and once after all others.
    seeds: [28, 2, 5, 7, 20, 28],
    stepCount: 60,
    hasDisasters: true,
    processCount: 1,
  });
  expect(reports.map(({ fate }) => fate)).toEqual([
    'server restored',
    'power cut',
    'class left',
    'disk cloned',
    'disk restored',
    'disk restored',
  ]);
  expect(reports.flatMap(({ seed, problems }) => problems.map((problem) => `seed ${seed}: ${problem}`))).toEqual([]);
  const [first, again] = reports.slice(-2).map(({ milliseconds: _, ...figures }) => figures);
  expect(again).toEqual(first);
}, 300_000);

test('the same holds over real HTTP with servers on PostgreSQL', async () => {
  const reports = await runSimulations({
    engine: 'postgres',
    transport: 'http',
    seeds: seedsFrom(1, 4),
    stepCount: 40,
    processCount: 1,
  });
  expect(reports.flatMap(({ seed, problems }) => problems.map((problem) => `seed ${seed}: ${problem}`))).toEqual([]);
}, 300_000);
