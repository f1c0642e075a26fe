import type { Failure } from '../shared/errors/outcome.ts';

/** What the main process tells the host process. `connect` carries one end of a channel. */
export type MessageToHost =
  | { readonly kind: 'connect' }
  | { readonly kind: 'close' }
  /** The computer woke up: what waits may be sent. */
  | { readonly kind: 'resumed' };

/** What the host process tells the main process. */
export type MessageFromHost =
  /** The database is open. */
  | { readonly kind: 'opened' }
  /** The database cannot be opened; the process ends by itself and must not be restarted without being asked. */
  | { readonly kind: 'failed'; readonly error: Failure }
  /** The database is closed and synced; the process ends. */
  | { readonly kind: 'closed' };

/** Where the host process finds and keeps things; passed as its only argument, as JSON. */
export interface HostProcessPaths {
  /** Folder of the student's data (`study/pg18` and what belongs to it lives inside). */
  readonly dataFolder: string;
  /** The app's own folder: `sql/migrations` and `dist/prepared` are inside. */
  readonly appFolder: string;
  readonly appVersion: string;
}

/** Messages cross a process boundary: anything of another shape is a bug or foreign, and null. */
export function readMessageFromHost(message: unknown): MessageFromHost | null {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return null;
  const { kind } = message;
  if (kind === 'opened' || kind === 'closed') return { kind };
  if (kind === 'failed' && 'error' in message) return { kind, error: message.error as Failure };
  return null;
}

/** The same for the other direction. */
export function readMessageToHost(message: unknown): MessageToHost | null {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return null;
  const { kind } = message;
  return kind === 'connect' || kind === 'close' || kind === 'resumed' ? { kind } : null;
}
