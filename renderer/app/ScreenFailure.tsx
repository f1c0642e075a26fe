import { Button, Code, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/**
 * A screen that broke, or whose code could not be had (the app was renewed while this window was open). Loading the
 * window anew mends the second; the first is a bug, of which nothing that was answered is lost.
 */
export function ScreenFailure({ error }: ErrorComponentProps) {
  const { t } = useTranslation('frame');
  return (
    <Paper withBorder radius="lg" p="xl" maw={640} w="100%" mx="auto" my="xl" role="alert">
      <Stack gap="sm" align="start">
        <IconAlertTriangle size={28} color="var(--state-warning-text)" aria-hidden="true" />
        <Title order={1} size="h3">
          {t('broken.title')}
        </Title>
        <Text>{t('broken.lead')}</Text>
        <Button onClick={() => window.location.reload()}>{t('broken.reload')}</Button>
        <details>
          <summary>{t('broken.details')}</summary>
          <Code block mt="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
          </Code>
        </details>
      </Stack>
    </Paper>
  );
}
