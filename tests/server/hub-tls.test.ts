/** A classroom's hub over real TLS: its certificate, the pin in the class code, and who is not believed. */
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTerminalOutput } from '../../commands/db/terminal-output.ts';
import { runServerCommand } from '../../commands/server/run-server-command.ts';
import { readOwnCertificate } from '../../server/tls/own-certificate.ts';
import type { ServerCertificate } from '../../server/tls/server-certificate.ts';
import { nodeTimer } from '../../shared/node/node-sync.ts';
import { type NodeStudyHost, openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { createPinnedFetch } from '../../shared/node/pinned-fetch.ts';
import { createFetchHttp, type FetchFunction } from '../../shared/sync/fetch-http.ts';
import { joinClassCode, pinAddress, pinOfAddress, splitClassCode } from '../../shared/sync/server-pin.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';
import { answer, createStudent, startPractice, unwrap, wrongResponse } from '../host/study-driver.ts';
import { openServer, type TestServer } from './test-server.ts';

let folder: string;
let certificate: ServerCertificate;
let hub: TestServer;
let device: NodeStudyHost;
let code: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'endstp-hub-'));
  certificate = await readOwnCertificate(folder, Date.now());
  hub = await openServer(null, { certificate });
  const [made] = await hub.sql<{ code: string }>(
    `SELECT create_join_code((create_class('9-A', NULL, ARRAY['Elif', 'Deniz']) ->> 'class_id')::uuid) ->> 'code' AS code`,
  );
  code = joinClassCode(made?.code ?? '', certificate.pin);
  device = await openNodeStudyHost({
    dataFolder: null,
    migrationsFolder,
    preparedFolder: await preparedFolder(),
    place: 'node',
    reportBug: (callName, error) => {
      throw new Error(`a bug in ${callName}`, { cause: error });
    },
  });
});
afterAll(async () => {
  await device.close();
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

const choice = (serverUrl: string) => ({ serverUrl, kind: 'endstp', apiKey: null }) as const;

it('keeps one key, which nobody else can read, and writes its certificate anew around it before it runs out', async () => {
  expect((await stat(join(folder, 'hub-key.pem'))).mode & 0o077).toBe(0);
  const again = await readOwnCertificate(folder, Date.now());
  expect(again).toEqual(certificate);
  const inThreeYears = await readOwnCertificate(folder, Date.now() + 3 * 365 * 86_400_000);
  expect(inThreeYears.certificate).not.toBe(certificate.certificate);
  expect(inThreeYears.pin).toBe(certificate.pin);
  await writeFile(join(folder, 'hub-certificate.pem'), 'damaged');
  expect((await readOwnCertificate(folder, Date.now())).pin).toBe(certificate.pin);
});

it('is joined by its class code, however that is typed, and exchanges over the pinned line', async () => {
  expect(splitClassCode(` ${code.toLowerCase().replaceAll('-', ' ').replace(/0/g, 'o').replace(/1/g, 'l')}`)).toEqual(
    splitClassCode(code),
  );
  const { calls } = device.host;
  const profile = await createStudent(calls, 'Elif');
  const session = await startPractice(calls, profile.id);
  await answer(calls, session, 0, wrongResponse);
  const offer = unwrap(await calls.lookUpClass({ ...choice(hub.address), code }));
  expect(pinOfAddress(offer.serverUrl)).toBe(certificate.pin);
  const memberId = offer.roster.find(({ displayName }) => displayName === 'Elif')?.memberId ?? null;
  const request = { ...choice(offer.serverUrl), studentId: profile.id, code, memberId, displayName: null };
  const joined = unwrap(await calls.joinClass(request));
  if (joined.status !== 'joined') throw new Error('a free name was not given');
  unwrap(await calls.syncNow({ studentId: joined.studentId }));
  expect(await hub.sql('SELECT FROM test_answers WHERE student_id = $1', [joined.studentId])).toHaveLength(1);
  const report = unwrap(await calls.testConnection({ ...choice(''), studentId: joined.studentId }));
  expect(report.failure).toBeNull();
  // Hints come over the same line.
  unwrap(await calls.wakeSync({ reason: 'focus', studentId: joined.studentId }));
  await expect.poll(() => hub.running.context.hints.clientCount, { timeout: 20_000 }).toBe(1);
});

it('gives a code with its pin to whoever asks it for one', async () => {
  const [own] = await hub.sql<{ id: string; class_id: string }>(
    `SELECT people.id, classes.id AS class_id FROM classes,
       (SELECT (create_person('teacher', 'Ö', 'teacher@example.org') ->> 'person_id')::uuid AS id) AS people`,
  );
  await hub.sql('SELECT add_class_teacher($1, $2)', [own?.class_id, own?.id]);
  const token = await hub.sign({ sub: own?.id, endstp_role: 'teacher' });
  const made = await createFetchHttp(createPinnedFetch(fetch as FetchFunction), nodeTimer).send({
    method: 'POST',
    url: `${pinAddress(hub.address, certificate.pin)}/rest/v1/rpc/create_join_code`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ p_class_id: own?.class_id }),
    timeoutMs: 20_000,
  });
  const { code: whole, max_uses } = JSON.parse(unwrap(made).text);
  expect([splitClassCode(whole).pin, max_uses]).toEqual([certificate.pin, 200]);
  const found = await device.host.calls.lookUpClass({ ...choice(hub.address), code: whole });
  expect(unwrap(found).className).toBe('9-A');
});

