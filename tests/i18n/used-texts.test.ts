import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../commands/project-folder.ts';
import { keyInCode, namespaces, textsOf } from './read-catalogue.ts';

const rendererFolder = join(projectFolder, 'renderer');
const sources = readdirSync(rendererFolder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(rendererFolder, path), 'utf8') }));

/** Literal text in quotes, and template literals whose parts in `${}` can be any one word of a key. */
function keyPatternsOf(source: string): RegExp[] {
  const quoted = [...source.matchAll(/'([\w.:]+)'/g)].map((match) => match[1] ?? '');
  const templates = [...source.matchAll(/`((?:[\w.:]|\$\{[^}]*\})+)`/g)].map((match) => match[1] ?? '');
  return [...quoted, ...templates.filter((template) => template.includes('.'))].map((literal) => {
    const parts = literal
      .replace(/^\w+:/, '')
      .split(/\$\{[^}]*\}/)
      .map((part) => part.replaceAll('.', '\\.'));
    return new RegExp(`^${parts.join('[^.]+')}$`);
  });
}

describe.each(namespaces)('texts of %s', (namespace) => {
  it('are all used by a source that speaks of this namespace', () => {
    // In the feature's own folder the namespace may be bound once and handed on.
    const speaking = sources.filter(
      ({ path, text }) =>
        path.startsWith(`${namespace}/`) || text.includes(`'${namespace}'`) || text.includes(`${namespace}:`),
    );
    expect(speaking.length).toBeGreaterThan(0);
    const patterns = speaking.flatMap(({ text }) => keyPatternsOf(text));
    const keys = new Set([...textsOf('tr', namespace).keys()].map(keyInCode));
    expect([...keys].filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
  });
});

it('no source writes words for people outside the catalogue', () => {
  // JSX text with letters, except the product's name and single letters such as the mark.
  const words = sources.flatMap(({ text }) => [...text.matchAll(/>\s*([^<>{}=;()]*\p{L}{3,}[^<>{}=;()]*)\s*<\//gu)]);
  const shown = words.map((match) => (match[1] ?? '').trim()).filter((text) => !['End.STP', 'Enter'].includes(text));
  expect(shown).toEqual([]);
});
