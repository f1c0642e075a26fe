import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../commands/build-app.ts';
import { projectFolder } from '../../commands/project-folder.ts';

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
