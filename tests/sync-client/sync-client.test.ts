import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../shared/errors/outcome.ts';
import { insertMistakes } from '../sql/study-rows.ts';
import { readEverything, readRowsFunction } from '../sync/sync-replicas.ts';
import { type OpenReplica, openReplica, startDevice, type TestDevice } from './device.ts';
import { createSqlTransport, type SqlTransport } from './sql-transport.ts';

let server: OpenReplica;
let laptop: OpenReplica;
let phone: OpenReplica;
let transport: SqlTransport;
let device: TestDevice;
let studentId: string;
const started: TestDevice[] = [];

beforeAll(async () => {
  [server, laptop, phone] = await Promise.all([openReplica(), openReplica(), openReplica()]);
  for (const replica of [server, laptop, phone]) {
    await replica.session.exec(readRowsFunction);
  }
});
afterAll(async () => {
  for (const replica of [server, laptop, phone]) await replica.close();
});
beforeEach(() => {
  studentId = randomUUID();
  transport = createSqlTransport(() => server.session);
  device = start(laptop);
});
afterEach(async () => {
  for (const one of started.splice(0)) {
    await one.client.stop();
    expect(one.bugs).toEqual([]);
  }
  await laptop.session.exec('DELETE FROM sync_links');
  await phone.session.exec('DELETE FROM sync_links');
});

function start(opened: OpenReplica): TestDevice {
  const one = startDevice(opened, { transport });
  started.push(one);
  return one;
}

async function addStudent(replica: OpenReplica, id = studentId): Promise<void> {
  await replica.session.query(`INSERT INTO students (id, display_name) VALUES ($1, 'Elif')`, [id]);
}

async function countAt(replica: OpenReplica, id = studentId): Promise<number> {
  const { rows } = await replica.session.query<{ count: string }>(
    'SELECT count(*) FROM student_mistakes WHERE student_id = $1',
    [id],
  );
  return Number(rows[0]?.count);
}

const namesOf = (one: SqlTransport) => one.calls.map(({ name }) => name);

describe('a joined profile', () => {
  it('reaches the server, and from there another device, equal to the last row', async () => {
    await addStudent(laptop);
    await insertMistakes(
      laptop.session,
      Array.from({ length: 7 }, (_, minute) => ({ studentId, minute })),
    );
    await device.join(studentId);
    expect(await device.client.syncNow()).toEqual({ ok: true, value: null });
    expect(await countAt(server)).toBe(7);

    const second = start(phone);
    await second.join(studentId);
    expect(await second.client.syncNow()).toEqual({ ok: true, value: null });
    expect(await readEverything(phone.session, studentId)).toEqual(await readEverything(laptop.session, studentId));
    expect(device.states).toEqual(['connecting', 'pushing', 'idle']);
    expect(second.states).toEqual(['connecting', 'pulling', 'idle']);
    expect(second.reports[0]?.changedTables).toEqual(expect.arrayContaining(['students', 'student_mistakes']));
  });

  it('asks once when there is nothing to do', async () => {
    await device.join(studentId);
    await device.client.syncNow();
    transport.calls.splice(0);
    await device.client.syncNow();
    expect(namesOf(transport)).toEqual(['sync_pull']);
  });

  it('sends what was written meanwhile as soon as it is told of it', async () => {
    await device.join(studentId);
    await device.client.syncNow();
    await insertMistakes(laptop.session, [{ studentId }]);
    device.client.wake('new_rows', studentId);
    await expect.poll(() => countAt(server)).toBe(1);
  });
});

describe('profiles that are not joined', () => {
  it('keep every row on the device, whatever else is exchanged', async () => {
    const localOnly = randomUUID();
    await addStudent(laptop);
    await addStudent(laptop, localOnly);
    await insertMistakes(laptop.session, [{ studentId }, { studentId: localOnly }]);
    await device.join(studentId);
    await device.client.syncNow();
    expect(JSON.stringify(transport.calls)).not.toContain(localOnly);
    expect(await countAt(server, localOnly)).toBe(0);
    expect(await countAt(server)).toBe(1);
  });

  it('have nothing to sync now', async () => {
    expect(await device.client.syncNow()).toEqual(failure('SYNC_NOT_JOINED'));
  });
});

