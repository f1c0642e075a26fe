import { registerSW } from 'virtual:pwa-register';

/**
 * Registers the service worker that keeps the whole app on this machine, where the page came over HTTP. The desktop app
 * has its files on disk already, and its `app://` pages cannot register one.
 */
export function registerOfflineApp(): void {
  if (!window.location.protocol.startsWith('http') || !('serviceWorker' in navigator)) return;
  registerSW({
    immediate: true,
    onRegisterError(error: unknown) {
      console.warn('The app could not be stored for use without a network.', error);
    },
  });
}
