import { Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QuestionContent } from '../../shared/content/question.ts';
import type { TableSample } from '../../shared/model/table-preview.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { RightAnswer } from '../practice/RightAnswer.tsx';
import { QuestionText } from '../question-text/QuestionText.tsx';
import classes from './TableMapping.module.css';

/** The first questions of a table as a student would read them, with what is right. */
export function TableSamples({ samples }: { samples: readonly TableSample[] }) {
  const { t } = useTranslation('content');
  if (samples.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h5" mb="xs">
        {t('table.samples')}
      </Title>
      <ol className={classes.samples}>
        {samples.map((sample) => (
          <li key={sample.entry} className={classes.sample}>
            {sample.kind === 'question' ? (
              <SampleQuestion content={sample.content} />
            ) : (
              <Text size="sm">
                {t('table.sampleRefused', {
                  number: sample.entry,
                  reason: t(`refusals.${sample.refusal.reason}`),
                })}
              </Text>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function SampleQuestion({ content }: { content: QuestionContent }) {
  const { t } = useTranslation('content');
  const { profile } = useActiveProfile();
  const { textFormat } = content;
  return (
    <>
      <Text component="div" fw={500}>
        <QuestionText text={content.stem} format={textFormat} language={profile.language} />
      </Text>
      {'choices' in content && (
        <ul className={classes.choices}>
          {content.choices.map((choice) => (
            <li key={choice.key} data-right={choice.isRight || undefined}>
              {choice.isRight && <IconCheck size={16} role="img" aria-label={t('table.roles.right')} />}
              <QuestionText text={choice.text} format={textFormat} language={profile.language} />
            </li>
          ))}
        </ul>
      )}
      {!('choices' in content) && <RightAnswer question={content} language={profile.language} />}
    </>
  );
}
