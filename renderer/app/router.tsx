import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { ContentPage } from '../content/ContentPage.tsx';
import { HomePage } from '../home/HomePage.tsx';
import { readInsightSearch } from '../insights/insight-search.ts';
import { NotebookPage } from '../notebook/NotebookPage.tsx';
import { readNotebookAddress } from '../notebook/notebook-address.ts';
import { PrintPage } from '../notebook/PrintPage.tsx';
import { PracticeSetupPage } from '../practice/PracticeSetupPage.tsx';
import { SessionPage } from '../practice/SessionPage.tsx';
import { ProfilesPage } from '../profiles/ProfilesPage.tsx';
import { ReflexCentrePage } from '../reflexes/ReflexCentrePage.tsx';
import { SettingsPage } from '../settings/SettingsPage.tsx';
import { ClassPage } from '../sync/ClassPage.tsx';
import { JoinPage } from '../sync/JoinPage.tsx';
import { readJoinAddress } from '../sync/join-address.ts';
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
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/notebook',
      validateSearch: readNotebookAddress,
      component: NotebookPage,
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/insights',
      validateSearch: readInsightSearch,
      // Charts are not needed for the first question: they come when they are asked for.
      component: lazyRouteComponent(() => import('../insights/InsightsPage.tsx'), 'InsightsPage'),
    }),
    createRoute({ getParentRoute: () => frameRoute, path: '/content', component: ContentPage }),
    createRoute({ getParentRoute: () => frameRoute, path: '/settings', component: SettingsPage }),
    createRoute({ getParentRoute: () => frameRoute, path: '/class', component: ClassPage }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/join',
      validateSearch: readJoinAddress,
      component: JoinPage,
    }),
  ]),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/notebook/print',
    validateSearch: readNotebookAddress,
    component: PrintPage,
  }),
  createRoute({ getParentRoute: () => rootRoute, path: '/practice/$testRecordId', component: SessionPage }),
]);

// Addresses behind the hash work alike on app://, on a static server and offline.
export const router = createRouter({ routeTree, history: createHashHistory() });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
