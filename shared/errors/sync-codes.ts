/**
 * What a device's own side of sync reports; what a server answers is in `server-codes.ts`. Being without a connection is
 * a state, not an error: those codes are shown as words beside the sync state, never as an alarm.
 */
export const syncErrorCodes = [
  /** The server cannot be reached. `cause`: name_lookup, tls, proxy, refused, reset, unknown. */
  'SYNC_OFFLINE',
  /** Whoever answers has another key than the classroom's hub that the class code named: nothing was sent there. */
  'SYNC_WRONG_CERTIFICATE',
  /** A classroom's hub with a certificate of its own, asked from a browser, which takes no such certificate. */
  'SYNC_NEEDS_DESKTOP_APP',
  /** Something else answered for the server: the sign-in page of a network, as a rule. */
  'SYNC_PORTAL',
  'SYNC_TIMEOUT',
  /** An answer that is cut short, not in its shape, or out of a cache. */
  'SYNC_BAD_ANSWER',
  'SYNC_TOO_LARGE',
  /** The server failed (a status of 500 and more) without saying why. */
  'SYNC_SERVER_FAILED',
  /** The address answers, but it is no server of this app. */
  'SYNC_NOT_A_SERVER',
  'SYNC_SIGNED_OUT',
  'SYNC_CLIENT_TOO_OLD',
  'SYNC_SERVER_TOO_OLD',
  'SYNC_CANCELLED',
  'SYNC_NOT_JOINED',
  'SYNC_ALREADY_JOINED',
  'SYNC_ADDRESS_INVALID',
  'SYNC_ADDRESS_NOT_ENCRYPTED',
] as const;
