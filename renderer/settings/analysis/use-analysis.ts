import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/errors/outcome.ts';
import type { AnalysisDraft, PreviewedMistake, StudentAnalysis } from '../../../shared/study/analysis-settings.ts';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { type HostQuery, useHostQuery, useStudyHost } from '../../app/study-host.tsx';

/** So many of the last mistakes are looked at: what fits one line, and a student remembers. */
export const previewedCount = 20;

export function useStudentAnalysis(): HostQuery<StudentAnalysis> {
  const { profile } = useActiveProfile();
  return useHostQuery(['analysis', profile.id], (calls) => calls.readStudentAnalysis({ studentId: profile.id }));
}

/** What each draft would have said of the last mistakes; the one before stays while a new one is asked for. */
export function useAnalysisPreview(drafts: readonly AnalysisDraft[]): HostQuery<readonly PreviewedMistake[]> {
  const { profile } = useActiveProfile();
  return useHostQuery(['analysis', profile.id, 'preview', drafts], (calls) =>
    calls.previewAnalysis({ studentId: profile.id, drafts, count: previewedCount }),
  );
}

/** Writes a choice. Null when it is in force. */
export function useChooseAnalysis() {
  const { t } = useTranslation('errors');
  const { calls } = useStudyHost();
  const { profile } = useActiveProfile();
  const queryClient = useQueryClient();
  const [isSaving, setSaving] = useState(false);
  const choose = useCallback(
    async (draft: AnalysisDraft): Promise<Failure | null> => {
      setSaving(true);
      const outcome = await calls.chooseAnalysis({ studentId: profile.id, ...draft });
      setSaving(false);
      if (outcome.ok) {
        queryClient.setQueryData(['analysis', profile.id], outcome.value);
        return null;
      }
      const { code, details } = outcome.error;
      notifications.show({ color: 'red', title: t(`${code}.title`, details), message: t(`${code}.action`, details) });
      return outcome.error;
    },
    [calls, profile.id, queryClient, t],
  );
  return { choose, isSaving };
}
