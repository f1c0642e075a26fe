import { Box } from '@mantine/core';
import { type ReactNode, useCallback, useEffect } from 'react';
import type { Failure } from '../../shared/errors/outcome.ts';
import { RescueOffer } from '../bundle/RescueOffer.tsx';
import { readDesktopBridge } from '../desktop/read-desktop-bridge.ts';
import { ProfileLock } from '../profiles/ProfileLock.tsx';
import { ProfilePicker } from '../profiles/ProfilePicker.tsx';
import { ReflexFeedProvider } from '../reflexes/reflex-feed.tsx';
import { useJournalReplay } from '../store/use-journal-replay.ts';
import { useRekeyedProfiles } from '../sync/use-rekeyed-profiles.ts';
import { ActiveProfileProvider } from './active-profile.tsx';
import { FailurePanel } from './FailurePanel.tsx';
import { usePreferences } from './preferences-provider.tsx';
import { router } from './router.tsx';
import { StartScreen } from './StartScreen.tsx';
import { useHostQuery, useStudyHost } from './study-host.tsx';

/** Nothing is shown without knowing who studies; who did so last is known before the database is open. */
export function ProfileGate({ children }: { children: ReactNode }) {
  const { connectionState, retry } = useStudyHost();
  const { preferences, change } = usePreferences();
  useJournalReplay();
  const profiles = useHostQuery(['profiles'], (calls) => calls.listProfiles());
  const remembered = preferences.activeProfile;
  const currentIdOf = useRekeyedProfiles();
  const rememberedId = remembered === null ? null : (currentIdOf?.(remembered.id) ?? remembered.id);
  const current = profiles.data?.find((profile) => profile.id === rememberedId);
  const leave = useCallback(() => {
    // Where one profile was is no place for another one.
    void router.navigate({ to: '/' });
    change({ activeProfile: null });
  }, [change]);

  useEffect(() => {
    if (remembered === null || profiles.data === undefined) return;
    // A profile that joined a class meanwhile has another id: not before that is known is it gone.
    if (current === undefined && currentIdOf === undefined) return;
    if (current === undefined) {
      // Put away, or deleted.
      leave();
    }
    // The profile decides the language: the app around a question and the question never speak two.
    else if (JSON.stringify(current) !== JSON.stringify(remembered) || preferences.language !== current.language) {
      change({ activeProfile: current, language: current.language });
    }
  }, [remembered, current, currentIdOf, profiles.data, preferences.language, change, leave]);

  if (connectionState.name === 'failed') return <Failed error={connectionState.error} onRetry={retry} />;
  const profile = current ?? (profiles.data === undefined ? remembered : null);
  if (profile !== null && profile !== undefined) {
    return (
      <ProfileLock profile={profile} currentIdOf={currentIdOf} onLeave={leave}>
        <ActiveProfileProvider profile={profile}>
          <ReflexFeedProvider key={profile.id} studentId={profile.id}>
            {children}
          </ReflexFeedProvider>
        </ActiveProfileProvider>
      </ProfileLock>
    );
  }
  if (profiles.failure !== null) return <Failed error={profiles.failure} onRetry={profiles.refetch} />;
  if (profiles.data === undefined) return <StartScreen />;
  return (
    <main id="main">
      <ProfilePicker profiles={profiles.data} />
    </main>
  );
}

/** The database is there and cannot be opened. The desktop app keeps it in a folder that can be copied. */
const unreadable: ReadonlySet<Failure['code']> = new Set(['DATABASE_DAMAGED', 'MIGRATION_FAILED', 'INTERNAL']);

/** The failure is all there is on the screen. */
function Failed({ error, onRetry }: { error: Failure; onRetry: () => void }) {
  return (
    <Box component="main" id="main" px="md">
      <FailurePanel error={error} onRetry={onRetry}>
        {unreadable.has(error.code) && readDesktopBridge() === null && <RescueOffer error={error} />}
      </FailurePanel>
    </Box>
  );
}
