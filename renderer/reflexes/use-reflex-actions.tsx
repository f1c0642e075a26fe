/** What the buttons of a reflex do to the recommendation, and the sessions that some of them open. */
import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionItem, Recommendation, ReflexActionCode } from '../../shared/model/reflex.ts';
import type { SessionKind } from '../../shared/model/session.ts';
import { useStudyHost } from '../app/study-host.tsx';
import { UndoNotice } from '../app/UndoNotice.tsx';
import { useStartSession } from '../practice/use-start-session.ts';

/** Time to take a dismissal back before it is recorded: the mark itself is for good. */
const undoMs = 6000;

/** Which actions open a session, of which kind and size when the database names none. */
const sessionActions: Partial<Record<ReflexActionCode, { readonly kind: SessionKind; readonly count: number }>> = {
  retry: { kind: 'retry_mistakes', count: 1 },
  easy_set: { kind: 'easy_set', count: 6 },
  normal_set: { kind: 'normal_set', count: 8 },
  prereq_check: { kind: 'prerequisite_check', count: 3 },
};

export function opensSession(action: string): boolean {
  return Object.hasOwn(sessionActions, action);
}

export function useReflexActions() {
  const { calls } = useStudyHost();
  const { start } = useStartSession();
  const { t } = useTranslation('reflexes');

  const complete = useCallback(
    async (recommendation: Recommendation, action: string) => {
      const done = new Set([...recommendation.doneActions, action]);
      const outcome = await calls.completeAction({
        recommendationId: recommendation.id,
        action,
        completedAt: new Date().toISOString(),
        isRecommendationDone: recommendation.actionItems.every((item) => done.has(item.action)),
      });
      if (!outcome.ok) notifications.show({ color: 'red', message: t('failed.complete') });
    },
    [calls, t],
  );

  const dismiss = useCallback(
    (recommendation: Recommendation, onUndo: () => void) => {
      const id = `dismiss-${recommendation.id}`;
      const dismissedAt = new Date().toISOString();
      const timer = setTimeout(() => {
        void calls.dismissRecommendation({ recommendationId: recommendation.id, dismissedAt });
      }, undoMs);
      const undo = () => {
        clearTimeout(timer);
        notifications.hide(id);
        onUndo();
      };
      notifications.show({
        id,
        autoClose: undoMs,
        message: <UndoNotice text={t('card.dismissed')} undoText={t('card.undo')} onUndo={undo} />,
      });
    },
    [calls, t],
  );

  const openSession = useCallback(
    async (recommendation: Recommendation, item: ActionItem) => {
      const session = sessionActions[item.action as ReflexActionCode];
      if (session === undefined) return;
      await start({
        studentId: recommendation.studentId,
        kind: session.kind,
        topicUids: [recommendation.topicUid],
        packId: null,
        questionCount: item.count ?? session.count,
        sourceRecommendationId: recommendation.id,
      });
    },
    [start],
  );

  return { complete, dismiss, openSession };
}
