import { PGlite } from '@electric-sql/pglite';

/**
 * How PostgreSQL is started inside PGlite. Its own defaults are kept and these are added:
 * - `shared_buffers=16MB`: one student's data fits many times over, and the default of 128 MB costs an old laptop
 *   140 MB of memory for nothing.
 * - `max_wal_size=64MB`, `min_wal_size=32MB`: PGlite never gives back the space of its write-ahead log, and 1 GB is what
 *   PostgreSQL would let it grow to.
 * - `wal_buffers=1MB`, `max_connections=4`: there is one connection; shared memory is made for no more.
 */
export const startParameters: readonly string[] = [
  ...PGlite.defaultStartParams,
  ...['shared_buffers=16MB', 'max_wal_size=64MB', 'min_wal_size=32MB', 'wal_buffers=1MB'].flatMap((setting) => [
    '-c',
    setting,
  ]),
];
