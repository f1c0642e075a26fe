/** Each chart as a table: what a screen reader, or somebody who wants the numbers, reads instead of the drawing. */
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
import type { ChartTable } from '../charts/ChartCard.tsx';
import type { InsightWords } from './insight-words.ts';

type Patterns = TFunction<'patterns'>;

export function topicMapTable(tiles: readonly TopicTile[], words: InsightWords, tPatterns: Patterns): ChartTable {
  const { t, count, percent, seconds } = words;
  return {
    columns: [
      t('map.columns.topic'),
      t('map.columns.pattern'),
      t('map.columns.answers'),
      t('map.columns.right'),
      t('map.columns.time'),
    ],
    rows: tiles.map((tile) => [
      words.topic(tile.topicUid, tile.topicNames),
      tile.trend === null ? t('map.noMistakes') : tPatterns(`${tile.trend}.name`),
      count(tile.answerCount),
      percent(tile.rightCount / tile.answerCount),
      tile.medianSeconds === null ? '' : seconds(tile.medianSeconds),
    ]),
  };
}

/** Edges of the table's rows in seconds; each twice the one before, as the plot's axis grows. */
const timeEdges = [5, 10, 20, 40, 80, 160, 320];

export function timeTable({ points, cells }: TimeAgainstExpected, { t, count, seconds }: InsightWords): ChartTable {
  const rows = [0, ...timeEdges].map((from, index) => ({ from, to: timeEdges[index] ?? null, right: 0, wrong: 0 }));
  const rowOf = (time: number) => rows.findLast(({ from }) => time >= from);
  for (const point of points ?? []) {
    const row = rowOf(point.seconds);
    if (row !== undefined) row[point.isRight ? 'right' : 'wrong'] += 1;
  }
  for (const cell of cells) {
    const row = rowOf(Math.sqrt(cell.secondsFrom * cell.secondsTo));
    if (row === undefined) continue;
    row.right += cell.rightCount;
    row.wrong += cell.wrongCount;
  }
  return {
    columns: [t('time.columns.time'), t('time.columns.right'), t('time.columns.wrong')],
    rows: rows.map(({ from, to, right, wrong }) => [
      to === null
        ? t('time.over', { from: seconds(from) })
        : from === 0
          ? t('time.under', { to: seconds(to) })
          : t('time.between', { from: seconds(from), to: seconds(to) }),
      count(right),
      count(wrong),
    ]),
  };
}

export function paceTable(topics: readonly TopicPace[], words: InsightWords): ChartTable {
  const { t, count, day, percent, seconds } = words;
  return {
    columns: [
      t('pace.columns.topic'),
      t('pace.columns.day'),
      t('pace.columns.answers'),
      t('pace.columns.quarter'),
      t('pace.columns.half'),
      t('pace.columns.threeQuarters'),
    ],
    rows: topics.flatMap((topic) =>
      topic.points.map((point) => [
        words.topic(topic.topicUid, topic.topicNames),
        day(point.day),
        count(point.answerCount),
        ...(point.seconds?.map(seconds) ?? point.ratio.map(percent)),
      ]),
    ),
  };
}

export function mixTable(mix: MistakeMix, words: InsightWords): ChartTable {
  const { t, count, percent } = words;
  return {
    columns: [t('mix.columns.code'), t('mix.columns.count'), t('mix.columns.share')],
    rows: mix.byCode.map((entry) => [
      words.code(entry.code),
      count(entry.count),
      percent(entry.count / mix.mistakeCount),
    ]),
  };
}

export function severityTable(points: readonly SeverityPoint[], { t, count, day, decimal }: InsightWords): ChartTable {
  return {
    columns: [t('severity.columns.day'), t('severity.columns.mistakes'), t('severity.columns.mean')],
    rows: points.map((point) => [day(point.day), count(point.mistakeCount), decimal(point.meanSeverity)]),
  };
}

export function effectsTable(effects: readonly ReflexEffect[], words: InsightWords, tPatterns: Patterns): ChartTable {
  const { t, day } = words;
  const side = ({ rightCount, count }: ReflexEffect['before']) => t('effects.of', { right: rightCount, count });
  return {
    columns: [
      t('effects.columns.day'),
      t('effects.columns.topic'),
      t('effects.columns.type'),
      t('effects.columns.mark'),
      t('effects.columns.before'),
      t('effects.columns.after'),
    ],
    rows: effects.map((effect) => [
      day(effect.raisedAt.slice(0, 10)),
      words.topic(effect.topicUid, effect.topicNames),
      tPatterns(`${effect.type}.name`),
      t(`effects.marks.${effect.mark}`),
      side(effect.before),
      side(effect.after),
    ]),
  };
}

export function calendarTable({ days }: PracticeCalendar, { t, count, longDay, percent }: InsightWords): ChartTable {
  return {
    columns: [
      t('calendar.columns.day'),
      t('calendar.columns.answers'),
      t('calendar.columns.right'),
      t('calendar.columns.minutes'),
    ],
    rows: [...days]
      .reverse()
      .map((day) => [
        longDay(day.day),
        count(day.answerCount),
        percent(day.rightCount / day.answerCount),
        count(Math.round(day.minutes)),
      ]),
  };
}
