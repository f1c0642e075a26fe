import { Button, Stack, Table, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusedRow } from '../../shared/host/sync-calls.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { dateFormat } from '../app/date-format.ts';
import { useHostQuery, useStudyHost } from '../app/study-host.tsx';

const knownReasons = [
  'ROW_REFUSED',
  'ROW_TOO_LARGE',
  'SERVER_FAILED',
  'UNKNOWN_TABLE',
  'SCOPE_FORBIDDEN',
  'FLOWS_DOWN_ONLY',
  'MALFORMED_CHANGE',
  'STUDENT_ERASED',
] as const;

/** What a student makes; of anything else the name of its table is shown. */
const knownTables = [
  'test_records',
  'test_answers',
  'student_mistakes',
  'mistake_reasons',
  'review_log',
  'question_versions',
  'student_recommendations',
  'ui_reflex_events',
  'students',
  'student_analysis_settings',
] as const;

/** Rows that a server did not take, with the reason. Part of the diagnostics; nothing where no profile is in a class. */
export function RefusedRows() {
  const { t } = useTranslation('sync');
  const { calls } = useStudyHost();
  const queryClient = useQueryClient();
  const status = useHostQuery(['sync'], (host) => host.getSyncStatus());
  const rows = useHostQuery(['sync', 'refused'], (host) => host.listRefusedRows());
  const [isRetrying, setRetrying] = useState(false);
  if ((status.data?.profiles.length ?? 0) === 0 && (rows.data?.length ?? 0) === 0) return null;

  async function retry(): Promise<void> {
    setRetrying(true);
    await calls.retryRefusedRows();
    await queryClient.invalidateQueries({ queryKey: ['sync'] });
    setRetrying(false);
  }

  return (
    <section aria-labelledby="refused-rows">
      <Title order={2} size="h4" id="refused-rows" mb="xs">
        {t('refused.title')}
      </Title>
      {rows.data === undefined || rows.data.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('refused.none')}
        </Text>
      ) : (
        <Stack gap="sm" align="flex-start">
          <Text size="sm" c="dimmed">
            {t('refused.lead')}
          </Text>
          <Table.ScrollContainer
            minWidth={420}
            w="100%"
            scrollAreaProps={{
              type: 'auto',
              viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t('refused.title') },
            }}
          >
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('refused.table')}</Table.Th>
                  <Table.Th>{t('refused.reason')}</Table.Th>
                  <Table.Th>{t('refused.attempts')}</Table.Th>
                  <Table.Th>{t('refused.when')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.data.map((row) => (
                  <RefusedLine key={`${row.direction} ${row.table} ${row.rowId}`} row={row} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} aria-hidden="true" />}
            loading={isRetrying}
            onClick={() => void retry()}
          >
            {t(isRetrying ? 'refused.retrying' : 'refused.retry')}
          </Button>
        </Stack>
      )}
    </section>
  );
}

function RefusedLine({ row }: { row: RefusedRow }) {
  const { t } = useTranslation('sync');
  const { profile } = useActiveProfile();
  const time = dateFormat(profile.language, { dateStyle: 'short', timeStyle: 'short' });
  const table = knownTables.find((name) => name === row.table);
  const known = knownReasons.find((code) => code === row.reasonCode);
  return (
    <Table.Tr>
      <Table.Td>
        {table === undefined ? row.table : t(`refused.tables.${table}`)}
        <Text size="xs" c="dimmed">
          {t(row.direction === 'pushed' ? 'refused.byServer' : 'refused.byDevice')}
        </Text>
      </Table.Td>
      <Table.Td>
        {known === undefined ? t('refused.reasons.other', { code: row.reasonCode }) : t(`refused.reasons.${known}`)}
        {row.reasonDetail !== null && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {row.reasonDetail}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{row.attemptCount}</Table.Td>
      <Table.Td>{time.format(new Date(row.refusedAt))}</Table.Td>
    </Table.Tr>
  );
}
