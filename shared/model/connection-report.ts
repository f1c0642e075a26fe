import type { Failure } from '../errors/outcome.ts';

export const connectionSteps = [
  'address',
  'name_lookup',
  'connection',
  'tls',
  'network_sign_in',
  'server',
  'sign_in',
] as const;
export type ConnectionStep = (typeof connectionSteps)[number];

/** `unknown`: a browser does not tell a page what of the way failed. */
export type ConnectionStepResult = 'good' | 'failed' | 'unknown' | 'not_tried';

export interface ConnectionReport {
  /** In order; after a failed one the rest was not tried. */
  readonly steps: readonly { readonly step: ConnectionStep; readonly result: ConnectionStepResult }[];
  readonly failure: Failure | null;
  /** From the question to the answer, when there was one. */
  readonly roundTripMs: number | null;
  readonly clockOffsetSeconds: number | null;
}
