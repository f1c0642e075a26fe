import type { SqlSession } from '../../shared/database/sql-session.ts';

export interface Change {
  readonly scope: string;
  readonly table: string;
  readonly id: string;
  readonly row: Readonly<Record<string, unknown>>;
}

export interface Page {
  readonly changes: readonly Change[];
  readonly positions: Readonly<Record<string, number>>;
  readonly has_more: boolean;
}

export interface PushAnswer {
  readonly replica: string;
  readonly epoch: string;
  readonly server_time: string;
  readonly accepted: readonly string[];
  readonly known: readonly string[];
  readonly refused: readonly {
    readonly table: string;
    readonly id: string;
    readonly code: string;
    readonly detail?: string;
  }[];
}

export interface Replica {
  readonly session: SqlSession;
  readonly id: string;
}

export async function asReplica(session: SqlSession): Promise<Replica> {
  const [row] = (await session.query<{ replica_id: string }>('SELECT replica_id FROM sync_identity()')).rows;
  if (row === undefined) throw new Error('no identity was made');
  return { session, id: row.replica_id };
}

export async function push(to: Replica, from: string, changes: readonly unknown[]): Promise<PushAnswer> {
  const { rows } = await to.session.query<{ answer: PushAnswer }>('SELECT sync_push($1, $2::jsonb) AS answer', [
    from,
    JSON.stringify(changes),
  ]);
  if (rows[0] === undefined) throw new Error('sync_push gave no answer');
  return rows[0].answer;
}

export async function pull(
  from: SqlSession,
  caller: string,
  positions: Readonly<Record<string, number>> = {},
  maxRows = 500,
): Promise<Page> {
  const { rows } = await from.query<{ page: Page }>('SELECT sync_pull($1, $2::jsonb, $3) AS page', [
    caller,
    JSON.stringify(positions),
    maxRows,
  ]);
  if (rows[0] === undefined) throw new Error('sync_pull gave no page');
  return rows[0].page;
}

/** Makes `upstream` the one whose presets, types and packs `device` takes. */
export async function connect(device: Replica, upstream: Replica): Promise<void> {
  await meet(device, upstream, true);
  await meet(upstream, device, false);
}

export async function meet(replica: Replica, peer: Replica, isUpstream: boolean): Promise<boolean> {
  const [identity] = (await peer.session.query<{ epoch: string }>('SELECT epoch FROM sync_identity()')).rows;
  const { rows } = await replica.session.query<{ went_back: boolean }>(
    'SELECT meet_sync_peer($1, $2, $3) AS went_back',
    [peer.id, identity?.epoch, isUpstream],
  );
  return rows[0]?.went_back === true;
}

async function positionsOf(replica: Replica, peer: Replica, direction: 'pushed' | 'pulled') {
  const { rows } = await replica.session.query<{ positions: Record<string, number> }>(
    'SELECT sync_positions_of($1, $2) AS positions',
    [peer.id, direction],
  );
  return rows[0]?.positions ?? {};
}

export interface LinkFault {
  /** The answer is lost: the peer has the rows, the device does not know it. */
  readonly isAnswerLost?: boolean;
  /** The page arrives twice. */
  readonly isDoubled?: boolean;
}

/** Offers one page to the upstream peer. True when more is waiting. */
export async function pushPage(
  device: Replica,
  upstream: Replica,
  maxRows = 500,
  fault: LinkFault = {},
): Promise<boolean> {
  const page = await pull(device.session, upstream.id, await positionsOf(device, upstream, 'pushed'), maxRows);
  const answer = await push(upstream, device.id, page.changes);
  if (fault.isDoubled) await push(upstream, device.id, page.changes);
  if (!fault.isAnswerLost) {
    await device.session.query(`SELECT keep_sync_outcome($1, 'pushed', $2::jsonb, $3::jsonb)`, [
      upstream.id,
      JSON.stringify(page),
      JSON.stringify(answer.refused),
    ]);
  }
  return page.has_more;
}

/** Takes one page from the upstream peer. True when more is waiting. */
export async function pullPage(
  device: Replica,
  upstream: Replica,
  maxRows = 500,
  fault: LinkFault = {},
): Promise<boolean> {
  const page = await pull(upstream.session, device.id, await positionsOf(device, upstream, 'pulled'), maxRows);
  if (fault.isAnswerLost) return true;
  for (let turn = 0; turn < (fault.isDoubled ? 2 : 1); turn += 1) {
    await device.session.query('SELECT take_sync_page($1, $2::jsonb)', [upstream.id, JSON.stringify(page)]);
  }
  return page.has_more;
}

/** Exchanges everything: devices with their upstream, until nobody has anything to say. */
export async function settle(devices: readonly Replica[], upstream: Replica): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const device of devices) {
      while (await pushPage(device, upstream));
      while (await pullPage(device, upstream));
    }
  }
}

const comparedTables = [
  'students',
  'student_analysis_settings',
  'test_records',
  'test_answers',
  'question_versions',
  'student_mistakes',
  'mistake_reasons',
  'review_log',
  'student_recommendations',
  'ui_reflex_events',
  'analysis_presets',
  'mistake_types',
  'student_tombstones',
  'student_aliases',
  'student_mistake_patterns',
  'student_baseline_performance',
] as const;

/** Every travelling and every derived row of this student, without what is each replica's own; presets and types too. */
export async function readEverything(
  session: SqlSession,
  studentId: string,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const everything: Record<string, readonly string[]> = {};
  for (const table of comparedTables) {
    const { rows } = await session.query<{ row: string }>('SELECT row::text FROM rows_of_student($1, $2) AS row', [
      table,
      studentId,
    ]);
    everything[table] = rows.map(({ row }) => row).sort();
  }
  return everything;
}

/** A function of the tests alone: rows of a table by its name, those of the student or else of everyone. */
export const readRowsFunction = `CREATE OR REPLACE FUNCTION rows_of_student(p_table TEXT, p_student_id UUID) RETURNS SETOF JSONB
  LANGUAGE plpgsql SET timezone = 'UTC' AS $$
  BEGIN
    RETURN QUERY EXECUTE format(
      'SELECT own.row - CASE WHEN $1 IN (''student_mistake_patterns'', ''student_baseline_performance'')
         THEN ''{id,created_at,updated_at}'' WHEN $1 = ''student_aliases'' THEN ''{created_at}''
         WHEN $1 = ''question_versions'' THEN ''{template_revision,template_seed,created_at}'' ELSE ''{}'' END::text[]
       FROM (SELECT to_jsonb(own_row) AS row FROM %I AS own_row) AS own
       WHERE $2::text IN (own.row ->> ''student_id'', own.row ->> ''id'', own.row ->> ''new_student_id'')
         OR $1 IN (''analysis_presets'', ''mistake_types'')
         OR $1 = ''question_versions'' AND own.row ->> ''id'' IN (
           SELECT question_version_id::text FROM test_answers WHERE student_id = $2)', p_table)
      USING p_table, p_student_id;
  END $$`;
