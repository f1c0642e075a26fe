import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashContent } from './content-hash.ts';
import { projectFolder } from './project-folder.ts';

export interface BuildStep {
  readonly name: string;
  /** Files and folders whose content decides whether the step has to run, relative to the project folder. */
  readonly sources: readonly string[];
  /** The folder the step fills, relative to the project folder. Replaced as a whole when the step succeeds. */
  readonly output: string;
  /** Fills the empty folder `outFolder` (absolute). Throws when it fails; the former output then stays. */
  run(outFolder: string): Promise<void>;
}

function stampFile(step: BuildStep): string {
  return join(projectFolder, 'dist', '.build', `${step.name.replaceAll(' ', '-')}.sha256`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** True when the step's output is there and was made from the present content of its sources. */
export async function isUpToDate(step: BuildStep): Promise<boolean> {
  if (!(await exists(join(projectFolder, step.output)))) return false;
  const stamped = await readFile(stampFile(step), 'utf8').catch(() => '');
  return stamped === (await hashContent(projectFolder, step.sources));
}

/** Runs the step unless it is up to date, and prints one line either way. */
export async function runBuildStep(step: BuildStep, print: (line: string) => void): Promise<void> {
  if (await isUpToDate(step)) {
    print(`  ${step.name}: up to date`);
    return;
  }
  const startedAt = performance.now();
  // Hashed before the run: a source that changes meanwhile makes the result stale, not wrongly fresh.
  const hash = await hashContent(projectFolder, step.sources);
  const output = join(projectFolder, step.output);
  const outFolder = `${output}.next`;
  const formerFolder = `${output}.former`;
  await rm(outFolder, { recursive: true, force: true });
  await mkdir(outFolder, { recursive: true });
  await step.run(outFolder);
  // Two renames instead of emptying the folder: who serves from it never sees half a build.
  await rm(formerFolder, { recursive: true, force: true });
  if (await exists(output)) await rename(output, formerFolder);
  await rename(outFolder, output);
  await rm(formerFolder, { recursive: true, force: true });
  await mkdir(dirname(stampFile(step)), { recursive: true });
  await writeFile(stampFile(step), hash);
  print(`  ${step.name}: built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
