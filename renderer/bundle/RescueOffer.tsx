import { Button, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import { saveFile } from '../content/save-file.ts';
import { startAfresh } from './start-afresh.ts';

/**
 * Saves what can still be read, where the database of a browser cannot be opened. Once that is on disk, a damaged one can
 * be given up: with an empty one a backup can be restored.
 */
export function RescueOffer({ error }: { error: Failure }) {
  const { t } = useTranslation('failure');
  const [state, setState] = useState<'offered' | 'reading' | 'saved' | 'savedInPart' | 'failed'>('offered');
  const [hasFailedAfresh, setFailedAfresh] = useState(false);
  const isSaved = state === 'saved' || state === 'savedInPart';

  async function save(): Promise<void> {
    setState('reading');
    try {
      // Zip and page store are needed only here.
      const { makeRescueFile } = await import('./rescue-file.ts');
      const { bytes, unreadableCount } = await makeRescueFile(error);
      saveFile(`endstp-rescue-${new Date().toISOString().slice(0, 10)}.zip`, bytes, 'application/zip');
      setState(unreadableCount === 0 ? 'saved' : 'savedInPart');
    } catch (cause) {
      console.error('rescue file', cause instanceof Error ? cause.name : typeof cause);
      setState('failed');
    }
  }

  async function giveUp(): Promise<void> {
    try {
      await startAfresh();
    } catch (cause) {
      console.error('start afresh', cause instanceof Error ? cause.name : typeof cause);
      setFailedAfresh(true);
    }
  }

  return (
    <Stack gap="xs" align="start">
      <Text>{t('rescue.lead')}</Text>
      <Button
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden="true" />}
        loading={state === 'reading'}
        onClick={() => void save()}
      >
        {t('rescue.save')}
      </Button>
      <Text role="status" size="sm">
        {state === 'offered' || state === 'reading' ? '' : t(`rescue.${state}`)}
      </Text>
      {isSaved && error.code === 'DATABASE_DAMAGED' && (
        <>
          <Text>{t('rescue.afreshLead')}</Text>
          <Button variant="default" onClick={() => void giveUp()}>
            {t('rescue.afresh')}
          </Button>
          {hasFailedAfresh && (
            <Text role="alert" size="sm">
              {t('rescue.afreshFailed')}
            </Text>
          )}
        </>
      )}
    </Stack>
  );
}
