/**
 * How the tabs of one origin share one study host. Web Locks say who is alive: they are released by the browser itself
 * when their holder dies, so nobody has to be asked.
 *
 * - `leaderLock` is held by the page that runs the host worker; the other pages wait for it and take over.
 * - `databaseLock` is held by the worker while the database is open: the next worker waits until it is really closed.
 * - `hostLockOf(hostId)` is held by the worker from its start; whoever is granted it learns that this host is gone.
 * - `clientLockOf(clientId)` is held by a page; the host is granted it when that page is gone.
 *
 * The leader talks to its worker through a `MessagePort`. Other pages say `client-hello` on the control channel, and
 * talk to the host through a broadcast channel of their own.
 */
import { dataDirectoryName } from '../database/postgres-major.ts';
import type { Failure } from '../errors/outcome.ts';

export const leaderLock = 'endstp:host-leader';
export const databaseLock = 'endstp:study-database';
/** Below the origin private file system; written when a new database is whole. A folder without it is half of one. */
export const databaseMarkPath = `${dataDirectoryName}.complete`;
export const controlChannel = 'endstp:study-host';
export const hostLockOf = (hostId: string): string => `endstp:host:${hostId}`;
export const clientLockOf = (clientId: string): string => `endstp:client:${clientId}`;
export const clientChannelOf = (hostId: string, clientId: string): string => `endstp:host:${hostId}:${clientId}`;

/** What the host has to say of itself. */
export type HostState =
  | { readonly name: 'starting' }
  | { readonly name: 'ready' }
  | { readonly name: 'failed'; readonly error: Failure };

/** On the control channel, between pages and host. */
export type ControlMessage =
  /** A page wants to talk to the host, whichever it is; answered by `host-state`, once the host is ready. */
  | { readonly kind: 'client-hello'; readonly clientId: string }
  /** The host listens on the client's channel from now on. */
  | { readonly kind: 'client-welcome'; readonly clientId: string; readonly hostId: string }
  | { readonly kind: 'host-state'; readonly hostId: string; readonly state: HostState }
  /** A page's call has had no answer for long: the leader looks whether its worker still answers. */
  | { readonly kind: 'host-suspected' }
  /** A page's user asks for another try after `failed`. */
  | { readonly kind: 'host-retry' };

/** From the leading page to its worker. */
export type WorkerRequest =
  /** On the last try the worker tells everybody why the database cannot be opened; before that, see `try-again`. */
  | { readonly kind: 'start'; readonly hostId: string; readonly isLastTry: boolean }
  /** `event.ports[0]` is the page's end. */
  | { readonly kind: 'connect' }
  | { readonly kind: 'ping'; readonly pingNumber: number }
  /** Check-point and close; answered by `closed`. */
  | { readonly kind: 'close' };

/** From the worker to the leading page. */
export type WorkerReport =
  | { readonly kind: 'state'; readonly state: HostState }
  | { readonly kind: 'pong'; readonly pingNumber: number }
  /** The database could not be opened, for a reason that another worker may not meet: the leader starts one. */
  | { readonly kind: 'try-again'; readonly error: Failure }
  | { readonly kind: 'closed' };
