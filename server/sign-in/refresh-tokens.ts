/**
 * Refresh tokens: random, kept as hashes, each good for one refresh.
 *
 *     issued -> used (its successor is issued) -> used again: the whole family is revoked, somebody has a copy
 *
 * A device whose answer was lost on the way asks again with the same idempotency key, however much later. The successor
 * is derived from token, key and the server's secret, so it can be given again without being kept; a thief of the token
 * lacks the key. A repetition that only arrives after its successor was used is refused, and revokes nothing: a request
 * that hung somewhere must not sign out who has long gone on.
 */
import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { RequestProblem } from '../problem.ts';

/** A school holiday is shorter. */
export const refreshTokenDays = 60;

export type TokenOwner =
  | { readonly kind: 'student'; readonly studentId: string; readonly replicaId: string | null }
  | { readonly kind: 'person'; readonly personId: string };

export interface IssuedToken {
  readonly refreshToken: string;
  readonly familyId: string;
}

export interface Refreshed extends IssuedToken {
  readonly owner: TokenOwner;
}

export async function issueRefreshToken(session: SqlSession, owner: TokenOwner): Promise<IssuedToken> {
  const refreshToken = randomBytes(32).toString('base64url');
  const familyId = randomUUID();
  await insertToken(session, refreshToken, familyId, owner);
  return { refreshToken, familyId };
}

interface TokenRow {
  readonly id: string;
  readonly family_id: string;
  readonly person_id: string | null;
  readonly student_id: string | null;
  readonly replica_id: string | null;
  readonly is_expired: boolean;
  readonly is_used: boolean;
  readonly is_revoked: boolean;
  readonly used_at: string | null;
  readonly retry_key_hash: Uint8Array | null;
}

/**
 * Gives the successor of a token. A refusal is a value, because the revoking of the family has to be committed.
 *
 * @param retryKey the device's idempotency key; null when it sent none
 */
export async function useRefreshToken(
  session: SqlSession,
  secret: Uint8Array,
  refreshToken: string,
  retryKey: string | null,
): Promise<Refreshed | RequestProblem> {
  const { rows } = await session.query<TokenRow>(
    `SELECT id, family_id, person_id, student_id, replica_id, expires_at <= now() AS is_expired,
       used_at IS NOT NULL AS is_used, revoked_at IS NOT NULL AS is_revoked, used_at::text AS used_at, retry_key_hash
     FROM refresh_tokens WHERE token_hash = $1 FOR UPDATE`,
    [hashOf(refreshToken)],
  );
  const [row] = rows;
  if (row === undefined) return new RequestProblem('REFRESH_TOKEN_INVALID');
  // Whoever holds a token of the student, be it revoked, is one of their devices: it is told, and deletes what it has.
  const erasure = await findErasure(session, row);
  if (erasure !== null) return new RequestProblem('STUDENT_ERASED', { erasure });
  const owner = await ownerOf(session, row);
  const derived = retryKey === null ? null : successorOf(secret, refreshToken, retryKey);

  if (row.is_used && !row.is_revoked) {
    if (retryKey === null || derived === null || !isSameHash(row.retry_key_hash, hashOf(retryKey))) {
      await revokeFamily(session, row.family_id);
      return new RequestProblem('REFRESH_TOKEN_REUSED');
    }
    const isGivenAgain = owner !== null && (await giveAgain(session, row, derived));
    return isGivenAgain
      ? { refreshToken: derived, familyId: row.family_id, owner }
      : new RequestProblem('REFRESH_TOKEN_REUSED');
  }
  if (row.is_used) return new RequestProblem('REFRESH_TOKEN_REUSED');
  if (row.is_revoked || row.is_expired || owner === null) return new RequestProblem('REFRESH_TOKEN_INVALID');
  const successor = derived ?? randomBytes(32).toString('base64url');
  await session.query('UPDATE refresh_tokens SET used_at = now(), retry_key_hash = $2 WHERE id = $1', [
    row.id,
    retryKey === null ? null : hashOf(retryKey),
  ]);
  await insertToken(session, successor, row.family_id, owner);
  return { refreshToken: successor, familyId: row.family_id, owner };
}

export async function revokeFamily(session: SqlSession, familyId: string): Promise<void> {
  await session.query('UPDATE refresh_tokens SET revoked_at = now() WHERE family_id = $1 AND revoked_at IS NULL', [
    familyId,
  ]);
}

/** All sign-ins of a principal, except one where `keptFamilyId` names it. */
export async function revokeAll(session: SqlSession, subject: string, keptFamilyId: string | null): Promise<void> {
  await session.query(
    `UPDATE refresh_tokens SET revoked_at = now()
     WHERE (student_id = $1 OR person_id = $1) AND revoked_at IS NULL AND ($2::uuid IS NULL OR family_id <> $2::uuid)`,
    [subject, keptFamilyId],
  );
}

