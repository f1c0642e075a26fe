import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuestionContent } from '../../shared/content/question.ts';
import type { Language } from '../../shared/model/profile.ts';
import { QuestionText } from '../question-text/QuestionText.tsx';
import { choiceLetter } from './ChoiceList.tsx';

/** "Right answer: C) 12", by the kind of the question. */
export function RightAnswer({ question, language }: { question: QuestionContent; language: Language }) {
  const { t } = useTranslation('practice');
  return (
    <Text component="div" style={{ display: 'flex', flexWrap: 'wrap', gap: '0 8px' }}>
      <Text span fw={600}>
        {t('feedback.rightAnswer')}
      </Text>
      <RightAnswerText question={question} language={language} />
    </Text>
  );
}

function RightAnswerText({ question, language }: { question: QuestionContent; language: Language }) {
  if ('choices' in question) {
    return question.choices.flatMap((choice, index) =>
      choice.isRight
        ? [
            <span key={choice.key}>
              {question.kind === 'true_false' ? '' : `${choiceLetter(index)}) `}
              <QuestionText text={choice.text} format={question.textFormat} language={language} />
            </span>,
          ]
        : [],
    );
  }
  if (question.kind === 'numeric') {
    const { value, tolerance, unit } = question.numeric;
    const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 10, useGrouping: false });
    const around = tolerance > 0 ? ` ± ${number.format(tolerance)}` : '';
    // The minus of maths, as the question beside it has.
    const text = `${number.format(value)}${around}${unit === undefined ? '' : ` ${unit}`}`.replace(/^-/, '−');
    return <span>{text}</span>;
  }
  return <span>{question.shortText.accepted[0]}</span>;
}
