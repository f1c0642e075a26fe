import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainMissingDisplay } from '../../commands/find-electron.ts';
import { mendEmbeddedPostgres } from '../../commands/install-test-needs.ts';
import { pickBrowserOpener } from '../../commands/open-browser.ts';
import { readPort } from '../../commands/read-port.ts';
import { listUpdateArguments } from '../../commands/update-arguments.ts';

describe('the port', () => {
  it.each([
    [undefined, 4717],
    ['', 4717],
    ['8080', 8080],
    ['0', 0],
    ['65535', 65_535],
  ])('PORT=%s gives %i', (text, port) => {
    expect(readPort(text)).toBe(port);
  });

  it.each(['-1', '65536', '80a', '1e3', '0x50', '99999999'])('PORT=%s is no port', (text) => {
    expect(readPort(text)).toBeNull();
  });
});

describe('the display', () => {
  it('is missing on a Linux without one, and for root', () => {
    expect(explainMissingDisplay('linux', {}, 1000)).toBe('there is no display');
    expect(explainMissingDisplay('linux', { DISPLAY: ':0' }, 0)).toContain('root');
    expect(explainMissingDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000)).toBeNull();
    expect(explainMissingDisplay('win32', {}, null)).toBeNull();
    expect(explainMissingDisplay('darwin', {}, 501)).toBeNull();
  });
});

describe('the browser', () => {
  const address = 'http://127.0.0.1:4717';

  it('is opened by what each system has for it', () => {
    expect(pickBrowserOpener(address, 'linux', { DISPLAY: ':0' })).toEqual({ program: 'xdg-open', args: [address] });
    expect(pickBrowserOpener(address, 'darwin', {})?.program).toBe('open');
    expect(pickBrowserOpener(address, 'win32', {})?.args).toContain(address);
  });

  it('is left alone where nobody sits in front of a screen', () => {
    expect(pickBrowserOpener(address, 'linux', {})).toBeNull();
    expect(pickBrowserOpener(address, 'darwin', { CI: 'true' })).toBeNull();
  });
});

describe('the address of updates', () => {
  it('is left out when there is none', () => {
    expect(listUpdateArguments(undefined)).toEqual([]);
    expect(listUpdateArguments('')).toEqual([]);
  });

  it('is an http address or an error that says so', () => {
    expect(listUpdateArguments('http://10.0.0.2/updates')).toContain('-c.publish.url=http://10.0.0.2/updates');
    expect(() => listUpdateArguments('ftp://10.0.0.2')).toThrow('END_STP_UPDATE_URL');
  });
});

describe('the embedded PostgreSQL', () => {
  it('gets the links of its libraries when npm ran no install script, once', async () => {
    const scope = mkdtempSync(join(tmpdir(), 'end-stp-links-'));
    const native = join(scope, 'linux-x64', 'native');
    mkdirSync(join(native, 'lib'), { recursive: true });
    writeFileSync(join(native, 'lib', 'libpq.so.5.18'), 'library');
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links));
    expect(await mendEmbeddedPostgres(scope)).toBe(1);
    expect(lstatSync(join(native, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(native, 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
    expect(await mendEmbeddedPostgres(scope)).toBe(0);
    rmSync(scope, { recursive: true });
  });
});
