import type { SqlSession } from './sql-session.ts';

/** Carries a result out of a transaction that is rolled back. */
class TakenBack<T> extends Error {
  readonly result: T;

  constructor(result: T) {
    super('taken back');
    this.result = result;
  }
}

/** SQLSTATEs serialization_failure and deadlock_detected: the same work goes well another time. */
const passingStates: ReadonlySet<unknown> = new Set(['40001', '40P01']);

/**
 * Runs `work` in a transaction of its own, rolls that back, and returns what `work` found out. Where another session got
 * in its way it is run once more: it left no trace.
 */
export async function takeBack<T>(session: SqlSession, work: (inner: SqlSession) => Promise<T>): Promise<T> {
  try {
    return await tryAndTakeBack(session, work);
  } catch (error) {
    if (error instanceof Error && 'code' in error && passingStates.has(error.code))
      return tryAndTakeBack(session, work);
    throw error;
  }
}

async function tryAndTakeBack<T>(session: SqlSession, work: (inner: SqlSession) => Promise<T>): Promise<T> {
  try {
    return await session.transaction(async (inner): Promise<never> => {
      throw new TakenBack(await work(inner));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.result;
    throw error;
  }
}
