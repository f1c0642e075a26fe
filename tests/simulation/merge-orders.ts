/**
 * The merge rules alone, straight in SQL: states of the same rows as several replicas may have made them, merged in two
 * orders, batched and doubled in two ways, must end in the same tables. Where a row wants a parent that has not come, it is
 * sent again, as a device does.
 */
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { readRows } from './compare-replicas.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

interface MergedChange {
  readonly scope: string;
  readonly table: string;
  readonly id: string;
  readonly row: Readonly<Record<string, unknown>>;
}

interface Ids {
  readonly student: string;
  /** The id that the student had before joining. */
  readonly older: string;
  readonly replicas: readonly string[];
}

/** Few moments, so that many are the same. */
const moment = (random: SeededRandom) => new Date(Date.UTC(2026, 0, 12, 8, random.between(0, 3))).toISOString();
const topics = ['TR.MAT.ALG.001', 'TR.MAT.ALG.002'];
const codes = ['SIGN_ERROR', 'CALCULATION_ERROR', 'CONCEPT_ERROR', 'GUESS'];

/** What meets in one run: some dozen states of some dozen rows. */
function drawChanges(random: SeededRandom): { readonly ids: Ids; readonly changes: readonly MergedChange[] } {
  const ids: Ids = {
    student: random.uuid(),
    older: random.uuid(),
    replicas: [random.uuid(), random.uuid(), random.uuid()],
  };
  const changes: MergedChange[] = [];
  const isAliased = random.chance(0.3);
  const owner = () => (isAliased && random.chance(0.4) ? ids.older : ids.student);
  const add = (table: string, id: string, scope: string, row: Readonly<Record<string, unknown>>) =>
    changes.push({ scope, table, id, row });
  const edit = () => ({ updated_at: moment(random), updated_by: random.pick(ids.replicas) });

  for (let turn = random.between(1, 3); turn > 0; turn -= 1) {
    const id = owner();
    add('students', id, id, {
      id,
      display_name: `name ${random.between(0, 2)}`,
      created_at: moment(random),
      ...edit(),
    });
  }
  for (let turn = random.between(0, 3); turn > 0; turn -= 1) {
    const student_id = owner();
    const preset_name = random.pick(['soft', 'normal', 'aggressive']);
    add('student_analysis_settings', student_id, student_id, {
      student_id,
      preset_name,
      set_at: moment(random),
      ...edit(),
    });
  }
  addSessions(random, owner, add);
  addReflexes(random, owner, add, edit);
  if (isAliased)
    add('student_aliases', ids.older, ids.student, { old_student_id: ids.older, new_student_id: ids.student });
  if (random.chance(0.1))
    for (let turn = 0; turn < 2; turn += 1)
      add('student_tombstones', ids.student, ids.student, { student_id: ids.student, erased_at: moment(random) });
  return { ids, changes };
}

type Add = (table: string, id: string, scope: string, row: Readonly<Record<string, unknown>>) => void;

function addSessions(random: SeededRandom, owner: () => string, add: Add): void {
  const record = random.uuid();
  const recordOwner = owner();
  for (let turn = random.between(1, 3); turn > 0; turn -= 1) {
    const finish = random.chance(0.6)
      ? { finished_at: moment(random), right_count: random.between(0, 2), wrong_count: 1, blank_count: 0 }
      : {};
    add('test_records', record, recordOwner, {
      id: record,
      student_id: recordOwner,
      session_kind: 'practice',
      expected_duration_per_question: '40',
      started_at: '2026-01-12T07:00:00Z',
      created_at: '2026-01-12T07:00:00Z',
      ...finish,
    });
  }
  for (let turn = random.between(1, 5); turn > 0; turn -= 1) {
    const id = random.uuid();
    const student_id = owner();
    add('student_mistakes', id, student_id, {
      id,
      student_id,
      global_topic_uid: random.pick(topics),
      mistake_code: random.pick(codes),
      time_spent_seconds: String(random.between(2, 60)),
      occurred_at: moment(random),
      created_at: moment(random),
    });
    for (let said = random.between(0, 2); said > 0; said -= 1) {
      const reason = random.uuid();
      add('mistake_reasons', reason, student_id, {
        id: reason,
        mistake_id: id,
        student_id,
        mistake_code: random.pick(codes),
        noted_at: moment(random),
      });
    }
  }
}

