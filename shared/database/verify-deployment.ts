/** The guide's checks after a deployment: what is expected, and what was found. */
import { examineChain } from './health-chain.ts';
import type { SqlSession } from './sql-session.ts';

export interface VerifiedCheck {
  readonly checkName: string;
  readonly expected: number;
  readonly found: number;
  readonly isOk: boolean;
}

interface CheckRow {
  readonly check_name: string;
  readonly expected: number;
  readonly found: number;
  readonly is_ok: boolean;
}

/**
 * Runs the statements of a file of `sql/verify`, which end with `;` at the end of a line. One whose tables are missing
 * cannot run; the checks before it say so already.
 */
export async function verifyModule(session: SqlSession, text: string): Promise<readonly VerifiedCheck[]> {
  const checks: VerifiedCheck[] = [];
  for (const statement of text.split(/;\s*$/m).filter((part) => /^\s*SELECT/m.test(part))) {
    const rows = await runUnlessMissing(session, statement);
    for (const row of rows) {
      checks.push({ checkName: row.check_name, expected: row.expected, found: row.found, isOk: row.is_ok });
    }
  }
  return checks;
}

/** undefined_table, undefined_column. */
const missingStates: ReadonlySet<unknown> = new Set(['42P01', '42703']);

async function runUnlessMissing(session: SqlSession, statement: string): Promise<readonly CheckRow[]> {
  try {
    return (await session.query<CheckRow>(statement)).rows;
  } catch (error) {
    if (error instanceof Error && 'code' in error && missingStates.has(error.code)) return [];
    throw error;
  }
}

/** The guide's functional test: rushed mistakes of a student who does not exist, taken back afterwards. */
export async function verifyChain(session: SqlSession): Promise<readonly VerifiedCheck[]> {
  const { findings } = await examineChain(session);
  const silent = findings.find((finding) => finding?.code === 'CHAIN_SILENT')?.subjects ?? [];
  const isSlow = findings.some((finding) => finding?.code === 'CHAIN_SLOW');
  const check = (checkName: string, isOk: boolean): VerifiedCheck => ({
    checkName,
    expected: 1,
    found: isOk ? 1 : 0,
    isOk,
  });
  return [
    check('a rushed mistake is analysed', !silent.includes('student_mistake_patterns')),
    check('it is counted in the baseline', !silent.includes('student_baseline_performance')),
    check('a recommendation is generated', !silent.includes('student_recommendations')),
    check('a reflex event is emitted', !silent.includes('ui_reflex_events')),
    check('the chain stays under 50 ms (median)', !isSlow),
  ];
}
