/** Does a mistake set off the analysis, and how long does that take? Tried out in a transaction that is taken back. */
import type { ChainTimes, HealthFinding } from '../model/health-report.ts';
import { finding } from './health-finding.ts';
import type { SqlSession } from './sql-session.ts';
import { takeBack } from './take-back.ts';

/**
 * From the deployment guide: a chain of triggers is acceptable below 50 ms. The median decides, which a machine that is
 * busy for a moment does not move: a daily check must not cry wolf.
 */
const allowedChainMs = 50;
/**
 * What the insert without its triggers may take of that: ten to twenty times what it takes on a machine at leisure (0.1
 * ms on a server, 0.2 ms on PGlite). The chain takes some twelve times as long as the bare insert, so a machine that
 * makes 50 ms of it makes about 4 ms of the insert, and the chain is not to blame.
 */
const allowedBareMs = 2;
/** Enough for a 95th percentile worth reading, and over in a tenth of a second. */
const sampleCount = 40;
/** The first inserts of a connection plan what all later ones reuse (20 ms and more): a server's connections are past that. */
const warmUpCount = 5;
const insertCount = warmUpCount + sampleCount;

export interface ChainExamination {
  readonly times: ChainTimes;
  readonly findings: readonly (HealthFinding | null)[];
}

interface ExplainedRow {
  readonly 'QUERY PLAN': readonly {
    readonly 'Execution Time': number;
    /** Of this statement; triggers that these set off are part of their time. */
    readonly Triggers?: readonly { readonly Time: number }[];
  }[];
}

/**
 * Inserts rushed mistakes of a student who does not exist. The times are PostgreSQL's own, without the way to it.
 * Other sessions see nothing of it; no notice is sent.
 */
export async function examineChain(session: SqlSession): Promise<ChainExamination> {
  return takeBack(session, async (inner) => {
    const { rows: students } = await inner.query<{ id: string }>('SELECT gen_random_uuid()::text AS id');
    const studentId = students[0]?.id ?? '';
    const timesMs: number[] = [];
    const bareTimesMs: number[] = [];
    for (let second = 0; second < insertCount; second += 1) {
      const { rows } = await inner.query<ExplainedRow>(
        `EXPLAIN (ANALYZE, FORMAT JSON)
         INSERT INTO student_mistakes
           (student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
         VALUES ($1, 'TR.MAT.ALG.001', 'CALCULATION_ERROR', 1, now() + make_interval(secs => $2))`,
        [studentId, second],
      );
      const executed = rows[0]?.['QUERY PLAN'][0];
      const timeMs = executed?.['Execution Time'] ?? 0;
      timesMs.push(timeMs);
      bareTimesMs.push(timeMs - (executed?.Triggers ?? []).reduce((sumMs, { Time }) => sumMs + Time, 0));
    }
    const times = summarise(timesMs.slice(warmUpCount));
    const bareMs = summarise(bareTimesMs.slice(warmUpCount)).p50Ms;
    const isSlow = times.p50Ms > allowedChainMs;
    const slow = [
      `median ${times.p50Ms.toFixed(1)} ms, allowed ${allowedChainMs} ms; without triggers ${bareMs.toFixed(1)} ms`,
    ];
    return {
      times,
      findings: [
        finding('CHAIN_SILENT', await readSilentParts(inner, studentId)),
        finding('CHAIN_SLOW', isSlow && bareMs <= allowedBareMs ? slow : []),
        finding('MACHINE_SLOW', isSlow && bareMs > allowedBareMs ? slow : []),
      ],
    };
  });
}

/** What the mistakes of this student should have left and did not. */
async function readSilentParts(session: SqlSession, studentId: string): Promise<readonly string[]> {
  const { rows } = await session.query<{ subject: string }>(
    `SELECT 'student_mistake_patterns' AS subject
     WHERE NOT EXISTS (
       SELECT FROM student_mistake_patterns WHERE student_id = $1 AND improvement_trend = 'PANIC_RUSH' AND timed_count = $2)
     UNION ALL
     SELECT 'student_baseline_performance'
     WHERE NOT EXISTS (
       SELECT FROM student_baseline_performance WHERE student_id = $1 AND current_sample_count = $2)
     UNION ALL
     SELECT 'student_recommendations'
     WHERE NOT EXISTS (
       SELECT FROM student_recommendations WHERE student_id = $1 AND recommendation_type = 'PANIC_RUSH' AND is_active)
     UNION ALL
     SELECT 'ui_reflex_events'
     WHERE NOT EXISTS (
       SELECT FROM ui_reflex_events WHERE student_id = $1 AND event_type = 'RECOMMENDATION_CREATED')`,
    [studentId, insertCount],
  );
  return rows.map(({ subject }) => subject);
}

function summarise(timesMs: readonly number[]): ChainTimes {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { sampleCount: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), longestMs: at(1) };
}
