import { SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/model/profile.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { usePreferences } from '../app/preferences-provider.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import type { Preferences } from '../store/local-store.ts';
import { Setting } from './Setting.tsx';

/** Steps of the size of all text; 200 % is what WCAG 1.4.4 asks for. */
const textScales = [1, 1.25, 1.5, 2] as const;
const looks = { withItemsBorders: false, style: { flexWrap: 'wrap', maxWidth: '100%' } } as const;

/** Language of the profile; theme, text size and motion on this computer. */
export function AppearanceSection() {
  const { t } = useTranslation('settings');
  const { t: tErrors } = useTranslation('errors');
  const { preferences, change } = usePreferences();
  const { profile } = useActiveProfile();
  const { calls } = useStudyHost();
  const percent = new Intl.NumberFormat(preferences.language, { style: 'percent' });
  // An earlier version had other steps.
  const textScale = textScales.reduce((near, step) =>
    Math.abs(step - preferences.textScale) < Math.abs(near - preferences.textScale) ? step : near,
  );

  /** The app follows the profile (`ProfileGate`), so that the two never differ. */
  async function chooseLanguage(language: Language): Promise<void> {
    const outcome = await calls.changeProfile({ id: profile.id, language });
    if (outcome.ok) return;
    const { code, details } = outcome.error;
    notifications.show({
      color: 'red',
      title: tErrors(`${code}.title`, details),
      message: tErrors(`${code}.action`, details),
    });
  }

  return (
    <Stack gap="lg" component="section" aria-labelledby="appearance">
      <Title order={2} size="h4" id="appearance">
        {t('look.title')}
      </Title>
      <Setting label={t('look.language')}>
        {(labelId) => (
          <SegmentedControl
            {...looks}
            aria-labelledby={labelId}
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
            {...looks}
            aria-labelledby={labelId}
            value={preferences.colourScheme}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`look.themes.${value}`) }))}
            onChange={(value) => change({ colourScheme: value as Preferences['colourScheme'] })}
          />
        )}
      </Setting>
      <Setting label={t('look.textSize')}>
        {(labelId) => (
          <SegmentedControl
            {...looks}
            aria-labelledby={labelId}
            value={String(textScale)}
            data={textScales.map((step) => ({ value: String(step), label: percent.format(step) }))}
            onChange={(value) => change({ textScale: Number(value) })}
          />
        )}
      </Setting>
      <Setting label={t('look.motion')}>
        {(labelId) => (
          <>
            <SegmentedControl
              {...looks}
              aria-labelledby={labelId}
              value={preferences.motion}
              data={(['auto', 'reduced', 'full'] as const).map((value) => ({
                value,
                label: t(`look.motions.${value}`),
              }))}
              onChange={(value) => change({ motion: value as Preferences['motion'] })}
            />
            <Text size="sm" c="dimmed" mt={6}>
              {t(`look.motionDetails.${preferences.motion}`)}
            </Text>
          </>
        )}
      </Setting>
    </Stack>
  );
}
