import { Chip, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { knownMistakeCodes } from '../../shared/content/mistake-codes.ts';
import classes from './ReasonChips.module.css';

/** What a student can say of a mistake: every seeded code but the two that say "not known" and "not answered". */
const reasonCodes = knownMistakeCodes.filter((code) => code !== 'UNCLASSIFIED' && code !== 'BLANK');

interface ReasonChipsProps {
  /** The code that the chosen distractor carries, pre-selected until the student says otherwise. */
  readonly suggestedCode: string | null;
  readonly reasonCode: string | null;
  readonly onChoose: (mistakeCode: string) => void;
}

/** One tap on why the answer went wrong. */
export function ReasonChips({ suggestedCode, reasonCode, onChoose }: ReasonChipsProps) {
  const { t } = useTranslation('practice');
  const selected = reasonCode ?? suggestedCode;
  return (
    <fieldset className={classes.reasons}>
      <legend className={classes.question}>{t('reasons.question')}</legend>
      <Group gap={6}>
        {reasonCodes.map((code) => (
          <Chip
            key={code}
            size="sm"
            checked={selected === code}
            onChange={() => onChoose(code)}
            variant={reasonCode === code ? 'filled' : 'light'}
          >
            {t(`reasons.codes.${code}`)}
          </Chip>
        ))}
      </Group>
      <Text size="xs" c="dimmed" mt={6} aria-live="polite">
        {reasonCode !== null
          ? t('reasons.noted')
          : selected === null || !isReason(selected)
            ? t('reasons.optional')
            : t('reasons.suggested')}
      </Text>
    </fieldset>
  );
}

function isReason(code: string): boolean {
  return (reasonCodes as readonly string[]).includes(code);
}
