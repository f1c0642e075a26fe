import { Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TopicTile } from '../../shared/study/insights/insight-data.ts';
import { patternLooks } from '../app/pattern-looks.ts';
import { useInsightWords } from './insight-words.ts';
import classes from './TopicList.module.css';
import { tileText } from './tile-text.ts';

/** The topic map where there is no room for one: a row for each topic, its bar as long as it has answers. */
export function TopicList({ tiles, onChoose }: { tiles: readonly TopicTile[]; onChoose: (topicUid: string) => void }) {
  const words = useInsightWords();
  const { t: tPatterns } = useTranslation('patterns');
  const most = Math.max(1, ...tiles.map((tile) => tile.answerCount));
  const sorted = [...tiles].sort((a, b) => b.answerCount - a.answerCount);
  return (
    <ul className={classes.list}>
      {sorted.map((tile) => {
        const look = patternLooks[tile.trend ?? 'insufficient_data'];
        const name = words.topic(tile.topicUid, tile.topicNames);
        const pattern = tile.trend === null ? words.t('map.noMistakes') : tPatterns(`${tile.trend}.name`);
        return (
          <li key={tile.topicUid}>
            <button type="button" className={classes.row} onClick={() => onChoose(tile.topicUid)}>
              <VisuallyHidden>{tileText(tile, name, pattern, words)}</VisuallyHidden>
              <look.Icon size={18} style={{ color: look.textColour, flex: 'none' }} aria-hidden="true" />
              <span className={classes.words} aria-hidden="true">
                <Text size="sm" fw={600} component="span">
                  {name}
                </Text>
                <Text size="xs" component="span" style={{ color: look.textColour }}>
                  {pattern}
                </Text>
                <span
                  className={classes.bar}
                  style={{ width: `${(tile.answerCount / most) * 100}%`, backgroundColor: look.lineColour }}
                />
              </span>
              <Text size="xs" c="dimmed" component="span" className={classes.count} aria-hidden="true">
                {words.count(tile.answerCount)}
              </Text>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
