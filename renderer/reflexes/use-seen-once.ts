import { useEffect } from 'react';
import type { Recommendation } from '../../shared/model/reflex.ts';

/** Calls `onSeen` once for each rise of the reflex, as soon as the window is in front of the student. */
export function useSeenOnce({ id, updatedAt }: Recommendation, onSeen: (() => void) | undefined): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each rise, not for each render
  useEffect(() => {
    if (onSeen === undefined) return;
    const markWhenVisible = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', markWhenVisible);
      onSeen();
    };
    document.addEventListener('visibilitychange', markWhenVisible);
    markWhenVisible();
    return () => document.removeEventListener('visibilitychange', markWhenVisible);
  }, [id, updatedAt]);
}
