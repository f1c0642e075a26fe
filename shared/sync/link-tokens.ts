/**
 * The tokens of one link. A refresh token works once: its successor is stored before anybody uses it, and the key that
 * makes a repeated refresh harmless is stored before the request is sent, so that an answer that gets lost, or a machine
 * that dies in between, signs nobody out.
 */
import { z } from 'zod';
import { failure, type Outcome, success } from '../errors/outcome.ts';
import { refreshRetryHeader, type TokenAnswer, tokenAnswerSchema } from './http-contract.ts';
import type { Http, HttpAnswer } from './http-request.ts';
import { readHttpAnswer } from './read-http-answer.ts';
import type { SecretStore } from './secret-store.ts';
import type { ServerAddress } from './sync-link.ts';

const storedSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** By the machine's clock, milliseconds since 1970. */
  expiresAtMs: z.number(),
  /** Of the refresh that is under way, or whose answer was lost. */
  refreshKey: z.string().nullable(),
});
type StoredTokens = z.output<typeof storedSchema>;

export interface LinkTokens {
  /** A token that should still count; refreshed first where it is about to end. */
  current(): Promise<Outcome<string>>;
  /** After the server refused `refusedToken`: another one, unless somebody has got one meanwhile. */
  renew(refusedToken: string): Promise<Outcome<string>>;
  /**
   * After the disk turned out to be a copy: the refresh token belongs to the other machine, whose sign-in would end if
   * this one used it. The access token serves until it expires; then this machine signs in for itself.
   */
  leaveRefreshingToOthers(): Promise<void>;
  forget(): Promise<void>;
}

export interface LinkTokensSurroundings {
  readonly http: Http;
  readonly secrets: SecretStore;
  readonly localNowMs: () => number;
  /** At least 16 random characters. */
  readonly makeKey: () => string;
}

const tokenName = (linkId: string) => `tokens:${linkId}`;
/** A token that ends within so long is refreshed first: a push may take this long on a bad line. */
const refreshAheadMs = 45_000;
const refreshTimeoutMs = 20_000;

/** Keeps the tokens that a join or a sign-in gave. Rejects when the store cannot be written. */
export async function keepTokens(
  { secrets, localNowMs }: Pick<LinkTokensSurroundings, 'secrets' | 'localNowMs'>,
  linkId: string,
  answer: Pick<TokenAnswer, 'access_token' | 'refresh_token' | 'expires_in'>,
): Promise<StoredTokens> {
  const stored: StoredTokens = {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    // Counted from now by this machine's clock, whatever it shows: `expires_at` is by the server's.
    expiresAtMs: localNowMs() + answer.expires_in * 1000,
    refreshKey: null,
  };
  await secrets.write(tokenName(linkId), JSON.stringify(stored));
  return stored;
}

export function createLinkTokens(
  surroundings: LinkTokensSurroundings,
  linkId: string,
  server: ServerAddress,
): LinkTokens {
  const { http, secrets, localNowMs, makeKey } = surroundings;
  let refreshing: Promise<Outcome<string>> | null = null;

  async function read(): Promise<StoredTokens | null> {
    const text = await secrets.read(tokenName(linkId));
    if (text === null) return null;
    const checked = storedSchema.safeParse(parse(text));
    return checked.success ? checked.data : null;
  }

  async function refresh(): Promise<Outcome<string>> {
    const stored = await read();
    if (stored === null) return failure('SYNC_SIGNED_OUT', { reason: 'no_tokens' });
    if (stored.refreshToken === '') return failure('SYNC_SIGNED_OUT', { reason: 'cloned' });
    const refreshKey = stored.refreshKey ?? makeKey();
    if (stored.refreshKey === null) {
      await secrets.write(tokenName(linkId), JSON.stringify({ ...stored, refreshKey } satisfies StoredTokens));
    }
    const sent = await http.send({
      method: 'POST',
      url: `${server.serverUrl}/auth/v1/token?grant_type=refresh_token`,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(server.kind === 'endstp' ? { [refreshRetryHeader]: refreshKey } : {}),
        ...(server.apiKey === null ? {} : { apikey: server.apiKey }),
      },
      body: JSON.stringify({ refresh_token: stored.refreshToken }),
      timeoutMs: refreshTimeoutMs,
    });
    if (!sent.ok) return sent;
    // The profile may have joined anew meanwhile: its own tokens count, whatever came of the old ones.
    const present = await read();
    if (present !== null && present.refreshToken !== stored.refreshToken) return success(present.accessToken);
    const answered = readHttpAnswer(sent.value);
    if (!answered.ok) {
      const { code, details } = answered.error;
      if (code === 'STUDENT_ERASED') return readErasure(sent.value) ?? answered;
      // Only the word of the sign-in server itself signs out: a proxy's 403 or a 500 does not.
      const isRefused = [400, 401, 403].includes(sent.value.status) && code !== 'SYNC_PORTAL';
      if (isRefused && code !== 'TOKEN_NOT_YET_VALID') return failure('SYNC_SIGNED_OUT', { reason: code, ...details });
      return answered;
    }
    const checked = tokenAnswerSchema.safeParse(answered.value);
    if (!checked.success) return failure('SYNC_BAD_ANSWER', { call: 'token' });
    return success((await keepTokens(surroundings, linkId, checked.data)).accessToken);
  }

  function refreshOnce(): Promise<Outcome<string>> {
    refreshing ??= refresh().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  return {
    async current() {
      if (refreshing !== null) return refreshing;
      const stored = await read();
      if (stored === null) return failure('SYNC_SIGNED_OUT', { reason: 'no_tokens' });
      return stored.expiresAtMs - localNowMs() > refreshAheadMs ? success(stored.accessToken) : refreshOnce();
    },
    async renew(refusedToken) {
      if (refreshing !== null) return refreshing;
      const stored = await read();
      if (stored !== null && stored.accessToken !== refusedToken) return success(stored.accessToken);
      return refreshOnce();
    },
    async leaveRefreshingToOthers() {
      const stored = await read();
      if (stored === null) return;
      const kept: StoredTokens = { ...stored, refreshToken: '', refreshKey: null };
      await secrets.write(tokenName(linkId), JSON.stringify(kept));
    },
    forget: () => secrets.remove(tokenName(linkId)),
  };
}

const erasureSchema = z.object({ student_id: z.uuid(), erased_at: z.iso.datetime({ offset: true }) });

/** Whom the server has erased, and when; null when it does not say: then nothing is deleted for it. */
function readErasure({ text }: HttpAnswer): Outcome<never> | null {
  const { success: isWhole, data } = erasureSchema.safeParse(parse(text));
  if (!isWhole) return null;
  return failure('STUDENT_ERASED', { erasedStudentId: data.student_id, erasedAt: data.erased_at });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A damaged store costs a new sign-in.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
