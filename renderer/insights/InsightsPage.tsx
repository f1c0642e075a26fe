import { Button, Group, NativeSelect, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconChartDots, IconPencil, IconPrinter } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../shared/content/question.ts';
import { insightRanges } from '../../shared/study/insights/insight-data.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { dateFormat } from '../app/date-format.ts';
import { EmptyPanel } from '../app/EmptyPanel.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { ChartSection } from './ChartSection.tsx';
import classes from './InsightsPage.module.css';
import { rangeOf, readInsightSearch } from './insight-search.ts';
import {
  calendarSentence,
  mixSentence,
  paceSentence,
  reflexSentence,
  severitySentence,
  timeSentence,
  topicMapSentence,
} from './insight-sentences.ts';
import {
  calendarTable,
  effectsTable,
  mixTable,
  paceTable,
  severityTable,
  timeTable,
  topicMapTable,
} from './insight-tables.ts';
import { useInsightWords } from './insight-words.ts';
import { MistakeMixChart } from './MistakeMixChart.tsx';
import { PaceChart } from './PaceChart.tsx';
import { PracticeCalendarChart } from './PracticeCalendarChart.tsx';
import { ReflexEffectsChart } from './ReflexEffectsChart.tsx';
import { SeverityChart } from './SeverityChart.tsx';
import { TimeScatter } from './TimeScatter.tsx';
import { TopicMap } from './TopicMap.tsx';
import { type InsightFilter, useInsight } from './use-insight.ts';

