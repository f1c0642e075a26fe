import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LockFile, listMissingEntries, readPlatform } from '../../commands/lock-entries.ts';
import { projectFolder } from '../../commands/project-folder.ts';

const text = readFileSync(join(projectFolder, 'package-lock.json'), 'utf8');

describe('package-lock.json', () => {
  it('names the optional packages of every platform, or npm ci would refuse it (mend: npm run lock)', () => {
    expect(Object.keys(listMissingEntries(JSON.parse(text) as LockFile))).toEqual([]);
  });

  it('holds no address of a registry', () => {
    expect(text).not.toMatch(/"resolved"/);
    expect(text).not.toMatch(/https?:\/\/[^"]*\/-\//);
  });
});

describe('entries of other platforms', () => {
  it.each([
    ['@rollup/rollup-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@rollup/rollup-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@rollup/rollup-win32-x64-gnu', { os: ['win32'], cpu: ['x64'] }],
    ['@biomejs/cli-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@oxc-parser/binding-android-arm-eabi', { os: ['android'], cpu: ['arm'] }],
  ])('%s is read from its name', (name, platform) => {
    expect(readPlatform(name)).toEqual(platform);
  });

  const lockWith = (optionalDependencies: Record<string, string>): LockFile => ({
    packages: { '': {}, 'node_modules/tool': { version: '1.0.0', dev: true, optionalDependencies } },
  });

  it('are added with the version their package asks for', () => {
    expect(listMissingEntries(lockWith({ 'tool-darwin-x64': '1.0.0' }))).toEqual({
      'node_modules/tool-darwin-x64': { version: '1.0.0', os: ['darwin'], cpu: ['x64'], dev: true, optional: true },
    });
  });

  it('that only the registry can know are an error', () => {
    expect(() => listMissingEntries(lockWith({ 'tool-darwin-x64': '^1.0.0' }))).toThrow('registry');
    expect(() => listMissingEntries(lockWith({ 'tool-extras': '1.0.0' }))).toThrow('registry');
  });
});
