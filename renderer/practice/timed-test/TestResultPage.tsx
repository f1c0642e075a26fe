import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { useStudyHost } from '../../app/study-host.tsx';
import { PracticeReflex } from '../../reflexes/PracticeReflex.tsx';
import { AnswerStrip } from '../AnswerStrip.tsx';
import summary from '../SessionSummary.module.css';
import { useStartSession } from '../use-start-session.ts';
import { finishTest } from './hand-in-test.ts';
import { TestQuestions } from './TestQuestions.tsx';
import { TopicTimes } from './TopicTimes.tsx';
import { resultOfTest, type TestResult } from './test-result.ts';
import { normOf, type TestInProgress } from './test-steps.ts';

/** Means closer to the norm than this share of it are called the same. */
const samePaceShare = 0.05;

/** What came of a timed test: the net with its formula, the pace against the norm, where the time went, each question. */
export function TestResultPage({ progress }: { progress: TestInProgress }) {
  const { t } = useTranslation('timedTest');
  const { profile } = useActiveProfile();
  const navigate = useNavigate();
  const { start, isStarting } = useStartSession();
  const result = resultOfTest(progress);
  const number = new Intl.NumberFormat(profile.language, { maximumFractionDigits: 2 });
  const net = number.format(result.net);
  const { studentId, session } = progress;
  const topicUids = [...new Set(session.questions.map(({ content }) => content.topicUid))];
  const common = { studentId, packId: null, sourceRecommendationId: null, topicUids };
  const notRightCount = result.wrongCount + result.blankCount - result.unseenCount;
  useEffect(() => {
    window.scrollTo({ top: 0 });
  }, []);

  return (
    <main className={summary.page} id="main" tabIndex={-1}>
      <Stack gap="lg" className={summary.column}>
        <Title order={1} size="h2">
          {t('result.title')}
        </Title>
        <Paper withBorder radius="lg" p="xl" data-test-net={result.net}>
          <Text className={summary.score}>{t('result.net', { net })}</Text>
          <Text>{t('result.formula', { right: result.rightCount, wrong: result.wrongCount, net })}</Text>
          <Text c="dimmed">
            {t('result.counts', { right: result.rightCount, wrong: result.wrongCount, blank: result.blankCount })}
          </Text>
          {result.unseenCount > 0 && (
            <Text c="dimmed" size="sm">
              {t('result.unseen', { count: result.unseenCount })}
            </Text>
          )}
        </Paper>
        <RecordingState progress={progress} />

        <section aria-labelledby="test-pace">
          <Title order={2} size="h4" id="test-pace" mb={4}>
            {t('result.pace')}
          </Title>
          <Text mb="sm">{usePaceSentence(result)}</Text>
          <AnswerStrip
            answers={result.questions}
            expectedSecondsAt={() => result.normSeconds}
            label={t('result.strip')}
          />
        </section>
        <TopicTimes result={result} />
        <TestQuestions progress={progress} result={result} />

        <PracticeReflex />
        <Group gap="sm">
          <Button
            loading={isStarting}
            onClick={() =>
              void start({
                ...common,
                kind: 'timed_test',
                questionCount: session.questions.length,
                secondsPerQuestion: normOf(progress),
              })
            }
          >
            {t('result.again')}
          </Button>
          {notRightCount > 0 && (
            <Button
              variant="default"
              loading={isStarting}
              onClick={() =>
                void start({ ...common, kind: 'retry_mistakes', questionCount: Math.min(10, notRightCount) })
              }
            >
              {t('result.retry')}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={() => void navigate({ to: '/' })}>
            {t('result.home')}
          </Button>
        </Group>
      </Stack>
    </main>
  );
}

function usePaceSentence({ meanSeconds, normSeconds }: TestResult): string {
  const { t } = useTranslation('timedTest');
  const { profile } = useActiveProfile();
  if (meanSeconds === null) return t('result.noPace');
  const number = new Intl.NumberFormat(profile.language, { maximumFractionDigits: 1 });
  const values = { mean: number.format(meanSeconds), norm: number.format(normSeconds) };
  const difference = (meanSeconds - normSeconds) / normSeconds;
  if (Math.abs(difference) < samePaceShare) return t('result.onPace', values);
  return t(difference < 0 ? 'result.quicker' : 'result.slower', values);
}

/** Records the answers of the test, and says so; while the database is away, that they wait. */
function RecordingState({ progress }: { progress: TestInProgress }) {
  const { t } = useTranslation('timedTest');
  const { calls, connectionState } = useStudyHost();
  const [waitingCount, setWaitingCount] = useState<number | null>(null);
  const isConnected = connectionState.name === 'connected';
  useEffect(() => {
    if (!isConnected) return;
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const record = async () => {
      const recorded = await finishTest(calls, progress);
      if (!isCurrent) return;
      setWaitingCount(recorded.waitingCount);
      if (!recorded.isFinished) timer = setTimeout(() => void record(), 1000);
    };
    void record();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [calls, isConnected, progress]);
  return (
    <Text role="status" size="sm" c="dimmed" mih={22} data-recorded={waitingCount === 0 || undefined}>
      {waitingCount === null
        ? ''
        : waitingCount > 0
          ? t('result.waiting', { count: waitingCount })
          : t('result.recorded')}
    </Text>
  );
}
