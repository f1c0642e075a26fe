import type { webcrypto } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { type AccessTokenClaims, accessTokenClaimsSchema } from '../../shared/sync/http-contract.ts';
import { RequestProblem } from '../problem.ts';

/** Short, because a token cannot be taken back: what was revoked stops working after at most so long. */
export const accessTokenSeconds = 15 * 60;
/** Clocks of several server processes differ by this much at most. */
const clockToleranceSeconds = 30;
const algorithm = 'HS256';
/** Some 5 MB. A device asks several times with each token, and a check goes through another thread. */
const rememberedCount = 5_000;

/** Claims of a token to be signed: what the database decides by. */
export interface NewTokenClaims {
  readonly sub: string;
  readonly role: 'authenticated';
  readonly endstp_role?: NonNullable<AccessTokenClaims['endstp_role']>;
  readonly student_id?: string;
  readonly session_id: string;
}

export interface AccessTokens {
  /** Signs claims; `iat` and `exp` are added. */
  sign(claims: NewTokenClaims): Promise<{ token: string; expiresAtSeconds: number }>;
  /** Throws `RequestProblem` TOKEN_INVALID, TOKEN_EXPIRED or TOKEN_NOT_YET_VALID. */
  verify(token: string): Promise<AccessTokenClaims>;
}

/** `secret` has at least 32 bytes; Supabase projects and several processes share theirs. */
export function createAccessTokens(secret: Uint8Array<ArrayBuffer>, nowMs: () => number): AccessTokens {
  // Given as bytes, it would be imported anew for each token.
  const keyReady = crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  // A signature does not turn bad: of a token that was seen before only the time is looked at again.
  const verified = new Map<string, AccessTokenClaims>();
  return {
    async sign(claims) {
      const issuedAtSeconds = Math.floor(nowMs() / 1000);
      const expiresAtSeconds = issuedAtSeconds + accessTokenSeconds;
      const token = await new SignJWT({ ...claims, aud: 'authenticated' })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
        .setIssuedAt(issuedAtSeconds)
        .setExpirationTime(expiresAtSeconds)
        .sign(await keyReady);
      return { token, expiresAtSeconds };
    },
    async verify(token) {
      const now = nowMs();
      const known = verified.get(token);
      if (known !== undefined && known.exp > now / 1000) return known;
      const { payload } = await verifySignature(token, await keyReady, now);
      const claims = accessTokenClaimsSchema.safeParse(payload);
      if (!claims.success) throw new RequestProblem('TOKEN_INVALID');
      // A clock that was ahead when it was issued, here or there: the token will be good, so nobody is signed out.
      if (claims.data.iat > now / 1000 + clockToleranceSeconds) throw new RequestProblem('TOKEN_NOT_YET_VALID');
      if (verified.size >= rememberedCount) verified.clear();
      verified.set(token, claims.data);
      return claims.data;
    },
  };
}

async function verifySignature(token: string, key: webcrypto.CryptoKey, nowMs: number) {
  try {
    return await jwtVerify(token, key, {
      algorithms: [algorithm],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(nowMs),
      requiredClaims: ['sub', 'role', 'iat', 'exp'],
    });
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new RequestProblem('TOKEN_EXPIRED');
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') {
      throw new RequestProblem('TOKEN_NOT_YET_VALID');
    }
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw new RequestProblem('TOKEN_INVALID');
    throw error;
  }
}
