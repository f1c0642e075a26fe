import { PGlite } from '@electric-sql/pglite';

/**
 * How PostgreSQL is started inside PGlite. Its own defaults are kept and these are added:
 * - `shared_buffers=16MB`: one student's data fits many times over, and the default of 128 MB costs an old laptop
 *   140 MB of memory for nothing.
 * - `wal_buffers=1MB`: commits are small.
 * - `max_wal_size=16MB`, `min_wal_size=4MB`: how much of the write-ahead log a checkpoint may keep for reuse. Nothing
 *   but a checkpoint ever frees it here (there is no background process), see `idle-checkpoint.ts`.
 * - `endstp.sync_hints=off`: nobody listens for news of other replicas on a device (008).
 */
export const startParameters: readonly string[] = [
  ...PGlite.defaultStartParams,
  ...[
    'shared_buffers=16MB',
    'wal_buffers=1MB',
    'max_wal_size=16MB',
    'min_wal_size=4MB',
    'endstp.sync_hints=off',
  ].flatMap((setting) => ['-c', setting]),
];

/**
 * How a database is made where no prepared directory is at hand. Segments of 1 MB instead of 16 MB: a log of a few
 * hundred kilobytes must not cost 16 MB of disk, nor of memory in a browser. `min_wal_size` above relies on it.
 */
export const initdbParameters: readonly string[] = ['--wal-segsize=1'];
