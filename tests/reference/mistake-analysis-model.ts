/**
 * The rules of the analysis read aloud: slow, obvious, and written without a look at the SQL. Given all mistakes of one
 * student in one topic it says what the baseline row and the pattern row must hold, whatever order they arrived in.
 */
import type { ModelSettings } from './analysis-settings-model.ts';
import {
  add,
  divide,
  fromDecimal,
  isLess,
  mean,
  multiply,
  type Rational,
  rational,
  subtract,
  sum,
  zero,
} from './rational.ts';

export interface ModelMistake {
  /** Compared as text, which orders lower-case UUIDs as the database does. */
  readonly id: string;
  readonly occurredAtMs: number;
  readonly code: string;
  /** Decimal text, as recorded; null when nobody measured. */
  readonly seconds: string | null;
  /** Exam norm of the test that the mistake belongs to. */
  readonly norm: string | null;
}

export interface ModelReason {
  readonly id: string;
  readonly mistakeId: string;
  readonly code: string;
  readonly notedAtMs: number;
}

export interface ModelPattern {
  readonly dominantCode: string;
  readonly dominantCount: number;
  readonly distribution: Readonly<Record<string, number>>;
  readonly trend: string;
  readonly analyzedAtMs: number;
}

export interface ModelBaseline {
  readonly baselineAverage: Rational | null;
  readonly baselineCount: number;
  readonly establishedAtMs: number | null;
  readonly currentAverage: Rational | null;
  readonly currentCount: number;
  readonly improvementRate: Rational | null;
  readonly norm: Rational | null;
  readonly distanceToNorm: Rational | null;
  readonly expectedDuration: Rational | null;
  readonly phase: string;
}

const severities: Readonly<Record<string, number>> = {
  CALCULATION_ERROR: 2,
  SIGN_ERROR: 2,
  MISREAD_QUESTION: 2,
  UNIT_ERROR: 2,
  TIME_PRESSURE: 2,
  PROCEDURE_ERROR: 3,
  FORMULA_ERROR: 3,
  GUESS: 3,
  UNCLASSIFIED: 3,
  CONCEPT_ERROR: 4,
  BLANK: 4,
  PREREQUISITE_GAP: 5,
};

function severityOf(code: string): number {
  return severities[code] ?? 3;
}

