import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertMistakes, timeAt } from '../sql/study-rows.ts';
import { databaseKinds, pglite, type TestDatabase, type TestDatabaseKind } from '../sql/test-databases.ts';
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

// The devices meet one server after the other, and keep what they have: each engine also gets rows of the runs before.
const opened: TestDatabase[] = [];
const devices: Replica[] = [];
async function openReplica(kind: TestDatabaseKind): Promise<Replica> {
  const database = await kind.openMigrated();
  opened.push(database);
  await database.session.exec(readRowsFunction);
  return asReplica(database.session);
}
beforeAll(async () => {
  devices.push(await openReplica(pglite), await openReplica(pglite));
});
afterAll(async () => {
  for (const database of opened) await database.close();
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
    | 'review'
    | 'change identity'
    | 'compact'
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
    'review',
    'change identity',
    'compact',
    'push',
    'pull',
    'push',
    'pull',
    'push',
    'pull',
  ),
  minute: fc.nat(400),
  size: fc.integer({ min: 1, max: 9 }),
  fault: fc.nat(5),
});

/** Who the student is in one run, and what happens to them: nothing, they join a class under another id, or are erased. */
interface Life {
  readonly firstId: string;
  readonly laterId: string;
  readonly fate: 'stays' | 'joins' | 'is erased' | 'joins here and is erased there';
}

/** Under which id this replica knows the student; null once it knows that they were erased. */
async function idAt({ session }: Replica, { firstId, laterId }: Life): Promise<string | null> {
  const { rows } = await session.query<{ id: string }>(
    `SELECT coalesce((SELECT new_student_id FROM student_aliases WHERE old_student_id = $1), $1) AS id
     WHERE NOT EXISTS (SELECT FROM student_tombstones WHERE student_id = ANY ($2::uuid[]))`,
    [firstId, [firstId, laterId]],
  );
  return rows[0]?.id ?? null;
}

async function take(replica: Replica, server: Replica, life: Life, { kind, minute, size, fault }: Step): Promise<void> {
  const { session } = replica;
  const studentId = kind === 'push' || kind === 'pull' ? life.firstId : await idAt(replica, life);
  if (studentId === null) return;
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
    case 'review':
      await session.query(
        `INSERT INTO review_log (id, student_id, question_id, question_version_id, rating, time_spent_seconds, reviewed_at)
         VALUES ($1, $2, $1, $1, $3, 4.25, $4)`,
        [randomUUID(), studentId, 1 + (size % 4), timeAt(minute)],
      );
      return;
    case 'change identity':
      if (life.fate === 'is erased' || (life.fate === 'joins here and is erased there' && size % 2 === 0))
        await session.query('SELECT erase_student($1)', [life.firstId]);
      else if (life.fate.startsWith('joins') && replica !== server)
        await session.query('SELECT rekey_student($1, $2)', [life.firstId, life.laterId]);
      return;
    case 'compact':
      await session.query('SELECT compact_sync_log($1)', [studentId]);
      return;
    case 'push':
      if (replica !== server) await pushPage(replica, server, size, faults);
      return;
    case 'pull':
      if (replica !== server) await pullPage(replica, server, size, faults);
  }
}

test.each(databaseKinds)(
  'two devices and a server on $label that exchange in any order and batching, over a link that doubles and loses, end with equal rows',
  async (kind) => {
    const server = await openReplica(kind);
    for (const device of devices) await connect(device, server);
    const replicas = [server, ...devices];
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 24 }),
        fc.constantFrom<Life['fate']>('stays', 'joins', 'is erased', 'joins here and is erased there'),
        async (steps, fate) => {
          const life: Life = { firstId: randomUUID(), laterId: randomUUID(), fate };
          for (const one of steps) {
            const replica = replicas[one.at];
            if (replica !== undefined) await take(replica, server, life, one);
          }
          await settle(devices, server);
          for (const id of [life.firstId, life.laterId]) {
            const expected = await readEverything(server.session, id);
            for (const device of devices) expect(await readEverything(device.session, id)).toEqual(expected);
          }
          for (const { session } of replicas) {
            const { rows } = await session.query(
              'SELECT table_name, reason_code, reason_detail FROM sync_refused_rows',
            );
            expect(rows).toEqual([]);
          }
        },
      ),
      { numRuns: 20, endOnFailure: false, interruptAfterTimeLimit: 60_000 },
    );
  },
  240_000,
);
