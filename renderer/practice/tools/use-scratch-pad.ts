import { useEffect, useRef, useState } from 'react';
import type { ScratchPad } from '../../store/local-store.ts';
import { readScratchPad, saveScratchPad } from '../../store/scratch-pads.ts';
import type { Stroke } from './scratch-strokes.ts';

export interface ScratchPadOf {
  readonly testRecordId: string;
  readonly studentId: string;
  readonly position: number;
}

interface PadState {
  readonly strokes: readonly Stroke[];
  /** Null until the first line is drawn. */
  readonly width: number | null;
  readonly notes: string;
}
const emptyPad: PadState = { strokes: [], width: null, notes: '' };

/** The pad of one question: kept with every change, and with what was there before for "undo". */
export function useScratchPad(of: ScratchPadOf) {
  const [pad, setPad] = useState<PadState>(emptyPad);
  const [undone, setUndone] = useState<readonly (readonly Stroke[])[]>([]);
  const latest = useRef<PadState | null>(null);
  const { testRecordId, studentId, position } = of;

  useEffect(() => {
    let isCurrent = true;
    latest.current = null;
    setPad(emptyPad);
    setUndone([]);
    void readScratchPad(testRecordId, position).then((kept) => {
      if (!isCurrent) return;
      latest.current = kept === undefined ? emptyPad : padOf(kept);
      setPad(latest.current);
    });
    return () => {
      isCurrent = false;
    };
  }, [testRecordId, position]);

  const change = (changes: Partial<PadState>) => {
    // Before the kept pad has been read there is nothing on the screen to change.
    if (latest.current === null) return;
    latest.current = { ...latest.current, ...changes };
    setPad(latest.current);
    const { strokes, width, notes } = latest.current;
    const savedAt = new Date().toISOString();
    void saveScratchPad({ testRecordId, studentId, position, strokes, notes, width: width ?? 1, savedAt });
  };
  /** Replaces the drawing; what was there comes back with `undo`. `width` is that of the pad on the screen. */
  const draw = (strokes: readonly Stroke[], width: number) => {
    const before = latest.current;
    if (before === null || before.strokes === strokes) return;
    setUndone((steps) => [...steps, before.strokes]);
    change({ strokes, width: before.strokes.length === 0 ? width : (before.width ?? width) });
  };
  const undo = () => {
    const before = undone.at(-1) ?? latest.current?.strokes.slice(0, -1);
    if (before === undefined) return;
    setUndone((steps) => steps.slice(0, -1));
    change({ strokes: before });
  };
  return {
    pad,
    draw,
    undo,
    canUndo: undone.length > 0 || pad.strokes.length > 0,
    note: (notes: string) => change({ notes }),
  };
}

function padOf({ strokes, width, notes }: ScratchPad): PadState {
  return { strokes, width: strokes.length === 0 ? null : width, notes };
}
