import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actAs, call, refusalOf } from './act-as.ts';
import { classes, type Principal, principals, students } from './isolation-matrix.ts';
import { seedClassrooms } from './isolation-rows.ts';
import { databaseKinds, type TestDatabase } from './test-databases.ts';

const { teacher, otherTeacher, hub, operator, student, anon } = principals;
const from = '2026-03-01T00:00:00Z';
const to = '2026-04-01T00:00:00Z';
const range = { p_from: from, p_to: to };
const topic = 'TR.MAT.GEO.001';

interface MistakeRow {
  readonly display_name?: string;
  readonly mistake_code?: string;
  readonly day?: string;
  readonly mistake_count: number;
  readonly student_count: number;
  readonly mean_seconds: number | null;
  readonly mean_severity: number;
  readonly blank_count: number;
}
interface Cell {
  readonly student_id: string;
  readonly global_topic_uid: string;
  readonly state: string;
  readonly right_run: number;
  readonly is_wheel_spinning: boolean;
  readonly mistake_count: number;
}
interface Effect {
  readonly measured_count: number;
  readonly right_share_before: number;
  readonly right_share_after: number;
  readonly pace_before: number;
  readonly pace_after: number;
}
interface ReflexType {
  readonly recommendation_type: string;
  readonly delivery_rate: number | null;
  readonly median_delivery_seconds: number | null;
  readonly shown: Effect | null;
  readonly not_shown: Effect | null;
  readonly right_share_change_difference: number | null;
}

