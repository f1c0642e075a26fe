import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileSecretStore } from '../../shared/node/file-secret-store.ts';
import { rekeyFact, studentOfFact } from '../../shared/study/rekey-fact.ts';
import type { StudyFact } from '../../shared/study/study-fact.ts';
import { backoffDelayMs } from '../../shared/sync/backoff-delay.ts';
import type { HttpAnswer } from '../../shared/sync/http-request.ts';
import { causeOfNetworkError } from '../../shared/sync/network-cause.ts';
import { readHttpAnswer } from '../../shared/sync/read-http-answer.ts';
import { readServerAddress } from '../../shared/sync/server-address.ts';
import { type ClockSample, createServerClock } from '../../shared/sync/server-clock.ts';

describe('the wait before the next try', () => {
  it('is spread from nothing to a ceiling that doubles up to five minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (count, random) => {
          const ceiling = Math.min(300_000, 1000 * 2 ** Math.min(count - 1, 20));
          expect(backoffDelayMs(count, random, null)).toBe(Math.round(random * ceiling));
        },
      ),
    );
  });

  it('comes after what the server asked for, an hour at most', () => {
    expect(backoffDelayMs(1, 0, 90_000)).toBe(90_000);
    expect(backoffDelayMs(3, 0.5, 90_000)).toBe(92_000);
    expect(backoffDelayMs(1, 0, 86_400_000)).toBe(3_600_000);
  });
});

describe('the clock of the server', () => {
  const day = 86_400_000;
  const nowMs = Date.UTC(2026, 10, 20, 9);
  const clockAt = (local: () => number, remembered: ClockSample | null = null) => createServerClock(local, remembered);
  const sampleOf = (serverMs: number, localMs: number): ClockSample => ({ serverMs, localMs, roundTripMs: 40 });

  it('leaves a clock alone that is right to two seconds', () => {
    const clock = clockAt(() => nowMs);
    clock.note({ sentMs: nowMs, receivedMs: nowMs + 100, serverTime: new Date(nowMs + 1_500).toISOString() });
    expect(clock.nowMs()).toBe(nowMs);
  });

  it('corrects one that is minutes or years off, from the middle of the request', () => {
    for (const offset of [-10 * 365 * day, -180_000, 240_000, 10 * 365 * day]) {
      const local = nowMs + offset;
      const clock = clockAt(() => local);
      clock.note({ sentMs: local - 1_000, receivedMs: local + 1_000, serverTime: new Date(nowMs).toISOString() });
      expect(clock.nowMs()).toBe(nowMs);
      expect(clock.correct(local + 5_000)).toBe(nowMs + 5_000);
    }
  });

  it('goes on after a restart with what it measured before', () => {
    const wrong = nowMs - 10 * 365 * day;
    expect(clockAt(() => wrong + day, sampleOf(nowMs, wrong)).nowMs()).toBe(nowMs + day);
  });

  it('believes a machine that shows the right time again', () => {
    const wrong = nowMs + 10 * 365 * day;
    expect(clockAt(() => nowMs + 3 * day, sampleOf(nowMs, wrong)).nowMs()).toBe(nowMs + 3 * day);
  });

  it('never shows a time before the last contact when an empty battery sets the clock back', () => {
    const old = Date.UTC(2016, 0, 1);
    expect(clockAt(() => old, sampleOf(nowMs, nowMs)).nowMs()).toBe(nowMs);
    expect(clockAt(() => old, sampleOf(nowMs, old + 600_000)).nowMs()).toBe(nowMs);
  });

  it('does not learn from a server whose own clock is older than this program', () => {
    const clock = clockAt(() => nowMs);
    clock.note({ sentMs: nowMs, receivedMs: nowMs, serverTime: '2001-01-01T00:00:00Z' });
    expect(clock.sample).toBeNull();
  });
});

