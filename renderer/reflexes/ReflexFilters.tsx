import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../shared/model/reflex.ts';
import { FilterChip, type FilterOption } from '../app/FilterChip.tsx';
import { useTopicName } from '../app/use-topic-name.ts';
import {
  everyReflex,
  isFilteredReflexes,
  markOfReflex,
  type ReflexFilter,
  type ReflexMark,
  reflexMarks,
} from './reflex-history.ts';
import { kindOfReflex } from './reflex-wording.ts';

interface ReflexFiltersProps {
  readonly all: readonly Recommendation[];
  readonly filter: ReflexFilter;
  readonly onChange: (filter: ReflexFilter) => void;
}

/** Filters of the reflex centre as chips, each option with the number of reflexes that have it. */
export function ReflexFilters({ all, filter, onChange }: ReflexFiltersProps) {
  const { t } = useTranslation('reflexes');
  const { t: tFrame } = useTranslation('frame');
  const { t: tInsights } = useTranslation('insights');
  const topicName = useTopicName();
  return (
    <search aria-label={t('centre.filters')}>
      <Group gap="xs">
        <FilterChip
          name={t('centre.filter.topic')}
          options={countOptions(all, ({ topicUid, topicNames }) => [topicUid, topicName(topicUid, topicNames)])}
          chosen={filter.topicUids}
          onChange={(topicUids) => onChange({ ...filter, topicUids })}
        />
        <FilterChip
          name={t('centre.filter.kind')}
          options={countOptions(all, (recommendation) => [recommendation.type, kindOfReflex(t, recommendation)])}
          chosen={filter.types}
          onChange={(types) => onChange({ ...filter, types })}
        />
        <FilterChip
          name={t('centre.filter.mark')}
          options={countOptions(all, (recommendation) => {
            const mark = markOfReflex(recommendation);
            return [mark, tInsights(`effects.marks.${mark}`)];
          })}
          chosen={filter.marks}
          onChange={(chosen) =>
            onChange({ ...filter, marks: reflexMarks.filter((mark: ReflexMark) => chosen.includes(mark)) })
          }
        />
        {isFilteredReflexes(filter) && (
          <Button size="compact-sm" variant="subtle" onClick={() => onChange(everyReflex)}>
            {tFrame('filter.clearAll')}
          </Button>
        )}
      </Group>
    </search>
  );
}

/** Each value once, the most frequent first. */
function countOptions(
  all: readonly Recommendation[],
  nameOf: (recommendation: Recommendation) => readonly [value: string, label: string],
): readonly FilterOption[] {
  const found = new Map<string, { value: string; label: string; count: number }>();
  for (const recommendation of all) {
    const [value, label] = nameOf(recommendation);
    const option = found.get(value) ?? { value, label, count: 0 };
    option.count += 1;
    found.set(value, option);
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count);
}
