/** Members of a class: leaving, coming back, erasure, devices, and what reaches them from their teacher. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { actAs, refusalOf } from '../act-as.ts';
import { type Principal, principals, staff } from '../isolation-matrix.ts';
import { insertOneByOne } from '../study-rows.ts';
import { asStudent, type ClassroomGround, type Joined, profileOf } from './classroom-ground.ts';

const { teacher, otherTeacher, operator, service, student, classmate } = principals;

export function testBelonging(ground: ClassroomGround): void {
  const { rpc, join, refusedJoin, memberId, scalar } = ground;

  test('after leaving, the class sees nothing of the student, who keeps everything; the name is free again', async () => {
    const { student_id } = await join({ p_member_id: await memberId('Mehmet Öz') });
    await insertOneByOne(ground.session, [{ studentId: student_id }]);
    const seen = (principal: Principal) =>
      actAs(ground.session, principal, async (session) =>
        Number(
          (
            await session.query<{ n: string }>('SELECT count(*) AS n FROM student_mistakes WHERE student_id = $1', [
              student_id,
            ])
          ).rows[0]?.n,
        ),
      );
    expect([await seen(teacher), await seen(asStudent(student_id)), await seen(student)]).toEqual([1, 1, 0]);
    expect(await refusalOf(rpc(student, 'leave_class', { p_class_id: ground.classId, p_student_id: student_id }))).toBe(
      'PT403 FORBIDDEN',
    );
    await rpc(asStudent(student_id), 'leave_class', { p_class_id: ground.classId, p_student_id: student_id });
    await rpc(asStudent(student_id), 'leave_class', { p_class_id: ground.classId, p_student_id: student_id });
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
    const leave = () =>
      rpc(asStudent(student_id), 'leave_class', { p_class_id: ground.classId, p_student_id: student_id });
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
    await ground.session.query(
      `INSERT INTO refresh_tokens (token_hash, family_id, student_id, expires_at) VALUES (sha256(convert_to($1, 'UTF8')), $2, $2, now() + interval '1 day')`,
      [student_id, student_id],
    );
    await insertOneByOne(ground.session, [{ studentId: student_id }]);
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
    await ground.session.query('SELECT rekey_student($1, $2)', [olderId, student_id]);
    expect(await refusedJoin({ p_display_name: 'Ayşe', p_local_student_id: olderId })).toBe('PT410 STUDENT_ERASED');
  });

  test('a lost device is signed out by the teacher or by the student, and no other one', async () => {
    const [lost, kept] = [randomUUID(), randomUUID()];
    const { student_id } = await join({ p_member_id: await memberId('Ayşe Yılmaz'), p_replica: lost });
    for (const replica of [lost, kept]) {
      await ground.session.query(
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
    await ground.session.query('SELECT rekey_student($1, $2)', [student_id, next]);
    expect(
      await scalar(`SELECT student_id AS value FROM class_members WHERE class_id = $1 AND display_name LIKE 'Ay%'`, [
        ground.classId,
      ]),
    ).toBe(next);
  });

  test("the preset of a class reaches each member's settings and travels in their scope", async () => {
    const { student_id } = await join({ p_member_id: await memberId('Ayşe Yılmaz') });
    const before = Number(
      await scalar('SELECT coalesce(max(seq), 0) AS value FROM sync_log WHERE scope = $1', [student_id]),
    );
    expect(
      await rpc(teacher, 'set_class_preset', { p_class_id: ground.classId, p_preset_name: 'aggressive' }),
    ).toMatchObject({
      student_count: 1,
    });
    await rpc(teacher, 'set_class_preset', { p_class_id: ground.classId, p_preset_name: 'aggressive' });
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
    expect(page.changes.filter(({ table, row }) => table === 'classes' && row.id === ground.classId)).toHaveLength(1);
    expect(page.changes.filter(({ table, row }) => table === 'classes' && row.id !== ground.classId)).toEqual([]);
    expect(
      await refusalOf(rpc(otherTeacher, 'set_class_preset', { p_class_id: ground.classId, p_preset_name: 'soft' })),
    ).toBe('PT404 NOT_FOUND');
    expect(
      await refusalOf(rpc(teacher, 'set_class_preset', { p_class_id: ground.classId, p_preset_name: 'mild' })),
    ).toBe('PT400 INVALID_INPUT');
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
    const { rows } = await ground.session.query<{ id: string; is_active: boolean; recommendation_type: string }>(
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
      ground.session,
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
}
