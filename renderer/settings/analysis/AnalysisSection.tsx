import { Alert, Badge, Group, Paper, Radio, Skeleton, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconSchool } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnalysisDraft, AnalysisPreset, StudentAnalysis } from '../../../shared/study/analysis-settings.ts';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { dateFormat } from '../../app/date-format.ts';
import { FailurePanel } from '../../app/FailurePanel.tsx';
import { UndoNotice, undoableMs } from '../../app/UndoNotice.tsx';
import classes from './AnalysisSection.module.css';
import { FlagStrip } from './FlagStrip.tsx';
import { wordFlags } from './flag-words.ts';
import { leadOfPreset, namePreset, orderPresets, wordSettings } from './preset-words.ts';
import { ThresholdForm } from './ThresholdForm.tsx';
import { useAnalysisPreview, useChooseAnalysis, useStudentAnalysis } from './use-analysis.ts';

/** How soon the app speaks up: a preset in plain words, with what it would have flagged, and thresholds of one's own. */
export function AnalysisSection() {
  const { t } = useTranslation('settings');
  const query = useStudentAnalysis();
  return (
    <Stack gap="md" component="section" aria-labelledby="analysis">
      <div>
        <Title order={2} size="h4" id="analysis" mb="xs">
          {t('analysis.title')}
        </Title>
        <Text size="sm" c="dimmed" maw="65ch">
          {t('analysis.lead')}
        </Text>
      </div>
      {query.failure !== null && <FailurePanel error={query.failure} onRetry={query.refetch} headingOrder={2} />}
      {query.failure === null && query.data === undefined && <Skeleton height={420} radius="md" />}
      {query.data !== undefined && <AnalysisChoice analysis={query.data} />}
    </Stack>
  );
}

function AnalysisChoice({ analysis }: { analysis: StudentAnalysis }) {
  const { t, i18n } = useTranslation('settings');
  const { choose } = useChooseAnalysis();
  const { customSettings } = analysis;
  const presets = useMemo(() => orderPresets(analysis.presets), [analysis.presets]);
  const drafts = useMemo(
    (): AnalysisDraft[] => presets.map(({ presetName }) => ({ presetName, customSettings })),
    [presets, customSettings],
  );
  const preview = useAnalysisPreview(drafts);
  // What was clicked shows at once; the database says soon whether it holds.
  const [picked, setPicked] = useState<string | null>(null);
  const chosen = chosenPreset(picked === null ? analysis : { ...analysis, presetName: picked });
  const date = dateFormat(i18n.language, { dateStyle: 'long' });

  async function pick(presetName: string): Promise<void> {
    const before = { presetName: analysis.presetName, customSettings };
    setPicked(presetName);
    const failure = await choose({ presetName, customSettings });
    setPicked(null);
    if (failure !== null) return;
    const preset = presets.find((one) => one.presetName === presetName);
    const noticeId = notifications.show({
      autoClose: undoableMs,
      message: (
        <UndoNotice
          text={t('analysis.chosen', { name: preset === undefined ? presetName : namePreset(t, preset) })}
          undoText={t('analysis.undo')}
          onUndo={() => {
            notifications.hide(noticeId);
            void choose(before);
          }}
        />
      ),
    });
  }

  return (
    <>
      {analysis.setBy === 'teacher' && analysis.setAt !== null && (
        <Alert color="violet" icon={<IconSchool aria-hidden="true" />}>
          {t('analysis.byTeacher', { date: date.format(new Date(analysis.setAt)) })}
        </Alert>
      )}
      <Radio.Group
        aria-label={t('analysis.choose')}
        value={chosen?.presetName ?? ''}
        onChange={(presetName) => void pick(presetName)}
      >
        <Stack gap="sm">
          {presets.map((preset, place) => (
            <PresetCard
              key={preset.presetName}
              preset={preset}
              analysis={analysis}
              place={place}
              preview={preview}
              isChosen={preset === chosen}
            />
          ))}
        </Stack>
      </Radio.Group>
      {preview.failure !== null && <FailurePanel error={preview.failure} onRetry={preview.refetch} headingOrder={2} />}
      {preview.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('analysis.noMistakes')}
        </Text>
      )}
      {chosen !== undefined && <ThresholdForm analysis={analysis} preset={chosen} />}
    </>
  );
}

/** The preset in force: the one that was chosen, else the usual one. */
function chosenPreset({ presets, presetName }: StudentAnalysis): AnalysisPreset | undefined {
  return presets.find((preset) => preset.presetName === presetName) ?? presets.find(({ isDefault }) => isDefault);
}

interface PresetCardProps {
  readonly preset: AnalysisPreset;
  readonly analysis: StudentAnalysis;
  /** Of its draft among those of the preview. */
  readonly place: number;
  readonly preview: ReturnType<typeof useAnalysisPreview>;
  readonly isChosen: boolean;
}

function PresetCard({ preset, analysis, place, preview, isChosen }: PresetCardProps) {
  const { t } = useTranslation(['settings', 'patterns']);
  const { t: tSettings } = useTranslation('settings');
  const { profile } = useActiveProfile();
  const mistakes = preview.data ?? [];
  const settings = { ...preset.settings, ...analysis.customSettings };
  const words = wordSettings(tSettings, settings, profile.language);
  const wordsId = `preset-${place}-words`;
  return (
    <Paper withBorder radius="md" p="md" className={classes.card} data-chosen={isChosen || undefined}>
      <Group gap="xs" align="center" mb={4}>
        <Radio
          value={preset.presetName}
          label={namePreset(tSettings, preset)}
          aria-describedby={wordsId}
          styles={{ label: { fontWeight: 600 } }}
        />
        {preset.isDefault && (
          <Badge variant="light" color="gray" size="sm" tt="none">
            {t('analysis.isDefault')}
          </Badge>
        )}
      </Group>
      <div id={wordsId} className={classes.words}>
        <Text size="sm">{leadOfPreset(tSettings, preset.presetName)}</Text>
        <ul>
          {words.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {mistakes.length > 0 && (
          <>
            <FlagStrip mistakes={mistakes} place={place} />
            <Text size="sm" mt={6}>
              {wordFlags(t, mistakes, place)}
            </Text>
          </>
        )}
        {preview.data === undefined && preview.failure === null && <Skeleton height={44} mt={4} />}
      </div>
    </Paper>
  );
}
