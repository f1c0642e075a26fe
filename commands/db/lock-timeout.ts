import type { DbOptions, NamedTarget } from './db-command.ts';

/**
 * A migration that waits for a table makes everybody behind it wait too: better to give up and say so. One minute is
 * longer than any transaction of ours, shorter than a class's patience.
 */
const defaultLockTimeoutSeconds = 60;

export async function setLockTimeout(
  { session }: NamedTarget,
  { lockTimeoutSeconds }: Pick<DbOptions, 'lockTimeoutSeconds'>,
): Promise<void> {
  await session.query(`SELECT set_config('lock_timeout', $1, false)`, [
    `${lockTimeoutSeconds ?? defaultLockTimeoutSeconds}s`,
  ]);
}
