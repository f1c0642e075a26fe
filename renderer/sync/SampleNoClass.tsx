import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyPanel } from '../app/EmptyPanel.tsx';

/** In place of joining, for the sample student, whom no class takes: whose profile to choose instead. */
export function SampleNoClass() {
  const { t } = useTranslation('sample');
  const navigate = useNavigate();
  return (
    <EmptyPanel title={t('noClassTitle')} lead={t('noClassLead')}>
      <Button
        variant="default"
        leftSection={<IconUsers size={18} aria-hidden="true" />}
        onClick={() => void navigate({ to: '/profiles' })}
      >
        {t('toProfiles')}
      </Button>
    </EmptyPanel>
  );
}
