import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buildElectron } from './build-electron.ts';
import { withBuildLock } from './build-lock.ts';
import { type BuildStep, isUpToDate, runBuildStep } from './build-step.ts';
import { compressFiles } from './compress-files.ts';
import { projectFolder } from './project-folder.ts';
import { runProgram, runTypeScript } from './run-program.ts';

/** What every step depends on: the versions of all packages, and how the steps themselves work. */
const common = ['package-lock.json', 'tsconfig.base.json', 'commands/build-step.ts', 'commands/build-app.ts'];

class BuildError extends Error {
  constructor(step: string, output: string) {
    super(`The step "${step}" failed:\n${output.trim()}`);
    this.name = 'BuildError';
  }
}

const preparedDirectory: BuildStep = {
  name: 'prepared data directory',
  sources: [...common, 'sql/migrations', 'shared', 'commands/prepare-data-directory.ts'],
  output: 'dist/prepared',
  async run(outFolder) {
    const result = await runTypeScript('commands/prepare-data-directory.ts', [outFolder]);
    if (result.exitCode !== 0) throw new BuildError(this.name, result.output);
  },
};

const renderer: BuildStep = {
  name: 'page',
  sources: [
    ...common,
    'renderer',
    'shared',
    'sql',
    'vite.config.ts',
    'commands/prepare-data-directory.ts',
    'commands/licences',
    'commands/compress-files.ts',
  ],
  output: 'dist/renderer',
  async run(outFolder) {
    const vite = join(projectFolder, 'node_modules', 'vite', 'bin', 'vite.js');
    const result = await runProgram(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      // Vitest names another one, and a build that a test starts would hold React's slow checks for developers.
      environment: { END_STP_RENDERER_OUT: outFolder, NODE_ENV: 'production' },
    });
    if (result.exitCode !== 0) throw new BuildError(this.name, result.output);
    // After Vite: what the service worker stores is listed by then, and these are only how it travels.
    await compressFiles(outFolder);
  },
};

const electron: BuildStep = {
  name: 'desktop shell',
  sources: [...common, 'electron', 'shared', 'commands/build-electron.ts'],
  output: 'dist/electron',
  run: buildElectron,
};

async function listSteps(): Promise<readonly BuildStep[]> {
  const canPrepare = await stat(join(projectFolder, 'commands', 'prepare-data-directory.ts')).then(
    () => true,
    () => false,
  );
  return canPrepare ? [preparedDirectory, renderer, electron] : [renderer, electron];
}

/**
 * Brings `dist/` up to date: the prepared data directory, the page and the desktop shell. A step whose sources have not
 * changed is skipped. Only one process builds at a time. Throws with the failing tool's output.
 */
export async function buildApp(print: (line: string) => void): Promise<void> {
  await withBuildLock(join(projectFolder, 'dist', '.build', 'lock'), async () => {
    for (const step of await listSteps()) await runBuildStep(step, print);
  });
}

/** True when `buildApp` would have nothing to do. */
export async function isAppBuilt(): Promise<boolean> {
  const results = await Promise.all((await listSteps()).map(isUpToDate));
  return results.every(Boolean);
}
