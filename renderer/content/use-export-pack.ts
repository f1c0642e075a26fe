import { notifications } from '@mantine/notifications';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackSummary } from '../../shared/host/study-host-calls.ts';
import { useStudyHost } from '../app/study-host.tsx';
import { saveFile } from './save-file.ts';

/** Writes a pack to a file of our own format, to be passed on or kept; a failure is said in words. */
export function useExportPack() {
  const { calls } = useStudyHost();
  const { t } = useTranslation('errors');
  const [isExporting, setExporting] = useState(false);
  const exportPack = useCallback(
    async (pack: PackSummary): Promise<void> => {
      setExporting(true);
      const outcome = await calls.exportPack({ packId: pack.id });
      setExporting(false);
      if (outcome.ok) saveFile(outcome.value.fileName, outcome.value.bytes);
      else {
        const { code, details } = outcome.error;
        notifications.show({ color: 'red', title: t(`${code}.title`, details), message: t(`${code}.action`, details) });
      }
    },
    [calls, t],
  );
  return { exportPack, isExporting };
}
