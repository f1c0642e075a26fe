import { Divider, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MistakeDetail } from '../../shared/model/mistake.ts';
import type { Language } from '../../shared/model/profile.ts';
import { dateFormat } from '../app/date-format.ts';
import { AnswerInput } from '../practice/AnswerInput.tsx';
import { nameMistakeCode } from '../practice/name-mistake-code.ts';
import { RationaleSteps } from '../practice/RationaleSteps.tsx';
import { RightAnswer } from '../practice/RightAnswer.tsx';
import { FigureDrawing } from '../question-text/FigureDrawing.tsx';
import { QuestionStem } from '../question-text/QuestionStem.tsx';

/** A mistake as it was: the question, what was answered, what is right and why. */
export function ReviewedMistake({ mistake, language }: { mistake: MistakeDetail; language: Language }) {
  const { t } = useTranslation('reflexes');
  const { t: tPractice } = useTranslation('practice');
  const content = mistake.question?.content;
  if (content === undefined) return null;
  const when = dateFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(mistake.occurredAt));
  return (
    <Stack gap="sm">
      <Text size="xs" c="dimmed">
        {`${when} · ${nameMistakeCode(tPractice, mistake.mistakeCode)}`}
      </Text>
      <div style={{ fontSize: '1.125rem' }}>
        <QuestionStem content={content} language={language} />
      </div>
      {content.figure !== undefined && <FigureDrawing figure={content.figure} language={language} />}
      <AnswerInput
        question={content}
        language={language}
        response={mistake.response}
        isLocked
        showsResult
        onChange={() => undefined}
      />
      {mistake.response?.kind === 'blank' && <Text size="sm">{t('review.blank')}</Text>}
      <RightAnswer question={content} language={language} />
      <Divider label={tPractice('feedback.rationale')} labelPosition="left" />
      <RationaleSteps question={content} language={language} />
    </Stack>
  );
}
