import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ActionItem, Recommendation } from '../../shared/model/reflex.ts';
import { CheckSteps } from './CheckSteps.tsx';
import { MistakeHints } from './MistakeHints.tsx';
import { MistakeReview } from './MistakeReview.tsx';
import { TimedAction } from './TimedAction.tsx';

interface ActionRunnerProps {
  readonly item: ActionItem;
  readonly recommendation: Recommendation;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** The timers, with their length when the database names none. */
const timedActions = {
  slow_down: { seconds: 60, look: 'breathing' },
  micro_break: { seconds: 45, look: 'plain' },
  time_box: { seconds: 90, look: 'plain' },
} as const;

/** Carries out the actions that need no session: timers, lists to go through, hints and reviews. */
export function ActionRunner({ item, recommendation, onDone, onCancel }: ActionRunnerProps) {
  const { t } = useTranslation('reflexes');
  const ends = { onDone, onCancel };
  const { action } = item;
  if (isTimed(action)) {
    const { seconds, look } = timedActions[action];
    return <TimedAction seconds={item.duration_sec ?? seconds} look={look} text={t(`run.${action}`)} {...ends} />;
  }
  switch (action) {
    case 'recheck_steps': {
      const steps = (['read', 'signs', 'putBack', 'unit'] as const).map((step) => t(`run.recheck.${step}`));
      return <CheckSteps steps={steps} neededCount={item.count ?? 2} {...ends} />;
    }
    case 'split_solution': {
      const steps = (['given', 'asked', 'relation', 'solve'] as const).map((step) => t(`run.split.${step}`));
      const count = Math.min(item.steps ?? 3, steps.length);
      return <CheckSteps steps={steps.slice(0, count)} neededCount={count} {...ends} />;
    }
    case 'hint':
      return <MistakeHints recommendation={recommendation} level={item.level ?? 1} {...ends} />;
    case 'review':
    case 'micro_review':
      return <MistakeReview recommendation={recommendation} minutes={item.duration_min ?? 5} {...ends} />;
    default:
      // An action of a newer server: we cannot carry it out here, so the student says when it is done.
      return (
        <div>
          <Text size="sm">{item.label}</Text>
          <Group gap={8} mt={8}>
            <Button size="sm" onClick={onDone}>
              {t('run.markDone')}
            </Button>
            <Button size="sm" variant="subtle" color="gray" onClick={onCancel}>
              {t('run.stop')}
            </Button>
          </Group>
        </div>
      );
  }
}

function isTimed(action: string): action is keyof typeof timedActions {
  return Object.hasOwn(timedActions, action);
}
