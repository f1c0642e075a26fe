import { Button, Paper, Text, Title, UnstyledButton } from '@mantine/core';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../shared/model/profile.ts';
import { usePreferences } from '../app/preferences-provider.tsx';
import { FirstRestore } from '../bundle/FirstRestore.tsx';
import { withSampleName } from '../sample/with-sample-name.ts';
import { ArchivedProfiles } from './ArchivedProfiles.tsx';
import { ProfileAvatar } from './ProfileAvatar.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import classes from './ProfilePicker.module.css';
import { profileColours } from './profile-colours.ts';
import { useSaveProfile } from './use-save-profile.ts';

interface ProfilePickerProps {
  readonly profiles: readonly Profile[];
  readonly onPicked?: () => void;
  /** What stands at the corner of a card, such as a menu. */
  readonly cornerOf?: (profile: Profile) => ReactNode;
  /** The profile that studies now, where there is one. */
  readonly activeId?: string;
}

/** "Who is studying?" - and at the very first start, the form for the first profile. */
export function ProfilePicker({ profiles, onPicked, cornerOf, activeId }: ProfilePickerProps) {
  const { t } = useTranslation('profiles');
  const { preferences, change } = usePreferences();
  const { save, isSaving } = useSaveProfile();
  const [isCreating, setCreating] = useState(false);
  const isFirst = profiles.length === 0;
  if (isFirst || isCreating) {
    const colours = Object.keys(profileColours);
    return (
      <div className={classes.page}>
        <Paper withBorder radius="lg" p="xl" className={classes.form}>
          <Title order={1} size="h2">
            {t(isFirst ? 'first.title' : 'new.title')}
          </Title>
          <Text c="dimmed" mb="lg">
            {t(isFirst ? 'first.lead' : 'new.lead')}
          </Text>
          <ProfileForm
            initial={{
              displayName: '',
              language: preferences.language,
              schoolGrade: null,
              targetExam: null,
              colour: colours[profiles.length % colours.length] ?? 'violet',
            }}
            submitText={t(isFirst ? 'first.submit' : 'new.submit')}
            isSaving={isSaving}
            onSubmit={(draft) => void save(draft, null).then((isSaved) => isSaved && onPicked?.())}
            {...(isFirst ? {} : { onCancel: () => setCreating(false) })}
          />
          {isFirst && <FirstRestore />}
        </Paper>
        {isFirst && <ArchivedProfiles />}
      </div>
    );
  }
  return (
    <div className={classes.page}>
      <Title order={1} ta="center">
        {t('picker.title')}
      </Title>
      <ul className={classes.cards}>
        {profiles.map((profile) => (
          <li key={profile.id} className={classes.item}>
            <UnstyledButton
              className={classes.card}
              data-active={profile.id === activeId || undefined}
              onClick={() => {
                change({ activeProfile: profile, language: profile.language });
                onPicked?.();
              }}
            >
              <ProfileAvatar profile={profile} size={64} />
              <Text fw={600} className={classes.name}>
                {withSampleName(profile, preferences.language).displayName}
              </Text>
              <Text size="sm" c="dimmed">
                {[
                  profile.schoolGrade === null ? null : t('form.gradeOption', { grade: profile.schoolGrade }),
                  profile.targetExam,
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </Text>
              {profile.lock !== null && (
                <Text size="sm" c="dimmed" className={classes.locked}>
                  <IconLock size={14} aria-hidden="true" />
                  {t('card.hasPin')}
                </Text>
              )}
            </UnstyledButton>
            {cornerOf !== undefined && <div className={classes.corner}>{cornerOf(profile)}</div>}
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        leftSection={<IconPlus size={18} aria-hidden="true" />}
        onClick={() => setCreating(true)}
        mx="auto"
        maw="100%"
        h="auto"
        mih={36}
        styles={{ label: { whiteSpace: 'normal' } }}
      >
        {t('picker.add')}
      </Button>
      <ArchivedProfiles />
    </div>
  );
}
