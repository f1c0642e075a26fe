import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../commands/project-folder.ts';
import { capsOf, type KeyName, type KeyPlace, keyMap, keyPlaces } from '../../renderer/app/key-map.ts';

const names = Object.keys(keyMap) as KeyName[];
const renderer = join(projectFolder, 'renderer');
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('key-map.ts'))
  .map((path) => ({ path, text: readFileSync(join(renderer, path), 'utf8') }));

it('whoever listens for keys of the whole window asks the one map', () => {
  const listeners = sources.filter(({ text }) => text.includes("addEventListener('keydown'"));
  expect(listeners.length).toBeGreaterThan(3);
  expect(listeners.filter(({ text }) => !/key-map\.ts'/.test(text)).map(({ path }) => path)).toEqual([]);
  expect(listeners.filter(({ text }) => /event\.key\s*===/.test(text)).map(({ path }) => path)).toEqual([]);
});

it('every key of the map is listened for', () => {
  const asked = sources.map(({ text }) => text).join('\n');
  expect(names.filter((name) => !asked.includes(`'${name}'`))).toEqual([]);
});

describe.each(keyPlaces)('%s', (place: KeyPlace) => {
  it('has no key that means two things, but for letters of choices, which give way', () => {
    const here = names.filter((name) => (keyMap[name].places as readonly KeyPlace[]).includes(place));
    const keys = here
      .filter((name) => name !== 'chooseByLetter')
      .flatMap((name) => keyMap[name].keys.map((key) => `${'needsModifier' in keyMap[name]} ${key}`));
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

it('a letter that is shown for choices is no command', () => {
  expect(capsOf('chooseByLetter')).toEqual(['A', '…', 'G']);
  const commands = names
    .filter((name) => !name.startsWith('choose'))
    .flatMap((name): readonly string[] => {
      const isAtQuestion = (keyMap[name].places as readonly KeyPlace[]).some((place) => place === 'practice');
      return isAtQuestion ? keyMap[name].keys : [];
    });
  expect([...'abcdefg'].filter((letter) => commands.includes(letter))).toEqual([]);
});
