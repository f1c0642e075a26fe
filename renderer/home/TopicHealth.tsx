import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { TopicSummary } from '../../shared/model/topic-summary.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { patternLooks } from '../app/pattern-looks.ts';
import classes from './TopicHealth.module.css';

/** Patterns that ask for attention come first. */
const urgency = [
  'STUCK_LOOP',
  'PANIC_RUSH',
  'worsening',
  'STUCK_SLOW',
  'insufficient_data',
  'stable',
  'improving',
] as const;

/** Every topic with answers, by strand: its pattern, and how many of its answers were right. */
export function TopicHealth({ topics }: { topics: readonly TopicSummary[] }) {
  const { t } = useTranslation('home');
  const { t: tPatterns } = useTranslation('patterns');
  const { profile } = useActiveProfile();
  const answered = topics
    .filter((topic) => topic.answeredCount > 0)
    .sort((a, b) => rank(a) - rank(b) || b.mistakeCount - a.mistakeCount);
  return (
    <section aria-labelledby="topic-health">
      <Title order={2} size="h4" id="topic-health" mb="sm">
        {t('topics.title')}
      </Title>
      {groupByStrand(answered).map(([strandUid, ofStrand]) => {
        const names = ofStrand[0]?.strandNames ?? null;
        const listed = ofStrand.map((topic) => {
          const trend = topic.trend ?? 'insufficient_data';
          const look = patternLooks[trend];
          const share = topic.rightCount / topic.answeredCount;
          return (
            <li key={topic.topicUid} className={classes.topic}>
              <look.Icon size={20} style={{ color: look.textColour, flex: 'none' }} aria-hidden="true" />
              <div className={classes.words}>
                <Text fw={500}>{textInLanguage(topic.displayNames, profile.language).text}</Text>
                <Text size="xs" c="dimmed">
                  {topic.mistakeCount === 0 ? t('topics.noMistakes') : tPatterns(`${trend}.name`)}
                </Text>
              </div>
              <div className={classes.right}>
                <Text size="sm" className={classes.numbers}>
                  {t('topics.right', { right: topic.rightCount, count: topic.answeredCount })}
                </Text>
                <span className={classes.bar} aria-hidden="true">
                  <span style={{ width: `${share * 100}%` }} />
                </span>
              </div>
            </li>
          );
        });
        return (
          <div key={strandUid} className={classes.strand}>
            <Title order={3} size="h6" c="dimmed">
              {names === null ? t('topics.otherStrand') : textInLanguage(names, profile.language).text}
            </Title>
            <ul className={classes.topics}>{listed}</ul>
          </div>
        );
      })}
    </section>
  );
}

function rank(topic: TopicSummary): number {
  return urgency.indexOf(topic.trend ?? 'insufficient_data');
}

/** Strands in the order of their most urgent topic; topics keep theirs. Those of no known strand come together. */
function groupByStrand(topics: readonly TopicSummary[]): readonly (readonly [string, readonly TopicSummary[]])[] {
  const strands = new Map<string, TopicSummary[]>();
  for (const topic of topics) {
    const strandUid = topic.strandUid ?? '';
    const known = strands.get(strandUid);
    if (known === undefined) strands.set(strandUid, [topic]);
    else known.push(topic);
  }
  return [...strands];
}
