import { useEffect } from 'react';

const signsOfLife = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
/** A lock may come so much late; a timer of the whole length would not notice a computer that slept. */
const lookEveryMs = 5_000;

/** Calls `onIdle` when nobody has touched anything for so many minutes; null never. */
export function useIdleLock(minutes: number | null, onIdle: () => void): void {
  useEffect(() => {
    if (minutes === null) return;
    let lastSignMs = Date.now();
    const look = () => {
      if (Date.now() - lastSignMs < minutes * 60_000) return;
      onIdle();
    };
    const note = () => {
      // Whoever comes back after hours finds it locked, although the timer slept, too.
      look();
      lastSignMs = Date.now();
    };
    for (const sign of signsOfLife) window.addEventListener(sign, note, { capture: true, passive: true });
    document.addEventListener('visibilitychange', look);
    const timer = setInterval(look, lookEveryMs);
    return () => {
      for (const sign of signsOfLife) window.removeEventListener(sign, note, { capture: true });
      document.removeEventListener('visibilitychange', look);
      clearInterval(timer);
    };
  }, [minutes, onIdle]);
}
