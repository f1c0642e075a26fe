import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertMistakes, timeAt } from '../sql/study-rows.ts';
import { migrateAll, pglite, type TestDatabase } from '../sql/test-databases.ts';
import {
  asReplica,
  connect,
  pullPage,
  pushPage,
  type Replica,
  readEverything,
  readRowsFunction,
  settle,
} from './sync-replicas.ts';

const databases: TestDatabase[] = [];
const replicas: Replica[] = [];
beforeAll(async () => {
  for (let index = 0; index < 3; index += 1) {
    const database = await pglite.open();
    databases.push(database);
    await migrateAll(database.session);
    await database.session.exec(readRowsFunction);
    replicas.push(await asReplica(database.session));
  }
  const [server, ...devices] = replicas;
  for (const device of devices) if (server !== undefined) await connect(device, server);
});
afterAll(async () => {
  for (const database of databases) await database.close();
});

interface Step {
  readonly at: number;
  readonly kind:
    | 'rush'
    | 'mistakes'
    | 'reason'
    | 'dismiss'
    | 'act'
    | 'deliver'
    | 'settings'
    | 'profile'
    | 'session'
    | 'finish'
    | 'push'
    | 'pull';
  readonly minute: number;
  readonly size: number;
  readonly fault: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  at: fc.nat(2),
  kind: fc.constantFrom(
    'rush',
    'mistakes',
    'reason',
    'dismiss',
    'act',
    'deliver',
    'settings',
    'profile',
    'session',
    'finish',
    'push',
    'pull',
    'push',
    'pull',
  ),
  minute: fc.nat(400),
  size: fc.integer({ min: 1, max: 9 }),
  fault: fc.nat(5),
});

async function take(
  replica: Replica,
  server: Replica,
  studentId: string,
  { kind, minute, size, fault }: Step,
): Promise<void> {
  const { session } = replica;
  const faults = { isAnswerLost: fault === 1, isDoubled: fault === 2 };
  switch (kind) {
    case 'rush':
      for (let turn = 0; turn < 3; turn += 1)
        await insertMistakes(session, [{ studentId, minute: minute + turn, seconds: 2 }]);
      return;
    case 'mistakes':
      await insertMistakes(
        session,
        Array.from({ length: size }, (_, turn) => ({ studentId, minute: minute + turn, seconds: 20 + turn })),
      );
      return;
    case 'reason':
      await session.query(
        `INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code, noted_at)
         SELECT id, student_id, CASE WHEN $3 % 2 = 0 THEN 'SIGN_ERROR' ELSE 'CONCEPT_ERROR' END, $2
         FROM student_mistakes WHERE student_id = $1 ORDER BY id LIMIT 1`,
        [studentId, timeAt(minute), size],
      );
      return;
    case 'dismiss':
      await session.query(
        `UPDATE student_recommendations SET is_dismissed = true, dismissed_at = $2, updated_at = $2
         WHERE student_id = $1 AND is_active`,
        [studentId, timeAt(minute)],
      );
      return;
    case 'act':
      await session.query(
        `UPDATE student_recommendations SET done_actions = done_actions || $2::text, is_shown = true,
           shown_at = coalesce(shown_at, $3) WHERE student_id = $1`,
        [studentId, size % 2 === 0 ? 'slow_down' : 'micro_break', timeAt(minute)],
      );
      return;
    case 'deliver':
      await session.query(
        'UPDATE ui_reflex_events SET delivered = true, delivered_at = $2 WHERE student_id = $1 AND NOT delivered',
        [studentId, timeAt(minute)],
      );
      return;
    case 'settings':
      await session.query(
        `INSERT INTO student_analysis_settings (student_id, preset_name, updated_at)
         VALUES ($1, CASE WHEN $3 % 2 = 0 THEN 'soft' ELSE 'aggressive' END, $2)
         ON CONFLICT (student_id) DO UPDATE SET preset_name = excluded.preset_name, updated_at = excluded.updated_at`,
        [studentId, timeAt(minute % 3), size],
      );
      return;
    case 'profile':
      await session.query(
        `INSERT INTO students (id, display_name, updated_at) VALUES ($1, 'name ' || $3::text, $2)
         ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name, updated_at = excluded.updated_at`,
        [studentId, timeAt(minute % 3), String(size)],
      );
      return;
    case 'session': {
      const recordId = randomUUID();
      const versionId = randomUUID();
      await session.query(
        `INSERT INTO question_versions (id, question_id, content) VALUES ($1, $1, '{"kind": "numeric"}')`,
        [versionId],
      );
      await session.query(
        `INSERT INTO test_records (id, student_id, session_kind, expected_duration_per_question, started_at)
         VALUES ($1, $2, 'practice', 40, $3)`,
        [recordId, studentId, timeAt(minute)],
      );
      const answerId = randomUUID();
      await session.query(
        `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
           position, response, outcome, answered_at)
         VALUES ($1, $2, $3, $4, $4, 'TR.MAT.ALG.001', 0, '{}', 'wrong', $5)`,
        [answerId, recordId, studentId, versionId, timeAt(minute)],
      );
      await insertMistakes(session, [{ studentId, minute, seconds: 9, testAnswerId: answerId }]);
      return;
    }
    case 'finish':
      await session.query(
        `UPDATE test_records SET finished_at = $2, right_count = $3, wrong_count = 1, blank_count = 0
         WHERE student_id = $1 AND finished_at IS NULL`,
        [studentId, timeAt(minute), size],
      );
      return;
    case 'push':
      if (replica !== server) await pushPage(replica, server, size, faults);
      return;
    case 'pull':
      if (replica !== server) await pullPage(replica, server, size, faults);
  }
}

test('three replicas that exchange in any order and batching, over a link that doubles and loses, end with equal rows', async () => {
  const [server, ...devices] = replicas;
  if (server === undefined) throw new Error('no replica was opened');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 22 }), async (steps) => {
      const studentId = randomUUID();
      for (const one of steps) {
        const replica = replicas[one.at];
        if (replica !== undefined) await take(replica, server, studentId, one);
      }
      await settle(devices, server);
      const expected = await readEverything(server.session, studentId);
      for (const device of devices) expect(await readEverything(device.session, studentId)).toEqual(expected);
      for (const { session } of replicas) {
        const { rows } = await session.query('SELECT table_name, reason_code, reason_detail FROM sync_refused_rows');
        expect(rows).toEqual([]);
      }
    }),
    { numRuns: 60, endOnFailure: false, interruptAfterTimeLimit: 150_000 },
  );
}, 240_000);