/** (occurred_at, id) */
function inOrder(mistakes: readonly ModelMistake[]): readonly ModelMistake[] {
  return [...mistakes].sort((a, b) => a.occurredAtMs - b.occurredAtMs || compareText(a.id, b.id));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function effectiveCode(mistake: ModelMistake, reasons: readonly ModelReason[]): string {
  const given = reasons
    .filter((reason) => reason.mistakeId === mistake.id)
    .sort((a, b) => a.notedAtMs - b.notedAtMs || compareText(a.id, b.id));
  return given.at(-1)?.code ?? mistake.code;
}

function timeOf(mistake: ModelMistake): Rational | null {
  const time = mistake.seconds === null ? zero : fromDecimal(mistake.seconds);
  return isLess(zero, time) ? time : null;
}

function timesOf(mistakes: readonly ModelMistake[]): readonly Rational[] {
  return mistakes.flatMap((mistake) => timeOf(mistake) ?? []);
}

/** Rule 1. */
export function expectedTime(
  mistake: Pick<ModelMistake, 'norm'>,
  priors: readonly ModelMistake[],
  settings: ModelSettings,
): Rational | null {
  const times = timesOf(priors);
  if (settings.useAdaptiveBaseline && times.length >= settings.baselineTestCount) {
    return multiply(mean(times), settings.improvementTargetRatio);
  }
  return mistake.norm === null ? null : fromDecimal(mistake.norm);
}

/** Rules 1 to 3, for the latest of the mistakes. */
function verdictOnLatest(
  ordered: readonly ModelMistake[],
  reasons: readonly ModelReason[],
  settings: ModelSettings,
): string {
  const latest = ordered.at(-1);
  if (latest === undefined) {
    throw new RangeError('no mistake to judge');
  }
  const priors = ordered.slice(0, -1);
  const code = effectiveCode(latest, reasons);
  const time = timeOf(latest);

  const earliestMs = latest.occurredAtMs - settings.stuckTimeWindowHours * 3_600_000;
  const trendSize = Math.max(settings.trendWindowSize, settings.trendRecentCount + 1);
  const window = ordered
    .filter((mistake) => mistake.occurredAtMs >= earliestMs)
    .toReversed()
    .slice(0, Math.max(trendSize, settings.stuckRepeatThreshold));
  const trendWindow = window.slice(0, trendSize);
  const recent = trendWindow.slice(0, settings.trendRecentCount);
  const past = trendWindow.slice(settings.trendRecentCount, settings.trendRecentCount + settings.trendPastCount);

  if (window.length < settings.minimumDataForTrend || past.length === 0) {
    return 'insufficient_data';
  }

  if (time !== null && code !== 'BLANK') {
    if (isLess(time, settings.panicAbsoluteMin)) {
      return 'PANIC_RUSH';
    }
    const expected = expectedTime(latest, priors, settings);
    if (expected !== null && isLess(zero, expected) && severityOf(code) < 4) {
      if (isLess(divide(time, expected), settings.panicRatio)) {
        return 'PANIC_RUSH';
      }
    }
  }

  const newest = window.slice(0, settings.stuckRepeatThreshold);
  if (
    newest.length === settings.stuckRepeatThreshold &&
    newest.every((mistake) => effectiveCode(mistake, reasons) === code) &&
    code !== 'UNCLASSIFIED' &&
    code !== 'BLANK'
  ) {
    return 'STUCK_LOOP';
  }

  if (time !== null && isLess(settings.panicAbsoluteMax, time)) {
    return 'STUCK_SLOW';
  }

  const meanSeverity = (mistakes: readonly ModelMistake[]) =>
    mean(mistakes.map((mistake) => rational(severityOf(effectiveCode(mistake, reasons)))));
  const recentMean = meanSeverity(recent);
  const pastMean = meanSeverity(past);
  const significance = settings.trendSignificanceThreshold;
  if (isLess(recentMean, subtract(pastMean, multiply(significance, settings.improvementRewardMultiplier)))) {
    return 'improving';
  }
  if (isLess(add(pastMean, multiply(significance, settings.worseningSafetyMultiplier)), recentMean)) {
    return 'worsening';
  }
  return 'stable';
}

/** Rule 5. */
export function modelPattern(
  mistakes: readonly ModelMistake[],
  reasons: readonly ModelReason[],
  settings: ModelSettings,
): ModelPattern {
  const ordered = inOrder(mistakes);
  const distribution: Record<string, number> = {};
  for (const mistake of ordered) {
    const code = effectiveCode(mistake, reasons);
    distribution[code] = (distribution[code] ?? 0) + 1;
  }
  const [dominant] = Object.entries(distribution).sort(
    ([codeA, countA], [codeB, countB]) =>
      countB - countA || severityOf(codeB) - severityOf(codeA) || compareText(codeA, codeB),
  );
  return {
    dominantCode: dominant?.[0] ?? '',
    dominantCount: dominant?.[1] ?? 0,
    distribution,
    trend: verdictOnLatest(ordered, reasons, settings),
    analyzedAtMs: ordered.at(-1)?.occurredAtMs ?? 0,
  };
}

/** Rule 4. */
export function modelBaseline(mistakes: readonly ModelMistake[], settings: ModelSettings): ModelBaseline {
  const ordered = inOrder(mistakes);
  const timed = ordered.filter((mistake) => timeOf(mistake) !== null);
  const first = timed.slice(0, settings.baselineTestCount);
  const isEstablished = first.length === settings.baselineTestCount;
  const baselineAverage = first.length > 0 ? mean(timesOf(first)) : null;
  const currentAverage = timed.length > 0 ? mean(timesOf(timed)) : null;
  const normText = ordered.findLast((mistake) => mistake.norm !== null)?.norm ?? null;
  const norm = normText === null ? null : fromDecimal(normText);
  return {
    baselineAverage,
    baselineCount: first.length,
    establishedAtMs: isEstablished ? (first.at(-1)?.occurredAtMs ?? null) : null,
    currentAverage,
    currentCount: timed.length,
    improvementRate:
      isEstablished && baselineAverage !== null && currentAverage !== null
        ? divide(subtract(baselineAverage, currentAverage), baselineAverage)
        : null,
    norm,
    distanceToNorm: isEstablished && norm !== null && currentAverage !== null ? subtract(norm, currentAverage) : null,
    expectedDuration: expectedTime({ norm: normText }, ordered, settings),
    phase: isEstablished
      ? isWithinTenPercent(sum(timesOf(timed)), timed.length, norm)
        ? 'convergence'
        : 'improvement'
      : 'baseline',
  };
}

function isWithinTenPercent(total: Rational, count: number, norm: Rational | null): boolean {
  if (norm === null) {
    return false;
  }
  const average = divide(total, rational(count));
  const tenth = multiply(norm, rational(1, 10));
  return !isLess(average, subtract(norm, tenth)) && !isLess(add(norm, tenth), average);
}
