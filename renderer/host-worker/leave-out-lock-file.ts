import type { ChangeSet } from '@electric-sql/pglite/memfs-frontend';

const lockFile = '/postmaster.pid';

/**
 * PostgreSQL's lock file stays in memory. It is made anew at every start, and a tab that is closed between the moment
 * when the new file exists and the one when something is in it left an empty one: "lock file is empty" is fatal to
 * PostgreSQL, at that start and at every later one, though nothing else is amiss. Who may open the database says a Web
 * Lock here (`databaseLock`), so the file has nothing to say.
 */
export function isLockFile(path: string): boolean {
  return path === lockFile;
}

/** The same changes but for the lock file, whose removal is kept: it clears away what an earlier release left. */
export function leaveOutLockFile({ ops, files }: ChangeSet): ChangeSet {
  return { ops, files: { ...files, data: files.data.filter(({ path }) => !isLockFile(path)) } };
}
