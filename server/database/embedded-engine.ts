/**
 * PGlite as the embedded server drives it: one transaction at a time, each call a message that a thread can carry
 * (embedded-worker.ts). `openEmbeddedDatabase` sees to it that transactions do not meet.
 */
import type { PGlite, Transaction } from '@electric-sql/pglite';
import { closeStudyDatabase } from '../../shared/database/open-study-database.ts';
import type { EmbeddedDirectory } from './embedded-directory.ts';

export interface EmbeddedEngine {
  /** Begins a transaction with one statement that sets it up. Nothing else may be asked before it has ended. */
  begin(isReadOnly: boolean, text: string, values: readonly unknown[]): Promise<void>;
  query(text: string, values: readonly unknown[]): Promise<readonly unknown[]>;
  exec(text: string): Promise<void>;
  end(how: 'commit' | 'rollback'): Promise<void>;
  /** Rejects when PostgreSQL has died. Waits for a transaction that is under way. */
  check(): Promise<void>;
  checkpoint(): Promise<void>;
  /** Writes a synced copy, where there is a directory. */
  copy(): Promise<void>;
  /** Hears a channel until the end. On a device nobody listens, and PostgreSQL is started so; from here on it announces. */
  listen(channel: string): Promise<void>;
  close(): Promise<void>;
}

interface OpenTransaction {
  readonly transaction: Transaction;
  readonly end: (how: 'commit' | 'rollback') => void;
  readonly over: Promise<void>;
}

/** An engine in this thread. `onNotice` hears what is announced on the channels that were listened to. */
export function createEmbeddedEngine(
  pglite: PGlite,
  directory: EmbeddedDirectory | null,
  onNotice: (payload: string) => void,
): EmbeddedEngine {
  let open: OpenTransaction | null = null;

  function current(): Transaction {
    if (open === null) throw new Error('there is no transaction under way');
    return open.transaction;
  }

  return {
    begin: (isReadOnly, text, values) =>
      new Promise((resolve, reject) => {
        let end: OpenTransaction['end'] = () => undefined;
        const ended = new Promise<'commit' | 'rollback'>((settle) => {
          end = settle;
        });
        const over = pglite.transaction(async (transaction) => {
          if (isReadOnly) await transaction.exec('SET TRANSACTION READ ONLY');
          await transaction.query(text, [...values]);
          open = { transaction, end, over };
          resolve();
          if ((await ended) === 'rollback') await transaction.rollback();
        });
        // Before it has begun this is the answer to the call; later `end` hears of it.
        over.catch(reject);
      }),
    query: async (text, values) => (await current().query(text, [...values])).rows,
    exec: async (text) => {
      await current().exec(text);
    },
    async end(how) {
      if (open === null) throw new Error('there is no transaction under way');
      const { end, over } = open;
      open = null;
      end(how);
      await over;
    },
    async check() {
      await pglite.query('SELECT 1');
    },
    async checkpoint() {
      await pglite.exec('CHECKPOINT');
    },
    async copy() {
      await directory?.copy();
    },
    async listen(channel) {
      await pglite.exec('SET endstp.sync_hints = on');
      await pglite.listen(channel, onNotice);
    },
    close: () => (directory === null ? closeStudyDatabase(pglite) : directory.close()),
  };
}
