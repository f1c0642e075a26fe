/**
 * The utility process that owns the study database. Its life: opening -> open -> closing -> ended. Windows connect at any
 * time: their ports wait, unread, until the database is open.
 */
import { join } from 'node:path';
import { type MessagePortMain, net } from 'electron';
import { ExpectedError } from '../shared/errors/outcome.ts';
import type { HostPort } from '../shared/host/host-port.ts';
import { openNodeStudyHost } from '../shared/node/open-node-study-host.ts';
import { createPinnedFetch } from '../shared/node/pinned-fetch.ts';
import type { FetchFunction } from '../shared/sync/fetch-http.ts';
import { type HostProcessPaths, type MessageFromHost, readMessageToHost } from './host-messages.ts';
import { createRelayedSecrets } from './relayed-secrets.ts';
import { readSecretAnswer } from './secret-messages.ts';

const { parentPort } = process;

function tellMain(message: MessageFromHost): void {
  parentPort.postMessage(message);
}

/** Ends the process; a message posted just before would be lost without the pause. */
function end(exitCode: number): void {
  setTimeout(() => process.exit(exitCode), 50);
}

/** Main sees a crash by its exit code and starts another process; the words go to the app's log. */
function crash(error: unknown): void {
  console.error(error);
  end(1);
}

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

const paths = JSON.parse(process.argv.at(-1) ?? '') as HostProcessPaths;
const secrets = createRelayedSecrets((question) => parentPort.postMessage(question));
const opening = openNodeStudyHost({
  dataFolder: paths.dataFolder,
  migrationsFolder: join(paths.appFolder, 'sql', 'migrations'),
  preparedFolder: join(paths.appFolder, 'dist', 'prepared'),
  place: 'desktop',
  sync: {
    // Chromium's network knows the proxy and the certificates of a school; Node's own does not. A classroom's hub is in
    // the same room, and known by the key that the class code names: Node's own network can look at that.
    fetch: createPinnedFetch(((url, init) => net.fetch(url, init)) as FetchFunction),
    secrets: secrets.store,
    appVersion: paths.appVersion,
  },
  // A process with a fresh database engine takes over.
  onDied: () => process.exit(1),
});

opening.then(
  () => tellMain({ kind: 'opened' }),
  (error: unknown) => {
    if (!(error instanceof ExpectedError)) return crash(error);
    tellMain({ kind: 'failed', error: error.failure });
    end(0);
  },
);

function connect(port: MessagePortMain): void {
  let isGone = false;
  let stop = (): void => {};
  // A window that is closed or reloaded closes its port: nothing more is to be sent there.
  port.once('close', () => {
    isGone = true;
    stop();
  });
  opening.then(
    ({ host }) => {
      if (!isGone) stop = host.serve(wrapPort(port));
    },
    // Main has been told; the window hears of it from main.
    () => port.close(),
  );
}

function close(): void {
  opening
    .then((opened) => opened.close())
    .then(() => {
      tellMain({ kind: 'closed' });
      end(0);
    }, crash);
}

parentPort.on('message', (event) => {
  const answer = readSecretAnswer(event.data);
  if (answer !== null) {
    secrets.take(answer);
    return;
  }
  const message = readMessageToHost(event.data);
  const [port] = event.ports;
  if (message?.kind === 'connect' && port !== undefined) connect(port);
  if (message?.kind === 'resumed') {
    // A database that did not open has been reported already.
    opening.then(({ host }) => host.calls.wakeSync({ reason: 'resume', studentId: null })).catch(() => undefined);
  }
  if (message?.kind === 'close') close();
});
