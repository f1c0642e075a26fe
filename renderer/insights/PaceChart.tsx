import type { PacePoint, TopicPace } from '../../shared/study/insights/insight-data.ts';
import chartClasses from '../charts/charts.module.css';
import { type PlotMark, ReadablePlot } from '../charts/ReadablePlot.tsx';
import { linearScale } from '../charts/scales.ts';
import { useWidth } from '../charts/use-width.ts';
import { chartColours } from './chart-colours.ts';
import { dayNumber, dayScale } from './day-scale.ts';
import { type InsightWords, useInsightWords } from './insight-words.ts';

const margin = { top: 26, right: 14, bottom: 26, left: 56 };
const height = 280;

/** One topic in seconds, with its norm and the day its own pace was known; several as small multiples of one scale. */
export function PaceChart({ topics }: { topics: readonly TopicPace[] }) {
  const words = useInsightWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const [first] = topics;
  const isSingle = topics.length === 1;
  const columns = Math.max(1, Math.min(4, Math.floor(width / 210)));
  const total = isSingle ? height : Math.ceil(topics.length / columns) * smallHeight;
  return (
    <div ref={ref}>
      {width === 0 || first === undefined ? (
        <div style={{ height: total }} />
      ) : isSingle ? (
        <SinglePace topic={first} width={width} words={words} />
      ) : (
        <SmallMultiples topics={topics} width={width} columns={columns} words={words} />
      )}
    </div>
  );
}

function SinglePace({ topic, width, words }: { topic: TopicPace; width: number; words: InsightWords }) {
  const { t, seconds, day: shortDay, count } = words;
  const { normSeconds, establishedDay } = topic;
  const points = topic.points.flatMap((point) =>
    point.seconds === null ? [] : [{ ...point, seconds: point.seconds }],
  );
  const most = Math.max(10, normSeconds ?? 0, ...points.map((point) => point.seconds[2]));
  const x = dayScale(
    points.map((point) => point.day),
    [margin.left + 8, width - margin.right - 8],
    Math.max(2, Math.floor(width / 90)),
  );
  const y = linearScale([0, most * 1.08], [height - margin.bottom, margin.top]);
  const name = words.topic(topic.topicUid, topic.topicNames);
  const marks: readonly PlotMark[] = points.map((point) => ({
    x: x.place(point.day),
    y: y.place(point.seconds[1]),
    text: t('pace.point', {
      day: shortDay(point.day),
      answers: t('answers', { count: point.answerCount, shown: count(point.answerCount) }),
      time: seconds(point.seconds[1]),
      low: seconds(point.seconds[0]),
      high: seconds(point.seconds[2]),
    }),
  }));
  const firstDay = points[0]?.day;
  const lastDay = points.at(-1)?.day;
  const showsEstablished =
    establishedDay !== null &&
    firstDay !== undefined &&
    lastDay !== undefined &&
    firstDay !== lastDay &&
    dayNumber(establishedDay) >= dayNumber(firstDay) &&
    dayNumber(establishedDay) <= dayNumber(lastDay);
  const establishedX = showsEstablished ? x.place(establishedDay) : 0;
  return (
    <ReadablePlot
      label={t('pace.label', { topic: name })}
      hint={t('hint')}
      width={width}
      height={height}
      marks={marks}
      stride={1}
    >
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={margin.left}
            x2={width - margin.right}
            y1={y.place(tick)}
            y2={y.place(tick)}
            className={chartClasses.grid}
          />
          <text x={margin.left - 8} y={y.place(tick) + 4} textAnchor="end">
            {seconds(tick)}
          </text>
        </g>
      ))}
      {x.labels.map((day) => (
        <text key={day} x={x.place(day)} y={height - 8} textAnchor="middle">
          {shortDay(day)}
        </text>
      ))}
      {normSeconds !== null && (
        <>
          <line
            x1={margin.left}
            x2={width - margin.right}
            y1={y.place(normSeconds)}
            y2={y.place(normSeconds)}
            stroke={chartColours.rest}
            strokeDasharray="5 4"
          />
          <text x={width - margin.right} y={y.place(normSeconds) - 6} textAnchor="end">
            {t('pace.norm', { time: seconds(normSeconds) })}
          </text>
        </>
      )}
      {showsEstablished && (
        <>
          <line
            x1={establishedX}
            x2={establishedX}
            y1={margin.top}
            y2={height - margin.bottom}
            stroke={chartColours.rest}
          />
          <text
            x={establishedX + (establishedX > width / 2 ? -6 : 6)}
            y={margin.top - 10}
            textAnchor={establishedX > width / 2 ? 'end' : 'start'}
          >
            {t('pace.established')}
          </text>
        </>
      )}
      <PaceLine points={points} x={x.place} y={y.place} pick={(point) => point.seconds} dotRadius={4} />
    </ReadablePlot>
  );
}

const smallHeight = 146;
const small = { top: 30, right: 14, bottom: 36, left: 4 };

