/**
 * `npm start`: the desktop app where Electron can be had, else the same app in the browser, from this machine only.
 * `npm start -- --browser` goes to the browser straight away. `PORT` changes the browser's port.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type StaticServer, startStaticServer } from '../server/static-server.ts';
import { buildApp, isAppBuilt } from './build-app.ts';
import { findElectron } from './find-electron.ts';
import { openBrowser } from './open-browser.ts';
import { projectFolder } from './project-folder.ts';
import { readPort } from './read-port.ts';

/** A desktop app that ends with an error this soon never showed a window (no usable sandbox, missing libraries). */
const failedStartMs = 4_000;

class StartError extends Error {}

/** Runs the desktop app until it is closed. Answers why it could not start, or null when it did its work. */
function runDesktopApp(electronPath: string): Promise<string | null> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(electronPath, [projectFolder], { stdio: 'inherit' });
    // Ctrl+C reaches the app too, as part of the terminal's group; this process waits until it has closed its database.
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (exitCode) => {
      const isFailedStart = exitCode !== 0 && performance.now() - startedAt < failedStartMs;
      if (isFailedStart) resolve(`Electron ended at once with code ${exitCode}`);
      else {
        process.exitCode = exitCode ?? 0;
        resolve(null);
      }
    });
  });
}

async function serveToBrowser(reason: string | null): Promise<void> {
  const port = readPort(process.env.PORT);
  if (port === null) throw new StartError('PORT must be a whole number from 0 to 65535.');
  let server: StaticServer;
  try {
    server = await startStaticServer({ folder: join(projectFolder, 'dist', 'renderer'), port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `Port ${port} is taken, perhaps by End.STP itself: open http://127.0.0.1:${port}, or choose another port with PORT=${port + 1} npm start.`,
      );
    }
    if (code === 'EACCES') throw new StartError(`Port ${port} is not allowed to you: choose one above 1024 with PORT.`);
    throw error;
  }
  const prefix = reason === null ? '' : `The desktop app cannot be opened here (${reason}). `;
  console.log(`${prefix}End.STP is served at ${server.address} (Ctrl+C stops it).`);
  openBrowser(server.address);
  const stop = (): void => {
    // A second Ctrl+C while connections close ends the process the hard way.
    process.once('SIGINT', () => process.exit(130));
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

async function start(): Promise<void> {
  if (!(await isAppBuilt())) {
    console.log('Building the app');
    await buildApp((line) => console.log(line));
  }
  if (process.argv.includes('--browser')) return serveToBrowser(null);
  const electron = await findElectron((line) => console.log(line));
  if (electron.name === 'missing') return serveToBrowser(electron.reason);
  const failure = await runDesktopApp(electron.path);
  if (failure !== null) await serveToBrowser(failure);
}

try {
  await start();
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
