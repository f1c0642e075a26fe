import { ActionIcon, Menu, Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArchive, IconDots, IconKey, IconLock, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../shared/model/profile.ts';
import { isSampleStudent } from '../../shared/study/sample-history/sample-student.ts';
import { useProfileSync } from '../sync/use-sync-status.ts';
import { ArchiveDialog } from './ArchiveDialog.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { PinDialog } from './PinDialog.tsx';
import { draftOf, ProfileForm } from './ProfileForm.tsx';
import { useProfileLock } from './ProfileLock.tsx';
import { useArchiveProfile } from './use-archive-profile.tsx';
import { useSaveProfile } from './use-save-profile.ts';

type OpenDialog = 'edit' | 'pin' | 'archive' | 'remove' | null;

/**
 * What can be done with a profile. Its PIN and its details are its owner's: they are offered for the profile that studies
 * now, which has passed its lock.
 */
export function ProfileMenu({ profile, isActive }: { profile: Profile; isActive: boolean }) {
  const { t } = useTranslation(['profiles', 'errors']);
  const { lockNow } = useProfileLock();
  const { archive } = useArchiveProfile();
  const { save, isSaving } = useSaveProfile();
  const sync = useProfileSync(profile.id);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const close = () => setDialog(null);
  const hasPin = profile.lock !== null;
  const name = profile.displayName;

  async function putAway(): Promise<void> {
    if (hasPin) return setDialog('archive');
    const failure = await archive(profile, null);
    if (failure === null) return;
    notifications.show({
      color: 'red',
      title: t(`errors:${failure.code}.title`, failure.details),
      message: t(`errors:${failure.code}.action`, failure.details),
    });
  }

  // The sample student is made and removed as a whole, in the settings.
  if (isSampleStudent(profile.id)) return null;
  return (
    <>
      <Menu position="bottom-end" width={260} withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('menu.open', { name })}>
            <IconDots size={20} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isActive && (
            <>
              <Menu.Item leftSection={<IconPencil size={18} aria-hidden="true" />} onClick={() => setDialog('edit')}>
                {t('menu.edit')}
              </Menu.Item>
              <Menu.Item leftSection={<IconKey size={18} aria-hidden="true" />} onClick={() => setDialog('pin')}>
                {t(hasPin ? 'menu.changePin' : 'menu.pin')}
              </Menu.Item>
              {hasPin && (
                <Menu.Item leftSection={<IconLock size={18} aria-hidden="true" />} onClick={lockNow}>
                  {t('menu.lock')}
                </Menu.Item>
              )}
              <Menu.Divider />
            </>
          )}
          <Menu.Item leftSection={<IconArchive size={18} aria-hidden="true" />} onClick={() => void putAway()}>
            {t('menu.archive')}
            {sync !== null && (
              <Text size="xs" c="dimmed">
                {t('menu.archiveJoined')}
              </Text>
            )}
          </Menu.Item>
          <Menu.Item
            color="red"
            c="var(--mantine-color-error)"
            leftSection={<IconTrash size={18} aria-hidden="true" />}
            onClick={() => setDialog('remove')}
          >
            {t('menu.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={dialog === 'edit'}
        onClose={close}
        title={t('edit.title')}
        closeButtonProps={{ 'aria-label': t('form.cancel') }}
      >
        <ProfileForm
          initial={draftOf(profile)}
          submitText={t('edit.submit')}
          isSaving={isSaving}
          onSubmit={(draft) => void save(draft, profile).then((isSaved) => isSaved && close())}
          onCancel={close}
        />
      </Modal>
      <PinDialog profile={profile} isOpen={dialog === 'pin'} onClose={close} />
      {dialog === 'archive' && <ArchiveDialog profile={profile} onClose={close} />}
      {dialog === 'remove' && <DeleteDialog profile={profile} onClose={close} />}
    </>
  );
}
