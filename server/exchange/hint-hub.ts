/**
 * Who wants to hear that a scope holds something new. Each process hears of new rows itself (LISTEN where a direct
 * connection is to be had, else a look every second) and tells those of its clients that may see the scope.
 */
import type { ServerDatabase } from '../database/server-database.ts';

export const hintChannel = 'sync_hints';
/** Where nothing is announced, this is how late a hint may be. */
const lookEveryMs = 1_000;
const everyone = '00000000-0000-0000-0000-000000000000';

export interface HintClient {
  /** What the client may read; null for one that may read everything. */
  readonly scopes: ReadonlySet<string> | null;
  send(scopes: readonly string[]): void;
}

export interface HintHub {
  readonly mode: 'listen' | 'look' | 'stopped';
  start(): Promise<void>;
  /** Returns how to leave. */
  join(client: HintClient): () => void;
  readonly clientCount: number;
  stop(): void;
}

export function createHintHub(database: ServerDatabase, reportError: (error: unknown) => void): HintHub {
  const clients = new Set<HintClient>();
  const seen = new Map<string, number>();
  let mode: HintHub['mode'] = 'stopped';
  let timer: ReturnType<typeof setTimeout> | null = null;

  function announce(scopes: readonly string[]): void {
    for (const client of clients) {
      const visible = scopes.filter(
        (scope) => scope === everyone || client.scopes === null || client.scopes.has(scope),
      );
      if (visible.length > 0) client.send(visible);
    }
  }

  /** Counters that went on since the last look. The first look only learns where they are. */
  async function look(isFirst: boolean): Promise<void> {
    const { rows } = await database.asOwner((session) =>
      session.query<{ scope: string; seq: string }>('SELECT scope, seq::text AS seq FROM sync_counters WHERE seq > 0'),
    );
    const changed = rows.filter(({ scope, seq }) => seen.get(scope) !== Number(seq));
    for (const { scope, seq } of changed) seen.set(scope, Number(seq));
    if (!isFirst && changed.length > 0) announce(changed.map(({ scope }) => scope));
  }
  function lookAgain(isFirst: boolean): void {
    timer = setTimeout(async () => {
      try {
        if (clients.size > 0) await look(isFirst);
        else seen.clear();
      } catch (error) {
        reportError(error);
      }
      if (mode === 'look') lookAgain(clients.size === 0);
    }, lookEveryMs);
    timer.unref();
  }

  return {
    get mode() {
      return mode;
    },
    get clientCount() {
      return clients.size;
    },
    async start() {
      const onNotice = (payload: string) => announce(payload.split(',').filter((scope) => scope.length === 36));
      // Notices may have been missed: a client that pulls for nothing costs less than one that waits.
      const onLost = () => {
        for (const client of clients) client.send(client.scopes === null ? [everyone] : [...client.scopes]);
      };
      const canListen = await database.listen(hintChannel, onNotice, onLost);
      mode = canListen ? 'listen' : 'look';
      if (mode === 'look') lookAgain(true);
    },
    join(client) {
      clients.add(client);
      return () => clients.delete(client);
    },
    stop() {
      mode = 'stopped';
      if (timer !== null) clearTimeout(timer);
    },
  };
}
