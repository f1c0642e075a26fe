import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** A screen that has no heading by then shows a failure, which announces itself. */
const longestWaitMs = 5000;

/**
 * Moves the focus to the heading of a screen that was gone to, so that a screen reader says where one is and Tab starts
 * at its top. Not at the first screen (the browser knows better), and not where the screen has taken the focus itself.
 */
export function useScreenFocus(): void {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname ?? state.location.pathname });
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    const focusHeading = (): boolean => {
      const { activeElement } = document;
      // The screen has put it somewhere itself, on a field say.
      if (activeElement?.closest('main')) return true;
      const heading = document.querySelector<HTMLElement>('main h1');
      if (heading === null) return false;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      return true;
    };
    if (focusHeading()) return;
    const observer = new MutationObserver(() => focusHeading() && observer.disconnect());
    observer.observe(document.body, { childList: true, subtree: true });
    const timer = setTimeout(() => observer.disconnect(), longestWaitMs);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [pathname]);
}
