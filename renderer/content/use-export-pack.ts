import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { PackSummary } from '../../shared/model/pack-summary.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import { saveFile } from './save-file.ts';

/** Writes a pack to a file of our own format or as Moodle GIFT; what GIFT cannot hold and any failure is said in words. */
export function useExportPack() {
  const { calls } = useStudyHost();
  const { profile } = useActiveProfile();
  const { t } = useTranslation('content');
  const { t: tErrors } = useTranslation('errors');
  const [isExporting, setExporting] = useState(false);

  const tell = ({ code, details }: Failure) =>
    notifications.show({
      color: 'red',
      title: tErrors(`${code}.title`, details),
      message: tErrors(`${code}.action`, details),
    });

  async function exportPack(pack: PackSummary): Promise<void> {
    setExporting(true);
    const outcome = await calls.exportPack({ packId: pack.id });
    setExporting(false);
    if (outcome.ok) saveFile(outcome.value.fileName, outcome.value.bytes);
    else tell(outcome.error);
  }

  async function exportGift(pack: PackSummary): Promise<void> {
    setExporting(true);
    const outcome = await calls.exportPackAsGift({ packId: pack.id, language: profile.language });
    setExporting(false);
    if (!outcome.ok) {
      tell(outcome.error);
      return;
    }
    const { fileName, bytes, leftOut } = outcome.value;
    saveFile(fileName, bytes, 'text/plain');
    const lost = leftOut.length === 0 ? '' : `${t('gift.leftOut', { count: leftOut.length })} `;
    notifications.show({ title: fileName, message: `${lost}${t('gift.plain')}` });
  }
  return { exportPack, exportGift, isExporting };
}
