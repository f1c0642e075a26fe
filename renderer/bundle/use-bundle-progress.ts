import { useEffect, useState } from 'react';
import { useStudyHost } from '../app/study-host.tsx';

/** How far the work with this id is, from 0 to 1; null while nobody knows. */
export function useBundleProgress(progressId: string | null): number | null {
  const { onNotice } = useStudyHost();
  const [known, setKnown] = useState<{ readonly id: string; readonly share: number } | null>(null);
  useEffect(
    () =>
      onNotice('importProgressed', ({ importId, doneCount, totalCount }) => {
        if (importId === progressId && totalCount !== null && totalCount > 0) {
          setKnown({ id: importId, share: Math.min(1, doneCount / totalCount) });
        }
      }),
    [onNotice, progressId],
  );
  return known !== null && known.id === progressId ? known.share : null;
}
