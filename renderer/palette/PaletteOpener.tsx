import { lazy, Suspense, useEffect, useState } from 'react';
import { isPressed } from '../app/key-map.ts';

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }));

/** Tells the palette to open, from a button say. */
export const paletteAsked = 'end-stp:palette';

/** Opens the command palette by its key, and keeps its code out of the first question. */
export function PaletteOpener() {
  const [isOpen, setOpen] = useState(false);
  const [wasAsked, setAsked] = useState(false);
  useEffect(() => {
    const open = () => {
      setAsked(true);
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
  return wasAsked ? (
    <Suspense fallback={null}>
      <CommandPalette isOpen={isOpen} onClose={() => setOpen(false)} />
    </Suspense>
  ) : null;
}
