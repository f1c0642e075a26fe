import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeEvents } from '../../renderer/reflexes/reflex-feed.tsx';
import { exampleEvent } from './session-examples.ts';

describe('the feed of reflexes', () => {
  it('shows the most urgent first, then the newest', () => {
    const calm = exampleEvent('calm', { type: 'improving', priority: 4 });
    const older = exampleEvent('older', { priority: 8 }, '2026-03-01T10:00:00.000Z');
    const newer = exampleEvent('newer', { priority: 8 }, '2026-03-01T10:01:00.000Z');
    expect(mergeEvents([calm, older], [newer]).map(({ id }) => id)).toEqual(['newer', 'older', 'calm']);
  });

  it('has one entry for a recommendation: that of its latest event', () => {
    const created = exampleEvent('1', { id: 'same' });
    const updated = exampleEvent('2', { id: 'same', doneActions: ['slow_down'] });
    const merged = mergeEvents([created], [updated]);
    expect(merged).toEqual([updated]);
  });

  it('leaves out what is no longer active', () => {
    expect(mergeEvents([], [exampleEvent('1', { isActive: false })])).toEqual([]);
  });

  it('says of a topic only the later one of what gets worse and what gets better', () => {
    const worse = exampleEvent('worse', { type: 'worsening', priority: 7 }, '2026-03-01T10:00:00.000Z');
    const better = exampleEvent('better', { type: 'improving', priority: 4 }, '2026-03-01T10:01:00.000Z');
    const elsewhere = exampleEvent('elsewhere', { type: 'worsening', topicUid: 'TR.MAT.GEO.001', priority: 7 });
    expect(mergeEvents([worse, elsewhere], [better]).map(({ id }) => id)).toEqual(['elsewhere', 'better']);
    const worseAgain = exampleEvent('again', { ...worse.recommendation }, '2026-03-01T10:02:00.000Z');
    expect(mergeEvents([better], [worseAgain]).map(({ id }) => id)).toEqual(['again']);
  });

  it('comes out the same when events arrive a second time', () => {
    const event = fc
      .record({ id: fc.constantFrom('a', 'b', 'c', 'd'), priority: fc.integer({ min: 1, max: 10 }) })
      .map(({ id, priority }) => exampleEvent(id, { id, priority }, `2026-03-01T10:00:0${id.charCodeAt(0) - 97}.000Z`));
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const once = mergeEvents([], events);
        expect(mergeEvents(once, events)).toEqual(once);
      }),
    );
  });
});
