import { useEffect } from 'react';
import { prefetchScreens } from './prefetch-screens.ts';
import { router } from './router.tsx';
import { useHostQuery } from './study-host.tsx';

/** Fetches the other screens beside whatever is shown, the form for the name too; draws nothing. */
export function ScreenPrefetch() {
  const profiles = useHostQuery(['profiles'], (calls) => calls.listProfiles());
  // The database comes first, and so does the screen that waits for this answer.
  const isReady = profiles.data !== undefined;
  useEffect(() => (isReady ? prefetchScreens(router) : undefined), [isReady]);
  return null;
}
