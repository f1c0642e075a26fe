import { Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HealthReport } from '../../../shared/model/health-report.ts';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { dateFormat } from '../../app/date-format.ts';

/** In a word: is the database in order? Said by icon, colour and text alike. */
export function HealthVerdict({ report }: { report: HealthReport }) {
  const { t } = useTranslation('settings');
  const { profile } = useActiveProfile();
  const count = report.findings.filter(({ severity }) => severity === 'broken').length;
  const time = dateFormat(profile.language, { timeStyle: 'medium' }).format(new Date(report.checkedAt));
  const Icon = report.isHealthy ? IconCircleCheck : IconAlertTriangle;
  const colour = report.isHealthy ? 'var(--state-good-text)' : 'var(--state-warning-text)';
  return (
    <Group gap="sm" wrap="nowrap" role="status" data-health={report.isHealthy ? 'healthy' : 'unhealthy'}>
      <Icon size={28} color={colour} aria-hidden="true" style={{ flexShrink: 0 }} />
      <div>
        <Text fw={600} c={colour}>
          {report.isHealthy ? t('diagnostics.healthy') : t('diagnostics.unhealthy', { count })}
        </Text>
        <Text size="sm" c="dimmed">
          {t('diagnostics.checkedAt', { time })}
        </Text>
      </div>
    </Group>
  );
}