/** The same recommendation as several replicas know it, beside others of its topic and type. */
function addReflexes(random: SeededRandom, owner: () => string, add: Add, edit: () => Record<string, unknown>): void {
  for (let turn = random.between(1, 3); turn > 0; turn -= 1) {
    const id = random.uuid();
    const student_id = owner();
    const fixed = {
      id,
      student_id,
      global_topic_uid: topics[0],
      recommendation_type: 'PANIC_RUSH',
      created_at: moment(random),
    };
    for (let state = random.between(1, 4); state > 0; state -= 1) {
      const [isShown, isDismissed, isDone] = [random.chance(0.5), random.chance(0.25), random.chance(0.25)];
      add('student_recommendations', id, student_id, {
        ...fixed,
        ...edit(),
        title: `title ${random.between(0, 1)}`,
        message: '',
        action_items: [],
        priority: random.between(1, 3),
        is_active: !isDismissed && !isDone && random.chance(0.7),
        is_shown: isShown,
        shown_at: isShown ? moment(random) : null,
        is_dismissed: isDismissed,
        dismissed_at: isDismissed ? moment(random) : null,
        is_done: isDone,
        done_at: isDone ? moment(random) : null,
        done_actions: ['micro_break', 'slow_down'].filter(() => random.chance(0.4)),
      });
    }
    const event = random.uuid();
    for (let state = random.between(1, 3); state > 0; state -= 1) {
      const isDelivered = random.chance(0.5);
      add('ui_reflex_events', event, student_id, {
        id: event,
        student_id,
        global_topic_uid: topics[0],
        event_type: 'RECOMMENDATION_CREATED',
        recommendation_id: id,
        delivered: isDelivered,
        delivered_at: isDelivered ? moment(random) : null,
        created_at: fixed.created_at,
      });
    }
  }
}

class TakenBack extends Error {}

/** Merges the changes in an order of chance, reads what came of it, and takes it all back. */
async function mergeInOrder(
  session: SqlSession,
  { ids, changes }: ReturnType<typeof drawChanges>,
  random: SeededRandom,
): Promise<{ readonly tables: unknown; readonly refused: readonly string[] }> {
  let waiting = shuffled(random, [...changes, ...changes.filter(() => random.chance(0.2))]);
  let tables: unknown = null;
  let refused: string[] = [];
  try {
    await session.transaction(async (inner) => {
      for (let round = 0; round < 4 && waiting.length > 0; round += 1) {
        const again: MergedChange[] = [];
        refused = [];
        while (waiting.length > 0) {
          const batch = waiting.splice(0, random.between(1, 12));
          const { rows } = await inner.query<{
            answer: { refused: { table: string; id: string; code: string; detail?: string }[] };
          }>('SELECT sync_push($1, $2::jsonb) AS answer', [random.pick(ids.replicas), JSON.stringify(batch)]);
          for (const { table, id, code, detail } of rows[0]?.answer.refused ?? []) {
            // Of an erased student nothing is taken, in whatever order it is heard.
            if (code === 'STUDENT_ERASED') continue;
            refused.push(`${table} ${code} ${detail ?? ''}`);
            again.push(...batch.filter((change) => change.table === table && change.id === id));
          }
        }
        waiting = again;
      }
      tables = [...(await readRows(inner, ids.student)), ...(await readRows(inner, ids.older))];
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return { tables, refused };
}

function shuffled<T>(random: SeededRandom, things: readonly T[]): T[] {
  const left = [...things];
  return things.flatMap(() => left.splice(random.between(0, left.length - 1), 1));
}

/** What differs between two orders of one seed, in words; empty when they end alike. The session is of a `ReplicaStore`. */
export async function compareMergeOrders(session: SqlSession, seed: number): Promise<readonly string[]> {
  const drawn = drawChanges(createSeededRandom(seed, 'rows'));
  const one = await mergeInOrder(session, drawn, createSeededRandom(seed, 'one order'));
  const other = await mergeInOrder(session, drawn, createSeededRandom(seed, 'other order'));
  const problems = [...one.refused, ...other.refused].map((text) => `refused: ${text}`);
  const [left, right] = [JSON.stringify(one.tables, null, 1), JSON.stringify(other.tables, null, 1)];
  if (left !== right) {
    const [ours, theirs] = [left.split('\n'), right.split('\n')];
    problems.push(`two orders of ${drawn.changes.length} changes differ:`);
    problems.push(...ours.filter((line) => !theirs.includes(line)).map((line) => `  one: ${line}`));
    problems.push(...theirs.filter((line) => !ours.includes(line)).map((line) => `  other: ${line}`));
  }
  return problems;
}
