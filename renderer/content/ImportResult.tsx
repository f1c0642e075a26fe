import { Button, CopyButton, Paper, ScrollArea, Stack, Table, Text, Title } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ImportReport, RefusedEntry } from '../../shared/host/study-host-calls.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { readLocalized } from '../app/read-localized.ts';

/** As many refused entries as a table can hold at a glance; the copied list has them all. */
const shownRefusals = 200;

/** What an import brought: how many questions came in, and each one that did not, with its line and reason. */
export function ImportResult({ report, fileName }: { report: ImportReport; fileName: string }) {
  const { t } = useTranslation('content');
  const { profile } = useActiveProfile();
  const { refused } = report;
  return (
    <Paper withBorder radius="lg" p="lg" role="status">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {readLocalized(report.pack.displayNames, profile.language)}
        </Title>
        <Text>
          {t('result.imported', { count: report.importedCount, file: fileName })}
          {report.unchangedCount > 0 && ` ${t('result.unchanged', { count: report.unchangedCount })}`}
        </Text>
        {refused.length > 0 && (
          <>
            <Text fw={500}>{t('result.refused', { count: refused.length })}</Text>
            <ScrollArea.Autosize mah={280}>
              <Table striped stickyHeader>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('result.line')}</Table.Th>
                    <Table.Th>{t('result.reason')}</Table.Th>
                    <Table.Th>{t('result.detail')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {refused.slice(0, shownRefusals).map((entry) => (
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
        )}
      </Stack>
    </Paper>
  );
}

function toLine(entry: RefusedEntry): string {
  return [entry.line ?? '', entry.entry, entry.reason, entry.detail].join('\t');
}
