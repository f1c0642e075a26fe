import { Paper, Text } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QuestionContent } from '../../shared/content/question.ts';
import type { Language } from '../../shared/model/profile.ts';
import { QuestionText } from '../question-text/QuestionText.tsx';

/** The hints asked for so far, from general to specific. */
export function HintPanel({
  question,
  shownCount,
  language,
}: {
  question: QuestionContent;
  shownCount: number;
  language: Language;
}) {
  const { t } = useTranslation('practice');
  if (shownCount === 0) return null;
  return (
    <Paper withBorder radius="md" p="md" aria-live="polite">
      {question.hints.slice(0, shownCount).map((hint, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the hints of an immutable version never change places
        <div key={index} style={{ display: 'flex', gap: 10, marginTop: index === 0 ? 0 : 10 }}>
          <IconBulb size={18} aria-hidden="true" style={{ flex: 'none', marginTop: 3 }} />
          <div>
            <Text size="xs" c="dimmed">
              {t('hints.number', { number: index + 1, count: question.hints.length })}
            </Text>
            <QuestionText text={hint} format={question.textFormat} language={language} />
          </div>
        </div>
      ))}
    </Paper>
  );
}
