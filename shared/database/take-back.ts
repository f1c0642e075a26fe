import type { SqlSession } from './sql-session.ts';

/** Carries a result out of a transaction that is rolled back. */
class TakenBack<T> extends Error {
  readonly result: T;

  constructor(result: T) {
    super('taken back');
    this.result = result;
  }
}

/** Runs `work` in a transaction of its own, rolls that back, and returns what `work` found out. */
export async function takeBack<T>(session: SqlSession, work: (inner: SqlSession) => Promise<T>): Promise<T> {
  try {
    return await session.transaction(async (inner): Promise<never> => {
      throw new TakenBack(await work(inner));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.result;
    throw error;
  }
}
