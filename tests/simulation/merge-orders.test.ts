import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareMergeOrders } from './merge-orders.ts';
import { openPgliteStore, type ReplicaStore } from './replica-store.ts';

let store: ReplicaStore;
beforeAll(async () => {
  store = await openPgliteStore();
  await store.session.query('SELECT sync_identity()');
}, 120_000);
afterAll(() => store.close());

test('states of the same rows end in the same tables in whatever order, batching and number they are merged', async () => {
  for (let seed = 1; seed <= 15; seed += 1)
    expect([seed, await compareMergeOrders(store.session, seed)]).toEqual([seed, []]);
}, 120_000);

// Found by `npm run simulate -- merges`: such a push failed as a whole, each time it was sent.
test('a profile that comes under an older and the present id of its student in one push is merged as one', async () => {
  const [older, present] = [randomUUID(), randomUUID()];
  const profile = (id: string, name: string, minute: number) => ({
    scope: id,
    table: 'students',
    id,
    row: { id, display_name: name, updated_at: `2026-01-12T08:0${minute}:00Z`, updated_by: older },
  });
  const alias = { old_student_id: older, new_student_id: present };
  const changes = [
    { scope: present, table: 'student_aliases', id: older, row: alias },
    profile(older, 'Ayşe', 1),
    profile(present, 'Ayşe Yılmaz', 2),
  ];
  const { rows } = await store.session.query<{ answer: { accepted: string[]; refused: unknown[] } }>(
    'SELECT sync_push($1, $2::jsonb) AS answer',
    [randomUUID(), JSON.stringify(changes)],
  );
  expect(rows[0]?.answer.refused).toEqual([]);
  const kept = await store.session.query('SELECT id, display_name FROM students WHERE id IN ($1, $2)', [
    older,
    present,
  ]);
  expect(kept.rows).toEqual([{ id: present, display_name: 'Ayşe Yılmaz' }]);
});
