/**
 * The matrix of tests/sql/isolation-matrix.ts over HTTP. There is no address for a table: what exists is push (insert
 * and update), pull (read) and the functions, so each principal tries these on the rows of everybody.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessByTable,
  allowedAccess,
  callableFunctions,
  classes,
  type Owner,
  owners,
  type PrincipalName,
  principals,
  staff,
  students,
} from '../sql/isolation-matrix.ts';
import { seedClassrooms } from '../sql/isolation-rows.ts';
import { serverKinds, type TestServer } from './test-server.ts';

const everyone = '00000000-0000-0000-0000-000000000000';
/** Tables whose rows belong to one student and travel. */
const travelling = [
  'test_records',
  'test_answers',
  'mistake_reasons',
  'student_mistakes',
  'review_log',
  'student_analysis_settings',
  'student_recommendations',
  'ui_reflex_events',
  'students',
] as const;
const principalNames = Object.keys(principals) as PrincipalName[];

describe.each(serverKinds)('who may do what over HTTP, on $label', (kind) => {
  let server: TestServer;
  const tokens = new Map<PrincipalName, string>();
  beforeAll(async () => {
    server = await kind.open();
    await server.running.database.asOwner((session) => seedClassrooms(session));
    for (const name of principalNames) tokens.set(name, await server.sign(principals[name].claims));
  });
  afterAll(() => server.close());

  const tokenOf = (name: PrincipalName) => (name === 'anon' ? undefined : tokens.get(name));

  async function pullAll(
    name: PrincipalName,
  ): Promise<{ scope: string; table: string; row: Record<string, unknown> }[]> {
    const changes = [];
    for (let positions = {}, hasMore = true; hasMore; ) {
      const args = { p_replica: randomUUID(), p_positions: positions, p_max_rows: 500 };
      const answer = await server.rpc('sync_pull', args, tokenOf(name));
      if (answer.status !== 200) return [];
      changes.push(...answer.body.changes);
      positions = { ...positions, ...answer.body.positions };
      hasMore = answer.body.has_more;
    }
    return changes;
  }

  it.each(principalNames)('%s pulls exactly the rows that they may read', async (name) => {
    const changes = await pullAll(name);
    const expected: string[] = [];
    const found: string[] = [];
    for (const owner of owners) {
      for (const table of travelling) {
        // The service role is not reached over HTTP at all.
        const mayRead = name !== 'service' && allowedAccess(table, name, owner).includes('S');
        if (mayRead) expected.push(`${table} ${owner}`);
        if (changes.some((change) => change.table === table && change.scope === students[owner])) {
          found.push(`${table} ${owner}`);
        }
      }
    }
    // A seeded row that the log never saw cannot be pulled by anybody.
    const logged = await server.sql<{ key: string }>(
      `SELECT DISTINCT table_name || ' ' || scope AS key FROM sync_log WHERE scope = ANY ($1)`,
      [Object.values(students)],
    );
    const isLogged = (entry: string) => {
      const [table, owner] = entry.split(' ') as [string, Owner];
      return logged.some(({ key }) => key === `${table} ${students[owner]}`);
    };
    expect(found.sort()).toEqual(expected.filter(isLogged).sort());
    const allowedScopes = new Set<string>([
      everyone,
      ...owners.filter((owner) => expected.includes(`students ${owner}`)).map((owner) => students[owner]),
      ...(['first', 'second'] as const)
        .filter((klass) => {
          const owner: Owner = klass === 'first' ? 'student' : 'outsider';
          return name !== 'service' && allowedAccess('classes', name, owner).includes('S');
        })
        .map((klass) => classes[klass]),
    ]);
    expect(changes.filter(({ scope }) => !allowedScopes.has(scope))).toEqual([]);
    // No table is ever sent that may not travel: no tokens, no codes, no accounts, no derived rows.
    const unexpected = changes.filter(({ table }) =>
      [
        'people',
        'refresh_tokens',
        'join_codes',
        'join_requests',
        'class_members',
        'devices',
        'student_mistake_patterns',
      ].includes(table),
    );
    expect(unexpected).toEqual([]);
  });

  it.each(principalNames)('%s pushes rows only of whom they may write for', async (name) => {
    const now = new Date().toISOString();
    const makers: Readonly<Record<string, (student: string) => Record<string, unknown>>> = {
      student_mistakes: (student) => ({
        student_id: student,
        global_topic_uid: 'T',
        mistake_code: 'GUESS',
        occurred_at: now,
        created_at: now,
      }),
      student_recommendations: (student) => ({
        student_id: student,
        global_topic_uid: 'T',
        recommendation_type: `TEST_${name}`.slice(0, 20),
        title: 't',
        message: 'm',
        action_items: [],
        priority: 5,
        is_active: true,
        created_at: now,
        updated_at: now,
      }),
      ui_reflex_events: (student) => ({
        student_id: student,
        global_topic_uid: 'T',
        event_type: 'RECOMMENDATION_CREATED',
        action_items: [],
        priority: 5,
        created_at: now,
      }),
    };
    for (const [table, make] of Object.entries(makers)) {
      for (const owner of owners) {
        const id = randomUUID();
        const change = { scope: students[owner], table, id, row: { id, ...make(students[owner]) } };
        const answer = await server.rpc('sync_push', { p_replica: randomUUID(), p_changes: [change] }, tokenOf(name));
        const mayWrite = name !== 'service' && allowedAccess(table, name, owner).includes('I');
        const wasTaken = answer.status === 200 && answer.body.accepted.includes(id);
        const [stored] = await server.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE id = $1`, [id]);
        // An operator is not restricted in the exchange: they carry bundles and restore servers.
        const expected = mayWrite || name === 'operator';
        expect([name, table, owner, wasTaken, stored?.n], answer.text).toEqual([
          name,
          table,
          owner,
          expected,
          expected ? 1 : 0,
        ]);
      }
    }
  });

  it('calls no function without a sign-in, and none that is not offered with one', async () => {
    for (const name of callableFunctions) {
      for (const principal of ['anon', 'service'] as const) {
        const answer = await server.rpc(name, {}, tokenOf(principal));
        expect([name, [401, 404].includes(answer.status)], answer.text).toEqual([name, true]);
      }
    }
    const all = await server.sql<{ name: string }>(
      `SELECT DISTINCT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'`,
    );
    const offered = new Set((await server.running.context.rpcCatalogue.list()).map((entry) => entry.name));
    const hidden = all.filter(({ name }) => !offered.has(name));
    expect(hidden.length).toBeGreaterThan(30);
    for (const { name } of hidden) {
      const answer = await server.rpc(name, {}, tokens.get('operator'));
      expect([name, answer.status]).toEqual([name, 404]);
    }
    for (const name of [
      'rekey_student',
      'erase_student',
      'renew_sync_identity',
      'sync_identity',
      'apply_sync_rows',
      'append_sync_log',
    ]) {
      expect(offered.has(name)).toBe(false);
    }
  });

  it.each(['student', 'classmate', 'hub', 'otherTeacher', 'otherHub'] as const)(
    '%s does nothing that is a teacher’s of the first class',
    async (name) => {
      const attempts: readonly (readonly [string, Record<string, unknown>])[] = [
        ['class_roster', { p_class_id: classes.first }],
        ['create_join_code', { p_class_id: classes.first }],
        ['add_roster_names', { p_class_id: classes.first, p_names: ['x'] }],
        ['set_class_preset', { p_class_id: classes.first, p_preset_name: 'soft' }],
        ['change_class', { p_class_id: classes.first, p_display_name: 'mine' }],
        ['add_class_teacher', { p_class_id: classes.first, p_person_id: staff.otherTeacher }],
        ['set_student_preset', { p_student_id: students.classmate, p_preset_name: 'soft' }],
        [
          'send_recommendation',
          { p_student_id: students.classmate, p_global_topic_uid: 'T', p_title: 't', p_message: 'm' },
        ],
        ['create_person', { p_role: 'operator', p_display_name: 'x' }],
      ];
      const before = await server.sql(`SELECT * FROM classes ORDER BY id`);
      for (const [functionName, args] of attempts) {
        if (name === 'classmate' && functionName === 'set_student_preset') continue;
        const answer = await server.rpc(functionName, args, tokenOf(name));
        expect([functionName, [403, 404].includes(answer.status)], answer.text).toEqual([functionName, true]);
        // Nobody learns from a refusal whether the class exists.
        expect(answer.text).not.toContain('9-A');
      }
      expect(await server.sql(`SELECT * FROM classes ORDER BY id`)).toEqual(before);
    },
  );

  it('covers every table of the matrix that travels', () => {
    for (const table of travelling) expect(Object.keys(accessByTable)).toContain(table);
  });
});
