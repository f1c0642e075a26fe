import { Text } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useCallback, useMemo, useState } from 'react';
import classes from './charts.module.css';

/** A place in a plot that has something to say. */
export interface PlotMark {
  readonly x: number;
  readonly y: number;
  /** Exact values, as one sentence. */
  readonly text: string;
}

interface ReadablePlotProps {
  readonly label: string;
  /** Stands where the values will be read out, while none is chosen. */
  readonly hint: string;
  readonly width: number;
  readonly height: number;
  /** In the order in which arrow keys walk through them. */
  readonly marks: readonly PlotMark[];
  /** How many marks up and down go; left and right go one, or the other way round when `isColumnwise`. */
  readonly stride?: number;
  readonly isColumnwise?: boolean;
  /** Farther from any mark than this, the pointer reads nothing. */
  readonly reach?: number;
  readonly children: ReactNode;
}

/**
 * An SVG whose values can be read exactly: under the pointer, and with the arrow keys once it has the focus. What is
 * read appears in a line of reserved height below, which screen readers announce; nothing moves.
 */
export function ReadablePlot(props: ReadablePlotProps) {
  const { label, hint, width, height, marks, stride = 10, isColumnwise = false, reach = 48, children } = props;
  const [chosen, setChosen] = useState<number | null>(null);
  const index = chosen === null || marks.length === 0 ? null : Math.min(chosen, marks.length - 1);
  const mark = index === null ? undefined : marks[index];

  const steps = useMemo(() => {
    const [along, across] = isColumnwise ? [stride, 1] : [1, stride];
    return new Map([
      ['ArrowRight', along],
      ['ArrowLeft', -along],
      ['ArrowDown', across],
      ['ArrowUp', -across],
    ]);
  }, [isColumnwise, stride]);

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (marks.length === 0) return;
      const last = marks.length - 1;
      const step = steps.get(event.key);
      if (event.key === 'Home') setChosen(0);
      else if (event.key === 'End') setChosen(last);
      else if (event.key === 'Escape') setChosen(null);
      else if (step !== undefined) {
        setChosen((before) => (before === null ? (step > 0 ? 0 : last) : Math.min(last, Math.max(0, before + step))));
      } else return;
      event.preventDefault();
    },
    [marks.length, steps],
  );

  const onPointerMove = useCallback(
    (event: PointerEvent<HTMLDivElement>) => {
      const box = event.currentTarget.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      let nearest: number | null = null;
      let least = reach * reach;
      for (const [place, candidate] of marks.entries()) {
        const distance = (candidate.x - x) ** 2 + (candidate.y - y) ** 2;
        if (distance > least) continue;
        least = distance;
        nearest = place;
      }
      setChosen(nearest);
    },
    [marks, reach],
  );

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div
        className={classes.plot}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the values
        tabIndex={0}
        role="group"
        aria-label={label}
        style={{ height }}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setChosen(null)}
        onBlur={() => setChosen(null)}
      >
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {children}
          {mark !== undefined && (
            <>
              <circle cx={mark.x} cy={mark.y} r={8} className={classes.cursorHalo} />
              <circle cx={mark.x} cy={mark.y} r={8} className={classes.cursor} />
            </>
          )}
        </svg>
      </div>
      <Text size="sm" {...(mark === undefined ? { c: 'dimmed' } : {})} className={classes.readout} role="status">
        {mark?.text ?? hint}
      </Text>
    </>
  );
}
