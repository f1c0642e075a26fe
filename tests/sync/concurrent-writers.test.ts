import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { insertMistakes } from '../sql/study-rows.ts';
import { postgres18, type TestDatabase } from '../sql/test-databases.ts';
import { pull } from './sync-replicas.ts';

// PGlite has one connection: there is nothing to show there.
let database: TestDatabase;
beforeAll(async () => {
  database = await postgres18.openMigrated();
});
afterAll(() => database.close());

async function withSession<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
  const connection = await database.connect?.();
  if (connection === undefined) throw new Error('this engine has no further connections');
  try {
    return await work(connection.session);
  } finally {
    await connection.close();
  }
}

test.each([1, 5])('a reader that follows 16 writers of %i students skips none of their rows', async (studentCount) => {
  const students = Array.from({ length: studentCount }, () => randomUUID());
  const writing = Promise.all(
    Array.from({ length: 16 }, (_, writer) =>
      withSession(async (session) => {
        const ids: string[] = [];
        for (let turn = 0; turn < 15; turn += 1) {
          const studentId = students[(writer + turn) % studentCount] ?? '';
          ids.push(
            ...(await session.transaction(async (inner) => {
              const written = await insertMistakes(inner, [{ studentId, minute: writer * 20 + turn }]);
              // Transactions commit in another order than they began in.
              await inner.query('SELECT pg_sleep($1)', [((writer * 7 + turn) % 5) / 1000]);
              return written;
            })),
          );
        }
        return ids;
      }),
    ),
  );
  let isWriting = true;
  const seen = new Set<string>();
  const reading = withSession(async (session) => {
    const caller = randomUUID();
    let positions: Record<string, number> = {};
    for (let isLast = false; !isLast; ) {
      isLast = !isWriting;
      for (let hasMore = true; hasMore; ) {
        const page = await pull(session, caller, positions, 7);
        for (const { id } of page.changes) seen.add(id);
        positions = { ...positions, ...page.positions };
        hasMore = page.has_more;
      }
    }
  });
  const written = (await writing).flat();
  isWriting = false;
  await reading;
  expect(written).toHaveLength(240);
  expect(written.filter((id) => !seen.has(id))).toEqual([]);
});
