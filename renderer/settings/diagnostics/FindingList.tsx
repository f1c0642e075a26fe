import { Code, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HealthFinding } from '../../../shared/model/health-report.ts';

/** What was found, in words, with the names that somebody who helps wants to know. */
export function FindingList({ findings }: { findings: readonly HealthFinding[] }) {
  const { t } = useTranslation('settings');
  if (findings.length === 0) return null;
  return (
    <List listStyleType="none" spacing="sm" styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}>
      {findings.map(({ code, subjects, count }) => (
        <List.Item key={code} data-finding={code}>
          <Text fw={500}>{t(`diagnostics.findings.${code}.title`)}</Text>
          <Text size="sm">{t(`diagnostics.findings.${code}.explanation`)}</Text>
          <Code block mt={4} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {[
              ...subjects,
              ...(count > subjects.length ? [t('diagnostics.more', { count: count - subjects.length })] : []),
            ].join('\n')}
          </Code>
        </List.Item>
      ))}
    </List>
  );
}
