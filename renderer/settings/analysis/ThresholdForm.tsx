import { ActionIcon, Badge, Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  AnalysisPreset,
  AnalysisSettingKey,
  SettingSpec,
  StudentAnalysis,
} from '../../../shared/study/analysis-settings.ts';
import classes from './AnalysisSection.module.css';
import { FlagStrip } from './FlagStrip.tsx';
import { wordFlags } from './flag-words.ts';
import { draftOf, isUsable, settingsOf, type ThresholdDraft } from './threshold-draft.ts';
import { useAnalysisPreview, useChooseAnalysis } from './use-analysis.ts';

const groups = [
  { name: 'quick', keys: ['panic_absolute_min', 'panic_ratio'] },
  { name: 'slow', keys: ['panic_absolute_max'] },
  { name: 'repeat', keys: ['stuck_repeat_threshold', 'stuck_time_window_hours'] },
  {
    name: 'trend',
    keys: [
      'minimum_data_for_trend',
      'trend_recent_count',
      'trend_past_count',
      'trend_window_size',
      'trend_significance_threshold',
      'worsening_safety_multiplier',
      'improvement_reward_multiplier',
    ],
  },
  { name: 'pace', keys: ['use_adaptive_baseline', 'baseline_test_count', 'improvement_target_ratio'] },
] as const satisfies readonly { name: string; keys: readonly AnalysisSettingKey[] }[];

interface ThresholdFormProps {
  readonly analysis: StudentAnalysis;
  readonly preset: AnalysisPreset;
}

/** Folded up: a value of one's own for each threshold, its limits, and the way back to the preset's. */
export function ThresholdForm({ analysis, preset }: ThresholdFormProps) {
  const { t } = useTranslation('settings');
  const ownCount = Object.keys(analysis.customSettings).length;
  const [isOpen, setOpen] = useState(ownCount > 0);
  return (
    <details
      className={classes.advanced}
      open={isOpen}
      // It stays as it is when the last value of one's own goes.
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {t('analysis.own')}{' '}
        {ownCount > 0 && (
          <Badge variant="light" size="sm" tt="none">
            {t('analysis.ownCount', { count: ownCount })}
          </Badge>
        )}
      </summary>
      <ThresholdFields key={JSON.stringify(analysis.customSettings)} analysis={analysis} preset={preset} />
    </details>
  );
}

function ThresholdFields({ analysis, preset }: ThresholdFormProps) {
  const { t } = useTranslation(['settings', 'patterns']);
  const { choose, isSaving } = useChooseAnalysis();
  const [draft, setDraft] = useState<ThresholdDraft>(() => draftOf(analysis.customSettings));
  const { specs } = analysis;
  const settings = settingsOf(draft, specs, preset.settings);
  const isChanged = settings === null || JSON.stringify(settings) !== JSON.stringify(sorted(analysis, preset));
  const set = (key: AnalysisSettingKey, value: string | boolean) => setDraft((before) => ({ ...before, [key]: value }));

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (settings === null) return;
    const failure = await choose({ presetName: analysis.presetName, customSettings: settings });
    if (failure === null) notifications.show({ message: t('analysis.saved') });
  }

  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Text size="sm" c="dimmed" my="sm">
        {t('analysis.ownLead')}
      </Text>
      {groups.map(({ name, keys }) => (
        <fieldset key={name} className={classes.group}>
          <legend>{t(`analysis.groups.${name}`)}</legend>
          <div className={classes.fields}>
            {keys.map((key) => {
              const spec = specs.find((one) => one.key === key);
              return spec === undefined ? null : (
                <Threshold
                  key={key}
                  spec={spec}
                  value={draft[key]}
                  presetValue={preset.settings[key]}
                  onChange={(value) => set(key, value)}
                />
              );
            })}
          </div>
        </fieldset>
      ))}
      <DraftPreview analysis={analysis} draft={draft} preset={preset} />
      <Group mt="md">
        <Button type="submit" loading={isSaving} disabled={settings === null || !isChanged}>
          {t('analysis.save')}
        </Button>
        {Object.values(draft).some((value) => value !== '') && (
          <Button variant="subtle" color="gray" onClick={() => setDraft({})}>
            {t('analysis.backAll')}
          </Button>
        )}
      </Group>
    </form>
  );
}

/** The stored values in the order in which the form gives them. */
function sorted({ customSettings, specs }: StudentAnalysis, preset: AnalysisPreset) {
  return settingsOf(draftOf(customSettings), specs, preset.settings);
}

interface ThresholdProps {
  readonly spec: SettingSpec;
  readonly value: string | boolean | undefined;
  readonly presetValue: number | boolean;
  readonly onChange: (value: string | boolean) => void;
}

function Threshold({ spec, value, presetValue, onChange }: ThresholdProps) {
  const { t, i18n } = useTranslation('settings');
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 4, useGrouping: false });
  const name = t(`analysis.keys.${spec.key}.name`);
  const shownPreset =
    typeof presetValue === 'boolean' ? t(presetValue ? 'analysis.on' : 'analysis.off') : number.format(presetValue);
  const isOwn = value !== undefined && value !== '' && value !== presetValue;
  const backText = t('analysis.back', { value: shownPreset, name });
  const back = isOwn && (
    <ActionIcon variant="subtle" aria-label={backText} title={backText} onClick={() => onChange('')}>
      <IconArrowBackUp size={18} aria-hidden="true" />
    </ActionIcon>
  );
  if (typeof presetValue === 'boolean') {
    return (
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Switch
          label={name}
          description={t(`analysis.keys.${spec.key}.detail`)}
          checked={typeof value === 'boolean' ? value : presetValue}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {back}
      </Group>
    );
  }
  const limits = { lowest: number.format(spec.lowest ?? 0), highest: number.format(spec.highest ?? 0) };
  const range = t(spec.isWhole ? 'analysis.rangeWhole' : 'analysis.range', limits);
  const isGood = isUsable(value, spec);
  return (
    <TextInput
      label={name}
      description={isGood ? `${t(`analysis.keys.${spec.key}.detail`)} ${range}` : t(`analysis.keys.${spec.key}.detail`)}
      // Below the field: so fields stand beside each other whatever their words.
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      inputMode={spec.isWhole ? 'numeric' : 'decimal'}
      autoComplete="off"
      placeholder={t('analysis.preset', { value: shownPreset })}
      value={typeof value === 'string' ? value.replace('.', i18n.language === 'tr' ? ',' : '.') : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={isGood ? null : range}
      rightSection={back}
    />
  );
}

/** What these values would have flagged, as they are typed. */
function DraftPreview({
  analysis,
  draft,
  preset,
}: {
  analysis: StudentAnalysis;
  draft: ThresholdDraft;
  preset: AnalysisPreset;
}) {
  const { t } = useTranslation(['settings', 'patterns']);
  const [settled] = useDebouncedValue(draft, 250);
  const settings = useMemo(
    () => settingsOf(settled, analysis.specs, preset.settings) ?? analysis.customSettings,
    [settled, analysis, preset],
  );
  const drafts = useMemo(
    () => [{ presetName: preset.presetName, customSettings: settings }],
    [preset.presetName, settings],
  );
  const mistakes = useAnalysisPreview(drafts).data ?? [];
  if (mistakes.length === 0) return null;
  return (
    <Stack gap={6} role="status">
      <FlagStrip mistakes={mistakes} place={0} />
      <Text size="sm">{wordFlags(t, mistakes, 0)}</Text>
    </Stack>
  );
}
