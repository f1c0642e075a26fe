import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { DesktopEvents } from '../desktop/DesktopEvents.tsx';
import type { StudyHostConnection } from '../host-client/study-host-connection.ts';
import type { Preferences } from '../store/local-store.ts';
import { ErasedProfiles } from '../sync/ErasedProfiles.tsx';
import { SyncEvents } from '../sync/SyncEvents.tsx';
import { ProfileGate } from './ProfileGate.tsx';
import { PreferencesProvider } from './preferences-provider.tsx';
import { router } from './router.tsx';
import { ScreenPrefetch } from './ScreenPrefetch.tsx';
import { StudyHostProvider } from './study-host.tsx';
import { stateVariables, theme } from './theme.ts';

// The host says when something changed: nothing is refetched because a window got the focus.
const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry: false } },
});

export function App({ connection, preferences }: { connection: StudyHostConnection; preferences: Preferences }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={stateVariables} defaultColorScheme={preferences.colourScheme}>
      {/* Narrow enough to leave the close button of a dialog free at 1280 px. */}
      <Notifications position="top-right" containerWidth={390} />
      <PreferencesProvider initial={preferences}>
        <QueryClientProvider client={queryClient}>
          <StudyHostProvider connection={connection}>
            <DesktopEvents />
            <SyncEvents />
            <ErasedProfiles />
            <ScreenPrefetch />
            <ProfileGate>
              <RouterProvider router={router} />
            </ProfileGate>
          </StudyHostProvider>
        </QueryClientProvider>
      </PreferencesProvider>
    </MantineProvider>
  );
}
