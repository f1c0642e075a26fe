import { Button, CloseButton, Group, Loader, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type Ref, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mistakeOrders, type NotebookOverview } from '../../shared/model/notebook.ts';
import { FilterChip } from '../app/FilterChip.tsx';
import { useTopicName } from '../app/use-topic-name.ts';
import { nameMistakeCode } from '../practice/name-mistake-code.ts';
import { DateFilter } from './DateFilter.tsx';
import classes from './Notebook.module.css';
import { isFiltered, type NotebookAddress, readNotebookAddress } from './notebook-address.ts';

interface NotebookFiltersProps {
  readonly overview: NotebookOverview | undefined;
  readonly address: NotebookAddress;
  readonly foundCount: number | undefined;
  /** The list still shows what was asked for before. */
  readonly isSearching: boolean;
  readonly searchField: Ref<HTMLInputElement>;
  readonly onChange: (address: NotebookAddress) => void;
}

const typingPauseMs = 250;

/** Search, filters as chips, order, and how many questions that leaves. */
export function NotebookFilters({
  overview,
  address,
  foundCount,
  isSearching,
  searchField,
  onChange,
}: NotebookFiltersProps) {
  const { t } = useTranslation('notebook');
  const { t: tFrame } = useTranslation('frame');
  const { t: tPractice } = useTranslation('practice');
  const { t: tPatterns } = useTranslation('patterns');
  const topicName = useTopicName();
  const [typed, setTyped] = useState(address.text ?? '');
  useEffect(() => setTyped(address.text ?? ''), [address.text]);
  const change = (changes: { [Key in keyof NotebookAddress]?: NotebookAddress[Key] | undefined }) =>
    onChange(readNotebookAddress({ ...address, ...changes }));
  const searchSoon = useDebouncedCallback((text: string) => change({ text }), typingPauseMs);

  // From the first letter on, the pause in typing included.
  const isBusy = isSearching || typed !== (address.text ?? '');
  const patterns = [...new Set(overview?.topics.flatMap(({ pattern }) => pattern ?? []))];
  return (
    <search className={classes.filters} aria-label={t('filters')}>
      <Group gap="sm" className={classes.searchRow}>
        <TextInput
          ref={searchField}
          className={classes.searchField}
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={isBusy ? <Loader size={14} aria-hidden="true" /> : <IconSearch size={16} aria-hidden="true" />}
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
        <Select
          className={classes.order}
          aria-label={t('order.label')}
          data={mistakeOrders.map((order) => ({ value: order, label: t(`order.${order}`) }))}
          value={address.order ?? 'newest'}
          allowDeselect={false}
          comboboxProps={{ width: 220, position: 'bottom-end' }}
          onChange={(order) => change({ order: mistakeOrders.find((candidate) => candidate === order) })}
        />
      </Group>
      <Group gap="xs">
        <FilterChip
          name={t('filter.topic')}
          options={(overview?.topics ?? []).map(({ topicUid, topicNames, mistakeCount }) => ({
            value: topicUid,
            label: topicName(topicUid, topicNames),
            count: mistakeCount,
          }))}
          chosen={address.topics ?? []}
          onChange={(topics) => change({ topics })}
        />
        <FilterChip
          name={t('filter.code')}
          options={(overview?.codes ?? []).map(({ mistakeCode, mistakeCount }) => ({
            value: mistakeCode,
            label: nameMistakeCode(tPractice, mistakeCode),
            count: mistakeCount,
          }))}
          chosen={address.codes ?? []}
          onChange={(codes) => change({ codes })}
        />
        <FilterChip
          name={t('filter.pattern')}
          options={patterns.map((pattern) => ({ value: pattern, label: tPatterns(`${pattern}.name`) }))}
          chosen={address.patterns ?? []}
          onChange={(chosen) => change({ patterns: patterns.filter((pattern) => chosen.includes(pattern)) })}
        />
        <DateFilter range={{ from: address.from, to: address.to }} onChange={({ from, to }) => change({ from, to })} />
        {isFiltered(address) && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => onChange(readNotebookAddress({ order: address.order, open: address.open }))}
          >
            {tFrame('filter.clearAll')}
          </Button>
        )}
        <Text size="sm" c="dimmed" ml="auto" role="status">
          {isBusy ? t('searching') : foundCount !== undefined && t('found', { count: foundCount })}
        </Text>
      </Group>
    </search>
  );
}
