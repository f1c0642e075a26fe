import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../commands/build-app.ts';
import { projectFolder } from '../../commands/project-folder.ts';
import { type StaticServer, startStaticServer } from '../../server/static-server.ts';

const started: ChildProcess[] = [];

function start(environment: NodeJS.ProcessEnv, args: readonly string[] = ['--browser']): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'commands/start.ts', ...args], {
    cwd: projectFolder,
    // No display: neither a desktop app nor a browser is opened by a test.
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', CI: 'true', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

function collect(stream: NodeJS.ReadableStream | null): { text: string } {
  const collected = { text: '' };
  stream?.on('data', (piece: Buffer) => {
    collected.text += piece.toString('utf8');
  });
  return collected;
}

async function addressOf(child: ChildProcess): Promise<{ address: string; line: string }> {
  const output = collect(child.stdout);
  await expect.poll(() => output.text, { timeout: 60_000 }).toContain('http://127.0.0.1:');
  const line = output.text.split('\n').find((one) => one.includes('http://')) ?? '';
  return { address: /http:\/\/[\d.]+:\d+/.exec(line)?.[0] ?? '', line };
}

/** A request whose path goes out as it is written: fetch would tidy it. */
function rawStatus(address: string, path: string): Promise<number> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

beforeAll(async () => {
  await buildApp(() => {});
});

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

describe('npm start', () => {
  it('serves the app on this machine when there is no desktop app, says why in one line, and stops on Ctrl+C', async () => {
    const child = start({ PORT: '0' }, []);
    const { address, line } = await addressOf(child);
    expect(line).toMatch(/^The desktop app cannot be opened here \(.+\)\. End\.STP is served at http/);
    const page = await fetch(address);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="root">');
    child.kill('SIGINT');
    const [exitCode] = await once(child, 'exit');
    expect(exitCode).toBe(0);
  });

  it('gives every answer the headers of a page that loads nothing from elsewhere', async () => {
    const { address } = await addressOf(start({ PORT: '0' }));
    const page = await fetch(`${address}/`);
    const html = await page.text();
    const asset = /\/assets\/[^"]+\.js/.exec(html)?.[0] ?? 'none';
    for (const path of ['/', '/practice', '/sw.js', asset, '/nothing-here.js']) {
      const { headers } = await fetch(address + path);
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    }
    expect(html).toContain('http-equiv="Content-Security-Policy"');
    expect((await fetch(address + asset)).headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${address}/sw.js`)).headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('cache-control')).toBe('no-cache');
  });

  it('serves nothing outside the built page', async () => {
    const { address } = await addressOf(start({ PORT: '0' }));
    for (const path of [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/assets/..%5c..%5cpackage.json',
    ]) {
      expect([400, 403, 404], path).toContain(await rawStatus(address, path));
    }
    expect((await fetch(`${address}/missing.js`)).status).toBe(404);
  });

  it('names the way out when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const child = start({ PORT: String(port) });
    const errors = collect(child.stderr);
    const [exitCode] = await once(child, 'exit');
    expect(exitCode).toBe(1);
    expect(errors.text.trim()).toBe(
      `Port ${port} is taken, perhaps by End.STP itself: open http://127.0.0.1:${port}, or choose another port with PORT=${port + 1} npm start.`,
    );
    other.close();
  });

  it('refuses a PORT that is none', async () => {
    const child = start({ PORT: 'eighty' });
    const errors = collect(child.stderr);
    const [exitCode] = await once(child, 'exit');
    expect(exitCode).toBe(1);
    expect(errors.text).toContain('PORT must be');
  });
});

describe('the files of the page over HTTP', () => {
  const folder = join(projectFolder, 'dist', 'renderer');
  let server: StaticServer;
  beforeAll(async () => {
    server = await startStaticServer({ folder, port: 0 });
  });
  afterAll(() => server.close());

  /** As they come over the wire: fetch would unpack them. */
  async function get(path: string, headers: Readonly<Record<string, string>>) {
    const sent = request(server.address + path, { headers });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
  }

  it('sends page, scripts and the database compressed to whoever takes it, and plain to others', async () => {
    const assets = readdirSync(join(folder, 'assets'));
    const find = (pattern: RegExp) => `/assets/${assets.find((name) => pattern.test(name))}`;
    const types = new Map([
      ['/', 'text/html'],
      ['/practice', 'text/html'],
      ['/sw.js', 'javascript'],
      [find(/^first-.*\.js$/), 'javascript'],
      [find(/^first-.*\.css$/), 'text/css'],
      [find(/^pglite-.*\.wasm$/), 'application/wasm'],
      [find(/^pglite-.*\.data$/), 'application/octet-stream'],
    ]);
    for (const [path, type] of types) {
      const isScreen = path === '/' || path === '/practice';
      const content = readFileSync(join(folder, isScreen ? 'index.html' : path));
      const plain = await get(path, {});
      const brotli = await get(path, { 'accept-encoding': 'gzip, deflate, br, zstd' });
      const gzipped = await get(path, { 'accept-encoding': 'gzip, deflate' });
      expect(plain.headers['content-encoding'], path).toBeUndefined();
      expect(plain.body.equals(content), path).toBe(true);
      expect(brotli.headers['content-encoding'], path).toBe('br');
      expect(brotliDecompressSync(brotli.body).equals(content), path).toBe(true);
      expect(gzipped.headers['content-encoding'], path).toBe('gzip');
      expect(gunzipSync(gzipped.body).equals(content), path).toBe(true);
      expect(new Set([plain, brotli, gzipped].map(({ headers }) => headers.etag)).size, path).toBe(3);
      for (const { headers } of [plain, brotli, gzipped]) {
        expect(headers['content-type'], path).toContain(type);
        expect(headers.vary, path).toContain('accept-encoding');
        expect(headers['cache-control'], path).toBe(
          path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      }
      const again = await get(path, { 'accept-encoding': 'br', 'if-none-match': brotli.headers.etag ?? '' });
      expect([again.status, again.body.length], path).toEqual([304, 0]);
    }
  });

  it('sends what is compressed in itself as it is', async () => {
    const archive = await get('/prepared/study-pg18.tar.gz', { 'accept-encoding': 'gzip, br' });
    expect(archive.headers['content-encoding']).toBeUndefined();
    expect(archive.body.equals(readFileSync(join(folder, 'prepared', 'study-pg18.tar.gz')))).toBe(true);
  });
});
