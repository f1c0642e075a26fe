import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { PackSummary } from '../../shared/model/pack-summary.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import { UndoNotice } from '../app/UndoNotice.tsx';

/** Time to take the removal back before it happens. */
const undoMs = 8000;

/** Removes a pack once it can no longer be taken back; what was answered from it stays in the notebook. */
export function useRemovePack() {
  const { calls } = useStudyHost();
  const { profile } = useActiveProfile();
  const { t } = useTranslation('content');
  return (pack: PackSummary, onUndo: () => void) => {
    const id = `remove-${pack.id}`;
    const timer = setTimeout(() => {
      void calls.removePack({ packId: pack.id }).then((outcome) => {
        if (outcome.ok) return;
        onUndo();
        notifications.show({ color: 'red', message: t('remove.failed') });
      });
    }, undoMs);
    const undo = () => {
      clearTimeout(timer);
      notifications.hide(id);
      onUndo();
    };
    notifications.show({
      id,
      autoClose: undoMs,
      message: (
        <UndoNotice
          text={t('remove.done', { name: textInLanguage(pack.displayNames, profile.language).text })}
          undoText={t('remove.undo')}
          onUndo={undo}
        />
      ),
    });
  };
}
