import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language, Recommendation } from '../../shared/host/study-host-calls.ts';
import { lookOfRecommendation } from '../app/pattern-looks.ts';
import { titleOfReflex } from './reflex-wording.ts';

/** One line of history: what it was about, when, and what became of it. */
export function PastReflex({
  recommendation,
  topicName,
  language,
}: {
  recommendation: Recommendation;
  topicName: string;
  language: Language;
}) {
  const { t } = useTranslation('reflexes');
  const look = lookOfRecommendation(recommendation.type);
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(recommendation.createdAt),
  );
  const end = recommendation.isDone ? 'done' : recommendation.isDismissed ? 'dismissed' : 'expired';
  return (
    <li>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <look.Icon size={18} style={{ color: look.textColour, flex: 'none', marginTop: 3 }} aria-hidden="true" />
        <div>
          <Text>{`${titleOfReflex(t, recommendation)} · ${topicName}`}</Text>
          <Text size="xs" c="dimmed">{`${when} · ${t(`centre.ended.${end}`)}`}</Text>
        </div>
      </Group>
    </li>
  );
}
