import { Button, CloseButton, Group, Switch, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../../shared/content/localized-text.ts';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { FilterChip } from '../../app/FilterChip.tsx';
import { useHostQuery } from '../../app/study-host.tsx';
import { useTopicName } from '../../app/use-topic-name.ts';
import { difficulties, type QuestionAddress, questionKinds, readQuestionAddress } from './question-address.ts';

interface QuestionFiltersProps {
  readonly address: QuestionAddress;
  readonly foundCount: number | undefined;
  readonly onChange: (address: QuestionAddress) => void;
}

const typingPauseMs = 250;

/** Search in the stem, filters as chips, and how many questions that leaves. */
export function QuestionFilters({ address, foundCount, onChange }: QuestionFiltersProps) {
  const { t } = useTranslation('questions');
  const { t: tFrame } = useTranslation('frame');
  const { profile } = useActiveProfile();
  const topicName = useTopicName();
  const facets = useHostQuery(['questions', 'facets'], (calls) => calls.readQuestionFacets());
  const [typed, setTyped] = useState(address.text ?? '');
  useEffect(() => setTyped(address.text ?? ''), [address.text]);
  const change = (changes: Record<string, unknown>) => onChange(readQuestionAddress({ ...address, ...changes }));
  const searchSoon = useDebouncedCallback((text: string) => change({ text }), typingPauseMs);
  return (
    <search aria-label={t('filters')} style={{ display: 'grid', gap: 10 }}>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        rightSection={
          typed !== '' && (
            <CloseButton
              aria-label={t('clearSearch')}
              onClick={() => {
                setTyped('');
                change({ text: '' });
              }}
            />
          )
        }
        maxLength={200}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          searchSoon(currentTarget.value);
        }}
      />
      <Group gap="xs">
        <FilterChip
          name={t('filter.pack')}
          options={(facets.data?.packs ?? []).map(({ packId, names, count }) => ({
            value: packId,
            label: textInLanguage(names, profile.language).text,
            count,
          }))}
          chosen={address.packs ?? []}
          onChange={(packs) => change({ packs })}
        />
        <FilterChip
          name={t('filter.topic')}
          options={(facets.data?.topics ?? []).map(({ topicUid, names, count }) => ({
            value: topicUid,
            label: topicName(topicUid, names),
            count,
          }))}
          chosen={address.topics ?? []}
          onChange={(topics) => change({ topics })}
        />
        <FilterChip
          name={t('filter.kind')}
          options={questionKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          chosen={address.kinds ?? []}
          onChange={(kinds) => change({ kinds })}
        />
        <FilterChip
          name={t('filter.difficulty')}
          options={difficulties.map((each) => ({ value: String(each), label: t(`difficulties.${each}`) }))}
          chosen={(address.difficulties ?? []).map(String)}
          onChange={(chosen) => change({ difficulties: chosen.map(Number) })}
        />
        {((facets.data?.retiredCount ?? 0) > 0 || address.retired === true) && (
          <Switch
            size="sm"
            label={t('filter.retired')}
            checked={address.retired === true}
            onChange={({ currentTarget }) => change({ retired: currentTarget.checked })}
          />
        )}
        {Object.keys(address).length > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={() => onChange({})}>
            {tFrame('filter.clearAll')}
          </Button>
        )}
        <Text size="sm" c="dimmed" ml="auto" role="status">
          {foundCount !== undefined && t('found', { count: foundCount })}
        </Text>
      </Group>
    </search>
  );
}
