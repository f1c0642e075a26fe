import type { ConnectOptions, StudyHostConnection } from './study-host-connection.ts';

/**
 * Connects this page to its study host: to the desktop app's host process when the preload offers one, else to the
 * host worker of this origin (started here if no other tab runs it). Returns at once; the state tells how far it is.
 */
export function connectStudyHost(options: ConnectOptions = {}): StudyHostConnection {
  throw new Error(`not connected yet ${JSON.stringify(options)}`);
}
