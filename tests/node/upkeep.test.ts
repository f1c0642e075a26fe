import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createGate } from '../../shared/database/exclusive-gate.ts';
import { closeDiskDatabase, type DiskDatabase, openDiskDatabase } from '../../shared/node/disk-database.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { createUpkeep } from '../../shared/node/upkeep.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';
import { temporaryFolder } from './open-test-host.ts';

async function openDisk(): Promise<DiskDatabase> {
  return openDiskDatabase({
    dataFolder: await temporaryFolder(),
    preparedFolder: await preparedFolder(),
    migrations: await readMigrations(migrationsFolder),
    nowMs: Date.now,
    onDied: () => {},
  });
}

async function checkpointPosition({ opened }: DiskDatabase): Promise<string> {
  const [row] = await opened.database.query<{ position: string }>(
    'SELECT redo_lsn::text AS position FROM pg_control_checkpoint()',
  );
  return row?.position ?? '';
}

it('check-points and counts what grew in a long session without a pause', async () => {
  const disk = await openDisk();
  const gate = createGate();
  const bugs: unknown[] = [];
  const upkeep = createUpkeep(disk, gate, (_, error) => bugs.push(error));
  const before = await checkpointPosition(disk);
  await disk.opened.database.query('CREATE TABLE log_filling AS SELECT generate_series(1, 1000) AS place');
  for (let write = 0; write < 399; write += 1) upkeep.onWritten();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await checkpointPosition(disk)).toBe(before);
  upkeep.onWritten();
  await vi.waitFor(async () => expect(await checkpointPosition(disk)).not.toBe(before), { timeout: 30_000 });
  // PGlite has no autovacuum: nobody else would tell the planner how large a table has become.
  const rows = await disk.opened.database.query(`SELECT reltuples FROM pg_class WHERE relname = 'log_filling'`);
  expect(rows).toEqual([{ reltuples: 1000 }]);
  await upkeep.stop();
  await closeDiskDatabase(disk, gate);
  expect(bugs).toEqual([]);
});

it('copies the database once the journal has grown by a megabyte', async () => {
  const disk = await openDisk();
  const gate = createGate();
  const upkeep = createUpkeep(disk, gate, (_, error) => {
    throw error;
  });
  await disk.journal.append({
    kind: 'profile_changed',
    changes: { id: 'x', displayName: 'n'.repeat(1024 * 1024) },
    changedAt: new Date().toISOString(),
  });
  for (let write = 0; write < 400; write += 1) upkeep.onWritten();
  await vi.waitFor(async () => expect(await readdir(disk.directory.copiesFolder)).toHaveLength(1), { timeout: 30_000 });
  // One copy is enough: the next one comes after the next megabyte.
  for (let write = 0; write < 400; write += 1) upkeep.onWritten();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await upkeep.stop();
  expect(await readdir(disk.directory.copiesFolder)).toHaveLength(1);
  await closeDiskDatabase(disk, gate);
});

it('copies before it closes when enough came since the last copy, and leaves a directory that needs no replay', async () => {
  const disk = await openDisk();
  const gate = createGate();
  const upkeep = createUpkeep(disk, gate, () => {});
  await disk.journal.append({
    kind: 'profile_changed',
    changes: { id: 'x', displayName: 'n'.repeat(300 * 1024) },
    changedAt: new Date().toISOString(),
  });
  await upkeep.stop();
  await closeDiskDatabase(disk, gate);
  expect(await readdir(disk.directory.copiesFolder)).toHaveLength(1);
  expect(await readdir(join(disk.directory.studyFolder))).not.toContain('pg18.lock');
});
