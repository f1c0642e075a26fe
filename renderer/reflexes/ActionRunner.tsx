import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ActionItem, Recommendation } from '../../shared/host/study-host-calls.ts';
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

/** Carries out the actions that need no session: timers, lists to go through, hints and reviews. */
export function ActionRunner({ item, recommendation, onDone, onCancel }: ActionRunnerProps) {
  const { t } = useTranslation('reflexes');
  switch (item.action) {
    case 'slow_down':
      return (
        <TimedAction
          seconds={item.duration_sec ?? 60}
          look="breathing"
          text={t('run.slow_down')}
          onDone={onDone}
          onCancel={onCancel}
        />
      );
    case 'micro_break':
      return (
        <TimedAction
          seconds={item.duration_sec ?? 45}
          look="plain"
          text={t('run.micro_break')}
          onDone={onDone}
          onCancel={onCancel}
        />
      );
    case 'time_box':
      return (
        <TimedAction
          seconds={item.duration_sec ?? 90}
          look="plain"
          text={t('run.time_box')}
          onDone={onDone}
          onCancel={onCancel}
        />
      );
    case 'recheck_steps':
      return (
        <CheckSteps
          steps={[t('run.recheck.read'), t('run.recheck.signs'), t('run.recheck.putBack'), t('run.recheck.unit')]}
          neededCount={item.count ?? 2}
          onDone={onDone}
          onCancel={onCancel}
        />
      );
    case 'split_solution': {
      const steps = [t('run.split.given'), t('run.split.asked'), t('run.split.relation'), t('run.split.solve')];
      const count = Math.min(item.steps ?? 3, steps.length);
      return <CheckSteps steps={steps.slice(0, count)} neededCount={count} onDone={onDone} onCancel={onCancel} />;
    }
    case 'hint':
      return (
        <MistakeHints recommendation={recommendation} level={item.level ?? 1} onDone={onDone} onCancel={onCancel} />
      );
    case 'review':
    case 'micro_review':
      return (
        <MistakeReview
          recommendation={recommendation}
          minutes={item.duration_min ?? 5}
          onDone={onDone}
          onCancel={onCancel}
        />
      );
    default:
      // An action of a newer server: we cannot carry it out here, so the student says when it is done.
      return (
        <div>
          <Text size="sm">{item.label}</Text>
          <Group gap={8} mt={8}>
            <Button size="compact-md" onClick={onDone}>
              {t('run.markDone')}
            </Button>
            <Button size="compact-md" variant="subtle" color="gray" onClick={onCancel}>
              {t('run.stop')}
            </Button>
          </Group>
        </div>
      );
  }
}
