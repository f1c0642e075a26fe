/**
 * What each chart of Insights is drawn from. Everything is aggregated in the database: the size of an answer depends on
 * topics, days and bins, never on how many answers the student has given.
 *
 * Times are seconds; `ratio` is time spent over the question's expected time; a `day` is a local calendar day.
 */
import type { LocalizedText } from '../../content/question.ts';
import type { ImprovementTrend, RecommendationType } from '../../model/reflex.ts';

export const insightRanges = ['7', '30', 'all'] as const;
/** The last 7 or 30 days, today included, or everything. */
export type InsightRange = (typeof insightRanges)[number];

/** What a query is about, as the SQL takes it. */
export interface InsightScope {
  readonly studentId: string;
  /** Null: every topic. */
  readonly topicUid: string | null;
  /** ISO 8601; null: since ever. */
  readonly since: string | null;
  /** IANA name; decides where a day begins. */
  readonly timeZone: string;
  /** A point of a line over time stands for one of these. */
  readonly unit: 'day' | 'week';
}

/**
 * SQL for a NUMERIC of seconds as a float, to the millisecond that clocks give. Five times as fast as the plain cast,
 * which goes through text.
 */
export function secondsAsFloat(column: string): string {
  return `((${column} * 1000)::int4::float8 / 1000)`;
}

export interface TopicTile {
  readonly topicUid: string;
  readonly topicNames: LocalizedText | null;
  readonly strandUid: string | null;
  readonly strandNames: LocalizedText | null;
  readonly answerCount: number;
  readonly rightCount: number;
  /** Half of the timed answers took less. Null when none has a time. */
  readonly medianSeconds: number | null;
  /** As it stands now, whatever the range; null without a mistake. */
  readonly trend: ImprovementTrend | null;
}

/** The settings in force that Insights draws, from `analysis_settings_in_force`. */
export interface PaceZones {
  readonly panicRatio: number;
  readonly panicSeconds: number;
  readonly slowSeconds: number;
}
export interface TimePoint {
  readonly expectedSeconds: number;
  readonly seconds: number;
  readonly isRight: boolean;
}
/** Answers between two expected times and two times; lower edges inclusive. */
export interface TimeCell {
  readonly expectedFrom: number;
  readonly expectedTo: number;
  readonly secondsFrom: number;
  readonly secondsTo: number;
  readonly rightCount: number;
  readonly wrongCount: number;
}
export interface TimeAgainstExpected {
  readonly zones: PaceZones;
  readonly rightCount: number;
  readonly wrongCount: number;
  readonly medianRightSeconds: number | null;
  readonly medianWrongSeconds: number | null;
  /** Answers in the two zones, right or wrong. */
  readonly panicCount: number;
  readonly slowCount: number;
  /** Each answer, while there are few enough to be seen one by one; else null, and `cells` holds them. */
  readonly points: readonly TimePoint[] | null;
  readonly cells: readonly TimeCell[];
}

export interface PacePoint {
  /** First day of the unit. */
  readonly day: string;
  readonly answerCount: number;
  /** Quarter, half and three quarters of the answers took less; null when every topic was asked for. */
  readonly seconds: readonly [number, number, number] | null;
  /** The same against the expected time. */
  readonly ratio: readonly [number, number, number];
}
export interface TopicPace {
  readonly topicUid: string;
  readonly topicNames: LocalizedText | null;
  readonly answerCount: number;
  readonly points: readonly PacePoint[];
  /** Null before the first mistake. */
  readonly phase: 'baseline' | 'improvement' | 'convergence' | null;
  readonly establishedDay: string | null;
  readonly baselineSeconds: number | null;
  readonly expectedSeconds: number | null;
  readonly normSeconds: number | null;
}

export interface CodeCount {
  readonly code: string;
  readonly count: number;
}
export interface MistakeMix {
  readonly mistakeCount: number;
  readonly byCode: readonly CodeCount[];
  readonly byDay: readonly (CodeCount & { readonly day: string })[];
  readonly byTopic: readonly (CodeCount & { readonly topicUid: string; readonly topicNames: LocalizedText | null })[];
}

export interface SeverityPoint {
  readonly day: string;
  readonly mistakeCount: number;
  /** 1 (slips) to 5 (gaps). */
  readonly meanSeverity: number;
  /** Sum of the squares, from which the spread of any group of points follows. */
  readonly squaredSeverity: number;
}

/** Answers compared on each side of a reflex: few enough to lie close to it, enough for a share to mean something. */
export const comparedAnswerCount = 5;
export interface AnswersAround {
  readonly count: number;
  readonly rightCount: number;
  readonly medianRatio: number | null;
}
export interface ReflexEffect {
  readonly recommendationId: string;
  readonly topicUid: string;
  readonly topicNames: LocalizedText | null;
  readonly type: RecommendationType;
  readonly raisedAt: string;
  /** `changed`: it would be open, had not a later one said the opposite. */
  readonly mark: 'done' | 'begun' | 'dismissed' | 'passed' | 'changed' | 'open';
  /** The answers in the topic up to the one that raised it, and those after it. */
  readonly before: AnswersAround;
  readonly after: AnswersAround;
}

export interface PracticeDay {
  readonly day: string;
  readonly answerCount: number;
  readonly rightCount: number;
  readonly minutes: number;
}
export interface PracticeCalendar {
  /** The student's today, where the calendar ends. */
  readonly today: string;
  readonly days: readonly PracticeDay[];
}
