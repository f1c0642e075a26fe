import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { ContentPage } from '../content/ContentPage.tsx';
import { HomePage } from '../home/HomePage.tsx';
import { PracticeSetupPage } from '../practice/PracticeSetupPage.tsx';
import { SessionPage } from '../practice/SessionPage.tsx';
import { ProfilesPage } from '../profiles/ProfilesPage.tsx';
import { ReflexCentrePage } from '../reflexes/ReflexCentrePage.tsx';
import { SettingsPage } from '../settings/SettingsPage.tsx';
import { Frame } from './Frame.tsx';
import { RootScreen } from './RootScreen.tsx';

const rootRoute = createRootRoute({ component: RootScreen });
/** Screens with the rail; practice has none. */
const frameRoute = createRoute({ getParentRoute: () => rootRoute, id: 'frame', component: Frame });

const routeTree = rootRoute.addChildren([
  frameRoute.addChildren([
    createRoute({ getParentRoute: () => frameRoute, path: '/', component: HomePage }),
    createRoute({ getParentRoute: () => frameRoute, path: '/profiles', component: ProfilesPage }),
    createRoute({ getParentRoute: () => frameRoute, path: '/practice', component: PracticeSetupPage }),
    createRoute({ getParentRoute: () => frameRoute, path: '/reflexes', component: ReflexCentrePage }),
    createRoute({ getParentRoute: () => frameRoute, path: '/content', component: ContentPage }),
    createRoute({ getParentRoute: () => frameRoute, path: '/settings', component: SettingsPage }),
  ]),
  createRoute({ getParentRoute: () => rootRoute, path: '/practice/$testRecordId', component: SessionPage }),
]);

// Addresses behind the hash work alike on app://, on a static server and offline.
export const router = createRouter({ routeTree, history: createHashHistory() });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
