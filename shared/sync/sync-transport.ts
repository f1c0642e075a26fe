import type { Outcome } from '../errors/outcome.ts';

/**
 * The way to one peer, whatever lies between: HTTP with tokens, or a database in the same process. Nothing else of the
 * client knows the network.
 */
export interface SyncTransport {
  /**
   * Calls a function of the peer by its SQL name with named arguments and gives its JSON. Never rejects for what a
   * network or a server does: failures are `SYNC_...` codes. The answer's shape is not checked here.
   */
  call(functionName: RemoteFunctionName, args: Readonly<Record<string, unknown>>): Promise<Outcome<unknown>>;
}

export type SyncFunctionName = 'sync_hello' | 'sync_push' | 'sync_pull';
/** The exchange, what a student may ask of the classroom, and what a hub asks for its classes. */
export type RemoteFunctionName =
  | SyncFunctionName
  | 'leave_class'
  | 'report_device'
  | 'hub_rosters'
  | 'report_hub_claims'
  | 'report_hub_leaves'
  | 'erased_among';
