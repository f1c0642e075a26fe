/** What must hold once everything was exchanged. */
import type { SqlSession } from '../../shared/database/sql-session.ts';
import type { School } from './simulated-school.ts';
import type { LedgerKey, StudyLedger } from './study-ledger.ts';

/** Findings in words; none when no row is lost or there twice, and replicas hold the same in what they may see. */
export async function compareReplicas(school: School): Promise<readonly string[]> {
  const { ledger, players, serverSession: server } = school;
  const hub = school.hub?.device.store.session ?? null;
  const problems: string[] = [];
  for (const player of players) {
    const { name, device } = player;
    const { session } = device.store;
    for (const profile of player.profiles) {
      const { studentId, link, hasLeft } = profile;
      const key = school.keyOf(player, profile);
      if (link === null) {
        if (!hasLeft) problems.push(...(await rowsThatLeft(server, name, studentId)));
        problems.push(...(await missingRows(session, name, studentId, key, ledger)));
        continue;
      }
      if (ledger.erased.has(studentId)) {
        // Whose sign-in has ended neither hears nor tells of it, until somebody signs in there.
        const isCutOff = device.process.client.stateOf(link.id).name === 'signed_out';
        const others = [['server', server] as const, ...(hub === null ? [] : [['hub', hub] as const])];
        problems.push(...(await erasureProblems([[name, session], ...others], isCutOff, studentId)));
        continue;
      }
      const expected = await readRows(server, studentId);
      problems.push(
        ...differences(`${name} and server, student ${studentId}`, await readRows(session, studentId), expected),
      );
      if (hub !== null) {
        problems.push(...differences(`hub and server, student ${studentId}`, await readRows(hub, studentId), expected));
      }
      problems.push(...(await missingRows(server, 'server', studentId, key, ledger)));
    }
  }
  for (const [name, session] of [
    ['server', server] as const,
    ...(hub === null ? [] : [['hub', hub] as const]),
    ...players.map(({ name, device }) => [name, device.store.session] as const),
  ]) {
    const { rows } = await session.query<{ text: string }>(
      `SELECT concat_ws(' ', direction, table_name, row_id, reason_code, reason_detail) AS text FROM sync_refused_rows`,
    );
    problems.push(...rows.map(({ text }) => `${name}: refused row: ${text}`));
    problems.push(...(await recomputed(session, name)));
  }
  return problems;
}

/**
 * Where an erasure is known nothing of the student is left; and all of those know it who speak with one another. When it
 * was, and under which ids, not all need to hear.
 */
async function erasureProblems(
  [device, ...others]: readonly (readonly [string, SqlSession])[],
  isCutOff: boolean,
  studentId: string,
): Promise<string[]> {
  const kept = ['student_tombstones', 'student_aliases', 'analysis_presets', 'mistake_types'];
  const problems: string[] = [];
  const read = async (replicas: readonly (readonly [string, SqlSession])[]) => {
    const unaware: string[] = [];
    for (const [name, session] of replicas) {
      const tables = await readRows(session, studentId);
      if (!tables.has('student_tombstones')) unaware.push(name);
      else
        for (const [table, rows] of tables)
          if (!kept.includes(table)) problems.push(`${name}: ${rows.length} rows of ${table} of an erased student`);
    }
    return unaware;
  };
  const unaware = await read(others);
  const isDeviceUnaware = (await read(device === undefined ? [] : [device])).length > 0;
  if (unaware.length > 0 && (unaware.length < others.length || (!isCutOff && !isDeviceUnaware)))
    problems.push(`${unaware.join(' and ')}: not heard that ${studentId} was erased`);
  if (isDeviceUnaware && !isCutOff && unaware.length === 0)
    problems.push(`${device?.[0]}: not heard that ${studentId} was erased`);
  return problems;
}

/** Rows of a student by table, as text, without what is each replica's own. The session is of a `ReplicaStore`. */
export async function readRows(
  session: SqlSession,
  studentId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await session.query<{ table_name: string; row_text: string }>(
    'SELECT table_name, row_text FROM simulation.rows_of(ARRAY[$1::uuid])',
    [studentId],
  );
  const tables = new Map<string, string[]>();
  for (const { table_name, row_text } of rows) tables.set(table_name, [...(tables.get(table_name) ?? []), row_text]);
  for (const list of tables.values()) list.sort();
  return tables;
}

