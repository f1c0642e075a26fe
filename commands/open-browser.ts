import { spawn } from 'node:child_process';

interface Opener {
  readonly program: string;
  readonly args: readonly string[];
}

/** The program that shows an address in the person's browser; null where nobody sits in front of a screen. */
export function pickBrowserOpener(
  address: string,
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): Opener | null {
  if ((environment.CI ?? '') !== '') return null;
  if (platform === 'win32') return { program: 'rundll32', args: ['url.dll,FileProtocolHandler', address] };
  if (platform === 'darwin') return { program: 'open', args: [address] };
  const hasDisplay = (environment.DISPLAY ?? '') !== '' || (environment.WAYLAND_DISPLAY ?? '') !== '';
  return hasDisplay ? { program: 'xdg-open', args: [address] } : null;
}

/** Opens the browser if there is one. A machine without is no failure: the address has been printed. */
export function openBrowser(address: string): void {
  const opener = pickBrowserOpener(address);
  if (opener === null) return;
  const child = spawn(opener.program, opener.args, { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('No browser could be opened; please open the address yourself.'));
  child.unref();
}
