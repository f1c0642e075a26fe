import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RestoreArea } from './RestoreArea.tsx';

/** At the very first start: whoever has a backup need not make a profile, theirs is in it. */
export function FirstRestore() {
  const { t } = useTranslation('bundle');
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <Button variant="subtle" mt="md" ml={-18} onClick={() => setOpen(true)}>
        {t('first')}
      </Button>
    );
  }
  return (
    <div style={{ marginTop: 24 }}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('restoreLead')}
      </Text>
      <RestoreArea />
    </div>
  );
}
