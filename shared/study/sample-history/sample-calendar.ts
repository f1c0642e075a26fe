/** When the sample student's sessions took place, counted back from now. */
import type { SeededRandom } from '../../content/maths-pack/seeded-random.ts';
import { reviewDaysAgo, type SampleMood, sampleStories } from './sample-stories.ts';

export interface SampleAppointment {
  readonly topicUid: string;
  readonly usualCode: string;
  readonly mood: SampleMood;
  /** Today's reflexes stay open, so that Home and the reflex centre have something to show. */
  readonly isToday: boolean;
  /** Milliseconds since 1970. */
  readonly startMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Local hour of the first session of a day; each further one is well after the longest session has ended. */
const firstHour = 16;
const hoursBetweenSessions = 2;
/** When a review begins; nothing else happens so late. */
const reviewHour = 21;
/** Today's sessions are counted back from now, so that they are over whatever the time of day. */
const firstTodayMinutesAgo = 150;
const minutesBetweenToday = 75;

/** When the evening reviews begin, in milliseconds since 1970, oldest first. */
export function sampleReviewTimes(nowMs: number): readonly number[] {
  return reviewDaysAgo.map((daysAgo) => localHour(nowMs, daysAgo, reviewHour));
}

/** Oldest first, none of them overlapping. */
export function sampleCalendar(nowMs: number, random: SeededRandom): readonly SampleAppointment[] {
  const ofDay = new Map<number, number>();
  return sampleStories
    .flatMap(({ topicUid, usualCode, sessions }) =>
      sessions.map(([daysAgo, mood]) => ({ topicUid, usualCode, daysAgo, mood })),
    )
    .sort((a, b) => b.daysAgo - a.daysAgo)
    .map(({ topicUid, usualCode, daysAgo, mood }) => {
      const place = ofDay.get(daysAgo) ?? 0;
      ofDay.set(daysAgo, place + 1);
      return { topicUid, usualCode, mood, isToday: daysAgo === 0, startMs: startOf(nowMs, daysAgo, place, random) };
    })
    .sort((a, b) => a.startMs - b.startMs);
}

function startOf(nowMs: number, daysAgo: number, place: number, random: SeededRandom): number {
  const shiftMs = random.int(0, 25) * minuteMs;
  if (daysAgo === 0) return nowMs - (firstTodayMinutesAgo - place * minutesBetweenToday) * minuteMs;
  return localHour(nowMs, daysAgo, firstHour) + place * hoursBetweenSessions * hourMs + shiftMs;
}

function localHour(nowMs: number, daysAgo: number, hour: number): number {
  const day = new Date(nowMs);
  day.setDate(day.getDate() - daysAgo);
  day.setHours(hour, 0, 0, 0);
  return day.getTime();
}
