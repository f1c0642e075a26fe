import { registerSW } from 'virtual:pwa-register';
import { readDesktopBridge } from './desktop/read-desktop-bridge.ts';

/**
 * Registers the service worker that keeps the whole app on this machine, where the page came over HTTP. The desktop app
 * has its files on disk already.
 */
export function registerOfflineApp(): void {
  if (readDesktopBridge() !== null || !('serviceWorker' in navigator)) return;
  registerSW({
    immediate: true,
    onRegisterError(error: unknown) {
      console.warn('The app could not be stored for use without a network.', error);
    },
  });
}
