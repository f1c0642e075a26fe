import { Alert, Button, Group, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { IconArrowsShuffle, IconPlayerPlay, IconRefresh, IconStairs, IconStairsUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { SessionRequest } from '../../shared/model/session.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { defaultMode, ModeOptions, type PracticeMode, secondsOfMode } from './ModeOptions.tsx';
import classes from './PracticeSetupPage.module.css';
import { TopicPicker } from './TopicPicker.tsx';
import { useStartSession } from './use-start-session.ts';

const questionCounts = [5, 10, 20, 40] as const;
/** Sizes of the two sets that reflexes offer too. */
const easySetCount = 6;
const normalSetCount = 8;

/** What to practise, and how: topics or a pack, how hard, how many, against the clock or not. */
export function PracticeSetupPage() {
  const { t } = useTranslation('practice');
  const { t: tTest } = useTranslation('timedTest');
  const { profile } = useActiveProfile();
  const { start, isStarting } = useStartSession();
  const topics = useHostQuery(['topics', profile.id], (calls) => calls.listTopics({ studentId: profile.id }));
  const packs = useHostQuery(['packs'], (calls) => calls.listPacks());
  const [packId, setPackId] = useState<string | null>(null);
  const [chosenUids, setChosenUids] = useState<ReadonlySet<string>>(new Set());
  const [questionCount, setQuestionCount] = useState<number>(10);
  const [mode, setMode] = useState(defaultMode);

  if (topics.failure !== null) return <FailurePanel error={topics.failure} onRetry={topics.refetch} />;
  const offered = (topics.data ?? []).filter(
    (topic) => topic.questionCount > 0 && (packId === null || topic.packIds.includes(packId)),
  );
  const topicUids = offered.map((topic) => topic.topicUid).filter((uid) => chosenUids.has(uid));
  const mistakeCount = offered.reduce((sum, topic) => sum + topic.mistakeCount, 0);
  const common = { studentId: profile.id, packId, sourceRecommendationId: null };
  const { difficulties } = difficultyOf(mode);
  const isTest = mode.kind === 'timed_test';
  // A test without a choice ranges over everything, as exams do.
  const canStart = topicUids.length > 0 || (isTest && offered.length > 0);

  return (
    <Stack gap="xl" className={classes.page}>
      <header>
        <Title order={1}>{t('setup.title')}</Title>
        <Text c="dimmed">{t('setup.lead')}</Text>
      </header>

      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconArrowsShuffle size={18} aria-hidden="true" />}
          loading={isStarting}
          disabled={offered.length === 0}
          onClick={() => void start({ ...common, kind: 'practice', topicUids: [], questionCount, difficulties })}
        >
          {t('setup.mixed', { count: questionCount })}
        </Button>
        <Button
          variant="default"
          leftSection={<IconStairs size={18} aria-hidden="true" />}
          loading={isStarting}
          disabled={offered.length === 0}
          onClick={() => void start({ ...common, kind: 'easy_set', topicUids, questionCount: easySetCount })}
        >
          {t('setup.easySet', { count: easySetCount })}
        </Button>
        <Button
          variant="default"
          leftSection={<IconStairsUp size={18} aria-hidden="true" />}
          loading={isStarting}
          disabled={offered.length === 0}
          onClick={() => void start({ ...common, kind: 'normal_set', topicUids, questionCount: normalSetCount })}
        >
          {t('setup.normalSet', { count: normalSetCount })}
        </Button>
        <Button
          variant="default"
          leftSection={<IconRefresh size={18} aria-hidden="true" />}
          loading={isStarting}
          disabled={mistakeCount === 0}
          onClick={() => void start({ ...common, kind: 'retry_mistakes', topicUids: [], questionCount })}
        >
          {t('setup.retry')}
        </Button>
      </Group>

      {(packs.data?.length ?? 0) > 1 && (
        <Select
          label={t('setup.pack')}
          maw={420}
          value={packId ?? ''}
          data={[
            { value: '', label: t('setup.allPacks') },
            ...(packs.data ?? []).map((pack) => ({
              value: pack.id,
              label: textInLanguage(pack.displayNames, profile.language).text,
            })),
          ]}
          allowDeselect={false}
          onChange={(value) => setPackId(value === null || value === '' ? null : value)}
        />
      )}

      <ModeOptions mode={mode} questionCount={questionCount} language={profile.language} onChange={setMode} />

      <TopicPicker
        topics={offered}
        isLoading={topics.isPending}
        language={profile.language}
        chosenUids={chosenUids}
        onChange={setChosenUids}
      />
      {!topics.isPending && offered.length === 0 && <Alert>{t('setup.noTopics')}</Alert>}

      <div className={classes.foot}>
        <div>
          <Text size="sm" fw={500} id="question-count-label">
            {t('setup.count')}
          </Text>
          <SegmentedControl
            aria-labelledby="question-count-label"
            value={String(questionCount)}
            data={questionCounts.map(String)}
            onChange={(value) => setQuestionCount(Number(value))}
          />
        </div>
        <Button
          size="md"
          leftSection={<IconPlayerPlay size={18} aria-hidden="true" />}
          disabled={!canStart}
          loading={isStarting}
          onClick={() =>
            void start({
              ...common,
              kind: mode.kind,
              topicUids,
              questionCount,
              difficulties,
              ...(isTest && { secondsPerQuestion: secondsOfMode(mode) }),
            })
          }
        >
          {isTest
            ? tTest('setup.start')
            : topicUids.length === 0
              ? t('setup.chooseFirst')
              : t('setup.start', { count: topicUids.length })}
        </Button>
      </div>
    </Stack>
  );
}

/** Absent where every level will do: each kind then has its own order of preference. */
function difficultyOf({ difficulty }: PracticeMode): Pick<SessionRequest, 'difficulties'> {
  switch (difficulty) {
    case 'any':
      return {};
    case '1':
      return { difficulties: [1] };
    case '2':
      return { difficulties: [2] };
    case '3':
      return { difficulties: [3] };
  }
}
