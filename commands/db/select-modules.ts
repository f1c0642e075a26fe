import type { Migration } from '../../shared/database/migration.ts';
import { CommandError, type DbOptions } from './db-command.ts';

/** Throws when nothing is left, or the analysis would be deployed without what it stands on. */
export function selectModules(modules: readonly Migration[], { from, to }: DbOptions): readonly Migration[] {
  const selected = modules.filter(
    ({ version }) => (from === null || version >= from) && (to === null || version <= to),
  );
  if (selected.length > 0) return selected;
  throw new CommandError(
    `There is no module there. They go from ${modules[0]?.version} to ${modules.at(-1)?.version}.`,
  );
}
