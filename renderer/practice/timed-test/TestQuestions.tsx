import { Divider, Stack, Title } from '@mantine/core';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { FigureDrawing } from '../../question-text/FigureDrawing.tsx';
import { QuestionStem } from '../../question-text/QuestionStem.tsx';
import { AnswerInput } from '../AnswerInput.tsx';
import { formatMinutesSeconds } from '../QuietTimer.tsx';
import { RationaleSteps } from '../RationaleSteps.tsx';
import { RightAnswer } from '../RightAnswer.tsx';
import classes from './TestResult.module.css';
import type { TestResult } from './test-result.ts';
import type { TestInProgress } from './test-steps.ts';

const outcomeIcons = { right: IconCheck, wrong: IconX, blank: IconMinus } as const;

/** Each question of a test to fold open: what was answered, what is right, and why. */
export function TestQuestions({ progress, result }: { progress: TestInProgress; result: TestResult }) {
  const { t } = useTranslation('timedTest');
  const { t: tPractice } = useTranslation('practice');
  const { profile } = useActiveProfile();
  const { language } = profile;
  return (
    <section aria-labelledby="test-questions">
      <Title order={2} size="h4" id="test-questions" mb="xs">
        {t('result.questions')}
      </Title>
      {result.questions.map(({ position, outcome, timeSpentSeconds }) => {
        const content = progress.session.questions[position]?.content;
        if (content === undefined) return null;
        const Icon = outcomeIcons[outcome];
        return (
          <details key={position} className={classes.question} data-outcome={outcome}>
            <summary>
              <Icon size={18} aria-hidden="true" />
              {t('result.question', {
                number: position + 1,
                outcome: tPractice(`feedback.${outcome}`),
                time: formatMinutesSeconds(timeSpentSeconds),
              })}
            </summary>
            <Stack gap="sm" mt="sm">
              <div className={classes.stem}>
                <QuestionStem content={content} language={language} />
              </div>
              {content.figure !== undefined && <FigureDrawing figure={content.figure} language={language} />}
              {/* A radio group of its own for each question: several may be open. */}
              <form onSubmit={(event) => event.preventDefault()}>
                <AnswerInput
                  question={content}
                  language={language}
                  response={progress.test.answers[position]?.response ?? null}
                  isLocked
                  showsResult
                  onChange={() => undefined}
                />
              </form>
              <RightAnswer question={content} language={language} />
              {content.rationale.length > 0 && (
                <>
                  <Divider label={tPractice('feedback.rationale')} labelPosition="left" />
                  <RationaleSteps question={content} language={language} />
                </>
              )}
            </Stack>
          </details>
        );
      })}
    </section>
  );
}
