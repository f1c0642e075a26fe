/** The state of sync in words: what is safe, what waits and for what. Never an alarm while nothing is wrong. */
import type { TFunction } from 'i18next';
import type { ProfileSync } from '../../shared/host/sync-calls.ts';

type SyncT = TFunction<'sync'>;

/** A few words for the rail. */
export function footOfSync(t: SyncT, sync: ProfileSync): string {
  const count = sync.waitingAnswerCount;
  switch (sync.state) {
    case 'idle':
      return t(sync.waitingRowCount > 0 ? 'foot.about_to_send' : 'foot.idle');
    case 'offline':
      return count > 0 ? t('foot.offlineWaiting', { count }) : t('foot.offline');
    case 'backing_off':
      return count > 0 ? t('foot.backingOffWaiting', { count }) : t('foot.backing_off');
    case 'waiting_for_teacher':
      return t(sync.failure === null ? 'foot.waiting_for_teacher' : 'foot.declined');
    default:
      return t(`foot.${sync.state}`);
  }
}

/** One or two sentences for Home and the class page. */
export function sentenceOfSync(t: SyncT, sync: ProfileSync): string {
  const count = sync.waitingAnswerCount;
  const hasRows = sync.waitingRowCount > 0;
  switch (sync.state) {
    case 'idle':
      if (count > 0) return t('sentence.aboutToSend', { count });
      if (!hasRows && sync.refusedRowCount > 0) return t('sentence.idleRefused', { count: sync.refusedRowCount });
      return t(hasRows ? 'sentence.aboutToSendRows' : 'sentence.idle');
    case 'pushing':
      return t('sentence.pushing', { done: sync.doneRowCount, total: sync.doneRowCount + sync.waitingRowCount });
    case 'pulling':
      return t('sentence.pulling', { done: sync.doneRowCount });
    case 'offline':
      if (count > 0) return t('sentence.offlineWaiting', { count });
      if (!hasRows && sync.refusedRowCount > 0) return t('sentence.offlineRefused', { count: sync.refusedRowCount });
      return t(hasRows ? 'sentence.offlineWaitingRows' : 'sentence.offline');
    case 'backing_off':
      return count > 0 ? t('sentence.backingOffWaiting', { count }) : t('sentence.backing_off');
    case 'waiting_for_teacher':
      return t(sync.failure === null ? 'sentence.waiting_for_teacher' : 'sentence.declined');
    default:
      return t(`sentence.${sync.state}`);
  }
}
