/** Time that the processor spent, which does not grow while other programs keep the cores busy. */

/** Milliseconds of processor time since `startedAt`, from `process.cpuUsage()`; a test file has a process of its own. */
export function cpuMsSince(startedAt: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(startedAt);
  return (user + system) / 1000;
}