it('is told from somebody else at its address: the test names the certificate, and nothing is sent there', async () => {
  const other = await readOwnCertificate(join(folder, 'other'), Date.now());
  let requestCount = 0;
  const impostor = createServer({ key: other.key, cert: other.certificate }, (_request, response) => {
    requestCount += 1;
    response.end('{}');
  });
  impostor.listen(0, '127.0.0.1');
  await once(impostor, 'listening');
  const address = `https://127.0.0.1:${(impostor.address() as AddressInfo).port}`;
  const { calls } = device.host;
  try {
    const wrong = unwrap(
      await calls.testConnection({ ...choice(pinAddress(address, certificate.pin)), studentId: null }),
    );
    expect(wrong.failure).toEqual({ code: 'SYNC_WRONG_CERTIFICATE', details: {} });
    expect(wrong.steps.find(({ result }) => result === 'failed')?.step).toBe('tls');
    const joining = await calls.lookUpClass({ ...choice(address), code });
    expect(joining).toMatchObject({ ok: false, error: { code: 'SYNC_WRONG_CERTIFICATE' } });
    // Without a pin nobody vouches for it.
    const unpinned = unwrap(await calls.testConnection({ ...choice(address), studentId: null }));
    expect(unpinned.failure).toEqual({ code: 'SYNC_OFFLINE', details: { cause: 'tls' } });
    expect(requestCount).toBe(0);
  } finally {
    impostor.close();
    impostor.closeAllConnections();
  }
});

it('runs from one command, and its codes carry the pin', async () => {
  const dataFolder = join(folder, 'run');
  const lines: string[] = [];
  const stream = { write: (text: string) => lines.push(text) };
  const output = createTerminalOutput(stream, stream);
  // A hub that is not running is set up by its data folder.
  for (const args of [
    ['create-class', '--name', '7A'],
    ['join-code', '--class', '7A', '--hub'],
  ]) {
    expect(await runServerCommand([...args, '--data-dir', dataFolder], {}, output)).toBe(0);
  }
  const { pin } = await readOwnCertificate(dataFolder, Date.now());
  const printed = /^([0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}) /m.exec(lines.join('\n'))?.[1] ?? '';
  expect(splitClassCode(printed).pin).toBe(pin);
  expect(lines.join('\n')).toMatch(/endstp:\/\/join\/[0-9A-Z]{24}\?server=https%3A%2F%2F/);
  expect(await runServerCommand(['--hub', '--tls-key', 'x'], {}, output)).toBe(2);
  expect(lines.join('\n')).toContain('give both');
});

it('answers a fetch that follows a pin like any other', async () => {
  const pinned = createPinnedFetch(fetch as FetchFunction);
  const init = { method: 'GET', headers: {}, body: null, signal: AbortSignal.timeout(20_000) };
  const asked = { ...init, redirect: 'manual', credentials: 'omit', cache: 'no-store' } as const;
  const found = await pinned(`${pinAddress(hub.address, certificate.pin)}/healthz`, asked);
  expect([found.status, found.headers.get('Content-Type')]).toEqual([200, 'application/json; charset=utf-8']);
});
