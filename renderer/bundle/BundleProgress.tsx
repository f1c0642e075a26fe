import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStudyHost } from '../app/study-host.tsx';
import { useBundleProgress } from './use-bundle-progress.ts';

/** How far it is, and a way to stop. */
export function BundleProgress({ progressId, text }: { progressId: string; text: string }) {
  const { t } = useTranslation('bundle');
  const { calls } = useStudyHost();
  const share = useBundleProgress(progressId);
  return (
    <div style={{ width: 'min(420px, 100%)' }}>
      <Text mb={6} role="status" style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
      <Group gap="sm" wrap="nowrap">
        <Progress
          value={share === null ? 100 : share * 100}
          animated={share === null}
          aria-label={t('progress')}
          style={{ flex: 1 }}
        />
        <Button variant="default" size="compact-sm" onClick={() => void calls.cancelBundle({ progressId })}>
          {t('cancel')}
        </Button>
      </Group>
    </div>
  );
}
