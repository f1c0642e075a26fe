import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinAnswerSchema, pullAnswerSchema, pushAnswerSchema } from '../../shared/sync/http-contract.ts';
import { joinAs, makeClass, mistakeOf, serverKinds, type TestServer } from './test-server.ts';

/** Reads hints from a stream until `count` have come. */
async function readHints(server: TestServer, token: string) {
  const aborted = new AbortController();
  const response = await fetch(`${server.address}/api/sync/hints`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: aborted.signal,
  });
  const scopes: string[] = [];
  const finished = (async () => {
    if (response.body === null) return;
    const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    for await (const event of events as unknown as AsyncIterable<{ event?: string; data: string }>) {
      if (event.event === 'new') scopes.push(...(JSON.parse(event.data) as { scopes: string[] }).scopes);
    }
  })().catch((error: unknown) => {
    if (!aborted.signal.aborted) throw error;
  });
  return {
    status: response.status,
    scopes,
    finished,
    stop: async () => {
      aborted.abort();
      await finished;
    },
  };
}

describe.each(serverKinds)('a server on $label', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await kind.open();
  });
  afterAll(() => server.close());

  it('joins a device to a class and exchanges rows with it, judged on the way', async () => {
    const { code } = await makeClass(server, ['Ada', 'Can']);
    const look = await server.post('/api/join/look', { code: ` ${code.toLowerCase().replace('-', ' ')} ` });
    expect(look.body.roster).toMatchObject([{ display_name: 'Ada', is_claimed: false }, { display_name: 'Can' }]);
    const replicaId = randomUUID();
    const joined = joinAnswerSchema.parse(
      (
        await server.post('/api/join', {
          code,
          member_id: look.body.roster[0].member_id,
          replica_id: replicaId,
          local_student_id: randomUUID(),
        })
      ).body,
    );
    if (joined.status !== 'joined') throw new Error(joined.status);
    const { student_id: studentId, access_token: token } = joined;
    const mistakes = [0, 1, 2].map((minute) =>
      mistakeOf(studentId, { time_spent_seconds: '2', occurred_at: `2026-01-10T09:0${minute}:00Z` }),
    );
    const push = { p_replica: replicaId, p_changes: mistakes };
    const first = await server.rpc('sync_push', push, token);
    expect(first.status).toBe(200);
    expect(pushAnswerSchema.parse(first.body)).toMatchObject({ refused: [], known: [] });
    expect(first.body.accepted).toHaveLength(3);
    const again = await server.rpc('sync_push', push, token);
    expect(again.body).toMatchObject({ accepted: [], refused: [] });
    expect(again.body.known).toHaveLength(3);
    // Three right after each other in two seconds each: judged where they arrive, like everywhere.
    expect(
      await server.sql(
        'SELECT timed_count::int AS timed, improvement_trend AS trend FROM student_mistake_patterns WHERE student_id = $1',
        [studentId],
      ),
    ).toEqual([{ timed: 3, trend: 'PANIC_RUSH' }]);

    const pull = await server.rpc('sync_pull', { p_replica: randomUUID(), p_positions: {}, p_max_rows: 500 }, token);
    const page = pullAnswerSchema.parse(pull.body);
    const pulled = page.changes.filter(({ table }) => table === 'student_mistakes');
    expect(pulled.map(({ id }) => id).sort()).toEqual(mistakes.map(({ id }) => id).sort());
    expect(pulled[0]?.row.time_spent_seconds).toBe('2');
    const rest = await server.rpc(
      'sync_pull',
      { p_replica: randomUUID(), p_positions: page.positions, p_max_rows: 500 },
      token,
    );
    expect(rest.body).toMatchObject({ changes: [], has_more: false });
    expect(rest.text.length).toBeLessThan(500);
  });

  it('takes gzipped bodies and gives gzipped answers', async () => {
    const device = await joinAs(server, 'Gül');
    const changes = Array.from({ length: 300 }, () => mistakeOf(device.studentId));
    const body = gzipSync(JSON.stringify({ p_replica: device.replicaId, p_changes: changes }));
    const response = await fetch(`${server.address}/rest/v1/rpc/sync_push`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        authorization: `Bearer ${device.token}`,
        'accept-encoding': 'gzip',
      },
      body,
    });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(((await response.json()) as { accepted: string[] }).accepted).toHaveLength(300);
  });

  it('tells those who may see a scope that it holds something new, and nobody else', async () => {
    const device = await joinAs(server, 'Ece');
    const stranger = await joinAs(server, 'Baran');
    const own = await readHints(server, device.token);
    const foreign = await readHints(server, stranger.token);
    expect(own.status).toBe(200);
    await server.rpc(
      'sync_push',
      { p_replica: device.replicaId, p_changes: [mistakeOf(device.studentId)] },
      device.token,
    );
    await expect.poll(() => own.scopes).toContain(device.studentId);
    // What concerns the stranger comes after it, so the other would have been there.
    await server.rpc(
      'sync_push',
      { p_replica: stranger.replicaId, p_changes: [mistakeOf(stranger.studentId)] },
      stranger.token,
    );
    await expect.poll(() => foreign.scopes).toContain(stranger.studentId);
    expect(foreign.scopes).not.toContain(device.studentId);
    await own.stop();
    await foreign.stop();
    expect((await server.get('/api/sync/hints')).body.code).toBe('SIGN_IN_REQUIRED');
    expect((await server.get('/metrics')).text).toMatch(/endstp_hints_sent_total [1-9]/);
  });

  it('lets a second device in once the teacher approved it', async () => {
    const { code, classId } = await makeClass(server, ['Deniz']);
    const first = await joinAs(server, 'Deniz', code);
    const waiting = await server.post('/api/join', {
      code,
      display_name: 'deniz',
      replica_id: randomUUID(),
      local_student_id: randomUUID(),
    });
    expect(waiting.status).toBe(202);
    expect(waiting.body).toMatchObject({ status: 'waiting' });
    const ask = { request_id: waiting.body.request_id, claim_secret: waiting.body.claim_secret };
    expect((await server.post('/api/join/status', ask)).body).toEqual({ status: 'waiting', ...ask });
    expect((await server.post('/api/join/status', { ...ask, claim_secret: 'guessed' })).body.code).toBe('NOT_FOUND');

    const [teacher] = await server.sql<{ value: { person_id: string } }>(
      `SELECT create_person('teacher', 'T', $1) AS value`,
      [`${randomUUID()}@example.org`],
    );
    const teacherId = teacher?.value.person_id ?? '';
    await server.sql('SELECT add_class_teacher($1, $2)', [classId, teacherId]);
    const token = await server.sign({ sub: teacherId, endstp_role: 'teacher' });
    expect((await server.rpc('approve_join_request', { p_request_id: ask.request_id }, token)).status).toBe(200);
    const joined = await server.post('/api/join/status', ask);
    expect(joined.status).toBe(200);
    expect(joined.body).toMatchObject({ status: 'joined', student_id: first.studentId, token_type: 'bearer' });
  });

  it('answers functions as PostgREST does: null arguments, no arguments, lists, and what is not there', async () => {
    const { studentId, token } = await joinAs(server, 'Işıl');
    expect((await server.rpc('my_classes', {}, token)).body).toEqual([]);
    const scopes = await server.rpc('sync_caller_scopes', {}, token);
    expect(scopes.body).toMatchObject([{ is_unrestricted: false, write_scopes: [studentId] }]);
    expect((await server.rpc('current_subject', {}, token)).body).toBe(studentId);
    for (const [name, args] of [
      ['rekey_student', { p_old_student_id: studentId, p_new_student_id: studentId }],
      ['no_such_function', {}],
      ['sync_push', { p_replica: studentId, p_other: [] }],
      ['pg_sleep', {}],
      ["sync_push'; DROP TABLE students; --", {}],
    ] as const) {
      const answer = await server.rpc(encodeURIComponent(name), args, token);
      expect([answer.status, answer.body.code, answer.body.message.length > 0]).toEqual([404, 'NOT_FOUND', true]);
    }
    expect((await server.get('/rest/v1/rpc/my_classes', token)).body.code).toBe('METHOD_NOT_ALLOWED');
  });

  it('says how it is: alive, ready, figures, documents', async () => {
    expect((await server.get('/healthz')).body).toEqual({ status: 'ok' });
    expect((await server.get('/readyz')).body).toMatchObject({ status: 'ready', hints: 'listen' });
    const metrics = (await server.get('/metrics')).text;
    for (const name of [
      'endstp_http_request_seconds_bucket',
      'endstp_sync_pushed_rows_total{outcome="accepted"}',
      'endstp_database_transactions_waiting',
      'nodejs_eventloop_lag_seconds',
    ]) {
      expect(metrics).toContain(name);
    }
    const documents = await server.get('/docs/json');
    expect(Object.keys(documents.body.paths)).toEqual(
      expect.arrayContaining([
        '/api/join',
        '/auth/v1/token',
        '/rest/v1/rpc/{function}',
        '/rest/v1/rpc/sync_push',
        '/api/sync/hints',
      ]),
    );
    const page = await server.get('/docs');
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([
      200,
      expect.stringContaining("script-src 'self'"),
    ]);
    expect(page.text).not.toMatch(/https?:\/\//);
  });

  it('logs every request and nothing that a pupil wrote or is called', async () => {
    const secretName = 'Zümrüdüanka Saklı';
    const secretAnswer = 'yanıt-4711-gizli';
    const device = await joinAs(server, secretName);
    await server.rpc(
      'sync_push',
      {
        p_replica: device.replicaId,
        p_changes: [
          mistakeOf(device.studentId, { mistake_code: secretAnswer }),
          mistakeOf(device.studentId, { time_spent_seconds: secretAnswer }),
          mistakeOf(randomUUID(), { mistake_code: secretAnswer }),
        ],
      },
      device.token,
    );
    await server.post('/api/join', { code: secretAnswer, display_name: secretName });
    await server.rpc('report_device', { p_replica: secretAnswer, p_student_id: secretName }, device.token);
    await server.get(`/rest/v1/${encodeURIComponent(secretName)}?q=${secretAnswer}`);
    const logged = server.logged();
    expect(logged).toContain('"route":"/rest/v1/rpc/:function"');
    for (const secret of [secretName, secretAnswer, device.token, device.refreshToken, device.studentId, 'Zümrüd']) {
      expect(logged).not.toContain(secret);
    }
    expect((await server.get('/metrics')).text).not.toContain('gizli');
  });
});
