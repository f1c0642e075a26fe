import { Loader, Text } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import classes from './WindowList.module.css';

interface WindowListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly render: (item: T) => ReactNode;
  /** In pixels; measured once a row is in sight. */
  readonly estimatedRowHeight: number;
  /** Of all there are, undefined until counted. */
  readonly totalCount: number | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly loadingText: string;
  /** The chosen row stays in sight; -1: none. */
  readonly openIndex?: number;
}

/** Rows ahead of the last one shown that the next page is asked for. */
const rowsAhead = 15;

/** A list that scrolls with the window, only the rows in sight drawn: tens of thousands alike. */
export function WindowList<T>(props: WindowListProps<T>) {
  const { label, items, keyOf, render, estimatedRowHeight, totalCount, openIndex = -1 } = props;
  const { hasMore, isLoadingMore, loadMore, loadingText } = props;
  const holder = useRef<HTMLUListElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => estimatedRowHeight,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
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
    if (hasMore && !isLoadingMore && lastShown >= items.length - rowsAhead) loadMore();
  }, [hasMore, isLoadingMore, lastShown, items.length, loadMore]);

  const shownIndex = useRef(openIndex);
  // While the keys walk through the list; a row that was pressed with the mouse is in sight already.
  useEffect(() => {
    if (openIndex >= 0 && shownIndex.current !== openIndex && shownIndex.current >= 0) {
      virtualizer.scrollToIndex(openIndex, { align: 'auto' });
    }
    shownIndex.current = openIndex;
  }, [openIndex, virtualizer]);

  return (
    <>
      <ul ref={holder} className={classes.list} aria-label={label} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          return (
            <li
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              className={classes.place}
              aria-setsize={totalCount ?? items.length}
              aria-posinset={row.index + 1}
              style={{ transform: `translateY(${row.start - scrollMargin}px)` }}
            >
              {render(item)}
            </li>
          );
        })}
      </ul>
      {isLoadingMore && (
        <Text size="sm" c="dimmed" role="status" className={classes.more}>
          <Loader size="xs" aria-hidden="true" /> {loadingText}
        </Text>
      )}
    </>
  );
}
