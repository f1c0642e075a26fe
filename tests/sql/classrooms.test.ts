import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actAs, call, refusalOf } from './act-as.ts';
import { classes, type Principal, principals, staff, students } from './isolation-matrix.ts';
import { seedClassrooms } from './isolation-rows.ts';
import { insertOneByOne } from './study-rows.ts';
import { databaseKinds, migrateAll, postgres18, type TestDatabase } from './test-databases.ts';

const { teacher, otherTeacher, hub, operator, service, student, classmate, anon } = principals;

interface Joined {
  readonly status: string;
  readonly student_id: string;
  readonly class_id: string;
  readonly class_name: string;
  readonly display_name: string;
  readonly request_id: string;
  readonly claim_secret: string;
}
interface Look {
  readonly class: { readonly id: string; readonly display_name: string };
  readonly roster: readonly {
    readonly member_id: string;
    readonly display_name: string;
    readonly is_claimed: boolean;
  }[];
}

const asStudent = (studentId: string): Principal => ({
  role: 'authenticated',
  claims: { sub: studentId, role: 'authenticated', endstp_role: 'student', student_id: studentId },
});
/** A sign-in of Supabase Auth: nothing but a subject. */
const asAccount = (subject: string): Principal => ({
  role: 'authenticated',
  claims: { sub: subject, role: 'authenticated' },
});

