import type { QuestionContent } from '../../shared/content/question.ts';
import type { Language } from '../../shared/model/profile.ts';
import { QuestionText } from '../question-text/QuestionText.tsx';
import classes from './RationaleSteps.module.css';

/** The worked solution, step by step. */
export function RationaleSteps({ question, language }: { question: QuestionContent; language: Language }) {
  return (
    <ol className={classes.steps}>
      {question.rationale.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of an immutable version never change places
        <li key={index}>
          <QuestionText text={step} format={question.textFormat} language={language} />
        </li>
      ))}
    </ol>
  );
}
