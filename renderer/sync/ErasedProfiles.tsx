import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { dateFormat } from '../app/date-format.ts';
import { useStudyHost } from '../app/study-host.tsx';
import { forgetProfile } from '../store/forget-profile.ts';
import { useSyncStatus } from './use-sync-status.ts';

/** Says that a profile of this computer was erased from elsewhere, until it is read: gone without a word looks like a loss. */
export function ErasedProfiles() {
  const { t, i18n } = useTranslation('sync');
  const { calls } = useStudyHost();
  const { data } = useSyncStatus();
  const notes = data?.erasedProfiles;
  const [note] = notes ?? [];
  useEffect(() => {
    // What this page keeps for itself went unnoticed by the host.
    for (const { studentId } of notes ?? []) void forgetProfile(studentId);
  }, [notes]);
  const close = () => {
    if (note !== undefined) void calls.dismissErasure({ studentId: note.studentId });
  };
  return (
    <Modal
      opened={note !== undefined}
      onClose={close}
      title={t('erased.title')}
      closeButtonProps={{ 'aria-label': t('erased.read') }}
    >
      {note !== undefined && (
        <Stack gap="md">
          <Text>
            {t(note.className === null ? 'erased.sentence' : 'erased.sentenceOfClass', {
              className: note.className,
              date: dateFormat(i18n.language, { dateStyle: 'long' }).format(new Date(note.erasedAt)),
            })}
          </Text>
          <Text>{t('erased.here')}</Text>
          <Group justify="flex-end">
            <Button onClick={close} data-autofocus>
              {t('erased.read')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
