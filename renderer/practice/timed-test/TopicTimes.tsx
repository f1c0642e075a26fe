import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { useHostQuery } from '../../app/study-host.tsx';
import { useTopicName } from '../../app/use-topic-name.ts';
import { formatMinutesSeconds } from '../QuietTimer.tsx';
import classes from './TestResult.module.css';
import type { TestResult } from './test-result.ts';

/** Where the time of a test went, by topic, longest first. */
export function TopicTimes({ result }: { result: TestResult }) {
  const { t } = useTranslation('timedTest');
  const { profile } = useActiveProfile();
  const topicName = useTopicName();
  const topics = useHostQuery(['topics', profile.id], (calls) => calls.listTopics({ studentId: profile.id }));
  const nameOf = (topicUid: string) =>
    topicName(topicUid, topics.data?.find((topic) => topic.topicUid === topicUid)?.displayNames ?? null);
  const percent = new Intl.NumberFormat(profile.language, { style: 'percent', maximumFractionDigits: 0 });
  if (result.spentSeconds === 0) return null;
  return (
    <section aria-labelledby="test-topics">
      <Title order={2} size="h4" id="test-topics" mb="xs">
        {t('result.topics')}
      </Title>
      <ul className={classes.topics}>
        {result.topics.map(({ topicUid, questionCount, rightCount, seconds }) => {
          const share = seconds / result.spentSeconds;
          return (
            <li key={topicUid} className={classes.topic}>
              <Text fw={500}>{nameOf(topicUid)}</Text>
              <Text size="sm" className={classes.numbers}>
                {`${formatMinutesSeconds(seconds)} · ${t('result.share', { percent: percent.format(share) })} · ${t('result.right')} ${rightCount}/${questionCount}`}
              </Text>
              <span className={classes.bar} aria-hidden="true">
                <span style={{ width: `${share * 100}%` }} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
