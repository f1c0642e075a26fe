import { ActionIcon, Progress, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerResponse } from '../../shared/content/question.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { usePreferences } from '../app/preferences-provider.tsx';
import { FigureDrawing } from '../question-text/FigureDrawing.tsx';
import { QuestionStem } from '../question-text/QuestionStem.tsx';
import { PracticeReflex } from '../reflexes/PracticeReflex.tsx';
import { RatingRow } from '../review/RatingRow.tsx';
import { AnswerActions } from './AnswerActions.tsx';
import { AnswerInput } from './AnswerInput.tsx';
import { toggleChoice } from './ChoiceList.tsx';
import { FeedbackSheet } from './FeedbackSheet.tsx';
import { HintPanel } from './HintPanel.tsx';
import classes from './QuestionScreen.module.css';
import { QuietTimer } from './QuietTimer.tsx';
import { PausedNote } from './tools/PausedNote.tsx';
import { QuestionTools } from './tools/QuestionTools.tsx';
import { ScratchPad } from './tools/ScratchPad.tsx';
import { useQuestionTools } from './tools/use-question-tools.ts';
import { useMarkedInSight } from './use-marked-in-sight.ts';
import { usePracticeKeys } from './use-practice-keys.ts';
import type { PracticeSession } from './use-practice-session.ts';

type RunningSession = Extract<PracticeSession, { progress: unknown }>;

/** The question, its answer and what came of it. */
export function QuestionScreen({ session, onLeave }: { session: RunningSession; onLeave: () => void }) {
  const { t } = useTranslation('practice');
  const { profile } = useActiveProfile();
  const { progress, question, state } = session;
  const { feedback, draft, position } = progress;
  const content = question?.content;
  const total = progress.session.questions.length;
  const { isPaused, setPaused } = session;
  const isAsking = state === 'asking' && !isPaused;
  const tools = useQuestionTools();
  // Where there is room a reflex stands beside the question, else in a strip above it; both places are kept free.
  const { preferences } = usePreferences();
  const isWide = useMediaQuery(`(min-width: ${1100 * preferences.textScale}px)`, true, {
    getInitialValueInEffect: false,
  });

  const check = () => {
    if (isAsking && draft !== null) session.submit(draft);
  };
  const skip = () => {
    if (isAsking) session.submit({ kind: 'blank' });
  };
  usePracticeKeys({
    chooseAt: (index) => {
      if (!isAsking || content === undefined || !('choices' in content)) return false;
      const choice = content.choices[index];
      if (choice === undefined) return false;
      session.draftAnswer(toggleChoice(content, new Set(chosenKeys(draft)), choice.key));
      return true;
    },
    confirm: () => (isPaused ? setPaused(false) : state === 'feedback' ? session.goOn() : check()),
    commands: {
      ...tools.commands,
      s: skip,
      h: () => isAsking && session.showHint(),
      p: () => state === 'asking' && setPaused(!isPaused),
    },
  });

  const article = useRef<HTMLElement>(null);
  const foot = useRef<HTMLElement>(null);
  // A new question starts at its first word, for eyes and screen readers alike; a field to type in takes the focus itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each question
  useLayoutEffect(() => {
    window.scrollTo({ top: 0 });
    if (content !== undefined && 'choices' in content && feedback === null)
      article.current?.focus({ preventScroll: true });
  }, [question?.questionVersionId]);

  useMarkedInSight(article, foot, feedback !== null);

  if (content === undefined) return null;
  const hasMoreHints = progress.hintsUsed < content.hints.length;
  const pad = tools.isPadOpen && !isPaused && (
    <ScratchPad
      of={{ testRecordId: progress.testRecordId, studentId: progress.studentId, position }}
      onClose={tools.togglePad}
    />
  );
  const hintOffer = isAsking && hasMoreHints ? { onHint: session.showHint } : {};
  return (
    <div className={classes.screen} data-wide={isWide || undefined}>
      <VisuallyHidden component="h1">{t('session.question', { number: position + 1 })}</VisuallyHidden>
      <header className={classes.bar}>
        <Tooltip label={t('session.leaveHelp')}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('session.leave')} onClick={onLeave}>
            <IconX size={20} />
          </ActionIcon>
        </Tooltip>
        <Progress
          className={classes.progress}
          value={(100 * (position + (feedback === null ? 0 : 1))) / total}
          size={6}
          aria-label={t('session.progress')}
        />
        <Text size="sm" c="dimmed" className={classes.count}>
          {t('session.position', { number: position + 1, count: total })}
        </Text>
        <QuestionTools
          isPadOpen={tools.isPadOpen}
          onPad={tools.togglePad}
          onPause={isAsking ? () => setPaused(true) : undefined}
        />
        <QuietTimer readElapsedSeconds={session.readElapsedSeconds} isRunning={isAsking} />
      </header>
      {!isWide && (
        <div className={classes.reflexStrip}>
          <PracticeReflex isStrip {...hintOffer} />
        </div>
      )}

      <main className={classes.main} id="main" tabIndex={-1}>
        {isPaused && <PausedNote onGoOn={() => setPaused(false)} />}
        <article
          className={classes.question}
          hidden={isPaused}
          style={{ zoom: tools.zoom }}
          key={question?.questionVersionId}
          ref={article}
          tabIndex={-1}
          aria-label={t('session.question', { number: position + 1 })}
        >
          <div className={classes.stem}>
            <QuestionStem content={content} language={profile.language} />
          </div>
          {content.figure !== undefined && <FigureDrawing figure={content.figure} language={profile.language} />}
          <AnswerInput
            question={content}
            language={profile.language}
            response={feedback?.response ?? draft}
            isLocked={!isAsking}
            showsResult={feedback !== null}
            onChange={session.draftAnswer}
          />
          <HintPanel question={content} shownCount={progress.hintsUsed} language={profile.language} />
        </article>
        {!isWide && pad}
        {isWide && (
          <div className={classes.side}>
            <aside aria-label={t('session.reflexes')}>
              <PracticeReflex {...hintOffer} />
            </aside>
            {pad}
          </div>
        )}
      </main>

      <footer className={classes.foot} ref={foot}>
        {feedback !== null ? (
          <FeedbackSheet
            key={position}
            question={content}
            feedback={feedback}
            language={profile.language}
            isLastQuestion={progress.outcomes.length >= total}
            onReason={session.noteReason}
            onGoOn={session.goOn}
            review={
              progress.session.kind === 'review' &&
              feedback.isConfirmed && (
                <RatingRow testRecordId={progress.testRecordId} studentId={progress.studentId} position={position} />
              )
            }
          />
        ) : (
          <AnswerActions
            isAsking={isAsking}
            isSubmitting={state === 'submitting'}
            canCheck={draft !== null}
            hints={content.hints.length === 0 ? 'none' : hasMoreHints ? 'more' : 'shown'}
            onSkip={skip}
            onHint={session.showHint}
            onCheck={check}
          />
        )}
      </footer>
    </div>
  );
}

function chosenKeys(draft: AnswerResponse | null): readonly string[] {
  return draft?.kind === 'choices' ? draft.choiceKeys : [];
}
