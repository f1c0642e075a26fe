import { useMemo } from 'react';
import type { TimeAgainstExpected } from '../../shared/study/insights/insight-data.ts';
import chartClasses from '../charts/charts.module.css';
import { type PlotMark, ReadablePlot } from '../charts/ReadablePlot.tsx';
import { logScale, type Scale } from '../charts/scales.ts';
import { useWidth } from '../charts/use-width.ts';
import { chartColours } from './chart-colours.ts';
import { type InsightWords, useInsightWords } from './insight-words.ts';

const margin = { top: 24, right: 12, bottom: 40, left: 56 };
const height = 340;
const timeTicks = [1, 2, 5, 10, 20, 40, 60, 120, 300, 600, 1800, 3600];
/** The plot is never narrower than this in values, so that two points do not fill it. */
const usualExpected = [20, 120] as const;
const usualSeconds = [1, 300] as const;

interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly expectedRange: readonly [number, number];
  readonly secondsRange: readonly [number, number];
  readonly left: number;
  readonly right: number;
}

/** Each answer a mark; thousands of them as two fields of cells with the same scales, right beside wrong. */
export function TimeScatter({ data }: { data: TimeAgainstExpected }) {
  const words = useInsightWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const isDense = data.points === null;
  const isStacked = isDense && width < 560;
  const total = isStacked ? height * 2 : height;
  return (
    <div ref={ref}>
      {width === 0 ? (
        <div style={{ height: total }} />
      ) : isDense ? (
        <DensePlot data={data} width={width} isStacked={isStacked} words={words} />
      ) : (
        <PointPlot data={data} width={width} words={words} />
      )}
    </div>
  );
}

function PointPlot({ data, width, words }: { data: TimeAgainstExpected; width: number; words: InsightWords }) {
  const { t, seconds } = words;
  const points = data.points ?? [];
  const frame = useMemo(
    () =>
      frameOf(
        points.map((point) => point.expectedSeconds),
        points.map((point) => point.seconds),
        [margin.left, width - margin.right],
      ),
    [points, width],
  );
  // Many questions share an expected time: a fixed shift (the golden ratio spreads evenly) keeps their marks apart.
  const spread = Math.min(11, width / 80);
  const placed = points.map((point, index) => ({
    point,
    x: frame.x.place(point.expectedSeconds) + (((index * 0.618034) % 1) - 0.5) * 2 * spread,
    y: frame.y.place(point.seconds),
  }));
  const marks: readonly PlotMark[] = placed.map(({ point, x, y }) => ({
    x,
    y,
    text: t(point.isRight ? 'time.pointRight' : 'time.pointWrong', {
      time: seconds(point.seconds),
      expected: seconds(point.expectedSeconds),
    }),
  }));
  return (
    <ReadablePlot label={t('time.label')} hint={t('hint')} width={width} height={height} marks={marks} reach={24}>
      <Zones data={data} frame={frame} />
      <path
        d={placed
          .filter(({ point }) => point.isRight)
          .map(({ x, y }) => `M${x - 3.2} ${y}a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0`)
          .join('')}
        fill={chartColours.right}
        fillOpacity={0.22}
        stroke={chartColours.right}
        strokeWidth={1.3}
      />
      <path
        d={placed
          .filter(({ point }) => !point.isRight)
          .map(({ x, y }) => `M${x - 3.4} ${y - 3.4}l6.8 6.8m0 -6.8l-6.8 6.8`)
          .join('')}
        fill="none"
        stroke={chartColours.wrong}
        strokeWidth={1.8}
      />
      <ZoneLabels data={data} frame={frame} words={words} />
      <Axes frame={frame} words={words} />
      <Key right={width - margin.right} words={words} />
    </ReadablePlot>
  );
}

