import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KeyCap } from './KeyCap.tsx';
import classes from './QuestionScreen.module.css';

interface AnswerActionsProps {
  readonly isAsking: boolean;
  readonly isSubmitting: boolean;
  readonly canCheck: boolean;
  readonly hints: 'none' | 'more' | 'shown';
  readonly onSkip: () => void;
  readonly onHint: () => void;
  readonly onCheck: () => void;
}

/** What a student can do with an open question, each with its key. */
export function AnswerActions(props: AnswerActionsProps) {
  const { isAsking, isSubmitting, canCheck, hints, onSkip, onHint, onCheck } = props;
  const { t } = useTranslation('practice');
  return (
    <div className={classes.actionBar}>
      <div className={classes.actions}>
        <Button variant="subtle" color="gray" onClick={onSkip} disabled={!isAsking} rightSection={<KeyCap>S</KeyCap>}>
          {t('actions.skip')}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={onHint}
          disabled={!isAsking || hints !== 'more'}
          rightSection={<KeyCap>H</KeyCap>}
        >
          {hints === 'none' ? t('actions.noHint') : t('actions.hint')}
        </Button>
        <Button
          className={classes.check}
          size="md"
          onClick={onCheck}
          disabled={!canCheck || !isAsking}
          loading={isSubmitting}
          rightSection={<KeyCap>Enter</KeyCap>}
        >
          {t('actions.check')}
        </Button>
      </div>
    </div>
  );
}
