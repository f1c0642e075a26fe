import { Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { ImportResult } from './ImportResult.tsx';
import { type ImportJob, isSettled } from './import-job.ts';

/** What became of each file that was chosen or dropped last. */
export function ImportResults({ jobs }: { jobs: readonly ImportJob[] }) {
  const settledCount = jobs.filter(isSettled).length;
  const list = useFirstResultInSight(settledCount);
  if (settledCount === 0) return null;
  return (
    <Stack gap="xl" ref={list} style={{ scrollMarginTop: 16 }}>
      {jobs.map((job, index) => (
        <Result key={job.id} job={job} headingId={index === 0 ? 'import-result' : `import-result-${index + 1}`} />
      ))}
    </Stack>
  );
}

function Result({ job: { fileName, state }, headingId }: { job: ImportJob; headingId: string }) {
  const { t } = useTranslation('content');
  switch (state.name) {
    case 'done':
      return <ImportResult report={state.report} fileName={fileName} headingId={headingId} />;
    case 'failed':
      return <FailurePanel error={state.error} headingOrder={2} about={fileName} />;
    case 'cancelled':
      return (
        <Text role="status" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('import.cancelled', { file: fileName })}
        </Text>
      );
    default:
      return null;
  }
}

/**
 * On a narrow screen results begin below the fold, and whoever has just chosen a file would see nothing happen. Brings
 * the first one into sight when it comes; whoever finds results on coming back to the screen is left at its top.
 */
function useFirstResultInSight(settledCount: number) {
  const list = useRef<HTMLDivElement>(null);
  const before = useRef(settledCount);
  useEffect(() => {
    const isFirst = before.current === 0 && settledCount > 0;
    before.current = settledCount;
    const top = list.current?.getBoundingClientRect().top ?? 0;
    if (isFirst && top > window.innerHeight / 2) list.current?.scrollIntoView({ block: 'start' });
  }, [settledCount]);
  return list;
}
