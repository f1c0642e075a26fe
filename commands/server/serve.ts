import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type RunningServerNote,
  removeRunningServer,
  writeRunningServer,
} from '../../server/administration/running-server-file.ts';
import { readJwtSecret } from '../../server/jwt-secret.ts';
import { runServer } from '../../server/run-server.ts';
import { createServerLog } from '../../server/server-log.ts';
import type { ServerOptions } from '../../server/server-options.ts';
import { publicAddressesOf, readCertificate } from '../../server/tls/public-server.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { pinAddress } from '../../shared/sync/server-pin.ts';
import type { TerminalOutput } from '../db/terminal-output.ts';
import { projectFolder } from '../project-folder.ts';

/** What is under way may take this long once the server was told to stop; then it ends the hard way. */
const stopTimeoutMs = 25_000;

/** Runs the server until it is told to stop. Returns the exit code. */
export async function serve(options: ServerOptions, output: TerminalOutput): Promise<number> {
  const isEmbedded = options.databaseUrl === null;
  let reportDeath: () => void = () => undefined;
  const died = new Promise<'died'>((resolve) => {
    reportDeath = () => resolve('died');
  });
  const certificate = await readCertificate(options);
  const server = await runServer({
    ...options,
    certificate,
    dataFolder: options.dataFolder,
    preparedFolder: join(projectFolder, 'dist', 'prepared'),
    appFolder: join(projectFolder, 'dist', 'renderer'),
    migrations: await readMigrations(join(projectFolder, 'sql', 'migrations')),
    secret: await readJwtSecret(options.jwtSecret, options.dataFolder),
    log: createServerLog(options.logLevel),
    onDied: () => reportDeath(),
  });
  const publicAddresses = publicAddressesOf(options, server.address);
  const codePin = certificate?.isOwn === true ? certificate.pin : null;
  if (isEmbedded) {
    const address = certificate === null ? server.address : pinAddress(server.address, certificate.pin);
    await writeRunningServer(options.dataFolder, { address, publicAddresses: [...publicAddresses], codePin });
  }
  try {
    const { rows } = await server.database.asOwner((session) =>
      session.query<{ has_people: boolean }>('SELECT EXISTS (SELECT FROM people) AS has_people'),
    );
    announce(
      options,
      { address: server.address, publicAddresses: [...publicAddresses], codePin },
      rows[0]?.has_people === true,
      output,
    );
    const reason = await Promise.race([toldToStop(), died]);
    const hardEnd = setTimeout(() => process.exit(1), stopTimeoutMs);
    hardEnd.unref();
    await server.stop();
    clearTimeout(hardEnd);
    return reason === 'died' ? 1 : 0;
  } finally {
    if (isEmbedded) await removeRunningServer(options.dataFolder);
  }
}

function announce(
  options: ServerOptions,
  { address, publicAddresses, codePin }: RunningServerNote,
  hasPeople: boolean,
  output: TerminalOutput,
): void {
  const where = options.databaseUrl === null ? `the embedded database in ${options.dataFolder}` : 'PostgreSQL';
  output.progress(`End.STP serves at ${publicAddresses.join(' or ')} from ${where}. API: ${address}/docs`);
  if (options.databaseUrl !== null && options.jwtSecret === null) {
    output.progress('Several processes before one database need the same JWT_SECRET; this one keeps its own.');
  }
  if (codePin !== null) {
    output.progress(
      'This hub has a certificate of its own. Class codes made here carry the pin by which devices know it.',
    );
  }
  if (!existsSync(join(projectFolder, 'dist', 'renderer', 'index.html'))) {
    output.progress('The app itself is not served here: `npm run build` makes it, then start again.');
  }
  if (hasPeople) return;
  output.progress('There is no teacher yet. In another terminal:');
  output.progress('  npm run server -- create-teacher --name "Ayşe Öğretmen" --email ayse@example.org');
  output.progress('  npm run server -- create-class --name 7A --teacher ayse@example.org');
  output.progress('  npm run server -- join-code --class 7A');
}

function toldToStop(): Promise<'told'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        // A second one ends the process the hard way.
        process.once(signal, () => process.exit(130));
        resolve('told');
      });
    }
  });
}
