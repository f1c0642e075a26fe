import type { Failure } from '../../shared/errors/outcome.ts';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { StudyHostNotices } from '../../shared/host/study-host-notices.ts';

/**
 * Where the connection to the study host stands.
 *
 *     starting -> connected -> restarting -> connected ...
 *        |                        |
 *        +------> failed <--------+        (failed -> starting by `retry`)
 */
export type ConnectionState =
  /** The host opens its database; calls made now wait for it. */
  | { readonly name: 'starting' }
  | { readonly name: 'connected' }
  /** The host died or its tab was closed; a new one is on its way. Calls made now wait for it. */
  | { readonly name: 'restarting' }
  /** The database cannot be opened, and the error says what a person can do. Calls answer this failure at once. */
  | { readonly name: 'failed'; readonly error: Failure };

export type NoticeName = keyof StudyHostNotices;

/** A page's connection to the one study host of this origin (or, on the desktop, of this app). */
export interface StudyHostConnection {
  /**
   * Every call answers an `Outcome` and never rejects. A call that was under way when the host died answers
   * `HOST_RESTARTING`: it may or may not have been carried out, and may be sent again (calls that create rows carry
   * ids). A call that waits longer than `callTimeoutMs` answers `HOST_UNAVAILABLE`.
   */
  readonly calls: StudyHostCalls;
  readonly connectionState: ConnectionState;
  /** Calls `listener` at each change (not for the present state) until the returned function is called. */
  onConnectionStateChanged(listener: (state: ConnectionState) => void): () => void;
  /**
   * Listens to one kind of notice until the returned function is called. Notices that were sent while no host was
   * connected are lost: refetch when the state becomes `connected` again.
   */
  onNotice<Name extends NoticeName>(name: Name, listener: StudyHostNotices[Name]): () => void;
  /** After `failed`: tries to open the database again. */
  retry(): void;
  close(): void;
}

export interface ConnectOptions {
  /** How long a call may wait for a host and its answer. Default 30 s. */
  readonly callTimeoutMs?: number;
}
