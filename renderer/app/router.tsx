import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { readQuestionAddress } from '../content/questions/question-address.ts';
import { HomePage } from '../home/HomePage.tsx';
import { readInsightSearch } from '../insights/insight-search.ts';
import { readNotebookAddress } from '../notebook/notebook-address.ts';
import { readJoinAddress } from '../sync/join-address.ts';
import { Frame } from './Frame.tsx';
import { lazyScreen } from './lazy-screen.ts';
import { MissingScreen } from './MissingScreen.tsx';
import { RootScreen } from './RootScreen.tsx';
import { ScreenFailure } from './ScreenFailure.tsx';
import { PendingScreen } from './ScreenSkeleton.tsx';
import type { ScreenName } from './screen-name.ts';

const rootRoute = createRootRoute({ component: RootScreen, staticData: { screen: 'home' } });
/** Screens with the rail; practice has none. */
const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  component: Frame,
  staticData: { screen: 'home' },
});

/*
 * Home is there at once; every other screen is a chunk of its own, fetched while nothing else is to do
 * (`prefetch-screens.ts`), so that the first question is not paid for by screens that nobody has opened.
 */
const routeTree = rootRoute.addChildren([
  frameRoute.addChildren([
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/',
      staticData: { screen: 'home' },
      component: HomePage,
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/practice',
      staticData: { screen: 'practice' },
      component: lazyScreen(() => import('../practice/PracticeSetupPage.tsx'), 'PracticeSetupPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/reflexes',
      staticData: { screen: 'reflexes' },
      component: lazyScreen(() => import('../reflexes/ReflexCentrePage.tsx'), 'ReflexCentrePage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/notebook',
      validateSearch: readNotebookAddress,
      staticData: { screen: 'notebook' },
      component: lazyScreen(() => import('../notebook/NotebookPage.tsx'), 'NotebookPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/insights',
      validateSearch: readInsightSearch,
      staticData: { screen: 'insights' },
      component: lazyScreen(() => import('../insights/InsightsPage.tsx'), 'InsightsPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/content',
      staticData: { screen: 'content' },
      component: lazyScreen(() => import('../content/ContentPage.tsx'), 'ContentPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/content/questions',
      validateSearch: readQuestionAddress,
      staticData: { screen: 'questions' },
      component: lazyScreen(() => import('../content/questions/QuestionBrowserPage.tsx'), 'QuestionBrowserPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/content/questions/new',
      validateSearch: ({ from }: Record<string, unknown>) => (typeof from === 'string' ? { from } : {}),
      staticData: { screen: 'newQuestion' },
      component: lazyScreen(() => import('../content/questions/QuestionEditorPage.tsx'), 'NewQuestionPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/content/questions/$questionId',
      staticData: { screen: 'oneQuestion' },
      component: lazyScreen(() => import('../content/questions/QuestionDetailPage.tsx'), 'QuestionDetailPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/content/questions/$questionId/edit',
      staticData: { screen: 'editQuestion' },
      component: lazyScreen(() => import('../content/questions/QuestionEditorPage.tsx'), 'EditQuestionPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/settings',
      staticData: { screen: 'settings' },
      component: lazyScreen(() => import('../settings/SettingsPage.tsx'), 'SettingsPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/licences',
      staticData: { screen: 'licences' },
      component: lazyScreen(() => import('../settings/licences/LicencesPage.tsx'), 'LicencesPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/profiles',
      staticData: { screen: 'profiles' },
      component: lazyScreen(() => import('../profiles/ProfilesPage.tsx'), 'ProfilesPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/class',
      staticData: { screen: 'class' },
      component: lazyScreen(() => import('../sync/ClassPage.tsx'), 'ClassPage'),
    }),
    createRoute({
      getParentRoute: () => frameRoute,
      path: '/join',
      validateSearch: readJoinAddress,
      staticData: { screen: 'join' },
      component: lazyScreen(() => import('../sync/JoinPage.tsx'), 'JoinPage'),
    }),
  ]),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/notebook/print',
    validateSearch: readNotebookAddress,
    staticData: { screen: 'print' },
    component: lazyScreen(() => import('../notebook/PrintPage.tsx'), 'PrintPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/practice/$testRecordId',
    staticData: { screen: 'question' },
    component: lazyScreen(() => import('../practice/SessionPage.tsx'), 'SessionPage'),
  }),
]);

// Addresses behind the hash work alike on app://, on a static server and offline.
export const router = createRouter({
  routeTree,
  history: createHashHistory(),
  // Whoever points at a link gets its screen at once.
  defaultPreload: 'intent',
  // The screen before stays until the next one is there, or for as long as that is not felt.
  defaultPendingMs: 150,
  defaultPendingMinMs: 300,
  defaultPendingComponent: PendingScreen,
  defaultErrorComponent: ScreenFailure,
  defaultNotFoundComponent: MissingScreen,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** What the screen is called, in the window's title and in the command palette. */
    readonly screen: ScreenName;
  }
}