/** What the answers say, drawn: seven charts over one period and one topic or all. */
export function InsightsPage() {
  const { profile } = useActiveProfile();
  const search = useSearch({ from: '/frame/insights' });
  const navigate = useNavigate({ from: '/insights' });
  const words = useInsightWords();
  const { t } = words;
  const { topic = null, view } = search;
  const range = rangeOf(search);
  const change = (changes: Readonly<Record<string, unknown>>) =>
    void navigate({ to: '/insights', search: readInsightSearch({ ...search, ...changes }), replace: true });
  const filter: InsightFilter = { studentId: profile.id, topicUid: topic, range };
  // Seven charts take a slow computer half a second: the control that was pressed shows it before they are drawn anew.
  const shownTopic = useDeferredValue(topic);
  const shownRange = useDeferredValue(range);
  const showsTables = useDeferredValue(view === 'table');
  const charts = useMemo(() => {
    const show = (changes: Readonly<Record<string, unknown>>) =>
      void navigate({
        to: '/insights',
        search: (before: Readonly<Record<string, unknown>>) => readInsightSearch({ ...before, ...changes }),
        replace: true,
      });
    return (
      <Charts
        filter={{ studentId: profile.id, topicUid: shownTopic, range: shownRange }}
        showsTables={showsTables}
        onChooseTopic={(topicUid) => show({ topic: topicUid })}
        onShowAll={() => show({ topic: undefined, range: undefined })}
      />
    );
  }, [navigate, profile.id, shownTopic, shownRange, showsTables]);
  const topics = useHostQuery(['topics', profile.id], (calls) => calls.listTopics({ studentId: profile.id }));
  const answered = (topics.data ?? []).filter((known) => known.answeredCount > 0 || known.topicUid === topic);
  const isNew = topics.data?.every((known) => known.answeredCount === 0) === true;

  return (
    <Stack gap="lg">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed" maw="68ch" className={classes.lead}>
          {t('lead')}
        </Text>
        <PrintedHead
          filter={filter}
          topicNames={answered.find((known) => known.topicUid === topic)?.displayNames ?? null}
        />
      </div>
      {isNew ? (
        <NothingYet />
      ) : (
        <>
          <Group gap="md" align="flex-end" className={classes.filters}>
            <SegmentedControl
              aria-label={t('range.label')}
              withItemsBorders={false}
              value={range}
              data={insightRanges.map((value) => ({ value, label: t(`range.${value}`) }))}
              onChange={(value) => change({ range: value })}
            />
            <NativeSelect
              aria-label={t('topic')}
              className={classes.topic}
              value={topic ?? ''}
              data={[
                { value: '', label: t('allTopics') },
                ...answered.map((known) => ({
                  value: known.topicUid,
                  label: words.topic(known.topicUid, known.displayNames),
                })),
              ]}
              onChange={(event) => change({ topic: event.currentTarget.value || undefined })}
            />
            <SegmentedControl
              aria-label={t('view.label')}
              withItemsBorders={false}
              value={view ?? 'chart'}
              data={(['chart', 'table'] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
              onChange={(value) => change({ view: value === 'table' ? 'table' : undefined })}
            />
            <Button
              variant="default"
              leftSection={<IconPrinter size={18} aria-hidden="true" />}
              onClick={() => window.print()}
            >
              {t('print')}
            </Button>
          </Group>
          {charts}
        </>
      )}
    </Stack>
  );
}

interface PrintedHeadProps {
  readonly filter: InsightFilter;
  /** Of the chosen topic. */
  readonly topicNames: LocalizedText | null;
}

/** On paper, where nothing can be looked up: whose answers, of which topic and time, and when it was printed. */
function PrintedHead({ filter: { topicUid, range }, topicNames }: PrintedHeadProps) {
  const { profile } = useActiveProfile();
  const { t, topic } = useInsightWords();
  const format = dateFormat(profile.language, { dateStyle: 'long' });
  const today = new Date();
  const first = new Date(today);
  if (range !== 'all') first.setDate(today.getDate() - (Number(range) - 1));
  return (
    <p className={classes.printed}>
      <strong>{profile.displayName}</strong>
      {[
        topicUid === null ? t('allTopics') : topic(topicUid, topicNames),
        range === 'all' ? t('printed.all') : format.formatRange(first, today),
        t('printed.on', { date: format.format(today) }),
      ].map((part) => ` · ${part}`)}
    </p>
  );
}

interface ChartsProps {
  readonly filter: InsightFilter;
  readonly showsTables: boolean;
  readonly onChooseTopic: (topicUid: string) => void;
  readonly onShowAll: () => void;
}

function Charts({ filter, showsTables, onChooseTopic, onShowAll }: ChartsProps) {
  const words = useInsightWords();
  const { t } = words;
  const { t: tPatterns } = useTranslation('patterns');
  const tiles = useInsight('tiles', filter, (calls, query) => calls.readTopicTiles(query));
  const times = useInsight('times', filter, (calls, query) => calls.readTimeAgainstExpected(query));
  const pace = useInsight('pace', filter, (calls, query) => calls.readTopicPace(query));
  const mix = useInsight('mix', filter, (calls, query) => calls.readMistakeMix(query));
  const severity = useInsight('severity', filter, (calls, query) => calls.readSeverityTrend(query));
  const effects = useInsight('effects', filter, (calls, query) => calls.readReflexEffects(query));
  const calendar = useInsight('calendar', filter, (calls, query) => calls.readPracticeCalendar(query));

  if (tiles.data !== undefined && !tiles.isStale && tiles.data.length === 0) {
    return (
      <Paper withBorder radius="lg" p="xl">
        <Title order={2} size="h4">
          {t('empty.rangeTitle')}
        </Title>
        <Text mb="md">{t('empty.rangeLead')}</Text>
        <Button variant="light" onClick={onShowAll}>
          {t('empty.showAll')}
        </Button>
      </Paper>
    );
  }
  return (
    <Stack gap="lg" className={classes.charts}>
      <ChartSection
        id="insight-map"
        title={t('map.title')}
        query={tiles}
        showsTable={showsTables}
        expectedHeight={400}
        sentence={(data) => topicMapSentence(data, words)}
        note={() => t('map.note')}
        table={(data) => topicMapTable(data, words, tPatterns)}
        isEmpty={(data) => data.length === 0}
      >
        {(data) => <TopicMap tiles={data} onChoose={onChooseTopic} />}
      </ChartSection>
      <ChartSection
        id="insight-time"
        title={t('time.title')}
        query={times}
        showsTable={showsTables}
        expectedHeight={340}
        sentence={(data) => timeSentence(data, words)}
        note={(data) =>
          `${t('time.inZones', { panic: words.count(data.panicCount), slow: words.count(data.slowCount) })} ${t('time.note')}`
        }
        table={(data) => timeTable(data, words)}
        isEmpty={(data) => data.rightCount + data.wrongCount === 0}
      >
        {(data) => <TimeScatter data={data} />}
      </ChartSection>
      <ChartSection
        id="insight-pace"
        title={t('pace.title')}
        query={pace}
        showsTable={showsTables}
        expectedHeight={400}
        sentence={(data) => paceSentence(data, words)}
        note={(data) => paceNote(data, words)}
        table={(data) => paceTable(data, words)}
        isEmpty={(data) => data.length === 0}
      >
        {(data) => <PaceChart topics={data} />}
      </ChartSection>
      <ChartSection
        id="insight-mix"
        title={t('mix.title')}
        query={mix}
        showsTable={showsTables}
        expectedHeight={440}
        sentence={(data) => mixSentence(data, words)}
        note={() => t('mix.note')}
        table={(data) => mixTable(data, words)}
        isEmpty={(data) => data.mistakeCount === 0}
      >
        {(data) => <MistakeMixChart mix={data} showsTopics={filter.topicUid === null} />}
      </ChartSection>
      <ChartSection
        id="insight-severity"
        title={t('severity.title')}
        query={severity}
        showsTable={showsTables}
        expectedHeight={240}
        sentence={(data) => severitySentence(data, words)}
        note={() => t('severity.note')}
        table={(data) => severityTable(data, words)}
        isEmpty={(data) => data.length === 0}
      >
        {(data) => <SeverityChart points={data} />}
      </ChartSection>
      <ChartSection
        id="insight-effects"
        title={t('effects.title')}
        query={effects}
        showsTable={showsTables}
        expectedHeight={420}
        sentence={(data) => reflexSentence(data, words)}
        note={() => t('effects.note')}
        table={(data) => effectsTable(data, words, tPatterns)}
        isEmpty={(data) => data.length === 0}
      >
        {(data) => <ReflexEffectsChart effects={data} />}
      </ChartSection>
      <ChartSection
        id="insight-calendar"
        title={t('calendar.title')}
        query={calendar}
        showsTable={showsTables}
        expectedHeight={230}
        sentence={(data) => calendarSentence(data, words)}
        table={(data) => calendarTable(data, words)}
        isEmpty={(data) => data.days.length === 0}
      >
        {(data) => <PracticeCalendarChart calendar={data} range={filter.range} />}
      </ChartSection>
    </Stack>
  );
}

function paceNote(
  data: Parameters<typeof paceSentence>[0],
  { t }: ReturnType<typeof useInsightWords>,
): string | undefined {
  const [only] = data;
  if (data.length !== 1 || only === undefined) return t('pace.noteMany');
  if (only.phase === null) return t('pace.note');
  const phase = t(`pace.phase.${only.phase}`);
  return `${phase}. ${t('pace.note')}`;
}

/** Before the first answer: what will be here, and when. */
function NothingYet() {
  const { t } = useTranslation('insights');
  const navigate = useNavigate();
  return (
    <EmptyPanel
      title={t('empty.title')}
      lead={t('empty.lead')}
      icon={<IconChartDots size={40} stroke={1.3} aria-hidden="true" className={classes.emptyIcon} />}
    >
      <ul className={classes.coming}>
        {(['map', 'time', 'pace', 'mix', 'severity', 'effects', 'calendar'] as const).map((chart) => (
          <li key={chart}>
            <Text size="sm">
              <strong>{t(`${chart}.title`)}.</strong> {t(`${chart}.none`)}
            </Text>
          </li>
        ))}
      </ul>
      <Button
        size="md"
        leftSection={<IconPencil size={18} aria-hidden="true" />}
        onClick={() => void navigate({ to: '/practice' })}
      >
        {t('empty.start')}
      </Button>
    </EmptyPanel>
  );
}
