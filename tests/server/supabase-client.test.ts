/** The real client of Supabase against this server: the same calls work there and here. */
import { randomUUID } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../server/sign-in/passwords.ts';
import { readHttpAnswer } from '../../shared/sync/read-http-answer.ts';
import { joinAs, makeClass, mistakeOf, serverKinds, type TestServer } from './test-server.ts';

const anonKey = 'any-publishable-key';

/** Node 20 has no WebSocket, and the client asks for one even where nothing listens to changes. */
class UnusedSocket {
  constructor() {
    throw new Error('nothing here listens through a web socket');
  }
}

describe.each(serverKinds)('supabase-js with a server on $label', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await kind.open();
  });
  afterAll(() => server.close());

  const newClient = (accessToken?: string) =>
    createClient(server.address, anonKey, {
      auth: { persistSession: false, autoRefreshToken: false },
      realtime: { transport: UnusedSocket as never },
      ...(accessToken === undefined ? {} : { global: { headers: { Authorization: `Bearer ${accessToken}` } } }),
    });

  it('pushes and pulls with .rpc()', async () => {
    const device = await joinAs(server, 'Ada');
    const client = newClient(device.token);
    const change = mistakeOf(device.studentId, { time_spent_seconds: '12.3456789012345678901' });
    const pushed = await client.rpc('sync_push', { p_replica: device.replicaId, p_changes: [change] });
    expect([pushed.error, pushed.status, pushed.data.accepted]).toEqual([null, 200, [change.id]]);
    const pulled = await client.rpc('sync_pull', { p_replica: randomUUID(), p_positions: {}, p_max_rows: 500 });
    const rows = pulled.data.changes.filter(({ table }: { table: string }) => table === 'student_mistakes');
    expect(rows).toMatchObject([{ id: change.id, row: { time_spent_seconds: '12.3456789012345678901' } }]);
    expect((await client.rpc('my_classes')).data).toEqual([]);
  });

  it('gives errors as PostgREST does', async () => {
    const { error, status } = await newClient().rpc('sync_push', { p_replica: randomUUID(), p_changes: [] });
    expect([status, error]).toMatchObject([
      401,
      { code: 'SIGN_IN_REQUIRED', message: expect.any(String), details: null, hint: null },
    ]);
    const device = await joinAs(server, 'Can');
    const missing = await newClient(device.token).rpc('no_such_function', { p_a: 1 });
    expect([missing.status, missing.error?.code]).toEqual([404, 'NOT_FOUND']);
    const wrong = await newClient(device.token).rpc('sync_push', { p_replica: 'x', p_changes: [] });
    expect([wrong.status, wrong.error?.code]).toEqual([400, 'INVALID_INPUT']);
    const refused = await newClient(device.token).rpc('class_roster', { p_class_id: device.classId });
    expect(refused.error).toMatchObject({ code: 'FORBIDDEN', hint: expect.stringMatching(/teacher/) });
  });

  it('signs in with a password, refreshes, says who it is, and signs out', async () => {
    const email = `${randomUUID()}@example.org`;
    const [made] = await server.sql<{ value: { person_id: string } }>(
      `SELECT create_person('teacher', 'Ayşe', $1, $2) AS value`,
      [email, await hashPassword('correct horse battery')],
    );
    const client = newClient();
    const refused = await client.auth.signInWithPassword({ email, password: 'wrong password' });
    expect([refused.data.session, refused.error?.status, refused.error?.code]).toEqual([null, 400, 'SIGN_IN_REFUSED']);
    const signedIn = await client.auth.signInWithPassword({ email, password: 'correct horse battery' });
    expect(signedIn.error).toBeNull();
    expect(signedIn.data.user?.id).toBe(made?.value.person_id);
    // The client sends its session's token by itself from here on.
    const created = await client.rpc('create_class', { p_display_name: '9-A' });
    expect(created.data).toMatchObject({ display_name: '9-A' });
    const first = signedIn.data.session?.refresh_token ?? '';
    const refreshed = await client.auth.refreshSession();
    expect(refreshed.error).toBeNull();
    expect(refreshed.data.session?.refresh_token).not.toBe(first);
    expect((await client.auth.getUser()).data.user?.id).toBe(made?.value.person_id);
    expect((await client.rpc('my_classes')).data).toMatchObject([{ display_name: '9-A' }]);
    const last = refreshed.data.session?.refresh_token ?? '';
    expect((await client.auth.signOut()).error).toBeNull();
    const replayed = await newClient().auth.refreshSession({ refresh_token: last });
    expect([replayed.data.session, replayed.error?.code]).toEqual([null, 'REFRESH_TOKEN_INVALID']);
  });

  it('joins a class with a sign-in of its own, as under Supabase Auth', async () => {
    const { code } = await makeClass(server, ['Ece']);
    // A user of Supabase Auth: a subject, no role of ours, no student.
    const subject = randomUUID();
    const client = newClient(await server.sign({ sub: subject, aud: 'authenticated' }));
    const joined = await client.rpc('join_class', {
      p_code: code,
      p_member_id: null,
      p_display_name: 'Ece',
      p_replica: randomUUID(),
      p_device_name: 'laptop',
      p_local_student_id: randomUUID(),
    });
    expect(joined.error).toBeNull();
    expect(joined.data).toMatchObject({ status: 'joined', class_name: '9-A' });
    const change = mistakeOf(joined.data.student_id);
    const pushed = await client.rpc('sync_push', { p_replica: randomUUID(), p_changes: [change] });
    expect(pushed.data.accepted).toEqual([change.id]);
  });
});

describe('a refusal by PostgREST itself', () => {
  it('leads a device to the same code as one by our server', () => {
    const body = {
      code: 'PT404',
      message: 'the join code is not valid',
      details: 'JOIN_CODE_REFUSED',
      hint: 'Check it.',
    };
    const answer = {
      status: 404,
      header: (name: string) => (name === 'content-type' ? 'application/json; charset=utf-8' : null),
      text: JSON.stringify(body),
    };
    expect(readHttpAnswer(answer)).toEqual({
      ok: false,
      error: { code: 'JOIN_CODE_REFUSED', details: { status: 404 } },
    });
  });
});
