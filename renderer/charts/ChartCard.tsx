import { Paper, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './charts.module.css';

export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface ChartCardProps {
  readonly id: string;
  readonly title: string;
  /** What the chart shows, computed from its data. */
  readonly sentence: ReactNode;
  readonly note?: string | undefined;
  readonly table: ChartTable;
  readonly showsTable: boolean;
  readonly children: ReactNode;
}

/** How a cell with a figure begins: "12", "%62", "-"; one that is empty says nothing of its column. */
const beginsAsFigure = /^[\d%–—-]|^$/;

/** A chart with its heading, the sentence that says what it shows, and the same as a table. */
export function ChartCard({ id, title, sentence, note, table, showsTable, children }: ChartCardProps) {
  // Figures stand under each other, words begin where their heading does.
  const hasWords = table.columns.map((_, place) => table.rows.some((row) => !beginsAsFigure.test(row[place] ?? '')));
  return (
    <Paper
      component="section"
      withBorder
      radius="lg"
      p={{ base: 'md', xs: 'lg' }}
      className={classes.card}
      aria-labelledby={id}
    >
      <Title order={2} size="h4" id={id} mb={4}>
        {title}
      </Title>
      <Text className={classes.sentence}>{sentence}</Text>
      {note !== undefined && (
        <Text size="sm" c="dimmed" mb="sm" className={classes.note}>
          {note}
        </Text>
      )}
      {showsTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={classes.scroll} tabIndex={0} aria-labelledby={id}>
          <Table className={classes.table} striped withRowBorders={false} verticalSpacing={4}>
            <Table.Caption>{title}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                {table.columns.map((column, place) => (
                  <Table.Th key={column} scope="col" data-words={hasWords[place] || undefined}>
                    {column}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {table.rows.map((row) => (
                <Table.Tr key={row.join('|')}>
                  {row.map((cell, column) =>
                    column === 0 ? (
                      <Table.Th key={table.columns[column]} scope="row" fw={400}>
                        {cell}
                      </Table.Th>
                    ) : (
                      <Table.Td key={table.columns[column]} data-words={hasWords[column] || undefined}>
                        {cell}
                      </Table.Td>
                    ),
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ) : (
        children
      )}
    </Paper>
  );
}
