import { Alert, Button, List, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconMinus, IconPlugConnected, IconQuestionMark, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { ProfileSync } from '../../shared/host/sync-calls.ts';
import type { ConnectionReport } from '../../shared/model/connection-report.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useStudyHost } from '../app/study-host.tsx';

const looks = {
  good: { Icon: IconCheck, colour: 'var(--state-good-solid)' },
  failed: { Icon: IconX, colour: 'var(--state-critical-solid)' },
  unknown: { Icon: IconQuestionMark, colour: 'var(--state-rest-solid)' },
  not_tried: { Icon: IconMinus, colour: 'var(--state-rest-solid)' },
} as const;

/** Names the first thing that stands between this device and its server, and what to do about it. */
export function ConnectionTest({ sync }: { sync: ProfileSync }) {
  const { t } = useTranslation('sync');
  const { calls } = useStudyHost();
  const [report, setReport] = useState<ConnectionReport | null>(null);
  const [error, setError] = useState<Failure | null>(null);
  const [isRunning, setRunning] = useState(false);

  async function run(): Promise<void> {
    setRunning(true);
    setReport(null);
    setError(null);
    const outcome = await calls.testConnection({
      serverUrl: sync.serverUrl,
      kind: sync.serverKind,
      apiKey: null,
      studentId: sync.studentId,
    });
    if (outcome.ok) setReport(outcome.value);
    else setError(outcome.error);
    setRunning(false);
  }

  return (
    <section aria-labelledby="connection-test">
      <Title order={2} size="h4" id="connection-test" mb="xs">
        {t('test.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('test.lead')}
      </Text>
      <Stack gap="md" align="flex-start">
        {error !== null && <FailurePanel error={error} headingOrder={2} />}
        {report !== null && <Report report={report} />}
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={18} aria-hidden="true" />}
          loading={isRunning}
          onClick={() => void run()}
        >
          {t(isRunning ? 'test.running' : 'test.run')}
        </Button>
      </Stack>
    </section>
  );
}

function Report({ report }: { report: ConnectionReport }) {
  const { t } = useTranslation('sync');
  const { t: tErrors } = useTranslation('errors');
  const failedStep = report.steps.find(({ result }) => result === 'failed')?.step;
  return (
    <Stack gap="sm" w="100%" role="status">
      <List listStyleType="none" spacing={6}>
        {report.steps.map(({ step, result }) => {
          const { Icon, colour } = looks[result];
          return (
            <List.Item
              key={step}
              icon={
                <ThemeIcon size={22} radius="xl" color={colour} aria-hidden="true">
                  <Icon size={14} />
                </ThemeIcon>
              }
            >
              {t(`test.steps.${step}`)}
              <Text component="span" size="sm" c="dimmed">
                {` · ${t(`test.results.${result}`)}`}
              </Text>
            </List.Item>
          );
        })}
      </List>
      {failedStep === undefined || report.failure === null ? (
        <Text>
          {t('test.good')} {report.roundTripMs !== null && t('test.roundTrip', { ms: Math.round(report.roundTripMs) })}
        </Text>
      ) : (
        <Alert color="gray" title={tErrors(`${report.failure.code}.title`, report.failure.details)}>
          {t(`test.actions.${failedStep}`)}
        </Alert>
      )}
    </Stack>
  );
}
