/** Who may do what: accounts, staff, rosters, bad input, and the same rules in the exchange. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { refusalOf } from '../act-as.ts';
import { classes, type Principal, principals, staff, students } from '../isolation-matrix.ts';
import { insertOneByOne } from '../study-rows.ts';
import { asStudent, type ClassroomGround, change, profileOf } from './classroom-ground.ts';

const { teacher, otherTeacher, hub, operator, student, anon } = principals;

export function testStaffAndRosters(ground: ClassroomGround): void {
  const { rpc, join, refusedJoin, memberId, scalar } = ground;

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
    await ground.session.query('UPDATE people SET disabled_at = now() WHERE id = $1', [person_id]);
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
    expect(await refusalOf(rpc(colleague, 'class_roster', { p_class_id: ground.classId }))).toBe('PT404 NOT_FOUND');
    await rpc(teacher, 'add_class_teacher', { p_class_id: ground.classId, p_person_id: person_id });
    expect(await rpc(colleague, 'my_classes')).toMatchObject([
      { class_id: ground.classId, name_count: 3, student_count: 0 },
    ]);
    await rpc(teacher, 'remove_class_person', { p_class_id: ground.classId, p_person_id: person_id });
    expect(await rpc(colleague, 'my_classes')).toEqual([]);
    expect(
      await refusalOf(rpc(teacher, 'add_class_teacher', { p_class_id: ground.classId, p_person_id: staff.hub })),
    ).toBe('PT404 NOT_FOUND');
    expect(await refusalOf(rpc(teacher, 'add_class_hub', { p_class_id: ground.classId, p_person_id: staff.hub }))).toBe(
      'PT403 FORBIDDEN',
    );
    await rpc(operator, 'add_class_hub', { p_class_id: ground.classId, p_person_id: staff.hub });
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
        p_class_id: ground.classId,
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
    expect(await refusalOf(rpc(teacher, 'add_roster_names', { p_class_id: ground.classId, p_names: ['x', ''] }))).toBe(
      'PT400 INVALID_INPUT',
    );
    await rpc(teacher, 'change_class', { p_class_id: ground.classId, p_allows_new_names: false });
    expect(await refusedJoin({ p_display_name: 'Kim' })).toBe('PT404 NAME_NOT_ON_ROSTER');
    expect(await refusedJoin({ p_member_id: randomUUID() })).toBe('PT404 NAME_NOT_ON_ROSTER');
  });

  test('two names that are one child become one: rows, sign-in and what is still on its way go to the name that is kept', async () => {
    const [kept, twice] = [await memberId('Mehmet Öz'), await memberId('Ayşe Yılmaz')];
    const merge = (principal: Principal, first = kept, second = twice) =>
      rpc<object>(principal, 'merge_students', {
        p_class_id: ground.classId,
        p_kept_member_id: first,
        p_merged_member_id: second,
      });
    const { student_id: keptId } = await join({ p_member_id: kept });
    expect(await refusalOf(merge(teacher))).toBe('PT404 NOT_FOUND');
    const { student_id: twiceId } = await join({ p_member_id: twice });
    await insertOneByOne(ground.session, [{ studentId: keptId }, { studentId: twiceId }, { studentId: twiceId }]);
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
        [ground.classId],
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
      ['create_join_code', { p_class_id: ground.classId, p_valid_minutes: 0 }],
      ['create_join_code', { p_class_id: ground.classId, p_max_uses: null }],
      ['add_roster_names', { p_class_id: ground.classId, p_names: null }],
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
}
