import enBundle from '../locales/en/bundle.json';
import enBundleErrors from '../locales/en/bundle-errors.json';
import enContent from '../locales/en/content.json';
import enDesktop from '../locales/en/desktop.json';
import enErrors from '../locales/en/errors.json';
import enFailure from '../locales/en/failure.json';
import enFrame from '../locales/en/frame.json';
import enHome from '../locales/en/home.json';
import enImportProblems from '../locales/en/import-problems.json';
import enInsights from '../locales/en/insights.json';
import enLicences from '../locales/en/licences.json';
import enNotebook from '../locales/en/notebook.json';
import enPalette from '../locales/en/palette.json';
import enPatterns from '../locales/en/patterns.json';
import enPractice from '../locales/en/practice.json';
import enProfileErrors from '../locales/en/profile-errors.json';
import enProfiles from '../locales/en/profiles.json';
import enQuestions from '../locales/en/questions.json';
import enReflexes from '../locales/en/reflexes.json';
import enSample from '../locales/en/sample.json';
import enServerErrors from '../locales/en/server-errors.json';
import enSettings from '../locales/en/settings.json';
import enSync from '../locales/en/sync.json';
import enSyncErrors from '../locales/en/sync-errors.json';
import enTimedTest from '../locales/en/timed-test.json';

/** Every text of the app in English, by feature. A chunk of its own: a page pays for the language it speaks. */
export const texts = {
  bundle: enBundle,
  content: enContent,
  desktop: enDesktop,
  errors: { ...enErrors, ...enServerErrors, ...enSyncErrors, ...enBundleErrors, ...enProfileErrors },
  failure: enFailure,
  frame: enFrame,
  home: enHome,
  importProblems: enImportProblems,
  insights: enInsights,
  licences: enLicences,
  notebook: enNotebook,
  palette: enPalette,
  patterns: enPatterns,
  practice: enPractice,
  profiles: enProfiles,
  questions: enQuestions,
  reflexes: enReflexes,
  sample: enSample,
  settings: enSettings,
  sync: enSync,
  timedTest: enTimedTest,
} as const;
