import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PaletteOpener } from '../palette/PaletteOpener.tsx';
import { useTestSettlement } from '../practice/timed-test/use-test-settlement.ts';
import { SampleBanner } from '../sample/SampleBanner.tsx';
import { KeyboardMap } from './KeyboardMap.tsx';
import { prefetchScreens } from './prefetch-screens.ts';
import { printInLight } from './print-in-light.ts';
import { useStudyHost } from './study-host.tsx';
import { useScreenFocus } from './use-screen-focus.ts';

/** Around every screen, practice too: the window's title, the focus, and the keys, which are needed there most. */
export function RootScreen() {
  const { t } = useTranslation('frame');
  const router = useRouter();
  const { connectionState } = useStudyHost();
  useTestSettlement();
  useScreenFocus();
  const screen = useRouterState({ select: ({ matches }) => matches.at(-1)?.staticData.screen ?? 'home' });
  const title = t(`places.${screen}`);
  useEffect(() => {
    document.title = `${title} · End.STP`;
  }, [title]);
  useEffect(printInLight, []);
  const isConnected = connectionState.name === 'connected';
  // Not before the database is open: its files come first.
  useEffect(() => (isConnected ? prefetchScreens(router) : undefined), [isConnected, router]);
  return (
    <>
      <SampleBanner />
      <Outlet />
      <PaletteOpener />
      <KeyboardMap />
    </>
  );
}
