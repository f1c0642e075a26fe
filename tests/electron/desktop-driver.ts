import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOnElectron } from './electron-driver.ts';
import type { DesktopStarter } from './running-desktop.ts';
import { startOnStandIn } from './stand-in-driver.ts';

/** The stand-in always; the real binary where it is installed and a display is there. */
export function listShells(): readonly { name: string; start: DesktopStarter; isStandIn: boolean }[] {
  const standIn = { name: 'the stand-in', start: startOnStandIn, isStandIn: true };
  const real = startOnElectron();
  return real === null ? [standIn] : [standIn, { name: 'the real Electron', start: real, isStandIn: false }];
}

export function makeDataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'end-stp-desktop-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) };
}
