import { ExpectedError } from '../shared/errors/outcome.ts';
import type { HostPort } from '../shared/host/host-port.ts';
import type { HostProcessPaths } from './host-messages.ts';

export interface DesktopHost {
  serve(port: HostPort): () => void;
  close(): Promise<void>;
}
export async function openDesktopHost(paths: HostProcessPaths): Promise<DesktopHost> {
  throw new ExpectedError('HOST_UNAVAILABLE', { ...paths });
}
