import { NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/model/profile.ts';
import { allowedSeconds, examNorms, longestNormSeconds, shortestNormSeconds } from '../../shared/study/exam-norm.ts';
import { formatMinutesSeconds } from './QuietTimer.tsx';

export interface PracticeMode {
  readonly kind: 'practice' | 'timed_test';
  /** Name of an exam norm, or `own`. */
  readonly norm: string;
  readonly ownSeconds: number;
  readonly difficulty: 'any' | '1' | '2' | '3';
}
export const defaultMode: PracticeMode = { kind: 'practice', norm: 'TYT', ownSeconds: 90, difficulty: 'any' };

/** Seconds a question that a mode allows. */
export function secondsOfMode({ norm, ownSeconds }: PracticeMode): number {
  return examNorms.find(({ name }) => name === norm)?.secondsPerQuestion ?? ownSeconds;
}

interface ModeOptionsProps {
  readonly mode: PracticeMode;
  readonly questionCount: number;
  readonly language: Language;
  readonly onChange: (mode: PracticeMode) => void;
}

/** Practice or a timed test, with its norm; and how hard the questions are. */
export function ModeOptions({ mode, questionCount, language, onChange }: ModeOptionsProps) {
  const { t } = useTranslation('timedTest');
  const modeLabel = useId();
  const difficultyLabel = useId();
  const number = new Intl.NumberFormat(language);
  const change = (changes: Partial<PracticeMode>) => onChange({ ...mode, ...changes });
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" fw={500} id={modeLabel}>
          {t('setup.mode')}
        </Text>
        <SegmentedControl
          aria-labelledby={modeLabel}
          value={mode.kind}
          data={[
            { value: 'practice', label: t('setup.practice') },
            { value: 'timed_test', label: t('setup.test') },
          ]}
          onChange={(kind) => change({ kind: kind === 'timed_test' ? 'timed_test' : 'practice' })}
        />
      </div>
      {mode.kind === 'timed_test' && (
        <Stack gap="xs" maw={420}>
          <Select
            label={t('setup.norm')}
            value={mode.norm}
            allowDeselect={false}
            data={[
              ...examNorms.map(({ name, secondsPerQuestion }) => ({
                value: name,
                label: t('setup.normOption', { name, seconds: number.format(secondsPerQuestion) }),
              })),
              { value: 'own', label: t('setup.own') },
            ]}
            onChange={(norm) => change({ norm: norm ?? defaultMode.norm })}
          />
          {mode.norm === 'own' && (
            <NumberInput
              label={t('setup.seconds')}
              value={mode.ownSeconds}
              min={shortestNormSeconds}
              max={longestNormSeconds}
              clampBehavior="blur"
              allowDecimal={false}
              onChange={(value) => {
                const seconds = Number(value);
                if (seconds >= shortestNormSeconds && seconds <= longestNormSeconds) change({ ownSeconds: seconds });
              }}
            />
          )}
          <Text size="sm" c="dimmed">
            {t('setup.total', {
              count: questionCount,
              time: formatMinutesSeconds(allowedSeconds(questionCount, secondsOfMode(mode))),
            })}{' '}
            {t('setup.topics')}
          </Text>
        </Stack>
      )}
      <div>
        <Text size="sm" fw={500} id={difficultyLabel}>
          {t('setup.difficulty')}
        </Text>
        <SegmentedControl
          aria-labelledby={difficultyLabel}
          value={mode.difficulty}
          data={[
            { value: 'any', label: t('setup.anyDifficulty') },
            { value: '1', label: t('setup.easy') },
            { value: '2', label: t('setup.medium') },
            { value: '3', label: t('setup.hard') },
          ]}
          onChange={(difficulty) => change({ difficulty: difficulty as PracticeMode['difficulty'] })}
        />
      </div>
    </Stack>
  );
}
