import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { catalogue } from '../../renderer/i18n/catalogue.ts';
import { footOfSync, sentenceOfSync } from '../../renderer/sync/sync-words.ts';
import type { ProfileSync } from '../../shared/host/sync-calls.ts';

const synced: ProfileSync = {
  studentId: '00000000-0000-4000-8000-000000000001',
  state: 'idle',
  failure: null,
  serverUrl: 'https://school.example',
  serverKind: 'endstp',
  className: '9-A',
  waitingAnswerCount: 0,
  waitingRowCount: 0,
  refusedRowCount: 0,
  doneRowCount: 0,
  lastContactAt: null,
  retryAt: null,
};

const i18n = createInstance();
await i18n.init({ lng: 'en', resources: catalogue, ns: ['sync'], interpolation: { escapeValue: false } });
const t = i18n.getFixedT('en', 'sync');

test.each(['idle', 'offline'] as const)(
  'nothing is said to be on the server whole while rows were refused: %s',
  (state) => {
    expect(sentenceOfSync(t, { ...synced, state, refusedRowCount: 2 })).toContain(
      'All but 2 rows are on the server, too.',
    );
    expect(sentenceOfSync(t, { ...synced, state })).toMatch(/on the server/);
  },
);

test('who was not let in no longer waits', () => {
  const declined: ProfileSync = {
    ...synced,
    state: 'waiting_for_teacher',
    failure: { code: 'JOIN_REQUEST_DECLINED', details: {} },
  };
  expect(footOfSync(t, declined)).toBe('Not let into the class');
  expect(sentenceOfSync(t, declined)).toBe('Saved on this computer. Your teacher did not let it into the class.');
  expect(footOfSync(t, { ...declined, failure: null })).toBe('Waiting for the teacher');
});