function DensePlot({
  data,
  width,
  isStacked,
  words,
}: {
  data: TimeAgainstExpected;
  width: number;
  isStacked: boolean;
  words: InsightWords;
}) {
  const { t, seconds, count } = words;
  const { cells } = data;
  const panelWidth = isStacked ? width : (width - 16) / 2;
  const most = Math.max(1, ...cells.flatMap((cell) => [cell.rightCount, cell.wrongCount]));
  const expected = cells.flatMap((cell) => [cell.expectedFrom, cell.expectedTo]);
  const spent = cells.flatMap((cell) => [cell.secondsFrom, cell.secondsTo]);
  const panels = (['rightCount', 'wrongCount'] as const).map((side, place) => {
    const left = isStacked ? 0 : place * (panelWidth + 16);
    const top = isStacked ? place * height : 0;
    return { side, top, frame: frameOf(expected, spent, [left + margin.left, left + panelWidth - margin.right], top) };
  });
  const marks: readonly PlotMark[] = panels.flatMap(({ side, frame }) =>
    cells
      .filter((cell) => cell[side] > 0)
      .map((cell) => ({
        x: frame.x.place(Math.sqrt(cell.expectedFrom * cell.expectedTo)),
        y: frame.y.place(Math.sqrt(cell.secondsFrom * cell.secondsTo)),
        text: t('time.cell', {
          from: seconds(cell.secondsFrom),
          to: seconds(cell.secondsTo),
          expectedFrom: seconds(cell.expectedFrom),
          expectedTo: seconds(cell.expectedTo),
          right: count(cell.rightCount),
          wrong: count(cell.wrongCount),
        }),
      })),
  );
  return (
    <ReadablePlot
      label={t('time.label')}
      hint={t('hint')}
      width={width}
      height={isStacked ? height * 2 : height}
      marks={marks}
    >
      {panels.map(({ side, frame, top }) => (
        <g key={side}>
          <Zones data={data} frame={frame} top={top} />
          {cells
            .filter((cell) => cell[side] > 0)
            .map((cell) => {
              const [x, y] = [frame.x.place(cell.expectedFrom), frame.y.place(cell.secondsTo)];
              return (
                <rect
                  key={`${cell.expectedFrom}/${cell.secondsFrom}`}
                  x={x}
                  y={y}
                  width={Math.max(1, frame.x.place(cell.expectedTo) - x - 0.5)}
                  height={Math.max(1, frame.y.place(cell.secondsFrom) - y - 0.5)}
                  fill={side === 'rightCount' ? chartColours.right : chartColours.wrong}
                  // The root: a cell with one answer can still be seen beside one with hundreds.
                  fillOpacity={0.12 + 0.88 * Math.sqrt(cell[side] / most)}
                />
              );
            })}
          <ZoneLabels data={data} frame={frame} words={words} top={top} />
          <Axes frame={frame} words={words} top={top} />
          <text x={frame.right} y={top + 14} textAnchor="end" className={chartClasses.strong}>
            {`${side === 'rightCount' ? '○' : '✕'} ${t(side === 'rightCount' ? 'time.right' : 'time.wrong')} ${count(data[side])}`}
          </text>
        </g>
      ))}
    </ReadablePlot>
  );
}

function frameOf(
  expected: readonly number[],
  spent: readonly number[],
  [left, right]: readonly [number, number],
  top = 0,
): Frame {
  const expectedRange = rangeOf(expected, usualExpected);
  const secondsRange = rangeOf(spent, usualSeconds);
  return {
    expectedRange,
    secondsRange,
    left,
    right,
    x: logScale(expectedRange, [left, right], timeTicks),
    y: logScale(secondsRange, [top + height - margin.bottom, top + margin.top], timeTicks),
  };
}

function rangeOf(values: readonly number[], usual: readonly [number, number]): readonly [number, number] {
  let [low, high] = usual;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low / 1.12, high * 1.12];
}

