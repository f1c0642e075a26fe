import { Button, FileButton, Progress, Text, VisuallyHidden } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './ImportArea.module.css';
import { type ImportJob, isSettled } from './import-job.ts';

interface ImportAreaProps {
  readonly jobs: readonly ImportJob[];
  /** Files are held over the page. */
  readonly isOver: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onCancel: () => void;
}

/** Takes question files by drop or by dialog, and shows how far their import is. */
export function ImportArea({ jobs, isOver, onFiles, onCancel }: ImportAreaProps) {
  const { t } = useTranslation('content');
  const active = jobs.find(({ state }) => state.name === 'running' || state.name === 'opening');
  const spoken = useSpokenState(jobs, active);
  const waitingCount = jobs.filter((job) => !isSettled(job) && job !== active).length;
  return (
    <section className={classes.area} data-over={isOver || undefined} aria-label={t('import.title')}>
      <IconFileImport size={28} stroke={1.5} aria-hidden="true" />
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
      {active === undefined ? (
        <>
          <Text>{t(isOver ? 'import.dropHere' : 'import.drop')}</Text>
          <FileButton
            multiple
            onChange={onFiles}
            accept=".json,.zip,.jsonl,.ndjson,.gift,.txt,.xml,.csv,.tsv,.tab,application/json"
          >
            {(props) => (
              <Button variant="light" {...props}>
                {t('import.choose')}
              </Button>
            )}
          </FileButton>
          <Text size="xs" c="dimmed">
            {t('import.formats')}
          </Text>
        </>
      ) : (
        <RunningImport job={active} waitingCount={waitingCount} onCancel={onCancel} />
      )}
    </section>
  );
}

/**
 * For ears: which file is read, then what came of all of them. Counting aloud would drown everything else, and a report
 * is not read out when it brings its own live region along.
 */
function useSpokenState(jobs: readonly ImportJob[], active: ImportJob | undefined): string {
  const { t } = useTranslation('content');
  if (active !== undefined) return t('import.opening', { file: active.fileName });
  if (jobs.length === 0 || !jobs.every(isSettled)) return '';
  const reports = jobs.flatMap(({ state }) => (state.name === 'done' ? [state.report] : []));
  return t('import.spokenEnd', {
    added: reports.reduce((sum, { importedCount }) => sum + importedCount, 0),
    refused: reports.reduce((sum, { refusedCount }) => sum + refusedCount, 0),
  });
}

interface RunningImportProps {
  readonly job: ImportJob;
  readonly waitingCount: number;
  readonly onCancel: () => void;
}

function RunningImport({ job: { fileName, state }, waitingCount, onCancel }: RunningImportProps) {
  const { t } = useTranslation('content');
  const { doneCount, totalCount } = state.name === 'running' ? state : { doneCount: 0, totalCount: null };
  const isCounted = totalCount !== null && totalCount > 0;
  return (
    <div className={classes.progress}>
      <div>
        <Text mb={6} style={{ overflowWrap: 'anywhere' }}>
          {state.name === 'running'
            ? t('import.running', { file: fileName, count: doneCount })
            : t('import.opening', { file: fileName })}
        </Text>
        {waitingCount > 0 && (
          <Text size="sm" c="dimmed" mb={6}>
            {t('import.waiting', { count: waitingCount })}
          </Text>
        )}
      </div>
      <Progress
        value={isCounted ? (100 * doneCount) / totalCount : 100}
        animated={!isCounted}
        aria-label={t('import.progress')}
      />
      <Button variant="subtle" color="gray" size="xs" fz="sm" mt="sm" onClick={onCancel}>
        {t('import.cancel')}
      </Button>
    </div>
  );
}
