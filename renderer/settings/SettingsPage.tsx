import { SegmentedControl, Slider, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/host/study-host-calls.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { usePreferences } from '../app/preferences-provider.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import { BackupSection } from '../bundle/BackupSection.tsx';
import { SampleSection } from '../sample/SampleSection.tsx';
import type { Preferences } from '../store/preferences.ts';
import { ClassSection } from '../sync/ClassSection.tsx';
import { RefusedRows } from '../sync/RefusedRows.tsx';
import { AboutSection } from './AboutSection.tsx';
import { DatabaseSection } from './DatabaseSection.tsx';
import { DiagnosticsSection } from './diagnostics/DiagnosticsSection.tsx';

/** How the app looks and speaks on this computer, and facts about it. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { t: tErrors } = useTranslation('errors');
  const { preferences, change } = usePreferences();
  const { profile } = useActiveProfile();
  const { calls } = useStudyHost();
  /** The app follows the profile (`ProfileGate`), so that the two never differ. */
  const chooseLanguage = async (language: Language) => {
    const outcome = await calls.changeProfile({ id: profile.id, language });
    if (outcome.ok) return;
    const { code, details } = outcome.error;
    notifications.show({
      color: 'red',
      title: tErrors(`${code}.title`, details),
      message: tErrors(`${code}.action`, details),
    });
  };
  return (
    <Stack gap="xl" maw={640}>
      <Title order={1}>{t('title')}</Title>
      <Stack gap="lg" component="section" aria-label={t('look.title')}>
        <Setting label={t('look.language')}>
          {(labelId) => (
            <SegmentedControl
              aria-labelledby={labelId}
              withItemsBorders={false}
              style={{ flexWrap: 'wrap', maxWidth: '100%' }}
              value={preferences.language}
              data={[
                { value: 'tr', label: 'Türkçe' },
                { value: 'en', label: 'English' },
              ]}
              onChange={(value) => void chooseLanguage(value as Language)}
            />
          )}
        </Setting>
        <Setting label={t('look.theme')}>
          {(labelId) => (
            <SegmentedControl
              aria-labelledby={labelId}
              withItemsBorders={false}
              style={{ flexWrap: 'wrap', maxWidth: '100%' }}
              value={preferences.colourScheme}
              data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`look.themes.${value}`) }))}
              onChange={(value) => change({ colourScheme: value as Preferences['colourScheme'] })}
            />
          )}
        </Setting>
        <Setting label={t('look.textSize', { percent: Math.round(preferences.textScale * 100) })}>
          {(labelId) => (
            <Slider
              aria-labelledby={labelId}
              thumbProps={{ 'aria-labelledby': labelId }}
              min={100}
              max={200}
              step={10}
              value={preferences.textScale * 100}
              label={null}
              onChange={(percent) => change({ textScale: percent / 100 })}
            />
          )}
        </Setting>
        <Text size="sm" c="dimmed">
          {t('look.motion')}
        </Text>
      </Stack>
      <ClassSection />
      <BackupSection />
      <DatabaseSection />
      <SampleSection />
      <DiagnosticsSection />
      <RefusedRows />
      <AboutSection />
    </Stack>
  );
}

function Setting({ label, children }: { label: string; children: (labelId: string) => ReactNode }) {
  const labelId = useId();
  return (
    <div>
      <Text fw={500} id={labelId} mb={6}>
        {label}
      </Text>
      {children(labelId)}
    </div>
  );
}