describe('a link that fails', () => {
  it('is offline when nobody answers, and goes on by itself', async () => {
    await insertMistakes(laptop.session, [{ studentId }]);
    transport.interfere = () => ({ fault: failure('SYNC_OFFLINE', { cause: 'name_lookup' }), isAfterwards: false });
    const link = await device.join(studentId);
    await device.client.syncNow();
    expect(device.client.stateOf(link.id)).toMatchObject({ name: 'offline', failure: { code: 'SYNC_OFFLINE' } });
    transport.interfere = () => null;
    device.timers.fire();
    await expect.poll(() => device.client.stateOf(link.id).name).toBe('idle');
    expect(await countAt(server)).toBe(1);
  });

  it('waits longer after each failure, with jitter, and as long as the server asks', async () => {
    const delays: number[] = [];
    const jittery = startDevice(laptop, { transport, random: () => 0.5 });
    started.push(jittery);
    transport.interfere = () => ({ fault: failure('SYNC_SERVER_FAILED', { status: 500 }), isAfterwards: false });
    await jittery.join(studentId);
    for (let failures = 0; failures < 12; failures += 1) {
      await jittery.client.syncNow();
      delays.push(...jittery.timers.delays);
    }
    // Joining was the first try: half of 2 s, 4 s, 8 s and so on, up to half of 5 minutes.
    expect(delays.slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
    expect(Math.max(...delays)).toBe(150_000);
    transport.interfere = () => ({
      fault: failure('RATE_LIMITED', { status: 429, retryAfterSeconds: 90 }),
      isAfterwards: false,
    });
    await jittery.client.syncNow();
    expect(jittery.timers.delays[0]).toBeGreaterThanOrEqual(90_000);
  });

  it('sends the same rows again when the answer got lost, and the server keeps them once', async () => {
    await insertMistakes(laptop.session, [{ studentId }, { studentId, minute: 1 }]);
    transport.interfere = ({ name }) =>
      name === 'sync_push' ? { fault: failure('SYNC_TIMEOUT'), isAfterwards: true } : null;
    const link = await device.join(studentId);
    await device.client.syncNow();
    expect(device.client.stateOf(link.id).name).toBe('backing_off');
    transport.interfere = () => null;
    await device.client.syncNow();
    expect(await countAt(server)).toBe(2);
  });

  it('sends smaller pages where it times out, and larger ones again', async () => {
    await insertMistakes(
      laptop.session,
      Array.from({ length: 600 }, (_, minute) => ({ studentId, minute })),
    );
    const sizes: number[] = [];
    transport.interfere = ({ name, args }) => {
      if (name !== 'sync_push') return null;
      const size = (args.p_changes as unknown[]).length;
      sizes.push(size);
      return size > 100 ? { fault: failure('SYNC_TIMEOUT'), isAfterwards: false } : null;
    };
    await device.join(studentId);
    for (let attempt = 0; attempt < 20 && !(await device.client.syncNow()).ok; attempt += 1);
    expect(await countAt(server)).toBe(600);
    // The first page ends at 256 KB.
    expect(sizes[0]).toBeGreaterThan(400);
    expect(sizes.slice(1, 4)).toEqual([250, 125, 62]);
    expect(sizes[4]).toBeGreaterThan(62);
  });

  it('halves a page that is too large, and puts a single row that is too large aside', async () => {
    const ids = await insertMistakes(
      laptop.session,
      Array.from({ length: 20 }, (_, minute) => ({ studentId, minute })),
    );
    transport.interfere = ({ name, args }) =>
      name === 'sync_push' && JSON.stringify(args).includes(ids[7] ?? '-')
        ? { fault: failure('SYNC_TOO_LARGE', { status: 413 }), isAfterwards: false }
        : null;
    await device.join(studentId);
    expect((await device.client.syncNow()).ok).toBe(true);
    expect(await countAt(server)).toBe(19);
    const { rows } = await laptop.session.query('SELECT row_id, reason_code FROM sync_refused_rows WHERE row_id = $1', [
      ids[7],
    ]);
    expect(rows).toEqual([{ row_id: ids[7], reason_code: 'ROW_TOO_LARGE' }]);
  });

  it('lets a row that makes the server fail hold up nothing behind it', async () => {
    const ids = await insertMistakes(
      laptop.session,
      Array.from({ length: 9 }, (_, minute) => ({ studentId, minute })),
    );
    transport.interfere = ({ name, args }) =>
      name === 'sync_push' && JSON.stringify(args).includes(ids[3] ?? '-')
        ? { fault: failure('SYNC_SERVER_FAILED', { status: 500 }), isAfterwards: false }
        : null;
    await device.join(studentId);
    let tries = 0;
    while (!(await device.client.syncNow()).ok && tries < 30) tries += 1;
    expect(await countAt(server)).toBe(8);
    const { rows } = await laptop.session.query('SELECT reason_code FROM sync_refused_rows WHERE row_id = $1', [
      ids[3],
    ]);
    expect(rows).toEqual([{ reason_code: 'SERVER_FAILED' }]);
    // After an update the row gets another chance.
    transport.interfere = () => null;
    await device.client.stop();
    const updated = start(laptop);
    await updated.client.reload();
    expect((await updated.client.syncNow()).ok).toBe(true);
    expect(await countAt(server)).toBe(9);
  });

  it('marks nothing as sent on an answer that does not name its rows', async () => {
    await insertMistakes(laptop.session, [{ studentId }]);
    const link = await device.join(studentId);
    const honest = transport.call;
    transport.call = async (name, args) => {
      const answer = await honest(name, args);
      if (name !== 'sync_push' || !answer.ok) return answer;
      return { ok: true, value: { ...(answer.value as object), accepted: [], known: [] } };
    };
    await device.client.syncNow();
    expect(device.client.stateOf(link.id)).toMatchObject({ name: 'backing_off', failure: { code: 'SYNC_BAD_ANSWER' } });
    transport.call = honest;
    transport.calls.splice(0);
    await device.client.syncNow();
    expect(namesOf(transport)).toContain('sync_push');
  });

  it('knows an answer out of a cache by its time, and believes the next true one', async () => {
    await device.join(studentId);
    await device.client.syncNow();
    const honest = transport.call;
    const old = await honest('sync_pull', { p_replica: randomUUID(), p_positions: {}, p_max_rows: 1 });
    transport.call = async (name, args) => (name === 'sync_pull' ? old : honest(name, args));
    await device.client.syncNow();
    expect(await device.client.syncNow()).toMatchObject({ ok: false, error: { code: 'SYNC_BAD_ANSWER' } });
    transport.call = honest;
    expect((await device.client.syncNow()).ok).toBe(true);
  });
});
