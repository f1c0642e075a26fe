import { Button, Stack, Text, Title } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** An address that leads nowhere, of an old bookmark say: what happened, and the way on. */
export function MissingScreen() {
  const { t } = useTranslation('frame');
  const navigate = useNavigate();
  return (
    <Stack gap="sm" align="start" maw={560} mx="auto" p="xl">
      <IconMapQuestion size={40} stroke={1.3} aria-hidden="true" />
      <Title order={1} size="h2">
        {t('missing.title')}
      </Title>
      <Text>{t('missing.lead')}</Text>
      <Button onClick={() => void navigate({ to: '/' })}>{t('missing.home')}</Button>
    </Stack>
  );
}
