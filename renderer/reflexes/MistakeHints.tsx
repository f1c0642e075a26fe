import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MistakeDetail } from '../../shared/model/mistake.ts';
import type { Recommendation } from '../../shared/model/reflex.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { QuestionText } from '../question-text/QuestionText.tsx';

interface MistakeHintsProps {
  readonly recommendation: Recommendation;
  /** How many hints to show, from the most general on. */
  readonly level: number;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** The hints of the question that the reflex arose from; its worked solution's first step where it has none. */
export function MistakeHints({ recommendation, level, onDone, onCancel }: MistakeHintsProps) {
  const { t } = useTranslation('reflexes');
  const { profile } = useActiveProfile();
  const mistakeId = recommendation.sourceMistakeId ?? '';
  const query = useHostQuery(['mistakes', 'one', mistakeId], (calls) => calls.getMistake({ mistakeId }));
  const content = query.data?.question?.content;
  const hints = hintsOf(query.data, level);
  return (
    <Stack gap={8}>
      {query.isPending ? (
        <Skeleton height={40} />
      ) : content === undefined || hints.length === 0 ? (
        <Text size="sm">{t('run.noHint')}</Text>
      ) : (
        hints.map((hint, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the hints of an immutable version never change places
          <QuestionText key={index} text={hint} format={content.textFormat} language={profile.language} />
        ))
      )}
      <Group gap={8}>
        <Button size="sm" onClick={onDone} disabled={hints.length === 0}>
          {t('run.understood')}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={onCancel}>
          {t('run.close')}
        </Button>
      </Group>
    </Stack>
  );
}

function hintsOf(mistake: MistakeDetail | undefined, level: number) {
  const content = mistake?.question?.content;
  if (content === undefined) return [];
  return (content.hints.length > 0 ? content.hints : content.rationale).slice(0, level);
}
