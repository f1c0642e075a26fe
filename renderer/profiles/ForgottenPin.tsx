import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { Profile } from '../../shared/model/profile.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import { useCountdown } from './use-countdown.ts';
import { wordDuration } from './word-duration.ts';

interface ForgottenPinProps {
  readonly profile: Profile;
  /** Null: nobody has asked for it yet. */
  readonly resetWaitSeconds: number | null;
  readonly onRemoved: () => void;
  readonly onCancel?: () => void;
}

/** The way out for who forgot the PIN: slow, and in sight of the one whose PIN it is. */
export function ForgottenPin({ profile, resetWaitSeconds, onRemoved, onCancel }: ForgottenPinProps) {
  const { t } = useTranslation('profiles');
  const { calls } = useStudyHost();
  const [isWorking, setWorking] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const leftSeconds = useCountdown(resetWaitSeconds, resetWaitSeconds);
  const isAsked = resetWaitSeconds !== null;

  async function go(): Promise<void> {
    setWorking(true);
    const studentId = profile.id;
    const outcome = isAsked ? await calls.takePinReset({ studentId }) : await calls.askPinReset({ studentId });
    setWorking(false);
    setError(outcome.ok ? null : outcome.error);
    if (outcome.ok && isAsked) onRemoved();
  }

  return (
    <Stack gap="sm">
      {isAsked ? (
        <Text size="sm" role="status">
          {leftSeconds > 0 ? t('reset.asked', { time: wordDuration(leftSeconds, profile.language) }) : t('reset.ready')}
        </Text>
      ) : (
        <>
          <Text size="sm">{t('reset.how')}</Text>
          <Text size="sm">{t('reset.kept')}</Text>
        </>
      )}
      {error !== null && <FailurePanel error={error} headingOrder={2} />}
      {(!isAsked || leftSeconds === 0) && (
        <Group gap="xs">
          <Button variant="default" size="sm" loading={isWorking} onClick={() => void go()}>
            {t(isAsked ? 'reset.take' : 'reset.ask')}
          </Button>
          {onCancel !== undefined && (
            <Button variant="subtle" color="gray" size="sm" onClick={onCancel}>
              {t('reset.cancel')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
