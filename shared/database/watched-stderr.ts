/** PostgreSQL says why it gives up on its error stream only. */
export interface WatchedStderr {
  readonly onLine: (text: string) => boolean;
  readonly sawFullDisk: () => boolean;
  /** The last line in which it gave up, such as `PANIC:  could not locate a valid checkpoint record`; null for none. */
  readonly fatalLine: () => string | null;
}

/** Enough for every message of PostgreSQL's start, which name files and no rows. */
const longestFatalLine = 300;

/** For `onStderr` of one PGlite. */
export function watchStderr(): WatchedStderr {
  let sawFullDisk = false;
  let fatalLine: string | null = null;
  return {
    onLine: (text) => {
      if (/No space left on device/i.test(text)) sawFullDisk = true;
      const fatal = /\b(?:FATAL|PANIC):.*/.exec(text);
      if (fatal !== null) fatalLine = fatal[0].trim().slice(0, longestFatalLine);
      return false;
    },
    sawFullDisk: () => sawFullDisk,
    fatalLine: () => fatalLine,
  };
}
