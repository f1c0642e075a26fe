import { memo, type PointerEvent, useRef, useState } from 'react';
import { useWidth } from '../../charts/use-width.ts';
import classes from './ScratchPad.module.css';
import { isPenStroke, lowestOf, outlineOf, type Stroke, withoutTouched, withPoint } from './scratch-strokes.ts';

/** Height of an empty sheet, in pixels. */
const leastHeight = 300;
/** After the pen was down, a hand resting on the screen draws nothing for this long. */
const palmMs = 1500;
/** Bit of `PointerEvent.buttons` for the eraser end of a pen (Pointer Events, W3C). */
const eraserButton = 32;

interface DrawingSheetProps {
  readonly label: string;
  readonly strokes: readonly Stroke[];
  /** Width in pixels of the sheet when its first line was drawn; null when it is empty. */
  readonly drawnWidth: number | null;
  readonly isErasing: boolean;
  /** `width` is that of the sheet now. */
  readonly onChange: (strokes: readonly Stroke[], width: number) => void;
}

/** A sheet that pen, finger and mouse draw on. */
export function DrawingSheet({ label, strokes, drawnWidth, isErasing, onChange }: DrawingSheetProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [current, setCurrent] = useState<Stroke | null>(null);
  const [erasedTo, setErasedTo] = useState<readonly Stroke[] | null>(null);
  const penAt = useRef(Number.NEGATIVE_INFINITY);
  const pointer = useRef<number | null>(null);
  const sheetWidth = drawnWidth ?? width;
  const scale = sheetWidth === 0 ? 1 : width / sheetWidth;
  const shown = erasedTo ?? strokes;
  const height = Math.max(leastHeight, lowestOf(strokes) * scale + 24);

  const placeOf = (sheet: SVGSVGElement, { clientX, clientY }: { clientX: number; clientY: number }) => {
    const { left, top } = sheet.getBoundingClientRect();
    return [(clientX - left) / scale, (clientY - top) / scale] as const;
  };
  const erases = (event: PointerEvent) => isErasing || (event.buttons & eraserButton) !== 0;

  const down = (event: PointerEvent<SVGSVGElement>) => {
    if (event.pointerType === 'pen') penAt.current = event.timeStamp;
    const isPalm = event.pointerType === 'touch' && event.timeStamp - penAt.current < palmMs;
    if (pointer.current !== null || isPalm || (event.pointerType === 'mouse' && event.button !== 0)) return;
    pointer.current = event.pointerId;
    event.currentTarget.setPointerCapture(event.pointerId);
    const [x, y] = placeOf(event.currentTarget, event);
    if (erases(event)) setErasedTo(withoutTouched(strokes, x, y));
    else setCurrent(withPoint([], x, y, event.pressure));
  };
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (pointer.current !== event.pointerId) return;
    if (event.pointerType === 'pen') penAt.current = event.timeStamp;
    const sheet = event.currentTarget;
    // The browser gathers several places into one event; all of them make the line smooth.
    const places = event.nativeEvent.getCoalescedEvents?.() ?? [];
    const all = places.length === 0 ? [event.nativeEvent] : places;
    for (const each of all) {
      const [x, y] = placeOf(sheet, each);
      setErasedTo((left) => (left === null ? null : withoutTouched(left, x, y)));
      setCurrent((stroke) => (stroke === null ? null : withPoint(stroke, x, y, each.pressure)));
    }
  };
  const up = (event: PointerEvent<SVGSVGElement>) => {
    if (pointer.current !== event.pointerId) return;
    pointer.current = null;
    if (current !== null) onChange([...strokes, current], sheetWidth);
    else if (erasedTo !== null) onChange(erasedTo, sheetWidth);
    setCurrent(null);
    setErasedTo(null);
  };
  return (
    <div ref={ref} className={classes.sheet} data-erasing={isErasing || undefined}>
      <svg
        role="img"
        aria-label={label}
        height={height}
        viewBox={`0 0 ${Math.max(1, sheetWidth)} ${height / scale}`}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
      >
        {shown.map((stroke, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is nothing but its place in the drawing
          <Line key={index} stroke={stroke} />
        ))}
        {current !== null && <Line stroke={current} />}
      </svg>
    </div>
  );
}

const Line = memo(function Line({ stroke }: { stroke: Stroke }) {
  return <path d={outlineOf(stroke, isPenStroke(stroke))} />;
});
