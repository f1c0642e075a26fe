import type { ChangeSet } from '@electric-sql/pglite/memfs-frontend';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderChanges } from '../../renderer/host-worker/order-changes.ts';

function writeOf(path: string) {
  return { path, size: 1, full: true, truncate: true, chunks: [{ at: 0, data: new Uint8Array([1]) }] };
}

function changesOf(ops: ChangeSet['ops'], written: readonly string[]): ChangeSet {
  const files: ChangeSet['files'] = { wal: [], data: [], control: [] };
  for (const path of written) {
    const list = path.startsWith('/pg_wal/') ? files.wal : path === '/global/pg_control' ? files.control : files.data;
    list.push(writeOf(path));
  }
  return { ops, files };
}

/** Files and folders after the steps, as the storage performs them: removals and folders first, then the writes. */
function perform(steps: readonly (ChangeSet | null)[], before: readonly string[]): string[] {
  const there = new Set(before);
  for (const step of steps) {
    if (step === null) continue;
    for (const { op, path } of step.ops) {
      if (op === 'mkdir') there.add(path);
      else for (const other of [...there]) if (other === path || other.startsWith(`${path}/`)) there.delete(other);
    }
    for (const { path } of [...step.files.wal, ...step.files.data, ...step.files.control]) there.add(path);
  }
  return [...there].sort();
}

describe('the order of one flush', () => {
  it('keeps the log that the former control file starts from, until the new control file is written', () => {
    const oldLog = '/pg_wal/00000001000000000000001E';
    const { first, last } = orderChanges(
      changesOf([{ op: 'remove', path: oldLog }], ['/pg_wal/00000001000000000000001F', '/global/pg_control']),
    );
    expect(perform([first], [oldLog])).toContain(oldLog);
    expect(first.files.control).toHaveLength(1);
    expect(last?.files.control).toEqual([]);
    expect(perform([first, last], [oldLog])).not.toContain(oldLog);
  });

  it('clears the way first for what is made again under the same name', () => {
    const path = '/base/5/pg_internal.init';
    const { first, last } = orderChanges(changesOf([{ op: 'remove', path }], [path]));
    expect(first.ops).toEqual([{ op: 'remove', path }]);
    expect(last).toBeNull();
  });

  it('is one step when nothing is removed', () => {
    const changes = changesOf([{ op: 'mkdir', path: '/base/6' }], ['/base/6/1']);
    expect(orderChanges(changes)).toEqual({ first: changes, last: null });
  });

  it('comes to the same files as one step, and removes none of them before everything is written', () => {
    const path = fc.constantFrom('/a', '/a/x', '/a/y', '/b', '/pg_wal/1', '/pg_wal/2', '/global/pg_control');
    const op = fc.record({ op: fc.constantFrom('remove' as const, 'mkdir' as const), path });
    fc.assert(
      fc.property(
        fc.array(op, { maxLength: 6 }),
        fc.uniqueArray(path),
        fc.uniqueArray(path),
        (ops, written, before) => {
          const changes = changesOf(ops, written);
          const { first, last } = orderChanges(changes);
          expect(perform([first, last], before)).toEqual(perform([changes], before));
          const kept = perform([changes], before);
          expect(perform([first], before)).toEqual(expect.arrayContaining(kept));
        },
      ),
    );
  });
});
