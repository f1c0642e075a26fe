import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HealthReport } from '../../../shared/model/health-report.ts';
import { useActiveProfile } from '../../app/active-profile.tsx';

/** The figures of the daily checks. */
export function HealthFigures({ report }: { report: HealthReport }) {
  const { t } = useTranslation('settings');
  const { profile } = useActiveProfile();
  const whole = new Intl.NumberFormat(profile.language);
  const ms = new Intl.NumberFormat(profile.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const eventCount = sum(report.events.map(({ createdCount }) => createdCount));
  const deliveredCount = sum(report.events.map(({ deliveredCount: count }) => count));
  const rows = [
    [
      t('diagnostics.triggers'),
      t('diagnostics.triggersOf', {
        enabled: report.triggers.filter(({ isEnabled }) => isEnabled).length,
        total: report.triggers.length,
      }),
    ],
    [
      t('diagnostics.chain'),
      report.chain === null
        ? t('diagnostics.notMeasured')
        : t('diagnostics.chainTimes', { p50: ms.format(report.chain.p50Ms), p95: ms.format(report.chain.p95Ms) }),
    ],
    [
      t('diagnostics.compared'),
      report.sampledScopeCount === null ? t('diagnostics.notMeasured') : whole.format(report.sampledScopeCount),
    ],
    [
      t('diagnostics.recommendations'),
      whole.format(sum(report.recommendations.map(({ createdCount }) => createdCount))),
    ],
    [
      t('diagnostics.delivered'),
      t('diagnostics.deliveredOf', { delivered: whole.format(deliveredCount), total: whole.format(eventCount) }),
    ],
  ] as const;
  return (
    <Table variant="vertical">
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            {/* As wide as its longest word: figures break more kindly than words. */}
            <Table.Th w="45%">{name}</Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
