import { Button, Group, RingProgress, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMinutesSeconds } from '../practice/QuietTimer.tsx';
import classes from './TimedAction.module.css';

interface TimedActionProps {
  readonly seconds: number;
  readonly look: 'breathing' | 'plain';
  readonly text: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** A timer that runs to its end by the clock, also while the window is hidden. */
export function TimedAction({ seconds, look, text, onDone, onCancel }: TimedActionProps) {
  const { t } = useTranslation('reflexes');
  const [endsAtMs] = useState(() => performance.now() + seconds * 1000);
  const [leftSeconds, setLeftSeconds] = useState(seconds);
  const finish = useRef(onDone);
  finish.current = onDone;

  useEffect(() => {
    const timer = setInterval(() => {
      const left = (endsAtMs - performance.now()) / 1000;
      setLeftSeconds(Math.max(0, left));
      if (left > 0) return;
      clearInterval(timer);
      finish.current();
    }, 200);
    return () => clearInterval(timer);
  }, [endsAtMs]);

  return (
    <div className={classes.action}>
      <div className={classes.dial} data-look={look}>
        <RingProgress
          size={72}
          thickness={5}
          roundCaps
          sections={[{ value: (100 * leftSeconds) / seconds, color: 'violet' }]}
          label={
            <Text ta="center" size="sm" role="timer" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {formatMinutesSeconds(Math.ceil(leftSeconds))}
            </Text>
          }
        />
      </div>
      <div>
        <Text size="sm">{text}</Text>
        <Group gap={8} mt={6}>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
            {t('run.stop')}
          </Button>
        </Group>
      </div>
    </div>
  );
}
