/** A peer in the same process: the client's transport straight onto a database's functions. Every fault is an argument. */
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { failure, type Outcome, success } from '../../shared/errors/outcome.ts';
import type { RemoteFunctionName, SyncTransport } from '../../shared/sync/sync-transport.ts';

export interface CountedCall {
  readonly name: RemoteFunctionName;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface SqlTransport extends SyncTransport {
  /** Calls that came, in order. */
  readonly calls: CountedCall[];
  /** Decides what comes of the next calls: the failure to answer, before or after the server did its work. */
  interfere: (call: CountedCall) => { readonly fault: Outcome<never>; readonly isAfterwards: boolean } | null;
}

export function createSqlTransport(server: () => SqlSession): SqlTransport {
  const transport: SqlTransport = {
    calls: [],
    interfere: () => null,
    async call(name, args) {
      const call = { name, args };
      transport.calls.push(call);
      const fault = transport.interfere(call);
      if (fault !== null && !fault.isAfterwards) return fault.fault;
      const answer = await answerOf(server(), name, args);
      return fault?.fault ?? answer;
    },
  };
  return transport;
}

const statements: Readonly<Record<RemoteFunctionName, { readonly text: string; readonly names: readonly string[] }>> = {
  sync_hello: {
    text: 'SELECT sync_hello($1, $2, $3, $4, $5, $6) AS answer',
    names: ['p_replica', 'p_epoch', 'p_protocol', 'p_schema', 'p_last_contact', 'p_contact'],
  },
  sync_push: { text: 'SELECT sync_push($1, $2::jsonb) AS answer', names: ['p_replica', 'p_changes'] },
  sync_pull: {
    text: 'SELECT sync_pull($1, $2::jsonb, $3) AS answer',
    names: ['p_replica', 'p_positions', 'p_max_rows'],
  },
  hub_rosters: { text: 'SELECT hub_rosters() AS answer', names: [] },
  report_hub_claims: { text: 'SELECT report_hub_claims($1::jsonb) AS answer', names: ['p_members'] },
  report_hub_leaves: { text: 'SELECT report_hub_leaves($1::jsonb) AS answer', names: ['p_leaves'] },
  erased_among: { text: 'SELECT erased_among($1::uuid[]) AS answer', names: ['p_student_ids'] },
  leave_class: { text: 'SELECT leave_class($1, $2) AS answer', names: ['p_class_id', 'p_student_id'] },
  report_device: {
    text: 'SELECT report_device($1, $2, $3, $4, $5, $6, $7, $8, $9) AS answer',
    names: [
      'p_replica',
      'p_student_id',
      'p_device_name',
      'p_app_version',
      'p_schema_version',
      'p_waiting_rows',
      'p_refused_rows',
      'p_pulled_seq',
      'p_clock_offset_ms',
    ],
  },
};

async function answerOf(
  server: SqlSession,
  name: RemoteFunctionName,
  args: Readonly<Record<string, unknown>>,
): Promise<Outcome<unknown>> {
  const { text, names } = statements[name];
  const values = names.map((key) =>
    typeof args[key] === 'object' && args[key] !== null ? JSON.stringify(args[key]) : (args[key] ?? null),
  );
  try {
    // One transaction a call, as a server does it; what travels is JSON.
    const { rows } = await server.query<{ answer: unknown }>(text, values);
    return success(JSON.parse(JSON.stringify(rows[0]?.answer)));
  } catch (error) {
    const state = (error as { code?: string }).code ?? '';
    if (state === 'PT413') return failure('SYNC_TOO_LARGE');
    if (state === 'PT426') return failure('PROTOCOL_TOO_OLD');
    throw error;
  }
}
