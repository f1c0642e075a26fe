import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Type-checks `text` under the settings of a zone, from a folder outside the project. Returns the compiler's words. */
function checkTypes(zone: string, types: readonly string[], text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'end-stp-walls-'));
  folders.push(folder);
  const config = {
    extends: join(projectFolder, zone, 'tsconfig.json'),
    compilerOptions: { types, typeRoots: [join(projectFolder, 'node_modules', '@types')] },
    include: [folder],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'probe.ts'), text);
  const tsc = join(projectFolder, 'node_modules', 'typescript', 'bin', 'tsc');
  const result = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
  if (result.error !== undefined) throw result.error;
  return result.stdout + result.stderr;
}

const sharedTypes = [join(projectFolder, 'shared', 'platform')];

describe('globals of a zone', () => {
  it.each([
    ['document', 'export const probe = document.title;'],
    ['window', 'export const probe = window.location;'],
    ['fetch', "export const probe = fetch('/');"],
    ['localStorage', "export const probe = localStorage.getItem('a');"],
    ['process', 'export const probe = process.pid;'],
    ['setTimeout', 'export const probe = setTimeout(() => {}, 1);'],
  ])('shared/ does not know %s', (name, text) => {
    expect(checkTypes('shared', sharedTypes, text)).toMatch(new RegExp(`error TS\\d+: Cannot find name '${name}'`));
  });

  it('shared/ knows what every platform has', () => {
    expect(checkTypes('shared', sharedTypes, "export const probe = new TextEncoder().encode('a').length;")).toBe('');
  });

  it('electron/ and server/ know Node but no page', () => {
    for (const zone of ['electron', 'server']) {
      expect(checkTypes(zone, ['node'], 'export const probe = process.pid;')).toBe('');
      expect(checkTypes(zone, ['node'], 'export const probe = document.title;')).toContain(
        "Cannot find name 'document'",
      );
    }
  });

  it('renderer/ knows the page but not Node', () => {
    expect(checkTypes('renderer', [], 'export const probe = document.title;')).toBe('');
    expect(checkTypes('renderer', [], 'export const probe = process.pid;')).toContain("Cannot find name 'process'");
  });

  it('renderer/host-worker/ knows a worker but no document', () => {
    expect(checkTypes('renderer/host-worker', [], 'export const probe = self.location.href;')).toBe('');
    expect(checkTypes('renderer/host-worker', [], 'export const probe = document.title;')).toContain(
      "Cannot find name 'document'",
    );
  });
});
