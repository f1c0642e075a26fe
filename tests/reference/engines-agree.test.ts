import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { databaseKinds } from '../sql/test-databases.ts';
import { analysisCase } from './analysis-cases.ts';
import { Replica, readWholeRows, receive } from './replica.ts';

const cases = fc.sample(analysisCase, { numRuns: 80, seed: 20260110 });

test('every engine derives the same rows from the same mistakes, bit for bit', { timeout: 300_000 }, async () => {
  const rowsOfEngines = await Promise.all(
    databaseKinds.map(async (kind) => {
      const database = await kind.openMigrated();
      try {
        const rows: unknown[] = [];
        for (const analysed of cases) {
          const replica = new Replica(database.session);
          await receive(replica, analysed, analysed.arrivals[0]);
          rows.push(await readWholeRows(replica));
        }
        return rows;
      } finally {
        await database.close();
      }
    }),
  );
  expect(rowsOfEngines[0]).toHaveLength(cases.length);
  for (const rows of rowsOfEngines.slice(1)) {
    expect(rows).toEqual(rowsOfEngines[0]);
  }
});
