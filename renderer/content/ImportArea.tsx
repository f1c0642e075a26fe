import { Button, FileButton, Progress, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ImportArea.module.css';
import type { ImportState } from './use-import.ts';

/** Takes a question file by drop or by dialog, and shows how far its import is. */
export function ImportArea({ state, onFile }: { state: ImportState; onFile: (file: File) => void }) {
  const { t } = useTranslation('content');
  const [isOver, setOver] = useState(false);
  const isRunning = state.name === 'running';
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined && !isRunning) onFile(file);
  };
  return (
    <section
      className={classes.area}
      data-over={isOver || undefined}
      aria-label={t('import.title')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileImport size={28} stroke={1.5} aria-hidden="true" />
      {isRunning ? (
        <div className={classes.progress} role="status">
          <Text mb={6}>{t('import.running', { file: state.fileName, count: state.doneCount })}</Text>
          <Progress
            value={
              state.totalCount === null || state.totalCount === 0 ? 100 : (100 * state.doneCount) / state.totalCount
            }
            animated={state.totalCount === null}
            aria-label={t('import.progress')}
          />
        </div>
      ) : (
        <>
          <Text>{t('import.drop')}</Text>
          <FileButton
            onChange={(file) => file !== null && onFile(file)}
            accept=".json,.jsonl,.ndjson,.gift,.txt,.xml,.csv,.tsv,application/json"
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
      )}
    </section>
  );
}
