import { Skeleton, Stack } from '@mantine/core';
import { useMatch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from './active-profile.tsx';
import classes from './ScreenSkeleton.module.css';
import type { ScreenName } from './screen-name.ts';

/**
 * A screen that is being drawn, or whose code is still on its way: its heading at once, where that is known, and grey
 * bars for what comes below after 150 ms. Not a heading to screen readers: the focus goes to the real one.
 */
export function ScreenSkeleton({ screen }: { screen: ScreenName }) {
  const heading = useHeading(screen);
  return (
    <Stack gap="lg" aria-busy="true" w="100%" maw={1000} mx="auto">
      {heading !== null && <div className={classes.heading}>{heading}</div>}
      <div className={classes.body}>
        {heading === null && <Skeleton height={40} width="min(16rem, 60%)" />}
        <Skeleton height={18} width="min(32rem, 90%)" />
        <Skeleton height={280} radius="lg" />
      </div>
    </Stack>
  );
}

/** For the router, while the code of a route is fetched. */
export function PendingScreen() {
  const screen = useMatch({ strict: false, select: ({ staticData }) => staticData.screen });
  return <ScreenSkeleton screen={screen} />;
}

/** What stands at the top of the places of the rail; null where it depends on what is shown. */
function useHeading(screen: ScreenName): string | null {
  const { t } = useTranslation(['home', 'practice', 'reflexes', 'notebook', 'insights', 'content', 'settings']);
  const { profile } = useActiveProfile();
  switch (screen) {
    case 'home':
      return t('home:greeting', { name: profile.displayName });
    case 'practice':
      return t('practice:setup.title');
    case 'reflexes':
      return t('reflexes:centre.title');
    case 'notebook':
      return t('notebook:title');
    case 'insights':
      return t('insights:title');
    case 'content':
      return t('content:title');
    case 'settings':
      return t('settings:title');
    default:
      return null;
  }
}
