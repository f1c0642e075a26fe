import { Avatar, UnstyledButton } from '@mantine/core';
import {
  IconBooks,
  IconChartDots,
  IconHome,
  IconNotebook,
  IconPencil,
  IconSearch,
  IconSettings,
  IconSparkles,
  type Icon as TablerIcon,
} from '@tabler/icons-react';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { paletteAsked } from '../palette/PaletteOpener.tsx';
import { initialsOf } from '../profiles/initials-of.ts';
import { profileColour } from '../profiles/profile-colours.ts';
import { SyncFoot } from '../sync/SyncFoot.tsx';
import { useActiveProfile } from './active-profile.tsx';
import { DeferredScreen } from './DeferredScreen.tsx';
import classes from './Frame.module.css';
import { capsOf } from './key-map.ts';
import { modifierCap } from './modifier-cap.ts';
import type { ScreenName } from './screen-name.ts';
import { useHostQuery } from './study-host.tsx';

const places = [
  { to: '/', name: 'home', Icon: IconHome },
  { to: '/practice', name: 'practice', Icon: IconPencil },
  { to: '/reflexes', name: 'reflexes', Icon: IconSparkles },
  { to: '/notebook', name: 'notebook', Icon: IconNotebook },
  { to: '/insights', name: 'insights', Icon: IconChartDots },
  { to: '/content', name: 'content', Icon: IconBooks },
  { to: '/settings', name: 'settings', Icon: IconSettings },
] as const satisfies readonly { to: string; name: string; Icon: TablerIcon }[];

/** Screens that belong to a place without standing below its address. */
const placeOfScreen: Readonly<Partial<Record<ScreenName, (typeof places)[number]['name']>>> = {
  class: 'settings',
  join: 'settings',
  licences: 'settings',
};

/** The rail with the places of the app, who studies and how the study database stands; the screen beside it. */
export function Frame() {
  const { t } = useTranslation('frame');
  const { profile } = useActiveProfile();
  // All that are open, as the reflex centre lists them; the feed beside a question holds only what is new.
  const open = useHostQuery(['recommendations', profile.id, 'active'], (calls) =>
    calls.listRecommendations({ studentId: profile.id, isActiveOnly: true }),
  );
  const openCount = open.data?.length ?? 0;
  const navigate = useNavigate();
  const screen = useRouterState({ select: ({ matches }) => matches.at(-1)?.staticData.screen ?? 'home' });
  const main = useRef<HTMLElement>(null);

  return (
    <div className={classes.room}>
      <div className={classes.frame}>
        <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
          {t('skipToContent')}
        </button>
        <nav className={classes.rail} aria-label={t('navigation')}>
          <div className={classes.brand} aria-hidden="true">
            <span className={classes.mark}>E</span>
            <span className={classes.word}>End.STP</span>
          </div>
          <button
            type="button"
            className={classes.search}
            title={t('search')}
            aria-keyshortcuts="Control+K Meta+K"
            onClick={() => window.dispatchEvent(new Event(paletteAsked))}
          >
            <IconSearch className={classes.icon} stroke={1.7} aria-hidden="true" />
            <span className={classes.word}>{t('search')}</span>
            <span className={classes.searchKey} aria-hidden="true">
              {`${modifierCap()} ${capsOf('palette').join()}`}
            </span>
          </button>
          <ul className={classes.places}>
            {places.map(({ to, name, Icon }) => (
              <li key={name}>
                <Link
                  to={to}
                  className={classes.place}
                  // Screens below a place, and a search in it, are still that place; everything is below Home.
                  activeOptions={{ exact: to === '/' }}
                  activeProps={{ 'data-active': true }}
                  {...(placeOfScreen[screen] === name && { 'data-active': true, 'aria-current': true })}
                  title={t(`places.${name}`)}
                >
                  <Icon className={classes.icon} stroke={1.7} aria-hidden="true" />
                  <span className={classes.word}>{t(`places.${name}`)}</span>
                  {name === 'reflexes' && openCount > 0 && (
                    <span className={classes.count}>
                      <span aria-hidden="true">{openCount}</span>
                      <span className={classes.hidden}>{t('openReflexes', { count: openCount })}</span>
                    </span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
          <div className={classes.foot}>
            <UnstyledButton
              className={classes.profile}
              onClick={() => void navigate({ to: '/profiles' })}
              title={t('switchProfileOf', { name: profile.displayName })}
            >
              <Avatar size={34} radius="xl" color={profileColour(profile.colour)} variant="filled" aria-hidden="true">
                {initialsOf(profile.displayName)}
              </Avatar>
              <span className={classes.word}>{profile.displayName}</span>
              <span className={classes.hidden}>{t('switchProfile')}</span>
            </UnstyledButton>
            <SyncFoot />
          </div>
        </nav>
        <main className={classes.main} id="main" ref={main} tabIndex={-1}>
          <div className={classes.column}>
            <DeferredScreen key={screen} screen={screen} />
          </div>
        </main>
      </div>
    </div>
  );
}
