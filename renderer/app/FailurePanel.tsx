import { Button, Code, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';

interface FailurePanelProps {
  readonly error: Failure;
  readonly onRetry?: () => void;
}

/** An expected failure in words: what happened, why, what to do; the code and its details for whoever helps. */
export function FailurePanel({ error, onRetry }: FailurePanelProps) {
  const { t } = useTranslation(['errors', 'frame']);
  const details = Object.entries(error.details);
  return (
    <Paper withBorder radius="lg" p="xl" maw={640} mx="auto" my="xl" role="alert">
      <Stack gap="sm">
        <IconAlertTriangle size={28} color="var(--state-warning-text)" aria-hidden="true" />
        <Title order={1} size="h3">
          {t(`errors:${error.code}.title`, error.details)}
        </Title>
        <Text>{t(`errors:${error.code}.explanation`, error.details)}</Text>
        <Text fw={500}>{t(`errors:${error.code}.action`, error.details)}</Text>
        {onRetry !== undefined && (
          <Button onClick={onRetry} style={{ justifySelf: 'start', alignSelf: 'start' }}>
            {t('frame:retry')}
          </Button>
        )}
        <Code block>{[error.code, ...details.map(([name, value]) => `${name}: ${value}`)].join('\n')}</Code>
      </Stack>
    </Paper>
  );
}
