/**
 * Sync over real HTTP on this machine, server and floor each in a process of their own. The floor takes the same rows
 * over bare HTTP and writes them with one multi-row INSERT a batch, without triggers, log or permissions.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { percentile } from '../commands/percentile.ts';
import { projectFolder } from '../commands/project-folder.ts';
import { joinedAnswerSchema, pullAnswerSchema, pushAnswerSchema } from '../shared/sync/http-contract.ts';
import { postgres18 } from '../tests/sql/test-databases.ts';
import type { BenchTable } from './bench-table.ts';

const gzipAsync = promisify(gzip);
const largeRowCount = 10_000;
const batchSize = 500;
const deviceCount = 20;
const topicCount = 10;
const latencyCount = 120;
/** Connections are open, plans made and pages warm after this. */
const warmUpCount = 20;
const roundCount = 3;

interface Child {
  readonly address: string;
  readonly code: string;
  memoryMegabytes(): Promise<number>;
  stop(): Promise<void>;
}

interface Device {
  readonly studentId: string;
  readonly replicaId: string;
  readonly token: string;
}

type BenchRow = readonly [string, string, number | null, number | null, number | null];

export async function runSyncBench(): Promise<BenchTable> {
  const rows: BenchRow[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'endstp-bench-'));
  try {
    await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      join(projectFolder, 'commands', 'prepare-data-directory.ts'),
      join(folder, 'prepared'),
    ]);
    rows.push(...(await measureEngine('PGlite (embedded)', folder)));
    const postgres = await postgres18.open();
    try {
      rows.push(...(await measureEngine('PostgreSQL 18', postgres.url ?? '')));
    } finally {
      await postgres.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return {
    title: 'Sync over HTTP',
    conditions:
      `Loopback, gzip, ${batchSize} rows a push, with analysis; client and server share the machine. Medians of ${roundCount} rounds. ` +
      'The ratio is against the floor; aim on PostgreSQL: 0.25 of its rows/s or better, 20 x 500 in 400 ms, A to B p95 below 30 ms, nothing to do: one request below 500 bytes.',
    columns: ['engine', 'what', 'floor', 'measured', 'ratio'],
    rows,
  };
}

async function measureEngine(engine: string, target: string): Promise<readonly BenchRow[]> {
  const server = await startChild('server', target);
  const floor = await startChild('floor', target);
  try {
    const idleMemory = await server.memoryMegabytes();
    const rates = { measured: [] as number[], floor: [] as number[] };
    const together = { measured: [] as number[], floor: [] as number[] };
    let sentBytes = 0;
    // The first round warms both up and is not counted.
    for (let round = 0; round <= roundCount; round += 1) {
      const device = await joinClass(server);
      const pages = await makePages(device, largeRowCount);
      const floorMs = await timed(() =>
        sendAll(
          floor,
          pages.map(({ bareBody }) => bareBody),
          null,
        ),
      );
      const measuredMs = await timed(() =>
        sendAll(
          server,
          pages.map(({ body }) => body),
          device,
        ),
      );
      const devices = await Promise.all(Array.from({ length: deviceCount }, () => joinClass(server)));
      const each = await Promise.all(
        devices.map(async (one) => ({ device: one, pages: await makePages(one, batchSize) })),
      );
      const floorTogetherMs = await timed(() =>
        Promise.all(
          each.map(({ pages: own }) =>
            sendAll(
              floor,
              own.map(({ bareBody }) => bareBody),
              null,
            ),
          ),
        ),
      );
      const togetherMs = await timed(() =>
        Promise.all(
          each.map(({ device: one, pages: own }) =>
            sendAll(
              server,
              own.map(({ body }) => body),
              one,
            ),
          ),
        ),
      );
      if (round === 0) continue;
      rates.floor.push((largeRowCount / floorMs) * 1000);
      rates.measured.push((largeRowCount / measuredMs) * 1000);
      together.floor.push(floorTogetherMs);
      together.measured.push(togetherMs);
      sentBytes = pages.reduce((sum, { body }) => sum + body.length, 0) / largeRowCount;
    }
    const latencies = await measureLatency(server);
    const idle = await measureIdle(server);
    const pulled = await measurePull(server);
    const rate = percentile(rates.measured, 50);
    const floorRate = percentile(rates.floor, 50);
    const all = percentile(together.measured, 50);
    const floorAll = percentile(together.floor, 50);
    return [
      [engine, '10,000 mistakes of one device, rows/s', Math.round(floorRate), Math.round(rate), rate / floorRate],
      [engine, 'bytes on the wire a row', null, sentBytes, null],
      [engine, '20 devices x 500 at once, ms', Math.round(floorAll), Math.round(all), floorAll / all],
      [engine, 'A to B p50, ms', null, percentile(latencies, 50), null],
      [engine, 'A to B p95, ms', null, percentile(latencies, 95), null],
      [engine, '10,000 rows pulled, rows/s', null, Math.round(pulled), null],
      [engine, 'nothing to do, ms', null, idle.medianMs, null],
      [engine, 'nothing to do, bytes asked + answered', null, idle.bytes, null],
      [engine, 'memory of the server at rest, MB', null, idleMemory, null],
      [engine, 'memory after all that, MB', null, await server.memoryMegabytes(), null],
    ];
  } finally {
    await server.stop();
    await floor.stop();
  }
}

