import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { pglite, type TestDatabase } from './test-databases.ts';

describe('the review log', () => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await pglite.openMigrated();
    session = database.session;
  });
  afterAll(() => database.close());

  const review = { rating: 3, seconds: '12.5' as string | null, at: '2026-03-02T08:00:00Z' };
  async function insertReview(
    studentId: string,
    change: Partial<typeof review> = {},
    id = randomUUID(),
  ): Promise<void> {
    const row = { ...review, ...change };
    await session.query(
      `INSERT INTO review_log (id, student_id, question_id, question_version_id, rating, time_spent_seconds, reviewed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
      [id, studentId, randomUUID(), randomUUID(), row.rating, row.seconds, row.at],
    );
  }
  async function countReviews(studentId: string): Promise<number> {
    const { rows } = await session.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM review_log WHERE student_id = $1',
      [studentId],
    );
    return rows[0]?.count ?? -1;
  }

  test.each([
    ['a rating below 1', { rating: 0 }, 'rating'],
    ['a rating above 4', { rating: 5 }, 'rating'],
    ['a negative time', { seconds: '-1' }, 'time_spent_seconds'],
    ['NaN seconds', { seconds: 'NaN' }, 'time_spent_seconds'],
    ['more than a day', { seconds: '86400.5' }, 'time_spent_seconds'],
    ['a moment before 1970', { at: '1969-12-31T23:59:59Z' }, 'reviewed_at'],
    ['a moment after 2199', { at: '2200-01-01T00:00:00Z' }, 'reviewed_at'],
  ])('%s is refused with an error that names the column', async (_case, change, column) => {
    const studentId = randomUUID();
    await expect(insertReview(studentId, change)).rejects.toThrow(column);
    expect(await countReviews(studentId)).toBe(0);
  });

  test('a review without a time is kept, and one that arrives twice is there once', async () => {
    const studentId = randomUUID();
    const id = randomUUID();
    await insertReview(studentId, { seconds: null }, id);
    await insertReview(studentId, { seconds: null }, id);
    expect(await countReviews(studentId)).toBe(1);
  });
});
