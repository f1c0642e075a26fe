import { countRows } from './count-rows.ts';
import type { Migration } from './migration.ts';
import type { SqlSession } from './sql-session.ts';

export const rollbackVersions = ['006', '007'] as const;
export type RollbackVersion = (typeof rollbackVersions)[number];

const tablesOf: Readonly<Record<RollbackVersion, readonly string[]>> = {
  '006': [
    'system_settings',
    'analysis_presets',
    'student_analysis_settings',
    'student_baseline_performance',
    'student_mistake_patterns',
  ],
  '007': ['student_recommendations', 'ui_reflex_events'],
};

export interface RollbackLoss {
  readonly tables: readonly { readonly name: string; readonly rowCount: number }[];
  readonly rowCount: number;
}

/** What would be lost. Changes nothing. */
export async function readRollbackLoss(session: SqlSession, version: RollbackVersion): Promise<RollbackLoss> {
  const tables = await countRows(session, tablesOf[version]);
  return {
    tables: tables.map(({ name, rowCount }) => ({ name, rowCount })),
    rowCount: tables.reduce((sum, { rowCount }) => sum + rowCount, 0),
  };
}

/** True when a table of 007 is there: it stands on 006. */
export async function isBridgeThere(session: SqlSession): Promise<boolean> {
  return (await countRows(session, tablesOf['007'])).length > 0;
}

/**
 * Takes a module back in one transaction, with its entry in the journal, so that the next `migrate` deploys it anew.
 *
 * @param rollbackSql text of the file of `sql/rollback`
 */
export async function rollbackModule(
  session: SqlSession,
  { version }: Pick<Migration, 'version'>,
  rollbackSql: string,
): Promise<void> {
  await session.transaction(async (inner) => {
    await inner.exec('SET LOCAL search_path = public, pg_temp');
    await inner.exec(rollbackSql);
    const { rows } = await inner.query<{ found: boolean }>(
      `SELECT to_regclass('public.schema_migrations') IS NOT NULL AS found`,
    );
    if (rows[0]?.found === true) {
      await inner.query('DELETE FROM public.schema_migrations WHERE version = $1', [version]);
    }
  });
}