/** Of what a replica holds of its students, and in which order it logged it. */
export async function digestRows(session: SqlSession): Promise<string> {
  const { rows } = await session.query<{ digest: string }>(
    `SELECT md5(concat((SELECT string_agg(own.row_text, ',' ORDER BY own.table_name, own.row_text COLLATE "C")
         FROM simulation.rows_of(ARRAY(SELECT scope FROM sync_counters)) AS own),
       (SELECT string_agg(concat(scope, seq, table_name, row_id), ',' ORDER BY scope, seq) FROM sync_log))) AS digest`,
  );
  return rows[0]?.digest ?? '';
}

function differences(
  what: string,
  found: ReadonlyMap<string, readonly string[]>,
  expected: ReadonlyMap<string, readonly string[]>,
): string[] {
  const problems: string[] = [];
  for (const table of new Set([...found.keys(), ...expected.keys()])) {
    const [ours, theirs] = [found.get(table) ?? [], expected.get(table) ?? []];
    const only = ours.filter((row) => !theirs.includes(row));
    const lacking = theirs.filter((row) => !ours.includes(row));
    if (only.length > 0 || lacking.length > 0 || ours.length !== theirs.length) {
      problems.push(
        `${what}: ${table} differs\n    here: ${only.join('\n          ')}\n   there: ${lacking.join('\n          ')}`,
      );
    }
  }
  return problems;
}

const factTables = ['test_records', 'test_answers', 'student_mistakes', 'mistake_reasons', 'review_log'] as const;

/** Every acknowledged row is there, and none that nobody made. */
async function missingRows(
  session: SqlSession,
  name: string,
  studentId: string,
  key: LedgerKey,
  ledger: StudyLedger,
): Promise<string[]> {
  const problems: string[] = [];
  for (const table of factTables) {
    const { rows } = await session.query<{ id: string }>(`SELECT id FROM ${table} WHERE student_id = $1`, [studentId]);
    const found = new Set(rows.map(({ id }) => id));
    if (found.size !== rows.length) problems.push(`${name}: rows of ${table} are there twice`);
    for (const row of ledger.acknowledged(key)) {
      if (row.table === table && !found.has(row.id)) problems.push(`${name}: ${table} ${row.id} is lost`);
    }
    for (const id of found) if (!ledger.isPossible(key, id)) problems.push(`${name}: nobody made ${table} ${id}`);
  }
  return problems;
}

/** Of a profile that joined no class nothing leaves its device. */
async function rowsThatLeft(server: SqlSession, name: string, studentId: string): Promise<string[]> {
  const { rows } = await server.query('SELECT FROM student_mistakes WHERE student_id = $1', [studentId]);
  return rows.length === 0 ? [] : [`${name}: ${rows.length} rows of a profile that joined nothing reached the server`];
}

const derivedRows = `SELECT string_agg(own.row::text, E'\\n' ORDER BY own.row::text COLLATE "C") AS text FROM (
    SELECT to_jsonb(pattern) - '{id,created_at,updated_at}'::text[] AS row FROM student_mistake_patterns AS pattern
    UNION ALL SELECT to_jsonb(baseline) - '{id,created_at,updated_at}'::text[] FROM student_baseline_performance AS baseline) AS own`;

class TakenBack extends Error {}

/** Derived rows are what a recomputation from nothing gives. */
async function recomputed(session: SqlSession, name: string): Promise<string[]> {
  const read = async (inner: SqlSession) =>
    (await inner.query<{ text: string | null }>(derivedRows)).rows[0]?.text ?? '';
  let [before, after] = ['', ''];
  try {
    await session.transaction(async (inner) => {
      before = await read(inner);
      await inner.exec(`DELETE FROM student_mistake_patterns; DELETE FROM student_baseline_performance`);
      await inner.query(
        `SELECT rebuild_student_baseline(own.student_id, own.global_topic_uid), rebuild_mistake_pattern(own.student_id, own.global_topic_uid)
         FROM (SELECT DISTINCT student_id, global_topic_uid FROM student_mistakes ORDER BY 1, 2) AS own`,
      );
      after = await read(inner);
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  if (before === after) return [];
  const [kept, made] = [before.split('\n'), after.split('\n')];
  const only = (some: readonly string[], others: readonly string[]) =>
    some.filter((row) => !others.includes(row)).join('\n   ');
  return [
    `${name}: derived rows are not what a recomputation gives\n   ${only(kept, made)}\n  but\n   ${only(made, kept)}`,
  ];
}
