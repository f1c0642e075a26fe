import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useTestSettlement } from '../practice/timed-test/use-test-settlement.ts';
import { SampleBanner } from '../sample/SampleBanner.tsx';
import { KeyboardMap } from './KeyboardMap.tsx';

const placeNames = {
  '/': 'home',
  '/practice': 'practice',
  '/reflexes': 'reflexes',
  '/insights': 'insights',
  '/content': 'content',
  '/settings': 'settings',
  '/class': 'class',
  '/join': 'class',
  '/profiles': 'profiles',
} as const;

/** Around every screen, practice too: the window's title, and the keys, which are needed there most. */
export function RootScreen() {
  const { t } = useTranslation('frame');
  useTestSettlement();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const place = Object.hasOwn(placeNames, pathname) ? placeNames[pathname as keyof typeof placeNames] : 'practice';
  const title = t(`places.${place}`);
  useEffect(() => {
    document.title = `${title} · End.STP`;
  }, [title]);
  return (
    <>
      <SampleBanner />
      <Outlet />
      <KeyboardMap />
    </>
  );
}
