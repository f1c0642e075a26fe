import { expect, test } from 'vitest';
import { postgres18 } from '../sql/test-databases.ts';
import { runKills } from './kill-run.ts';

test('six kills of devices and a server on embedded PGlite lose and double no acknowledged answer', async () => {
  const report = await runKills({ times: 6, deviceCount: 2, database: null });
  expect(report.problems).toEqual([]);
  expect(report.serverKills + report.deviceKills).toBe(6);
  expect(report.acknowledgedCount).toBeGreaterThan(20);
}, 240_000);

test('four kills of devices and a server on PostgreSQL lose and double no acknowledged answer', async () => {
  const database = await postgres18.open();
  try {
    const report = await runKills({ times: 4, deviceCount: 2, database });
    expect(report.problems).toEqual([]);
    expect(report.acknowledgedCount).toBeGreaterThan(20);
  } finally {
    await database.close();
  }
}, 240_000);
