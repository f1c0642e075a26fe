import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Time on this question as a quiet number: it turns neither red nor blinking. */
export function QuietTimer({
  readElapsedSeconds,
  isRunning,
}: {
  readElapsedSeconds: () => number;
  isRunning: boolean;
}) {
  const { t } = useTranslation('practice');
  const [seconds, setSeconds] = useState(() => Math.floor(readElapsedSeconds()));
  useEffect(() => {
    const show = () => setSeconds(Math.floor(readElapsedSeconds()));
    show();
    if (!isRunning) return;
    const timer = setInterval(show, 250);
    return () => clearInterval(timer);
  }, [readElapsedSeconds, isRunning]);
  return (
    <Text
      size="sm"
      c="dimmed"
      role="timer"
      aria-live="off"
      aria-label={t('timer.label')}
      style={{ fontVariantNumeric: 'tabular-nums' }}
    >
      {formatMinutesSeconds(seconds)}
    </Text>
  );
}

/** 75 -> "1:15". */
export function formatMinutesSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
