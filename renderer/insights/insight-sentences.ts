/**
 * The sentence above each chart: what its data say, and how sure that is. Nothing is compared below `fewAnswers` on each
 * side; nothing is called a difference that chance alone would often make. About behaviour, never about the person.
 */
import type { TFunction } from 'i18next';
import type {
  MistakeMix,
  PracticeCalendar,
  ReflexEffect,
  SeverityPoint,
  TimeAgainstExpected,
  TopicPace,
  TopicTile,
} from '../../shared/study/insights/insight-data.ts';
import type { InsightFormats } from './insight-words.ts';

/** Below this, a share or a median moves too much with a single answer (one in ten). */
const fewAnswers = 10;
/** Medians nearer than this to each other are "about the same". */
const sameTimeShare = 0.15;
/** Two standard errors: chance alone goes beyond that about once in twenty times. */
const sureErrors = 2;

export interface SentenceWords extends InsightFormats {
  readonly t: TFunction<'insights'>;
  topic(topicUid: string, names: TopicTile['topicNames']): string;
  code(code: string): string;
}

/** Patterns that ask for attention, the most urgent first. */
const attention: readonly TopicTile['trend'][] = ['STUCK_LOOP', 'PANIC_RUSH', 'worsening', 'STUCK_SLOW'];

export function topicMapSentence(tiles: readonly TopicTile[], words: SentenceWords): string {
  const { t, count } = words;
  const total = tiles.reduce((sum, tile) => sum + tile.answerCount, 0);
  if (total === 0) return t('map.none');
  if (total < fewAnswers) return t('few', { count: total });
  const urgency = (tile: TopicTile) => attention.indexOf(tile.trend);
  const wanting = tiles.filter((tile) => urgency(tile) >= 0);
  const improving = tiles.filter((tile) => tile.trend === 'improving').length;
  const seen = t('map.seen', { count: tiles.length, answers: t('answers', { count: total, shown: count(total) }) });
  if (wanting.length === 0) return `${seen} ${t('map.calm')}`;
  const [first] = [...wanting].sort((a, b) => urgency(a) - urgency(b) || b.answerCount - a.answerCount);
  const wants =
    first === undefined
      ? ''
      : t('map.wants', { count: wanting.length, topic: words.topic(first.topicUid, first.topicNames) });
  return [seen, wants, improving > 0 ? t('map.improving', { count: improving }) : ''].filter(Boolean).join(' ');
}

export function timeSentence(data: TimeAgainstExpected, { t, seconds }: SentenceWords): string {
  const { rightCount, wrongCount, medianRightSeconds: right, medianWrongSeconds: wrong } = data;
  const total = rightCount + wrongCount;
  if (total === 0 || (right === null && wrong === null)) return t('time.none');
  if (total < fewAnswers) return t('few', { count: total });
  if (right === null || wrong === null || rightCount < fewAnswers || wrongCount < fewAnswers) {
    return t('time.oneSided', { time: seconds(rightCount >= wrongCount ? (right ?? 0) : (wrong ?? 0)) });
  }
  const times = { wrong: seconds(wrong), right: seconds(right) };
  if (Math.abs(wrong - right) <= sameTimeShare * Math.max(wrong, right)) return t('time.same', times);
  return wrong < right ? t('time.wrongFaster', times) : t('time.wrongSlower', times);
}

