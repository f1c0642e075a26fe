import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../shared/host/study-host-calls.ts';
import { lookOfRecommendation } from '../app/pattern-looks.ts';
import { useTopicName } from '../app/use-topic-name.ts';
import { nameMistakeCode } from '../practice/name-mistake-code.ts';
import { wordReflex } from '../reflexes/reflex-wording.ts';

/** The open recommendations in short; their actions are in the reflex centre. */
export function HomeReflexes({ recommendations }: { recommendations: readonly Recommendation[] }) {
  const { t } = useTranslation('home');
  const { t: tReflexes } = useTranslation('reflexes');
  const { t: tPractice } = useTranslation('practice');
  const navigate = useNavigate();
  const topicName = useTopicName();
  const open = recommendations.filter((recommendation) => recommendation.isActive);
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="home-reflexes">
      <Title order={2} size="h4" id="home-reflexes" mb="sm">
        {t('reflexes.title')}
      </Title>
      <Stack gap="sm">
        {open.slice(0, 3).map((recommendation) => {
          const look = lookOfRecommendation(recommendation.type);
          const wording = wordReflex(tReflexes, recommendation, (code) => nameMistakeCode(tPractice, code));
          return (
            <Paper
              key={recommendation.id}
              withBorder
              radius="lg"
              p="md"
              style={{ borderLeft: `4px solid ${look.lineColour}` }}
            >
              <Group gap="sm" wrap="nowrap" align="flex-start">
                <look.Icon size={22} style={{ color: look.textColour, flex: 'none' }} aria-hidden="true" />
                <div>
                  <Text fw={600}>{wording.title}</Text>
                  <Text size="sm">{wording.seen}</Text>
                  <Text size="xs" c="dimmed">
                    {topicName(recommendation.topicUid, recommendation.topicNames)}
                  </Text>
                </div>
              </Group>
            </Paper>
          );
        })}
      </Stack>
      <Button mt="sm" variant="light" onClick={() => void navigate({ to: '/reflexes' })}>
        {t('reflexes.open', { count: open.length })}
      </Button>
    </section>
  );
}
