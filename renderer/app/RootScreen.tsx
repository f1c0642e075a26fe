import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PaletteOpener } from '../palette/PaletteOpener.tsx';
import { useTestSettlement } from '../practice/timed-test/use-test-settlement.ts';
import { SampleBanner } from '../sample/SampleBanner.tsx';
import { KeyboardMap } from './KeyboardMap.tsx';
import { printInLight } from './print-in-light.ts';
import { useScreenFocus } from './use-screen-focus.ts';

/** Around every screen, practice too: the window's title, the focus, and the keys, which are needed there most. */
export function RootScreen() {
  const { t } = useTranslation('frame');
  useTestSettlement();
  useScreenFocus();
  const screen = useRouterState({ select: ({ matches }) => matches.at(-1)?.staticData.screen ?? 'home' });
  const title = t(`places.${screen}`);
  useEffect(() => {
    document.title = `${title} · End.STP`;
  }, [title]);
  useEffect(printInLight, []);
  return (
    <>
      <SampleBanner />
      <Outlet />
      <PaletteOpener />
      <KeyboardMap />
    </>
  );
}
