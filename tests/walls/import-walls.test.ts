import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';

/**
 * Lints one file for each text in a folder with the project's own rules, outside the project so that nothing is left in
 * it. Returns for each path whether one of its imports was refused. (The linter says nothing useful of standard input.)
 */
function lintImports(files: ReadonlyMap<string, string>): ReadonlyMap<string, boolean> {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const biome = join(projectFolder, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', '--only=style/noRestrictedImports', '.'];
  const result = spawnSync(process.execPath, [biome, ...args], { cwd: folder, encoding: 'utf8' });
  if (result.error !== undefined) throw result.error;
  const report = JSON.parse(result.stdout) as {
    diagnostics: { category: string; location: { path: string } }[];
  };
  const refused = new Set(report.diagnostics.map(({ location }) => location.path.replace(/^\.\//, '')));
  return new Map([...files.keys()].map((path) => [path, refused.has(path)]));
}

const forbidden: readonly (readonly [path: string, imported: string])[] = [
  ['shared/study/probe.ts', '../../electron/main.ts'],
  ['shared/study/probe.ts', '../../renderer/main.tsx'],
  ['shared/study/probe.ts', '../../server/static-server.ts'],
  ['shared/study/probe.ts', '../node/data-directory-lock.ts'],
  ['shared/study/probe.ts', 'node:fs'],
  ['shared/study/probe.ts', 'electron'],
  ['shared/study/probe.ts', 'react'],
  ['shared/study/probe.ts', 'dexie'],
  ['shared/study/probe.ts', '../host/study-host-calls.ts'],
  ['shared/database/probe.ts', '../host/study-host.ts'],
  ['shared/node/probe.ts', '../../electron/main.ts'],
  ['shared/node/probe.ts', '../../commands/build-app.ts'],
  ['shared/node/probe.ts', 'electron'],
  ['shared/node/probe.ts', 'react'],
  ['renderer/practice/probe.ts', '@electric-sql/pglite'],
  ['renderer/practice/probe.ts', '../../shared/database/study-database.ts'],
  ['renderer/practice/probe.ts', '../../shared/node/data-directory-lock.ts'],
  ['renderer/practice/probe.ts', '../../electron/preload.ts'],
  ['renderer/practice/probe.ts', 'node:fs'],
  ['renderer/practice/probe.ts', 'electron'],
  ['renderer/practice/probe.ts', 'pg'],
  ['renderer/host-worker/probe.ts', 'react'],
  ['renderer/host-worker/probe.ts', 'dexie'],
  ['renderer/host-worker/probe.ts', '../../shared/node/data-directory-lock.ts'],
  ['renderer/host-worker/probe.ts', 'node:fs'],
  ['electron/probe.ts', '../renderer/main.tsx'],
  ['electron/probe.ts', '../server/static-server.ts'],
  ['electron/probe.ts', '../commands/build-app.ts'],
  ['server/probe.ts', '../renderer/main.tsx'],
  ['server/probe.ts', '../electron/main.ts'],
  ['server/probe.ts', 'electron'],
];

const allowed: readonly (readonly [path: string, imported: string])[] = [
  ['shared/study/probe.ts', '../errors/outcome.ts'],
  ['shared/node/probe.ts', 'node:fs'],
  ['renderer/practice/probe.ts', '../../shared/host/study-host-calls.ts'],
  ['renderer/practice/probe.ts', 'react'],
  ['renderer/host-worker/probe.ts', '../../shared/database/study-database.ts'],
  ['renderer/host-worker/probe.ts', '@electric-sql/pglite'],
  ['electron/probe.ts', '../shared/errors/outcome.ts'],
  ['electron/probe.ts', 'electron'],
  ['server/probe.ts', '../shared/errors/outcome.ts'],
];

const variants: readonly (readonly [name: string, path: string, text: string])[] = [
  [
    'a type-only import',
    'shared/study/variant-type.ts',
    "import type { App } from 'electron';\nexport type A = App;\n",
  ],
  ['a re-export', 'renderer/practice/variant-re-export.ts', "export { PGlite } from '@electric-sql/pglite';\n"],
  ['a dynamic import', 'shared/study/variant-dynamic.ts', "export const probe = () => import('node:fs');\n"],
  ['an import for its effect', 'renderer/practice/variant-effect.ts', "import '../../electron/preload.ts';\n"],
];

describe('import walls', () => {
  const files = new Map<string, string>();
  let isRefused: ReadonlyMap<string, boolean> = new Map();

  /** Each pair gets a file of its own in the folder it speaks of. */
  const probeFile = ([path, imported]: readonly [string, string]): string =>
    path.replace('probe', `probe-${imported.replaceAll(/[^a-z]+/gi, '-')}`);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'end-stp-walls-'));
    const rules = JSON.parse(readFileSync(join(projectFolder, 'biome.json'), 'utf8')) as Record<string, unknown>;
    // There is no repository in the folder, so the linter must not look for its ignore file.
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...rules, $schema: undefined, vcs: undefined }));
    for (const pair of [...forbidden, ...allowed]) {
      files.set(probeFile(pair), `import { probe } from '${pair[1]}';\nprobe();\n`);
    }
    for (const [, path, text] of variants) files.set(path, text);
    isRefused = lintImports(files);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(forbidden)('%s may not import %s', (...pair) => {
    expect(isRefused.get(probeFile(pair))).toBe(true);
  });

  it.each(allowed)('%s may import %s', (...pair) => {
    expect(isRefused.get(probeFile(pair))).toBe(false);
  });

  it.each(variants)('%s does not slip through', (_name, path) => {
    expect(isRefused.get(path)).toBe(true);
  });
});
