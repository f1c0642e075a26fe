import { Button, ColorSwatch, Group, NativeSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, Profile } from '../../shared/model/profile.ts';
import { usePreferences } from '../app/preferences-provider.tsx';
import { switchLanguage } from '../i18n/start-i18n.ts';
import { type ProfileColour, profileColours } from './profile-colours.ts';

export interface ProfileDraft {
  readonly displayName: string;
  readonly language: Language;
  readonly schoolGrade: number | null;
  readonly targetExam: string | null;
  readonly colour: string;
}

interface ProfileFormProps {
  readonly initial: ProfileDraft;
  readonly submitText: string;
  readonly isSaving: boolean;
  readonly onSubmit: (draft: ProfileDraft) => void;
  readonly onCancel?: () => void;
}

/** Exams people here study for; free of meaning for the database. */
const exams = ['TYT', 'AYT', 'LGS', 'KPSS'] as const;
const grades = [5, 6, 7, 8, 9, 10, 11, 12] as const;

/** Name, language, grade, exam and colour of a profile. Choosing a language switches the app at once. */
export function ProfileForm({ initial, submitText, isSaving, onSubmit, onCancel }: ProfileFormProps) {
  const { t } = useTranslation('profiles');
  useLanguageOfPreferencesAfterwards();
  const form = useForm<ProfileDraft>({
    mode: 'controlled',
    initialValues: initial,
    validate: {
      displayName: (value) => {
        const length = [...value.trim()].length;
        return length === 0 ? t('form.nameMissing') : length > 80 ? t('form.nameTooLong') : null;
      },
    },
  });
  return (
    <form onSubmit={form.onSubmit((draft) => onSubmit({ ...draft, displayName: draft.displayName.trim() }))} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('form.name')}
          placeholder={t('form.namePlaceholder')}
          autoComplete="off"
          data-autofocus
          autoFocus
          required
          {...form.getInputProps('displayName')}
        />
        <div>
          <Text size="sm" fw={500} id="language-label" mb={4}>
            {t('form.language')}
          </Text>
          <SegmentedControl
            aria-labelledby="language-label"
            data={[
              { value: 'tr', label: 'Türkçe' },
              { value: 'en', label: 'English' },
            ]}
            value={form.values.language}
            onChange={(value) => {
              form.setFieldValue('language', value as Language);
              void switchLanguage(value as Language);
            }}
          />
        </div>
        {/* Beside each other where their words have room. */}
        <Group align="flex-start">
          <NativeSelect
            flex="1 1 9rem"
            label={t('form.grade')}
            data={[
              { value: '', label: t('form.notSaid') },
              ...grades.map((grade) => ({ value: String(grade), label: t('form.gradeOption', { grade }) })),
            ]}
            value={form.values.schoolGrade === null ? '' : String(form.values.schoolGrade)}
            onChange={(event) =>
              form.setFieldValue(
                'schoolGrade',
                event.currentTarget.value === '' ? null : Number(event.currentTarget.value),
              )
            }
          />
          <NativeSelect
            flex="1 1 9rem"
            label={t('form.exam')}
            data={[{ value: '', label: t('form.notSaid') }, ...exams]}
            value={form.values.targetExam ?? ''}
            onChange={(event) =>
              form.setFieldValue('targetExam', event.currentTarget.value === '' ? null : event.currentTarget.value)
            }
          />
        </Group>
        <ColourChoice value={form.values.colour} onChange={(colour) => form.setFieldValue('colour', colour)} />
        <Group justify="flex-end" mt="xs">
          {onCancel !== undefined && (
            <Button variant="subtle" color="gray" onClick={onCancel}>
              {t('form.cancel')}
            </Button>
          )}
          <Button type="submit" loading={isSaving}>
            {submitText}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The form shows the language being chosen; left without saving, the app speaks again as it did before. */
function useLanguageOfPreferencesAfterwards() {
  const { preferences } = usePreferences();
  const latest = useRef(preferences.language);
  useEffect(() => {
    latest.current = preferences.language;
  }, [preferences.language]);
  useEffect(() => () => void switchLanguage(latest.current), []);
}

export function draftOf(profile: Profile): ProfileDraft {
  const { displayName, language, schoolGrade, targetExam, colour } = profile;
  return { displayName, language, schoolGrade, targetExam, colour };
}

const steps: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const colourNames = Object.keys(profileColours) as ProfileColour[];

/** One tab stop, arrows choose: what a screen reader announces for a group of radio buttons. */
function ColourChoice({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  const { t } = useTranslation('profiles');
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const moveBy = (event: KeyboardEvent, index: number) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (index + step + colourNames.length) % colourNames.length;
    onChange(colourNames[next] ?? value);
    buttons.current[next]?.focus();
  };
  return (
    <div>
      <Text size="sm" fw={500} id="colour-label" mb={4}>
        {t('form.colour')}
      </Text>
      <Group gap={8} role="radiogroup" aria-labelledby="colour-label">
        {colourNames.map((name, index) => (
          <ColorSwatch
            key={name}
            ref={(element: HTMLButtonElement | null) => {
              buttons.current[index] = element;
            }}
            tabIndex={value === name ? 0 : -1}
            onKeyDown={(event) => moveBy(event, index)}
            component="button"
            type="button"
            role="radio"
            aria-checked={value === name}
            aria-label={t(`colours.${name}`)}
            color={profileColours[name]}
            size={30}
            onClick={() => onChange(name)}
            style={{ cursor: 'pointer', color: '#fff' }}
          >
            {value === name && <IconCheck size={16} aria-hidden="true" />}
          </ColorSwatch>
        ))}
      </Group>
    </div>
  );
}
