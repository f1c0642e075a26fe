import trBundle from '../locales/tr/bundle.json';
import trBundleErrors from '../locales/tr/bundle-errors.json';
import trContent from '../locales/tr/content.json';
import trDesktop from '../locales/tr/desktop.json';
import trErrors from '../locales/tr/errors.json';
import trFailure from '../locales/tr/failure.json';
import trFrame from '../locales/tr/frame.json';
import trHome from '../locales/tr/home.json';
import trImportProblems from '../locales/tr/import-problems.json';
import trInsights from '../locales/tr/insights.json';
import trLicences from '../locales/tr/licences.json';
import trNotebook from '../locales/tr/notebook.json';
import trPalette from '../locales/tr/palette.json';
import trPatterns from '../locales/tr/patterns.json';
import trPractice from '../locales/tr/practice.json';
import trProfileErrors from '../locales/tr/profile-errors.json';
import trProfiles from '../locales/tr/profiles.json';
import trQuestions from '../locales/tr/questions.json';
import trReflexes from '../locales/tr/reflexes.json';
import trSample from '../locales/tr/sample.json';
import trServerErrors from '../locales/tr/server-errors.json';
import trSettings from '../locales/tr/settings.json';
import trSync from '../locales/tr/sync.json';
import trSyncErrors from '../locales/tr/sync-errors.json';
import trTimedTest from '../locales/tr/timed-test.json';

/** Every text of the app in Turkish, by feature. A chunk of its own: a page pays for the language it speaks. */
export const texts = {
  bundle: trBundle,
  content: trContent,
  desktop: trDesktop,
  errors: { ...trErrors, ...trServerErrors, ...trSyncErrors, ...trBundleErrors, ...trProfileErrors },
  failure: trFailure,
  frame: trFrame,
  home: trHome,
  importProblems: trImportProblems,
  insights: trInsights,
  licences: trLicences,
  notebook: trNotebook,
  palette: trPalette,
  patterns: trPatterns,
  practice: trPractice,
  profiles: trProfiles,
  questions: trQuestions,
  reflexes: trReflexes,
  sample: trSample,
  settings: trSettings,
  sync: trSync,
  timedTest: trTimedTest,
} as const;
