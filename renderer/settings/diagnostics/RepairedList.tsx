import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RepairStep } from '../../../shared/model/health-report.ts';

/** What a repair has done, by the faults that it mended. */
export function RepairedList({ steps }: { steps: readonly RepairStep[] }) {
  const { t } = useTranslation('settings');
  if (steps.length === 0) return <Text role="status">{t('diagnostics.nothingRepaired')}</Text>;
  return (
    <div role="status" data-repaired={steps.length}>
      <Text fw={500}>{t('diagnostics.repaired')}</Text>
      <List size="sm">
        {steps.map(({ code, count }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same fault may be mended twice, and the list never changes.
          <List.Item key={place}>{`${t(`diagnostics.findings.${code}.title`)} (${count})`}</List.Item>
        ))}
      </List>
    </div>
  );
}
