export interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openbsd', 'openharmony', 'win32'];
/** In the names of packages; `arm-eabi` and the like are all `arm`. */
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];
const exactVersion = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** The platform that a package such as `@rollup/rollup-linux-x64-musl` is for, as npm writes it; null if it names none. */
export function readPlatform(packageName: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> | null {
  const words = packageName.split('/').at(-1)?.split('-') ?? [];
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) return null;
  if (words.some((word) => word.startsWith('musl'))) return { os: [os], cpu: [cpu], libc: ['musl'] };
  if (os === 'linux' && words.some((word) => word.startsWith('gnu'))) return { os: [os], cpu: [cpu], libc: ['glibc'] };
  return { os: [os], cpu: [cpu] };
}

function isInstalledFor(lock: LockFile, dependent: string, name: string): boolean {
  let folder = dependent;
  for (;;) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in lock.packages) return true;
    if (folder === '') return false;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1));
  }
}

/**
 * Entries for optional packages of other platforms that the lock lacks, by their path. Throws when one cannot be known
 * without the registry (a range instead of a version, or a name that tells no platform).
 */
export function listMissingEntries(lock: LockFile): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {};
  for (const [dependent, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isInstalledFor(lock, dependent, name)) continue;
      const platform = readPlatform(name);
      if (platform === null || !exactVersion.test(version)) {
        throw new Error(`${name}@${version}, optional for ${dependent}, has to be locked on a registry that holds it.`);
      }
      const isDev = entry.dev === true ? { dev: true } : {};
      missing[`node_modules/${name}`] = { version, ...platform, ...isDev, optional: true };
    }
  }
  return missing;
}
