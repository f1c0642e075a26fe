import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { ImportResult } from './ImportResult.tsx';
import type { ImportJob } from './import-job.ts';

/** What became of each file that was chosen or dropped last. */
export function ImportResults({ jobs }: { jobs: readonly ImportJob[] }) {
  const { t } = useTranslation('content');
  return jobs.map(({ id, fileName, state }, index) => {
    switch (state.name) {
      case 'done':
        return (
          <ImportResult
            key={id}
            report={state.report}
            fileName={fileName}
            headingId={index === 0 ? 'import-result' : `import-result-${index + 1}`}
          />
        );
      case 'failed':
        return (
          <Stack key={id} gap={0}>
            {jobs.length > 1 && (
              <Text ta="center" fw={500} style={{ overflowWrap: 'anywhere' }}>
                {fileName}
              </Text>
            )}
            <FailurePanel error={state.error} headingOrder={2} />
          </Stack>
        );
      case 'cancelled':
        return (
          <Text key={id} role="status" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {t('import.cancelled', { file: fileName })}
          </Text>
        );
      default:
        return null;
    }
  });
}
