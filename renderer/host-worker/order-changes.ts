import type { ChangeSet } from '@electric-sql/pglite/memfs-frontend';

/**
 * One flush of the database's files in the order in which it may be cut short at any moment: the tab can be closed in
 * the middle. PGlite 0.5.16 removes first and writes `pg_control` last; a check-point removes the segment of the
 * write-ahead log that the former `pg_control` starts from, so a cut between the two left a database that PostgreSQL
 * refuses ("could not locate a valid checkpoint record"; seen once in some 40 kills right after a commit).
 *
 * `first` makes folders and writes log, data and control file; `last` removes what nothing needs any more, and is null
 * when there is nothing. What is removed and made again within the same flush keeps its place: its removal is what
 * clears the way. Files that stay because the cut came before `last` do no harm: PostgreSQL sweeps them itself.
 */
export function orderChanges({ ops, files }: ChangeSet): {
  readonly first: ChangeSet;
  readonly last: ChangeSet | null;
} {
  const written = [...files.wal, ...files.data, ...files.control].map(({ path }) => path);
  const made = [...written, ...ops.filter(({ op }) => op === 'mkdir').map(({ path }) => path)];
  const isMadeAgain = (path: string) => made.some((other) => other === path || other.startsWith(`${path}/`));
  const removals = ops.filter(({ op, path }) => op === 'remove' && !isMadeAgain(path));
  if (removals.length === 0) return { first: { ops, files }, last: null };
  const late = new Set(removals);
  return {
    first: { ops: ops.filter((op) => !late.has(op)), files },
    last: { ops: removals, files: { wal: [], data: [], control: [] } },
  };
}
