import { Button, Paper, Text, Title } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** In place of joining, for the sample student, whom no class takes: whose profile to choose instead. */
export function SampleNoClass() {
  const { t } = useTranslation('sample');
  const navigate = useNavigate();
  return (
    <Paper withBorder radius="lg" p="xl">
      <Title order={2} size="h3" mb={4}>
        {t('noClassTitle')}
      </Title>
      <Text mb="md" maw="60ch">
        {t('noClassLead')}
      </Text>
      <Button
        variant="default"
        leftSection={<IconUsers size={18} aria-hidden="true" />}
        onClick={() => void navigate({ to: '/profiles' })}
      >
        {t('toProfiles')}
      </Button>
    </Paper>
  );
}
