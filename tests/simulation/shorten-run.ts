/** Makes a failing run small enough to read: leaves out steps, devices and the hub as long as it fails in the same way. */
import { keepSteps, type RunPlan } from './run-plan.ts';
import type { SimulationGround } from './simulated-school.ts';
import { runSimulation } from './simulation.ts';

export interface ShortenedRun {
  readonly seed: number;
  readonly fate: string;
  readonly problems: readonly string[];
  /** The steps that are left. */
  readonly places: readonly number[];
  readonly isWithoutHub: boolean;
  readonly runCount: number;
}

/** A run takes a second or less: so many make a minute or two. */
const mostRuns = 150;

/** Prints the steps of what is left. */
export async function shortenRun(
  ground: SimulationGround,
  plan: RunPlan,
  print: (line: string) => void,
): Promise<ShortenedRun> {
  let runCount = 0;
  const problemsOf = async (tried: RunPlan, say?: (line: string) => void): Promise<readonly string[]> => {
    runCount += 1;
    try {
      return (await runSimulation(ground, tried, say)).problems;
    } catch (error) {
      return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    }
  };
  const kinds = new Set((await problemsOf(plan)).map(kindOf));
  const stillFails = async (tried: RunPlan) =>
    runCount < mostRuns && (await problemsOf(tried)).some((problem) => kinds.has(kindOf(problem)));

  let best = plan;
  if (kinds.size > 0) {
    if (best.hasHub) {
      const without = keepSteps(best, new Set(best.steps.map(({ place }) => place)), false);
      if (await stillFails(without)) best = without;
    }
    for (const device of plan.devices) {
      const without = keepSteps(
        best,
        new Set(best.steps.flatMap((step) => (step.device === device ? [] : [step.place]))),
      );
      if (best.devices.length > 1 && (await stillFails(without))) best = without;
    }
    for (let size = Math.ceil(best.steps.length / 2); size >= 1 && runCount < mostRuns; ) {
      const before = best.steps.length;
      // From the end: what came after the fault is not needed for it.
      for (let end = best.steps.length; end > 0; end -= size) {
        const left = best.steps.filter((_step, index) => index < end - size || index >= end);
        const tried = keepSteps(best, new Set(left.map(({ place }) => place)));
        if (await stillFails(tried)) best = tried;
      }
      if (size === 1 && best.steps.length === before) break;
      size = Math.max(1, Math.floor(size / 2));
    }
  }
  return {
    seed: plan.seed,
    fate: plan.fate,
    problems: await problemsOf(best, print),
    places: best.steps.map(({ place }) => place),
    isWithoutHub: plan.hasHub && !best.hasHub,
    runCount,
  };
}

/** What went wrong, without ids, numbers and what exactly differs. */
function kindOf(problem: string): string {
  return (problem.split('\n')[0] ?? '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, '#');
}
