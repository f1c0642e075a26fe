import { Skeleton, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { HostNotices } from './HostNotices.tsx';

/** Facts about the study database on this computer. */
export function DatabaseSection() {
  const { t } = useTranslation('settings');
  const { profile } = useActiveProfile();
  const query = useHostQuery(['host'], (calls) => calls.describeHost());
  const host = query.data;
  const number = new Intl.NumberFormat(profile.language, { maximumFractionDigits: 1 });
  return (
    <section aria-labelledby="database">
      <Title order={2} size="h4" id="database" mb="xs">
        {t('database.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('database.lead')}
      </Text>
      <HostNotices isDismissable={false} />
      {query.failure !== null && <FailurePanel error={query.failure} onRetry={query.refetch} headingOrder={2} />}
      {query.failure === null && host === undefined && <Skeleton height={120} />}
      {host !== undefined && (
        <Table variant="vertical">
          <Table.Tbody>
            {(
              [
                [t('database.where'), t(`database.storages.${host.storage}`)],
                [t('database.kept'), t(host.isPersistent ? 'database.persistent' : 'database.notPersistent')],
                [t('database.postgres'), host.postgresVersion],
                [t('database.schema'), host.schemaVersion],
                [t('database.opened'), t('database.openedIn', { seconds: number.format(host.openedInMs / 1000) })],
              ] as const
            ).map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th w="40%" style={{ overflowWrap: 'anywhere' }}>
                  {name}
                </Table.Th>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
