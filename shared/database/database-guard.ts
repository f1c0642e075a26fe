/**
 * Notices that PostgreSQL inside PGlite has died. After a PANIC (a full disk is the usual one) the WebAssembly program
 * has aborted, but PGlite takes the exception for an ordinary SQL error and goes on driving the dead program: the next
 * query answers nonsense or loops for ever, and a loop in the same thread cannot be watched from within (measured with
 * 0.5.16). Known exceptions carry a `status`; everything else that comes out of the program means that it is dead, and
 * from then on every query fails with `DatabaseDiedError` instead of entering it.
 */
import type { PGlite } from '@electric-sql/pglite';

export class DatabaseDiedError extends Error {
  /** PostgreSQL said that the disk is full before it died. */
  readonly isDiskFull: boolean;

  constructor(cause: unknown, isDiskFull: boolean) {
    super('PostgreSQL has died; the database must be opened again', { cause });
    this.name = 'DatabaseDiedError';
    this.isDiskFull = isDiskFull;
  }
}

export interface GuardEvents {
  readonly sawFullDisk: () => boolean;
  /** Called once, at the first sign of death. */
  readonly onDied: () => void;
}

/** The entries of PGlite's WebAssembly module that its query loop goes through. */
interface GuardedModule {
  _PostgresMainLoopOnce(): void;
  _PostgresSendReadyForQueryIfNecessary(): void;
  _pgl_pq_flush(): void;
  stackRestore(pointer: number): void;
}

/** Must be called before the first query. */
export function guardDatabase(pglite: PGlite, { sawFullDisk, onDied }: GuardEvents): void {
  const module = pglite.Module as unknown as GuardedModule;
  const runOnce = module._PostgresMainLoopOnce;
  const restoreStack = module.stackRestore;
  let death: DatabaseDiedError | null = null;

  module._PostgresMainLoopOnce = () => {
    if (death !== null) throw death;
    try {
      runOnce();
    } catch (error) {
      if (isKnownException(error)) throw error;
      death = new DatabaseDiedError(error, sawFullDisk());
      // What PGlite calls after a query, alive or dead.
      module._PostgresSendReadyForQueryIfNecessary = () => {};
      module._pgl_pq_flush = () => {};
      onDied();
      throw death;
    }
  };
  // Called by PGlite in the handler that swallows every exception of the loop: the one way out of it.
  module.stackRestore = (pointer) => {
    if (death !== null) throw death;
    restoreStack(pointer);
  };
}

/** Emscripten's ExitStatus, by which PGlite's longjmp and ordinary exits come out of the program. */
function isKnownException(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number';
}
