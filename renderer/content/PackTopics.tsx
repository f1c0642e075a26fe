import { Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { PackSummary } from '../../shared/model/pack-summary.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { MoveTopic } from './MoveTopic.tsx';
import classes from './PackTopics.module.css';

/** The topics of a pack, folded away until asked for, each with how many questions the pack has on it. */
export function PackTopics({ pack }: { pack: PackSummary }) {
  const { t } = useTranslation('content');
  const [isOpen, setOpen] = useState(false);
  if (pack.topicCount === 0) return null;
  return (
    <details className={classes.topics} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('pack.topicList')}</summary>
      {isOpen && <TopicList pack={pack} />}
    </details>
  );
}

function TopicList({ pack }: { pack: PackSummary }) {
  const { t } = useTranslation('content');
  const { profile } = useActiveProfile();
  const query = useHostQuery(['topics', profile.id], (calls) => calls.listTopics({ studentId: profile.id }));
  if (query.failure !== null) return <FailurePanel error={query.failure} onRetry={query.refetch} headingOrder={2} />;
  if (query.data === undefined) return <Skeleton height={96} mt="sm" />;
  const all = query.data;
  const countText = pack.isBuiltIn ? 'pack.templates' : 'pack.questions';
  return (
    <ul className={classes.list}>
      {all
        .filter((topic) => topic.packIds.includes(pack.id))
        .map((topic) => {
          const name = textInLanguage(topic.displayNames, profile.language);
          return (
            <li key={topic.topicUid} className={classes.topic}>
              <span lang={name.language}>{name.text}</span>
              <span className={classes.facts}>
                <Text span size="sm" c="dimmed" className={classes.count}>
                  {t(countText, { count: topic.questionCountByPack[pack.id] ?? 0 })}
                </Text>
                {!pack.isBuiltIn && <MoveTopic packId={pack.id} topic={topic} topics={all} />}
              </span>
            </li>
          );
        })}
    </ul>
  );
}
