/**
 * What happens in a run, drawn from its seed before it begins: a list of steps, each with chance of its own. So a step
 * can be left out without changing the others, which is what makes a failing run small enough to read.
 */
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

/** Steps of a device; the others are of the school. */
const deviceStepKinds = [
  'study',
  'join',
  'exchange',
  'exchange until killed',
  'start anew',
  'change clock',
  'erase',
  // Disasters.
  'set clock ten years off',
  'copy disk',
  'restore disk',
  'power cut',
  'clone disk',
  'leave class',
  'join again',
  'token expires mid-push',
  'stay away for two months',
  'erase mid-exchange',
] as const;
const schoolStepKinds = [
  'exchange hub',
  'compact',
  'teach',
  'deliver late',
  'back up server',
  'restore server',
] as const;

export type DeviceStepKind = (typeof deviceStepKinds)[number];
export type SchoolStepKind = (typeof schoolStepKinds)[number];

export type PlannedStep =
  | { readonly place: number; readonly kind: DeviceStepKind; readonly device: number }
  | { readonly place: number; readonly kind: SchoolStepKind; readonly device: null };

/** What becomes of whole machines in a run, besides failing links and killed processes; each excludes the others. */
const fates = ['nothing', 'server restored', 'disk cloned', 'disk restored', 'power cut', 'class left'] as const;
type Fate = (typeof fates)[number];

export interface RunPlan {
  readonly seed: number;
  readonly stepCount: number;
  readonly hasDisasters: boolean;
  readonly hasHub: boolean;
  /** Which devices there are: all of the seed, or those that a shortened run needs. */
  readonly devices: readonly number[];
  readonly nameCount: number;
  readonly fate: Fate;
  readonly steps: readonly PlannedStep[];
}

/** A server, perhaps a hub, and devices: five databases at the most. */
const mostReplicas = 5;

export function planRun(seed: number, stepCount: number, hasDisasters: boolean): RunPlan {
  const random = createSeededRandom(seed, 'plan');
  const replicaCount = random.between(2, mostReplicas);
  const hasHub = replicaCount >= 3 && random.chance(0.6);
  const fate = hasDisasters ? random.pick(fates) : 'nothing';
  // The clone of a disk needs a database of its own.
  const deviceCount = Math.max(
    1,
    replicaCount - (hasHub ? 2 : 1) - (fate === 'disk cloned' && replicaCount === mostReplicas ? 1 : 0),
  );
  const drawn = Array.from({ length: stepCount }, () => drawStep(random, deviceCount));
  for (const [at, step] of disastersOf(random, fate, stepCount, deviceCount, hasDisasters)) drawn.splice(at, 0, step);
  return {
    seed,
    stepCount,
    hasDisasters,
    hasHub,
    devices: Array.from({ length: deviceCount }, (_, place) => place),
    nameCount: random.between(1, 3),
    fate,
    steps: drawn.map((step, place) => ({ ...step, place })),
  };
}

type DrawnStep =
  | { readonly kind: DeviceStepKind; readonly device: number }
  | { readonly kind: SchoolStepKind; readonly device: null };

function drawStep(random: SeededRandom, deviceCount: number): DrawnStep {
  const device = random.between(0, deviceCount - 1);
  const turn = random.between(0, 99);
  if (turn < 52) return { kind: 'study', device };
  if (turn < 58) return { kind: 'join', device };
  if (turn < 78) return { kind: 'exchange', device };
  if (turn < 82) return { kind: 'exchange hub', device: null };
  if (turn < 87) return { kind: 'exchange until killed', device };
  if (turn < 89) return { kind: 'start anew', device };
  if (turn < 91) return { kind: 'compact', device: null };
  if (turn < 93) return { kind: 'change clock', device };
  if (turn < 96) return { kind: 'teach', device: null };
  if (turn < 97) return { kind: 'erase', device };
  return { kind: 'deliver late', device: null };
}

/** Where in the run, and what; from the last to the first, so that each place still counts when it is put in. */
function disastersOf(
  random: SeededRandom,
  fate: Fate,
  stepCount: number,
  deviceCount: number,
  hasDisasters: boolean,
): readonly (readonly [number, DrawnStep])[] {
  if (!hasDisasters) return [];
  const found: [number, DrawnStep][] = [];
  const device = random.between(0, deviceCount - 1);
  const first = random.between(Math.floor(stepCount * 0.2), Math.floor(stepCount * 0.6));
  const second = random.between(first + 1, Math.floor(stepCount * 0.9));
  if (fate === 'server restored')
    found.push([first, { kind: 'back up server', device: null }], [second, { kind: 'restore server', device: null }]);
  if (fate === 'disk cloned') found.push([first, { kind: 'clone disk', device }]);
  if (fate === 'disk restored' || fate === 'power cut')
    found.push(
      [first, { kind: 'copy disk', device }],
      [
        // What a power cut takes is what was written since the last synced copy.
        fate === 'power cut' ? Math.min(second, first + random.between(1, 12)) : second,
        { kind: fate === 'power cut' ? 'power cut' : 'restore disk', device },
      ],
    );
  if (fate === 'class left')
    found.push([first, { kind: 'leave class', device }], [second, { kind: 'join again', device }]);
  for (const [kind, likelihood] of [
    ['set clock ten years off', 0.6],
    ['token expires mid-push', 0.6],
    ['erase mid-exchange', 0.2],
    ['stay away for two months', 0.15],
  ] as const) {
    if (random.chance(likelihood))
      found.push([random.between(0, stepCount), { kind, device: random.between(0, deviceCount - 1) }]);
  }
  return found.sort(([one], [other]) => other - one);
}

/** The plan with some of its steps only, and only with the devices that these need. */
export function keepSteps(plan: RunPlan, places: ReadonlySet<number>, hasHub = plan.hasHub): RunPlan {
  const steps = plan.steps.filter(({ place }) => places.has(place));
  const devices = plan.devices.filter((device) => steps.some((step) => step.device === device));
  return { ...plan, steps, hasHub, devices: devices.length === 0 ? plan.devices.slice(0, 1) : devices };
}
