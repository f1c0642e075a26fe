import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewRating } from '../../shared/model/review.ts';
import { deriveRating } from '../../shared/study/review/derive-rating.ts';
import { interleaveTopics } from '../../shared/study/review/draw-review.ts';
import { describeQueue, dueCards, localMidnight } from '../../shared/study/review/review-queue.ts';
import { type CardEvent, previewRatings, replayCard } from '../../shared/study/review/review-schedule.ts';
import { cpuMsSince } from '../content/import/cpu-time.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const startMs = Date.UTC(2026, 2, 2, 9);

const mistake = (id: string, atMs: number, testAnswerId: string | null = null): CardEvent => ({
  kind: 'mistake',
  id,
  atMs,
  testAnswerId,
});
const review = (id: string, atMs: number, rating: ReviewRating, testAnswerId: string | null = null): CardEvent => ({
  kind: 'review',
  id,
  atMs,
  rating,
  testAnswerId,
});

const anyEvents = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom('mistake' as const, 'review' as const),
    // Few moments and few answers, so that ties and several ratings of one answer are common.
    atMs: fc.integer({ min: 0, max: 60 }).map((step) => startMs + step * 7 * hourMs),
    rating: fc.constantFrom<ReviewRating>(1, 2, 3, 4),
    testAnswerId: fc.option(fc.constantFrom('a', 'b', 'c', 'd')),
  }),
  { selector: ({ id }) => id, maxLength: 25 },
);