async function startChild(mode: 'server' | 'floor', target: string): Promise<Child> {
  const child = fork(join(projectFolder, 'bench', 'sync-server-child.ts'), [mode, target], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = (await nextMessage(child)) as { address: string; code: string };
  return {
    ...ready,
    async memoryMegabytes() {
      child.send('memory');
      return ((await nextMessage(child)) as { rssBytes: number }).rssBytes / 1024 / 1024;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('the measured server ended');
    }),
  ]);
  return message;
}

async function joinClass(server: Child): Promise<Device> {
  const replicaId = randomUUID();
  const response = await fetch(`${server.address}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code: server.code,
      display_name: replicaId,
      replica_id: replicaId,
      local_student_id: randomUUID(),
    }),
  });
  if (!response.ok) throw new Error(`joining was refused: ${await response.text()}`);
  const joined = joinedAnswerSchema.parse(await response.json());
  return { studentId: joined.student_id, replicaId, token: joined.access_token };
}

interface PushPage {
  readonly body: Buffer;
  readonly bareBody: Buffer;
}

async function makePages({ studentId, replicaId }: Device, count: number): Promise<readonly PushPage[]> {
  const startMs = Date.UTC(2025, 0, 1);
  const rows = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    student_id: studentId,
    global_topic_uid: `TR.MAT.ALG.${String(index % topicCount).padStart(3, '0')}`,
    mistake_code: index % 3 === 0 ? 'SIGN_ERROR' : 'CALCULATION_ERROR',
    question_id: randomUUID(),
    time_spent_seconds: (20 + (index % 40) / 3).toFixed(2),
    occurred_at: new Date(startMs + index * 60_000).toISOString(),
    created_at: new Date(startMs + index * 60_000 + 5).toISOString(),
  }));
  const pages: PushPage[] = [];
  for (let start = 0; start < count; start += batchSize) {
    const page = rows.slice(start, start + batchSize);
    const changes = page.map((row) => ({ scope: studentId, table: 'student_mistakes', id: row.id, row }));
    pages.push({
      body: await gzipAsync(JSON.stringify({ p_replica: replicaId, p_changes: changes })),
      // The floor knows nothing of the exchange: it would refuse the same ids a second time.
      bareBody: await gzipAsync(JSON.stringify(page.map((row) => ({ ...row, id: randomUUID() })))),
    });
  }
  return pages;
}

async function sendAll(target: Child, bodies: readonly Buffer[], device: Device | null): Promise<void> {
  for (const body of bodies) {
    const response = await fetch(device === null ? target.address : `${target.address}/rest/v1/rpc/sync_push`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        ...(device === null ? {} : { authorization: `Bearer ${device.token}` }),
      },
      body: new Uint8Array(body),
    });
    if (!response.ok) throw new Error(`a page was refused: ${await response.text()}`);
    const answer: unknown = await response.json();
    if (device !== null && pushAnswerSchema.parse(answer).refused.length > 0) throw new Error('rows were refused');
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function rpc(server: Child, name: string, args: unknown, { token }: Device): Promise<Response> {
  return fetch(`${server.address}/rest/v1/rpc/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(args),
  });
}

