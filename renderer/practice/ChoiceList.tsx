import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AnswerResponse, QuestionContent } from '../../shared/content/question.ts';
import type { Language } from '../../shared/model/profile.ts';
import { QuestionText } from '../question-text/QuestionText.tsx';
import classes from './ChoiceList.module.css';

type ChoiceQuestion = Extract<QuestionContent, { choices: unknown }>;

interface ChoiceListProps {
  readonly question: ChoiceQuestion;
  readonly language: Language;
  readonly response: AnswerResponse | null;
  readonly isLocked: boolean;
  /** After the answer: right choices are marked, and the student's own wrong one. */
  readonly showsResult: boolean;
  readonly onChange: (response: AnswerResponse | null) => void;
}

/** The choices as full-width rows with their key in a small cap. */
export function ChoiceList({ question, language, response, isLocked, showsResult, onChange }: ChoiceListProps) {
  const { t } = useTranslation('practice');
  const chosen = new Set(response?.kind === 'choices' ? response.choiceKeys : []);
  const isMultiple = question.kind === 'multiple_answers';
  return (
    <fieldset className={classes.list} disabled={isLocked}>
      <legend className={classes.legend}>{t(isMultiple ? 'choices.several' : 'choices.one')}</legend>
      {question.choices.map((choice, index) => {
        const isChosen = chosen.has(choice.key);
        const mark = !showsResult ? 'none' : choice.isRight ? 'right' : isChosen ? 'wrong' : 'none';
        return (
          <label key={choice.key} className={classes.choice} data-chosen={isChosen || undefined} data-mark={mark}>
            <input
              className={classes.input}
              type={isMultiple ? 'checkbox' : 'radio'}
              name="choice"
              value={choice.key}
              checked={isChosen}
              onChange={() => onChange(toggleChoice(question, chosen, choice.key))}
            />
            {/* The letter is part of the choice's name: it is the key to press, and a formula alone gives no name everywhere. */}
            <VisuallyHidden>{choiceLetter(index)}</VisuallyHidden>
            <span className={classes.cap} aria-hidden="true">
              {mark === 'right' ? (
                <IconCheck size={16} />
              ) : mark === 'wrong' ? (
                <IconX size={16} />
              ) : (
                choiceLetter(index)
              )}
            </span>
            <span className={classes.text}>
              <QuestionText text={choice.text} format={question.textFormat} language={language} />
            </span>
            {mark !== 'none' && (
              <span className={classes.result}>{t(mark === 'right' ? 'choices.right' : 'choices.yours')}</span>
            )}
          </label>
        );
      })}
    </fieldset>
  );
}

export function choiceLetter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

/** The response after choosing `key`: the other one is dropped unless several may be chosen. */
export function toggleChoice(
  question: ChoiceQuestion,
  chosen: ReadonlySet<string>,
  key: string,
): AnswerResponse | null {
  if (question.kind !== 'multiple_answers') return { kind: 'choices', choiceKeys: [key] };
  const keys = question.choices
    .map((choice) => choice.key)
    .filter((other) => (other === key ? !chosen.has(key) : chosen.has(other)));
  return keys.length === 0 ? null : { kind: 'choices', choiceKeys: keys };
}
