import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArchiveOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ArchivedProfile } from '../../shared/model/profile.ts';
import { dateFormat } from '../app/date-format.ts';
import { useHostQuery } from '../app/study-host.tsx';
import { ProfileAvatar } from './ProfileAvatar.tsx';
import classes from './ProfilePicker.module.css';
import { useArchiveProfile } from './use-archive-profile.tsx';

/** Archived profiles, folded up, each with the way back. Nothing when there are none. */
export function ArchivedProfiles() {
  const { t, i18n } = useTranslation(['profiles', 'errors']);
  const { bringBack } = useArchiveProfile();
  const archived = useHostQuery(['profiles', 'archived'], (calls) => calls.listArchivedProfiles()).data ?? [];
  const date = dateFormat(i18n.language, { dateStyle: 'medium' });
  if (archived.length === 0) return null;

  async function take(profile: ArchivedProfile): Promise<void> {
    const failure = await bringBack(profile);
    if (failure === null) return;
    notifications.show({
      color: 'red',
      title: t(`errors:${failure.code}.title`, failure.details),
      message: t(`errors:${failure.code}.action`, failure.details),
    });
  }

  return (
    <details className={classes.archived}>
      <summary>{t('archive.list', { count: archived.length })}</summary>
      <ul>
        {archived.map((profile) => (
          <li key={profile.id}>
            <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
              <ProfileAvatar profile={profile} size={34} />
              <div className={classes.name}>
                <Text size="sm" fw={500}>
                  {profile.displayName}
                </Text>
                <Text size="xs" c="dimmed">
                  {t('archive.since', { date: date.format(new Date(profile.archivedAt)) })}
                </Text>
              </div>
            </Group>
            <Button
              variant="subtle"
              size="sm"
              leftSection={<IconArchiveOff size={18} aria-hidden="true" />}
              aria-label={t('archive.bringBack', { name: profile.displayName })}
              onClick={() => void take(profile)}
            >
              {t('archive.undo')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
