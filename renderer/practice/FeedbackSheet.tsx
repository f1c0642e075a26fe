import { Button, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconMinus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionContent } from '../../shared/content/question.ts';
import type { Language } from '../../shared/model/profile.ts';
import { QuestionText } from '../question-text/QuestionText.tsx';
import type { ShownFeedback } from '../store/local-store.ts';
import classes from './FeedbackSheet.module.css';
import { KeyCap } from './KeyCap.tsx';
import { RationaleSteps } from './RationaleSteps.tsx';
import { ReasonChips } from './ReasonChips.tsx';
import { RightAnswer } from './RightAnswer.tsx';

interface FeedbackSheetProps {
  readonly question: QuestionContent;
  readonly feedback: ShownFeedback;
  readonly language: Language;
  readonly isLastQuestion: boolean;
  readonly onReason: (mistakeCode: string) => void;
  readonly onGoOn: () => void;
  /** What a review adds: how easy it was and when the question comes back. */
  readonly review?: ReactNode;
}

const outcomeIcons = { right: IconCircleCheck, wrong: IconCircleX, blank: IconMinus } as const;

/** The sheet at the foot: right or wrong in a word, then why. Nothing above it moves. */
export function FeedbackSheet(props: FeedbackSheetProps) {
  const { question, feedback, language, isLastQuestion, onReason, onGoOn, review } = props;
  const { t } = useTranslation('practice');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const Icon = outcomeIcons[feedback.outcome];
  const isRight = feedback.outcome === 'right';
  return (
    <section className={classes.sheet} data-outcome={feedback.outcome} aria-labelledby="feedback-heading">
      <div className={classes.column}>
        <header className={classes.head}>
          <Icon className={classes.icon} size={26} aria-hidden="true" />
          <Title order={2} size="h4" id="feedback-heading" tabIndex={-1} ref={heading} className={classes.word}>
            {t(`feedback.${feedback.outcome}`)}
          </Title>
          {!isRight && <RightAnswer question={question} language={language} />}
          <Button className={classes.next} onClick={onGoOn} rightSection={<KeyCap>Enter</KeyCap>}>
            {t(isLastQuestion ? 'feedback.finish' : 'feedback.next')}
          </Button>
        </header>
        {!feedback.isConfirmed && (
          <Text size="sm" c="dimmed" role="status">
            {t('feedback.waiting')}
          </Text>
        )}
        {feedback.isEarlierAnswer === true && (
          <Text size="sm" c="dimmed" role="status">
            {t('feedback.earlier')}
          </Text>
        )}
        <div className={classes.body}>
          <div className={classes.explanation}>
            {review}
            <ChosenFeedback question={question} feedback={feedback} language={language} />
            {question.rationale.length > 0 && (
              <details className={classes.rationale} open={!isRight}>
                <summary>{t('feedback.rationale')}</summary>
                <RationaleSteps question={question} language={language} />
              </details>
            )}
          </div>
          {!isRight && feedback.mistakeId !== null && (
            <ReasonChips suggestedCode={feedback.mistakeCode} reasonCode={feedback.reasonCode} onChoose={onReason} />
          )}
        </div>
      </div>
    </section>
  );
}

/** What the pack says of the wrong choice that was made. */
function ChosenFeedback({
  question,
  feedback,
  language,
}: Pick<FeedbackSheetProps, 'question' | 'feedback' | 'language'>) {
  if (!('choices' in question) || feedback.response.kind !== 'choices') return null;
  const chosenKeys = feedback.response.choiceKeys;
  const texts = question.choices.flatMap((choice) =>
    !choice.isRight && choice.feedback !== undefined && chosenKeys.includes(choice.key)
      ? [{ key: choice.key, text: choice.feedback }]
      : [],
  );
  return texts.map(({ key, text }) => (
    <Text key={key} component="div">
      <QuestionText text={text} format={question.textFormat} language={language} />
    </Text>
  ));
}
