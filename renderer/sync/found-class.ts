import type { ClassOffer, ServerChoice } from '../../shared/model/class-joining.ts';

/** A class that a code leads to. */
export interface FoundClass {
  readonly choice: ServerChoice;
  readonly code: string;
  readonly offer: ClassOffer;
}
