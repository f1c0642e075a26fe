import pg from 'pg';
import { ExpectedError } from '../errors/outcome.ts';
import { pgSession } from './pg-session.ts';
import type { SqlTarget } from './sql-target.ts';

/** Longer than any healthy server takes, shorter than a person's patience. */
const connectTimeoutMs = 10_000;

/** SQLSTATEs of a refused sign-in: invalid authorization, invalid password, insufficient privilege. */
const signInStates: ReadonlySet<string> = new Set(['28000', '28P01', '42501']);

/**
 * One connection to a server. Throws `ExpectedError` DATABASE_UNREACHABLE (details: reason) or DATABASE_SIGN_IN_REFUSED;
 * neither has the driver's error as its cause, which may hold the URL with its password.
 */
export async function openServerTarget({ url }: { readonly url: string }): Promise<SqlTarget> {
  if (!URL.canParse(url))
    throw new ExpectedError('DATABASE_UNREACHABLE', { reason: 'the URL is not written properly' });
  const client = makeClient(url);
  // A server that goes away makes the client emit an error between queries: the next query reports it.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw toConnectionError(error);
  }
  return {
    session: pgSession(client),
    markWritten: () => undefined,
    prepareReplacement: async () => undefined,
    close: () => client.end(),
  };
}

function makeClient(url: string): pg.Client {
  try {
    return new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: connectTimeoutMs,
      application_name: 'end-stp-db',
    });
  } catch {
    throw new ExpectedError('DATABASE_UNREACHABLE', { reason: 'the URL has parameters that cannot be used' });
  }
}

function toConnectionError(error: unknown): ExpectedError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (signInStates.has(code)) return new ExpectedError('DATABASE_SIGN_IN_REFUSED', { reason: code });
  if (code === '3D000')
    return new ExpectedError('DATABASE_UNREACHABLE', { reason: 'there is no database of that name' });
  if (code === '57P03')
    return new ExpectedError('DATABASE_UNREACHABLE', { reason: 'the server is starting or stopping (57P03)' });
  if (code === '53300')
    return new ExpectedError('DATABASE_UNREACHABLE', { reason: 'the server has no connection left (53300)' });
  if (code !== '') return new ExpectedError('DATABASE_UNREACHABLE', { reason: code });
  const isTimeout = error instanceof Error && /timeout/i.test(error.message);
  return new ExpectedError('DATABASE_UNREACHABLE', {
    reason: isTimeout
      ? `no answer within ${connectTimeoutMs / 1000} s, which may be a very busy machine`
      : 'no connection',
  });
}
