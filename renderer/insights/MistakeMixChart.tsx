import { Table, Text, Title } from '@mantine/core';
import type { MistakeMix } from '../../shared/study/insights/insight-data.ts';
import chartClasses from '../charts/charts.module.css';
import { type PlotMark, ReadablePlot } from '../charts/ReadablePlot.tsx';
import { linearScale } from '../charts/scales.ts';
import { useWidth } from '../charts/use-width.ts';
import { chartColours } from './chart-colours.ts';
import { dayNumber } from './day-scale.ts';
import { type InsightWords, useInsightWords } from './insight-words.ts';
import classes from './MistakeMixChart.module.css';

const rowHeight = 44;
/** Kinds of their own in the table by topic; the rest are added up. */
const tableCodes = 5;
const tableTopics = 10;

/** A bar for each kind, with small columns of when it happened; below, topics against kinds. */
export function MistakeMixChart({ mix, showsTopics }: { mix: MistakeMix; showsTopics: boolean }) {
  const words = useInsightWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  return (
    <>
      <div ref={ref}>
        {width === 0 ? (
          <div style={{ height: mix.byCode.length * rowHeight }} />
        ) : (
          <CodeBars mix={mix} width={width} words={words} />
        )}
      </div>
      {showsTopics && <TopicTable mix={mix} words={words} />}
    </>
  );
}

function CodeBars({ mix, width, words }: { mix: MistakeMix; width: number; words: InsightWords }) {
  const { t, count, percent } = words;
  const barRoom = Math.min(width * 0.52, 460);
  const most = mix.byCode[0]?.count ?? 1;
  const bar = linearScale([0, most], [0, barRoom - 56]);
  const numbers = mix.byDay.map(({ day }) => dayNumber(day));
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const gaps = [...new Set(numbers)]
    .sort((a, b) => a - b)
    .flatMap((day, i, all) => (i === 0 ? [] : [day - (all[i - 1] ?? 0)]));
  const unit = Math.max(1, Math.min(7, ...gaps));
  const slots = Math.round((last - first) / unit) + 1;
  const columnRoom = width - barRoom - 12;
  const slotWidth = Math.min(44, columnRoom / slots);
  const mostInSlot = Math.max(1, ...mix.byDay.map((entry) => entry.count));
  const column = linearScale([0, mostInSlot], [0, rowHeight - 16]);
  const marks: readonly PlotMark[] = mix.byCode.map((entry, row) => ({
    x: bar.place(entry.count),
    y: row * rowHeight + 29,
    text: t('mix.point', {
      code: words.code(entry.code),
      count: count(entry.count),
      total: count(mix.mistakeCount),
      share: percent(entry.count / mix.mistakeCount),
    }),
  }));
  return (
    <ReadablePlot
      label={t('mix.label')}
      hint={t('hint')}
      width={width}
      height={mix.byCode.length * rowHeight}
      marks={marks}
      stride={1}
      reach={width}
    >
      {mix.byCode.map((entry, row) => (
        <g key={entry.code} transform={`translate(0 ${row * rowHeight})`}>
          <text x={0} y={15} className={chartClasses.strong}>
            {words.code(entry.code)}
          </text>
          <rect x={0} y={21} width={Math.max(2, bar.place(entry.count))} height={15} rx={3} fill={chartColours.line} />
          <text x={Math.max(2, bar.place(entry.count)) + 7} y={33}>
            {`${count(entry.count)} · ${percent(entry.count / mix.mistakeCount)}`}
          </text>
          <line
            x1={barRoom + 12}
            x2={barRoom + 12 + slots * slotWidth}
            y1={36.5}
            y2={36.5}
            className={chartClasses.grid}
          />
          {mix.byDay
            .filter(({ code }) => code === entry.code)
            .map((part) => (
              <rect
                key={part.day}
                x={barRoom + 12 + Math.round((dayNumber(part.day) - first) / unit) * slotWidth + 0.5}
                y={36 - column.place(part.count)}
                width={Math.max(1, slotWidth - 1.5)}
                height={column.place(part.count)}
                fill={chartColours.line}
                fillOpacity={0.75}
              />
            ))}
        </g>
      ))}
    </ReadablePlot>
  );
}

function TopicTable({ mix, words }: { mix: MistakeMix; words: InsightWords }) {
  const { t, count } = words;
  const codes = mix.byCode.slice(0, tableCodes).map(({ code }) => code);
  const hasRest = mix.byCode.length > codes.length;
  const topics = topicRows(mix, words).slice(0, tableTopics);
  if (topics.length < 2) return null;
  const most = Math.max(1, ...mix.byTopic.filter(({ code }) => codes.includes(code)).map((entry) => entry.count));
  return (
    <>
      <Title order={3} size="h6" mt="md" mb={4}>
        {t('mix.byTopic')}
      </Title>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div
        className={chartClasses.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        role="group"
        aria-label={t('mix.labelTopics')}
      >
        <Table withRowBorders={false} className={classes.matrix} verticalSpacing={2} horizontalSpacing={2}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('mix.columns.topic')}</Table.Th>
              {codes.map((code) => (
                <Table.Th key={code} scope="col">
                  {words.code(code)}
                </Table.Th>
              ))}
              {hasRest && <Table.Th scope="col">{t('mix.rest')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {topics.map((topic) => {
              const rest = topic.total - codes.reduce((sum, code) => sum + (topic.counts.get(code) ?? 0), 0);
              return (
                <Table.Tr key={topic.topicUid}>
                  <Table.Th scope="row" fw={400}>
                    {topic.name}
                  </Table.Th>
                  {codes.map((code) => {
                    const value = topic.counts.get(code) ?? 0;
                    return (
                      <Table.Td key={code}>
                        <span
                          className={classes.cell}
                          style={{
                            backgroundColor: `color-mix(in srgb, var(--matrix-ink) ${Math.round((value / most) * 48)}%, transparent)`,
                          }}
                        >
                          {value === 0 ? '·' : count(value)}
                        </span>
                      </Table.Td>
                    );
                  })}
                  {hasRest && (
                    <Table.Td>
                      <Text size="sm" component="span" className={classes.cell} c="dimmed">
                        {rest === 0 ? '·' : count(rest)}
                      </Text>
                    </Table.Td>
                  )}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}

/** Topics with their counts by code, most mistakes first. */
export function topicRows(mix: MistakeMix, words: Pick<InsightWords, 'topic'>) {
  const topics = new Map<string, { topicUid: string; name: string; total: number; counts: Map<string, number> }>();
  for (const { topicUid, topicNames, code, count } of mix.byTopic) {
    const topic = topics.get(topicUid) ?? {
      topicUid,
      name: words.topic(topicUid, topicNames),
      total: 0,
      counts: new Map<string, number>(),
    };
    topic.total += count;
    topic.counts.set(code, count);
    topics.set(topicUid, topic);
  }
  return [...topics.values()].sort((a, b) => b.total - a.total || a.topicUid.localeCompare(b.topicUid));
}