/** From the moment A sends a mistake until B, told by a hint, has it: two devices of one student. */
async function measureLatency(server: Child): Promise<readonly number[]> {
  const device = await joinClass(server);
  const aborted = new AbortController();
  const stream = await fetch(`${server.address}/api/sync/hints`, {
    headers: { authorization: `Bearer ${device.token}` },
    signal: aborted.signal,
  });
  if (stream.body === null) throw new Error('no hints');
  const events = stream.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const replicaB = randomUUID();
  let positions: Record<string, number> = {};
  const waiting = new Map<string, () => void>();

  async function pull(): Promise<void> {
    const response = await rpc(
      server,
      'sync_pull',
      { p_replica: replicaB, p_positions: positions, p_max_rows: 500 },
      device,
    );
    const page = pullAnswerSchema.parse(await response.json());
    positions = { ...positions, ...page.positions };
    for (const { id } of page.changes) waiting.get(id)?.();
  }
  await pull();
  const reading = (async () => {
    const reader = events.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (next.value.event === 'new') await pull();
    }
  })().catch((error: unknown) => {
    if (!aborted.signal.aborted) throw error;
  });

  const times: number[] = [];
  for (let turn = 0; turn < latencyCount; turn += 1) {
    const id = randomUUID();
    const now = new Date().toISOString();
    const row = {
      id,
      student_id: device.studentId,
      global_topic_uid: 'TR.MAT.ALG.001',
      mistake_code: 'SIGN_ERROR',
      time_spent_seconds: '31.5',
      occurred_at: now,
      created_at: now,
    };
    const arrived = new Promise<void>((resolve) => waiting.set(id, resolve));
    const startedMs = performance.now();
    const pushed = rpc(
      server,
      'sync_push',
      { p_replica: device.replicaId, p_changes: [{ scope: device.studentId, table: 'student_mistakes', id, row }] },
      device,
    );
    await arrived;
    if (turn >= warmUpCount) times.push(performance.now() - startedMs);
    await pushed;
    // A student answers every few seconds, a class all the time.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  aborted.abort();
  await reading;
  return times;
}

/** A device that has everything and has sent everything: the one request that finds that out. */
async function measureIdle(server: Child): Promise<{ readonly medianMs: number; readonly bytes: number }> {
  const device = await joinClass(server);
  let positions: Record<string, number> = {};
  for (let hasMore = true; hasMore; ) {
    const response = await rpc(
      server,
      'sync_pull',
      { p_replica: device.replicaId, p_positions: positions, p_max_rows: 500 },
      device,
    );
    const page = pullAnswerSchema.parse(await response.json());
    positions = { ...positions, ...page.positions };
    hasMore = page.has_more;
  }
  const args = { p_replica: device.replicaId, p_positions: positions, p_max_rows: 500 };
  const times: number[] = [];
  let bytes = 0;
  for (let turn = 0; turn < warmUpCount + 50; turn += 1) {
    const startedMs = performance.now();
    const text = await (await rpc(server, 'sync_pull', args, device)).text();
    if (turn >= warmUpCount) times.push(performance.now() - startedMs);
    bytes = Buffer.byteLength(JSON.stringify(args)) + Buffer.byteLength(text);
  }
  return { medianMs: percentile(times, 50), bytes };
}

/** Rows a second of a second device that fetches everything. */
async function measurePull(server: Child): Promise<number> {
  const device = await joinClass(server);
  await sendAll(
    server,
    (await makePages(device, largeRowCount)).map(({ body }) => body),
    device,
  );
  let positions: Record<string, number> = {};
  let count = 0;
  const ms = await timed(async () => {
    for (let hasMore = true; hasMore; ) {
      const response = await rpc(
        server,
        'sync_pull',
        { p_replica: randomUUID(), p_positions: positions, p_max_rows: 500 },
        device,
      );
      const page = pullAnswerSchema.parse(await response.json());
      positions = { ...positions, ...page.positions };
      count += page.changes.length;
      hasMore = page.has_more;
    }
  });
  return (count / ms) * 1000;
}
