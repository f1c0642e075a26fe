import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { backUpRows } from '../../shared/database/backup-rows.ts';
import { writeBackupFile } from '../../shared/node/backup-file.ts';
import { CommandError, type DbCommand } from './db-command.ts';
import { countOf } from './terminal-output.ts';

export const backup: DbCommand = {
  summary: 'all rows of modules 001 to 007 in one file',
  help: `[--file FILE] [--yes]

Writes every row as it is at one moment, while others go on working: compressed lines of JSON with a manifest, counts and
a SHA-256. Any database of the guide can be backed up, also one of an older release. The file holds pupils' data: only you
can read it, and it is not encrypted.
  --file FILE  where to (default end-stp-backup-DATE.ndjson.gz in this folder)
  --yes        replace FILE when it is there`,
  async run({ output, options, openTarget }) {
    const path = resolve(options.file ?? defaultName(new Date()));
    if (!options.isConfirmed && (await isThere(path))) {
      throw new CommandError(`${path} is there already. Choose another --file, or give --yes to replace it.`);
    }
    const target = await openTarget();
    const { counts, sha256 } = await writeBackupFile(path, (sink) =>
      backUpRows(target.session, sink, (table, doneCount, totalCount) =>
        output.progress(`Backing up ${table}: ${doneCount} of ${totalCount}`),
      ),
    );
    const rowCount = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (options.isJson) output.json({ database: target.name, file: path, rowCount, counts, sha256 });
    else {
      output.line(`${target.name}: backed up ${countOf(rowCount, 'row')} to ${path}`);
      output.table(['table', 'rows'], Object.entries(counts));
      output.line();
      output.line(`SHA-256 of its contents: ${sha256}`);
    }
    return 0;
  },
};

/** Sorts by time, and is a file name everywhere. */
function defaultName(now: Date): string {
  return `end-stp-backup-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.ndjson.gz`;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