export async function revokeByToken(session: SqlSession, refreshToken: string): Promise<void> {
  const { rows } = await session.query<{ family_id: string }>(
    'SELECT family_id FROM refresh_tokens WHERE token_hash = $1',
    [hashOf(refreshToken)],
  );
  for (const { family_id } of rows) await revokeFamily(session, family_id);
}

/**
 * Drops tokens that nobody can use any more; says how many. A used one stays as long as its family lives: its second use
 * must be recognised, and so must a device that never heard of its successor. The last token of a student's device stays
 * for two more years: a device that was away for a summer, or a year, is known by it, and told if its student was erased
 * meanwhile. Those of erased students stay for good.
 */
export async function dropExpiredTokens(session: SqlSession): Promise<number> {
  const { rows } = await session.query(
    `DELETE FROM refresh_tokens AS old WHERE old.expires_at < now() - interval '7 days'
       AND NOT EXISTS (
         SELECT FROM refresh_tokens AS live
         WHERE live.family_id = old.family_id AND live.expires_at >= now() - interval '7 days')
       AND NOT (old.student_id IS NOT NULL AND old.used_at IS NULL AND old.expires_at >= now() - interval '2 years')
       AND NOT EXISTS (
         SELECT FROM student_tombstones AS tombstone LEFT JOIN student_aliases AS alias ON alias.new_student_id = tombstone.student_id
         WHERE old.student_id IN (tombstone.student_id, alias.old_student_id))
     RETURNING id`,
  );
  return rows.length;
}

async function insertToken(session: SqlSession, token: string, familyId: string, owner: TokenOwner): Promise<void> {
  await session.query(
    `INSERT INTO refresh_tokens (token_hash, family_id, person_id, student_id, replica_id, expires_at)
     VALUES ($1, $2, $3, $4, $5, now() + make_interval(days => $6))`,
    [
      hashOf(token),
      familyId,
      owner.kind === 'person' ? owner.personId : null,
      owner.kind === 'student' ? owner.studentId : null,
      owner.kind === 'student' ? owner.replicaId : null,
      refreshTokenDays,
    ],
  );
}

/** Null for a person who was disabled. A student who was given another id since goes on under that. */
async function ownerOf(session: SqlSession, row: TokenRow): Promise<TokenOwner | null> {
  if (row.person_id !== null) {
    const { rows } = await session.query('SELECT FROM people WHERE id = $1 AND disabled_at IS NULL', [row.person_id]);
    return rows.length === 0 ? null : { kind: 'person', personId: row.person_id };
  }
  if (row.student_id === null) return null;
  const { rows } = await session.query<{ new_student_id: string }>(
    'SELECT new_student_id FROM student_aliases WHERE old_student_id = $1',
    [row.student_id],
  );
  return { kind: 'student', studentId: rows[0]?.new_student_id ?? row.student_id, replicaId: row.replica_id };
}

/** When the student of a token was erased; null for anybody else. */
async function findErasure(session: SqlSession, { student_id }: TokenRow) {
  if (student_id === null) return null;
  const { rows } = await session.query<{ student_id: string; erased_at: string }>(
    `SELECT student_id, to_jsonb(erased_at) #>> '{}' AS erased_at FROM student_tombstones
     WHERE student_id = $1 OR student_id = (SELECT new_student_id FROM student_aliases WHERE old_student_id = $1)
     ORDER BY erased_at LIMIT 1`,
    [student_id],
  );
  const [found] = rows;
  return found === undefined ? null : { studentId: found.student_id, erasedAt: found.erased_at };
}

/**
 * Makes `derived` the successor of a used token, as long as the successor was not used. It is already, unless the secret
 * of the server is another one since: then the one that was lost can never be shown, and its place is taken.
 */
async function giveAgain(session: SqlSession, row: TokenRow, derived: string): Promise<boolean> {
  const { rows } = await session.query(
    `UPDATE refresh_tokens SET token_hash = $3
     WHERE family_id = $1 AND issued_at = $2::timestamptz AND used_at IS NULL AND revoked_at IS NULL RETURNING id`,
    [row.family_id, row.used_at, hashOf(derived)],
  );
  return rows.length > 0;
}

function isSameHash(one: Uint8Array | null, other: Uint8Array): boolean {
  return one !== null && one.length === other.length && timingSafeEqual(one, other);
}

function successorOf(secret: Uint8Array, token: string, retryKey: string): string {
  return createHmac('sha256', secret).update(`refresh successor\n${token}\n${retryKey}`).digest('base64url');
}

/** The tokens are random, so that a plain hash cannot be searched. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
