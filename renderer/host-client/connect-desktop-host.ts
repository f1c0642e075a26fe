import { type DesktopBridge, type HostPortDelivery, hostPortDeliveryKind } from '../../shared/host/desktop-bridge.ts';
import { messageHostPort } from '../../shared/host/message-host-port.ts';
import type { HostFinder } from './connect-browser-host.ts';
import type { HostLink } from './host-link.ts';

/** Takes the ports that the desktop app's preload hands to the page; each replaces the one before. */
export function findDesktopHost(link: HostLink, bridge: DesktopBridge): HostFinder {
  const onMessage = (event: MessageEvent<Partial<HostPortDelivery> | null>) => {
    const [port] = event.ports;
    if (event.source !== window || event.data?.kind !== hostPortDeliveryKind || port === undefined) return;
    link.attach(messageHostPort(port));
  };
  addEventListener('message', onMessage);
  const stopListening = bridge.onHostState((state) => {
    if (state.name === 'failed') link.fail(state.error);
    else if (state.name === 'starting') link.restart();
    else if (state.name === 'restarting') link.detach();
  });
  bridge.requestHostPort();
  return {
    // The main process watches the host process itself.
    suspect: () => {},
    retry: () => bridge.retryHost(),
    close() {
      removeEventListener('message', onMessage);
      stopListening();
    },
  };
}
