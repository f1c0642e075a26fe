import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ServerDatabase } from '../database/server-database.ts';

export interface ServerMetrics {
  readonly registry: Registry;
  readonly requests: Counter<'method' | 'route' | 'status'>;
  readonly requestSeconds: Histogram<'method' | 'route'>;
  readonly problems: Counter<'code'>;
  readonly pushedRows: Counter<'outcome'>;
  readonly refusedRows: Counter<'code'>;
  readonly pulledRows: Counter;
  readonly signIns: Counter<'kind' | 'outcome'>;
  readonly hintClients: Gauge;
  readonly hintsSent: Counter;
  readonly upkeepRuns: Counter<'outcome'>;
  readonly upkeepSeconds: Histogram;
  readonly droppedLogEntries: Counter;
  readonly expiredTokens: Counter;
}

/** Figures for Prometheus, all named `endstp_*`. No label is ever a value that a client chose. */
export function createServerMetrics(database: () => ServerDatabase): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const poolGauge = (name: string, help: string, read: (database: ServerDatabase) => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read(database()));
      },
    });
  poolGauge('endstp_database_connections', 'Open connections to the database', (own) => own.figures().size);
  poolGauge('endstp_database_transactions_running', 'Transactions under way', (own) => own.figures().busy);
  poolGauge(
    'endstp_database_transactions_waiting',
    'Requests that wait for a connection',
    (own) => own.figures().waiting,
  );
  return {
    registry,
    requests: new Counter({
      name: 'endstp_http_requests_total',
      help: 'Answered requests by route and status',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'endstp_http_request_seconds',
      help: 'Time from the first byte of a request to the last of its answer',
      labelNames: ['method', 'route'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    problems: new Counter({
      name: 'endstp_problems_total',
      help: 'Refused requests by code; RATE_LIMITED and SERVER_BUSY (shed) among them',
      labelNames: ['code'],
      registers,
    }),
    pushedRows: new Counter({
      name: 'endstp_sync_pushed_rows_total',
      help: 'Rows that devices sent, by what became of them',
      labelNames: ['outcome'],
      registers,
    }),
    refusedRows: new Counter({
      name: 'endstp_sync_refused_rows_total',
      help: 'Refused rows by code',
      labelNames: ['code'],
      registers,
    }),
    pulledRows: new Counter({ name: 'endstp_sync_pulled_rows_total', help: 'Rows sent to devices', registers }),
    signIns: new Counter({
      name: 'endstp_sign_ins_total',
      help: 'Sign-ins, refreshes and joins by outcome',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    hintClients: new Gauge({ name: 'endstp_hint_clients', help: 'Devices that wait for hints', registers }),
    hintsSent: new Counter({ name: 'endstp_hints_sent_total', help: 'Hints sent', registers }),
    upkeepRuns: new Counter({
      name: 'endstp_upkeep_runs_total',
      help: 'Runs of the upkeep by outcome: done, elsewhere (another process is at it), failed',
      labelNames: ['outcome'],
      registers,
    }),
    upkeepSeconds: new Histogram({
      name: 'endstp_upkeep_seconds',
      help: 'Time that a run of the upkeep took',
      buckets: [0.01, 0.05, 0.25, 1, 5, 30],
      registers,
    }),
    droppedLogEntries: new Counter({
      name: 'endstp_sync_log_dropped_entries_total',
      help: 'Entries of the log that the upkeep dropped, because later ones say the same',
      registers,
    }),
    expiredTokens: new Counter({
      name: 'endstp_expired_tokens_total',
      help: 'Refresh tokens that the upkeep dropped',
      registers,
    }),
  };
}
