import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnswerResponse, QuestionContent } from '../../shared/content/question.ts';
import type { Language } from '../../shared/model/profile.ts';
import { ChoiceList } from './ChoiceList.tsx';

interface AnswerInputProps {
  readonly question: QuestionContent;
  readonly language: Language;
  readonly response: AnswerResponse | null;
  readonly isLocked: boolean;
  readonly showsResult: boolean;
  /** False where the question is only looked at: a field to type in then leaves the focus where it is. */
  readonly takesFocus?: boolean;
  readonly onChange: (response: AnswerResponse | null) => void;
}

/** The part of a question that takes the answer, by the kind of the question. */
export function AnswerInput(props: AnswerInputProps) {
  const { t } = useTranslation('practice');
  const { question, response, isLocked, takesFocus = true, onChange } = props;
  if ('choices' in question) return <ChoiceList {...props} question={question} />;
  const isNumeric = question.kind === 'numeric';
  const unit = isNumeric ? question.numeric.unit : undefined;
  return (
    <TextInput
      label={t(isNumeric ? 'typed.number' : 'typed.text')}
      description={t(isNumeric ? 'typed.numberHelp' : 'typed.textHelp')}
      value={response?.kind === 'numeric' || response?.kind === 'text' ? response.text : ''}
      onChange={(event) => onChange(typedResponse(isNumeric, event.currentTarget.value))}
      disabled={isLocked}
      // Locked, it is still what the student compares with the right answer: as readable as a marked choice.
      styles={isLocked ? lockedStyles : {}}
      inputMode={isNumeric ? 'decimal' : 'text'}
      rightSection={unit}
      rightSectionWidth={unit === undefined ? undefined : 64}
      maxLength={isNumeric ? 100 : 500}
      size="lg"
      maw={360}
      autoComplete="off"
      spellCheck={false}
      data-typed-answer
      data-autofocus={takesFocus || undefined}
      autoFocus={takesFocus}
    />
  );
}

const lockedStyles = { input: { opacity: 1, color: 'var(--mantine-color-text)' } };

function typedResponse(isNumeric: boolean, text: string): AnswerResponse | null {
  if (text === '') return null;
  return { kind: isNumeric ? 'numeric' : 'text', text };
}
