import enBundle from '../locales/en/bundle.json';
import enBundleErrors from '../locales/en/bundle-errors.json';
import enContent from '../locales/en/content.json';
import enDesktop from '../locales/en/desktop.json';
import enErrors from '../locales/en/errors.json';
import enFailure from '../locales/en/failure.json';
import enFrame from '../locales/en/frame.json';
import enHome from '../locales/en/home.json';
import enInsights from '../locales/en/insights.json';
import enNotebook from '../locales/en/notebook.json';
import enPatterns from '../locales/en/patterns.json';
import enPractice from '../locales/en/practice.json';
import enProfileErrors from '../locales/en/profile-errors.json';
import enProfiles from '../locales/en/profiles.json';
import enReflexes from '../locales/en/reflexes.json';
import enSample from '../locales/en/sample.json';
import enServerErrors from '../locales/en/server-errors.json';
import enSettings from '../locales/en/settings.json';
import enSync from '../locales/en/sync.json';
import enSyncErrors from '../locales/en/sync-errors.json';
import enTimedTest from '../locales/en/timed-test.json';
import trBundle from '../locales/tr/bundle.json';
import trBundleErrors from '../locales/tr/bundle-errors.json';
import trContent from '../locales/tr/content.json';
import trDesktop from '../locales/tr/desktop.json';
import trErrors from '../locales/tr/errors.json';
import trFailure from '../locales/tr/failure.json';
import trFrame from '../locales/tr/frame.json';
import trHome from '../locales/tr/home.json';
import trInsights from '../locales/tr/insights.json';
import trNotebook from '../locales/tr/notebook.json';
import trPatterns from '../locales/tr/patterns.json';
import trPractice from '../locales/tr/practice.json';
import trProfileErrors from '../locales/tr/profile-errors.json';
import trProfiles from '../locales/tr/profiles.json';
import trReflexes from '../locales/tr/reflexes.json';
import trSample from '../locales/tr/sample.json';
import trServerErrors from '../locales/tr/server-errors.json';
import trSettings from '../locales/tr/settings.json';
import trSync from '../locales/tr/sync.json';
import trSyncErrors from '../locales/tr/sync-errors.json';
import trTimedTest from '../locales/tr/timed-test.json';

/** Every text of the app by language and feature. Both languages are bundled: switching needs no network. */
export const catalogue = {
  en: {
    bundle: enBundle,
    content: enContent,
    desktop: enDesktop,
    errors: { ...enErrors, ...enServerErrors, ...enSyncErrors, ...enBundleErrors, ...enProfileErrors },
    failure: enFailure,
    frame: enFrame,
    home: enHome,
    insights: enInsights,
    notebook: enNotebook,
    patterns: enPatterns,
    practice: enPractice,
    profiles: enProfiles,
    reflexes: enReflexes,
    sample: enSample,
    settings: enSettings,
    sync: enSync,
    timedTest: enTimedTest,
  },
  tr: {
    bundle: trBundle,
    content: trContent,
    desktop: trDesktop,
    errors: { ...trErrors, ...trServerErrors, ...trSyncErrors, ...trBundleErrors, ...trProfileErrors },
    failure: trFailure,
    frame: trFrame,
    home: trHome,
    insights: trInsights,
    notebook: trNotebook,
    patterns: trPatterns,
    practice: trPractice,
    profiles: trProfiles,
    reflexes: trReflexes,
    sample: trSample,
    settings: trSettings,
    sync: trSync,
    timedTest: trTimedTest,
  },
} as const;
