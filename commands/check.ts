/**
 * `npm run check`: everything that is cheap to know without running the app - types of every zone, lint and format,
 * import walls, dead code. One summary at the end; the exit code is 1 when anything failed.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './project-folder.ts';
import { type ProgramResult, runProgram } from './run-program.ts';

interface Check {
  readonly name: string;
  run(): Promise<ProgramResult>;
}

function runPackageBin(path: string, args: readonly string[]): Promise<ProgramResult> {
  return runProgram(process.execPath, [join(projectFolder, 'node_modules', path), ...args]);
}

/** The zones are the references of the root tsconfig, so that a new one cannot be forgotten here. */
async function listZones(): Promise<string[]> {
  const config: unknown = JSON.parse(await readFile(join(projectFolder, 'tsconfig.json'), 'utf8'));
  const { references } = config as { references: { path: string }[] };
  return references.map(({ path }) => path.replace(/^\.\//, ''));
}

function checkTypes(zone: string): Check {
  return {
    name: `types of ${zone}`,
    run: () => runPackageBin('typescript/bin/tsc', ['-p', zone, '--pretty', 'false']),
  };
}

/** Runs checks side by side, `width` at a time: the type checker takes several cores itself. */
async function runAll(checks: readonly Check[], width: number): Promise<boolean> {
  const waiting = [...checks];
  let isGood = true;
  async function work(): Promise<void> {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const startedAt = performance.now();
      const { exitCode, output } = await check.run();
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      if (exitCode === 0) console.log(`  ok      ${check.name} (${seconds} s)`);
      else {
        isGood = false;
        console.log(`  FAILED  ${check.name} (${seconds} s)\n${output.trim().replaceAll(/^/gm, '          ')}`);
      }
    }
  }
  await Promise.all(Array.from({ length: width }, work));
  return isGood;
}

console.log('Checking types, lint, format, import walls and dead code');
const isGood = await runAll(
  [
    ...(await listZones()).map(checkTypes),
    { name: 'lint and format', run: () => runPackageBin('@biomejs/biome/bin/biome', ['ci', '--colors=off', '.']) },
    { name: 'import walls', run: () => runPackageBin('vitest/vitest.mjs', ['run', 'tests/walls']) },
    { name: 'dead code', run: () => runPackageBin('knip/bin/knip.js', ['--no-progress']) },
  ],
  3,
);
console.log(
  isGood ? 'Everything is in order.' : 'Something is not in order. `npm run format` mends what is only layout.',
);
if (!isGood) process.exitCode = 1;
