import { Group, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateFormat } from '../app/date-format.ts';
import { FilterShell } from '../app/FilterChip.tsx';

export interface DateRange {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const presets = [
  { name: 'any', days: null },
  { name: 'today', days: 1 },
  { name: 'week', days: 7 },
  { name: 'month', days: 30 },
] as const;

/** When it happened: the usual spans with one press, or two dates of one's own. */
export function DateFilter({ range, onChange }: { range: DateRange; onChange: (range: DateRange) => void }) {
  const { t, i18n } = useTranslation('notebook');
  const { t: tFrame } = useTranslation('frame');
  const [isOpen, setOpen] = useState(false);
  const [wantsOwn, setWantsOwn] = useState(false);
  const preset = presets.find(({ days }) => {
    const of = daysUpToToday(days);
    return of.from === range.from && of.to === range.to;
  })?.name;
  const chosen = wantsOwn || preset === undefined ? 'own' : preset;
  const isSet = range.from !== undefined || range.to !== undefined;
  const format = dateFormat(i18n.language, { dateStyle: 'medium' });
  const word = (day: string | undefined) => (day === undefined ? '…' : format.format(new Date(`${day}T12:00:00`)));
  const first = preset !== undefined ? t(`dates.${preset}`) : `${word(range.from)} – ${word(range.to)}`;
  return (
    <FilterShell
      name={t('filter.date')}
      text={isSet ? tFrame('filter.one', { name: t('filter.date'), first }) : t('filter.date')}
      isSet={isSet}
      isOpen={isOpen}
      onOpen={setOpen}
      onClear={() => {
        setWantsOwn(false);
        onChange({ from: undefined, to: undefined });
      }}
    >
      <Radio.Group
        value={chosen}
        aria-label={t('filter.date')}
        onChange={(name) => {
          setWantsOwn(name === 'own');
          const found = presets.find((candidate) => candidate.name === name);
          if (found !== undefined) onChange(daysUpToToday(found.days));
        }}
      >
        <Stack gap={8} p={4}>
          {presets.map(({ name }) => (
            <Radio key={name} value={name} label={t(`dates.${name}`)} />
          ))}
          <Radio value="own" label={t('dates.own')} />
        </Stack>
      </Radio.Group>
      {chosen === 'own' && (
        <Group gap="xs" mt="xs" grow>
          <TextInput
            type="date"
            size="xs"
            label={t('dates.from')}
            value={range.from ?? ''}
            max={range.to}
            onChange={({ currentTarget }) => onChange({ ...range, from: currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            size="xs"
            label={t('dates.to')}
            value={range.to ?? ''}
            min={range.from}
            onChange={({ currentTarget }) => onChange({ ...range, to: currentTarget.value || undefined })}
          />
        </Group>
      )}
    </FilterShell>
  );
}

/** The last so many days of the local calendar, today included; no limits for null. */
function daysUpToToday(days: number | null): DateRange {
  if (days === null) return { from: undefined, to: undefined };
  const now = new Date();
  return { from: localDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1)), to: undefined };
}

function localDay(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
