import { Paper, ScrollArea, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BundleRefusal, BundleReport } from '../../shared/bundle/bundle-report.ts';

const wordedReasons = [
  'DAMAGED_LINE',
  'NESTED_TOO_DEEP',
  'MALFORMED_CHANGE',
  'ROW_REFUSED',
  'SCOPE_FORBIDDEN',
  'STUDENT_ERASED',
  'UNKNOWN_TABLE',
  'FLOWS_DOWN_ONLY',
] as const;

/** What became of a file: rows that were new, known and refused, and whether the file was whole. */
export function RestoreResult({ fileName, report }: { fileName: string; report: BundleReport }) {
  const { t } = useTranslation('bundle');
  const { ending, newCount, knownCount, refusedCount, refused } = report;
  return (
    <Paper withBorder radius="lg" p="lg" role="status">
      <Stack gap="xs">
        <Title order={3} size="h5" style={{ overflowWrap: 'anywhere' }}>
          {t(ending === 'whole' ? 'done' : 'doneAltered', { file: fileName })}
        </Title>
        <Text>
          {t('new', { count: newCount })} {t('known', { count: knownCount })}
        </Text>
        {ending === 'cut_short' && <Text>{t('cutShort')}</Text>}
        {ending === 'altered' && <Text>{t('altered')}</Text>}
        {refusedCount > 0 && (
          <>
            <Text id="refused-lines">{t('refused', { count: refusedCount })}</Text>
            <ScrollArea.Autosize
              mah={240}
              viewportProps={{ tabIndex: 0, role: 'region', 'aria-labelledby': 'refused-lines' }}
            >
              <Table striped stickyHeader>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('line')}</Table.Th>
                    <Table.Th>{t('reason')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {refused.map((refusal) => (
                    <Table.Tr key={`${refusal.line} ${refusal.code}`}>
                      <Table.Td>{linesOf(refusal)}</Table.Td>
                      <Table.Td>
                        {t(`reasons.${wordedReasons.find((reason) => reason === refusal.code) ?? 'other'}`)}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollArea.Autosize>
          </>
        )}
      </Stack>
    </Paper>
  );
}

function linesOf({ line, lastLine }: BundleRefusal): string {
  if (lastLine === null) return `${line} –`;
  return lastLine === line ? String(line) : `${line} – ${lastLine}`;
}
