import { Anchor, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../app/active-profile.tsx';
import { SyncIcon } from './SyncIcon.tsx';
import { sentenceOfSync } from './sync-words.ts';
import { useProfileSync } from './use-sync-status.ts';

/** One quiet line under the greeting, for profiles in a class. */
export function HomeSync() {
  const { t } = useTranslation('sync');
  const { profile } = useActiveProfile();
  const sync = useProfileSync(profile.id);
  if (sync === null) return null;
  return (
    <Group gap={8} wrap="nowrap" align="flex-start" c="dimmed">
      <SyncIcon state={sync.state} size={20} />
      <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
        <span role="status">{sentenceOfSync(t, sync)}</span>{' '}
        <Anchor component={Link} to="/class" size="sm">
          {t('title')}
        </Anchor>
      </Text>
    </Group>
  );
}