export function paceSentence(topics: readonly TopicPace[], words: SentenceWords): string {
  const { t, seconds } = words;
  const [only] = topics;
  if (only === undefined) return t('pace.none');
  const total = topics.reduce((sum, topic) => sum + topic.answerCount, 0);
  if (total < fewAnswers) return t('few', { count: total });
  if (topics.length > 1) {
    const changes = topics
      .map((topic) => ({ topic, change: paceChange(topic) }))
      .filter(({ change }) => change !== null);
    const faster = changes.filter(({ change }) => change !== null && change.now < change.before * (1 - sameTimeShare));
    const slower = changes.filter(({ change }) => change !== null && change.now > change.before * (1 + sameTimeShare));
    if (changes.length === 0) return t('pace.tooShort');
    return faster.length + slower.length === 0
      ? t('pace.manySame', { count: changes.length })
      : t('pace.many', { faster: faster.length, slower: slower.length, count: changes.length });
  }
  const topic = words.topic(only.topicUid, only.topicNames);
  const change = paceChange(only);
  if (change === null) return t('pace.tooShortTopic', { topic });
  const times = { topic, before: seconds(change.beforeSeconds), now: seconds(change.nowSeconds) };
  if (change.now < change.before * (1 - sameTimeShare)) return t('pace.faster', times);
  return change.now > change.before * (1 + sameTimeShare) ? t('pace.slower', times) : t('pace.same', times);
}

interface PaceChange {
  /** Against the expected time, so that harder questions do not look like a slower student. */
  readonly before: number;
  readonly now: number;
  readonly beforeSeconds: number;
  readonly nowSeconds: number;
}

/** The first and the second half of the answers; null when one of them is too small. */
function paceChange({ points }: TopicPace): PaceChange | null {
  const total = points.reduce((sum, point) => sum + point.answerCount, 0);
  let passed = 0;
  const halves: [typeof points, typeof points] = [[], []];
  for (const point of points) {
    const half = passed + point.answerCount / 2 <= total / 2 ? 0 : 1;
    halves[half] = [...halves[half], point];
    passed += point.answerCount;
  }
  const [early, late] = halves.map((half) => ({
    count: half.reduce((sum, point) => sum + point.answerCount, 0),
    mean: (pick: (point: TopicPace['points'][number]) => number) =>
      half.reduce((sum, point) => sum + pick(point) * point.answerCount, 0) /
      half.reduce((sum, point) => sum + point.answerCount, 0),
  }));
  if (early === undefined || late === undefined || early.count < fewAnswers || late.count < fewAnswers) return null;
  return {
    before: early.mean((point) => point.ratio[1]),
    now: late.mean((point) => point.ratio[1]),
    beforeSeconds: early.mean((point) => point.seconds?.[1] ?? 0),
    nowSeconds: late.mean((point) => point.seconds?.[1] ?? 0),
  };
}

export function mixSentence(mix: MistakeMix, words: SentenceWords): string {
  const { t, percent, count } = words;
  const [first, second] = mix.byCode;
  if (first === undefined) return t('mix.none');
  if (mix.mistakeCount < fewAnswers) return t('fewMistakes', { count: mix.mistakeCount });
  const name = words.code(first.code);
  const share = percent(first.count / mix.mistakeCount);
  const total = t('mistakes', { count: mix.mistakeCount, shown: count(mix.mistakeCount) });
  // As many of two kinds, within what chance does to counts of this size: no first place.
  if (second !== undefined && first.count - second.count < sureErrors * Math.sqrt(first.count + second.count)) {
    return t('mix.two', { first: name, second: words.code(second.code), total });
  }
  return t('mix.one', { first: name, share, total });
}

export function severitySentence(points: readonly SeverityPoint[], { t, decimal }: SentenceWords): string {
  const total = points.reduce((sum, point) => sum + point.mistakeCount, 0);
  if (total === 0) return t('severity.none');
  const halves = splitSeverity(points);
  if (total < fewAnswers) return t('fewMistakes', { count: total });
  if (halves === null) return t('severity.short');
  const { before, now, error } = halves;
  const values = { before: decimal(before), now: decimal(now) };
  if (Math.abs(now - before) < sureErrors * error) return t('severity.same', values);
  return now < before ? t('severity.lighter', values) : t('severity.heavier', values);
}

