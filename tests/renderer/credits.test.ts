import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../commands/project-folder.ts';
import { credits } from '../../renderer/settings/credits.ts';

/** Licences that may ship in an app under MIT, without a duty to open it. */
const permitted = /^(MIT|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|OFL-1\.1|PostgreSQL|\(MPL-2\.0 OR Apache-2\.0\))$/;

function readPackage(path: string): { license?: unknown; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(projectFolder, path, 'package.json'), 'utf8'));
}

const shipped = Object.keys(readPackage('.').dependencies ?? {});

it('credits name every package that ships, and nothing that does not', () => {
  const credited = credits.map(({ name }) => name).filter((name) => name !== 'PostgreSQL');
  expect([...credited].sort()).toEqual([...shipped].sort());
});

it.each(credits.filter(({ name }) => name !== 'PostgreSQL'))('$name is under $licence', ({ name, licence }) => {
  expect(readPackage(join('node_modules', name)).license).toBe(licence);
});

it('no licence forbids shipping it in a closed classroom device', () => {
  expect(credits.filter(({ licence }) => !permitted.test(licence))).toEqual([]);
});
