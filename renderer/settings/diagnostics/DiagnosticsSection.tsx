import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { IconRefresh, IconTool } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/errors/outcome.ts';
import type { RepairStep } from '../../../shared/model/health-report.ts';
import { FailurePanel } from '../../app/FailurePanel.tsx';
import { useHostQuery, useStudyHost } from '../../app/study-host.tsx';
import { FindingList } from './FindingList.tsx';
import { HealthFigures } from './HealthFigures.tsx';
import { HealthVerdict } from './HealthVerdict.tsx';
import { RepairedList } from './RepairedList.tsx';

type RepairState =
  | { readonly name: 'idle' }
  | { readonly name: 'running' }
  | { readonly name: 'done'; readonly steps: readonly RepairStep[] }
  | { readonly name: 'failed'; readonly error: Failure };

const healthKey = ['health'];

/**
 * The health checks of the deployment guide, run on the database of this computer, and the repair of what they find.
 * They begin when the section comes into sight: they keep the database busy for a second or more, and whoever came to
 * change the theme, or a preset, should not wait for them.
 */
export function DiagnosticsSection() {
  const { t } = useTranslation('settings');
  const { ref, inViewport } = useInViewport<HTMLElement>();
  const [isSeen, setSeen] = useState(false);
  if (inViewport && !isSeen) setSeen(true);
  return (
    <section aria-labelledby="diagnostics" ref={ref}>
      <Title order={2} size="h4" id="diagnostics" mb="xs">
        {t('diagnostics.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('diagnostics.lead')}
      </Text>
      {isSeen ? <Diagnostics /> : <Skeleton height={220} animate={false} />}
    </section>
  );
}

function Diagnostics() {
  const { t } = useTranslation('settings');
  const { calls } = useStudyHost();
  const queryClient = useQueryClient();
  const query = useHostQuery(healthKey, (host) => host.readHealth());
  const [repair, setRepair] = useState<RepairState>({ name: 'idle' });
  const report = query.data;
  const isMendable = report?.findings.some((finding) => finding.isMendable && finding.severity === 'broken') === true;

  async function mend(): Promise<void> {
    setRepair({ name: 'running' });
    const outcome = await calls.repairDatabase();
    if (!outcome.ok) return setRepair({ name: 'failed', error: outcome.error });
    queryClient.setQueryData(healthKey, outcome.value.health);
    setRepair({ name: 'done', steps: outcome.value.steps });
  }

  return (
    <>
      {query.failure !== null && <FailurePanel error={query.failure} onRetry={query.refetch} />}
      {report === undefined && query.failure === null && (
        <div role="status" aria-label={t('diagnostics.checking')}>
          <Skeleton height={220} />
        </div>
      )}
      {report !== undefined && (
        <Stack gap="md">
          <HealthVerdict report={report} />
          <FindingList findings={report.findings} />
          <HealthFigures report={report} />
          {repair.name === 'done' && <RepairedList steps={repair.steps} />}
          {repair.name === 'failed' && <FailurePanel error={repair.error} />}
          <Group gap="sm">
            {isMendable && (
              <Button
                leftSection={<IconTool size={18} aria-hidden="true" />}
                loading={repair.name === 'running'}
                onClick={() => void mend()}
              >
                {t(repair.name === 'running' ? 'diagnostics.repairing' : 'diagnostics.repair')}
              </Button>
            )}
            <Button
              variant="default"
              leftSection={<IconRefresh size={18} aria-hidden="true" />}
              disabled={repair.name === 'running'}
              onClick={() => {
                setRepair({ name: 'idle' });
                query.refetch();
              }}
            >
              {t('diagnostics.check')}
            </Button>
          </Group>
        </Stack>
      )}
    </>
  );
}