/** Mean severity of the earlier and the later half of the mistakes, and the standard error of their difference. */
function splitSeverity(points: readonly SeverityPoint[]): { before: number; now: number; error: number } | null {
  const total = points.reduce((sum, point) => sum + point.mistakeCount, 0);
  const empty = () => ({ count: 0, sum: 0, squares: 0 });
  const halves = [empty(), empty()] as const;
  let passed = 0;
  for (const point of points) {
    const half = halves[passed + point.mistakeCount / 2 <= total / 2 ? 0 : 1];
    half.count += point.mistakeCount;
    half.sum += point.meanSeverity * point.mistakeCount;
    half.squares += point.squaredSeverity;
    passed += point.mistakeCount;
  }
  if (halves.some(({ count }) => count < fewAnswers)) return null;
  const variances = halves.map(
    ({ count, sum, squares }) => Math.max(0, squares - sum ** 2 / count) / (count - 1) / count,
  );
  return {
    before: halves[0].sum / halves[0].count,
    now: halves[1].sum / halves[1].count,
    error: Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0)),
  };
}

export interface EffectGroup {
  readonly reflexCount: number;
  readonly before: { readonly count: number; readonly right: number };
  readonly after: { readonly count: number; readonly right: number };
}

/** Reflexes with answers on both sides, added up. */
export function sumEffects(effects: readonly ReflexEffect[]): EffectGroup {
  const compared = effects.filter(({ before, after }) => before.count > 0 && after.count > 0);
  const side = (pick: (effect: ReflexEffect) => ReflexEffect['before']) => ({
    count: compared.reduce((sum, effect) => sum + pick(effect).count, 0),
    right: compared.reduce((sum, effect) => sum + pick(effect).rightCount, 0),
  });
  return { reflexCount: compared.length, before: side(({ before }) => before), after: side(({ after }) => after) };
}

export function isTakenUp({ mark }: ReflexEffect): boolean {
  return mark === 'done' || mark === 'begun';
}

export function isLetPass({ mark }: ReflexEffect): boolean {
  return mark === 'dismissed' || mark === 'passed';
}

export function reflexSentence(effects: readonly ReflexEffect[], { t, percent }: SentenceWords): string {
  if (effects.length === 0) return t('effects.none');
  // Praise for improving asks for no change that could be measured.
  const advice = effects.filter(({ type }) => type !== 'improving');
  const taken = sumEffects(advice.filter(isTakenUp));
  const passed = sumEffects(advice.filter(isLetPass));
  if (taken.after.count < fewAnswers) return t('effects.few', { count: effects.length });
  const share = ({ count, right }: { count: number; right: number }) => right / count;
  const values = { before: percent(share(taken.before)), after: percent(share(taken.after)), count: taken.reflexCount };
  const own = share(taken.after) - share(taken.before);
  const first = own > 0 ? t('effects.better', values) : t('effects.notBetter', values);
  if (passed.after.count < fewAnswers) return `${first} ${t('effects.noComparison')}`;
  const other = share(passed.after) - share(passed.before);
  const error = Math.sqrt(
    [taken.before, taken.after, passed.before, passed.after]
      .map((side) => (share(side) * (1 - share(side))) / side.count)
      .reduce((sum, variance) => sum + variance, 0),
  );
  const compared = { before: percent(share(passed.before)), after: percent(share(passed.after)) };
  if (Math.abs(own - other) < sureErrors * error) return `${first} ${t('effects.alike', compared)}`;
  return `${first} ${own > other ? t('effects.more', compared) : t('effects.less', compared)}`;
}

export function calendarSentence({ days, today }: PracticeCalendar, { t, count }: SentenceWords): string {
  if (days.length === 0) return t('calendar.none');
  const minutes = Math.round(days.reduce((sum, day) => sum + day.minutes, 0));
  const practised = t('calendar.days', { count: days.length, minutes: count(minutes) });
  const streak = streakOf(
    days.map(({ day }) => day),
    today,
  );
  return streak < 2 ? practised : `${practised} ${t('calendar.streak', { count: streak })}`;
}

/** Days in a row with practice, up to today, or up to yesterday while today may still come. */
export function streakOf(days: readonly string[], today: string): number {
  const practised = new Set(days);
  const before = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  let day = practised.has(today) ? today : before(today);
  let streak = 0;
  while (practised.has(day)) {
    streak += 1;
    day = before(day);
  }
  return streak;
}
