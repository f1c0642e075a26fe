import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../../shared/content/localized-text.ts';
import { WrittenText } from './WrittenText.tsx';

interface StepFieldsProps {
  readonly label: string;
  readonly addText: string;
  readonly most: number;
  readonly steps: readonly LocalizedText[];
  /** Of the text: one that the app speaks, or whatever an import named. */
  readonly language: string;
  readonly onChange: (steps: readonly LocalizedText[]) => void;
}

/** Texts in an order: the steps of a solution, or hints from general to specific. */
export function StepFields({ label, addText, most, steps, language, onChange }: StepFieldsProps) {
  const { t } = useTranslation('questions');
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 8 }}>
      <legend style={{ padding: 0, fontSize: 'var(--mantine-font-size-sm)', fontWeight: 500 }}>{label}</legend>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is nothing but its place in the order
        <div key={index} style={{ display: 'flex', gap: 8, alignItems: 'flex-start' }}>
          <WrittenText
            flex={1}
            aria-label={t('field.step', { label, number: index + 1 })}
            rows={[1, 8]}
            text={step}
            language={language}
            onWrite={(text) => onChange(steps.map((each, place) => (place === index ? text : each)))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('field.removeStep', { label, number: index + 1 })}
            onClick={() => onChange(steps.filter((_, place) => place !== index))}
          >
            <IconX size={18} />
          </ActionIcon>
        </div>
      ))}
      {steps.length < most && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          style={{ justifySelf: 'start' }}
          onClick={() => onChange([...steps, {}])}
        >
          {addText}
        </Button>
      )}
    </fieldset>
  );
}
