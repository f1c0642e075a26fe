import { Button, ScrollArea, Table, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RefusedEntry } from '../../shared/content/import/refused-entry.ts';
import type { ImportReport } from '../../shared/model/pack-summary.ts';
import classes from './RefusedEntries.module.css';
import { refusedEntriesCsv } from './refused-entries-csv.ts';
import { saveFile } from './save-file.ts';

/** As many refused entries of a reason as a table can hold at a glance; the saved list has all that the report names. */
const shownRefusals = 100;
/** Groups are open from the start when all of them together are no more than this. */
const openRefusals = 20;

interface RefusedEntriesProps {
  readonly report: ImportReport;
  readonly fileName: string;
}

/** The entries of a file that were not taken, by reason, each with its line; the list can be saved for its author. */
export function RefusedEntries({ report: { refused, refusedCount }, fileName }: RefusedEntriesProps) {
  const { t } = useTranslation('content');
  const { t: tProblems } = useTranslation('importProblems');
  const groups = [...new Set(refused.map(({ reason }) => reason))]
    .map((reason) => ({ reason, entries: refused.filter((entry) => entry.reason === reason) }))
    .sort((left, right) => right.entries.length - left.entries.length);
  const save = () => {
    const header = [
      t('result.line'),
      t('result.entryColumn'),
      t('result.reason'),
      t('result.detail'),
      t('result.advice'),
    ];
    const bytes = refusedEntriesCsv(refused, header, (entry) => [
      t(`refusals.${entry.reason}`),
      sentenceOf(tProblems, entry),
      tProblems(`advice.${entry.reason}`),
    ]);
    saveFile(t('result.fileOfList', { file: fileName }), bytes, 'text/csv');
  };
  return (
    <>
      <Text fw={500}>{t('result.refused', { count: refusedCount })}</Text>
      {refused.length < refusedCount && (
        <Text size="sm" c="dimmed">
          {t('result.listed', { listed: refused.length })}
        </Text>
      )}
      {groups.map(({ reason, entries }) => (
        <details key={reason} className={classes.group} open={refused.length <= openRefusals}>
          <summary>{t('result.refusedGroup', { reason: t(`refusals.${reason}`), count: entries.length })}</summary>
          <Text size="sm" c="dimmed" my={4}>
            {tProblems(`advice.${reason}`)}
          </Text>
          <RefusalTable entries={entries} label={t(`refusals.${reason}`)} />
        </details>
      ))}
      <Button
        variant="default"
        size="xs"
        fz="sm"
        style={{ alignSelf: 'start' }}
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        onClick={save}
      >
        {t('result.save')}
      </Button>
    </>
  );
}

/** What is wrong with an entry, in the words of the screen; numbers as people write them. */
function sentenceOf(t: TFunction<'importProblems'>, { problem, detail, limit }: RefusedEntry): string {
  return t(`sentences.${problem}`, { detail, limit: limit ?? 0 }).trim();
}

function RefusalTable({ entries, label }: { entries: readonly RefusedEntry[]; label: string }) {
  const { t } = useTranslation('content');
  const { t: tProblems } = useTranslation('importProblems');
  return (
    <ScrollArea.Autosize mah={280} viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': label }}>
      <Table striped stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.line}>{t('result.line')}</Table.Th>
            <Table.Th>{t('result.detail')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.slice(0, shownRefusals).map((entry) => (
            <Table.Tr key={entry.entry}>
              <Table.Td>{entry.line ?? t('result.entry', { number: entry.entry })}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{sentenceOf(tProblems, entry)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
