import { Loader, Text } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { NotedMistake } from '../../shared/host/notebook-calls.ts';
import type { Language } from '../../shared/host/study-host-calls.ts';
import { useTopicName } from '../app/use-topic-name.ts';
import { nameMistakeCode } from '../practice/name-mistake-code.ts';
import { formatMinutesSeconds } from '../practice/QuietTimer.tsx';
import { QuestionText } from '../question-text/QuestionText.tsx';
import { formatDay } from './format-moments.ts';
import classes from './Notebook.module.css';
import type { MistakeList as Mistakes } from './use-mistake-list.ts';

interface MistakeListProps {
  readonly list: Mistakes;
  readonly openId: string | undefined;
  readonly language: Language;
  readonly onOpen: (mistakeId: string) => void;
}

const estimatedRowHeight = 104;
/** Letters of a stem that the list shows whole. */
const longestWholeStem = 320;
/** Rows ahead of the last one shown that the next page is asked for. */
const rowsAhead = 15;

/** The mistakes that match, only those in sight drawn: the page scrolls through tens of thousands alike. */
export function MistakeList({ list, openId, language, onOpen }: MistakeListProps) {
  const { t } = useTranslation('notebook');
  const holder = useRef<HTMLUListElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  const { mistakes, hasMore, isLoadingMore, loadMore } = list;
  const virtualizer = useWindowVirtualizer({
    count: mistakes.length,
    estimateSize: () => estimatedRowHeight,
    getItemKey: (index) => mistakes[index]?.mistakeId ?? index,
    overscan: 6,
    scrollMargin,
    scrollPaddingStart: 16,
    scrollPaddingEnd: 80,
  });
  const rows = virtualizer.getVirtualItems();
  const lastShown = rows.at(-1)?.index ?? -1;

  // What stands above the list grows and shrinks (banner, filters).
  useLayoutEffect(() => {
    const measure = () => {
      const top = holder.current?.getBoundingClientRect().top ?? 0;
      setScrollMargin(Math.round(top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (hasMore && !isLoadingMore && lastShown >= mistakes.length - rowsAhead) loadMore();
  }, [hasMore, isLoadingMore, lastShown, mistakes.length, loadMore]);

  const openIndex = mistakes.findIndex(({ mistakeId }) => mistakeId === openId);
  const shownIndex = useRef(openIndex);
  // The chosen row stays in sight while the keys walk through the list; a press of the mouse is in sight already.
  useEffect(() => {
    if (openIndex >= 0 && shownIndex.current !== openIndex && shownIndex.current >= 0) {
      virtualizer.scrollToIndex(openIndex, { align: 'auto' });
    }
    shownIndex.current = openIndex;
  }, [openIndex, virtualizer]);

  return (
    <>
      <ul ref={holder} className={classes.list} aria-label={t('list')} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const mistake = mistakes[row.index];
          if (mistake === undefined) return null;
          return (
            <li
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              className={classes.place}
              aria-setsize={list.totalCount ?? mistakes.length}
              aria-posinset={row.index + 1}
              style={{ transform: `translateY(${row.start - scrollMargin}px)` }}
            >
              <MistakeRow
                mistake={mistake}
                isOpen={mistake.mistakeId === openId}
                language={language}
                onOpen={() => onOpen(mistake.mistakeId)}
              />
            </li>
          );
        })}
      </ul>
      {isLoadingMore && (
        <Text size="sm" c="dimmed" role="status" className={classes.more}>
          <Loader size="xs" aria-hidden="true" /> {t('loadingMore')}
        </Text>
      )}
    </>
  );
}

function MistakeRow({
  mistake,
  isOpen,
  language,
  onOpen,
}: {
  mistake: NotedMistake;
  isOpen: boolean;
  language: Language;
  onOpen: () => void;
}) {
  const { t } = useTranslation('notebook');
  const { t: tPractice } = useTranslation('practice');
  const topicName = useTopicName();
  return (
    <button
      type="button"
      className={classes.row}
      data-mistake={mistake.mistakeId}
      aria-current={isOpen || undefined}
      onClick={onOpen}
    >
      <span className={classes.rowStem} data-long={isLong(mistake, language) || undefined}>
        {mistake.stem === null || mistake.textFormat === null ? (
          t('missing')
        ) : (
          <QuestionText text={mistake.stem} format={mistake.textFormat} language={language} />
        )}
      </span>
      <span className={classes.rowFacts}>
        <span className={classes.rowCode}>{nameMistakeCode(tPractice, mistake.mistakeCode)}</span>
        <span>{topicName(mistake.topicUid, mistake.topicNames)}</span>
        <span className={classes.rowEnd}>
          {mistake.note !== '' && <IconNote size={14} role="img" aria-label={t('hasNote')} />}
          {mistake.timeSpentSeconds !== null && <span>{formatMinutesSeconds(mistake.timeSpentSeconds)}</span>}
          <span>{formatDay(mistake.occurredAt, language)}</span>
        </span>
      </span>
    </button>
  );
}

function isLong({ stem }: NotedMistake, language: Language): boolean {
  return stem !== null && textInLanguage(stem, language).text.length > longestWholeStem;
}
