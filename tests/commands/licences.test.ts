import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { collectLicences } from '../../commands/licences/collect-licences.ts';
import type { ShippedPackage } from '../../commands/licences/shipped-package.ts';
import { projectFolder } from '../../commands/project-folder.ts';

/** Licences that may ship in an app under MIT, without a duty to open it. */
const permitted = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  '(MIT OR CC0-1.0)',
  '(MPL-2.0 OR Apache-2.0)',
]);

let shipped: readonly ShippedPackage[] = [];
beforeAll(async () => {
  shipped = await collectLicences(projectFolder);
});

it('the list holds every dependency of package.json, and no tool that only builds or tests', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const versions = new Map(shipped.map(({ name, version }) => [name, version]));
  expect(Object.entries(dependencies).filter(([name, version]) => versions.get(name) !== version)).toEqual([]);
  expect(['vitest', 'playwright-core', 'electron-builder'].filter((name) => name in devDependencies)).toHaveLength(3);
  expect(['vitest', 'playwright-core', 'electron-builder'].filter((name) => versions.has(name))).toEqual([]);
});

it('the list holds what comes with dependencies, Electron and the PostgreSQL inside PGlite, each once', () => {
  const names = shipped.map(({ name }) => name);
  for (const name of ['react-dom', 'scheduler', '@floating-ui/dom', 'electron', 'PostgreSQL']) {
    expect(names).toContain(name);
  }
  expect(new Set(shipped.map(({ name, version }) => `${name}@${version}`)).size).toBe(shipped.length);
});

it('no licence forbids shipping it in a closed classroom device', () => {
  expect(shipped.filter(({ licence }) => !permitted.has(licence))).toEqual([]);
});

it('nearly every entry carries its text, and those that ask for it by their licence all do', () => {
  const withoutText = shipped.filter(({ text }) => text === null);
  expect(withoutText.length / shipped.length).toBeLessThan(0.05);
  expect(withoutText.filter(({ licence }) => !['MIT', 'ISC'].includes(licence))).toEqual([]);
  expect(shipped.find(({ name }) => name === 'react')?.text).toContain('Permission is hereby granted');
});
