import { Button, FileButton, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as createUuidV7 } from 'uuid';
import { isEncrypted } from '../../shared/bundle/age-stream.ts';
import type { BundleReport } from '../../shared/bundle/bundle-report.ts';
import type { Failure } from '../../shared/errors/outcome.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import { BundleProgress } from './BundleProgress.tsx';
import classes from './RestoreArea.module.css';
import { RestoreResult } from './RestoreResult.tsx';

interface ChosenBundle {
  readonly name: string;
  readonly bytes: Uint8Array;
}
type Work =
  | { readonly name: 'idle' }
  | { readonly name: 'locked'; readonly file: ChosenBundle; readonly isRefused: boolean }
  | { readonly name: 'running'; readonly file: ChosenBundle; readonly progressId: string }
  | { readonly name: 'done'; readonly file: ChosenBundle; readonly report: BundleReport }
  | { readonly name: 'failed'; readonly error: Failure };

/** Takes a backup by drop or by dialog and adds it to what is here; asks for the passphrase where the file wants one. */
export function RestoreArea() {
  const { t } = useTranslation('bundle');
  const { t: tErrors } = useTranslation('errors');
  const { calls } = useStudyHost();
  const [work, setWork] = useState<Work>({ name: 'idle' });
  const [passphrase, setPassphrase] = useState('');
  const [isOver, setOver] = useState(false);

  async function choose(chosen: File): Promise<void> {
    const file = { name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) };
    setPassphrase('');
    if (isEncrypted(file.bytes.subarray(0, 22))) setWork({ name: 'locked', file, isRefused: false });
    else await add(file, null);
  }
  async function add(file: ChosenBundle, withPassphrase: string | null): Promise<void> {
    const progressId = createUuidV7();
    setWork({ name: 'running', file, progressId });
    const outcome = await calls.importBundle({ progressId, bytes: file.bytes, passphrase: withPassphrase });
    if (outcome.ok) {
      setPassphrase('');
      setWork({ name: 'done', file, report: outcome.value });
    } else if (outcome.error.code === 'BUNDLE_PASSPHRASE_WRONG') setWork({ name: 'locked', file, isRefused: true });
    else setWork({ name: 'failed', error: outcome.error });
  }
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined && work.name !== 'running') void choose(file);
  };
  const chooser = (text: string) => (
    <FileButton onChange={(file) => file !== null && void choose(file)} accept=".gz,.age,.ndjson">
      {(props) => (
        <Button variant="default" {...props}>
          {text}
        </Button>
      )}
    </FileButton>
  );

  return (
    <Stack gap="sm">
      <section
        className={classes.area}
        data-over={isOver || undefined}
        aria-label={t('restoreTitle')}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconUpload size={28} stroke={1.5} aria-hidden="true" />
        {work.name === 'running' ? (
          <BundleProgress progressId={work.progressId} text={t('adding', { file: work.file.name })} />
        ) : work.name === 'locked' ? (
          <form
            className={classes.passphrase}
            onSubmit={(event) => {
              event.preventDefault();
              if (passphrase !== '') void add(work.file, passphrase);
            }}
          >
            <PasswordInput
              label={t('passphrase')}
              description={t('locked', { file: work.file.name })}
              autoComplete="off"
              data-autofocus
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
              error={
                work.isRefused
                  ? `${tErrors('BUNDLE_PASSPHRASE_WRONG.title')}. ${tErrors('BUNDLE_PASSPHRASE_WRONG.action')}`
                  : null
              }
              styles={{ description: { overflowWrap: 'anywhere' } }}
            />
            <Group gap="sm">
              <Button type="submit" disabled={passphrase === ''}>
                {t('open')}
              </Button>
              {chooser(t('otherFile'))}
            </Group>
          </form>
        ) : (
          <>
            <Text>{t('drop')}</Text>
            {chooser(t('choose'))}
          </>
        )}
      </section>
      {work.name === 'done' && <RestoreResult fileName={work.file.name} report={work.report} />}
      {work.name === 'failed' && <FailurePanel error={work.error} headingOrder={2} />}
    </Stack>
  );
}
