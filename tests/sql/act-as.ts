import type { SqlSession } from '../../shared/database/sql-session.ts';
import type { Principal } from './isolation-matrix.ts';

/** Runs work the way the HTTP front does: role and claims of the principal, for one transaction. */
export function actAs<T>(
  session: SqlSession,
  { role, claims }: Principal,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  return session.transaction(async (inner) => {
    await inner.query(`SELECT set_config('request.jwt.claims', $1, true), set_config('role', $2, true)`, [
      JSON.stringify(claims),
      role,
    ]);
    return work(inner);
  });
}

/** Calls a function with named arguments as a principal and gives its JSON, as `POST /rest/v1/rpc/name` would. */
export function call<T>(
  session: SqlSession,
  principal: Principal,
  name: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  return actAs(session, principal, async (inner) => {
    const names = Object.keys(args);
    const { rows } = await inner.query<{ answer: T }>(
      `SELECT to_jsonb(public.${name}(${names.map((key, place) => `${key} => $${place + 1}`).join(', ')})) AS answer`,
      Object.values(args),
    );
    if (rows[0] === undefined) throw new Error(`${name} gave no row`);
    return rows[0].answer;
  });
}

/** What a refused call says: the HTTP status in its SQLSTATE, and the stable code in its DETAIL. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { code, detail } = error as Error & { code?: unknown; detail?: unknown };
    return `${String(code)} ${String(detail)}`;
  }
  return 'not refused';
}
