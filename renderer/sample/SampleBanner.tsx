import { Button, Text } from '@mantine/core';
import { IconUserStar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isSampleStudent } from '../../shared/study/sample-history/sample-student.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import classes from './SampleBanner.module.css';
import { useSampleHistory } from './use-sample-history.ts';

/** On every screen of the sample student: that nobody real is meant, and the way out. Nothing for anybody else. */
export function SampleBanner() {
  const { t } = useTranslation('sample');
  const { profile } = useActiveProfile();
  const { work, remove } = useSampleHistory();
  if (!isSampleStudent(profile.id)) return null;
  return (
    <aside className={classes.banner} aria-label={t('badge')}>
      <IconUserStar size={18} className={classes.icon} aria-hidden="true" />
      <Text size="sm" className={classes.words}>
        <strong>{t('badge')}</strong>
        <span className={classes.detail}>: {t('badgeDetail')}</span>
      </Text>
      <Button
        size="compact-sm"
        variant="white"
        className={classes.action}
        loading={work.name === 'removing'}
        onClick={() => void remove()}
      >
        {t('remove')}
      </Button>
    </aside>
  );
}
