import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServerUpkeep } from '../../server/upkeep/server-upkeep.ts';
import { joinAs, mistakeOf, serverKinds, type TestServer } from './test-server.ts';

describe.each(serverKinds)('the upkeep of a server on $label', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await kind.open();
  });
  afterAll(() => server.close());

  const entryCount = async (scope: string) =>
    (await server.sql('SELECT FROM sync_log WHERE scope = $1', [scope])).length;
  const figure = async (name: string) =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec((await server.get('/metrics')).text)?.[1]);

  it('shortens logs that have grown, and devices that were away in between still get everything', async () => {
    const device = await joinAs(server, `A ${randomUUID()}`);
    const { studentId } = device;
    const pullFrom = async (positions: Record<string, number>) => {
      const args = { p_replica: randomUUID(), p_positions: positions, p_max_rows: 500 };
      const { body } = await server.rpc('sync_pull', args, device.token);
      return body as {
        changes: { table: string; id: string; row: Record<string, unknown> }[];
        positions: Record<string, number>;
      };
    };
    const edit = `DO $$ BEGIN FOR turn IN 1..700 LOOP
      UPDATE students SET display_name = 'name ' || turn WHERE id = '${studentId}'; END LOOP; END $$`;
    await server.sql(`INSERT INTO students (id, display_name) VALUES ($1, 'first')`, [studentId]);
    const mistakes = [mistakeOf(studentId), mistakeOf(studentId)];
    const push = (changes: unknown[]) =>
      server.rpc('sync_push', { p_replica: device.replicaId, p_changes: changes }, device.token);
    expect((await push(mistakes.slice(0, 1))).body.refused).toEqual([]);
    await server.sql(edit);
    const { positions } = await pullFrom({});
    expect((await push(mistakes.slice(1))).body.refused).toEqual([]);
    await server.sql(edit);
    expect(await entryCount(studentId)).toBeGreaterThan(1_400);

    expect(await server.running.upkeep.run()).toBe('done');
    expect(await entryCount(studentId)).toBeLessThan(10);
    expect(await figure('endstp_sync_log_dropped_entries_total')).toBeGreaterThan(1_390);
    const idsOf = (changes: readonly { table: string; id: string }[]) =>
      changes.filter(({ table }) => table === 'student_mistakes').map(({ id }) => id);
    const nameIn = (changes: readonly { table: string; row: Record<string, unknown> }[]) =>
      changes.find(({ table }) => table === 'students')?.row.display_name;
    const fromTheMiddle = await pullFrom(positions);
    expect([idsOf(fromTheMiddle.changes), nameIn(fromTheMiddle.changes)]).toEqual([[mistakes[1]?.id], 'name 700']);
    const fromTheStart = await pullFrom({});
    expect(idsOf(fromTheStart.changes)).toEqual(mistakes.map(({ id }) => id));
    expect(nameIn(fromTheStart.changes)).toBe('name 700');

    // What was gone through is not gone through again.
    expect(await server.running.upkeep.run()).toBe('done');
    expect(await figure('endstp_upkeep_runs_total\\{outcome="done"\\}')).toBe(2);
    await expect.poll(() => figure('endstp_upkeep_seconds_count')).toBe(2);
  });

  it('is done by one process at a time, and a database that is away costs a run and no more', async () => {
    const { database, context } = server.running;
    const other = createServerUpkeep(database, context.metrics, () => undefined);
    if (database.kind === 'postgres') {
      await database.asOwner(async (session) => {
        await session.query('SELECT pg_advisory_xact_lock(47170003)');
        expect(await other.run()).toBe('elsewhere');
      });
    }
    expect(await other.run()).toBe('done');
    const errors: unknown[] = [];
    const gone = createServerUpkeep(
      { ...database, asOwner: () => Promise.reject(new Error('Connection terminated')) },
      context.metrics,
      (error) => errors.push(error),
    );
    expect([await gone.run(), errors.length]).toEqual(['failed', 1]);
  });
});
