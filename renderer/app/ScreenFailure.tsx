import { Button, Code, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAppServed, ScreenNotStoredError } from './lazy-screen.ts';

/**
 * A screen that broke, or whose code could not be had: the app was renewed while this window was open, or it was never
 * fetched and there is no network now. Loading the window anew mends the second; the first is a bug, of which nothing
 * that was answered is lost.
 */
export function ScreenFailure({ error }: ErrorComponentProps) {
  return error instanceof ScreenNotStoredError ? <NotStored /> : <Broken error={error} />;
}

function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation('frame');
  return (
    <FailurePaper
      icon={<IconAlertTriangle size={28} color="var(--state-warning-text)" aria-hidden="true" />}
      title={t('broken.title')}
      lead={t('broken.lead')}
    >
      <Button onClick={() => window.location.reload()}>{t('broken.reload')}</Button>
      <details>
        <summary>{t('broken.details')}</summary>
        <Code block mt="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
        </Code>
      </details>
    </FailurePaper>
  );
}

/** Opens by itself when the network is back; a browser that failed once to fetch a chunk may only try anew in a new page. */
function NotStored() {
  const { t } = useTranslation('frame');
  const [state, setState] = useState<'waiting' | 'asking' | 'unanswered'>('waiting');
  const tryAgain = async () => {
    setState('asking');
    if (await isAppServed()) window.location.reload();
    else setState('unanswered');
  };
  useEffect(() => {
    const onOnline = async () => {
      if (await isAppServed()) window.location.reload();
    };
    window.addEventListener('online', onOnline);
    return () => window.removeEventListener('online', onOnline);
  }, []);
  return (
    <FailurePaper
      icon={<IconCloudOff size={28} color="var(--state-rest-solid)" aria-hidden="true" />}
      title={t('notStored.title')}
      lead={t('notStored.lead')}
    >
      <Button loading={state === 'asking'} onClick={() => void tryAgain()}>
        {t('notStored.tryAgain')}
      </Button>
      {state === 'unanswered' && (
        <Text size="sm" role="status">
          {t('notStored.unanswered')}
        </Text>
      )}
    </FailurePaper>
  );
}

function FailurePaper(panel: { icon: ReactNode; title: string; lead: string; children: ReactNode }) {
  return (
    <Paper withBorder radius="lg" p="xl" maw={640} w="100%" mx="auto" my="xl" role="alert">
      <Stack gap="sm" align="start">
        {panel.icon}
        <Title order={1} size="h3">
          {panel.title}
        </Title>
        <Text>{panel.lead}</Text>
        {panel.children}
      </Stack>
    </Paper>
  );
}