describe.each(databaseKinds)('classrooms on $label', (kind) => {
  let database: TestDatabase;
  let classId: string;
  let code: string;

  const rpc = <T>(principal: Principal, name: string, args: Readonly<Record<string, unknown>> = {}) =>
    call<T>(database.session, principal, name, args);
  const join = (input: Readonly<Record<string, unknown>>, principal: Principal = service) =>
    rpc<Joined>(principal, 'join_class', {
      p_code: code,
      p_member_id: null,
      p_display_name: null,
      p_replica: randomUUID(),
      p_device_name: 'PC 4',
      p_local_student_id: randomUUID(),
      ...input,
    });
  const refusedJoin = (input: Readonly<Record<string, unknown>>, principal: Principal = service) =>
    refusalOf(join(input, principal));
  const memberId = async (name: string) =>
    (await rpc<Look>(service, 'look_up_join_code', { p_code: code })).roster.find(
      ({ display_name }) => display_name === name,
    )?.member_id;
  async function scalar<T>(text: string, params: readonly unknown[] = []): Promise<T | undefined> {
    return (await database.session.query<{ value: T }>(text, params)).rows[0]?.value;
  }

  beforeAll(async () => {
    database = await kind.openMigrated();
    await seedClassrooms(database.session);
  }, 60_000);
  afterAll(() => database.close());
  beforeEach(async () => {
    const made = await rpc<{ class_id: string }>(teacher, 'create_class', {
      p_display_name: '  9-C \n Sınıfı ',
      p_roster: ['Ayşe Yılmaz', 'İpek Işık', 'Mehmet Öz'],
    });
    classId = made.class_id;
    ({ code } = await rpc<{ code: string }>(teacher, 'create_join_code', { p_class_id: classId }));
    await database.session.query(`SELECT setval('join_guess_counter', 1)`);
  });

  test('a code shows the class and its roster, however it is typed, and only its hash is kept', async () => {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const typed = ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    const look = await rpc<Look>(service, 'look_up_join_code', { p_code: typed });
    expect(look.class).toEqual({ id: classId, display_name: '9-C Sınıfı' });
    expect(look.roster.map(({ display_name, is_claimed }) => [display_name, is_claimed]).sort()).toEqual(
      [
        ['Ayşe Yılmaz', false],
        ['İpek Işık', false],
        ['Mehmet Öz', false],
      ].sort(),
    );
    expect(
      await scalar('SELECT count(*)::int AS value FROM join_codes AS c WHERE strpos(c::text, $1) > 0', [
        code.replace('-', ''),
      ]),
    ).toBe(0);
  });

  test('a name is claimed once; the student gets an id of the server and the preset of the class', async () => {
    await rpc(teacher, 'set_class_preset', { p_class_id: classId, p_preset_name: 'soft' });
    const local = randomUUID();
    const joined = await join({ p_member_id: await memberId('İpek Işık'), p_local_student_id: local });
    expect(joined).toMatchObject({
      status: 'joined',
      class_id: classId,
      class_name: '9-C Sınıfı',
      display_name: 'İpek Işık',
    });
    expect(joined.student_id).not.toBe(local);
    expect(
      await scalar('SELECT preset_name AS value FROM student_analysis_settings WHERE student_id = $1', [
        joined.student_id,
      ]),
    ).toBe('soft');
    const second = await join({ p_member_id: await memberId('İpek Işık') });
    expect(second).toMatchObject({ status: 'waiting', display_name: 'İpek Işık' });
    expect(second).not.toHaveProperty('student_id');
    // Entering the name instead of picking it is no way around the teacher, however it is written.
    expect(await join({ p_display_name: ' ipek  ışık'.replace('i', 'İ') })).toMatchObject({ status: 'waiting' });
  });

  test('a request whose answer was lost is answered alike, until rows were pushed', async () => {
    const device = {
      p_replica: randomUUID(),
      p_local_student_id: randomUUID(),
      p_member_id: await memberId('Mehmet Öz'),
      p_claim_key: randomUUID().repeat(2),
    };
    const first = await join(device);
    expect(await join(device)).toEqual(first);
    // Ids are no secrets: who knows them without the key is somebody else.
    for (const p_claim_key of [null, randomUUID().repeat(2)])
      expect(await join({ ...device, p_claim_key })).toMatchObject({ status: 'waiting' });
    // A machine made from the same disk image knows all three.
    await rpc(asStudent(first.student_id), 'sync_push', {
      p_replica: device.p_replica,
      p_changes: JSON.stringify([profileOf(first.student_id)]),
    });
    expect(await join(device)).toMatchObject({ status: 'waiting' });
  });

  test('a second device waits for the teacher, and its secret shows it the answer again and again', async () => {
    const { student_id } = await join({ p_member_id: await memberId('Ayşe Yılmaz') });
    const waiting = await join({ p_member_id: await memberId('Ayşe Yılmaz'), p_device_name: 'Tablet' });
    const ask = (secret: string) =>
      rpc<Joined>(service, 'join_request_status', { p_request_id: waiting.request_id, p_claim_secret: secret });
    expect(await ask(waiting.claim_secret)).toMatchObject({ status: 'waiting' });
    expect(await refusalOf(ask('0'.repeat(64)))).toBe('PT404 NOT_FOUND');
    expect(await refusalOf(rpc(otherTeacher, 'approve_join_request', { p_request_id: waiting.request_id }))).toBe(
      'PT404 NOT_FOUND',
    );
    expect(await refusalOf(rpc(classmate, 'approve_join_request', { p_request_id: waiting.request_id }))).toBe(
      'PT403 FORBIDDEN',
    );
    const roster = await rpc<{ waiting: readonly object[] }>(teacher, 'class_roster', { p_class_id: classId });
    expect(roster.waiting).toMatchObject([
      { request_id: waiting.request_id, display_name: 'Ayşe Yılmaz', device_name: 'Tablet' },
    ]);
    await rpc(teacher, 'approve_join_request', { p_request_id: waiting.request_id });
    expect(await ask(waiting.claim_secret)).toMatchObject({ status: 'joined', student_id });
    expect(await ask(waiting.claim_secret)).toMatchObject({ status: 'joined', student_id });
    expect(await refusalOf(rpc(teacher, 'refuse_join_request', { p_request_id: waiting.request_id }))).toBe(
      'PT409 CONFLICT',
    );

    const another = await join({ p_member_id: await memberId('Ayşe Yılmaz') });
    await rpc(teacher, 'refuse_join_request', { p_request_id: another.request_id });
    expect(
      await rpc(service, 'join_request_status', {
        p_request_id: another.request_id,
        p_claim_secret: another.claim_secret,
      }),
    ).toMatchObject({ status: 'refused' });
  });

  test('a student lets their own further device in from the first one', async () => {
    const { student_id } = await join({ p_member_id: await memberId('Ayşe Yılmaz') });
    const waiting = await join({ p_member_id: await memberId('Ayşe Yılmaz') });
    await rpc(asStudent(student_id), 'approve_join_request', { p_request_id: waiting.request_id });
    expect(
      await rpc(service, 'join_request_status', {
        p_request_id: waiting.request_id,
        p_claim_secret: waiting.claim_secret,
      }),
    ).toMatchObject({ status: 'joined', student_id });
  });

  test("who is signed in already stays the same student in a second class, and takes nobody else's name", async () => {
    const { student_id } = await join({ p_display_name: 'Yeni Ad' });
    const other = await rpc<{ class_id: string }>(teacher, 'create_class', {
      p_display_name: 'Kurs',
      p_roster: ['Yeni A.', 'Ali'],
    });
    ({ code } = await rpc<{ code: string }>(teacher, 'create_join_code', { p_class_id: other.class_id }));
    await join({ p_member_id: await memberId('Ali') });
    expect(await refusedJoin({ p_member_id: await memberId('Ali') }, asStudent(student_id))).toBe('PT409 CONFLICT');
    const joined = await join({ p_member_id: await memberId('Yeni A.') }, asStudent(student_id));
    expect(joined).toMatchObject({ status: 'joined', student_id, class_id: other.class_id });
    expect(await join({ p_member_id: await memberId('Ali') }, asStudent(student_id))).toMatchObject({
      display_name: 'Yeni A.',
    });
  });

  test('a sign-in of Supabase is linked to its student by joining, on each device', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const { student_id } = await join({ p_member_id: await memberId('Ayşe Yılmaz') }, asAccount(first));
    const scopesOf = (subject: string) =>
      rpc<{ write_scopes: readonly string[]; read_scopes: readonly string[] }>(
        asAccount(subject),
        'sync_caller_scopes',
      );
    expect([...(await scopesOf(first)).write_scopes].sort()).toEqual([first, student_id].sort());
    expect((await scopesOf(first)).read_scopes).toContain(classId);
    const waiting = await join({ p_member_id: await memberId('Ayşe Yılmaz') }, asAccount(second));
    expect((await scopesOf(second)).write_scopes).toEqual([second]);
    await rpc(teacher, 'approve_join_request', { p_request_id: waiting.request_id });
    expect((await scopesOf(second)).write_scopes).toContain(student_id);
    // Signed in to the same account on a third device: nobody has to approve that.
    expect(await join({ p_member_id: await memberId('Ayşe Yılmaz') }, asAccount(first))).toMatchObject({
      status: 'joined',
      student_id,
    });
  });

  test('codes end: expired, revoked, used up, of an archived class, all look alike', async () => {
    const look = () => refusalOf(rpc(service, 'look_up_join_code', { p_code: code }));
    for (const end of [
      `UPDATE join_codes SET expires_at = now() WHERE class_id = $1`,
      `UPDATE join_codes SET expires_at = now() + interval '1 h', revoked_at = now() WHERE class_id = $1`,
      `UPDATE join_codes SET revoked_at = NULL, use_count = max_uses WHERE class_id = $1`,
    ]) {
      await database.session.query(end, [classId]);
      expect(await look()).toBe('PT404 JOIN_CODE_REFUSED');
    }
    await database.session.query('UPDATE join_codes SET use_count = 0 WHERE class_id = $1', [classId]);
    expect(await look()).toBe('not refused');
    await rpc(teacher, 'change_class', { p_class_id: classId, p_is_archived: true });
    expect(await look()).toBe('PT404 JOIN_CODE_REFUSED');
  });

  test('wrong guesses are counted although they are rolled back, and after 600 in a minute nobody may guess', async () => {
    const guess = () => refusalOf(rpc(service, 'look_up_join_code', { p_code: 'ZZZZ-ZZZZ' }));
    expect([await guess(), await guess()]).toEqual(['PT404 JOIN_CODE_REFUSED', 'PT404 JOIN_CODE_REFUSED']);
    const before = Number(await scalar('SELECT last_value AS value FROM join_guess_counter'));
    expect(before % 1_000_000).toBeLessThanOrEqual(2);
    await database.session.query(`SELECT setval('join_guess_counter', $1)`, [
      Math.floor(before / 1_000_000) * 1_000_000 + 600,
    ]);
    // The minute may have turned meanwhile: then the count begins again.
    expect(['PT429 RATE_LIMITED', 'PT404 JOIN_CODE_REFUSED']).toContain(await guess());
    await database.session.query(
      `SELECT setval('join_guess_counter', floor(extract(epoch FROM clock_timestamp()) / 60)::bigint * 1000000 + 600)`,
    );
    expect(await refusalOf(rpc(service, 'look_up_join_code', { p_code: code }))).toBe('PT429 RATE_LIMITED');
    // A clock that was years ahead and has been put right locks nobody out.
    await database.session.query(`SELECT setval('join_guess_counter', 99999999 * 1000000::bigint + 600)`);
    expect(await guess()).toBe('PT404 JOIN_CODE_REFUSED');
    expect(await refusalOf(rpc(service, 'look_up_join_code', { p_code: code }))).toBe('not refused');
  });

  test('one code is used 120 times a minute at most', async () => {
    await database.session.query(
      `UPDATE join_codes SET counted_minute = floor(extract(epoch FROM clock_timestamp()) / 60), count_in_minute = 120 WHERE class_id = $1`,
      [classId],
    );
    expect(await refusedJoin({ p_display_name: 'Yeni' })).toBe('PT429 RATE_LIMITED');
  });

  test('after leaving, the class sees nothing of the student, who keeps everything; the name is free again', async () => {
    const { student_id } = await join({ p_member_id: await memberId('Mehmet Öz') });
    await insertOneByOne(database.session, [{ studentId: student_id }]);
    const seen = (principal: Principal) =>
      actAs(database.session, principal, async (session) =>
        Number(
          (
            await session.query<{ n: string }>('SELECT count(*) AS n FROM student_mistakes WHERE student_id = $1', [
              student_id,
            ])
          ).rows[0]?.n,
        ),
      );
    expect([await seen(teacher), await seen(asStudent(student_id)), await seen(student)]).toEqual([1, 1, 0]);
    expect(await refusalOf(rpc(student, 'leave_class', { p_class_id: classId, p_student_id: student_id }))).toBe(
      'PT403 FORBIDDEN',
    );
    await rpc(asStudent(student_id), 'leave_class', { p_class_id: classId, p_student_id: student_id });
    await rpc(asStudent(student_id), 'leave_class', { p_class_id: classId, p_student_id: student_id });
    expect([await seen(teacher), await seen(asStudent(student_id))]).toEqual([0, 1]);
    expect(
      await refusalOf(rpc(teacher, 'set_student_preset', { p_student_id: student_id, p_preset_name: 'soft' })),
    ).toBe('PT404 NOT_FOUND');
    const next = await join({ p_member_id: await memberId('Mehmet Öz') });
    expect(next.status).toBe('joined');
    expect(next.student_id).not.toBe(student_id);
  });

  test('who left and joins again is the same student: at once with a known device, with another one when the teacher says so', async () => {
    const device = { p_replica: randomUUID(), p_claim_key: randomUUID().repeat(2) };
    const { student_id } = await join({ p_member_id: await memberId('Mehmet Öz'), ...device });
    const leave = () => rpc(asStudent(student_id), 'leave_class', { p_class_id: classId, p_student_id: student_id });
    await leave();
    const known = await join({
      p_member_id: await memberId('Mehmet Öz'),
      ...device,
      p_local_student_id: student_id,
    });
    expect(known).toMatchObject({ status: 'joined', student_id });
    await leave();
    // A teacher has seen both ids in the list of devices; a bundle carries them.
    const knowing = { p_replica: device.p_replica, p_local_student_id: student_id };
    expect(await join({ p_display_name: 'Yabancı', ...knowing })).toMatchObject({ status: 'waiting' });
    const elsewhere = await rpc<{ class_id: string }>(otherTeacher, 'create_class', { p_display_name: 'Kurs' });
    const { code: codeElsewhere } = await rpc<{ code: string }>(otherTeacher, 'create_join_code', {
      p_class_id: elsewhere.class_id,
    });
    const taken = await join({ p_code: codeElsewhere, p_display_name: 'Mehmet', ...knowing });
    await rpc(otherTeacher, 'approve_join_request', { p_request_id: taken.request_id });
    const got = await rpc<Joined>(service, 'join_request_status', {
      p_request_id: taken.request_id,
      p_claim_secret: taken.claim_secret,
    });
    expect(got.status).toBe('joined');
    expect(got.student_id).not.toBe(student_id);
    const other = await join({ p_member_id: await memberId('Mehmet Öz'), p_local_student_id: student_id });
    expect(other.status).toBe('waiting');
    await rpc(teacher, 'approve_join_request', { p_request_id: other.request_id });
    expect(
      await rpc(service, 'join_request_status', {
        p_request_id: other.request_id,
        p_claim_secret: other.claim_secret,
      }),
    ).toMatchObject({ status: 'joined', student_id });
    // Somebody who is in a class is nobody's former student: an id alone opens nothing.
    const stranger = await join({ p_display_name: 'Veli Kaya', p_local_student_id: student_id });
    expect(stranger.student_id).not.toBe(student_id);
  });

  test('an erased student leaves every class, is signed out, and nothing of theirs is taken any more', async () => {
    const { student_id } = await join({ p_member_id: await memberId('Ayşe Yılmaz') });
    await database.session.query(
      `INSERT INTO refresh_tokens (token_hash, family_id, student_id, expires_at) VALUES (sha256(convert_to($1, 'UTF8')), $2, $2, now() + interval '1 day')`,
      [student_id, student_id],
    );
    await insertOneByOne(database.session, [{ studentId: student_id }]);
    expect(await refusalOf(rpc(teacher, 'erase_student_record', { p_student_id: student_id }))).toBe('PT403 FORBIDDEN');
    expect(await refusalOf(rpc(classmate, 'erase_student_record', { p_student_id: student_id }))).toBe(
      'PT403 FORBIDDEN',
    );
    expect(await rpc(asStudent(student_id), 'erase_student_record', { p_student_id: student_id })).toMatchObject({
      is_new: true,
    });
    expect(await rpc(operator, 'erase_student_record', { p_student_id: student_id })).toMatchObject({ is_new: false });
    const left = await scalar(
      `SELECT (SELECT count(*) FROM student_mistakes WHERE student_id = $1) + (SELECT count(*) FROM class_members WHERE student_id = $1 AND (left_at IS NULL OR display_name <> '—'))
         + (SELECT count(*) FROM devices WHERE student_id = $1)
         + (SELECT count(*) FROM refresh_tokens WHERE student_id = $1 AND revoked_at IS NULL) AS value`,
      [student_id],
    );
    expect(Number(left)).toBe(0);
    const device = { p_replica: randomUUID(), p_student_id: student_id };
    expect(await refusalOf(rpc(asStudent(student_id), 'report_device', device))).toBe('PT410 STUDENT_ERASED');
    expect(
      await rpc<object>(asStudent(student_id), 'sync_push', {
        p_replica: randomUUID(),
        p_changes: JSON.stringify([profileOf(student_id)]),
      }),
    ).toMatchObject({ accepted: [], refused: [{ code: 'STUDENT_ERASED' }] });
    // Nor do they come back with a disk that was put back to before the student joined, and joins under its older id.
    const olderId = randomUUID();
    await database.session.query('SELECT rekey_student($1, $2)', [olderId, student_id]);
    expect(await refusedJoin({ p_display_name: 'Ayşe', p_local_student_id: olderId })).toBe('PT410 STUDENT_ERASED');
  });

  test('a lost device is signed out by the teacher or by the student, and no other one', async () => {
    const [lost, kept] = [randomUUID(), randomUUID()];
    const { student_id } = await join({ p_member_id: await memberId('Ayşe Yılmaz'), p_replica: lost });
    for (const replica of [lost, kept]) {
      await database.session.query(
        `INSERT INTO refresh_tokens (token_hash, family_id, student_id, replica_id, expires_at)
         VALUES (sha256(convert_to($1, 'UTF8')), $2, $3, $2, now() + interval '1 day')`,
        [replica, replica, student_id],
      );
    }
    const signOut = (principal: Principal, replica: string) =>
      rpc<object>(principal, 'sign_out_device', { p_student_id: student_id, p_replica: replica });
    expect(await refusalOf(signOut(otherTeacher, lost))).toBe('PT404 NOT_FOUND');
    expect(await refusalOf(signOut(classmate, lost))).toBe('PT403 FORBIDDEN');
    expect(await signOut(teacher, lost)).toMatchObject({ revoked_token_count: 1 });
    expect(
      await scalar('SELECT replica_id AS value FROM refresh_tokens WHERE student_id = $1 AND revoked_at IS NULL', [
        student_id,
      ]),
    ).toBe(kept);
    expect(await signOut(asStudent(student_id), kept)).toMatchObject({ revoked_token_count: 1 });
    expect(await signOut(teacher, kept)).toMatchObject({ revoked_token_count: 0 });
  });

  test('membership follows a student who is given another id', async () => {
    const { student_id } = await join({ p_member_id: await memberId('Ayşe Yılmaz') });
    const next = randomUUID();
    await database.session.query('SELECT rekey_student($1, $2)', [student_id, next]);
    expect(
      await scalar(`SELECT student_id AS value FROM class_members WHERE class_id = $1 AND display_name LIKE 'Ay%'`, [
        classId,
      ]),
    ).toBe(next);
  });

  test("the preset of a class reaches each member's settings and travels in their scope", async () => {
    const { student_id } = await join({ p_member_id: await memberId('Ayşe Yılmaz') });
    const before = Number(
      await scalar('SELECT coalesce(max(seq), 0) AS value FROM sync_log WHERE scope = $1', [student_id]),
    );
    expect(await rpc(teacher, 'set_class_preset', { p_class_id: classId, p_preset_name: 'aggressive' })).toMatchObject({
      student_count: 1,
    });
    await rpc(teacher, 'set_class_preset', { p_class_id: classId, p_preset_name: 'aggressive' });
    const page = await rpc<{ changes: readonly { table: string; row: Record<string, unknown> }[] }>(
      asStudent(student_id),
      'sync_pull',
      {
        p_replica: randomUUID(),
        p_positions: JSON.stringify({ [student_id]: before }),
        p_max_rows: 100,
      },
    );
    const own = page.changes.filter(({ table }) => table === 'student_analysis_settings');
    expect(own.map(({ row }) => [row.preset_name, row.set_by])).toEqual([['aggressive', staff.teacher]]);
    expect(page.changes.filter(({ table, row }) => table === 'classes' && row.id === classId)).toHaveLength(1);
    expect(page.changes.filter(({ table, row }) => table === 'classes' && row.id !== classId)).toEqual([]);
    expect(await refusalOf(rpc(otherTeacher, 'set_class_preset', { p_class_id: classId, p_preset_name: 'soft' }))).toBe(
      'PT404 NOT_FOUND',
    );
    expect(await refusalOf(rpc(teacher, 'set_class_preset', { p_class_id: classId, p_preset_name: 'mild' }))).toBe(
      'PT400 INVALID_INPUT',
    );
    await rpc(teacher, 'set_student_preset', { p_student_id: student_id, p_preset_name: null });
    expect(
      await scalar('SELECT preset_name AS value FROM student_analysis_settings WHERE student_id = $1', [student_id]),
    ).toBeNull();
  });

  test("a teacher's recommendation and its event reach the student; a newer note replaces the active one", async () => {
    const { student_id } = await join({ p_member_id: await memberId('Ayşe Yılmaz') });
    const note = (message: string, extra: object = {}) =>
      rpc<{ recommendation_id: string }>(teacher, 'send_recommendation', {
        p_student_id: student_id,
        p_global_topic_uid: 'TR.MAT.ALG.001',
        p_title: 'Denklemler',
        p_message: message,
        ...extra,
      });
    await note('Önce kolay seti çöz.', {
      p_action_items: JSON.stringify([{ action: 'easy_set', label: 'Kolay set', count: 6 }]),
    });
    const { recommendation_id } = await note('Şimdi normal seti çöz.');
    const { rows } = await database.session.query<{ id: string; is_active: boolean; recommendation_type: string }>(
      'SELECT id, is_active, recommendation_type FROM student_recommendations WHERE student_id = $1 ORDER BY created_at',
      [student_id],
    );
    expect(rows.map(({ is_active, recommendation_type }) => [is_active, recommendation_type])).toEqual([
      [false, 'TEACHER_NOTE'],
      [true, 'TEACHER_NOTE'],
    ]);
    expect(rows[1]?.id).toBe(recommendation_id);
    const page = await rpc<{ changes: readonly { table: string }[] }>(asStudent(student_id), 'sync_pull', {
      p_replica: randomUUID(),
      p_positions: '{}',
      p_max_rows: 100,
    });
    expect(page.changes.filter(({ table }) => table === 'student_recommendations')).toHaveLength(2);
    expect(page.changes.filter(({ table }) => table === 'ui_reflex_events')).toHaveLength(2);
    // The analysis goes on beside it.
    await insertOneByOne(
      database.session,
      [2, 2, 2, 2].map((seconds) => ({ studentId: student_id, seconds })),
    );
    expect(
      await scalar('SELECT count(*)::int AS value FROM student_recommendations WHERE student_id = $1 AND is_active', [
        student_id,
      ]),
    ).toBe(2);
    for (const bad of [
      { p_action_items: '{}' },
      { p_action_items: '[1]' },
      { p_message: ' ' },
      { p_message: 'x'.repeat(1001) },
      { p_valid_hours: 0 },
      { p_global_topic_uid: '' },
      { p_title: null },
    ]) {
      expect(await refusalOf(note('Not', bad)), JSON.stringify(bad)).toBe('PT400 INVALID_INPUT');
    }
    expect(
      await refusalOf(
        rpc(otherTeacher, 'send_recommendation', {
          p_student_id: student_id,
          p_global_topic_uid: 'T',
          p_title: 'x',
          p_message: 'x',
        }),
      ),
    ).toBe('PT404 NOT_FOUND');
  });

  test('a disabled account and a token that claims more than the tables say are nobody', async () => {
    const scopes = async (principal: Principal) =>
      await rpc<{ read_scopes: readonly string[]; is_unrestricted: boolean }>(principal, 'sync_caller_scopes');
    const nobody = { is_unrestricted: false, read_scopes: [], write_scopes: [], settings_scopes: [] };
    expect(await scopes({ role: 'authenticated', claims: { sub: randomUUID(), endstp_role: 'operator' } })).toEqual(
      nobody,
    );
    expect(await scopes({ role: 'authenticated', claims: { sub: staff.teacher, endstp_role: 'operator' } })).toEqual(
      nobody,
    );
    expect(await scopes({ role: 'authenticated', claims: { sub: 'not a uuid', endstp_role: 'student' } })).toEqual(
      nobody,
    );
    expect(await scopes({ role: 'authenticated', claims: {} })).toEqual(nobody);
    const { person_id } = await rpc<{ person_id: string }>(operator, 'create_person', {
      p_role: 'operator',
      p_display_name: 'Kısa',
      p_email: `${randomUUID()}@Okul.example`,
    });
    const short: Principal = { role: 'authenticated', claims: { sub: person_id, endstp_role: 'operator' } };
    expect((await scopes(short)).is_unrestricted).toBe(true);
    await database.session.query('UPDATE people SET disabled_at = now() WHERE id = $1', [person_id]);
    expect(await scopes(short)).toEqual(nobody);
    expect(await refusalOf(rpc(short, 'create_class', { p_display_name: 'x' }))).toBe('PT401 SIGN_IN_REQUIRED');
  });

  test('teachers, hubs and operators are made by operators, and each class has its own', async () => {
    for (const principal of [teacher, hub, student]) {
      expect(await refusalOf(rpc(principal, 'create_person', { p_role: 'operator', p_display_name: 'x' }))).toBe(
        'PT403 FORBIDDEN',
      );
    }
    const email = `${randomUUID()}@okul.example`;
    const make = (extra: object = {}) =>
      rpc<{ person_id: string }>(operator, 'create_person', {
        p_role: 'teacher',
        p_display_name: 'Yeni',
        p_email: email.toUpperCase(),
        ...extra,
      });
    const { person_id } = await make();
    expect(await refusalOf(make())).toBe('PT409 CONFLICT');
    expect(await refusalOf(make({ p_role: 'king', p_email: null }))).toBe('PT400 INVALID_INPUT');
    const colleague: Principal = { role: 'authenticated', claims: { sub: person_id, endstp_role: 'teacher' } };
    expect(await rpc(colleague, 'my_classes')).toEqual([]);
    expect(await refusalOf(rpc(colleague, 'class_roster', { p_class_id: classId }))).toBe('PT404 NOT_FOUND');
    await rpc(teacher, 'add_class_teacher', { p_class_id: classId, p_person_id: person_id });
    expect(await rpc(colleague, 'my_classes')).toMatchObject([{ class_id: classId, name_count: 3, student_count: 0 }]);
    await rpc(teacher, 'remove_class_person', { p_class_id: classId, p_person_id: person_id });
    expect(await rpc(colleague, 'my_classes')).toEqual([]);
    expect(await refusalOf(rpc(teacher, 'add_class_teacher', { p_class_id: classId, p_person_id: staff.hub }))).toBe(
      'PT404 NOT_FOUND',
    );
    expect(await refusalOf(rpc(teacher, 'add_class_hub', { p_class_id: classId, p_person_id: staff.hub }))).toBe(
      'PT403 FORBIDDEN',
    );
    await rpc(operator, 'add_class_hub', { p_class_id: classId, p_person_id: staff.hub });
    const { student_id } = await join({ p_display_name: 'Hub Öğrencisi' });
    expect((await rpc<{ write_scopes: readonly string[] }>(hub, 'sync_caller_scopes')).write_scopes).toContain(
      student_id,
    );
  });

  test('a roster takes each name once, is corrected, and loses only names that nobody claimed', async () => {
    const added = await rpc<{ added: readonly { display_name: string }[]; known: readonly string[] }>(
      teacher,
      'add_roster_names',
      {
        p_class_id: classId,
        p_names: ['Can', ' can ', 'AYŞE YILMAZ'.replace('I', 'ı'), 'Ece'],
      },
    );
    expect(added.added.map(({ display_name }) => display_name)).toEqual(['Can', 'Ece']);
    const can = await memberId('Can');
    expect(await refusalOf(rpc(teacher, 'rename_roster_name', { p_member_id: can, p_display_name: 'ECE' }))).toBe(
      'PT409 CONFLICT',
    );
    await rpc(teacher, 'rename_roster_name', { p_member_id: can, p_display_name: 'Can D.' });
    expect(await memberId('Can D.')).toBe(can);
    await join({ p_member_id: can });
    expect(await refusalOf(rpc(teacher, 'remove_roster_name', { p_member_id: can }))).toBe('PT409 CONFLICT');
    await rpc(teacher, 'remove_roster_name', { p_member_id: await memberId('Ece') });
    expect(await memberId('Ece')).toBeUndefined();
    expect(await refusalOf(rpc(teacher, 'add_roster_names', { p_class_id: classId, p_names: ['x', ''] }))).toBe(
      'PT400 INVALID_INPUT',
    );
    await rpc(teacher, 'change_class', { p_class_id: classId, p_allows_new_names: false });
    expect(await refusedJoin({ p_display_name: 'Kim' })).toBe('PT404 NAME_NOT_ON_ROSTER');
    expect(await refusedJoin({ p_member_id: randomUUID() })).toBe('PT404 NAME_NOT_ON_ROSTER');
  });

  test('two names that are one child become one: rows, sign-in and what is still on its way go to the name that is kept', async () => {
    const [kept, twice] = [await memberId('Mehmet Öz'), await memberId('Ayşe Yılmaz')];
    const merge = (principal: Principal, first = kept, second = twice) =>
      rpc<object>(principal, 'merge_students', {
        p_class_id: classId,
        p_kept_member_id: first,
        p_merged_member_id: second,
      });
    const { student_id: keptId } = await join({ p_member_id: kept });
    expect(await refusalOf(merge(teacher))).toBe('PT404 NOT_FOUND');
    const { student_id: twiceId } = await join({ p_member_id: twice });
    await insertOneByOne(database.session, [{ studentId: keptId }, { studentId: twiceId }, { studentId: twiceId }]);
    for (const principal of [asStudent(twiceId), hub])
      expect(await refusalOf(merge(principal))).toBe('PT403 FORBIDDEN');
    expect(await refusalOf(merge(otherTeacher))).toBe('PT404 NOT_FOUND');
    expect(await refusalOf(merge(teacher, kept, kept))).toBe('PT400 INVALID_INPUT');
    // Of a child who is in somebody else's class too, that one would be shown the record of the other.
    const elsewhere = await rpc<{ class_id: string }>(otherTeacher, 'create_class', { p_display_name: 'Kurs' });
    const { code: codeElsewhere } = await rpc<{ code: string }>(otherTeacher, 'create_join_code', {
      p_class_id: elsewhere.class_id,
    });
    await join({ p_code: codeElsewhere, p_display_name: 'Ayşe' }, asStudent(twiceId));
    expect(await refusalOf(merge(teacher))).toBe('PT403 FORBIDDEN');
    await rpc(asStudent(twiceId), 'leave_class', { p_class_id: elsewhere.class_id, p_student_id: twiceId });

    expect(await merge(teacher)).toMatchObject({ student_id: keptId, merged_student_id: twiceId });
    const countOf = (id: string) =>
      scalar<number>('SELECT count(*)::int AS value FROM student_mistakes WHERE student_id = $1', [id]);
    expect([await countOf(keptId), await countOf(twiceId)]).toEqual([3, 0]);
    expect(
      await scalar(
        'SELECT array_agg(display_name::text ORDER BY display_name) AS value FROM class_members WHERE class_id = $1 AND left_at IS NULL AND student_id IS NOT NULL',
        [classId],
      ),
    ).toEqual(['Mehmet Öz']);
    // A token of the second still counts for a quarter of an hour.
    expect(
      await rpc<object>(asStudent(twiceId), 'sync_push', {
        p_replica: randomUUID(),
        p_changes: JSON.stringify([profileOf(twiceId)]),
      }),
    ).toMatchObject({ refused: [] });
    expect(await scalar('SELECT display_name AS value FROM students WHERE id = $1', [keptId])).toBeDefined();
    expect(await refusalOf(merge(teacher))).toBe('PT404 NOT_FOUND');
  });

  test('bad input is refused with a stable code, and stores nothing', async () => {
    const sql = `'; DROP TABLE students; --`;
    expect(await refusedJoin({ p_display_name: 'x', p_member_id: randomUUID() })).toBe('PT400 INVALID_INPUT');
    expect(await refusedJoin({ p_display_name: 'x', p_replica: null })).toBe('PT400 INVALID_INPUT');
    expect(await refusedJoin({ p_display_name: '\u0007 ' })).toBe('PT400 INVALID_INPUT');
    expect(await refusedJoin({ p_display_name: 'x'.repeat(81) })).toBe('PT400 INVALID_INPUT');
    expect(await refusedJoin({ p_display_name: 'x', p_code: null })).toBe('PT404 JOIN_CODE_REFUSED');
    expect(await refusedJoin({ p_display_name: 'x', p_code: sql })).toBe('PT404 JOIN_CODE_REFUSED');
    expect(await refusedJoin({ p_display_name: 'x' }, teacher)).toBe('PT403 FORBIDDEN');
    expect(await refusalOf(join({ p_display_name: 'x' }, anon))).toMatch(/^42501/);
    expect(await join({ p_display_name: sql, p_device_name: sql })).toMatchObject({
      status: 'joined',
      display_name: sql,
    });
    for (const [name, args] of [
      ['create_class', { p_display_name: '' }],
      ['create_join_code', { p_class_id: classId, p_valid_minutes: 0 }],
      ['create_join_code', { p_class_id: classId, p_max_uses: null }],
      ['add_roster_names', { p_class_id: classId, p_names: null }],
      ['erase_student_record', { p_student_id: null }],
      ['report_device', { p_replica: null, p_student_id: students.student }],
    ] as const) {
      expect(
        await refusalOf(
          rpc(name === 'erase_student_record' || name === 'report_device' ? student : teacher, name, args),
        ),
        name,
      ).toBe('PT400 INVALID_INPUT');
    }
    for (const name of ['class_roster', 'create_join_code', 'set_class_preset']) {
      const args = name === 'set_class_preset' ? { p_class_id: null, p_preset_name: null } : { p_class_id: null };
      expect(await refusalOf(rpc(teacher, name, args)), name).toBe('PT404 NOT_FOUND');
    }
    for (const name of ['approve_join_request', 'refuse_join_request']) {
      expect(await refusalOf(rpc(teacher, name, { p_request_id: randomUUID() })), name).toBe('PT404 NOT_FOUND');
    }
    expect(await refusalOf(rpc(teacher, 'revoke_join_code', { p_code_id: randomUUID() }))).toBe('PT404 NOT_FOUND');
    expect(
      await refusalOf(rpc(student, 'report_device', { p_replica: randomUUID(), p_student_id: students.classmate })),
    ).toBe('PT403 FORBIDDEN');
  });

  test('the exchange obeys the same rules: nobody pushes for, takes over, erases or pulls another student', async () => {
    const push = (principal: Principal, change: object) =>
      rpc<{ accepted: readonly string[]; refused: readonly { code: string }[] }>(principal, 'sync_push', {
        p_replica: randomUUID(),
        p_changes: JSON.stringify([change]),
      });
    const forbidden = async (principal: Principal, change: object) =>
      (await push(principal, change)).refused.map(({ code: c }) => c);
    expect(await forbidden(student, profileOf(students.classmate))).toEqual(['SCOPE_FORBIDDEN']);
    expect(await forbidden(teacher, profileOf(students.student))).toEqual(['SCOPE_FORBIDDEN']);
    expect(
      await forbidden(
        student,
        change(
          'student_tombstones',
          students.classmate,
          { student_id: students.classmate, erased_at: '2026-01-01T00:00:00Z' },
          students.classmate,
        ),
      ),
    ).toEqual(['SCOPE_FORBIDDEN']);
    expect(
      await forbidden(
        student,
        change(
          'student_aliases',
          students.classmate,
          { old_student_id: students.classmate, new_student_id: students.student },
          students.student,
        ),
      ),
    ).toEqual(['SCOPE_FORBIDDEN']);
    expect(
      await forbidden(
        student,
        change(
          'classes',
          classes.first,
          { id: classes.first, display_name: 'Mine', updated_at: '2099-01-01T00:00:00Z' },
          classes.first,
        ),
      ),
    ).toEqual(['SCOPE_FORBIDDEN']);
    // A row of the classmate's id under the own name must not become the own one.
    const theirs = await scalar<string>(
      'SELECT id AS value FROM student_recommendations WHERE student_id = $1 LIMIT 1',
      [students.classmate],
    );
    const before = await scalar<string>('SELECT r::text AS value FROM student_recommendations AS r WHERE id = $1', [
      theirs,
    ]);
    await push(
      student,
      change(
        'student_recommendations',
        String(theirs),
        {
          id: theirs,
          student_id: students.student,
          global_topic_uid: 'TR.MAT.ALG.001',
          recommendation_type: 'X',
          title: 'x',
          message: 'x',
          created_at: '2099-01-01T00:00:00Z',
          updated_at: '2099-01-01T00:00:00Z',
          is_dismissed: true,
        },
        students.student,
      ),
    );
    expect(
      await scalar<string>('SELECT r::text AS value FROM student_recommendations AS r WHERE id = $1', [theirs]),
    ).toBe(before);
    const settings = change(
      'student_analysis_settings',
      students.student,
      { student_id: students.student, preset_name: 'soft', updated_at: '2098-01-01T00:00:00Z' },
      students.student,
    );
    expect(await forbidden(otherTeacher, settings)).toEqual(['SCOPE_FORBIDDEN']);
    expect((await push(teacher, settings)).accepted).toEqual([students.student]);
    const page = await rpc<{ changes: readonly { scope: string }[] }>(student, 'sync_pull', {
      p_replica: randomUUID(),
      p_positions: '{}',
      p_max_rows: 500,
    });
    const scopes = new Set(page.changes.map(({ scope }) => scope));
    expect(scopes).toContain(students.student);
    expect(scopes).not.toContain(students.classmate);
    expect(scopes).not.toContain(classes.second);
    const all = await rpc<{ changes: readonly { scope: string }[] }>(teacher, 'sync_pull', {
      p_replica: randomUUID(),
      p_positions: '{}',
      p_max_rows: 500,
    });
    expect(all.changes.map(({ scope }) => scope)).not.toContain(students.outsider);
  });
});

