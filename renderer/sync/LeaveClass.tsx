import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { ProfileSync } from '../../shared/host/sync-calls.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useStudyHost } from '../app/study-host.tsx';

export function LeaveClass({ sync }: { sync: ProfileSync }) {
  const { t } = useTranslation('sync');
  const { calls } = useStudyHost();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [isLeaving, setLeaving] = useState(false);
  const [error, setError] = useState<Failure | null>(null);

  async function leave(): Promise<void> {
    setLeaving(true);
    const outcome = await calls.leaveClass({ studentId: sync.studentId });
    setLeaving(false);
    if (outcome.ok) close();
    else setError(outcome.error);
  }

  return (
    <>
      <Button variant="default" onClick={open}>
        {t('leave.open')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('leave.title')}
        closeButtonProps={{ 'aria-label': t('leave.cancel') }}
      >
        <Stack gap="md">
          <Text>{t('leave.lead')}</Text>
          {sync.waitingAnswerCount > 0 && (
            <Text fw={500}>{t('leave.waiting', { count: sync.waitingAnswerCount })}</Text>
          )}
          {error !== null && <FailurePanel error={error} headingOrder={2} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('leave.cancel')}
            </Button>
            <Button loading={isLeaving} onClick={() => void leave()}>
              {t('leave.confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
