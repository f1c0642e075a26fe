/** From a code to a class. */
import type { ServerKind } from '../sync/sync-link.ts';

export interface ServerChoice {
  readonly serverUrl: string;
  readonly kind: ServerKind;
  readonly apiKey: string | null;
}

export interface ClassOffer {
  /** The address as it will be used. */
  readonly serverUrl: string;
  readonly className: string;
  readonly roster: readonly { readonly memberId: string; readonly displayName: string; readonly isClaimed: boolean }[];
}

export interface JoinRequestInput extends ServerChoice {
  readonly studentId: string;
  readonly code: string;
  /** A name of the roster, or else `displayName`. */
  readonly memberId: string | null;
  readonly displayName: string | null;
}

export type JoinResult =
  /** `studentId` is the profile's id from now on. */
  { readonly status: 'joined'; readonly studentId: string } | { readonly status: 'waiting' };
