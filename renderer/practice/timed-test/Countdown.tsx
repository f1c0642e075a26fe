import { Text, VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMinutesSeconds } from '../QuietTimer.tsx';

/** Minutes left at which a screen reader is told: who sees the number needs no reminder. */
const saidMinutes = [10, 5, 1];

/** The time left as a quiet number: it turns neither red nor blinking. */
export function Countdown({ readSecondsLeft }: { readSecondsLeft: () => number }) {
  const { t } = useTranslation('timedTest');
  const [seconds, setSeconds] = useState(() => Math.ceil(readSecondsLeft()));
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.ceil(readSecondsLeft())), 250);
    return () => clearInterval(timer);
  }, [readSecondsLeft]);
  const minutes = Math.ceil(seconds / 60);
  return (
    <>
      <Text
        size="sm"
        c="dimmed"
        role="timer"
        aria-live="off"
        aria-label={t('clock')}
        style={{ fontVariantNumeric: 'tabular-nums' }}
      >
        {formatMinutesSeconds(seconds)}
      </Text>
      <VisuallyHidden role="status">
        {saidMinutes.includes(minutes) ? t('minutesLeft', { count: minutes }) : ''}
      </VisuallyHidden>
    </>
  );
}
