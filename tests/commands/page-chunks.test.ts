import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../commands/project-folder.ts';

const assets = join(projectFolder, 'dist', 'renderer', 'assets');

/** Static imports of a built chunk: `import{a as b}from"./other.js"` and `import"./other.js"`. */
function importsOf(chunk: string): readonly string[] {
  const text = readFileSync(join(assets, chunk), 'utf8');
  return [...text.matchAll(/(?:^|[;}\n])import(?:[^"'`();]*?from)?\s*["']\.\/([^"']+\.js)["']/g)].flatMap(
    ([, imported]) => imported ?? [],
  );
}

// Such chunks read each other's exports before they are there: a part of Mantine was undefined, and its screen broke.
it('no chunks of the built page import each other in a circle', () => {
  const chunks = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const imports = new Map(chunks.map((chunk) => [chunk, importsOf(chunk)]));
  expect([...imports.values()].flat().length).toBeGreaterThan(30);
  const done = new Set<string>();
  const visit = (chunk: string, path: readonly string[]): void => {
    if (path.includes(chunk)) throw new Error(`a circle: ${[...path, chunk].join(' -> ')}`);
    if (done.has(chunk)) return;
    for (const imported of imports.get(chunk) ?? []) visit(imported, [...path, chunk]);
    done.add(chunk);
  };
  for (const chunk of chunks) visit(chunk, []);
});
