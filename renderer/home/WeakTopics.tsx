import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TopicSummary } from '../../shared/model/topic-summary.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { patternLooks } from '../app/pattern-looks.ts';
import { useTopicName } from '../app/use-topic-name.ts';
import { useStartSession } from '../practice/use-start-session.ts';

/** Fewer answers than this say too little of a topic to call for more. */
const fewestAnswers = 5;
/** Below this share of right answers a topic is listed. Our own choice, with no study behind it. */
const enoughRight = 0.7;
const mostListed = 3;
const questionCount = 10;

/** Topics with questions that need practice, least right first; at most three. */
export function weakTopics(topics: readonly TopicSummary[]): readonly TopicSummary[] {
  const shareOf = (topic: TopicSummary) => topic.rightCount / topic.answeredCount;
  return topics
    .filter((topic) => topic.questionCount > 0 && topic.answeredCount >= fewestAnswers && shareOf(topic) < enoughRight)
    .sort((a, b) => shareOf(a) - shareOf(b) || b.answeredCount - a.answeredCount)
    .slice(0, mostListed);
}

/** What goes least well, with a way to practise each. */
export function WeakTopics({ topics, isPrimary }: { topics: readonly TopicSummary[]; isPrimary: boolean }) {
  const { t } = useTranslation('home');
  const { profile } = useActiveProfile();
  const { start, isStarting } = useStartSession();
  const topicName = useTopicName();
  const listed = weakTopics(topics);
  if (listed.length === 0) return null;
  return (
    <section aria-labelledby="weak-topics">
      <Title order={2} size="h4" id="weak-topics" mb="sm">
        {t('weak.title')}
      </Title>
      <Stack gap="sm">
        {listed.map((topic, place) => {
          const look = patternLooks[topic.trend ?? 'insufficient_data'];
          const name = topicName(topic.topicUid, topic.displayNames);
          return (
            <Paper key={topic.topicUid} withBorder radius="lg" p="md">
              <Group justify="space-between" gap="sm">
                {/* Only where the name would have less room than this does the button go below it. */}
                <Group gap="sm" wrap="nowrap" flex="1 1 9rem" miw={0}>
                  <look.Icon size={22} style={{ color: look.textColour, flex: 'none' }} aria-hidden="true" />
                  <div>
                    <Text fw={600}>{name}</Text>
                    <Text size="sm" c="dimmed">
                      {t('topics.right', { right: topic.rightCount, count: topic.answeredCount })}
                    </Text>
                  </div>
                </Group>
                <Button
                  variant={isPrimary && place === 0 ? 'filled' : 'default'}
                  loading={isStarting}
                  aria-label={t('weak.practiseTopic', { topic: name })}
                  onClick={() =>
                    void start({
                      studentId: profile.id,
                      kind: 'practice',
                      topicUids: [topic.topicUid],
                      packId: null,
                      questionCount,
                      sourceRecommendationId: null,
                    })
                  }
                >
                  {t('weak.practise')}
                </Button>
              </Group>
            </Paper>
          );
        })}
      </Stack>
    </section>
  );
}