describe('an address as people type it', () => {
  it.each([
    ['school.example', 'https://school.example'],
    [' https://school.example/ ', 'https://school.example'],
    ['https://school.example/stp/', 'https://school.example/stp'],
    ['school.example:8443', 'https://school.example:8443'],
    ['localhost:4717', 'http://localhost:4717'],
    ['http://127.0.0.1:4717', 'http://127.0.0.1:4717'],
  ])('%s means %s', (typed, address) => {
    expect(readServerAddress(typed)).toEqual({ ok: true, value: address });
  });

  it.each([
    ['', 'SYNC_ADDRESS_INVALID'],
    ['not an address', 'SYNC_ADDRESS_INVALID'],
    ['ftp://school.example', 'SYNC_ADDRESS_INVALID'],
    ['https://user:secret@school.example', 'SYNC_ADDRESS_INVALID'],
    ['https://school', 'SYNC_ADDRESS_INVALID'],
    ['http://school.example', 'SYNC_ADDRESS_NOT_ENCRYPTED'],
    ['http://127.0.0.1.example.org', 'SYNC_ADDRESS_NOT_ENCRYPTED'],
  ])('%s is refused with %s', (typed, code) => {
    expect(readServerAddress(typed)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('why a request got no answer', () => {
  it.each([
    [{ code: 'ENOTFOUND' }, 'name_lookup'],
    [{ code: 'EAI_AGAIN' }, 'name_lookup'],
    [{ message: 'net::ERR_NAME_NOT_RESOLVED' }, 'name_lookup'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'tls'],
    [{ message: 'net::ERR_CERT_AUTHORITY_INVALID' }, 'tls'],
    [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'tls'],
    [{ message: 'net::ERR_PROXY_CONNECTION_FAILED' }, 'proxy'],
    [{ message: 'net::ERR_TUNNEL_CONNECTION_FAILED' }, 'proxy'],
    [{ code: 'ECONNREFUSED' }, 'refused'],
    [{ message: 'net::ERR_INTERNET_DISCONNECTED' }, 'unreachable'],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, 'timeout'],
    [{ message: 'net::ERR_CONNECTION_TIMED_OUT' }, 'timeout'],
    [{ code: 'ECONNRESET' }, 'reset'],
    [{ code: 'UND_ERR_SOCKET' }, 'reset'],
    [{ message: 'Failed to fetch' }, 'unknown'],
  ])('%j is %s', ({ code, message }: { code?: string; message?: string }, cause) => {
    const inner = Object.assign(new Error(message ?? 'x'), code === undefined ? {} : { code });
    expect(causeOfNetworkError(new TypeError('fetch failed', { cause: inner }))).toBe(cause);
    expect(causeOfNetworkError(new AggregateError([inner]))).toBe(cause);
  });
});

describe('an answer over HTTP', () => {
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
    status,
    text: typeof body === 'string' ? body : JSON.stringify(body),
    header: (name) => ({ 'content-type': 'application/json', ...headers })[name] ?? null,
  });

  it.each([
    ['a problem of ours', answer(429, { code: 'RATE_LIMITED', retry_after_seconds: 7 }), 'RATE_LIMITED', 7],
    [
      'Retry-After as a date',
      answer(503, {}, { 'retry-after': 'Fri, 20 Nov 2026 09:01:00 GMT', date: 'Fri, 20 Nov 2026 09:00:00 GMT' }),
      'SERVER_BUSY',
      60,
    ],
    [
      'an expired token at PostgREST',
      answer(401, { code: 'PGRST303', message: 'JWT expired' }),
      'TOKEN_EXPIRED',
      undefined,
    ],
    ['a function that PostgREST does not know', answer(404, { code: 'PGRST202' }), 'SYNC_NOT_A_SERVER', undefined],
    ['a code that the app uses for bugs', answer(500, { code: 'INTERNAL' }), 'SYNC_SERVER_FAILED', undefined],
    ['half a document', answer(200, '{"changes":['), 'SYNC_BAD_ANSWER', undefined],
    ['a page', answer(200, '<html>', { 'content-type': 'text/html' }), 'SYNC_PORTAL', undefined],
  ])('%s', (_name, given, code, retryAfterSeconds) => {
    const read = readHttpAnswer(given);
    expect(read).toMatchObject({ ok: false, error: { code } });
    if (!read.ok) expect(read.error.details.retryAfterSeconds).toBe(retryAfterSeconds);
  });
});

describe('secrets in a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'endstp-secrets-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are readable for their owner only, and outlive the program', async () => {
    const file = join(folder, 'secrets.json');
    await writeFile(file, '{}', { mode: 0o644 });
    const store = createFileSecretStore(file);
    await Promise.all([store.write('a', '1'), store.write('b', '2'), store.remove('a')]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = createFileSecretStore(file);
    expect([await again.read('a'), await again.read('b')]).toEqual([null, '2']);
  });

  it('are gone, and nothing else, when the file is damaged or sealed by another keychain', async () => {
    const file = join(folder, 'damaged.json');
    await writeFile(file, '{"a":"1"');
    expect(await createFileSecretStore(file).read('a')).toBeNull();
    const closed = createFileSecretStore(file, { seal: (text) => `x${text}`, open: () => null });
    expect(await closed.read('a')).toBeNull();
    await closed.write('a', '2');
    expect(await readFile(file, 'utf8')).toBe('x{"a":"2"}');
  });
});

describe('a fact of a profile that got another id', () => {
  const current = (id: string) => (id === 'old' ? 'new' : id);
  it.each([
    { kind: 'profile_changed', changes: { id: 'old', displayName: 'x' }, changedAt: '' },
    {
      kind: 'mistake_reason_noted',
      reason: { studentId: 'old', reasonId: 'r', mistakeId: 'm', mistakeCode: 'c', notedAt: '' },
    },
    {
      kind: 'reflex_seen',
      studentId: 'old',
      recommendationId: 'r',
      topicUid: 't',
      type: 'PANIC_RUSH',
      eventId: null,
      seenAt: '',
    },
  ] as unknown as readonly StudyFact[])('%j is a fact of the new one', (fact) => {
    expect(studentOfFact(fact)).toBe('old');
    const rekeyed = rekeyFact(fact, current);
    expect(studentOfFact(rekeyed)).toBe('new');
    expect(JSON.stringify(rekeyed)).toBe(JSON.stringify(fact).replaceAll('"old"', '"new"'));
  });
});
