import { Button, CopyButton, ScrollArea, Table, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ImportReport, RefusedEntry } from '../../shared/host/study-host-calls.ts';

/** As many refused entries as a table can hold at a glance; the copied list has all that the report names. */
const shownRefusals = 200;

/** Each entry of a file that was not taken, with its line and the reason; the list can be copied for its author. */
export function RefusedEntries({ report }: { report: ImportReport }) {
  const { t } = useTranslation('content');
  const { refused, refusedCount } = report;
  const shown = refused.slice(0, shownRefusals);
  return (
    <>
      <Text fw={500} id="refused-entries">
        {t('result.refused', { count: refusedCount })}
      </Text>
      {shown.length < refusedCount && (
        <Text size="sm" c="dimmed">
          {t('result.shown', { shown: shown.length, listed: refused.length })}
        </Text>
      )}
      <ScrollArea.Autosize
        mah={280}
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-labelledby': 'refused-entries' }}
      >
        <Table striped stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('result.line')}</Table.Th>
              <Table.Th>{t('result.reason')}</Table.Th>
              <Table.Th>{t('result.detail')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((entry) => (
              <Table.Tr key={entry.entry}>
                <Table.Td>{entry.line ?? t('result.entry', { number: entry.entry })}</Table.Td>
                <Table.Td>{t(`refusals.${entry.reason}`)}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{entry.detail}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      <CopyButton value={refused.map(toLine).join('\n')}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="compact-md"
            style={{ alignSelf: 'start' }}
            leftSection={
              copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />
            }
            onClick={copy}
          >
            {t(copied ? 'result.copied' : 'result.copy')}
          </Button>
        )}
      </CopyButton>
    </>
  );
}

function toLine(entry: RefusedEntry): string {
  return [entry.line ?? '', entry.entry, entry.reason, entry.detail].join('\t');
}
