import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { Profile } from '../../shared/model/profile.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useProfileSync } from '../sync/use-sync-status.ts';
import { PinField } from './PinField.tsx';
import { useArchiveProfile } from './use-archive-profile.tsx';
import { usePinError } from './use-pin-error.ts';

/** Asks for the PIN before a profile that has one is archived. One without goes at once, with a way back. */
export function ArchiveDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const { t } = useTranslation('profiles');
  const { archive } = useArchiveProfile();
  const sync = useProfileSync(profile.id);
  const [pin, setPin] = useState('');
  const [isWorking, setWorking] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const { pinError, otherError } = usePinError(error, profile.language);
  const name = profile.displayName;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWorking(true);
    const failure = await archive(profile, pin === '' ? null : pin);
    setWorking(false);
    setError(failure);
    if (failure === null) onClose();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('archive.title', { name })}
      closeButtonProps={{ 'aria-label': t('archive.cancel') }}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <Text>{t('archive.lead')}</Text>
          {sync !== null && <Text>{t('archive.leadJoined')}</Text>}
          <PinField label={t('remove.pin', { name })} value={pin} onChange={setPin} error={pinError} data-autofocus />
          {otherError !== null && <FailurePanel error={otherError} headingOrder={2} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('archive.cancel')}
            </Button>
            <Button type="submit" loading={isWorking}>
              {t('archive.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
