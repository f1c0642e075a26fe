import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import { useStudyHost } from '../app/study-host.tsx';
import { UndoNotice, undoableMs } from '../app/UndoNotice.tsx';
import { useSyncStatus } from '../sync/use-sync-status.ts';

interface ArchiveActions {
  /** Null when it was done; the undo is in the notice that it shows. */
  readonly archive: (profile: NamedProfile, pin: string | null) => Promise<Failure | null>;
  readonly bringBack: (profile: NamedProfile) => Promise<Failure | null>;
}
interface NamedProfile {
  readonly id: string;
  readonly displayName: string;
}

/** Puts a profile away, with a way back in the notice, or brings one back. */
export function useArchiveProfile(): ArchiveActions {
  const { t } = useTranslation('profiles');
  const { calls } = useStudyHost();
  const joined = useSyncStatus().data?.profiles;
  const bringBack = useCallback(
    async ({ id, displayName: name }: NamedProfile) => {
      const outcome = await calls.bringProfileBack({ studentId: id });
      if (outcome.ok) notifications.show({ message: t('archive.back', { name }) });
      return outcome.ok ? null : outcome.error;
    },
    [calls, t],
  );
  const archive = useCallback(
    async (profile: NamedProfile, pin: string | null) => {
      const outcome = await calls.archiveProfile({ studentId: profile.id, pin });
      if (!outcome.ok) return outcome.error;
      // It is an edit of the profile like its name: the other computers that have it hear of it.
      const isJoined = joined?.some(({ studentId }) => studentId === profile.id) === true;
      const noticeId = notifications.show({
        autoClose: undoableMs,
        message: (
          <UndoNotice
            text={t(isJoined ? 'archive.doneJoined' : 'archive.done', { name: profile.displayName })}
            undoText={t('archive.undo')}
            onUndo={() => {
              notifications.hide(noticeId);
              void bringBack(profile);
            }}
          />
        ),
      });
      return null;
    },
    [calls, t, joined, bringBack],
  );
  return { archive, bringBack };
}
