import { Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TopicTile } from '../../shared/study/insights/insight-data.ts';
import { patternLooks } from '../app/pattern-looks.ts';
import chartClasses from '../charts/charts.module.css';
import { type Box, treemap } from '../charts/treemap.ts';
import { useWidth } from '../charts/use-width.ts';
import { type InsightWords, useInsightWords } from './insight-words.ts';
import { TopicList } from './TopicList.tsx';
import classes from './TopicMap.module.css';
import { tileText } from './tile-text.ts';

const strandHeadHeight = 22;
const gap = 3;
/** Below this, tiles are too small for words. */
const narrowWidth = 480;
/** Fits this many letters in a line of a tile, roughly: Inter at 13 px. */
const letterWidth = 7.4;

interface PlacedStrand {
  readonly uid: string;
  readonly name: string;
  readonly box: Box;
  readonly tiles: readonly { readonly tile: TopicTile; readonly box: Box }[];
}

/** A treemap: strands hold their topics, the size is the number of answers, the colour the pattern. */
export function TopicMap({ tiles, onChoose }: { tiles: readonly TopicTile[]; onChoose: (topicUid: string) => void }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  return (
    <div ref={ref}>
      {width > 0 && width < narrowWidth ? (
        <TopicList tiles={tiles} onChoose={onChoose} />
      ) : (
        <Tiles tiles={tiles} width={width} onChoose={onChoose} />
      )}
    </div>
  );
}

function Tiles({
  tiles,
  width,
  onChoose,
}: {
  tiles: readonly TopicTile[];
  width: number;
  onChoose: (topicUid: string) => void;
}) {
  const words = useInsightWords();
  const { t: tPatterns } = useTranslation('patterns');
  const [read, setRead] = useState<string | null>(null);
  const height = Math.max(150, Math.min(400, tiles.length * 44));
  const { t } = words;
  return (
    <>
      <section className={classes.map} style={{ height }} aria-label={t('map.label')}>
        {placeStrands(tiles, words, width, height).map((strand) => (
          <div key={strand.uid}>
            {strand.name.length * letterWidth <= strand.box.width && (
              <div className={classes.strand} style={boxStyle({ ...strand.box, height: strandHeadHeight })}>
                {strand.name}
              </div>
            )}
            {strand.tiles.map(({ tile, box }) => {
              const look = patternLooks[tile.trend ?? 'insufficient_data'];
              const name = words.topic(tile.topicUid, tile.topicNames);
              const pattern = tile.trend === null ? t('map.noMistakes') : tPatterns(`${tile.trend}.name`);
              const text = tileText(tile, name, pattern, words);
              const fit = fitOf(box, name, pattern);
              return (
                <button
                  key={tile.topicUid}
                  type="button"
                  className={classes.tile}
                  data-pattern={tile.trend ?? 'none'}
                  onClick={() => onChoose(tile.topicUid)}
                  onFocus={() => setRead(text)}
                  onBlur={() => setRead(null)}
                  onPointerEnter={() => setRead(text)}
                  onPointerLeave={() => setRead(null)}
                  style={{
                    ...boxStyle(box),
                    color: look.textColour,
                    borderColor: look.lineColour,
                    borderStyle: tile.trend === null || tile.trend === 'insufficient_data' ? 'dashed' : 'solid',
                    backgroundColor: `color-mix(in srgb, ${look.lineColour} 10%, var(--mantine-color-body))`,
                  }}
                >
                  <VisuallyHidden>{text}</VisuallyHidden>
                  {fit.icon && <look.Icon size={18} aria-hidden="true" style={{ flex: 'none' }} />}
                  {fit.name && (
                    <span className={classes.name} aria-hidden="true">
                      {name}
                    </span>
                  )}
                  {fit.pattern && (
                    <span className={classes.pattern} aria-hidden="true">
                      {pattern}
                    </span>
                  )}
                </button>
              );
            })}
          </div>
        ))}
      </section>
      <Text size="sm" {...(read === null ? { c: 'dimmed' } : {})} className={chartClasses.readout} aria-hidden="true">
        {read ?? t('hint')}
      </Text>
    </>
  );
}

function placeStrands(
  tiles: readonly TopicTile[],
  words: InsightWords,
  width: number,
  height: number,
): readonly PlacedStrand[] {
  if (width === 0) return [];
  const strands = new Map<string, TopicTile[]>();
  for (const tile of tiles) {
    const uid = tile.strandUid ?? '';
    strands.set(uid, [...(strands.get(uid) ?? []), tile]);
  }
  const total = (group: readonly TopicTile[]) => group.reduce((sum, tile) => sum + tile.answerCount, 0);
  const groups = [...strands].sort(([, a], [, b]) => total(b) - total(a));
  const boxes = treemap(
    groups.map(([, group]) => total(group)),
    { x: 0, y: 0, width, height },
  );
  return groups.map(([uid, group], place) => {
    const box = inset(boxes[place] ?? { x: 0, y: 0, width: 0, height: 0 });
    const sorted = [...group].sort((a, b) => b.answerCount - a.answerCount);
    const inner = { ...box, y: box.y + strandHeadHeight, height: Math.max(0, box.height - strandHeadHeight) };
    const [first] = group;
    const placed = treemap(
      sorted.map((tile) => tile.answerCount),
      inner,
    );
    return {
      uid,
      name: first?.strandUid == null ? words.t('map.otherStrand') : words.topic(first.strandUid, first.strandNames),
      box,
      tiles: sorted.map((tile, index) => ({ tile, box: inset(placed[index] ?? inner) })),
    };
  });
}

function inset({ x, y, width, height }: Box): Box {
  return { x, y, width: Math.max(0, width - gap), height: Math.max(0, height - gap) };
}

function boxStyle({ x, y, width, height }: Box) {
  return { left: x, top: y, width, height };
}

/** What there is room for; words are never cut. */
function fitOf({ width, height }: Box, name: string, pattern: string) {
  const inner = width - 18;
  const fitsWords = (text: string) => text.split(' ').every((word) => word.length * letterWidth <= inner);
  const linesOf = (text: string) => Math.ceil((text.length * letterWidth * 1.12) / Math.max(1, inner));
  const icon = width >= 28 && height >= 28;
  const nameHeight = linesOf(name) * 18;
  const hasName = icon && fitsWords(name) && height >= 30 + nameHeight;
  const hasPattern = hasName && fitsWords(pattern) && height >= 32 + nameHeight + linesOf(pattern) * 16;
  return { icon, name: hasName, pattern: hasPattern };
}
