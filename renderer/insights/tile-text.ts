import type { TopicTile } from '../../shared/study/insights/insight-data.ts';
import type { InsightWords } from './insight-words.ts';

/** Everything that is known of a topic, in one sentence. */
export function tileText(
  tile: TopicTile,
  topic: string,
  pattern: string,
  { t, count, percent, seconds }: InsightWords,
): string {
  const values = {
    topic,
    pattern,
    answers: t('answers', { count: tile.answerCount, shown: count(tile.answerCount) }),
    right: percent(tile.rightCount / tile.answerCount),
  };
  return tile.medianSeconds === null
    ? t('map.tile', values)
    : t('map.tileTime', { ...values, time: seconds(tile.medianSeconds) });
}
