import '@fontsource-variable/inter';
// In a layer: styles of the app win whatever the order in which chunks of screens arrive.
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { failure, success } from '../shared/errors/outcome.ts';
import { App } from './app/App.tsx';
import { StartFailure } from './app/StartFailure.tsx';
import { connectStudyHost } from './host-client/connect-study-host.ts';
import { startI18n } from './i18n/start-i18n.ts';
import { registerOfflineApp } from './register-offline-app.ts';
import { defaultPreferences, readPreferences } from './store/preferences.ts';

const rootElement = document.getElementById('root');
if (rootElement === null) throw new Error('index.html has no #root element');

// The database opens while the preferences are read and the first screen is drawn.
const connection = connectStudyHost();
const stored = await readPreferences().then(success, (error: unknown) =>
  failure('STORAGE_UNAVAILABLE', { reason: error instanceof Error ? error.name : 'page store' }),
);
const preferences = stored.ok ? stored.value : defaultPreferences();
await startI18n(preferences.activeProfile?.language ?? preferences.language);
createRoot(rootElement).render(
  <StrictMode>
    {stored.ok ? <App connection={connection} preferences={preferences} /> : <StartFailure error={stored.error} />}
  </StrictMode>,
);
registerOfflineApp();
