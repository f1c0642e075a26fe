import { Button, Checkbox, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface CheckStepsProps {
  readonly steps: readonly string[];
  /** How many of them must be ticked before the list counts as gone through. */
  readonly neededCount: number;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** A short list to go through on paper, ticked off step by step. */
export function CheckSteps({ steps, neededCount, onDone, onCancel }: CheckStepsProps) {
  const { t } = useTranslation('reflexes');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const toggle = (step: string) => {
    const after = new Set(ticked);
    if (!after.delete(step)) after.add(step);
    setTicked(after);
  };
  return (
    <Stack gap={8}>
      {steps.map((step) => (
        <Checkbox key={step} label={step} checked={ticked.has(step)} onChange={() => toggle(step)} />
      ))}
      <Group gap={8}>
        <Button size="sm" disabled={ticked.size < Math.min(neededCount, steps.length)} onClick={onDone}>
          {t('run.checked', { done: ticked.size, needed: Math.min(neededCount, steps.length) })}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={onCancel}>
          {t('run.stop')}
        </Button>
      </Group>
    </Stack>
  );
}
