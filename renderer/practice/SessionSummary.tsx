import { Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionResult } from '../../shared/model/session.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import { PracticeReflex } from '../reflexes/PracticeReflex.tsx';
import { ReviewOutlook } from '../review/ReviewOutlook.tsx';
import { countWaitingEntries, replayJournal } from '../store/answer-journal.ts';
import type { SessionProgress } from '../store/local-store.ts';
import { findLatestSessionProgress, forgetSessionProgress } from '../store/session-progress.ts';
import { AnswerStrip } from './AnswerStrip.tsx';
import { formatMinutesSeconds } from './QuietTimer.tsx';
import classes from './SessionSummary.module.css';
import { useStartSession } from './use-start-session.ts';

/** What came of a session, and what to do next. Finishing it is recorded once its last answer is in the database. */
export function SessionSummary({ progress }: { progress: SessionProgress }) {
  const { t } = useTranslation('practice');
  const navigate = useNavigate();
  const { profile } = useActiveProfile();
  const { calls, connectionState } = useStudyHost();
  const [result, setResult] = useState<SessionResult | null>(null);
  const [waitingCount, setWaitingCount] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const [unfinished, setUnfinished] = useState<SessionProgress | undefined>();
  const { start, isStarting } = useStartSession();
  const { testRecordId, studentId, session } = progress;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` looks again while answers wait
  useEffect(() => {
    if (connectionState.name !== 'connected') return;
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void (async () => {
      await replayJournal(calls);
      const waiting = await countWaitingEntries();
      if (isCurrent) setWaitingCount(waiting);
      if (waiting > 0) {
        if (isCurrent) timer = setTimeout(() => setAttempt((count) => count + 1), 1000);
        return;
      }
      const outcome = await calls.finishSession({ testRecordId, finishedAt: new Date().toISOString() });
      if (!outcome.ok) return;
      await forgetSessionProgress(testRecordId);
      const other = await findLatestSessionProgress(studentId);
      if (!isCurrent) return;
      setResult(outcome.value);
      setUnfinished(other);
    })();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [calls, connectionState.name, testRecordId, studentId, attempt]);

  const rightCount = progress.outcomes.filter((answer) => answer.outcome === 'right').length;
  const total = session.questions.length;
  const seconds = progress.outcomes.reduce((sum, answer) => sum + answer.timeSpentSeconds, 0);
  const expected = session.questions.reduce((sum, question) => sum + question.content.expectedSeconds, 0);
  const topicUids = [...new Set(session.questions.map((question) => question.content.topicUid))];
  return (
    <main className={classes.page} id="main" tabIndex={-1}>
      <Stack gap="lg" className={classes.column}>
        <Title order={1} size="h2">
          {t('summary.title')}
        </Title>
        <Paper withBorder radius="lg" p="xl">
          <Text className={classes.score}>{t('summary.score', { right: rightCount, count: total })}</Text>
          <Text c="dimmed" mb="md">
            {t('summary.time', { time: formatMinutesSeconds(seconds), expected: formatMinutesSeconds(expected) })}
          </Text>
          <AnswerStrip
            answers={progress.outcomes}
            expectedSecondsAt={(position) => session.questions[position]?.content.expectedSeconds ?? null}
            label={t('summary.strip')}
          />
        </Paper>
        {result === null &&
          (waitingCount > 0 || connectionState.name !== 'connected' ? (
            <Text role="status">{t('summary.waiting', { count: waitingCount })}</Text>
          ) : (
            <Skeleton height={20} width={240} />
          ))}
        {result !== null && session.kind === 'review' && (
          <ReviewOutlook studentId={studentId} language={profile.language} />
        )}
        <PracticeReflex />
        <Group gap="sm">
          {unfinished !== undefined && (
            <Button
              onClick={() =>
                void navigate({ to: '/practice/$testRecordId', params: { testRecordId: unfinished.testRecordId } })
              }
            >
              {t('summary.backToOther')}
            </Button>
          )}
          <Button
            variant={unfinished === undefined ? 'filled' : 'default'}
            loading={isStarting}
            onClick={() =>
              void start({
                studentId,
                kind: 'practice',
                topicUids,
                packId: null,
                questionCount: total,
                sourceRecommendationId: null,
              })
            }
          >
            {t('summary.again')}
          </Button>
          {rightCount < total && (
            <Button
              variant="default"
              loading={isStarting}
              onClick={() =>
                void start({
                  studentId,
                  kind: 'retry_mistakes',
                  topicUids,
                  packId: null,
                  questionCount: Math.min(10, total - rightCount),
                  sourceRecommendationId: null,
                })
              }
            >
              {t('summary.retry')}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={() => void navigate({ to: '/' })}>
            {t('summary.home', { name: profile.displayName })}
          </Button>
        </Group>
      </Stack>
    </main>
  );
}
