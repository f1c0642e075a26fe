import { Button, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import { saveFile } from '../content/save-file.ts';

/** Saves what can still be read, where the database of a browser cannot be opened. */
export function RescueOffer({ error }: { error: Failure }) {
  const { t } = useTranslation('failure');
  const [state, setState] = useState<'offered' | 'reading' | 'saved' | 'savedInPart' | 'failed'>('offered');

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
    </Stack>
  );
}
