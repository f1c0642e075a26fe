import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema, pushAnswerSchema } from '../../shared/sync/http-contract.ts';
import {
  type Answer,
  embedded,
  type JoinedDevice,
  joinAs,
  makeClass,
  mistakeOf,
  serverKinds,
  type TestServer,
} from './test-server.ts';

/** Every table that a request could leave something in. */
const countStatement = `SELECT (SELECT count(*) FROM student_mistakes) + (SELECT count(*) FROM test_answers)
  + (SELECT count(*) FROM students) + (SELECT count(*) FROM class_members) + (SELECT count(*) FROM sync_log)
  + (SELECT count(*) FROM student_recommendations) + (SELECT count(*) FROM refresh_tokens) + (SELECT count(*) FROM people)
  + (SELECT count(*) FROM question_packs) + (SELECT count(*) FROM devices) AS n`;

const injections = [
  "'; DROP TABLE students; --",
  '1); DELETE FROM student_mistakes; --',
  '"; SELECT pg_sleep(5); --',
  "' OR '1'='1",
  '$$; DROP SCHEMA public CASCADE; $$',
  '%s %I %L \\x00 {}',
  "Robert'); DROP TABLE students;--",
];

describe.each(serverKinds)('bad input to a server on $label', (kind) => {
  let server: TestServer;
  let device: JoinedDevice;
  let victim: JoinedDevice;
  beforeAll(async () => {
    server = await kind.open();
    device = await joinAs(server, 'Ada');
    victim = await joinAs(server, 'Can');
    await server.rpc(
      'sync_push',
      { p_replica: victim.replicaId, p_changes: [mistakeOf(victim.studentId)] },
      victim.token,
    );
  });
  afterAll(() => server.close());

  async function send(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(server.address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${device.token}`, ...headers },
      body,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: text === '' ? null : JSON.parse(text) };
  }
  const count = async () => Number((await server.sql<{ n: string }>(countStatement))[0]?.n);

  /** Runs attempts of which none may leave anything behind, and checks that each is refused with a problem document. */
  async function expectRefused(attempts: readonly (readonly [string, string, () => Promise<Answer>])[]): Promise<void> {
    const before = await count();
    for (const [name, code, attempt] of attempts) {
      const answer = await attempt();
      expect(answer.headers.get('content-type'), name).toMatch(/^application\/problem\+json/);
      const problem = problemSchema.parse(answer.body);
      expect([name, problem.code, problem.status], name).toEqual([name, code, answer.status]);
      expect(answer.status, name).toBeLessThan(500);
      expect(problem.request_id, name).toBe(answer.headers.get('x-request-id'));
      expect(answer.text, name).not.toMatch(/at \w+ \(|node_modules|pg_catalog|SELECT |PL\/pgSQL/);
    }
    expect(await count()).toBe(before);
  }

  it('refuses what is no JSON, or not the JSON that was asked for', async () => {
    const push = '/rest/v1/rpc/sync_push';
    const valid = JSON.stringify({ p_replica: device.replicaId, p_changes: [mistakeOf(device.studentId)] });
    await expectRefused([
      ['cut short', 'MALFORMED_BODY', () => send(push, valid.slice(0, -20))],
      ['no JSON', 'MALFORMED_BODY', () => send(push, 'p_replica=1')],
      ['empty', 'NOT_FOUND', () => send(push, '')],
      [
        'broken UTF-8',
        'MALFORMED_BODY',
        () => send(push, Buffer.from(valid.replace('SIGN_ERROR', '\xff\xfe'), 'latin1')),
      ],
      ['a list', 'INVALID_INPUT', () => send(push, '[]')],
      ['a number', 'INVALID_INPUT', () => send(push, '1')],
      ['null', 'NOT_FOUND', () => send(push, 'null')],
      ['no arguments', 'NOT_FOUND', () => send(push, '{}')],
      ['wrong types', 'INVALID_INPUT', () => send(push, '{"p_replica":5,"p_changes":[]}')],
      [
        'changes that are no list',
        'INVALID_INPUT',
        () => send(push, `{"p_replica":"${device.replicaId}","p_changes":{}}`),
      ],
      [
        'changes that are text',
        'INVALID_INPUT',
        () => send(push, `{"p_replica":"${device.replicaId}","p_changes":"x"}`),
      ],
      ['a null byte', 'INVALID_INPUT', () => send(push, valid.replace('SIGN_ERROR', 'A\\u0000B'))],
      ['half a surrogate', 'INVALID_INPUT', () => send(push, valid.replace('SIGN_ERROR', 'A\\ud800B'))],
      [
        'a form',
        'CONTENT_TYPE_UNSUPPORTED',
        () => send(push, valid, { 'content-type': 'application/x-www-form-urlencoded' }),
      ],
      ['XML', 'CONTENT_TYPE_UNSUPPORTED', () => send(push, '<a/>', { 'content-type': 'text/xml' })],
      [
        '501 changes',
        'BODY_TOO_LARGE',
        () => send(push, JSON.stringify({ p_replica: device.replicaId, p_changes: Array(501).fill({}) })),
      ],
      ['a join without a name', 'INVALID_INPUT', () => send('/api/join', '{"code":"ABCD-EFGH"}')],
      ['a grant that is not there', 'INVALID_INPUT', () => send('/auth/v1/token?grant_type=magic', '{}')],
      [
        'a password that is a list',
        'INVALID_INPUT',
        () => send('/auth/v1/token?grant_type=password', '{"email":"a@b.c","password":[]}'),
      ],
    ]);
  });

  it('refuses what is too large, too deep, or swells', async () => {
    const push = '/rest/v1/rpc/sync_push';
    const gzip = { 'content-encoding': 'gzip' };
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, 0x20));
    expect(bomb.length).toBeLessThan(200_000);
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const deepRow = { ...mistakeOf(device.studentId), row: JSON.parse(nested(60)) };
    await expectRefused([
      ['10 MB', 'BODY_TOO_LARGE', () => send(push, Buffer.alloc(10 * 1024 * 1024, 0x20))],
      ['10 MB of noise said to be gzip', 'BODY_TOO_LARGE', () => send(push, randomBytes(10 * 1024 * 1024), gzip)],
      ['a zip bomb', 'BODY_TOO_LARGE', () => send(push, bomb, gzip)],
      [
        'a zip bomb to the sign-in',
        'BODY_TOO_LARGE',
        () => send('/auth/v1/token?grant_type=refresh_token', bomb, gzip),
      ],
      ['damaged gzip', 'MALFORMED_BODY', () => send(push, randomBytes(2_000), gzip)],
      ['gzip cut short', 'MALFORMED_BODY', () => send(push, gzipSync(randomBytes(2_000)).subarray(0, 900), gzip)],
      [
        'another compression',
        'CONTENT_TYPE_UNSUPPORTED',
        () => send(push, deflateSync('{}'), { 'content-encoding': 'deflate' }),
      ],
      [
        'numbers that swell',
        'BODY_TOO_LARGE',
        () =>
          send(
            push,
            JSON.stringify({
              p_replica: device.replicaId,
              p_changes: [mistakeOf(device.studentId, { mood: Array(100).fill('#') })],
            }).replaceAll('"#"', '1e-16000'),
          ),
      ],
      ['100,000 brackets', 'MALFORMED_BODY', () => send(push, nested(100_000))],
      [
        'a deep row',
        'MALFORMED_BODY',
        () => send(push, JSON.stringify({ p_replica: device.replicaId, p_changes: [deepRow] })),
      ],
    ]);
    // The server is as well as before.
    expect((await server.get('/readyz')).status).toBe(200);
  });

  it('refuses rows one by one with a code, and keeps the good ones among them', async () => {
    const good = mistakeOf(device.studentId);
    const unknownColumn = mistakeOf(device.studentId, { mood: 'calm' });
    const id = randomUUID();
    const bad: readonly (readonly [string, unknown])[] = [
      ['SCOPE_FORBIDDEN', mistakeOf(victim.studentId)],
      ['SCOPE_FORBIDDEN', { ...mistakeOf(victim.studentId), scope: device.studentId }],
      [
        'UNKNOWN_TABLE',
        { scope: device.studentId, table: 'people', id, row: { id, role: 'operator', display_name: 'x' } },
      ],
      ['UNKNOWN_TABLE', { scope: device.studentId, table: 'pg_authid', id, row: { id } }],
      ['UNKNOWN_TABLE', { scope: device.studentId, table: "students'; DROP TABLE students; --", id, row: { id } }],
      ['MALFORMED_CHANGE', { scope: device.studentId, table: 'student_mistakes', id: 'x', row: [] }],
      ['MALFORMED_CHANGE', { scope: device.studentId, table: 5, id: {}, row: null }],
      ['MALFORMED_CHANGE', 'a text'],
      ['MALFORMED_CHANGE', null],
      ['MALFORMED_CHANGE', mistakeOf(device.studentId, { time_spent_seconds: 'slow' })],
      ['MALFORMED_CHANGE', mistakeOf(device.studentId, { occurred_at: 'yesterday-ish' })],
      ['MALFORMED_CHANGE', mistakeOf(device.studentId, { global_topic_uid: 'x'.repeat(5_000) })],
    ];
    const before = await count();
    const answer = await server.rpc(
      'sync_push',
      {
        p_replica: device.replicaId,
        p_changes: [bad[0]?.[1], good, ...bad.slice(1).map(([, change]) => change), unknownColumn],
      },
      device.token,
    );
    expect(answer.status).toBe(200);
    const { accepted, refused } = pushAnswerSchema.parse(answer.body);
    expect([...accepted].sort()).toEqual([good.id, unknownColumn.id].sort());
    expect(refused.map(({ code }) => code).sort()).toEqual(bad.map(([code]) => code).sort());
    // Two rows and their two entries in the log.
    expect(await count()).toBe(before + 4);
    expect(await server.sql('SELECT extra FROM student_mistakes WHERE id = $1', [unknownColumn.id])).toEqual([
      { extra: { mood: 'calm' } },
    ]);
    expect(answer.text).not.toMatch(/slow|yesterday|calm/);
    const metrics = (await server.get('/metrics')).text;
    for (const code of new Set(bad.map(([name]) => name))) {
      expect(metrics).toContain(`endstp_sync_refused_rows_total{code="${code}"}`);
    }
  });

  it('takes SQL in every string for text', async () => {
    const { code } = await makeClass(server, ['Efe']);
    for (const text of injections) {
      const strange = mistakeOf(device.studentId, { mistake_code: text.slice(0, 50), [text]: text });
      const pushed = await server.rpc('sync_push', { p_replica: device.replicaId, p_changes: [strange] }, device.token);
      expect([pushed.status, pushed.body.accepted]).toEqual([200, [strange.id]]);
      const pulled = await server.rpc(
        'sync_pull',
        { p_replica: randomUUID(), p_positions: { [text]: 0 }, p_max_rows: 500 },
        device.token,
      );
      expect(pulled.status === 200 || pulled.body.code === 'INVALID_INPUT').toBe(true);
      const answers = [
        await server.post('/api/join/look', { code: text.slice(0, 40) }),
        await server.post('/api/join', {
          code,
          display_name: text,
          replica_id: randomUUID(),
          local_student_id: randomUUID(),
          device_name: text,
        }),
        await server.post('/auth/v1/token?grant_type=password', { email: text, password: text }),
        await server.post('/auth/v1/token?grant_type=refresh_token', { refresh_token: text }),
        await server.rpc(encodeURIComponent(text.slice(0, 90)), {}, device.token),
        await server.rpc('report_device', { p_replica: text, p_student_id: text }, device.token),
        await server.rpc(
          'report_device',
          { p_replica: device.replicaId, p_student_id: device.studentId, p_device_name: text },
          device.token,
        ),
        await server.rpc(
          'sync_hello',
          { p_replica: device.replicaId, p_epoch: randomUUID(), p_protocol: 1, p_schema: text },
          device.token,
        ),
        await server.rpc('sync_push', { p_replica: device.replicaId, [text]: [] }, device.token),
      ];
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    }
    // All tables are still there, and so is the class that was joined under these names.
    expect(await count()).toBeGreaterThan(10);
    const [names] = await server.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM class_members WHERE display_name = ANY ($1)',
      [injections],
    );
    expect(names?.n).toBeGreaterThan(3);
  });

  it('shows a student nothing of another, whatever is asked for', async () => {
    const pulled = await server.rpc(
      'sync_pull',
      { p_replica: randomUUID(), p_positions: { [victim.studentId]: 0 }, p_max_rows: 500 },
      device.token,
    );
    expect(pulled.text).not.toContain(victim.studentId);
    await expectRefused([
      ['class_roster', 'FORBIDDEN', () => server.rpc('class_roster', { p_class_id: victim.classId }, device.token)],
      [
        'leave_class',
        'FORBIDDEN',
        () => server.rpc('leave_class', { p_class_id: victim.classId, p_student_id: victim.studentId }, device.token),
      ],
      [
        'erase_student_record',
        'FORBIDDEN',
        () => server.rpc('erase_student_record', { p_student_id: victim.studentId }, device.token),
      ],
      [
        'create_person',
        'FORBIDDEN',
        () => server.rpc('create_person', { p_role: 'operator', p_display_name: 'x' }, device.token),
      ],
      [
        'create_join_code',
        'FORBIDDEN',
        () => server.rpc('create_join_code', { p_class_id: victim.classId }, device.token),
      ],
      [
        'report_device',
        'FORBIDDEN',
        () => server.rpc('report_device', { p_replica: randomUUID(), p_student_id: victim.studentId }, device.token),
      ],
      [
        'administration',
        'SIGN_IN_REQUIRED',
        () => server.post('/api/administration', { command: 'list-people' }, device.token),
      ],
      [
        'administration by nobody',
        'SIGN_IN_REQUIRED',
        () => server.post('/api/administration', { command: 'list-people' }),
      ],
      ['another address', 'NOT_FOUND', () => server.get('/rest/v1/student_mistakes', device.token)],
      ['a path that climbs', 'NOT_FOUND', () => server.get('/rest/v1/..%2f..%2f..%2fetc%2fpasswd', device.token)],
      ['another method', 'METHOD_NOT_ALLOWED', () => server.get('/api/join')],
    ]);
  });

  it('answers what is not even HTTP, or HTTP in pieces that never come, and lives on', async () => {
    const { port } = new URL(server.address);
    const talk = (text: string, closes: boolean) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => (closes ? socket.end(text) : socket.write(text)));
        let answer = '';
        socket.on('data', (chunk) => {
          answer += String(chunk);
        });
        socket.on('close', () => resolve(answer));
        socket.on('error', () => resolve(answer));
      });
    const nonsense = await talk('BREW /coffee HTCPCP/1.0\r\n\r\n', false);
    expect(nonsense).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*MALFORMED_BODY/);
    const longHeader = await talk(`GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: ${'y'.repeat(40_000)}\r\n\r\n`, false);
    expect(longHeader).toMatch(/^HTTP\/1\.1 4/);
    const half = `POST /rest/v1/rpc/sync_push HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\nauthorization: Bearer ${device.token}\r\n\r\n{"p_replica"`;
    await talk(half, true);
    expect((await server.get('/healthz')).status).toBe(200);
  });

  it('answers whatever arbitrary clients send without a fault of its own', async () => {
    const before = await count();
    const json = fc.oneof(
      fc.jsonValue(),
      fc.string().map((text) => ({ p_changes: text })),
    );
    const changeLike = fc.record(
      {
        scope: fc.oneof(fc.constant(device.studentId), fc.constant(victim.studentId), fc.uuid(), fc.jsonValue()),
        table: fc.oneof(
          fc.constantFrom(
            'students',
            'test_answers',
            'question_packs',
            'student_aliases',
            'student_tombstones',
            'topics',
            'classes',
          ),
          fc.string(),
        ),
        id: fc.oneof(fc.constant(victim.studentId), fc.uuid(), fc.string()),
        row: fc.oneof(
          fc.record({
            id: fc.constant(victim.studentId),
            student_id: fc.constant(victim.studentId),
            display_name: fc.string(),
          }),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    );
    const attempt = fc.oneof(
      fc.tuple(
        fc.constantFrom(
          '/api/join',
          '/api/join/look',
          '/api/join/status',
          '/auth/v1/token?grant_type=password',
          '/auth/v1/token?grant_type=refresh_token',
          '/auth/v1/logout',
          '/rest/v1/rpc/sync_push',
          '/rest/v1/rpc/sync_pull',
          '/rest/v1/rpc/sync_hello',
          '/rest/v1/rpc/join_class',
          '/rest/v1/rpc/create_class',
        ),
        json,
      ),
      fc.tuple(
        fc.constant('/rest/v1/rpc/sync_push'),
        fc.record({ p_replica: fc.constant(device.replicaId), p_changes: fc.array(changeLike, { maxLength: 6 }) }),
      ),
      fc.tuple(
        fc.constant('/rest/v1/rpc/sync_pull'),
        fc.record({
          p_replica: fc.uuid(),
          p_positions: fc.jsonValue(),
          p_max_rows: fc.oneof(fc.integer(), fc.jsonValue()),
        }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(attempt, async ([path, body]) => {
        const answer = await server.post(path, body, device.token);
        expect(answer.status, `${path} ${JSON.stringify(body)} ${answer.text}`).toBeLessThan(500);
        if (answer.status >= 400) expect(problemSchema.parse(answer.body).code).toMatch(/^[A-Z_]+$/);
        else expect(answer.text).not.toContain(victim.classId);
      }),
      { numRuns: 250 },
    );
    expect(await count()).toBe(before);
    const [kept] = await server.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM student_mistakes WHERE student_id = $1',
      [victim.studentId],
    );
    expect(kept?.n).toBe(1);
  });
});

describe('the app beside the answers', () => {
  it('has no address or range that makes the server fail', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'endstp-app-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
    const server = await embedded.open({ appFolder: folder });
    // Not with fetch, which tidies addresses before it asks.
    const statusOf = (path: string, headers: Record<string, string> = {}) =>
      new Promise<number>((resolve, reject) => {
        request(server.address, { path, headers }, (answer) => {
          answer.resume();
          answer.on('end', () => resolve(answer.statusCode ?? 0));
        })
          .on('error', reject)
          .end();
      });
    try {
      const crooked = [
        '//',
        '///x',
        '//[',
        '/\\\\',
        '//:80:90/',
        '/%2f%2f[',
        '/./x',
        '/../../etc/passwd',
        '/a%00b',
        '/%zz',
      ];
      const behindRoutes = ['/rest/v1/rpc/%00', '/docs/../../x', '/docs//x', '/docs/static/%00', '/assets//x.js'];
      const statuses: (readonly [string, number])[] = [];
      for (const path of [...crooked, ...behindRoutes]) statuses.push([path, await statusOf(path)]);
      for (const range of ['bytes=999999-', 'bytes=a-b,,'])
        statuses.push([range, await statusOf('/index.html', { range })]);
      expect(statuses.filter(([, status]) => status >= 500)).toEqual([]);
      expect(Object.fromEntries(statuses)).toMatchObject({
        '/../../etc/passwd': 404,
        '/a%00b': 404,
        'bytes=999999-': 400,
      });
      expect(await statusOf('/practice')).toBe(200);
    } finally {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('guessing', () => {
  it('lets few of 1,000 join codes a minute be tried, of passwords and tokens too, and says when to come again', async () => {
    const server = await embedded.open({
      rateLimits: { perSubject: 10_000, perAddress: 10_000, failuresPerAddress: 60 },
    });
    try {
      const device = await joinAs(server, 'Ada');
      const codes: string[] = [];
      for (let round = 0; round < 20; round += 1) {
        const answers = await Promise.all(
          Array.from({ length: 50 }, () => server.post('/api/join/look', { code: randomBytes(4).toString('hex') })),
        );
        codes.push(...answers.map(({ body }) => body.code));
      }
      expect(codes.filter((code) => code === 'JOIN_CODE_REFUSED').length).toBeLessThanOrEqual(60 + 50);
      expect(codes.filter((code) => code === 'RATE_LIMITED').length).toBeGreaterThanOrEqual(1_000 - 60 - 50);
      expect(codes.at(-1)).toBe('RATE_LIMITED');
      const late = await server.post('/auth/v1/token?grant_type=password', { email: 'a@b.de', password: 'x' });
      expect([late.status, late.body.code]).toEqual([429, 'RATE_LIMITED']);
      expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(late.body.retry_after_seconds).toBe(Number(late.headers.get('retry-after')));
      // Who has signed in goes on working.
      expect((await server.rpc('my_classes', {}, device.token)).status).toBe(200);
      expect((await server.get('/metrics')).text).toMatch(/endstp_problems_total{code="RATE_LIMITED"} 9\d\d/);
    } finally {
      await server.close();
    }
  });
});
