import { resolve } from 'node:path';
import { migrate } from '../../shared/database/migration-runner.ts';
import { countReplacedRows, restoreRows } from '../../shared/database/restore-rows.ts';
import { ExpectedError } from '../../shared/errors/outcome.ts';
import { checkBackupFile, readBackupRows } from '../../shared/node/backup-file.ts';
import { CommandError, type DbCommand } from './db-command.ts';
import { setLegacyTimeZone } from './legacy-time-zone.ts';
import { setLockTimeout } from './lock-timeout.ts';
import { readModules } from './sql-folders.ts';
import { countOf } from './terminal-output.ts';

export const restore: DbCommand = {
  summary: 'puts the rows of a backup into an empty or migrated database',
  help: `FILE [--yes] [--time-zone ZONE] [--lock-timeout SECONDS]

Reads the whole file and checks it first; deploys the modules where they are missing; then replaces all rows in one
transaction and computes baselines and patterns anew. A database that holds rows is refused without --yes: they would be
gone. An empty or missing --data-dir becomes a new database.
  --time-zone ZONE  zone of the times that an older release kept without one (default UTC)`,
  async run({ output, options, positionals, openTarget }) {
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new CommandError('restore takes one backup file.');
    const path = resolve(file);
    output.progress(`Checking ${path}`);
    const { head, end } = await checkBackupFile(path);
    const modules = await readModules();
    const known = modules.at(-1)?.version ?? '000';
    if (head.schemaVersion !== null && head.schemaVersion > known) {
      throw new ExpectedError('BACKUP_FORMAT_NEWER', {
        found: `module ${head.schemaVersion}`,
        known: `module ${known}`,
      });
    }
    const target = await openTarget({ mayCreate: true });
    await setLockTimeout(target, options);
    await setLegacyTimeZone(target, options);
    const rowCount = await countReplacedRows(target.session);
    if (rowCount > 0 && !options.isConfirmed) throw new ExpectedError('RESTORE_WOULD_OVERWRITE', { rowCount });

    target.markWritten('changed');
    const migrated = await migrate(target.session, modules, {
      onModule: ({ version, name }) => output.progress(`Applying ${version} ${name}`),
    });
    if (!migrated.ok) throw new ExpectedError(migrated.error.code, migrated.error.details);
    await target.prepareReplacement();
    const { insertedCounts, leftOutColumns } = await restoreRows(
      target.session,
      { rows: readBackupRows(path), counts: end.counts },
      modules,
      (table, doneCount, totalCount) => output.progress(`Restoring ${table}: ${doneCount} of ${totalCount}`),
    );
    target.markWritten('replaced');
    output.line(
      `${target.name}: restored the backup of ${head.createdAt}${rowCount > 0 ? `; ${countOf(rowCount, 'row')} made way` : ''}.`,
    );
    output.table(['table', 'rows'], Object.entries(insertedCounts));
    output.line();
    if (leftOutColumns.length > 0) {
      output.line(`Columns that this release does not have were left out: ${leftOutColumns.join(', ')}`);
    }
    output.line('Baselines and patterns were computed anew. Next: npm run db -- verify');
    return 0;
  },
};
