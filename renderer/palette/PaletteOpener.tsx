import { lazy, Suspense, useEffect, useState } from 'react';
import { isPressed } from '../app/key-map.ts';

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }));

/** Tells the palette to open, from a button say. */
export const paletteAsked = 'end-stp:palette';

/** Opens the command palette by its key, and keeps its code out of the first question. */
export function PaletteOpener() {
  const [isOpen, setOpen] = useState(false);
  /** How often it was asked for: each time begins with an empty field, even while the last one still fades out. */
  const [opening, setOpening] = useState(0);
  useEffect(() => {
    const open = () => {
      setOpening((before) => before + 1);
      setOpen(true);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isPressed(event, 'palette')) return;
      // The browser's own search would open as well.
      event.preventDefault();
      if (!event.repeat) open();
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener(paletteAsked, open);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener(paletteAsked, open);
    };
  }, []);
  return opening > 0 ? (
    <Suspense fallback={null}>
      <CommandPalette opening={opening} isOpen={isOpen} onClose={() => setOpen(false)} />
    </Suspense>
  ) : null;
}
