import { Paper, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HomeView } from '../../shared/model/home-view.ts';
import type { PracticeCalendar } from '../../shared/study/insights/insight-data.ts';
import { readStreak } from '../../shared/study/practice-streak.ts';
import { useActiveProfile } from '../app/active-profile.tsx';

/** Days in a row, today, and the minutes of this week beside those of the week before. */
export function PracticeFigures({ view, practice }: { view: HomeView; practice: PracticeCalendar | undefined }) {
  const { t } = useTranslation('home');
  const { profile } = useActiveProfile();
  const number = new Intl.NumberFormat(profile.language, { maximumFractionDigits: 0 });
  const streak = practice === undefined ? null : readStreak(practice.days, practice.today);
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
      <Figure
        value={number.format(view.answersToday)}
        label={t('figures.answersToday', { count: view.answersToday })}
        more={t('figures.rightOfThem', { right: number.format(view.rightToday) })}
      />
      <Figure
        value={streak === null ? '–' : number.format(streak.dayCount)}
        label={t('figures.streak', { count: streak?.dayCount ?? 0 })}
        more={
          streak === null
            ? ''
            : streak.hasAnswerToday
              ? t('figures.streakKept')
              : streak.dayCount > 0
                ? t('figures.streakWaits', { count: streak.dayCount + 1 })
                : t('figures.streakBegins')
        }
      />
      <Figure
        value={number.format(streak?.minutesThisWeek ?? view.minutesThisWeek)}
        label={t('figures.minutesThisWeek')}
        more={streak === null ? '' : t('figures.minutesBefore', { minutes: number.format(streak.minutesWeekBefore) })}
      />
    </SimpleGrid>
  );
}

function Figure({ value, label, more }: { value: string; label: string; more: string }) {
  return (
    <Paper withBorder radius="lg" p="lg">
      <Text fz={30} fw={700} lh={1.1} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
      </Text>
      <Text size="sm">{label}</Text>
      <Text size="xs" c="dimmed" mih="1.5em">
        {more}
      </Text>
    </Paper>
  );
}
