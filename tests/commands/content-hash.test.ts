import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashContent } from '../../commands/content-hash.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'end-stp-hash-'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', 'a.ts'), 'one');
  writeFileSync(join(folder, 'src', 'b.ts'), 'two');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the hash of the sources', () => {
  it('stays when a file is only touched', async () => {
    const before = await hashContent(folder, ['src']);
    utimesSync(join(folder, 'src', 'a.ts'), 1, 1);
    expect(await hashContent(folder, ['src'])).toBe(before);
  });

  it('changes with content, with names, and when text moves from one file to the next', async () => {
    const hashes = [await hashContent(folder, ['src'])];
    writeFileSync(join(folder, 'src', 'a.ts'), 'onet');
    writeFileSync(join(folder, 'src', 'b.ts'), 'wo');
    hashes.push(await hashContent(folder, ['src']));
    renameSync(join(folder, 'src', 'b.ts'), join(folder, 'src', 'c.ts'));
    hashes.push(await hashContent(folder, ['src']));
    writeFileSync(join(folder, 'src', 'empty.ts'), '');
    hashes.push(await hashContent(folder, ['src']));
    expect(new Set(hashes).size).toBe(4);
  });

  it('takes a source that is not there as empty, and notices its arrival', async () => {
    const before = await hashContent(folder, ['src', 'later.ts']);
    writeFileSync(join(folder, 'later.ts'), 'x');
    expect(await hashContent(folder, ['src', 'later.ts'])).not.toBe(before);
  });

  it('leaves out what other tools made', async () => {
    const before = await hashContent(folder, ['src']);
    mkdirSync(join(folder, 'src', 'node_modules'));
    writeFileSync(join(folder, 'src', 'node_modules', 'x.js'), 'x');
    expect(await hashContent(folder, ['src'])).toBe(before);
  });
});
