import { Paper, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { ChartCard, type ChartTable } from '../charts/ChartCard.tsx';
import classes from './ChartSection.module.css';
import type { useInsight } from './use-insight.ts';

interface ChartSectionProps<T> {
  readonly id: string;
  readonly title: string;
  readonly query: ReturnType<typeof useInsight<T>>;
  readonly showsTable: boolean;
  /** Height that is kept free while the first data come. */
  readonly expectedHeight: number;
  readonly sentence: (data: T) => string;
  readonly note?: (data: T) => string | undefined;
  readonly table: (data: T) => ChartTable;
  readonly isEmpty: (data: T) => boolean;
  readonly children: (data: T) => ReactNode;
}

/** One chart of Insights from its query: skeleton, failure, sentence alone while there is nothing to draw, or all of it. */
export function ChartSection<T>(props: ChartSectionProps<T>) {
  const { id, title, query, showsTable, expectedHeight, sentence, note, table, isEmpty, children } = props;
  const { data, failure, isStale, refetch } = query;
  if (data === undefined) {
    if (failure !== null) return <FailurePanel error={failure} onRetry={refetch} />;
    return (
      <Paper withBorder radius="lg" p="lg" aria-busy="true" className={classes.waiting}>
        <Skeleton height={22} width="40%" mb="sm" />
        <Skeleton height={16} width="70%" mb="lg" />
        <Skeleton height={expectedHeight} />
      </Paper>
    );
  }
  const isBare = isEmpty(data);
  return (
    <div className={classes.section} data-stale={isStale}>
      <ChartCard
        id={id}
        title={title}
        sentence={sentence(data)}
        note={isBare ? undefined : note?.(data)}
        table={table(data)}
        showsTable={showsTable && !isBare}
      >
        {isBare ? null : children(data)}
      </ChartCard>
    </div>
  );
}
