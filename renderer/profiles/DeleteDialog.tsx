import { Alert, Button, Group, Modal, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as createUuidV7 } from 'uuid';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { Profile } from '../../shared/model/profile.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import { BundleProgress } from '../bundle/BundleProgress.tsx';
import { saveFile } from '../content/save-file.ts';
import { forgetProfile } from '../store/forget-profile.ts';
import { useProfileSync } from '../sync/use-sync-status.ts';
import { PinField } from './PinField.tsx';
import { usePinError } from './use-pin-error.ts';

function fold(text: string, language: string): string {
  return text.trim().toLocaleLowerCase(language);
}

/** Deletes a profile for good: offers a file first, and wants the name typed, and the PIN where there is one. */
export function DeleteDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const { t } = useTranslation('profiles');
  const { calls } = useStudyHost();
  const sync = useProfileSync(profile.id);
  const [typed, setTyped] = useState('');
  const [pin, setPin] = useState('');
  const [isDeleting, setDeleting] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const { pinError, otherError } = usePinError(error, profile.language);
  const name = profile.displayName;
  const isJoined = sync !== null && sync.state !== 'waiting_for_teacher';
  // A Turkish name may be typed in the English app: "ipek" is İpek there, too.
  const isNamed = ['tr', 'en'].some((language) => fold(typed, language) === fold(name, language));

  async function remove(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isNamed) return;
    setDeleting(true);
    const outcome = await calls.deleteProfile({ studentId: profile.id, pin: pin === '' ? null : pin });
    setDeleting(false);
    if (!outcome.ok) return setError(outcome.error);
    await forgetProfile(profile.id);
    notifications.show({ message: t('remove.done', { name }) });
    onClose();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('remove.title', { name })}
      closeButtonProps={{ 'aria-label': t('remove.cancel') }}
    >
      <form onSubmit={(event) => void remove(event)} noValidate>
        <Stack gap="md">
          <Text>{t('remove.lead', { name })}</Text>
          {isJoined && (
            <Alert color="red">{t(sync.state === 'signed_out' ? 'remove.signedOut' : 'remove.joined', { name })}</Alert>
          )}
          <KeepFile profile={profile} isJoined={isJoined} />
          {profile.lock !== null && (
            <PinField label={t('remove.pin', { name })} value={pin} onChange={setPin} error={pinError} />
          )}
          <TextInput
            label={t('remove.name', { name })}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {otherError !== null && <FailurePanel error={otherError} headingOrder={2} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('remove.cancel')}
            </Button>
            {/* The shades that the theme fills buttons with are too light a red for white letters. */}
            <Button type="submit" color="red.9" disabled={!isNamed} loading={isDeleting}>
              {t('remove.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type Saving =
  | { readonly name: 'idle' }
  | { readonly name: 'running'; readonly progressId: string }
  | { readonly name: 'saved'; readonly fileName: string }
  | { readonly name: 'failed'; readonly error: Failure };

/** Everything of the profile as a file, before it goes. */
function KeepFile({ profile, isJoined }: { profile: Profile; isJoined: boolean }) {
  const { t } = useTranslation('profiles');
  const { calls } = useStudyHost();
  const [saving, setSaving] = useState<Saving>({ name: 'idle' });
  const name = profile.displayName;

  async function save(): Promise<void> {
    const progressId = createUuidV7();
    setSaving({ name: 'running', progressId });
    const outcome = await calls.exportBundle({ progressId, studentId: profile.id, passphrase: null });
    if (outcome.ok) {
      saveFile(outcome.value.fileName, outcome.value.bytes, 'application/octet-stream');
      setSaving({ name: 'saved', fileName: outcome.value.fileName });
    } else if (outcome.error.code === 'BUNDLE_CANCELLED') setSaving({ name: 'idle' });
    else setSaving({ name: 'failed', error: outcome.error });
  }

  return (
    <Paper withBorder p="md" radius="md">
      <Title order={3} size="h5" mb={4}>
        {t('remove.fileTitle')}
      </Title>
      <Text size="sm" mb="sm">
        {t(isJoined ? 'remove.fileLeadJoined' : 'remove.fileLead', { name })}
      </Text>
      {saving.name === 'running' ? (
        <BundleProgress progressId={saving.progressId} text={t('remove.saving')} />
      ) : (
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          onClick={() => void save()}
        >
          {t('remove.save')}
        </Button>
      )}
      {saving.name === 'saved' && (
        <Text size="sm" mt="xs" role="status" style={{ overflowWrap: 'anywhere' }}>
          {t('remove.saved', { file: saving.fileName })}
        </Text>
      )}
      {saving.name === 'failed' && <FailurePanel error={saving.error} headingOrder={2} />}
    </Paper>
  );
}
