import { Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BackupSection } from '../bundle/BackupSection.tsx';
import { SampleSection } from '../sample/SampleSection.tsx';
import { ClassSection } from '../sync/ClassSection.tsx';
import { RefusedRows } from '../sync/RefusedRows.tsx';
import { AboutSection } from './AboutSection.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import { AnalysisSection } from './analysis/AnalysisSection.tsx';
import { DatabaseSection } from './DatabaseSection.tsx';
import { DiagnosticsSection } from './diagnostics/DiagnosticsSection.tsx';
import { ProfileSection } from './ProfileSection.tsx';
import { SettingsIndex } from './SettingsIndex.tsx';
import classes from './SettingsPage.module.css';

/** How mistakes are judged, how the app looks and speaks, where the answers are kept, and facts about the app. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  return (
    <div className={classes.page}>
      <Stack gap="xl" className={classes.sections}>
        <Title order={1}>{t('title')}</Title>
        <AnalysisSection />
        <AppearanceSection />
        <ProfileSection />
        <ClassSection />
        <BackupSection />
        <SampleSection />
        <DatabaseSection />
        <DiagnosticsSection />
        <RefusedRows />
        <AboutSection />
      </Stack>
      <SettingsIndex />
    </div>
  );
}
