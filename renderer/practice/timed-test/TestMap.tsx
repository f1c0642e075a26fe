import { IconFlagFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './TestMap.module.css';
import { hasAnswer, type TestInProgress } from './test-steps.ts';

/** Every question as a number: which are answered, which are marked, and a way to each. */
export function TestMap({ progress, onGoTo }: { progress: TestInProgress; onGoTo: (position: number) => void }) {
  const { t } = useTranslation('timedTest');
  return (
    <nav className={classes.map} aria-label={t('map')}>
      {progress.session.questions.map((_, position) => {
        const answer = progress.test.answers[position];
        const isAnswered = answer !== undefined && hasAnswer(answer);
        const isFlagged = answer?.isFlagged === true;
        const number = position + 1;
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a question is its place, and a template may come twice
            key={position}
            type="button"
            className={classes.entry}
            data-answered={isAnswered || undefined}
            aria-current={position === progress.position ? 'step' : undefined}
            aria-label={t(isFlagged ? 'mapEntryFlagged' : 'mapEntry', {
              number,
              state: t(isAnswered ? 'answeredState' : 'blankState'),
            })}
            onClick={() => onGoTo(position)}
          >
            {number}
            {isFlagged && <IconFlagFilled className={classes.flag} size={12} aria-hidden="true" />}
          </button>
        );
      })}
    </nav>
  );
}
