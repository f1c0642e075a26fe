import { type DesktopBridge, desktopBridgeName } from '../../shared/host/desktop-bridge.ts';
import { findBrowserHost, type HostFinder } from './connect-browser-host.ts';
import { findDesktopHost } from './connect-desktop-host.ts';
import { createHostLink } from './host-link.ts';
import type { ConnectOptions, StudyHostConnection } from './study-host-connection.ts';

const defaultCallTimeoutMs = 30_000;

/**
 * Connects this page to its study host: to the desktop app's host process when the preload offers one, else to the
 * host worker of this origin (started here if no other tab runs it). Returns at once; the state tells how far it is.
 */
export function connectStudyHost(options: ConnectOptions = {}): StudyHostConnection {
  let finder: HostFinder | null = null;
  const link = createHostLink({
    callTimeoutMs: options.callTimeoutMs ?? defaultCallTimeoutMs,
    onSuspected: () => finder?.suspect(),
  });
  const bridge = (window as { readonly [desktopBridgeName]?: DesktopBridge })[desktopBridgeName];
  if (bridge !== undefined) {
    finder = findDesktopHost(link, bridge);
  } else if (!('locks' in navigator)) {
    // Web Locks, OPFS and module workers exist only on HTTPS or localhost.
    link.fail({ code: 'STORAGE_UNAVAILABLE', details: { reason: 'not a secure context' } });
  } else {
    finder = findBrowserHost(link);
  }
  return {
    calls: link.calls,
    get connectionState() {
      return link.state;
    },
    onConnectionStateChanged: link.onConnectionStateChanged,
    onNotice: link.onNotice,
    retry: () => finder?.retry(),
    close() {
      finder?.close();
      link.close();
    },
  };
}
