import { Alert, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostDescription } from '../../shared/model/host-description.ts';
import { useHostQuery } from '../app/study-host.tsx';

type Notice = HostDescription['notices'][number];

/** What a person should know of the last opening of the database, such as a copy that had to be restored. */
export function HostNotices({ isDismissable }: { isDismissable: boolean }) {
  const { t } = useTranslation('settings');
  const query = useHostQuery(['host'], (calls) => calls.describeHost());
  const [isDismissed, setDismissed] = useState(false);
  const notices = query.data?.notices ?? [];
  if (notices.length === 0 || isDismissed) return null;
  return (
    <Alert
      title={t('notices.title')}
      icon={<IconInfoCircle aria-hidden="true" />}
      withCloseButton={isDismissable}
      closeButtonLabel={t('notices.close')}
      onClose={() => setDismissed(true)}
      mb="lg"
    >
      {notices.map((notice) => (
        <NoticeText key={notice.code} notice={notice} />
      ))}
    </Alert>
  );
}

const restoredCauses = ['damaged', 'machine_ended', 'missing'] as const;

function NoticeText({ notice: { code, details } }: { notice: Notice }) {
  const { t } = useTranslation('settings');
  const factCount = Number(details.factCount ?? 0);
  if (code === 'FACTS_REPLAYED') return <Text size="sm">{t('notices.replayed', { count: factCount })}</Text>;
  const cause = restoredCauses.find((candidate) => candidate === details.cause) ?? 'damaged';
  const refusedCount = Number(details.refusedCount ?? 0);
  const hasAside = typeof details.aside === 'string' && details.aside !== '';
  return (
    <>
      <Text size="sm">
        {t(`notices.DATABASE_RESTORED.${cause}`)}
        {factCount > 0 && ` ${t('notices.rewritten', { count: factCount })}`}
      </Text>
      {hasAside && <Text size="sm">{t('notices.aside', details)}</Text>}
      {typeof details.reason === 'string' && <Text size="sm">{t('notices.reason', details)}</Text>}
      {refusedCount > 0 && <Text size="sm">{t('notices.refused', { count: refusedCount })}</Text>}
    </>
  );
}
