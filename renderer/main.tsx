import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { registerOfflineApp } from './register-offline-app.ts';

const rootElement = document.getElementById('root');
if (rootElement === null) throw new Error('index.html has no #root element');

createRoot(rootElement).render(
  <StrictMode>
    <h1>End.STP</h1>
  </StrictMode>,
);
registerOfflineApp();
