/**
 * Where a joined profile's sync stands. The same words are in the code, in the logs and on the screens.
 *
 *     idle <-----------------------------------------------+
 *       | wake                                             | all exchanged
 *       v                                                  |
 *     connecting -> pushing -> pulling --------------------+
 *       |  |  |        (any step may fail)
 *       |  |  +--> offline       nobody, or somebody else, answers            tried again by itself, sooner when woken
 *       |  +-----> backing_off   the server is busy, slow or failing          tried again after the delay
 *       +--------> refused       this version, profile or address is unwanted tried again hourly and on request
 *       +--------> signed_out    the tokens count no more                     until the profile joins again
 */
import type { Failure } from '../errors/outcome.ts';

export type LinkStateName =
  | 'idle'
  | 'connecting'
  | 'pushing'
  | 'pulling'
  | 'offline'
  | 'backing_off'
  | 'refused'
  | 'signed_out';

export interface LinkState {
  readonly name: LinkStateName;
  /** Why it is offline, backing off, refused or signed out; null in the other states. */
  readonly failure: Failure | null;
  /** Rows of this exchange that are through, while pushing or pulling. */
  readonly doneRows: number;
  /** When it is tried again by itself, by the machine's clock in milliseconds since 1970. */
  readonly retryAtMs: number | null;
}

export const idleState: LinkState = { name: 'idle', failure: null, doneRows: 0, retryAtMs: null };

/** The state that a failure leads to. */
export function stateAfter(
  failed: Failure,
): Extract<LinkStateName, 'offline' | 'backing_off' | 'refused' | 'signed_out'> {
  switch (failed.code) {
    case 'SYNC_OFFLINE':
    case 'SYNC_PORTAL':
    // At home another machine has the address that the hub has in the classroom.
    case 'SYNC_WRONG_CERTIFICATE':
    // Once a browser has the hub's certificate installed, this is what being offline looks like to it.
    case 'SYNC_NEEDS_DESKTOP_APP':
      return 'offline';
    case 'SYNC_SIGNED_OUT':
    case 'REFRESH_TOKEN_INVALID':
    case 'REFRESH_TOKEN_REUSED':
    case 'SIGN_IN_REQUIRED':
      return 'signed_out';
    case 'SYNC_CLIENT_TOO_OLD':
    case 'SYNC_SERVER_TOO_OLD':
    case 'SYNC_NOT_A_SERVER':
    case 'PROTOCOL_TOO_OLD':
    case 'FORBIDDEN':
    case 'STUDENT_ERASED':
      return 'refused';
    default:
      return 'backing_off';
  }
}
