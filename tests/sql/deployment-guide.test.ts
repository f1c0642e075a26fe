/**
 * Runs the SQL blocks of the deployment guide as they stand, on every engine, where that guide is at hand. It is not
 * part of this repository; what it expects is also asserted by our own statements in `verify-statements.test.ts`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layOutTable } from '../../commands/db/terminal-output.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { type GuideBlock, readGuideBlocks } from './read-guide-blocks.ts';
import { readSchema } from './read-schema.ts';
import { databaseKinds, migrateAll, migrations, repositoryRoot, type TestDatabase } from './test-databases.ts';

const guidePath = join(repositoryRoot, '..', 'shared', 'seed', 'deployment-guide.md');
const isGuideHere = existsSync(guidePath);
const blocks = isGuideHere ? readGuideBlocks(readFileSync(guidePath, 'utf8')) : [];

function block(heading: string, occurrence = 0): GuideBlock {
  const found = blocks.filter((candidate) => candidate.heading.includes(heading))[occurrence];
  if (found === undefined) {
    throw new Error(`the guide has no block ${occurrence} under "${heading}"`);
  }
  return found;
}

/** What was run of each block on each engine, for the table at the end: block -> engine -> its result. */
interface BlockResult {
  runCount: number;
  statementCount: number;
  checkedCount: number;
}
const results = new Map<GuideBlock, Map<string, BlockResult>>();

/** Runs a block and compares the rows of each statement with what the guide says to expect of it. */
async function runBlock(session: SqlSession, of: GuideBlock, engine: string): Promise<void> {
  const ofEngines = results.get(of) ?? new Map<string, BlockResult>();
  results.set(of, ofEngines);
  const result = ofEngines.get(engine) ?? { runCount: 0, statementCount: 0, checkedCount: 0 };
  for (const { text, expectedRows } of of.statements) {
    const { rows } = await session.query<Record<string, unknown>>(text);
    result.statementCount += 1;
    if (expectedRows !== null) {
      const isCount = /^SELECT COUNT\(\*\)/im.test(text);
      expect(isCount ? Number(Object.values(rows[0] ?? {})[0]) : rows.length, text).toBe(expectedRows);
      result.checkedCount += 1;
    }
  }
  result.runCount += 1;
  ofEngines.set(engine, result);
}

// Only blocks that ran to their end are counted, so an absent entry is a failure (or an engine that is not here).
afterAll(() => {
  const engines = databaseKinds.map(({ label }) => label);
  const rows = blocks.map((of, place) => [
    String(place + 1),
    of.heading
      .replace(/^[#\s]+/, '')
      .replace(/[^\x20-\x7e]/g, '')
      .trim(),
    ...engines.map((engine) => {
      const result = results.get(of)?.get(engine);
      return result === undefined
        ? of.statements.length === 0
          ? 'no statement: paste the module'
          : 'NOT RUN'
        : `ok: ${result.runCount} x, ${result.statementCount} statements, ${result.checkedCount} checked`;
    }),
  ]);
  if (rows.length === 0) return;
  const text = layOutTable(['block', 'under', ...engines], rows).join('\n');
  console.info(`The deployment guide, block by block\n${text}`);
});

async function insertWorks(session: SqlSession): Promise<void> {
  await session.query(
    `INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, time_spent_seconds)
     SELECT gen_random_uuid(), 'TR.MAT.ALG.001', 'SIGN_ERROR', 12 FROM generate_series(1, 2)`,
  );
}

// Skipped where the guide is not beside the checkout: it belongs to the operator's documents, not to this repository.
describe.skipIf(!isGuideHere).each(databaseKinds)('the deployment guide on $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await kind.open();
    session = database.session;
  });
  afterAll(() => database.close());

  for (const [place, versions] of [
    ['beside the test engine', ['001', '002', '003', '004']],
    ['in FK-free mode', []],
  ] as const) {
    test(`deploys, verifies, tests, rolls back and deploys again ${place}`, async () => {
      await database.reset();
      await migrateAll(session, [...versions, '005']);
      await runBlock(session, block('MIGRATION 006', 0), kind.label);
      await migrateAll(session, [...versions, '005', '006']);
      await runBlock(session, block('MIGRATION 006', 2), kind.label);
      await runBlock(session, block('MIGRATION 007', 0), kind.label);
      await migrateAll(session, [...versions, '005', '006', '007']);
      await runBlock(session, block('MIGRATION 007', 2), kind.label);

      for (let run = 0; run < 3; run += 1) {
        await runBlock(session, block('POST-DEPLOYMENT TESTING'), kind.label);
      }
      const [after] = (await session.query<Record<string, number>>(lastStatement(block('POST-DEPLOYMENT TESTING'))))
        .rows;
      expect(Number(after?.patterns)).toBe(3);
      expect(Number(after?.recommendations)).toBeGreaterThanOrEqual(1);
      expect(Number(after?.recommendations)).toBeLessThanOrEqual(3);
      expect(Number(after?.events)).toBeGreaterThanOrEqual(1);
      expect(Number(after?.events)).toBeLessThanOrEqual(3);
      await runBlock(session, block('MONITORING'), kind.label);

      await runBlock(session, block('ROLLBACK PROCEDURES', 0), kind.label);
      await insertWorks(session);
      await runBlock(session, block('ROLLBACK PROCEDURES', 1), kind.label);
      await insertWorks(session);
      const again = await migrateAll(session, [...versions, '005', '006', '007']);
      expect(again.applied.map(({ version }) => version)).toEqual(['006', '007']);
      await runBlock(session, block('MIGRATION 006', 2), kind.label);
      await runBlock(session, block('MIGRATION 007', 2), kind.label);
    });
  }

  test('rolls back 006 and 007 after every later module: recording works in between, and all objects return', async () => {
    await database.reset();
    await migrateAll(session);
    const whole = await readSchema(session);
    await runBlock(session, block('ROLLBACK PROCEDURES', 0), kind.label);
    await insertWorks(session);
    await runBlock(session, block('ROLLBACK PROCEDURES', 1), kind.label);
    await insertWorks(session);
    await session.query(
      `INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code)
       SELECT id, student_id, 'GUESS' FROM student_mistakes LIMIT 1`,
    );
    await session.query(`UPDATE mistake_types SET severity = 1 WHERE mistake_code = 'GUESS'`);
    const again = await migrateAll(session);
    expect(again.applied.map(({ version }) => version)).toEqual(
      migrations.map(({ version }) => version).filter((version) => version >= '006'),
    );
    // The severity that was changed stays changed: all but the seeds is compared.
    const isNoSeed = (line: string) => !line.startsWith('seed ');
    expect((await readSchema(session)).filter(isNoSeed)).toEqual(whole.filter(isNoSeed));
    const { rows } = await session.query(
      `SELECT (SELECT count(*)::int FROM student_mistakes) AS mistakes,
         (SELECT sum(dominant_mistake_count)::int FROM student_mistake_patterns) AS counted`,
    );
    expect(rows).toEqual([{ mistakes: 4, counted: 4 }]);
    await session.query('DELETE FROM student_mistakes WHERE true');
  });
});

function lastStatement({ statements }: GuideBlock): string {
  const last = statements.at(-1);
  if (last === undefined) {
    throw new Error('the block is empty');
  }
  return last.text;
}
