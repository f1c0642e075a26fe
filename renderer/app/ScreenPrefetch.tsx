import { useEffect } from 'react';
import { prefetchScreens } from './prefetch-screens.ts';
import { router } from './router.tsx';
import { useStudyHost } from './study-host.tsx';

/** Fetches the other screens beside whatever is shown, the form for the name too; draws nothing. */
export function ScreenPrefetch() {
  const { connectionState } = useStudyHost();
  const isConnected = connectionState.name === 'connected';
  // Not before the database is open: its files come first.
  useEffect(() => (isConnected ? prefetchScreens(router) : undefined), [isConnected]);
  return null;
}
