import { useEffect, useState } from 'react';

/** Seconds that are left of a wait that was `seconds` long when `since` changed last; 0 when it is over. */
export function useCountdown(seconds: number | null, since: unknown): number {
  const [left, setLeft] = useState(seconds ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer begins anew, be its wait the same
  useEffect(() => {
    const endMs = Date.now() + (seconds ?? 0) * 1000;
    const show = () => setLeft(Math.max(0, Math.ceil((endMs - Date.now()) / 1000)));
    show();
    if (seconds === null || seconds <= 0) return;
    const timer = setInterval(show, 500);
    return () => clearInterval(timer);
  }, [seconds, since]);
  return left;
}
