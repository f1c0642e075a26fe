import { Button, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../KeyCap.tsx';

/** Stands in the place of the question while the clock stands still. */
export function PausedNote({ onGoOn }: { onGoOn: () => void }) {
  const { t } = useTranslation('practice');
  return (
    <Stack align="flex-start" gap="sm" role="status" py="xl">
      <Title order={2} size="h3">
        {t('paused.title')}
      </Title>
      <Text>{t('paused.text')}</Text>
      <Button
        size="md"
        leftSection={<IconPlayerPlay size={18} aria-hidden="true" />}
        rightSection={<KeyCap>P</KeyCap>}
        onClick={onGoOn}
        data-autofocus
        autoFocus
      >
        {t('paused.goOn')}
      </Button>
    </Stack>
  );
}
