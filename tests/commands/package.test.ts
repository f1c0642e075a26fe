import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../commands/build-app.ts';
import { projectFolder } from '../../commands/project-folder.ts';
import { runProgram } from '../../commands/run-program.ts';
import { callHost, recordBridge } from '../electron/bridge-record.ts';
import { makeDataFolder } from '../electron/desktop-driver.ts';
import { startOnStandIn } from '../electron/stand-in-driver.ts';

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
}
const { packages } = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, LockedPackage>>;
};

/** The packages that `name` needs at run time, itself among them. */
function closure(name: string, found: Set<string> = new Set()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const dependency of Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {}))
    closure(dependency, found);
  return found;
}

/** A folder that looks like an unpacked Electron to electron-builder, fuses included; its binary does nothing. */
function writeEmptyElectron(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const fuses = Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, 9]),
    Buffer.from('010110011'),
  ]);
  const binary = join(folder, 'electron');
  writeFileSync(binary, Buffer.concat([Buffer.alloc(512), fuses, Buffer.alloc(512)]));
  chmodSync(binary, 0o755);
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), '');
}

describe.skipIf(process.platform !== 'linux')('the packaged app (made for Linux, around an empty Electron)', () => {
  const work = makeDataFolder();
  const unpacked = join(work.path, 'release', 'linux-unpacked');
  const appFolder = join(unpacked, 'resources', 'app');

  beforeAll(async () => {
    await buildApp(() => {});
    writeEmptyElectron(join(work.path, 'electron'));
    const result = await runProgram(process.execPath, [
      join(projectFolder, 'node_modules', 'electron-builder', 'cli.js'),
      ...['--publish', 'never', '--linux', 'dir'],
      `-c.electronDist=${join(work.path, 'electron')}`,
      `-c.directories.output=${join(work.path, 'release')}`,
      // Plain files instead of an archive, so that they can be run below.
      '-c.asar=false',
      '-c.publish.provider=generic',
      '-c.publish.url=http://hub.example/updates',
    ]);
    if (result.exitCode !== 0) throw new Error(result.output);
  });
  afterAll(() => work.remove());

  it('holds all that the updater needs and nothing that is bundled', () => {
    const shipped = readdirSync(join(appFolder, 'node_modules')).flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(appFolder, 'node_modules', name)).map((one) => `${name}/${one}`) : [name],
    );
    const needed = [...closure('electron-updater'), ...closure('@electric-sql/pglite')];
    expect(shipped.sort()).toEqual(needed.sort());
  });

  it('holds the migrations and the prepared data directory, and no source or test', () => {
    expect(readdirSync(join(appFolder, 'sql', 'migrations'))).toEqual(
      readdirSync(join(projectFolder, 'sql', 'migrations')),
    );
    expect(readdirSync(join(appFolder, 'dist')).sort()).toEqual(['electron', 'prepared', 'renderer']);
    expect(readdirSync(appFolder).sort()).toEqual(['LICENSE', 'dist', 'node_modules', 'package.json', 'sql']);
  });

  it('knows the address of updates that it was made with', () => {
    expect(readFileSync(join(unpacked, 'resources', 'app-update.yml'), 'utf8')).toContain('http://hub.example/updates');
  });

  it('has the fuses set: no Node mode, no options from outside, only the archive is loaded', () => {
    const binary = readFileSync(join(unpacked, 'end-stp')).toString('latin1');
    const fuses = binary.slice(binary.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 34).slice(0, 8);
    // In the order of Electron's fuse wire: runAsNode, cookie encryption, NODE_OPTIONS, inspect, asar integrity, only
    // from asar, own snapshot, file:// privileges.
    expect(fuses).toBe('01001100');
  });

  it('runs with the files it holds: the host process opens a database', async () => {
    const data = makeDataFolder();
    const desktop = await startOnStandIn({ dataFolder: data.path, appFolder });
    await recordBridge(desktop.page);
    expect(await callHost(desktop.page, 'describeHost', undefined)).toMatchObject({
      ok: true,
      value: { place: 'desktop', openedBy: 'prepared_directory' },
    });
    await desktop.quit();
    data.remove();
  });

  it('is small: under 60 MB beside Electron itself', () => {
    const sizeOf = (path: string): number =>
      statSync(path).isDirectory()
        ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
        : statSync(path).size;
    expect(existsSync(join(appFolder, 'node_modules/@electric-sql/pglite/dist/pglite.wasm'))).toBe(true);
    expect(sizeOf(appFolder)).toBeLessThan(60 * 1024 * 1024);
  });
});
