import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecommendationType } from '../../shared/model/reflex.ts';
import type { ReflexEffect } from '../../shared/study/insights/insight-data.ts';
import { patternLooks } from '../app/pattern-looks.ts';
import { AnswerDots } from '../charts/AnswerDots.tsx';
import chartClasses from '../charts/charts.module.css';
import { type PlotMark, ReadablePlot } from '../charts/ReadablePlot.tsx';
import { linearScale } from '../charts/scales.ts';
import { useWidth } from '../charts/use-width.ts';
import { chartColours } from './chart-colours.ts';
import { type EffectGroup, isLetPass, isTakenUp, sumEffects } from './insight-sentences.ts';
import { useInsightWords } from './insight-words.ts';
import classes from './ReflexEffectsChart.module.css';

const typeOrder: readonly RecommendationType[] = ['PANIC_RUSH', 'STUCK_LOOP', 'STUCK_SLOW', 'worsening', 'improving'];
const rowHeight = 24;
const headHeight = 26;
const axisHeight = 24;
/** Reflexes listed one by one; all of them are in the table. */
const listedCount = 8;

interface EffectRow {
  readonly type: RecommendationType;
  readonly how: 'taken' | 'passed';
  readonly group: EffectGroup;
}

/** For each kind of reflex the share of right answers before and after it, taken up and let pass; then the latest ones. */
export function ReflexEffectsChart({ effects }: { effects: readonly ReflexEffect[] }) {
  const words = useInsightWords();
  const { t, percent } = words;
  const { t: tPatterns } = useTranslation('patterns');
  const [ref, width] = useWidth<HTMLDivElement>();
  const groups = typeOrder.map((type) => ({ type, rows: rowsOf(type, effects) })).filter(({ rows }) => rows.length > 0);
  const heights = groups.map(({ rows }) => headHeight + rows.length * rowHeight);
  const height = heights.reduce((sum, each) => sum + each, 0) + axisHeight;
  const left = width < 480 ? 122 : 150;
  const x = linearScale([0, 1], [left + 8, width - 46], width < 480 ? 2 : 4);
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, each) => sum + each, 0));
  const marks: readonly PlotMark[] = groups.flatMap(({ type, rows }, place) =>
    rows.map(({ how, group }, row) => ({
      x: x.place(shareOf(group.after)),
      y: (tops[place] ?? 0) + headHeight + row * rowHeight + rowHeight / 2,
      text: t('effects.row', {
        type: tPatterns(`${type}.name`),
        how: t(`effects.${how}`),
        before: percent(shareOf(group.before)),
        after: percent(shareOf(group.after)),
        reflexes: t('effects.reflexes', { count: group.reflexCount }),
      }),
    })),
  );
  return (
    <>
      <div ref={ref}>
        {width === 0 || groups.length === 0 ? (
          <div style={{ height: groups.length === 0 ? 0 : height }} />
        ) : (
          <ReadablePlot
            label={t('effects.label')}
            hint={t('hint')}
            width={width}
            height={height}
            marks={marks}
            stride={1}
            reach={width}
          >
            {x.ticks.map((tick) => (
              <g key={tick}>
                <line
                  x1={x.place(tick)}
                  x2={x.place(tick)}
                  y1={4}
                  y2={height - axisHeight}
                  className={chartClasses.grid}
                />
                <text x={x.place(tick)} y={height - 6} textAnchor="middle">
                  {percent(tick)}
                </text>
              </g>
            ))}
            {groups.map(({ type, rows }, place) => {
              const look = patternLooks[type];
              return (
                <g key={type} transform={`translate(0 ${tops[place] ?? 0})`}>
                  <look.Icon x={0} y={5} width={16} height={16} style={{ color: look.textColour }} />
                  <text x={21} y={18} className={chartClasses.strong}>
                    {tPatterns(`${type}.name`)}
                  </text>
                  {rows.map(({ how, group }, row) => (
                    <Dumbbell
                      key={how}
                      y={headHeight + row * rowHeight + rowHeight / 2}
                      from={x.place(shareOf(group.before))}
                      to={x.place(shareOf(group.after))}
                      isTaken={how === 'taken'}
                      label={`${t(`effects.${how}`)} · ${group.reflexCount}`}
                      labelX={left - 4}
                      after={percent(shareOf(group.after))}
                    />
                  ))}
                </g>
              );
            })}
          </ReadablePlot>
        )}
      </div>
      <Title order={3} size="h6" mt="md" mb={6}>
        {t('effects.latest')}
      </Title>
      <ul className={classes.list}>
        {effects.slice(0, listedCount).map((effect) => {
          const look = patternLooks[effect.type];
          return (
            <li key={effect.recommendationId} className={classes.item}>
              <look.Icon size={18} style={{ color: look.textColour, flex: 'none' }} aria-hidden="true" />
              <span className={classes.what}>
                <Text size="sm" fw={500} component="span">
                  {tPatterns(`${effect.type}.name`)}
                </Text>{' '}
                <Text size="sm" c="dimmed" component="span">
                  {words.topic(effect.topicUid, effect.topicNames)}, {words.day(effect.raisedAt.slice(0, 10))} ·{' '}
                  {t(`effects.marks.${effect.mark}`)}
                </Text>
              </span>
              <span className={classes.sides}>
                <Dots label={t('effects.columns.before')} side={effect.before} />
                <span aria-hidden="true">→</span>
                {effect.after.count === 0 ? (
                  <Text size="sm" c="dimmed" component="span" className={classes.nothing}>
                    {t('effects.nothingYet')}
                  </Text>
                ) : (
                  <Dots label={t('effects.columns.after')} side={effect.after} />
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function rowsOf(type: RecommendationType, effects: readonly ReflexEffect[]): readonly EffectRow[] {
  const ofType = effects.filter((effect) => effect.type === type);
  return [
    { type, how: 'taken' as const, group: sumEffects(ofType.filter(isTakenUp)) },
    { type, how: 'passed' as const, group: sumEffects(ofType.filter(isLetPass)) },
  ].filter(({ group }) => group.reflexCount > 0);
}

function shareOf({ count, right }: EffectGroup['before']): number {
  return count === 0 ? 0 : right / count;
}

/** A hollow ring before, a full dot after, a line between them that thickens where it arrives. */
function Dumbbell(props: {
  y: number;
  from: number;
  to: number;
  isTaken: boolean;
  label: string;
  labelX: number;
  after: string;
}) {
  const { y, from, to, isTaken, label, labelX, after } = props;
  const colour = isTaken ? chartColours.line : chartColours.rest;
  return (
    <>
      <text x={labelX} y={y + 4} textAnchor="end">
        {label}
      </text>
      <line x1={from} x2={to} y1={y} y2={y} stroke={colour} strokeWidth={2.5} />
      <circle cx={from} cy={y} r={4.5} fill="var(--mantine-color-body)" stroke={colour} strokeWidth={2} />
      <circle cx={to} cy={y} r={5.5} fill={colour} />
      <text x={Math.max(from, to) + 10} y={y + 4}>
        {after}
      </text>
    </>
  );
}

function Dots({ label, side }: { label: string; side: ReflexEffect['before'] }) {
  const { t } = useInsightWords();
  const text = `${label}: ${t('effects.of', { right: side.rightCount, count: side.count })}`;
  return <AnswerDots count={side.count} rightCount={side.rightCount} text={text} />;
}
