/** Codes, names and who may claim them. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { refusalOf } from '../act-as.ts';
import { principals } from '../isolation-matrix.ts';
import { asAccount, asStudent, type ClassroomGround, type Joined, type Look, profileOf } from './classroom-ground.ts';

const { teacher, otherTeacher, service, classmate } = principals;

export function testJoining(ground: ClassroomGround): void {
  const { rpc, join, refusedJoin, memberId, scalar } = ground;

  test('a code shows the class and its roster, however it is typed, and only its hash is kept', async () => {
    expect(ground.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const typed = ` ${ground.code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    const look = await rpc<Look>(service, 'look_up_join_code', { p_code: typed });
    expect(look.class).toEqual({ id: ground.classId, display_name: '9-C Sınıfı' });
    expect(look.roster.map(({ display_name, is_claimed }) => [display_name, is_claimed]).sort()).toEqual(
      [
        ['Ayşe Yılmaz', false],
        ['İpek Işık', false],
        ['Mehmet Öz', false],
      ].sort(),
    );
    expect(
      await scalar('SELECT count(*)::int AS value FROM join_codes AS c WHERE strpos(c::text, $1) > 0', [
        ground.code.replace('-', ''),
      ]),
    ).toBe(0);
  });

  test('a name is claimed once; the student gets an id of the server and the preset of the class', async () => {
    await rpc(teacher, 'set_class_preset', { p_class_id: ground.classId, p_preset_name: 'soft' });
    const local = randomUUID();
    const joined = await join({ p_member_id: await memberId('İpek Işık'), p_local_student_id: local });
    expect(joined).toMatchObject({
      status: 'joined',
      class_id: ground.classId,
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
    const roster = await rpc<{ waiting: readonly object[] }>(teacher, 'class_roster', { p_class_id: ground.classId });
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
    ({ code: ground.code } = await rpc<{ code: string }>(teacher, 'create_join_code', { p_class_id: other.class_id }));
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
    expect((await scopesOf(first)).read_scopes).toContain(ground.classId);
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
    const look = () => refusalOf(rpc(service, 'look_up_join_code', { p_code: ground.code }));
    for (const end of [
      `UPDATE join_codes SET expires_at = now() WHERE class_id = $1`,
      `UPDATE join_codes SET expires_at = now() + interval '1 h', revoked_at = now() WHERE class_id = $1`,
      `UPDATE join_codes SET revoked_at = NULL, use_count = max_uses WHERE class_id = $1`,
    ]) {
      await ground.session.query(end, [ground.classId]);
      expect(await look()).toBe('PT404 JOIN_CODE_REFUSED');
    }
    await ground.session.query('UPDATE join_codes SET use_count = 0 WHERE class_id = $1', [ground.classId]);
    expect(await look()).toBe('not refused');
    await rpc(teacher, 'change_class', { p_class_id: ground.classId, p_is_archived: true });
    expect(await look()).toBe('PT404 JOIN_CODE_REFUSED');
  });

  test('wrong guesses are counted although they are rolled back, and after 600 in a minute nobody may guess', async () => {
    const guess = () => refusalOf(rpc(service, 'look_up_join_code', { p_code: 'ZZZZ-ZZZZ' }));
    expect([await guess(), await guess()]).toEqual(['PT404 JOIN_CODE_REFUSED', 'PT404 JOIN_CODE_REFUSED']);
    const before = Number(await scalar('SELECT last_value AS value FROM join_guess_counter'));
    expect(before % 1_000_000).toBeLessThanOrEqual(2);
    await ground.session.query(`SELECT setval('join_guess_counter', $1)`, [
      Math.floor(before / 1_000_000) * 1_000_000 + 600,
    ]);
    // The minute may have turned meanwhile: then the count begins again.
    expect(['PT429 RATE_LIMITED', 'PT404 JOIN_CODE_REFUSED']).toContain(await guess());
    await ground.session.query(
      `SELECT setval('join_guess_counter', floor(extract(epoch FROM clock_timestamp()) / 60)::bigint * 1000000 + 600)`,
    );
    expect(await refusalOf(rpc(service, 'look_up_join_code', { p_code: ground.code }))).toBe('PT429 RATE_LIMITED');
    // A clock that was years ahead and has been put right locks nobody out.
    await ground.session.query(`SELECT setval('join_guess_counter', 99999999 * 1000000::bigint + 600)`);
    expect(await guess()).toBe('PT404 JOIN_CODE_REFUSED');
    expect(await refusalOf(rpc(service, 'look_up_join_code', { p_code: ground.code }))).toBe('not refused');
  });

  test('one code is used 120 times a minute at most', async () => {
    await ground.session.query(
      `UPDATE join_codes SET counted_minute = floor(extract(epoch FROM clock_timestamp()) / 60), count_in_minute = 120 WHERE class_id = $1`,
      [ground.classId],
    );
    expect(await refusedJoin({ p_display_name: 'Yeni' })).toBe('PT429 RATE_LIMITED');
  });
}
