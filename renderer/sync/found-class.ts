import type { ClassOffer, ServerChoice } from '../../shared/host/sync-calls.ts';

/** A class that a code leads to. */
export interface FoundClass {
  readonly choice: ServerChoice;
  readonly code: string;
  readonly offer: ClassOffer;
}
