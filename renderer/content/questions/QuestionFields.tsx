import { Input, NumberInput, SegmentedControl, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../../shared/content/localized-text.ts';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { useHostQuery } from '../../app/study-host.tsx';
import { ChoiceFields } from './ChoiceFields.tsx';
import classes from './QuestionBrowser.module.css';
import { difficulties, questionKinds } from './question-address.ts';
import { type DraftProblems, type QuestionDraft, withKind } from './question-draft.ts';
import { StepFields } from './StepFields.tsx';
import { WrittenText } from './WrittenText.tsx';

/** The languages of the app, each called as it calls itself. */
const spoken: Readonly<Record<string, string>> = { tr: 'Türkçe', en: 'English' };

export interface QuestionFieldsProps {
  readonly draft: QuestionDraft;
  readonly problems: DraftProblems;
  readonly onChange: (draft: QuestionDraft) => void;
}

/** The form of a question: what it is about, its text, its answer, and what explains it. */
export function QuestionFields({ draft, problems, onChange }: QuestionFieldsProps) {
  const { t } = useTranslation('questions');
  const { profile } = useActiveProfile();
  // A question of a pack begins in the language it has: in another one its fields would look empty.
  const [language, setLanguage] = useState(() => textInLanguage(draft.stem, profile.language).language);
  const languageNames = new Intl.DisplayNames([profile.language], { type: 'language' });
  const otherLanguages = [...new Set([...Object.keys(draft.stem), language])].filter((code) => !(code in spoken));
  const topics = useHostQuery(['topics', profile.id], (calls) => calls.listTopics({ studentId: profile.id }));
  const set = (changes: Partial<QuestionDraft>) => onChange({ ...draft, ...changes });
  const wrong = (place: keyof DraftProblems) => {
    const problem = problems[place];
    return problem === undefined ? null : t(`problems.${problem}`);
  };
  return (
    <>
      <div className={classes.pair}>
        <Select
          label={t('field.kind')}
          data={questionKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={draft.kind}
          allowDeselect={false}
          onChange={(value) => {
            const kind = questionKinds.find((each) => each === value);
            if (kind !== undefined) onChange(withKind(draft, kind));
          }}
        />
        <Select
          label={t('field.topic')}
          placeholder={t('field.chooseTopic')}
          searchable
          // It gets the focus when it was forgotten.
          openOnFocus={false}
          nothingFoundMessage={t('field.noTopicFound')}
          data={(topics.data ?? []).map(({ topicUid, displayNames }) => ({
            value: topicUid,
            label: textInLanguage(displayNames, profile.language).text,
          }))}
          value={draft.topicUid}
          error={wrong('topic')}
          onChange={(topicUid) => set({ topicUid })}
        />
      </div>
      <div className={classes.pair}>
        <Input.Wrapper label={t('field.difficulty')} labelElement="div" labelProps={{ id: 'question-difficulty' }}>
          <SegmentedControl
            aria-labelledby="question-difficulty"
            fullWidth
            data={difficulties.map((each) => ({ value: String(each), label: t(`difficulties.${each}`) }))}
            value={String(draft.difficulty)}
            onChange={(value) => set({ difficulty: difficulties.find((each) => String(each) === value) ?? 2 })}
          />
        </Input.Wrapper>
        <NumberInput
          label={t('field.expected')}
          suffix={` ${t('field.seconds')}`}
          min={1}
          max={7200}
          value={draft.expectedSeconds}
          error={wrong('expected')}
          onChange={(expectedSeconds) => set({ expectedSeconds })}
        />
      </div>
      <Input.Wrapper label={t('field.language')} labelElement="div" labelProps={{ id: 'question-language' }}>
        <SegmentedControl
          display="flex"
          w="fit-content"
          aria-labelledby="question-language"
          data={[
            ...Object.entries(spoken).map(([value, label]) => ({ value, label })),
            ...otherLanguages.map((code) => ({
              value: code,
              label: code === 'und' ? t('field.languageNotNamed') : (languageNames.of(code) ?? code),
            })),
          ]}
          value={language}
          onChange={setLanguage}
        />
      </Input.Wrapper>
      <WrittenText
        label={t('field.stimulus')}
        description={t('field.stimulusHelp')}
        rows={[1, 12]}
        text={draft.stimulus}
        language={language}
        onWrite={(stimulus) => set({ stimulus })}
      />
      <WrittenText
        label={t('field.stem')}
        description={t('field.maths')}
        error={wrong('stem')}
        rows={[3, 16]}
        text={draft.stem}
        language={language}
        onWrite={(stem) => set({ stem })}
      />
      {draft.kind === 'numeric' ? (
        <div className={classes.three}>
          <TextInput
            label={t('field.value')}
            inputMode="decimal"
            value={draft.value}
            error={wrong('value')}
            onChange={({ currentTarget }) => set({ value: currentTarget.value })}
          />
          <TextInput
            label={t('field.tolerance')}
            inputMode="decimal"
            value={draft.tolerance}
            error={wrong('tolerance')}
            onChange={({ currentTarget }) => set({ tolerance: currentTarget.value })}
          />
          <TextInput
            label={t('field.unit')}
            maxLength={40}
            value={draft.unit}
            onChange={({ currentTarget }) => set({ unit: currentTarget.value })}
          />
        </div>
      ) : draft.kind === 'short_text' ? (
        <>
          <TagsInput
            label={t('field.accepted')}
            description={t('field.acceptedHelp')}
            maxTags={50}
            value={[...draft.accepted]}
            error={wrong('accepted')}
            acceptValueOnBlur
            onChange={(accepted) => set({ accepted })}
          />
          <Switch
            label={t('field.caseSensitive')}
            checked={draft.isCaseSensitive}
            onChange={({ currentTarget }) => set({ isCaseSensitive: currentTarget.checked })}
          />
        </>
      ) : (
        <ChoiceFields draft={draft} language={language} problem={wrong('choices')} onChange={onChange} />
      )}
      <StepFields
        label={t('field.rationale')}
        addText={t('field.addStep')}
        most={30}
        steps={draft.rationale}
        language={language}
        onChange={(rationale) => set({ rationale })}
      />
      <StepFields
        label={t('field.hints')}
        addText={t('field.addHint')}
        most={10}
        steps={draft.hints}
        language={language}
        onChange={(hints) => set({ hints })}
      />
    </>
  );
}