describe.each(databaseKinds)('analytics on $label', (kind) => {
  let database: TestDatabase;
  let record: string;
  let question: string;
  const rpc = <T>(principal: Principal, name: string, args: Readonly<Record<string, unknown>>) =>
    call<T>(database.session, principal, name, args);

  /** Answers one after the other, a minute apart from `startMinute` of 10 March on: R right, W wrong, B blank. */
  async function answer(
    studentId: string,
    topicUid: string,
    outcomes: string,
    startMinute: number,
    seconds = 30,
  ): Promise<void> {
    const names: Readonly<Record<string, string>> = { R: 'right', W: 'wrong', B: 'blank' };
    await database.session.query(
      `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid, position,
         response, outcome, time_spent_seconds, answered_at)
       SELECT gen_random_uuid(), $1, $2, $3, $3, $4, 0, '{}', outcome, $5, '2026-03-10T08:00:00Z'::timestamptz + ($6 + place) * interval '1 min'
       FROM unnest($7::text[]) WITH ORDINALITY AS given (outcome, place)`,
      [record, studentId, question, topicUid, seconds, startMinute, [...outcomes].map((letter) => names[letter])],
    );
  }
  async function mistake(
    studentId: string,
    topicUid: string,
    code: string,
    at: string,
    seconds: number | null = 30,
  ): Promise<string> {
    const id = randomUUID();
    await database.session.query(
      `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, studentId, topicUid, code, seconds, at],
    );
    return id;
  }
  const mistakesBy = async (principal: Principal, groupBy: readonly string[], extra: object = {}) =>
    await rpc<{ rows: readonly MistakeRow[]; has_more: boolean }>(principal, 'analytics_mistakes_by', {
      p_class_id: classes.first,
      p_group_by: groupBy,
      ...range,
      ...extra,
    });

  beforeAll(async () => {
    database = await kind.openMigrated();
    await seedClassrooms(database.session);
    const { rows } = await database.session.query<{ record: string; question: string }>(
      `SELECT (SELECT id FROM test_records LIMIT 1) AS record, (SELECT id FROM questions LIMIT 1) AS question`,
    );
    ({ record, question } = rows[0] ?? { record: '', question: '' });
    await mistake(students.student, topic, 'SIGN_ERROR', '2026-03-02T21:30:00Z', 10);
    await mistake(students.student, topic, 'BLANK', '2026-03-03T10:00:00Z', null);
    const guessed = await mistake(students.classmate, topic, 'UNCLASSIFIED', '2026-03-03T11:00:00Z', 30);
    await database.session.query(
      `INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code, noted_at) VALUES
         ($1, $2, 'GUESS', '2026-03-03T11:01:00Z'), ($1, $2, 'CONCEPT_ERROR', '2026-03-03T11:02:00Z')`,
      [guessed, students.classmate],
    );
    await mistake(students.outsider, topic, 'FORMULA_ERROR', '2026-03-03T12:00:00Z');
  }, 60_000);
  afterAll(() => database.close());

  test('mistakes are counted by topic and effective code, of the own class only', async () => {
    const { rows } = await mistakesBy(teacher, ['code']);
    expect(rows.map((row) => [row.mistake_code, row.mistake_count, row.student_count, row.mean_seconds])).toEqual([
      ['BLANK', 1, 1, null],
      ['CONCEPT_ERROR', 1, 1, 30],
      ['SIGN_ERROR', 1, 1, 10],
    ]);
    const [all] = (await mistakesBy(teacher, [])).rows;
    expect(all).toMatchObject({
      mistake_count: 3,
      student_count: 2,
      blank_count: 1,
      mean_seconds: 20,
      mean_severity: 3.33,
    });
    const [everybody] = (await mistakesBy(operator, ['topic'], { p_class_id: null })).rows;
    expect(everybody).toMatchObject({ mistake_count: 4, student_count: 3 });
  });

  test('a day is a day where the class is', async () => {
    const days = async (zone: string) =>
      (await mistakesBy(teacher, ['day'], { p_time_zone: zone })).rows.map(({ day, mistake_count }) => [
        day,
        mistake_count,
      ]);
    expect(await days('Europe/Istanbul')).toEqual([['2026-03-03', 3]]);
    expect(await days('UTC')).toEqual([
      ['2026-03-02', 1],
      ['2026-03-03', 2],
    ]);
  });

  test('who is in two classes counts once among all, and once in each class', async () => {
    await database.session.query(
      `INSERT INTO class_members (class_id, display_name, student_id, claimed_at) VALUES ($1, 'Twice', $2, now())`,
      [classes.second, students.student],
    );
    expect((await mistakesBy(operator, [], { p_class_id: null })).rows[0]).toMatchObject({
      mistake_count: 4,
      student_count: 3,
    });
    expect(
      (await mistakesBy(operator, ['class'], { p_class_id: null })).rows.map(({ mistake_count }) => mistake_count),
    ).toEqual([3, 3]);
    await database.session.query(`DELETE FROM class_members WHERE display_name = 'Twice'`);
  });

  test('long lists are cut, and say so', async () => {
    const cut = await mistakesBy(teacher, ['student', 'code'], { p_max_rows: 2 });
    expect([cut.rows.length, cut.has_more]).toEqual([2, true]);
    expect((await mistakesBy(teacher, ['student', 'code'], { p_max_rows: 3 })).has_more).toBe(false);
  });

  test('the heat map tells who needs help now from who has recovered, gone quiet or spins the wheels', async () => {
    const soon = new Date(Date.now() - 3_600_000).toISOString();
    const longAgo = new Date(Date.now() - 20 * 86_400_000).toISOString();
    for (const [uid, at] of [
      ['HELP', soon],
      ['RECOVERED', soon],
      ['DORMANT', longAgo],
      ['SLIPPED', soon],
    ] as const) {
      for (let index = 0; index < 4; index += 1) await mistake(students.student, uid, 'GUESS', at, 2);
    }
    const answersAt = (uid: string, outcomes: string) =>
      answer(
        students.student,
        uid,
        outcomes,
        Math.round((Date.now() - 1_800_000 - Date.parse('2026-03-10T08:00:00Z')) / 60_000),
      );
    await answersAt('RECOVERED', 'WWRRR');
    await answersAt('SLIPPED', 'RRRW');
    await answersAt('WHEELS', 'WRRWRRWRRWWR');
    await database.session.query(
      `INSERT INTO student_mistake_patterns (student_id, global_topic_uid, improvement_trend, analyzed_at) VALUES ($1, 'WHEELS', 'stable', now())`,
      [students.student],
    );
    const map = await rpc<{
      cells: readonly Cell[];
      students: readonly object[];
      topics: readonly { global_topic_uid: string; needs_help_count: number }[];
    }>(teacher, 'analytics_class_heat_map', { p_class_id: classes.first });
    const cells = new Map(
      map.cells
        .filter(({ student_id }) => student_id === students.student)
        .map((cell) => [cell.global_topic_uid, cell]),
    );
    expect(cells.get('HELP')).toMatchObject({
      improvement_trend: 'PANIC_RUSH',
      state: 'needs_help',
      mistake_count: 4,
      right_run: 0,
    });
    expect(cells.get('RECOVERED')).toMatchObject({ improvement_trend: 'PANIC_RUSH', state: 'recovered', right_run: 3 });
    expect(cells.get('SLIPPED')).toMatchObject({ state: 'needs_help', right_run: 0 });
    expect(cells.get('DORMANT')).toMatchObject({ state: 'dormant' });
    expect(cells.get('WHEELS')).toMatchObject({
      improvement_trend: 'stable',
      state: 'needs_help',
      is_wheel_spinning: true,
      right_run: 1,
    });
    expect(map.students).toHaveLength(2);
    expect(map.cells.map(({ student_id }) => student_id)).not.toContain(students.outsider);
    expect(map.topics.find(({ global_topic_uid }) => global_topic_uid === 'HELP')?.needs_help_count).toBe(1);
  });

  test('a reflex is measured by the five answers before and after, beside reflexes that nobody saw', async () => {
    async function reflex(uid: string, before: string, after: string, shown: boolean): Promise<void> {
      const owner = students.classmate;
      const raisedAt = '2026-03-10T08:10:00Z';
      await answer(owner, uid, before, 0, 90);
      const source = await mistake(owner, uid, 'GUESS', raisedAt, 100);
      const [{ id } = { id: '' }] = (
        await database.session.query<{ id: string }>(
          `INSERT INTO student_recommendations (student_id, global_topic_uid, recommendation_type, title, message, source_mistake_id,
             is_shown, shown_at, created_at)
           VALUES ($1, $2, 'TESTED', 't', 'm', $3, $4, CASE WHEN $4 THEN '2026-03-10T08:11:30Z'::timestamptz END, $5) RETURNING id`,
          [owner, uid, source, shown, raisedAt],
        )
      ).rows;
      await database.session.query(
        `INSERT INTO ui_reflex_events (student_id, global_topic_uid, event_type, recommendation_id, delivered, delivered_at, created_at)
         VALUES ($1, $2, 'RECOMMENDATION_CREATED', $3, $4, CASE WHEN $4 THEN $5::timestamptz + interval '4 s' END, $5)`,
        [owner, uid, id, shown, raisedAt],
      );
      await answer(owner, uid, after, 10, 45);
    }
    // The first answer after it was raised comes before it was shown, and belongs to neither side.
    await reflex('SHOWN', 'RWWWWW', 'WRRRRR', true);
    await reflex('HIDDEN', 'WWWWW', 'WWRRR', false);
    await reflex('UNMEASURED', 'WW', 'RRRRR', true);
    const { types } = await rpc<{ types: readonly ReflexType[] }>(teacher, 'analytics_reflexes', {
      p_class_id: classes.first,
      ...range,
    });
    const tested = types.find(({ recommendation_type }) => recommendation_type === 'TESTED');
    expect(tested).toMatchObject({
      raised_count: 3,
      shown_count: 2,
      event_count: 3,
      delivered_count: 2,
      delivery_rate: 0.6667,
      median_delivery_seconds: 4,
      shown: {
        measured_count: 1,
        right_share_before: 0,
        right_share_after: 1,
        pace_before: 1.5,
        pace_after: 0.75,
        better_count: 1,
      },
      not_shown: { measured_count: 1, right_share_before: 0, right_share_after: 0.6 },
      right_share_change_difference: 0.4,
    });
    const other = await rpc<{ types: readonly ReflexType[] }>(otherTeacher, 'analytics_reflexes', {
      p_class_id: classes.second,
      ...range,
    });
    expect(other.types).toEqual([]);
  });

  test('devices say how far behind they are', async () => {
    await database.session.query(
      `UPDATE devices SET last_contact_at = now() - interval '8 days' WHERE student_id = $1`,
      [students.classmate],
    );
    const [{ seq } = { seq: 0 }] = (
      await database.session.query<{ seq: number }>('SELECT seq::int FROM sync_counters WHERE scope = $1', [
        students.student,
      ])
    ).rows;
    const { replica_id } = (
      await database.session.query<{ replica_id: string }>('SELECT replica_id FROM devices WHERE student_id = $1', [
        students.student,
      ])
    ).rows[0] ?? { replica_id: '' };
    const report = (extra: object) =>
      rpc(student, 'report_device', { p_replica: replica_id, p_student_id: students.student, ...extra });
    const states = async () =>
      (
        await rpc<{
          devices: readonly {
            student_id: string;
            state: string;
            rows_to_read: number;
            rows_to_send: number;
            app_version: string;
          }[];
        }>(teacher, 'analytics_devices', { p_class_id: classes.first })
      ).devices;
    await report({ p_pulled_seq: seq - 2, p_waiting_rows: 3, p_app_version: '0.1.0' });
    expect(await states()).toMatchObject([
      { student_id: students.classmate, state: 'silent' },
      { student_id: students.student, state: 'behind', rows_to_read: 2, rows_to_send: 3, app_version: '0.1.0' },
    ]);
    await report({ p_pulled_seq: seq, p_waiting_rows: 0 });
    expect((await states())[1]).toMatchObject({ state: 'current', rows_to_read: 0, app_version: '0.1.0' });
    await report({ p_refused_rows: 1 });
    expect((await states())[1]).toMatchObject({ state: 'refused' });
  });

  test('the overview adds up', async () => {
    const overview = await rpc<{
      days: readonly { mistake_count: number; answer_count: number }[];
      mistake_count: number;
      answer_count: number;
    }>(teacher, 'analytics_class_overview', { p_class_id: classes.first, ...range });
    const sum = (key: 'mistake_count' | 'answer_count') => overview.days.reduce((total, day) => total + day[key], 0);
    expect(overview).toMatchObject({
      student_count: 2,
      mistake_count: sum('mistake_count'),
      answer_count: sum('answer_count'),
      class: { id: classes.first },
    });
    expect(overview.mistake_count).toBe(6);
  });

  test('nobody gets the numbers of a class that is not theirs', async () => {
    for (const [name, args] of [
      ['analytics_mistakes_by', {}],
      ['analytics_class_heat_map', {}],
      ['analytics_reflexes', {}],
      ['analytics_devices', {}],
      ['analytics_class_overview', {}],
    ] as const) {
      const ask = (principal: Principal, classId: string | null) =>
        refusalOf(rpc(principal, name, { p_class_id: classId, ...args }));
      expect(await ask(otherTeacher, classes.first), name).toBe('PT404 NOT_FOUND');
      expect(await ask(teacher, randomUUID()), name).toBe('PT404 NOT_FOUND');
      expect(await ask(teacher, null), name).toBe('PT403 FORBIDDEN');
      expect(await ask(student, classes.first), name).toBe('PT403 FORBIDDEN');
      expect(await ask(hub, classes.first), name).toBe('PT403 FORBIDDEN');
      expect(await ask(anon, classes.first), name).toMatch(/^42501/);
      expect(await ask(operator, null), name).toBe('not refused');
    }
    for (const bad of [
      { p_from: to, p_to: from },
      { p_from: null },
      { p_from: '1900-01-01Z' },
      { p_time_zone: 'Moon/Base' },
      { p_time_zone: null },
      { p_group_by: ['class', 'pupil'] },
      { p_group_by: null },
    ]) {
      expect(await refusalOf(mistakesBy(teacher, [], bad)), JSON.stringify(bad)).toBe('PT400 INVALID_INPUT');
    }
  });

  test('views show what their reader may see, and nothing of a class that a student left', async () => {
    const seen = (principal: Principal) =>
      actAs(database.session, principal, async (session) => {
        const { rows } = await session.query<{ class_id: string }>(
          `SELECT class_id FROM class_mistakes_daily UNION SELECT class_id FROM class_reflexes_daily UNION SELECT class_id FROM class_devices ORDER BY 1`,
        );
        return rows.map(({ class_id }) => class_id);
      });
    expect(await seen(teacher)).toEqual([classes.first]);
    expect(await seen(otherTeacher)).toEqual([classes.second]);
    expect(await seen(operator)).toEqual([classes.first, classes.second]);
    await expect(seen(anon)).rejects.toThrow('permission denied');
    const { rows } = await database.session.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
         AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)`,
    );
    expect(rows).toEqual([]);
    await database.session.query(`UPDATE class_members SET left_at = now() WHERE student_id = $1`, [students.outsider]);
    expect(await seen(otherTeacher)).toEqual([]);
    expect(
      (await rpc<{ student_count: number }>(otherTeacher, 'analytics_class_overview', { p_class_id: classes.second }))
        .student_count,
    ).toBe(0);
  });
});
