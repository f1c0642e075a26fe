import { ActionIcon, Button, Checkbox, Radio, Select, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { knownMistakeCodes } from '../../../shared/content/mistake-codes.ts';
import { choiceLetter } from '../../practice/ChoiceList.tsx';
import { nameMistakeCode } from '../../practice/name-mistake-code.ts';
import classes from './QuestionBrowser.module.css';
import { mostChoices, type QuestionDraft, withChoice, withChoiceAdded } from './question-draft.ts';
import { WrittenText } from './WrittenText.tsx';

interface ChoiceFieldsProps {
  readonly draft: QuestionDraft;
  /** Of the text: one that the app speaks, or whatever an import named. */
  readonly language: string;
  readonly problem: string | null;
  readonly onChange: (draft: QuestionDraft) => void;
}

/** Codes that a choice can lead from; blank and "no reason" are no misconceptions. */
const codesOfChoices = knownMistakeCodes.filter((code) => code !== 'BLANK' && code !== 'UNCLASSIFIED');

/** The choices of a question: which is right, and why somebody would pick a wrong one. */
export function ChoiceFields({ draft, language, problem, onChange }: ChoiceFieldsProps) {
  const { t } = useTranslation('questions');
  const { t: tPractice } = useTranslation('practice');
  const isFixed = draft.kind === 'true_false';
  const Mark = draft.kind === 'multiple_answers' ? Checkbox : Radio;
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }} data-problem={problem === null ? undefined : true}>
      <legend style={{ padding: 0, fontSize: 'var(--mantine-font-size-sm)', fontWeight: 500 }}>
        {t('field.choices')}
      </legend>
      <Text size="xs" c="dimmed">
        {t('field.choicesHelp')}
      </Text>
      {draft.choices.map((choice, index) => {
        const letter = choiceLetter(index);
        return (
          <div key={choice.key} className={classes.choice}>
            <Mark
              name="right-choice"
              aria-label={t('field.isRight', { letter })}
              checked={choice.isRight}
              onChange={({ currentTarget }) =>
                onChange(withChoice(draft, choice.key, { isRight: currentTarget.checked }))
              }
            />
            <WrittenText
              aria-label={t('field.choice', { letter })}
              placeholder={letter}
              rows={[1, 6]}
              text={choice.text}
              language={language}
              onWrite={(text) => onChange(withChoice(draft, choice.key, { text }))}
            />
            {isFixed || draft.choices.length <= 2 ? (
              <span />
            ) : (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('field.removeChoice', { letter })}
                onClick={() => onChange({ ...draft, choices: draft.choices.filter(({ key }) => key !== choice.key) })}
              >
                <IconX size={18} />
              </ActionIcon>
            )}
            {!choice.isRight && (choice.text[language] ?? '') !== '' && (
              <Select
                size="xs"
                aria-label={t('field.mistakeCode', { letter })}
                placeholder={t('field.chooseCode')}
                clearable
                clearButtonProps={{ 'aria-label': t('field.noCode') }}
                data={codesOfChoices.map((code) => ({ value: code, label: nameMistakeCode(tPractice, code) }))}
                value={choice.mistakeCode}
                onChange={(mistakeCode) => onChange(withChoice(draft, choice.key, { mistakeCode }))}
              />
            )}
          </div>
        );
      })}
      {problem !== null && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {problem}
        </Text>
      )}
      {!isFixed && draft.choices.length < mostChoices && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => onChange(withChoiceAdded(draft))}
        >
          {t('field.addChoice')}
        </Button>
      )}
    </fieldset>
  );
}
