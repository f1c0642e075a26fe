import {
  isBridgeThere,
  type RollbackVersion,
  readRollbackLoss,
  rollbackModule,
  rollbackVersions,
} from '../../shared/database/rollback-module.ts';
import { CommandError, type DbCommand } from './db-command.ts';
import { setLockTimeout } from './lock-timeout.ts';
import { readModuleStatements, readModules } from './sql-folders.ts';
import { countOf } from './terminal-output.ts';

export const rollback: DbCommand = {
  summary: 'takes module 007, or 006, back',
  help: `006|007 --yes [--lock-timeout SECONDS]

Drops what the module made, in one transaction. Mistakes, reasons and answers stay; recording goes on. 007 goes first:
006 is refused while 007 is there. Without --yes it only says how many rows would be lost. Take a backup before.`,
  async run({ output, options, positionals, openTarget }) {
    const version = readVersion(positionals);
    const module = (await readModules()).find((candidate) => candidate.version === version);
    if (module === undefined) throw new CommandError(`There is no module ${version} in sql/migrations.`);
    const target = await openTarget();
    if (version === '006' && (await isBridgeThere(target.session))) {
      throw new CommandError(
        'Module 007 is still there and stands on 006. Roll it back first: npm run db -- rollback 007',
      );
    }
    const loss = await readRollbackLoss(target.session, version);
    if (loss.tables.length === 0) {
      output.line(`${target.name}: module ${version} is not there; nothing was done.`);
      return 0;
    }
    output.line(`${target.name}: rolling back ${version} ${module.name} removes ${countOf(loss.rowCount, 'row')}.`);
    output.table(
      ['table', 'rows'],
      loss.tables.map(({ name, rowCount }) => [name, rowCount]),
    );
    output.line();
    if (!options.isConfirmed) {
      output.error('db: Nothing was done. Take a backup (npm run db -- backup), then give --yes.');
      return 2;
    }
    await setLockTimeout(target, options);
    output.progress(`Rolling back ${version}`);
    target.markWritten('changed');
    await rollbackModule(target.session, module, await readModuleStatements('rollback', module));
    output.line(`Rolled back ${version}. \`npm run db -- migrate\` deploys it again.`);
    return 0;
  },
};

function readVersion(positionals: readonly string[]): RollbackVersion {
  const version = rollbackVersions.find((candidate) => candidate === positionals[0]);
  if (version === undefined || positionals.length > 1) throw new CommandError('rollback takes one module: 006 or 007.');
  return version;
}
