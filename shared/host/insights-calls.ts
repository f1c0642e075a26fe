/** The calls behind the charts of Insights: one for each chart, so that a slow one holds up no other. */
import { z } from 'zod';
import { topicUidSchema } from '../content/question.ts';
import type { SqlQueries, StudyDatabase } from '../database/study-database.ts';
import type { Outcome } from '../errors/outcome.ts';
import {
  type InsightRange,
  type InsightScope,
  insightRanges,
  type MistakeMix,
  type PracticeCalendar,
  type ReflexEffect,
  type SeverityPoint,
  type TimeAgainstExpected,
  type TopicPace,
  type TopicTile,
} from '../study/insights/insight-data.ts';
import { readMistakeMix, readSeverityTrend } from '../study/insights/mistake-insights.ts';
import { readPracticeDays } from '../study/insights/practice-days.ts';
import { readReflexEffects } from '../study/insights/reflex-effects.ts';
import { readTimeAgainstExpected } from '../study/insights/time-against-expected.ts';
import { readTopicPace } from '../study/insights/topic-pace.ts';
import { readTopicTiles } from '../study/insights/topic-tiles.ts';
import { type CallEvents, checkInput, toOutcome } from './call-outcome.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';

export interface InsightQuery {
  readonly studentId: string;
  /** Null: every topic. */
  readonly topicUid: string | null;
  readonly range: InsightRange;
  /** IANA name of the student's time zone, which decides where a day begins. */
  readonly timeZone: string;
}

export interface InsightsCalls {
  readTopicTiles(query: InsightQuery): Promise<Outcome<readonly TopicTile[]>>;
  readTimeAgainstExpected(query: InsightQuery): Promise<Outcome<TimeAgainstExpected>>;
  readTopicPace(query: InsightQuery): Promise<Outcome<readonly TopicPace[]>>;
  readMistakeMix(query: InsightQuery): Promise<Outcome<MistakeMix>>;
  readSeverityTrend(query: InsightQuery): Promise<Outcome<readonly SeverityPoint[]>>;
  readReflexEffects(query: InsightQuery): Promise<Outcome<readonly ReflexEffect[]>>;
  readPracticeCalendar(query: InsightQuery): Promise<Outcome<PracticeCalendar>>;
}

const querySchema = z.object({
  studentId: z.uuid(),
  topicUid: topicUidSchema.nullable(),
  range: z.enum(insightRanges),
  timeZone: z.string().max(64).refine(isTimeZone),
});
const dayMs = 24 * 60 * 60 * 1000;

export function createInsightsCalls(
  surroundings: CallEvents & Pick<StudyHostSurroundings, 'database' | 'nowMs'>,
): InsightsCalls {
  const { database } = surroundings;
  const hashed = <T>(read: (queries: SqlQueries) => Promise<T>) => withHashJoins(database, read);
  const answer =
    <T>(callName: keyof InsightsCalls, read: (scope: InsightScope, nowMs: number) => Promise<T>) =>
    (input: InsightQuery) =>
      toOutcome(callName, surroundings, () => {
        const nowMs = surroundings.nowMs();
        return read(scopeOf(checkInput(querySchema, input), nowMs), nowMs);
      });
  return {
    readTopicTiles: answer('readTopicTiles', (scope) => readTopicTiles(database, scope)),
    readTimeAgainstExpected: answer('readTimeAgainstExpected', (scope) =>
      hashed((queries) => readTimeAgainstExpected(queries, scope)),
    ),
    readTopicPace: answer('readTopicPace', (scope) => hashed((queries) => readTopicPace(queries, scope))),
    readMistakeMix: answer('readMistakeMix', (scope) => readMistakeMix(database, scope)),
    readSeverityTrend: answer('readSeverityTrend', (scope) => readSeverityTrend(database, scope)),
    readReflexEffects: answer('readReflexEffects', (scope, nowMs) =>
      readReflexEffects(database, scope, new Date(nowMs).toISOString()),
    ),
    readPracticeCalendar: answer('readPracticeCalendar', async (scope, nowMs) => ({
      today: localDay(nowMs, scope.timeZone),
      days: await readPracticeDays(database, scope, new Date(nowMs).toISOString()),
    })),
  };
}

/**
 * Answers are joined to sessions and questions by hashing these. A planner that has not been told how large the tables
 * are expects a row or two and would look through every question for each answer: ten times as long over 30 days, and
 * longer with each question imported.
 */
function withHashJoins<T>(database: StudyDatabase, read: (queries: SqlQueries) => Promise<T>): Promise<T> {
  return database.transaction(async (queries) => {
    await queries.query('SET LOCAL enable_nestloop = off');
    return read(queries);
  });
}

/** The range in instants: it begins with a local day. */
export function scopeOf({ studentId, topicUid, range, timeZone }: InsightQuery, nowMs: number): InsightScope {
  if (range === 'all') return { studentId, topicUid, since: null, timeZone, unit: 'week' };
  const firstDay = localDay(nowMs - (Number(range) - 1) * dayMs, timeZone);
  return { studentId, topicUid, since: startOfDay(firstDay, timeZone), timeZone, unit: 'day' };
}

/** `2026-11-22`, as the calendar on the wall says. */
function localDay(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms);
}

/** The first instant of a local day: the same day read as UTC, less what the zone's clocks are ahead then. */
function startOfDay(day: string, timeZone: string): string {
  const utcMs = Date.parse(`${day}T00:00:00Z`);
  const aheadMs = (ms: number) => {
    const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(ms);
    return Date.parse(`${shown.replace(' ', 'T')}Z`) - ms;
  };
  const guessMs = utcMs - aheadMs(utcMs);
  return new Date(utcMs - aheadMs(guessMs)).toISOString();
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
