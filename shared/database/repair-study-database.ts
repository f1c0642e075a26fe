import type { PGlite } from '@electric-sql/pglite';
import type { HealthReport, RepairReport } from '../model/health-report.ts';
import { toSafeError } from './database-error.ts';
import { examineDatabase } from './health-examination.ts';
import type { Migration } from './migration.ts';
import { pgliteSession } from './pglite-session.ts';
import { repairDatabase } from './repair-database.ts';

/** The app's own database looked after: as `npm run db -- health` and `repair` do. */
export interface DatabaseCare {
  examine(): Promise<HealthReport>;
  /** Throws `ExpectedError` MIGRATION_FAILED or DATA_DIRECTORY_NEWER_SCHEMA. */
  repair(): Promise<RepairReport>;
}

/** Errors carry no query and no parameters. */
export function createDatabaseCare(pglite: PGlite, migrations: readonly Migration[]): DatabaseCare {
  const session = pgliteSession(pglite);
  const safely = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw toSafeError(error);
    }
  };
  return {
    examine: () => safely(examineDatabase(session, migrations)),
    repair: () => safely(repairDatabase(session, migrations)),
  };
}
