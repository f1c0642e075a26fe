import type { InsightRange, PracticeCalendar } from '../../shared/study/insights/insight-data.ts';
import chartClasses from '../charts/charts.module.css';
import { type PlotMark, ReadablePlot } from '../charts/ReadablePlot.tsx';
import { useWidth } from '../charts/use-width.ts';
import { dayNumber, dayOf } from './day-scale.ts';
import { type InsightWords, useInsightWords } from './insight-words.ts';
import classes from './PracticeCalendarChart.module.css';

const left = 40;
const top = 20;
const gap = 3;
const legendHeight = 34;

/** A square for each day, a column for each week, Monday first; darker means more answers. */
export function PracticeCalendarChart({ calendar, range }: { calendar: PracticeCalendar; range: InsightRange }) {
  const words = useInsightWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const weeks = range === 'all' ? weeksOf(calendar) : Math.ceil(Number(range) / 7) + 1;
  const cell = Math.max(width < 500 ? 20 : 16, Math.min(30, Math.floor((width - left) / weeks) - gap));
  const height = top + 7 * (cell + gap) + legendHeight;
  return (
    <div ref={ref}>
      {width === 0 ? (
        <div style={{ height }} />
      ) : (
        <Calendar calendar={calendar} range={range} width={width} cell={cell} height={height} words={words} />
      )}
    </div>
  );
}

/** From the first day of practice to today, at least four. */
function weeksOf({ days, today }: PracticeCalendar): number {
  return Math.max(4, Math.ceil((dayNumber(today) - dayNumber(days[0]?.day ?? today)) / 7) + 1);
}

interface CalendarProps {
  readonly calendar: PracticeCalendar;
  readonly range: InsightRange;
  readonly width: number;
  readonly cell: number;
  readonly height: number;
  readonly words: InsightWords;
}

function Calendar({ calendar, range, width, cell, height, words }: CalendarProps) {
  const { t, count, percent, longDay, month, weekdays } = words;
  const today = dayNumber(calendar.today);
  const step = cell + gap;
  const mostWeeks = Math.max(2, Math.floor((width - left) / step));
  const firstPractised = dayNumber(calendar.days[0]?.day ?? calendar.today);
  const firstShown = range === 'all' ? Math.min(firstPractised, today - 27) : today - Number(range) + 1;
  // Day 0 (1 January 1970) was a Thursday: three days after a Monday.
  const weekOf = (day: number) => Math.floor((day + 3) / 7);
  const lastWeek = weekOf(today);
  const firstWeek = Math.max(weekOf(firstShown), lastWeek - mostWeeks + 1);
  const firstDay = Math.max(firstShown, firstWeek * 7 - 3);
  const practised = new Map(calendar.days.map((day) => [dayNumber(day.day), day]));
  const most = Math.max(1, ...calendar.days.map((day) => day.answerCount));
  const days = Array.from({ length: today - firstDay + 1 }, (_, index) => firstDay + index).map((number) => {
    const found = practised.get(number);
    const weekday = (((number + 3) % 7) + 7) % 7;
    return {
      number,
      level: found === undefined ? 0 : Math.min(4, Math.ceil((found.answerCount / most) * 4)),
      x: left + (weekOf(number) - firstWeek) * step,
      y: top + weekday * step,
      text:
        found === undefined
          ? t('calendar.noDay', { day: longDay(dayOf(number)) })
          : t('calendar.day', {
              day: longDay(found.day),
              answers: t('answers', { count: found.answerCount, shown: count(found.answerCount) }),
              right: percent(found.rightCount / found.answerCount),
              minutes: count(Math.round(found.minutes)),
            }),
    };
  });
  const marks: readonly PlotMark[] = days.map(({ x, y, text }) => ({ x: x + cell / 2, y: y + cell / 2, text }));
  const legendY = top + 7 * step + 10;
  return (
    <ReadablePlot
      label={t('calendar.label')}
      hint={t('hint')}
      width={width}
      height={height}
      marks={marks}
      stride={7}
      isColumnwise
      reach={cell}
    >
      {[0, 2, 4].map((weekday) => (
        <text key={weekday} x={0} y={top + weekday * step + cell / 2 + 4}>
          {weekdays[weekday]}
        </text>
      ))}
      {days
        .filter(({ number }, index) => index === 0 || dayOf(number).endsWith('-01'))
        // The month that the first week only ends in gives way to the next one.
        .filter(({ x }, index, heads) => (heads[index + 1]?.x ?? Number.POSITIVE_INFINITY) - x > 34)
        .map(({ number, x }) => (
          <text key={number} x={x} y={13}>
            {month(dayOf(number))}
          </text>
        ))}
      {days.map(({ number, level, x, y }) => (
        <rect
          key={number}
          x={x}
          y={y}
          width={cell}
          height={cell}
          rx={4}
          className={classes.day}
          data-level={level}
          data-today={number === today}
        />
      ))}
      <text x={left} y={legendY + 15}>
        {t('calendar.none0')}
      </text>
      {[0, 1, 2, 3, 4].map((level) => (
        <rect
          key={level}
          x={left + 44 + level * 20}
          y={legendY + 3}
          width={16}
          height={16}
          rx={3}
          className={classes.day}
          data-level={level}
        />
      ))}
      <text x={left + 44 + 5 * 20 + 6} y={legendY + 15} className={chartClasses.strong}>
        {t('calendar.most', { count: Math.floor((most * 3) / 4) + 1 })}
      </text>
    </ReadablePlot>
  );
}