function change(table: string, id: string, row: object, scope: string): object {
  return { scope, table, id, row };
}

function profileOf(studentId: string): object {
  return change(
    'students',
    studentId,
    {
      id: studentId,
      display_name: 'Profil',
      language: 'tr',
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2099-01-01T00:00:00Z',
    },
    studentId,
  );
}

describe('claiming on PostgreSQL 18', () => {
  test('of sixteen devices that claim one name at the same moment one gets it, and as many entering one name make one; presets and pushes never wait in a circle', async () => {
    const database = await postgres18.open();
    try {
      // An owner who is no superuser makes the three roles, and may act as them.
      await database.session.exec(`
        CREATE ROLE school CREATEROLE; GRANT CREATE ON DATABASE postgres TO school; ALTER SCHEMA public OWNER TO school;
        SET SESSION AUTHORIZATION school`);
      await migrateAll(database.session);
      const { class_id } = await call<{ class_id: string }>(database.session, service, 'create_class', {
        p_display_name: 'K',
        p_roster: ['A'],
      });
      const { code } = await call<{ code: string }>(database.session, service, 'create_join_code', {
        p_class_id: class_id,
      });
      const look = await call<Look>(database.session, service, 'look_up_join_code', { p_code: code });
      const connections = await Promise.all(Array.from({ length: 16 }, () => database.connect?.()));
      const race = async (name: object) => {
        const answers = await Promise.all(
          connections.map(async (connection) => {
            if (connection === undefined) throw new Error('no connection');
            return call<Joined>(connection.session, service, 'join_class', {
              p_code: code,
              p_member_id: null,
              p_display_name: null,
              p_replica: randomUUID(),
              p_device_name: '',
              p_local_student_id: randomUUID(),
              ...name,
            });
          }),
        );
        return answers.map(({ status }) => status).sort();
      };
      const expected = ['joined', ...Array.from({ length: 15 }, () => 'waiting')];
      expect(await race({ p_member_id: look.roster[0]?.member_id })).toEqual(expected);
      expect(await race({ p_display_name: 'B' })).toEqual(expected);

      // A teacher changes the preset of the class while its pupils push their own choice: nobody waits in a circle.
      for (let pupil = 0; pupil < 16; pupil += 1) {
        await call(database.session, service, 'join_class', {
          p_code: code,
          p_member_id: null,
          p_display_name: `P${pupil}`,
          p_replica: randomUUID(),
          p_device_name: '',
          p_local_student_id: randomUUID(),
        });
      }
      const { rows: pupils } = await database.session.query<{ id: string }>(
        `SELECT student_id AS id FROM class_members WHERE class_id = $1 AND display_name LIKE 'P%'`,
        [class_id],
      );
      await Promise.all(
        connections.map(async (connection, place) => {
          for (let round = 0; round < 12; round += 1) {
            if (connection === undefined) throw new Error('no connection');
            if (place < 4) {
              const preset = ['soft', 'normal', 'aggressive'][round % 3];
              await call(connection.session, service, 'set_class_preset', {
                p_class_id: class_id,
                p_preset_name: preset,
              });
            } else {
              const changes = pupils.map(({ id }) =>
                change(
                  'student_analysis_settings',
                  id,
                  { student_id: id, preset_name: 'soft', updated_at: new Date().toISOString() },
                  id,
                ),
              );
              const sent = place % 2 === 0 ? changes : changes.reverse();
              await call(connection.session, service, 'sync_push', {
                p_replica: randomUUID(),
                p_changes: JSON.stringify(sent),
              });
            }
          }
        }),
      );
      await Promise.all(connections.map((connection) => connection?.close()));
    } finally {
      await database.close();
    }
  }, 60_000);
});
