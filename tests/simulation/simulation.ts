/**
 * One run of a plan: students work, devices join, meet and part over links that lose, double, delay and cut, while
 * processes are killed between any two statements. At its end all of them exchange what they have, and
 * `compareReplicas` says what is wrong.
 */
import { compareReplicas, digestRows } from './compare-replicas.ts';
import type { DeviceStepKind, PlannedStep, RunPlan, SchoolStepKind } from './run-plan.ts';
import {
  backUpServer,
  cloneDisk,
  copyDiskOf,
  cutPower,
  eraseMidExchange,
  joinAgain,
  leaveClass,
  outliveToken,
  renewCopy,
  restoreDisk,
  restoreServer,
  type ServerBackup,
  stayAway,
} from './school-disasters.ts';
import {
  changeClock,
  compact,
  deliverLate,
  erase,
  exchange,
  exchangeHub,
  exchangeUntilKilled,
  join,
  signInAnew,
  startAnew,
  study,
  teach,
} from './school-steps.ts';
import { type Player, School, type SimulationGround } from './simulated-school.ts';

export interface SimulationReport {
  readonly seed: number;
  readonly replicaCount: number;
  readonly hasHub: boolean;
  readonly fate: string;
  readonly stepCount: number;
  readonly madeCount: number;
  readonly requestCount: number;
  readonly faultCounts: Readonly<Record<string, number>>;
  readonly killCount: number;
  /** Of the rows that the server ends with. */
  readonly digest: string;
  /** Empty when all is well. */
  readonly problems: readonly string[];
}

/** `print` is told of each step. */
export async function runSimulation(
  ground: SimulationGround,
  plan: RunPlan,
  print?: (line: string) => void,
): Promise<SimulationReport> {
  const school = new School(ground, plan, print);
  let digest = '';
  try {
    await school.setUp();
    const run = { school, backup: null };
    for (const step of plan.steps) {
      school.random.turnTo(`step ${step.place}`);
      school.machines.pass(school.random.between(1, 90_000));
      school.trace(`${step.place}. ${step.kind}${step.device === null ? '' : `, device ${step.device}`}`);
      school.depth += 1;
      await take(run, step);
      school.depth -= 1;
    }
    await settle(school);
    digest = await digestRows(school.serverSession);
    school.problems.push(...(await compareReplicas(school)));
  } finally {
    for (const { device } of school.players) await device.process.client.stop();
    await school.hub?.device.process.client.stop();
    school.machines.end();
  }
  const { madeCount, requestCount, faultCounts, killCount, problems } = school;
  return {
    seed: plan.seed,
    replicaCount: plan.devices.length + (plan.hasHub ? 2 : 1),
    hasHub: plan.hasHub,
    fate: plan.fate,
    stepCount: plan.steps.length,
    madeCount,
    requestCount,
    faultCounts,
    killCount,
    digest,
    problems,
  };
}

interface Run {
  readonly school: School;
  backup: ServerBackup | null;
}

async function take(run: Run, step: PlannedStep): Promise<void> {
  const { school } = run;
  if (step.device === null) return takeSchoolStep(run, step.kind);
  const player = school.players.find(({ place }) => place === step.device);
  if (player === undefined) throw new Error(`there is no device ${step.device}`);
  const before = unjournaled(school, player);
  await takeDeviceStep(school, player, step.kind);
  if (school.plan.fate === 'power cut' && player.copy !== null && before !== unjournaled(school, player)) {
    await renewCopy(player);
  }
}

/** What no journal holds of a device: who its students are, and who was erased. */
function unjournaled({ ledger }: School, { profiles }: Player): string {
  return profiles.map(({ studentId, link }) => [studentId, link?.id, ledger.erased.has(studentId)].join()).join();
}

async function takeSchoolStep(run: Run, kind: SchoolStepKind): Promise<void> {
  const { school } = run;
  switch (kind) {
    case 'exchange hub':
      return exchangeHub(school);
    case 'compact':
      return compact(school);
    case 'teach':
      return teach(school);
    case 'deliver late':
      return deliverLate(school);
    case 'back up server':
      run.backup = await backUpServer(school);
      return;
    case 'restore server':
      if (run.backup !== null) await restoreServer(school, run.backup);
  }
}

async function takeDeviceStep(school: School, player: Player, kind: DeviceStepKind): Promise<void> {
  switch (kind) {
    case 'study':
      return study(school, player);
    case 'join':
      return join(school, player);
    case 'exchange':
      return exchange(school, player, 0.25);
    case 'exchange until killed':
      return exchangeUntilKilled(school, player);
    case 'start anew':
      return startAnew(school, player);
    case 'change clock':
      return changeClock(school, player, school.randomOffset());
    case 'set clock ten years off':
      return changeClock(school, player, school.random.pick([-1, 1]) * 10 * 365.25 * 24 * 3_600_000);
    case 'erase':
      return erase(school, player);
    case 'erase mid-exchange':
      return eraseMidExchange(school, player);
    case 'copy disk':
      return copyDiskOf(school, player);
    case 'restore disk':
      return restoreDisk(school, player);
    case 'power cut':
      return cutPower(school, player);
    case 'clone disk':
      return cloneDisk(school, player);
    case 'leave class':
      return leaveClass(school, player);
    case 'join again':
      return joinAgain(school, player);
    case 'token expires mid-push':
      return outliveToken(school, player);
    case 'stay away for two months':
      return stayAway(school);
  }
}

/** Everybody exchanges everything over links without faults. */
async function settle(school: School): Promise<void> {
  const { plan, players, machines, problems } = school;
  school.random.turnTo('end');
  school.trace('the end');
  await deliverLate(school);
  // Machines are switched on again at the latest on the next day.
  if (plan.hasDisasters) for (const player of players) await startAnew(school, player);
  let before = '';
  for (let round = 0; round < (plan.hasDisasters ? 6 : 4); round += 1) {
    school.trace(`settling, round ${round}`);
    if (round > 0) await signInAnew(school);
    for (const player of players) {
      machines.pass(1000);
      await exchange(school, player, 0);
    }
    await school.settleHub();
    // All have spoken with all, and nobody logged anything: another round would be the same once more.
    const after = await lastEntries(school);
    if (after === before && isQuiet(school)) break;
    before = after;
  }
  for (const { device, name, profiles } of players) {
    for (const { studentId, link } of profiles) {
      if (link === null || school.ledger.erased.has(studentId)) continue;
      const state = device.process.client.stateOf(link.id);
      if (state.name !== 'idle') problems.push(`${name}: ends as ${state.name}, ${JSON.stringify(state.failure)}`);
    }
  }
}

/** How far each log has come. */
async function lastEntries({ serverSession, hub, players }: School): Promise<string> {
  const sessions = [serverSession, ...players.map(({ device }) => device.store.session)];
  if (hub !== null) sessions.push(hub.device.store.session);
  const sums: string[] = [];
  for (const session of sessions) {
    const { rows } = await session.query<{ sum: string }>(
      'SELECT coalesce(sum(seq), 0)::text AS sum FROM sync_counters',
    );
    sums.push(rows[0]?.sum ?? '');
  }
  return sums.join();
}

function isQuiet({ hub, players }: School): boolean {
  const devices = [...players.map(({ device }) => device), ...(hub === null ? [] : [hub.device])];
  return devices.every(({ process: { client } }) =>
    client.list().every(({ id }) => client.stateOf(id).name === 'idle'),
  );
}
