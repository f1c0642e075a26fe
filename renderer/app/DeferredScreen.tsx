import { Outlet } from '@tanstack/react-router';
import { useDeferredValue, useEffect } from 'react';
import { ScreenSkeleton } from './ScreenSkeleton.tsx';
import type { ScreenName } from './screen-name.ts';

/** The first screen of a start is not gone to from anywhere: it is drawn at once, from what the page has stored. */
let hasShownScreen = false;

/**
 * The screen that was gone to. Drawing one takes a slow computer up to a second, and the router would show nothing, not
 * even the chosen place in the rail, before it is done. So the place and the heading come first, and the screen is drawn
 * as soon as they are seen, in slices that let a second click through. Needs a key of its own for each screen.
 */
export function DeferredScreen({ screen }: { screen: ScreenName }) {
  const isDrawn = useDeferredValue(true, !hasShownScreen);
  useEffect(() => {
    hasShownScreen = true;
  }, []);
  return isDrawn ? <Outlet /> : <ScreenSkeleton screen={screen} />;
}
