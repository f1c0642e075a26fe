import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useStudyHost } from '../../app/study-host.tsx';
import { UndoNotice, undoableMs } from '../../app/UndoNotice.tsx';

/** Retires a question or brings it back, at once, and offers to take that back. */
export function useRetireQuestion() {
  const { calls } = useStudyHost();
  const { t } = useTranslation('questions');
  return async function retire(questionId: string, isRetired: boolean): Promise<void> {
    const outcome = await calls.retireQuestion({ questionId, isRetired });
    if (!outcome.ok) {
      notifications.show({ color: 'red', message: t('notSaved') });
      return;
    }
    const id = `retire-${questionId}-${isRetired}`;
    // What was said of it before is no longer so.
    notifications.hide(`retire-${questionId}-${!isRetired}`);
    notifications.show({
      id,
      autoClose: undoableMs,
      message: (
        <UndoNotice
          text={t(isRetired ? 'retired' : 'broughtBack')}
          undoText={t('undo')}
          onUndo={() => {
            notifications.hide(id);
            void calls.retireQuestion({ questionId, isRetired: !isRetired });
          }}
        />
      ),
    });
  };
}
