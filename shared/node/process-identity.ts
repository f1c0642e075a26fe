import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** Start times computed from the uptime drift with corrections of the clock: this many seconds count as the same. */
const bootTimeGrainSeconds = 600;

/** The same text as long as the machine has not been started anew. */
export function bootIdentity(): string {
  const kernelBootId = readText('/proc/sys/kernel/random/boot_id');
  if (kernelBootId !== null) return kernelBootId.trim();
  const bootSeconds = Date.now() / 1000 - uptime();
  return `boot:${Math.round(bootSeconds / bootTimeGrainSeconds)}`;
}

/** When a process started, in the kernel's own units; null where the platform does not tell or it is gone. */
export function processStartMark(pid: number): string | null {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the program's name in brackets and may hold spaces; the start time is the 22nd field.
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return afterName[19] ?? null;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
}
