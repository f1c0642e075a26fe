import { Button, Group, Popover, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { TopicSummary } from '../../shared/model/topic-summary.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { useStudyHost } from '../app/study-host.tsx';

interface MoveTopicProps {
  readonly packId: string;
  readonly topic: TopicSummary;
  readonly topics: readonly TopicSummary[];
}

/** Lays the questions that a pack has in one topic into another, so that they count with those of the curriculum. */
export function MoveTopic({ packId, topic, topics }: MoveTopicProps) {
  const { t } = useTranslation('content');
  const { profile } = useActiveProfile();
  const { calls } = useStudyHost();
  const [isOpen, setOpen] = useState(false);
  const [toTopicUid, setTo] = useState<string | null>(null);
  const [isMoving, setMoving] = useState(false);
  const nameOf = ({ displayNames }: TopicSummary) => textInLanguage(displayNames, profile.language).text;
  const move = async () => {
    if (toTopicUid === null) return;
    setMoving(true);
    const outcome = await calls.moveTopic({ packId, fromTopicUid: topic.topicUid, toTopicUid });
    setMoving(false);
    setOpen(false);
    notifications.show(
      outcome.ok
        ? { message: t('move.done', { count: outcome.value.movedCount }) }
        : { color: 'red', message: t('move.failed') },
    );
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" width={300} trapFocus>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('move.label', { topic: nameOf(topic) })}
          onClick={() => setOpen(!isOpen)}
        >
          {t('move.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('move.label', { topic: nameOf(topic) })}>
        <Select
          label={t('move.to')}
          description={t('move.help')}
          searchable
          // The focus comes here by itself: the list would hide what moving means, and the button.
          openOnFocus={false}
          comboboxProps={{ withinPortal: false }}
          data={topics
            .filter(({ topicUid }) => topicUid !== topic.topicUid)
            .map((each) => ({ value: each.topicUid, label: nameOf(each) }))}
          value={toTopicUid}
          onChange={setTo}
        />
        <Group justify="flex-end" mt="sm">
          <Button size="compact-sm" loading={isMoving} disabled={toTopicUid === null} onClick={() => void move()}>
            {t('move.do')}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
