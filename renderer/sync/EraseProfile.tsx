import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../app/active-profile.tsx';
import { DeleteDialog } from '../profiles/DeleteDialog.tsx';

/** The way from the class to deleting the profile that studies now, here and on its server. */
export function EraseProfile() {
  const { t } = useTranslation('sync');
  const { profile } = useActiveProfile();
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" c="var(--state-critical-text)" onClick={open}>
        {t('erase.open')}
      </Button>
      {isOpen && <DeleteDialog profile={profile} onClose={close} />}
    </>
  );
}