function SmallMultiples({
  topics,
  width,
  columns,
  words,
}: {
  topics: readonly TopicPace[];
  width: number;
  columns: number;
  words: InsightWords;
}) {
  const { t, day: shortDay, count, percent } = words;
  const panelWidth = width / columns;
  const days = topics.flatMap((topic) => topic.points.map((point) => point.day)).sort();
  // A single slow week must not press all the others flat: lines fit, the end of a band may be cut.
  const highest = Math.min(3, Math.max(1.6, ...topics.flatMap((topic) => topic.points.map((p) => p.ratio[1] * 1.15))));
  const panels = topics.map((topic, index) => {
    const left = (index % columns) * panelWidth;
    const top = Math.floor(index / columns) * smallHeight;
    const x = dayScale(days, [left + small.left + 4, left + panelWidth - small.right - 4], 2);
    const scale = linearScale([0, highest], [top + smallHeight - small.bottom, top + small.top]);
    const y = (ratio: number) => scale.place(Math.min(ratio, highest));
    return { topic, left, top, x, y, name: words.topic(topic.topicUid, topic.topicNames) };
  });
  const marks: readonly PlotMark[] = panels.flatMap(({ topic, x, y, name }) =>
    topic.points.map((point) => ({
      x: x.place(point.day),
      y: y(point.ratio[1]),
      text: t('pace.ratioPoint', {
        topic: name,
        day: shortDay(point.day),
        ratio: percent(point.ratio[1]),
        answers: t('answers', { count: point.answerCount, shown: count(point.answerCount) }),
      }),
    })),
  );
  return (
    <ReadablePlot
      label={t('pace.title')}
      hint={t('hint')}
      width={width}
      height={Math.ceil(topics.length / columns) * smallHeight}
      marks={marks}
    >
      {panels.map(({ topic, left, top, x, y, name }, index) => (
        <g key={topic.topicUid}>
          <text x={left + small.left} y={top + 14} className={chartClasses.strong}>
            {shortened(name, panelWidth - 16)}
          </text>
          {highest >= 2 && (
            <line
              x1={left + small.left}
              x2={left + panelWidth - small.right}
              y1={y(2)}
              y2={y(2)}
              className={chartClasses.grid}
            />
          )}
          <line
            x1={left + small.left}
            x2={left + panelWidth - small.right}
            y1={y(1)}
            y2={y(1)}
            stroke={chartColours.rest}
            strokeDasharray="4 4"
          />
          <line
            x1={left + small.left}
            x2={left + panelWidth - small.right}
            y1={y(0)}
            y2={y(0)}
            className={chartClasses.axis}
          />
          <text x={left + small.left} y={top + smallHeight - 20}>
            {shortDay(days[0] ?? '1970-01-01')}
          </text>
          <text x={left + panelWidth - small.right} y={top + smallHeight - 20} textAnchor="end">
            {shortDay(days.at(-1) ?? '1970-01-01')}
          </text>
          <PaceLine points={topic.points} x={x.place} y={y} pick={(point) => point.ratio} dotRadius={2.5} />
          {index % columns === 0 && highest >= 2 && (
            <text x={left + small.left} y={y(2) + 4}>
              2×
            </text>
          )}
        </g>
      ))}
    </ReadablePlot>
  );
}

/** Whole words only, with a sign that there was more; the whole name is in the readout and in the table. */
function shortened(name: string, width: number): string {
  const most = Math.floor(width / 7.2);
  if (name.length <= most) return name;
  const words = name.slice(0, most - 1).split(' ');
  return `${(words.length > 1 ? words.slice(0, -1) : words).join(' ')} …`;
}

function PaceLine<Point extends PacePoint>({
  points,
  x,
  y,
  pick,
  dotRadius,
}: {
  points: readonly Point[];
  x: (day: string) => number;
  y: (value: number) => number;
  pick: (point: Point) => readonly [number, number, number];
  dotRadius: number;
}) {
  const at = (point: Point, quartile: 0 | 1 | 2) => `${x(point.day)} ${y(pick(point)[quartile])}`;
  const band = [...points.map((point) => at(point, 2)), ...[...points].reverse().map((point) => at(point, 0))].join(
    'L',
  );
  return (
    <>
      {points.length > 1 ? (
        <path d={`M${band}Z`} fill={chartColours.lineSoft} fillOpacity={0.75} />
      ) : (
        points.map((point) => (
          <line
            key={point.day}
            x1={x(point.day)}
            x2={x(point.day)}
            y1={y(pick(point)[0])}
            y2={y(pick(point)[2])}
            stroke={chartColours.lineSoft}
            strokeWidth={10}
          />
        ))
      )}
      <path
        d={`M${points.map((point) => at(point, 1)).join('L')}`}
        fill="none"
        stroke={chartColours.line}
        strokeWidth={2}
        strokeLinejoin="round"
      />
      {points.map((point) => (
        <circle key={point.day} cx={x(point.day)} cy={y(pick(point)[1])} r={dotRadius} fill={chartColours.line} />
      ))}
    </>
  );
}
