import { ActionIcon, Button, Group, Modal, Progress, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconArrowRight, IconFlag, IconFlagFilled, IconX } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { usePreferences } from '../../app/preferences-provider.tsx';
import { FigureDrawing } from '../../question-text/FigureDrawing.tsx';
import { QuestionStem } from '../../question-text/QuestionStem.tsx';
import { AnswerInput } from '../AnswerInput.tsx';
import { toggleChoice } from '../ChoiceList.tsx';
import screen from '../QuestionScreen.module.css';
import { formatMinutesSeconds } from '../QuietTimer.tsx';
import { QuestionTools } from '../tools/QuestionTools.tsx';
import { ScratchPad } from '../tools/ScratchPad.tsx';
import { useQuestionTools } from '../tools/use-question-tools.ts';
import { usePracticeKeys } from '../use-practice-keys.ts';
import { Countdown } from './Countdown.tsx';
import { TestMap } from './TestMap.tsx';
import classes from './TestScreen.module.css';
import { hasAnswer } from './test-steps.ts';
import type { TimedTestSession } from './use-timed-test.ts';

/** A question of a timed test: no feedback, no hints, any order; answers may change until the test is handed in. */
export function TestScreen({ session, onLeave }: { session: TimedTestSession; onLeave: () => void }) {
  const { t } = useTranslation('timedTest');
  const { t: tPractice } = useTranslation('practice');
  const { profile } = useActiveProfile();
  const { preferences } = usePreferences();
  const isWide = useMediaQuery(`(min-width: ${1100 * preferences.textScale}px)`, true, {
    getInitialValueInEffect: false,
  });
  const tools = useQuestionTools();
  const [isAsked, { open: askToHandIn, close: goBack }] = useDisclosure(false);
  const { progress, goTo } = session;
  const { position } = progress;
  const { questions } = progress.session;
  const { answers } = progress.test;
  const content = questions[position]?.content;
  const answer = answers[position];
  const response = answer?.response ?? null;
  const answeredCount = answers.filter(hasAnswer).length;
  const isLast = position === questions.length - 1;
  const goOn = () => (isLast ? askToHandIn() : goTo(position + 1));

  usePracticeKeys({
    chooseAt: (index) => {
      const choice = content !== undefined && 'choices' in content ? content.choices[index] : undefined;
      if (content === undefined || !('choices' in content) || choice === undefined) return false;
      const chosen = new Set(response?.kind === 'choices' ? response.choiceKeys : []);
      session.answer(toggleChoice(content, chosen, choice.key));
      return true;
    },
    confirm: goOn,
    commands: {
      ...tools.commands,
      n: () => goTo(position + 1),
      p: () => goTo(position - 1),
      m: session.toggleFlag,
    },
  });

  const article = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each question
  useLayoutEffect(() => {
    window.scrollTo({ top: 0 });
    if (content !== undefined && 'choices' in content) article.current?.focus({ preventScroll: true });
  }, [position]);

  if (content === undefined || answer === undefined) return null;
  const pad = tools.isPadOpen && (
    <ScratchPad
      of={{ testRecordId: progress.testRecordId, studentId: progress.studentId, position }}
      onClose={tools.togglePad}
    />
  );
  const map = <TestMap progress={progress} onGoTo={goTo} />;
  return (
    <div className={`${screen.screen} ${classes.screen}`} data-wide={isWide || undefined}>
      <VisuallyHidden component="h1">{tPractice('session.question', { number: position + 1 })}</VisuallyHidden>
      <header className={screen.bar}>
        <Tooltip label={t('leaveHelp')}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('leave')} onClick={onLeave}>
            <IconX size={20} />
          </ActionIcon>
        </Tooltip>
        <Progress
          className={screen.progress}
          value={(100 * answeredCount) / questions.length}
          size={6}
          aria-label={t('answered')}
        />
        <Text size="sm" c="dimmed" className={screen.count}>
          {t('position', { number: position + 1, count: questions.length })}
        </Text>
        <QuestionTools isPadOpen={tools.isPadOpen} onPad={tools.togglePad} />
        <Countdown readSecondsLeft={session.readSecondsLeft} />
      </header>

      <main className={`${screen.main} ${classes.main}`} id="main" tabIndex={-1}>
        <article
          className={screen.question}
          key={position}
          style={{ zoom: tools.zoom }}
          ref={article}
          tabIndex={-1}
          aria-label={tPractice('session.question', { number: position + 1 })}
        >
          <div className={screen.stem}>
            <QuestionStem content={content} language={profile.language} />
          </div>
          {content.figure !== undefined && <FigureDrawing figure={content.figure} language={profile.language} />}
          <AnswerInput
            question={content}
            language={profile.language}
            response={response}
            isLocked={false}
            showsResult={false}
            onChange={session.answer}
          />
          <Group gap="xs">
            <Button
              variant={answer.isFlagged ? 'default' : 'subtle'}
              color="gray"
              size="compact-md"
              aria-pressed={answer.isFlagged}
              leftSection={
                answer.isFlagged ? (
                  <IconFlagFilled size={16} aria-hidden="true" />
                ) : (
                  <IconFlag size={16} aria-hidden="true" />
                )
              }
              onClick={session.toggleFlag}
            >
              {t(answer.isFlagged ? 'unflag' : 'flag')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              size="compact-md"
              disabled={!hasAnswer(answer)}
              onClick={() => session.answer(null)}
            >
              {t('clear')}
            </Button>
          </Group>
        </article>
        {isWide ? (
          <div className={screen.side}>
            <aside>{map}</aside>
            {pad}
          </div>
        ) : (
          <>
            {pad}
            {map}
          </>
        )}
      </main>

      <footer className={screen.foot}>
        <div className={screen.actionBar}>
          <div className={screen.actions}>
            <Button
              variant="default"
              leftSection={<IconArrowLeft size={18} aria-hidden="true" />}
              disabled={position === 0}
              onClick={() => goTo(position - 1)}
            >
              {t('previous')}
            </Button>
            <Button
              variant="default"
              rightSection={<IconArrowRight size={18} aria-hidden="true" />}
              disabled={isLast}
              onClick={() => goTo(position + 1)}
            >
              {t('next')}
            </Button>
            <Button
              className={screen.check}
              variant={isLast || answeredCount === questions.length ? 'filled' : 'light'}
              onClick={askToHandIn}
            >
              {t('handIn')}
            </Button>
          </div>
        </div>
      </footer>

      <Modal
        opened={isAsked}
        onClose={goBack}
        title={t('confirm.title')}
        closeButtonProps={{ 'aria-label': t('confirm.back') }}
      >
        <HandInReminder session={session} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={goBack}>
            {t('confirm.back')}
          </Button>
          <Button onClick={session.handIn} data-autofocus>
            {t('confirm.handIn')}
          </Button>
        </Group>
      </Modal>
    </div>
  );
}

function HandInReminder({ session }: { session: TimedTestSession }) {
  const { t } = useTranslation('timedTest');
  const { answers } = session.progress.test;
  const blankCount = answers.filter((answer) => !hasAnswer(answer)).length;
  const flaggedCount = answers.filter((answer) => answer.isFlagged).length;
  return (
    <>
      <Text>{blankCount === 0 ? t('confirm.all') : t('confirm.blank', { count: blankCount })}</Text>
      {flaggedCount > 0 && <Text>{t('confirm.flagged', { count: flaggedCount })}</Text>}
      <Text size="sm" c="dimmed" mt={4}>
        {t('confirm.left', { time: formatMinutesSeconds(session.readSecondsLeft()) })}
      </Text>
    </>
  );
}
