import type { SqlSession } from '../../shared/database/sql-session.ts';
import type { AccessTokenClaims, TokenAnswer } from '../../shared/sync/http-contract.ts';
import type { ServerContext } from '../server-context.ts';
import { accessTokenSeconds, type NewTokenClaims } from './access-tokens.ts';
import type { IssuedToken, TokenOwner } from './refresh-tokens.ts';

/** The claims that the database decides by; for a person their role is read anew each time. */
export async function claimsOf(session: SqlSession, owner: TokenOwner, familyId: string): Promise<NewTokenClaims> {
  const shared = { role: 'authenticated', session_id: familyId } as const;
  if (owner.kind === 'student') {
    return { ...shared, sub: owner.studentId, endstp_role: 'student', student_id: owner.studentId };
  }
  const { rows } = await session.query<{ role: 'teacher' | 'hub' | 'operator' }>(
    'SELECT role FROM people WHERE id = $1',
    [owner.personId],
  );
  const [person] = rows;
  return { ...shared, sub: owner.personId, ...(person === undefined ? {} : { endstp_role: person.role }) };
}

/** The answer to a sign-in, in the shape of Supabase Auth. */
export async function tokenAnswer(
  { tokens }: ServerContext,
  claims: NewTokenClaims,
  issued: IssuedToken,
): Promise<TokenAnswer> {
  const { token, expiresAtSeconds } = await tokens.sign(claims);
  return {
    access_token: token,
    refresh_token: issued.refreshToken,
    token_type: 'bearer',
    expires_in: accessTokenSeconds,
    expires_at: expiresAtSeconds,
    user: userOf(claims),
  };
}

/** What Supabase's client wants to know of a user. No name and no address: the token is all that the server tells. */
export function userOf({ sub, endstp_role }: NewTokenClaims | AccessTokenClaims): Record<string, unknown> {
  return {
    id: sub,
    aud: 'authenticated',
    role: 'authenticated',
    app_metadata: { provider: 'end-stp', endstp_role: endstp_role ?? null },
    user_metadata: {},
    identities: [],
  };
}
