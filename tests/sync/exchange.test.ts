import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertMistakes, insertOneByOne, timeAt } from '../sql/study-rows.ts';
import { databaseKinds, migrateAll, pglite, type TestDatabase } from '../sql/test-databases.ts';
import {
  asReplica,
  connect,
  meet,
  pull,
  push,
  type Replica,
  readEverything,
  readRowsFunction,
  settle,
} from './sync-replicas.ts';

describe.each(databaseKinds)('a device on PGlite and its upstream on $label', (kind) => {
  const opened: TestDatabase[] = [];
  let server: Replica;
  let device: Replica;
  let studentId: string;
  beforeAll(async () => {
    for (const open of [kind, pglite]) {
      const database = await open.openMigrated();
      opened.push(database);
      await database.session.exec(readRowsFunction);
    }
    const [first, second] = opened;
    if (first === undefined || second === undefined) throw new Error('no database was opened');
    server = await asReplica(first.session);
    device = await asReplica(second.session);
    await connect(device, server);
  });
  beforeEach(() => {
    studentId = randomUUID();
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
  });

  async function expectEqual(): Promise<void> {
    await settle([device], server);
    expect(await readEverything(device.session, studentId)).toEqual(await readEverything(server.session, studentId));
  }

  async function count(replica: Replica, statement: string): Promise<number> {
    const { rows } = await replica.session.query<{ count: number }>(statement, [studentId]);
    return Number(rows[0]?.count);
  }

  test('mistakes reach the upstream with their reflexes, and raise none of their own there', async () => {
    await insertOneByOne(
      device.session,
      Array.from({ length: 4 }, () => ({ studentId, seconds: 2 })),
    );
    await expectEqual();
    expect(await count(server, 'SELECT count(*) FROM student_mistakes WHERE student_id = $1')).toBe(4);
    expect(await count(server, 'SELECT count(*) FROM ui_reflex_events WHERE student_id = $1')).toBe(
      await count(device, 'SELECT count(*) FROM ui_reflex_events WHERE student_id = $1'),
    );
    expect(
      await count(
        server,
        `SELECT count(*) FROM student_mistake_patterns WHERE student_id = $1 AND improvement_trend = 'PANIC_RUSH'`,
      ),
    ).toBe(1);
  });

  test('a push writes baseline and pattern of a topic as often for thirty mistakes as for ten', async () => {
    await server.session.exec(`
      CREATE TABLE derived_writes (student_id uuid NOT NULL);
      CREATE FUNCTION note_derived_write() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO public.derived_writes VALUES (NEW.student_id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER note_write AFTER INSERT OR UPDATE ON student_mistake_patterns
        FOR EACH ROW EXECUTE FUNCTION note_derived_write();
      CREATE TRIGGER note_write AFTER INSERT OR UPDATE ON student_baseline_performance
        FOR EACH ROW EXECUTE FUNCTION note_derived_write();`);
    try {
      const writeCounts: number[] = [];
      for (const mistakeCount of [10, 30]) {
        studentId = randomUUID();
        await insertMistakes(
          device.session,
          Array.from({ length: mistakeCount }, (_, minute) => ({ studentId, minute })),
        );
        const { changes } = await pull(device.session, server.id, await allButThis());
        expect((await push(server, device.id, changes)).accepted).toHaveLength(changes.length);
        writeCounts.push(await count(server, 'SELECT count(*) FROM derived_writes WHERE student_id = $1'));
      }
      expect(writeCounts[0]).toBeGreaterThan(0);
      expect(writeCounts[1]).toBe(writeCounts[0]);
    } finally {
      await server.session.exec(`
        DROP FUNCTION note_derived_write() CASCADE;
        DROP TABLE derived_writes;`);
    }
  });

  test('a replayed push changes nothing and answers that every row is known', async () => {
    await insertMistakes(
      device.session,
      Array.from({ length: 5 }, (_, minute) => ({ studentId, minute })),
    );
    const { changes } = await pull(device.session, server.id, await allButThis());
    expect((await push(server, device.id, changes)).accepted).toHaveLength(changes.length);
    const before = await readEverything(server.session, studentId);
    const answer = await push(server, device.id, changes);
    expect(answer.accepted).toEqual([]);
    expect(answer.known).toHaveLength(changes.length);
    expect(await readEverything(server.session, studentId)).toEqual(before);
  });

  async function allButThis(): Promise<Readonly<Record<string, number>>> {
    const { rows } = await device.session.query<{ positions: Record<string, number> }>(
      `SELECT coalesce(jsonb_object_agg(scope, seq), '{}') AS positions FROM sync_counters WHERE scope <> $1`,
      [studentId],
    );
    return rows[0]?.positions ?? {};
  }

  test('a poisoned row is refused by name and holds up none of the rows around it', async () => {
    const row = (seconds: number) => {
      const id = randomUUID();
      return {
        table: 'student_mistakes',
        id,
        scope: studentId,
        row: {
          id,
          student_id: studentId,
          global_topic_uid: 'T',
          mistake_code: 'GUESS',
          time_spent_seconds: seconds,
          occurred_at: timeAt(1),
        },
      };
    };
    const poisoned = row(-1);
    const answer = await push(server, device.id, [
      row(1),
      row(2),
      poisoned,
      row(3),
      { table: 'nobody_knows', id: 'x' },
      7,
    ]);
    expect(answer.accepted).toHaveLength(3);
    expect(answer.refused).toContainEqual({
      table: 'student_mistakes',
      id: poisoned.id,
      code: 'MALFORMED_CHANGE',
      detail: '23514 student_mistakes_time_spent_seconds_check',
    });
    expect(answer.refused.map(({ code }) => code).sort()).toEqual([
      'MALFORMED_CHANGE',
      'MALFORMED_CHANGE',
      'UNKNOWN_TABLE',
    ]);
  });

  test('a push of refused rows alone leaves no trace of their student', async () => {
    const id = randomUUID();
    await push(server, device.id, [
      { table: 'student_mistakes', id, scope: studentId, row: { id, student_id: studentId } },
    ]);
    expect(await count(server, 'SELECT count(*) FROM sync_counters WHERE scope = $1')).toBe(0);
  });

  test('marks set on two replicas are all kept, at their earliest time', async () => {
    await insertOneByOne(
      device.session,
      Array.from({ length: 3 }, () => ({ studentId, seconds: 2 })),
    );
    await settle([device], server);
    await device.session.query(
      `UPDATE student_recommendations SET is_shown = true, shown_at = '2026-01-02Z', done_actions = '{slow_down}' WHERE student_id = $1`,
      [studentId],
    );
    await server.session.query(
      `UPDATE student_recommendations SET is_shown = true, shown_at = '2026-01-01Z', is_dismissed = true, dismissed_at = '2026-01-03Z', done_actions = '{micro_break}' WHERE student_id = $1`,
      [studentId],
    );
    await expectEqual();
    const { rows } = await device.session.query(
      `SELECT is_shown, shown_at = '2026-01-01Z' AS is_earliest, is_dismissed, is_active, done_actions FROM student_recommendations WHERE student_id = $1`,
      [studentId],
    );
    expect(rows).toEqual([
      {
        is_shown: true,
        is_earliest: true,
        is_dismissed: true,
        is_active: false,
        done_actions: ['micro_break', 'slow_down'],
      },
    ]);
  });

  test('of two recommendations of a kind made apart only the newest stays active', async () => {
    for (const { session } of [device, server])
      await insertOneByOne(
        session,
        Array.from({ length: 3 }, () => ({ studentId, seconds: 2 })),
      );
    await expectEqual();
    const newest = `SELECT count(*) FROM (SELECT is_active, row_number() OVER (ORDER BY created_at DESC, id DESC) AS place
      FROM student_recommendations WHERE student_id = $1 AND recommendation_type = 'PANIC_RUSH') AS ranked WHERE is_active = (place = 1)`;
    expect(await count(device, newest)).toBe(2);
  });

  test('two edits at the same microsecond end alike everywhere', async () => {
    for (const [replica, name] of [
      [device, 'Ada'],
      [server, 'Bora'],
    ] as const) {
      await replica.session.query(
        `INSERT INTO students (id, display_name, created_at, updated_at) VALUES ($1, $2, '2026-01-01Z', '2026-01-01Z')`,
        [studentId, name],
      );
    }
    await expectEqual();
    const winner = device.id > server.id ? 'Ada' : 'Bora';
    const { rows } = await server.session.query('SELECT display_name FROM students WHERE id = $1', [studentId]);
    expect(rows).toEqual([{ display_name: winner }]);
  });

  test('a column of a newer release is kept and handed on', async () => {
    const id = randomUUID();
    await push(server, randomUUID(), [
      {
        table: 'mistake_reasons',
        id,
        scope: studentId,
        row: { id, student_id: studentId, mistake_id: id, mistake_code: 'GUESS', noted_at: timeAt(0), mood: 'tired' },
      },
    ]);
    const page = await pull(server.session, device.id, {});
    expect(page.changes.find((change) => change.id === id)?.row).toMatchObject({ mood: 'tired' });
    await expectEqual();
  });

  test('presets flow down only', async () => {
    const row = { preset_name: 'own', settings: {}, id: randomUUID(), updated_at: timeAt(0) };
    const refused = await push(server, device.id, [{ table: 'analysis_presets', id: 'own', row }]);
    expect(refused.refused).toEqual([{ table: 'analysis_presets', id: 'own', code: 'FLOWS_DOWN_ONLY' }]);
    await server.session.query(`UPDATE analysis_presets SET colour = 'teal' WHERE preset_name = 'soft'`);
    await expectEqual();
    const { rows } = await device.session.query(`SELECT colour FROM analysis_presets WHERE preset_name = 'soft'`);
    expect(rows).toEqual([{ colour: 'teal' }]);
  });

  test('a student re-keyed before the first push arrives under the new id, and rows of the old one follow the alias', async () => {
    const newId = randomUUID();
    const [mistakeId] = await insertOneByOne(
      device.session,
      Array.from({ length: 3 }, () => ({ studentId, seconds: 2 })),
    );
    const { changes } = await pull(device.session, server.id, await allButThis());
    await device.session.query('SELECT rekey_student($1, $2)', [studentId, newId]);
    await settle([device], server);
    const late = await push(server, randomUUID(), changes);
    expect(late.refused).toEqual([]);
    expect(late.known).toContain(mistakeId);
    const oldId = studentId;
    studentId = newId;
    await expectEqual();
    expect(await count(server, 'SELECT count(*) FROM student_mistakes WHERE student_id = $1')).toBe(3);
    expect(await count(server, 'SELECT count(*) FROM student_mistake_patterns WHERE student_id = $1')).toBe(1);
    studentId = oldId;
    expect(await count(server, 'SELECT count(*) FROM student_mistakes WHERE student_id = $1')).toBe(0);
  });

  test('a recommendation that still names the old id of a student makes room for a newer one under the new id', async () => {
    const newId = randomUUID();
    await server.session.query('SELECT rekey_student($1, $2)', [studentId, newId]);
    const recommendation = (owner: string, createdAt: string) => {
      const id = randomUUID();
      return {
        table: 'student_recommendations',
        id,
        scope: owner,
        row: {
          id,
          student_id: owner,
          global_topic_uid: 'T',
          recommendation_type: 'STUCK_LOOP',
          title: 't',
          message: 'm',
          created_at: createdAt,
          updated_at: createdAt,
        },
      };
    };
    const newer = recommendation(newId, timeAt(5));
    const older = recommendation(studentId, timeAt(1));
    expect((await push(server, device.id, [newer])).refused).toEqual([]);
    expect((await push(server, device.id, [older])).refused).toEqual([]);
    const { rows } = await server.session.query(
      'SELECT id, is_active FROM student_recommendations WHERE student_id = $1 ORDER BY created_at',
      [newId],
    );
    expect(rows).toEqual([
      { id: older.id, is_active: false },
      { id: newer.id, is_active: true },
    ]);
  });

  test('an erased student stays erased on every replica, whatever an older bundle brings', async () => {
    await insertOneByOne(
      device.session,
      Array.from({ length: 3 }, () => ({ studentId, seconds: 2 })),
    );
    const { changes } = await pull(device.session, server.id, await allButThis());
    await settle([device], server);
    await server.session.query('SELECT erase_student($1)', [studentId]);
    await expectEqual();
    const answer = await push(device, randomUUID(), changes);
    expect(new Set(answer.refused.map(({ code }) => code))).toEqual(new Set(['STUDENT_ERASED']));
    for (const table of [
      'student_mistakes',
      'student_mistake_patterns',
      'student_recommendations',
      'ui_reflex_events',
    ] as const) {
      expect((await readEverything(device.session, studentId))[table]).toEqual([]);
    }
  });

  test('an erasure by who did not know that the student had joined a class reaches the record under its later id', async () => {
    const laterId = randomUUID();
    await insertMistakes(device.session, [{ studentId }]);
    await settle([device], server);
    await device.session.query('SELECT rekey_student($1, $2)', [studentId, laterId]);
    await insertMistakes(device.session, [{ studentId: laterId }]);
    await server.session.query('SELECT erase_student($1)', [studentId]);
    await settle([device], server);
    for (const id of [studentId, laterId]) {
      const everything = await readEverything(device.session, id);
      expect(everything).toEqual(await readEverything(server.session, id));
      expect([everything.student_mistakes, everything.student_tombstones]).toEqual([[], [expect.any(String)]]);
    }
    expect((await readEverything(server.session, laterId)).student_aliases).toHaveLength(1);
  });

  test('an alias reaches who has erased its student before hearing of it, and rows of the older id are refused there', async () => {
    const laterId = randomUUID();
    await insertMistakes(server.session, [{ studentId }]);
    const older = (await pull(server.session, device.id, {})).changes.filter(({ scope }) => scope === studentId);
    expect(older.length).toBeGreaterThan(0);
    await server.session.query('SELECT rekey_student($1, $2)', [studentId, laterId]);
    await device.session.query('SELECT erase_student($1)', [laterId]);
    await settle([device], server);
    expect(await readEverything(device.session, laterId)).toEqual(await readEverything(server.session, laterId));
    for (const replica of [device, server]) {
      const answer = await push(replica, randomUUID(), older);
      expect(new Set(answer.refused.map(({ code }) => code))).toEqual(new Set(['STUDENT_ERASED']));
    }
  });

  test('two profiles of one device that turn out to be one student become one, with one link', async () => {
    const twiceId = randomUUID();
    await device.session.query(
      `INSERT INTO sync_links (student_id, server_url) SELECT unnest($1::uuid[]), 'https://school.example'`,
      [[studentId, twiceId]],
    );
    await insertMistakes(device.session, [{ studentId }, { studentId: twiceId }]);
    await settle([device], server);
    await server.session.query('SELECT rekey_student($1, $2)', [twiceId, studentId]);
    await settle([device], server);
    const { rows } = await device.session.query<{ links: number; mistakes: number }>(
      `SELECT (SELECT count(*) FROM sync_links WHERE student_id = $1 AND left_at IS NULL)::int AS links,
         (SELECT count(*) FROM student_mistakes WHERE student_id = $1)::int AS mistakes`,
      [studentId],
    );
    expect(rows).toEqual([{ links: 1, mistakes: 2 }]);
    expect(await readEverything(device.session, studentId)).toEqual(await readEverything(server.session, studentId));
  });

  test('ids that led to an id which is given up lead on, also for who hears of it later', async () => {
    const [middleId, lastId] = [randomUUID(), randomUUID()];
    await insertMistakes(server.session, [{ studentId }]);
    await server.session.query('SELECT rekey_student($1, $2)', [studentId, middleId]);
    await server.session.query('SELECT rekey_student($1, $2)', [middleId, lastId]);
    await settle([device], server);
    const aliases = (await readEverything(device.session, lastId)).student_aliases;
    expect(aliases).toHaveLength(2);
    expect(aliases).toEqual((await readEverything(server.session, lastId)).student_aliases);
  });

  test('a version that two devices drew apart says the same everywhere; how each came by it stays its own', async () => {
    const versionId = randomUUID();
    const draw = `INSERT INTO question_versions (id, question_id, content, template_revision, template_seed, created_at)
      VALUES ($1, $1, '{"kind": "numeric", "stimulus": {"tr": "Metin"}, "fieldOfALaterRelease": [1]}', $2, $3, $4)`;
    await device.session.query(draw, [versionId, 1, 'seed of the device', timeAt(1)]);
    await server.session.query(draw, [versionId, 2, 'seed of the server', timeAt(2)]);
    for (const { session } of [device, server]) {
      await session.query(
        `WITH record AS (INSERT INTO test_records (id, student_id, session_kind, started_at)
           VALUES (gen_random_uuid(), $1, 'practice', $3) RETURNING id)
         INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
           position, response, outcome, answered_at)
         SELECT gen_random_uuid(), record.id, $1, $2, $2, 'T', 0, '{}', 'right', $3 FROM record`,
        [studentId, versionId, timeAt(3)],
      );
    }
    await expectEqual();
    const { changes } = await pull(server.session, randomUUID(), await allButThis());
    const sent = changes.find(({ table }) => table === 'question_versions')?.row ?? {};
    expect(Object.keys(sent).sort()).toEqual(['content', 'id', 'question_id']);
    // Fields of the content that a release before did not have, or one to come will have, travel whole.
    expect(sent.content).toMatchObject({ stimulus: { tr: 'Metin' }, fieldOfALaterRelease: [1] });
    const read = 'SELECT template_seed FROM question_versions WHERE id = $1';
    expect((await device.session.query(read, [versionId])).rows).toEqual([{ template_seed: 'seed of the device' }]);
  });

  test('a peer that went back in time is offered everything again', async () => {
    await settle([device], server);
    await server.session.query('SELECT renew_sync_identity(false)');
    expect(await meet(device, server, true)).toBe(true);
    await insertMistakes(device.session, [{ studentId }]);
    await expectEqual();
  });

  test('a refused row is kept with its reason and arrives once it can', async () => {
    const recordId = randomUUID();
    const answerId = randomUUID();
    const answered = {
      table: 'test_answers',
      id: answerId,
      scope: studentId,
      row: {
        id: answerId,
        test_record_id: recordId,
        student_id: studentId,
        question_id: recordId,
        question_version_id: recordId,
        global_topic_uid: 'T',
        position: 0,
        response: {},
        outcome: 'right',
        answered_at: timeAt(0),
      },
    };
    await device.session.query('SELECT take_sync_page($1, $2::jsonb)', [
      server.id,
      JSON.stringify({ changes: [answered], positions: {} }),
    ]);
    const kept = await device.session.query(
      'SELECT reason_code, reason_detail FROM sync_refused_rows WHERE row_id = $1',
      [answerId],
    );
    expect(kept.rows).toEqual([
      { reason_code: 'ROW_REFUSED', reason_detail: '23503 test_answers_test_record_id_fkey' },
    ]);
    await device.session.query(
      `INSERT INTO test_records (id, student_id, session_kind, started_at) VALUES ($1, $2, 'practice', now())`,
      [recordId, studentId],
    );
    await device.session.query('SELECT retry_refused_rows($1)', [server.id]);
    expect(await count(device, 'SELECT count(*) FROM test_answers WHERE student_id = $1')).toBe(1);
    expect(await count(device, 'SELECT count(*) FROM sync_refused_rows WHERE $1::uuid IS NOT NULL')).toBe(0);
  });

  test('applying the module again changes nothing', async () => {
    const before = await server.session.query('SELECT count(*) AS entries FROM sync_log');
    await migrateAll(server.session);
    expect((await server.session.query('SELECT count(*) AS entries FROM sync_log')).rows).toEqual(before.rows);
  });
});
