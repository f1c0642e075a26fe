import { loadLanguage } from '../i18n/start-i18n.ts';
import type { router } from './router.tsx';

/** Between two chunks, so that a slow computer answers in between. */
const pauseMs = 200;

/**
 * Fetches the code of every screen, and the texts of the other language, while nothing else is to do. Returns what stops
 * it. A chunk that cannot be had is asked for again when its screen is opened, which then says so.
 */
export function prefetchScreens({ routesById }: typeof router): () => void {
  const parts = Object.values(routesById).flatMap(({ options: { component } }) =>
    component !== undefined && 'preload' in component && component.preload !== undefined ? [component.preload] : [],
  );
  const waiting: (() => Promise<unknown> | undefined)[] = [
    ...parts,
    () => loadLanguage('tr'),
    () => loadLanguage('en'),
    () => import('../reflexes/ActionRunner.tsx'),
    () => import('../palette/CommandPalette.tsx'),
  ];
  let isStopped = false;
  const fetchNext = () => {
    const next = waiting.shift();
    if (isStopped || next === undefined) return;
    whenIdle(() => {
      if (isStopped) return;
      Promise.resolve(next()).then(
        () => setTimeout(fetchNext, pauseMs),
        () => {
          // No network and not yet stored: the others will not come either.
          isStopped = true;
        },
      );
    });
  };
  fetchNext();
  return () => {
    isStopped = true;
  };
}

/** Safari has no idle callback. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 5000 });
  else setTimeout(work, pauseMs);
}
