import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './project-folder.ts';
import { runProgram } from './run-program.ts';

/** The desktop shell's binary, or in one sentence why it cannot be had. */
export type ElectronSearch =
  | { readonly name: 'found'; readonly path: string }
  | { readonly name: 'missing'; readonly reason: string };

const packageFolder = join(projectFolder, 'node_modules', 'electron');
/** Long enough for a slow answer, short enough that nobody thinks `npm start` hangs. */
const probeTimeoutMs = 5_000;
/** About 120 MB over a weak link. */
const downloadTimeoutMs = 10 * 60_000;

/** The binary that is already on this machine, if any. Electron's package has no postinstall: it comes on first use. */
export function findInstalledElectron(): string | null {
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, 'dist');
  const path = join(folder, readFileSync(pathFile, 'utf8'));
  return existsSync(path) ? path : null;
}

/** Why no window can be opened here at all, or null. */
export function explainMissingDisplay(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  userId: number | null = process.getuid?.() ?? null,
): string | null {
  if (platform !== 'linux') return null;
  if ((environment.DISPLAY ?? '') === '' && (environment.WAYLAND_DISPLAY ?? '') === '') return 'there is no display';
  // Chromium's sandbox does not work for root, and the app does not run without its sandbox.
  if (userId === 0) return 'Electron does not run as root';
  return null;
}

async function canReachDownloads(): Promise<boolean> {
  // Behind a proxy only Electron's own downloader knows the way; and a mirror may answer no HEAD request.
  const proxied = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'];
  if (proxied.some((name) => (process.env[name] ?? '') !== '')) return true;
  try {
    const signal = AbortSignal.timeout(probeTimeoutMs);
    const response = await fetch('https://github.com/electron/electron/releases', { method: 'HEAD', signal });
    return response.ok;
  } catch {
    // No network, a captive portal, a firewall: all the same here.
    return false;
  }
}

/** Finds the Electron binary, downloading it on first use. `print` is told before a download that takes a while. */
export async function findElectron(print: (line: string) => void): Promise<ElectronSearch> {
  const noDisplay = explainMissingDisplay();
  if (noDisplay !== null) return { name: 'missing', reason: noDisplay };
  const installed = findInstalledElectron();
  if (installed !== null) return { name: 'found', path: installed };
  if (!(await canReachDownloads())) return { name: 'missing', reason: 'the Electron binary cannot be downloaded' };
  print('Downloading the Electron binary (once, about 120 MB)');
  await runProgram(process.execPath, [join(packageFolder, 'install.js')], { timeoutMs: downloadTimeoutMs });
  const downloaded = findInstalledElectron();
  if (downloaded !== null) return { name: 'found', path: downloaded };
  return { name: 'missing', reason: 'the Electron binary could not be downloaded' };
}
