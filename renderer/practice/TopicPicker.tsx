import { Button, Skeleton, Text, TextInput, Title } from '@mantine/core';
import { IconCheck, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { Language } from '../../shared/model/profile.ts';
import type { TopicSummary } from '../../shared/model/topic-summary.ts';
import { patternLooks } from '../app/pattern-looks.ts';
import classes from './TopicPicker.module.css';

interface TopicPickerProps {
  readonly topics: readonly TopicSummary[];
  readonly isLoading: boolean;
  readonly language: Language;
  readonly chosenUids: ReadonlySet<string>;
  readonly onChange: (chosenUids: ReadonlySet<string>) => void;
}

/** Topics by strand, as toggles; each says how it stands where the student has answered in it. */
export function TopicPicker({ topics, isLoading, language, chosenUids, onChange }: TopicPickerProps) {
  const { t } = useTranslation('practice');
  const [search, setSearch] = useState('');
  const found = topics.filter((topic) => matches(topic, search, language));
  const toggle = (uids: readonly string[], isChosen: boolean) => {
    const after = new Set(chosenUids);
    for (const uid of uids) {
      if (isChosen) after.add(uid);
      else after.delete(uid);
    }
    onChange(after);
  };
  if (isLoading) return <Skeleton height={320} radius="md" />;
  return (
    <div className={classes.picker}>
      <TextInput
        aria-label={t('setup.search')}
        placeholder={t('setup.search')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        maw={420}
      />
      {groupByStrand(found, language, t('setup.otherTopics')).map((strand) => {
        const uids = strand.topics.map((topic) => topic.topicUid);
        const areAllChosen = uids.every((uid) => chosenUids.has(uid));
        return (
          <section key={strand.name} className={classes.strand} aria-label={strand.name}>
            <header className={classes.head}>
              <Title order={2} size="h5">
                {strand.name}
              </Title>
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => toggle(uids, !areAllChosen)}
                aria-label={t(areAllChosen ? 'setup.clearStrand' : 'setup.chooseStrand', { strand: strand.name })}
              >
                {t(areAllChosen ? 'setup.none' : 'setup.all')}
              </Button>
            </header>
            <div className={classes.topics}>
              {strand.topics.map((topic) => (
                <TopicToggle
                  key={topic.topicUid}
                  topic={topic}
                  language={language}
                  isChosen={chosenUids.has(topic.topicUid)}
                  onToggle={(isChosen) => toggle([topic.topicUid], isChosen)}
                />
              ))}
            </div>
          </section>
        );
      })}
      {found.length === 0 && topics.length > 0 && <Text c="dimmed">{t('setup.nothingFound', { search })}</Text>}
    </div>
  );
}

interface TopicToggleProps {
  readonly topic: TopicSummary;
  readonly language: Language;
  readonly isChosen: boolean;
  readonly onToggle: (isChosen: boolean) => void;
}

function TopicToggle({ topic, language, isChosen, onToggle }: TopicToggleProps) {
  const { t } = useTranslation('practice');
  const { t: tPatterns } = useTranslation('patterns');
  const look = topic.trend === null ? null : patternLooks[topic.trend];
  return (
    <label className={classes.topic} data-chosen={isChosen || undefined}>
      <input
        type="checkbox"
        className={classes.input}
        checked={isChosen}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      <span className={classes.tick} aria-hidden="true">
        {isChosen && <IconCheck size={14} />}
      </span>
      <span className={classes.words}>
        <span className={classes.name}>{textInLanguage(topic.displayNames, language).text}</span>
        <span className={classes.state}>
          {look !== null && topic.trend !== null && (
            <>
              <look.Icon size={14} style={{ color: look.textColour, flex: 'none' }} aria-hidden="true" />
              {tPatterns(`${topic.trend}.name`)}
              {' · '}
            </>
          )}
          {topic.answeredCount > 0
            ? t('setup.rightOf', { right: topic.rightCount, count: topic.answeredCount })
            : topic.hasTemplates
              ? t('setup.newTopic')
              : t('setup.questions', { count: topic.questionCount })}
        </span>
      </span>
    </label>
  );
}

function matches(topic: TopicSummary, search: string, language: Language): boolean {
  const needle = search.trim().toLocaleLowerCase(language);
  if (needle === '') return true;
  return `${textInLanguage(topic.displayNames, language).text} ${topic.topicUid}`
    .toLocaleLowerCase(language)
    .includes(needle);
}

interface Strand {
  readonly name: string;
  readonly topics: TopicSummary[];
}

function groupByStrand(topics: readonly TopicSummary[], language: Language, otherName: string): Strand[] {
  const strands = new Map<string, Strand>();
  for (const topic of topics) {
    const name = topic.strandNames === null ? otherName : textInLanguage(topic.strandNames, language).text;
    const strand = strands.get(name) ?? { name, topics: [] };
    strand.topics.push(topic);
    strands.set(name, strand);
  }
  return [...strands.values()];
}
