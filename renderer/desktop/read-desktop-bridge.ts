import { type DesktopBridge, desktopBridgeName } from '../../shared/host/desktop-bridge.ts';

/** The desktop shell's bridge; null in a browser. */
export function readDesktopBridge(): DesktopBridge | null {
  return (window as { readonly [desktopBridgeName]?: DesktopBridge })[desktopBridgeName] ?? null;
}
