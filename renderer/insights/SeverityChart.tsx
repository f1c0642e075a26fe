import type { SeverityPoint } from '../../shared/study/insights/insight-data.ts';
import chartClasses from '../charts/charts.module.css';
import { type PlotMark, ReadablePlot } from '../charts/ReadablePlot.tsx';
import { linearScale } from '../charts/scales.ts';
import { useWidth } from '../charts/use-width.ts';
import { chartColours } from './chart-colours.ts';
import { dayScale } from './day-scale.ts';
import { useInsightWords } from './insight-words.ts';

const margin = { top: 12, right: 14, bottom: 26, left: 92 };
const height = 240;
/** Half of a 95 % interval, in standard errors. */
const intervalErrors = 1.96;

/** Mean weight of the mistakes with how sure it is; a dot grows with the number of mistakes behind it. */
export function SeverityChart({ points }: { points: readonly SeverityPoint[] }) {
  const { t, decimal, day: shortDay, count } = useInsightWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const x = dayScale(
    points.map(({ day }) => day),
    [margin.left + 12, width - margin.right - 12],
    Math.max(2, Math.floor(width / 90)),
  );
  const y = linearScale([1, 5], [height - margin.bottom, margin.top]);
  const marks: readonly PlotMark[] = points.map((point) => ({
    x: x.place(point.day),
    y: y.place(point.meanSeverity),
    text: t('severity.point', {
      day: shortDay(point.day),
      mean: decimal(point.meanSeverity),
      mistakes: t('mistakes', { count: point.mistakeCount, shown: count(point.mistakeCount) }),
    }),
  }));
  return (
    <div ref={ref}>
      {width === 0 ? (
        <div style={{ height }} />
      ) : (
        <ReadablePlot
          label={t('severity.label')}
          hint={t('hint')}
          width={width}
          height={height}
          marks={marks}
          stride={1}
        >
          {[1, 2, 3, 4, 5].map((tick) => (
            <g key={tick}>
              <line
                x1={margin.left}
                x2={width - margin.right}
                y1={y.place(tick)}
                y2={y.place(tick)}
                className={chartClasses.grid}
              />
              <text x={margin.left - 8} y={y.place(tick) + 4} textAnchor="end">
                {tick === 1 ? `${t('severity.slip')} 1` : tick === 5 ? `${t('severity.gap')} 5` : tick}
              </text>
            </g>
          ))}
          {x.labels.map((day) => (
            <text key={day} x={x.place(day)} y={height - 8} textAnchor="middle">
              {shortDay(day)}
            </text>
          ))}
          <path
            d={`M${points.map((point) => `${x.place(point.day)} ${y.place(point.meanSeverity)}`).join('L')}`}
            fill="none"
            stroke={chartColours.line}
            strokeWidth={2}
            strokeLinejoin="round"
          />
          {points.map((point) => {
            const half = intervalOf(point);
            const [low, high] = [Math.max(1, point.meanSeverity - half), Math.min(5, point.meanSeverity + half)];
            return (
              <g key={point.day}>
                <line
                  x1={x.place(point.day)}
                  x2={x.place(point.day)}
                  y1={y.place(low)}
                  y2={y.place(high)}
                  stroke={chartColours.line}
                  strokeWidth={1.5}
                />
                <circle
                  cx={x.place(point.day)}
                  cy={y.place(point.meanSeverity)}
                  r={Math.min(8, 2.5 + Math.sqrt(point.mistakeCount) * 0.7)}
                  fill={chartColours.line}
                />
              </g>
            );
          })}
        </ReadablePlot>
      )}
    </div>
  );
}

/** Half of the 95 % interval of the mean; the whole scale for fewer than three mistakes, which say nothing of it. */
function intervalOf({ mistakeCount, meanSeverity, squaredSeverity }: SeverityPoint): number {
  if (mistakeCount < 3) return 4;
  const variance = Math.max(0, squaredSeverity - mistakeCount * meanSeverity ** 2) / (mistakeCount - 1);
  return intervalErrors * Math.sqrt(variance / mistakeCount);
}
