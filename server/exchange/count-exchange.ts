import type { ServerMetrics } from '../status/server-metrics.ts';

/** Counts what a push or pull moved. Codes of refused rows are ours, so they may be labels; anything else is not. */
export function countExchange(metrics: ServerMetrics, functionName: string, result: string | null): void {
  if (result === null) return;
  if (functionName === 'sync_push') {
    const answer = JSON.parse(result) as { accepted?: unknown[]; known?: unknown[]; refused?: { code?: unknown }[] };
    metrics.pushedRows.inc({ outcome: 'accepted' }, answer.accepted?.length ?? 0);
    metrics.pushedRows.inc({ outcome: 'known' }, answer.known?.length ?? 0);
    for (const { code } of answer.refused ?? []) {
      metrics.pushedRows.inc({ outcome: 'refused' });
      metrics.refusedRows.inc({ code: typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : 'OTHER' });
    }
  } else if (functionName === 'sync_pull') {
    // Its 256 KB need not be parsed for a count: every change has one `seq`, and quotes inside values are escaped.
    metrics.pulledRows.inc(result.split('"seq": ').length - 1);
  }
}