describe('the schedule of a card', () => {
  it('is the same whatever the order in which mistakes and reviews arrive', () => {
    fc.assert(
      fc.property(anyEvents, fc.infiniteStream(fc.nat()), (drawn, keys) => {
        const events = drawn as readonly CardEvent[];
        const shuffled = events
          .map((event) => ({ event, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        expect(replayCard(shuffled)).toEqual(replayCard(events));
        const atMs = startMs + 30 * 7 * hourMs;
        expect(previewRatings(shuffled, atMs)).toEqual(previewRatings(events, atMs));
      }),
      { numRuns: 300 },
    );
  });

  it('begins with a mistake: reviews that arrive before it make no card', () => {
    expect(replayCard([])).toBeNull();
    expect(replayCard([review('r', startMs + dayMs, 3)])).toBeNull();
    expect(replayCard([review('r', startMs + dayMs, 3), mistake('m', startMs)])?.reviewCount).toBe(1);
  });

  it('asks the day after the first mistake, then at growing distances, and the day after a lapse', () => {
    const events = [mistake('m', startMs)];
    expect(replayCard(events)?.dueMs).toBe(startMs + dayMs);
    let before = dayMs;
    for (let turn = 0; turn < 6; turn += 1) {
      const dueMs = replayCard(events)?.dueMs ?? 0;
      events.push(review(`r${turn}`, dueMs, 3));
      const next = (replayCard(events)?.dueMs ?? 0) - dueMs;
      expect(next).toBeGreaterThan(before);
      before = next;
    }
    const dueMs = replayCard(events)?.dueMs ?? 0;
    const lapsed = replayCard([...events, mistake('again', dueMs)]);
    expect(lapsed?.dueMs).toBe(dueMs + dayMs);
    expect(lapsed).toMatchObject({ reviewCount: 6, lapseCount: 1 });
  });

  it('puts nothing off beyond a year (and the two days that keep easy behind good), however easy it is', () => {
    const events = [mistake('m', startMs)];
    for (let turn = 0; turn < 12; turn += 1) {
      const dueMs = replayCard(events)?.dueMs ?? 0;
      events.push(review(`r${String(turn).padStart(2, '0')}`, dueMs, 4));
      expect((replayCard(events)?.dueMs ?? 0) - dueMs).toBeLessThanOrEqual(367 * dayMs);
    }
  });

  it('counts several wrong answers of one day as one, and the rating given last as the rating', () => {
    const first = mistake('m', startMs);
    const sameDay = [1, 2, 3].map((hour) => mistake(`m${hour}`, startMs + hour * hourMs));
    expect(replayCard([first, ...sameDay])).toEqual(replayCard([first]));

    const dueMs = startMs + dayMs;
    const derived = review('z-derived', dueMs, 3, 'answer');
    const opinion = review('a-opinion', dueMs + 5000, 4, 'answer');
    expect(replayCard([first, opinion, derived])).toEqual(replayCard([first, review('x', dueMs, 4, 'answer')]));
    // The wrong answer of a review is one event, not a mistake and a review.
    const wrong = [mistake('w', dueMs, 'answer'), review('v', dueMs, 1, 'answer')];
    expect(replayCard([first, ...wrong])).toMatchObject({ reviewCount: 1, lapseCount: 1 });
  });

  it('counts wrong answers of one evening as one, also where midnight of UTC falls into it', () => {
    const eveningMs = Date.UTC(2026, 2, 2, 23, 50);
    const one = replayCard([mistake('m', eveningMs)]);
    expect(replayCard([mistake('m', eveningMs), mistake('n', eveningMs + 20 * 60 * 1000)])).toEqual(one);
    expect(replayCard([mistake('m', eveningMs), mistake('n', eveningMs + 20 * hourMs)])).not.toEqual(one);
  });

  it('shows for each rating the day that the rating then gives', () => {
    const events = [mistake('m', startMs), review('r', startMs + dayMs, 3, 'one')];
    const atMs = startMs + 4 * dayMs;
    const preview = previewRatings([...events, review('later', atMs, 2, 'two')], atMs);
    for (const rating of [1, 2, 3, 4] as const) {
      expect(preview?.[rating]).toBe(replayCard([...events, review('later', atMs, rating, 'two')])?.dueMs);
    }
    expect(preview?.[1]).toBeLessThanOrEqual(preview?.[2] ?? 0);
    expect(preview?.[2]).toBeLessThan(preview?.[3] ?? 0);
    expect(preview?.[3]).toBeLessThan(preview?.[4] ?? 0);
  });

  it('replays 10,000 reviews of a thousand cards in under a second', () => {
    const cards = Array.from({ length: 1000 }, (_, card) => [
      mistake(`m${card}`, startMs + card * 60_000),
      ...Array.from({ length: 10 }, (_review, turn) =>
        review(`r${card}-${turn}`, startMs + (turn + 1) * 9 * dayMs, ((card + turn) % 4 || 3) as ReviewRating),
      ),
    ]);
    const began = process.cpuUsage();
    for (const events of cards) replayCard(events);
    expect(cpuMsSince(began)).toBeLessThan(1000);
  });
});

describe('a rating taken from an answer', () => {
  it.each([
    ['wrong', { outcome: 'wrong' as const, seconds: 10 }, 1],
    ['blank', { outcome: 'blank' as const, seconds: 60 }, 1],
    ['right in the expected time', { seconds: 60 }, 3],
    ['right at exactly half of it', { seconds: 30 }, 3],
    ['right and fast', { seconds: 29 }, 4],
    ['right at one and a half times it', { seconds: 90 }, 3],
    ['right and slow', { seconds: 91 }, 2],
    ['right, fast, with a hint', { seconds: 20, hints: 1 }, 2],
    ['right before it can have been read', { seconds: 5 }, 3],
  ])(
    '%s',
    (_name, {
      outcome = 'right',
      seconds,
      hints = 0,
    }: { outcome?: 'right' | 'wrong' | 'blank'; seconds: number; hints?: number }, rating) => {
      expect(deriveRating({ outcome, timeSpentSeconds: seconds, expectedSeconds: 60, hintsUsed: hints })).toBe(rating);
    },
  );
});

describe('the queue', () => {
  const nowMs = new Date(2026, 2, 10, 12).getTime();
  const card = (questionId: string, dueMs: number, canBeAsked = true) => ({
    questionId,
    events: [],
    canBeAsked,
    state: { dueMs, stabilityDays: 1, difficulty: 5, reviewCount: 0, lapseCount: 0, lastEventMs: 0 },
  });

  it('counts by days of the local calendar, from midnight on, and leaves out what cannot be asked', () => {
    const cards = [
      card('overdue', nowMs - 40 * dayMs),
      card('tonight', localMidnight(nowMs, 1) - 1),
      card('tomorrow', localMidnight(nowMs, 1)),
      card('in a week', localMidnight(nowMs, 7)),
      card('in a month', localMidnight(nowMs, 30)),
      card('gone', nowMs - dayMs, false),
    ];
    const queue = describeQueue(cards, nowMs);
    expect(queue).toMatchObject({ cardCount: 5, dueCount: 2, dueTomorrowCount: 1, dueThisWeekCount: 3 });
    expect(queue.forecast.map(({ count }) => count)).toEqual([2, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    expect(queue.forecast[0]?.day).toBe('2026-03-10');
    expect(queue.nextDueAt).toBe(new Date(localMidnight(nowMs, 1)).toISOString());
    expect(dueCards(cards, nowMs).map(({ questionId }) => questionId)).toEqual(['overdue', 'tonight']);
  });

  it('lets topics take turns', () => {
    const items = ['a1', 'a2', 'a3', 'b1', 'c1', 'c2'].map((name) => ({ name, topicUid: name.slice(0, 1) }));
    expect(interleaveTopics(items).map(({ name }) => name)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
  });
});
