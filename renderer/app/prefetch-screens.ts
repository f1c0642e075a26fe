import type { AnyRoute } from '@tanstack/react-router';
import { loadLanguage } from '../i18n/start-i18n.ts';
import type { router } from './router.tsx';

type Fetch = () => Promise<unknown> | undefined;

/** Between two chunks, so that a slow computer answers in between. */
const pauseMs = 200;

/**
 * What nobody has asked for waits until the student has pressed nothing for this long: reading a chunk takes the main
 * thread for up to a tenth of a second on a slow computer, and the next screen would come that much later.
 */
const restMs = 2000;

/**
 * Fetches the code of every screen, and the texts of the other language, while nothing else is to do: practice first,
 * while the name is still being typed, the others when the student rests. Call it when the database is open: its files
 * come first. Returns what stops it. A chunk that cannot be had is asked for again when its screen is opened, which then
 * says so.
 */
export function prefetchScreens({ routesById }: typeof router): () => void {
  const practice: Fetch[] = [
    ...preloadOf(routesById['/frame/practice']),
    ...preloadOf(routesById['/practice/$testRecordId']),
    () => import('../reflexes/ActionRunner.tsx'),
  ];
  const others: Fetch[] = [
    () => import('../palette/CommandPalette.tsx'),
    ...Object.values<AnyRoute>(routesById).flatMap(preloadOf),
    () => loadLanguage('tr'),
    () => loadLanguage('en'),
  ];
  let isStopped = false;
  let lastInputMs = Number.NEGATIVE_INFINITY;
  const noteInput = () => {
    lastInputMs = performance.now();
  };
  const stop = () => {
    isStopped = true;
    for (const kind of inputKinds) window.removeEventListener(kind, noteInput, true);
  };
  for (const kind of inputKinds) window.addEventListener(kind, noteInput, { capture: true, passive: true });

  const fetchNext = () => {
    if (isStopped) return;
    const restLeftMs = practice.length > 0 ? 0 : lastInputMs + restMs - performance.now();
    if (restLeftMs > 0) {
      setTimeout(fetchNext, restLeftMs);
      return;
    }
    const next = practice.shift() ?? others.shift();
    if (next === undefined) {
      stop();
      return;
    }
    whenIdle(() => {
      if (isStopped) return;
      // No network and not yet stored: the others will not come either.
      Promise.resolve(next()).then(() => setTimeout(fetchNext, practice.length > 0 ? 0 : pauseMs), stop);
    });
  };
  fetchNext();
  return stop;
}

const inputKinds = ['pointerdown', 'keydown', 'wheel'] as const;

/** The code of a route's screen, where it is a chunk of its own. Asking again for one that is there costs nothing. */
function preloadOf(route: AnyRoute | undefined): Fetch[] {
  const preload: unknown = route?.options.component?.preload;
  return typeof preload === 'function' ? [() => preload()] : [];
}

/** Safari has no idle callback. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 5000 });
  else setTimeout(work, pauseMs);
}
