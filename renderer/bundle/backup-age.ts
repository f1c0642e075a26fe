/** After so many days without a backup the app says so, in words and without an alarm. */
export const reminderDays = 30;

/** Whole days since the last backup; null when there was none. */
export function daysSince(lastBackupAt: string | null, nowMs: number): number | null {
  if (lastBackupAt === null) return null;
  return Math.max(0, Math.floor((nowMs - Date.parse(lastBackupAt)) / 86_400_000));
}
