/**
 * The utility process that owns the study database. Its life: opening -> open -> closing -> ended. Windows connect at any
 * time: their ports wait, unread, until the database is open.
 */
import type { MessagePortMain } from 'electron';
import { ExpectedError } from '../shared/errors/outcome.ts';
import type { HostPort } from '../shared/host/host-port.ts';
import { type HostProcessPaths, type MessageFromHost, readMessageToHost } from './host-messages.ts';
import { openDesktopHost } from './open-desktop-host.ts';

/** Wraps Electron's port; reading starts with the first listener. */
function wrapPort(port: MessagePortMain): HostPort {
  return {
    post: (message) => port.postMessage(message),
    listen(listener) {
      const forward = (event: { data: unknown }): void => listener(event.data);
      port.on('message', forward);
      port.start();
      return () => {
        port.off('message', forward);
      };
    },
    close: () => port.close(),
  };
}

async function run(): Promise<void> {
  const { parentPort } = process;
  const tellMain = (message: MessageFromHost): void => parentPort.postMessage(message);
  const paths = JSON.parse(process.argv.at(-1) ?? '') as HostProcessPaths;
  const waitingPorts: HostPort[] = [];
  let isCloseAsked = false;

  let serve = (port: HostPort, _whenGone: (stop: () => void) => void): void => {
    waitingPorts.push(port);
  };
  let close = (): void => {
    isCloseAsked = true;
  };
  parentPort.on('message', (event) => {
    const message = readMessageToHost(event.data);
    if (message?.kind === 'close') close();
    const [port] = event.ports;
    if (message?.kind !== 'connect' || port === undefined) return;
    // A window that is closed or reloaded closes its port: nothing more is to be sent there.
    serve(wrapPort(port), (stop) => port.once('close', stop));
  });

  let host: Awaited<ReturnType<typeof openDesktopHost>>;
  try {
    host = await openDesktopHost(paths);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    tellMain({ kind: 'failed', error: error.failure });
    endAfterSending(0);
    return;
  }
  serve = (port, whenGone) => whenGone(host.serve(port));
  for (const port of waitingPorts.splice(0)) host.serve(port);
  close = () => {
    void host.close().then(() => {
      tellMain({ kind: 'closed' });
      endAfterSending(0);
    });
  };
  tellMain({ kind: 'opened' });
  if (isCloseAsked) close();
}

/** A message posted just before `process.exit` may be lost: one turn of the loop lets it leave. */
function endAfterSending(exitCode: number): void {
  setTimeout(() => process.exit(exitCode), 50);
}

// Main sees a crash by its exit code and starts another process; the message goes to the app's log.
run().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
