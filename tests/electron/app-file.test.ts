import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveAppFile } from '../../electron/app-file.ts';

const folder = resolve('dist', 'renderer');

describe('files of app://', () => {
  it('an asset resolves to its file and may be kept for ever', () => {
    expect(resolveAppFile(folder, 'app://endstp/assets/index-abc123.js')).toEqual({
      name: 'file',
      path: join(folder, 'assets', 'index-abc123.js'),
      contentType: 'text/javascript; charset=utf-8',
      isImmutable: true,
    });
  });

  it('the root and screens of the router resolve to index.html, which is never kept', () => {
    for (const address of ['app://endstp/', 'app://endstp/practice', 'app://endstp/practice/session?id=1#top']) {
      expect(resolveAppFile(folder, address)).toMatchObject({ path: join(folder, 'index.html'), isImmutable: false });
    }
  });

  it('wasm has the type that streaming compilation asks for', () => {
    expect(resolveAppFile(folder, 'app://endstp/assets/pglite-x.wasm')).toMatchObject({
      contentType: 'application/wasm',
    });
  });

  it.each([
    'app://endstp/..%2f..%2fpackage.json',
    'app://endstp/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://endstp/..%5c..%5cpackage.json',
    'app://endstp/%252e%252e%252fpackage.json',
    'app://endstp/C:%5cWindows%5cwin.ini',
    'app://endstp/C:/Windows/win.json',
    'app://endstp/index.html%00.png',
    'app://endstp/%ff',
    'app://endstp/assets/main.js.map',
    'app://endstp/secrets.env',
  ])('%s is refused', (address) => {
    expect(resolveAppFile(folder, address)).toEqual({ name: 'refused' });
  });

  it('dots that the URL parser itself resolves stay inside the folder', () => {
    const address = 'app://endstp/assets/%2e%2e/%2e%2e/../package.json';
    expect(resolveAppFile(folder, address)).toMatchObject({ path: join(folder, 'package.json') });
  });

  it('no address whatever leads out of the folder', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '/',
      '%2f',
      '\\',
      '%5c',
      '%00',
      'a',
      'b.js',
      '%25',
      ':',
      '//',
      '~',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const address = `app://endstp/${pieces.join('')}`;
        fc.pre(URL.canParse(address));
        const file = resolveAppFile(folder, address);
        if (file.name === 'file')
          expect(resolve(file.path).startsWith(folder + (process.platform === 'win32' ? '\\' : '/'))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
