import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { ProfileSync } from '../../shared/host/sync-calls.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useStudyHost } from '../app/study-host.tsx';

/** Deletes everything of the profile that studies now, here and on its server. The name is typed, so that no slip does it. */
export function EraseProfile({ sync }: { sync: ProfileSync | null }) {
  const { t } = useTranslation('sync');
  const { profile } = useActiveProfile();
  const { calls } = useStudyHost();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [typed, setTyped] = useState('');
  const [isErasing, setErasing] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const name = profile.displayName;
  const isJoined = sync !== null && sync.state !== 'waiting_for_teacher';

  async function erase(): Promise<void> {
    setErasing(true);
    // The profile is gone afterwards, and with it this screen.
    const outcome = await calls.eraseStudent({ studentId: profile.id });
    setErasing(false);
    if (!outcome.ok) setError(outcome.error);
  }

  return (
    <>
      <Button variant="subtle" color="red" onClick={open}>
        {t('erase.open')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('erase.title')}
        closeButtonProps={{ 'aria-label': t('erase.cancel') }}
      >
        <Stack gap="md">
          <Text>{t(isJoined ? 'erase.lead' : 'erase.leadLocal', { name })}</Text>
          {sync?.state === 'signed_out' && <Text fw={500}>{t('erase.signedOut')}</Text>}
          <TextInput
            label={t('erase.name', { name })}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {error !== null && <FailurePanel error={error} headingOrder={2} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('erase.cancel')}
            </Button>
            <Button
              color="red"
              disabled={typed.trim().toLocaleLowerCase() !== name.trim().toLocaleLowerCase()}
              loading={isErasing}
              onClick={() => void erase()}
            >
              {t('erase.confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
