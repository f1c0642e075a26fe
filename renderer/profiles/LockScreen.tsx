import { Alert, Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { IconLockOpen, IconUsers } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { Profile } from '../../shared/model/profile.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useHostQuery, useStudyHost } from '../app/study-host.tsx';
import { ForgottenPin } from './ForgottenPin.tsx';
import classes from './LockScreen.module.css';
import { PinField } from './PinField.tsx';
import { ProfileAvatar } from './ProfileAvatar.tsx';
import { useCountdown } from './use-countdown.ts';
import { wordDuration } from './word-duration.ts';

interface LockScreenProps {
  readonly profile: Profile;
  readonly onOpened: () => void;
  /** Somebody else wants to study. */
  readonly onLeave: () => void;
}

/** In front of a profile with a PIN: its owner types it, somebody else goes to the other profiles. */
export function LockScreen({ profile, onOpened, onLeave }: LockScreenProps) {
  const { t } = useTranslation('profiles');
  const { calls } = useStudyHost();
  const field = useRef<HTMLInputElement>(null);
  const [pin, setPin] = useState('');
  const [isTrying, setTrying] = useState(false);
  const [isForgotten, setForgotten] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const state = useHostQuery(['locks', profile.id], (host) => host.readLockState({ studentId: profile.id }));
  const told = error === null ? state.data?.waitSeconds : error.details.waitSeconds;
  const waitSeconds = useCountdown(typeof told === 'number' ? told : null, error ?? state.data);
  const isWaiting = waitSeconds > 0;

  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (pin === '' || isWaiting || isTrying) return;
    setTrying(true);
    const outcome = await calls.unlockProfile({ studentId: profile.id, pin });
    setTrying(false);
    if (outcome.ok) return onOpened();
    setPin('');
    setError(outcome.error);
    field.current?.focus();
  }

  function wordError(): string | null {
    if (isWaiting) return t('lock.wait', { time: wordDuration(waitSeconds, profile.language) });
    if (error?.code === 'INVALID_INPUT') return t('lock.wrong');
    if (error?.code !== 'PIN_WRONG') return null;
    const triesLeft = Number(error.details.triesLeft);
    return triesLeft > 0 ? t('lock.wrongLeft', { count: triesLeft }) : t('lock.wrong');
  }

  const isExpected = error === null || ['PIN_WRONG', 'PIN_WAIT', 'INVALID_INPUT'].includes(error.code);
  return (
    <main id="main" className={classes.page}>
      <ProfileAvatar profile={profile} size={72} />
      <div>
        <Title order={1} size="h2" ta="center" style={{ overflowWrap: 'anywhere' }}>
          {profile.displayName}
        </Title>
        <Text c="dimmed" ta="center">
          {t('lock.lead')}
        </Text>
      </div>
      <form onSubmit={(event) => void open(event)} className={classes.form} noValidate>
        <Stack gap="sm">
          <PinField
            ref={field}
            label={t('lock.pin')}
            value={pin}
            onChange={setPin}
            error={wordError()}
            // A wait that is counted down is not read out each second.
            errorProps={isWaiting ? {} : { role: 'alert' }}
            disabled={isWaiting}
            size="md"
            autoFocus
          />
          <Button
            type="submit"
            loading={isTrying}
            disabled={isWaiting}
            leftSection={<IconLockOpen size={18} aria-hidden="true" />}
          >
            {t('lock.open')}
          </Button>
          {!isExpected && <FailurePanel error={error} headingOrder={2} />}
        </Stack>
      </form>
      {typeof state.data?.resetWaitSeconds === 'number' ? (
        <Alert className={classes.asked} color="orange" variant="light">
          <ForgottenPin profile={profile} resetWaitSeconds={state.data.resetWaitSeconds} onRemoved={onOpened} />
        </Alert>
      ) : isForgotten ? (
        <Alert className={classes.asked} color="gray" variant="light" title={t('reset.title')}>
          <ForgottenPin
            profile={profile}
            resetWaitSeconds={null}
            onRemoved={onOpened}
            onCancel={() => setForgotten(false)}
          />
        </Alert>
      ) : (
        <Anchor component="button" type="button" size="sm" onClick={() => setForgotten(true)}>
          {t('lock.forgot')}
        </Anchor>
      )}
      <Button variant="subtle" leftSection={<IconUsers size={18} aria-hidden="true" />} onClick={onLeave}>
        {t('lock.other')}
      </Button>
    </main>
  );
}