/** The bands of the preset, and the line where an answer took just as long as expected. */
function Zones({ data, frame, top = 0 }: { data: TimeAgainstExpected; frame: Frame; top?: number }) {
  const { zones } = data;
  const { x, y, expectedRange, left, right } = frame;
  const floor = top + height - margin.bottom;
  const ceiling = top + margin.top;
  const panicAt = (expected: number) => Math.max(zones.panicSeconds, zones.panicRatio * expected);
  const steps = Array.from(
    { length: 25 },
    (_, index) => expectedRange[0] * (expectedRange[1] / expectedRange[0]) ** (index / 24),
  );
  const panicEdge = steps.map((expected) => `${x.place(expected)} ${y.place(panicAt(expected))}`).join('L');
  const slowY = y.place(zones.slowSeconds);
  const low = Math.max(expectedRange[0], frame.secondsRange[0]);
  const high = Math.min(expectedRange[1], frame.secondsRange[1]);
  return (
    <>
      <path d={`M${left} ${floor}L${panicEdge}L${right} ${floor}Z`} fill={chartColours.panicBand} />
      <rect
        x={left}
        y={ceiling}
        width={right - left}
        height={Math.max(0, slowY - ceiling)}
        fill={chartColours.slowBand}
      />
      <path
        d={`M${x.place(low)} ${y.place(low)}L${x.place(high)} ${y.place(high)}`}
        className={chartClasses.axis}
        strokeDasharray="3 4"
      />
    </>
  );
}

/** After the marks, so that they do not cover the words. */
function ZoneLabels({
  data,
  frame,
  words,
  top = 0,
}: {
  data: TimeAgainstExpected;
  frame: Frame;
  words: InsightWords;
  top?: number;
}) {
  const { t } = words;
  const { x, y, expectedRange, secondsRange, left, right } = frame;
  const floor = top + height - margin.bottom;
  const slowY = y.place(data.zones.slowSeconds);
  const high = Math.min(expectedRange[1], secondsRange[1]);
  const isAtEdge = x.place(high) > right - 4;
  return (
    <>
      <text x={left + 6} y={floor - 7}>
        {t('time.panic')}
      </text>
      <text x={left + 6} y={Math.max(top + margin.top + 14, slowY - 6)}>
        {t('time.slow')}
      </text>
      <text x={isAtEdge ? right - 4 : x.place(high) - 6} y={y.place(high) + 18} textAnchor="end">
        {t('time.asExpected')}
      </text>
    </>
  );
}

function Axes({ frame, words, top = 0 }: { frame: Frame; words: InsightWords; top?: number }) {
  const { t, seconds } = words;
  const { x, y, left, right } = frame;
  const floor = top + height - margin.bottom;
  const xTicks = thinned(x, 46);
  const yTicks = thinned(y, 20);
  return (
    <>
      <line x1={left} x2={right} y1={floor} y2={floor} className={chartClasses.axis} />
      {xTicks.map((tick) => (
        <text key={tick} x={x.place(tick)} y={floor + 16} textAnchor="middle">
          {seconds(tick)}
        </text>
      ))}
      <text x={right} y={floor + 34} textAnchor="end">
        {t('time.expected')} →
      </text>
      {yTicks.map((tick) => (
        <text key={tick} x={left - 8} y={y.place(tick) + 4} textAnchor="end">
          {seconds(tick)}
        </text>
      ))}
      <text x={left - 48} y={top + 12}>
        ↑ {t('time.spent')}
      </text>
    </>
  );
}

/** Ticks that do not touch each other. */
function thinned(scale: Scale, space: number): readonly number[] {
  const kept: number[] = [];
  for (const tick of scale.ticks) {
    const last = kept.at(-1);
    if (last === undefined || Math.abs(scale.place(tick) - scale.place(last)) >= space) kept.push(tick);
  }
  return kept;
}

function Key({ right, words }: { right: number; words: InsightWords }) {
  const { t } = words;
  return (
    <text x={right} y={14} textAnchor="end" className={chartClasses.strong}>
      <tspan style={{ fill: chartColours.right }}>○</tspan> {t('time.right')}
      <tspan dx={12} style={{ fill: chartColours.wrong }}>
        ✕
      </tspan>{' '}
      {t('time.wrong')}
    </text>
  );
}
