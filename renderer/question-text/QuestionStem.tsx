import { useTranslation } from 'react-i18next';
import type { QuestionContent } from '../../shared/content/question.ts';
import type { Language } from '../../shared/model/profile.ts';
import classes from './QuestionStem.module.css';
import { QuestionText } from './QuestionText.tsx';

/** What is asked, under what several questions share of it. */
export function QuestionStem({ content, language }: { content: QuestionContent; language: Language }) {
  const { t } = useTranslation('practice');
  return (
    <>
      {content.stimulus !== undefined && (
        <section className={classes.stimulus} aria-label={t('stimulus')}>
          <QuestionText text={content.stimulus} format={content.textFormat} language={language} />
        </section>
      )}
      <QuestionText text={content.stem} format={content.textFormat} language={language} />
    </>
  );
}
