import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { connectStudyHost } from './host-client/connect-study-host.ts';
import { startI18n } from './i18n/start-i18n.ts';
import { registerOfflineApp } from './register-offline-app.ts';
import { readPreferences } from './store/preferences.ts';

const rootElement = document.getElementById('root');
if (rootElement === null) throw new Error('index.html has no #root element');

// The database opens while the preferences are read and the first screen is drawn.
const connection = connectStudyHost();
const preferences = await readPreferences();
await startI18n(preferences.activeProfile?.language ?? preferences.language);
createRoot(rootElement).render(
  <StrictMode>
    <App connection={connection} preferences={preferences} />
  </StrictMode>,
);
registerOfflineApp();
