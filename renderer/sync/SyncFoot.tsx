import { Text } from '@mantine/core';
import { IconDatabase } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../app/active-profile.tsx';
import frame from '../app/Frame.module.css';
import { useStudyHost } from '../app/study-host.tsx';
import classes from './SyncFoot.module.css';
import { SyncIcon } from './SyncIcon.tsx';
import { footOfSync, sentenceOfSync } from './sync-words.ts';
import { useProfileSync } from './use-sync-status.ts';

/** At the foot of the rail: how the study database stands and, in a class, what is on the server. */
export function SyncFoot() {
  const { t } = useTranslation('frame');
  const { t: tSync } = useTranslation('sync');
  const { profile } = useActiveProfile();
  const { connectionState } = useStudyHost();
  const sync = useProfileSync(profile.id);
  // A database that is not open comes before everything else.
  if (sync === null || connectionState.name !== 'connected') {
    return (
      <Text className={frame.saved} size="xs" c="dimmed" role="status">
        <IconDatabase size={14} aria-hidden="true" />
        <span className={frame.word}>{t(`database.${connectionState.name}`)}</span>
      </Text>
    );
  }
  return (
    // The live region is around the link: inside it, the link would lose its name.
    <div role="status">
      <Link to="/class" className={classes.foot} title={sentenceOfSync(tSync, sync)} data-sync-state={sync.state}>
        <SyncIcon state={sync.state} size={16} />
        <span className={frame.word}>{footOfSync(tSync, sync)}</span>
      </Link>
    </div>
  );
}
