import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../server/sign-in/passwords.ts';
import { dropExpiredTokens } from '../../server/sign-in/refresh-tokens.ts';
import { tokenAnswerSchema } from '../../shared/sync/http-contract.ts';
import { joinAs, makeClass, serverKinds, type TestServer } from './test-server.ts';

const password = 'doğru at pil zımba';

describe.each(serverKinds)('signing in to a server on $label', (kind) => {
  let server: TestServer;
  let email: string;
  let personId: string;
  beforeAll(async () => {
    server = await kind.open();
    email = 'Ayse@Example.org';
    const [made] = await server.sql<{ value: { person_id: string } }>(
      `SELECT create_person('teacher', 'Ayşe', $1, $2) AS value`,
      [email, await hashPassword(password)],
    );
    personId = made?.value.person_id ?? '';
  });
  afterAll(() => server.close());

  const refresh = (token: string, key?: string) =>
    server.post(
      '/auth/v1/token?grant_type=refresh_token',
      { refresh_token: token },
      undefined,
      key === undefined ? {} : { 'idempotency-key': key },
    );
  const signIn = (address: string, word: string) =>
    server.post('/auth/v1/token?grant_type=password', { email: address, password: word });

  it('rotates refresh tokens, and revokes the whole family when one is used twice', async () => {
    const device = await joinAs(server, `A ${randomUUID()}`);
    const other = await joinAs(server, `B ${randomUUID()}`);
    const second = tokenAnswerSchema.parse((await refresh(device.refreshToken)).body);
    const third = tokenAnswerSchema.parse((await refresh(second.refresh_token)).body);
    expect((await server.rpc('my_classes', {}, third.access_token)).status).toBe(200);
    const replayed = await refresh(device.refreshToken);
    expect([replayed.status, replayed.body.code, replayed.body.error_code]).toEqual([
      401,
      'REFRESH_TOKEN_REUSED',
      'REFRESH_TOKEN_REUSED',
    ]);
    expect((await refresh(third.refresh_token)).body.code).toBe('REFRESH_TOKEN_INVALID');
    expect((await refresh(second.refresh_token)).body.code).toBe('REFRESH_TOKEN_REUSED');
    expect((await refresh(other.refreshToken)).status).toBe(200);
    expect((await refresh('no-such-token')).body.code).toBe('REFRESH_TOKEN_INVALID');
    const kept = await server.sql<{ row: string }>(
      `SELECT to_jsonb(own)::text || encode(token_hash, 'escape') AS row FROM refresh_tokens AS own`,
    );
    expect(kept.length).toBeGreaterThan(3);
    expect(kept.filter(({ row }) => row.includes(device.refreshToken))).toEqual([]);
  });

  it('gives the same successor to a device whose answer was lost, and to nobody else', async () => {
    const device = await joinAs(server, `C ${randomUUID()}`);
    const key = randomUUID();
    const lost = await refresh(device.refreshToken, key);
    const again = await refresh(device.refreshToken, key);
    expect([again.status, again.body.refresh_token]).toEqual([200, lost.body.refresh_token]);
    // A week later, still.
    await server.sql(
      `UPDATE refresh_tokens SET used_at = used_at - interval '7 days', issued_at = issued_at - interval '7 days'
      WHERE student_id = $1`,
      [device.studentId],
    );
    const muchLater = await refresh(device.refreshToken, key);
    expect([muchLater.status, muchLater.body.refresh_token]).toEqual([200, lost.body.refresh_token]);
    const next = await refresh(again.body.refresh_token, randomUUID());
    expect(next.status).toBe(200);
    // Once the successor was used nothing is given for it any more; but a request that hung somewhere and arrives only
    // now signs nobody out.
    expect((await refresh(device.refreshToken, key)).body.code).toBe('REFRESH_TOKEN_REUSED');
    const gone = await refresh(next.body.refresh_token, randomUUID());
    expect(gone.status).toBe(200);
    // A replay does: without the key, or with another one.
    expect((await refresh(device.refreshToken, randomUUID())).body.code).toBe('REFRESH_TOKEN_REUSED');
    expect((await refresh(gone.body.refresh_token, randomUUID())).body.code).toBe('REFRESH_TOKEN_INVALID');

    const stolen = await joinAs(server, `D ${randomUUID()}`);
    await refresh(stolen.refreshToken, key);
    expect((await refresh(stolen.refreshToken, randomUUID())).body.code).toBe('REFRESH_TOKEN_REUSED');
    expect((await refresh(stolen.refreshToken, 'short')).body.code).toBe('INVALID_INPUT');
  });

  it('keeps a used token while its family lives, so that a lost answer can be asked for after it would have expired', async () => {
    const device = await joinAs(server, `J ${randomUUID()}`);
    const key = randomUUID();
    const lost = await refresh(device.refreshToken, key);
    await server.sql(
      `UPDATE refresh_tokens SET expires_at = now() - interval '8 days' WHERE student_id = $1 AND used_at IS NOT NULL`,
      [device.studentId],
    );
    expect(await server.running.database.asOwner(dropExpiredTokens)).toBe(0);
    const again = await refresh(device.refreshToken, key);
    expect([again.status, again.body.refresh_token]).toEqual([200, lost.body.refresh_token]);
    // The server got another secret meanwhile: the successor is another one, and the lost one nobody's.
    const [row] = await server.sql<{ id: string }>(
      `UPDATE refresh_tokens SET token_hash = sha256(token_hash) WHERE student_id = $1 AND used_at IS NULL RETURNING id`,
      [device.studentId],
    );
    const other = await refresh(device.refreshToken, key);
    expect(other.status).toBe(200);
    expect((await refresh(other.body.refresh_token, randomUUID())).status).toBe(200);
    expect(row).toBeDefined();
  });

  it('lets one of many simultaneous refreshes through', async () => {
    const device = await joinAs(server, `E ${randomUUID()}`);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(device.refreshToken)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'REFRESH_TOKEN_REUSED')).toHaveLength(7);
  });

  it('signs a teacher in with a password, whatever the letters of the address, and out everywhere', async () => {
    const answer = await signIn(email.toLowerCase(), password);
    const tokens = tokenAnswerSchema.parse(answer.body);
    expect(answer.body.user).toMatchObject({ id: personId, app_metadata: { endstp_role: 'teacher' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await server.get('/auth/v1/user', tokens.access_token)).body.id).toBe(personId);
    const elsewhere = tokenAnswerSchema.parse((await signIn(email, password)).body);

    expect((await server.post('/auth/v1/logout?scope=local', {}, elsewhere.access_token)).status).toBe(204);
    expect((await refresh(elsewhere.refresh_token)).body.code).toBe('REFRESH_TOKEN_INVALID');
    const renewed = tokenAnswerSchema.parse((await refresh(tokens.refresh_token)).body);
    expect((await server.post('/auth/v1/logout', {}, renewed.access_token)).status).toBe(204);
    expect((await refresh(renewed.refresh_token)).body.code).toBe('REFRESH_TOKEN_INVALID');

    const forgotten = tokenAnswerSchema.parse((await signIn(email, password)).body);
    expect((await server.post('/auth/v1/logout', { refresh_token: forgotten.refresh_token })).status).toBe(204);
    expect((await refresh(forgotten.refresh_token)).body.code).toBe('REFRESH_TOKEN_INVALID');
  });

  it('says the same of a wrong password, an unknown address and a disabled account', async () => {
    await server.sql(`SELECT create_person('teacher', 'X', 'x@example.org', $1)`, [await hashPassword(password)]);
    await server.sql(`UPDATE people SET disabled_at = now() WHERE email = 'x@example.org'`);
    const answers = [
      await signIn(email, 'wrong'),
      await signIn('nobody@example.org', password),
      await signIn('x@example.org', password),
    ];
    const bodies = answers.map(({ status, body: { request_id: _, ...rest } }) => ({ status, ...rest }));
    expect(bodies[0]).toMatchObject({ status: 400, code: 'SIGN_IN_REFUSED' });
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  });

  it('takes only tokens that it signed, in its own way, for the roles that a client may have', async () => {
    const { studentId } = await joinAs(server, `F ${randomUUID()}`);
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub: studentId, role: 'authenticated', endstp_role: 'student', student_id: studentId };
    const sign = (payload: Record<string, unknown>, alg = 'HS256', secret = server.secret) =>
      new SignJWT({ iat: now, exp: now + 900, ...payload }).setProtectedHeader({ alg }).sign(secret);
    const good = await sign(claims);
    const [head = '', body = '', signature = ''] = good.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const forged = Buffer.from(JSON.stringify({ ...claims, iat: now, exp: now + 900 })).toString('base64url');
    const cases: readonly (readonly [string, string, number])[] = [
      ['TOKEN_EXPIRED', await sign({ ...claims, iat: now - 2000, exp: now - 1000 }), 401],
      ['TOKEN_NOT_YET_VALID', await sign({ ...claims, iat: now + 3600, exp: now + 4500 }), 401],
      ['TOKEN_NOT_YET_VALID', await sign({ ...claims, nbf: now + 3600 }), 401],
      ['TOKEN_INVALID', await sign(claims, 'HS512'), 401],
      ['TOKEN_INVALID', await sign(claims, 'HS256', new TextEncoder().encode('x'.repeat(48))), 401],
      ['TOKEN_INVALID', `${none}.${forged}.`, 401],
      ['TOKEN_INVALID', `${head}.${forged}.${signature}`, 401],
      ['TOKEN_INVALID', `${head}.${body}`, 401],
      ['TOKEN_INVALID', 'garbage', 401],
      ['TOKEN_INVALID', await sign({ ...claims, role: 'service_role' }), 401],
      ['TOKEN_INVALID', await sign({ ...claims, role: 'postgres' }), 401],
      ['TOKEN_INVALID', await sign({ ...claims, sub: 'not-a-uuid' }), 401],
      ['TOKEN_INVALID', await sign({ ...claims, exp: 'soon' }), 401],
    ];
    expect((await server.rpc('my_classes', {}, good)).status).toBe(200);
    for (const [code, token, status] of cases) {
      const answer = await server.rpc('my_classes', {}, token);
      expect([answer.body.code, answer.status]).toEqual([code, status]);
      expect(answer.headers.get('www-authenticate')).toContain(code);
    }
    // Nobody in particular may call nothing.
    expect((await server.rpc('my_classes', {})).body.code).toBe('SIGN_IN_REQUIRED');
    expect((await server.rpc('my_classes', {}, await sign({ ...claims, role: 'anon' }))).body.code).toBe(
      'SIGN_IN_REQUIRED',
    );
  });

  it('signs a student out whose record was erased, and follows one who was given another id', async () => {
    const erased = await joinAs(server, `G ${randomUUID()}`);
    await server.rpc('erase_student_record', { p_student_id: erased.studentId }, erased.token);
    // A device of the student, and nobody else, is told; also years later, and with a token that was replaced long ago.
    const told = await refresh(erased.refreshToken);
    expect([told.status, told.body.code, told.body.student_id]).toEqual([410, 'STUDENT_ERASED', erased.studentId]);
    expect(Date.parse(told.body.erased_at)).toBeLessThanOrEqual(Date.now() + 60_000);
    const forgotten = await joinAs(server, `I ${randomUUID()}`);
    await server.sql(
      `UPDATE refresh_tokens SET expires_at = now() - interval '3 years' WHERE student_id = ANY ($1::uuid[])`,
      [[erased.studentId, forgotten.studentId]],
    );
    expect(await server.running.database.asOwner(dropExpiredTokens)).toBe(1);
    expect((await refresh(erased.refreshToken)).body.code).toBe('STUDENT_ERASED');
    expect((await refresh(forgotten.refreshToken)).body.code).toBe('REFRESH_TOKEN_INVALID');
    // One that was away for a year, erased only after its sign-in had ended, is known by the token that it has left.
    const away = await joinAs(server, `J ${randomUUID()}`);
    await server.sql(`UPDATE refresh_tokens SET expires_at = now() - interval '1 year' WHERE student_id = $1`, [
      away.studentId,
    ]);
    expect(await server.running.database.asOwner(dropExpiredTokens)).toBe(0);
    expect((await refresh(away.refreshToken)).body.code).toBe('REFRESH_TOKEN_INVALID');
    await server.sql('SELECT erase_student_record($1)', [away.studentId]);
    expect((await refresh(away.refreshToken)).body.code).toBe('STUDENT_ERASED');
    // Nor does the device bring the rows back by joining under another id.
    const { code } = await makeClass(server, []);
    const joined = await server.post('/api/join', {
      code,
      display_name: 'Again',
      replica_id: randomUUID(),
      device_name: 'test',
      local_student_id: erased.studentId,
    });
    expect([joined.status, joined.body.code]).toEqual([410, 'STUDENT_ERASED']);
    const moved = await joinAs(server, `H ${randomUUID()}`);
    const newId = randomUUID();
    await server.sql('SELECT rekey_student($1, $2)', [moved.studentId, newId]);
    const tokens = await refresh(moved.refreshToken);
    expect((await server.rpc('current_subject', {}, tokens.body.access_token)).body).toBe(newId);
  });
});
