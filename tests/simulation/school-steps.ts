/** What happens on ordinary days: students work, devices exchange, programs are killed, teachers teach. */
import type { SqlQueries } from '../../shared/database/study-database.ts';
import { Killed } from './mortal-database.ts';
import type { SimulatedDevice } from './simulated-device.ts';
import type { JournalEntry, Player, Profile, School } from './simulated-school.ts';
import { type MadeRow, studySteps } from './study-steps.ts';

export async function study(school: School, player: Player, isKilled = school.random.chance(0.04)): Promise<void> {
  const { random, machines, ledger } = school;
  const { device, name } = player;
  const profile = random.pick(player.profiles);
  if (await school.isErased(device, profile.studentId)) return;
  const step = random.pick(studySteps);
  const made: MadeRow[] = [];
  const { process } = device;
  const statements: { text: string; values: readonly unknown[] }[] = [];
  if (isKilled) process.life.pointsLeft = random.between(0, 6);
  const entry: JournalEntry = { atMs: machines.nowOf(device.machine), statements };
  let isAcknowledged = true;
  try {
    await machines.on(device.machine, () =>
      process.database.transaction((queries) =>
        step({
          queries: recorded(queries, statements),
          studentId: profile.studentId,
          random,
          atMs: process.clock.nowMs(),
          note: (row) => made.push(row),
        }),
      ),
    );
    process.life.pointsLeft = null;
    player.journal.push(entry);
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    isAcknowledged = false;
  }
  school.trace(`${name}: studies, ${tally(made)}${process.life.isOver ? ', killed' : ''}`);
  ledger.note(school.keyOf(player, profile), made, isAcknowledged);
  school.madeCount += made.length;
  if (process.life.isOver) await startAnew(school, player);
}

function recorded(queries: SqlQueries, statements: { text: string; values: readonly unknown[] }[]): SqlQueries {
  return {
    query(text, values = []) {
      if (!text.startsWith('SELECT')) statements.push({ text, values });
      return queries.query(text, values);
    },
  };
}

function tally(made: readonly MadeRow[]): string {
  const counts = new Map<string, number>();
  for (const { table } of made) counts.set(table, (counts.get(table) ?? 0) + 1);
  return counts.size === 0 ? 'edits' : [...counts].map(([table, count]) => `${count} ${table}`).join(', ');
}

export async function startAnew(school: School, { device, name }: Player): Promise<void> {
  school.killCount += 1;
  school.trace(`${name}: starts anew`);
  school.noteBugs(device, name);
  await device.restart();
  await school.machines.on(device.machine, async () => {
    await device.process.client.reload();
    await device.process.client.syncNow();
  });
  school.noteBugs(device, name);
}

/** Joins the class with the first profile that has not, under a name of the roster. */
export async function join(school: School, player: Player): Promise<void> {
  const profile = player.profiles.find(({ link, hasLeft }) => link === null && !hasLeft);
  if (profile === undefined || (await school.isErased(player.device, profile.studentId))) return;
  // A student knows their own name, also where the disk has forgotten it.
  const names = profile.memberName === '' ? await school.freeNames(player) : [profile.memberName];
  if (names.length > 0) await school.enterClass(player, profile, school.random.pick(names));
}

/** Everybody joins who has not; false where a device has more profiles than there are names. */
export async function joinAll(school: School, players: readonly Player[]): Promise<boolean> {
  for (const player of players) for (const _ of player.profiles) await join(school, player);
  return players.every(({ profiles }) => profiles.every(({ link }) => link !== null));
}

export async function exchange(
  school: School,
  { device, link, name }: Player,
  faultRate: number,
  meanwhile: () => Promise<void> = somebodyStudies(school),
): Promise<void> {
  link.faultRate = faultRate;
  if (faultRate > 0) link.meanwhile = meanwhile;
  school.trace(`${name}: exchanges`);
  school.depth += 1;
  await school.machines.on(device.machine, () => device.process.client.syncNow());
  school.depth -= 1;
  link.faultRate = 0;
  link.meanwhile = async () => {};
  school.noteBugs(device, name);
}

/** Between a request and its delivery somebody else does something, now and then. */
function somebodyStudies(school: School): () => Promise<void> {
  return async () => {
    if (!school.random.chance(0.1)) return;
    const other = school.random.pick(school.players);
    const { life } = other.device.process;
    // Whose process is being killed within its own exchange starts anew after it.
    if (!life.isOver && life.pointsLeft === null) await study(school, other, false);
  };
}

export async function exchangeUntilKilled(school: School, player: Player): Promise<void> {
  player.device.process.life.pointsLeft = school.random.between(0, 40);
  await exchange(school, player, 0.1);
  player.device.process.life.pointsLeft = null;
  if (player.device.process.life.isOver) await startAnew(school, player);
}

export async function exchangeHub(school: School): Promise<void> {
  const { hub, random, machines } = school;
  if (hub === null) return;
  const { device, link } = hub;
  link.faultRate = 0.2;
  link.meanwhile = somebodyStudies(school);
  school.trace('hub: exchanges');
  school.depth += 1;
  if (random.chance(0.2)) device.process.life.pointsLeft = random.between(0, 30);
  await machines.on(device.machine, () => device.process.client.syncNow());
  school.depth -= 1;
  device.process.life.pointsLeft = null;
  link.faultRate = 0;
  link.meanwhile = async () => {};
  school.noteBugs(device, 'hub');
  if (!device.process.life.isOver) return;
  school.killCount += 1;
  await device.restart();
  await school.settleHub();
}

export async function compact(school: School): Promise<void> {
  const { random, hub, players } = school;
  const stores = [
    school.store(0),
    ...(hub === null ? [] : [hub.device.store]),
    ...players.map(({ device }) => device.store),
  ];
  const { session } = random.pick(stores);
  const { rows } = await session.query<{ scope: string }>('SELECT scope FROM sync_counters ORDER BY scope');
  if (rows.length === 0) return;
  const { scope } = random.pick(rows);
  school.trace(`the log of ${scope} is compacted`);
  await session.query('SELECT compact_sync_log($1)', [scope]);
}

export function changeClock(school: School, { device, name }: Player, offsetMs: number): void {
  device.machine.clockOffsetMs = offsetMs;
  school.trace(`${name}: clock is off by ${offsetMs} ms`);
}

/** A teacher sets a preset or sends a note; an operator edits a preset for everyone. */
export async function teach(school: School): Promise<void> {
  const { random, machines, serverSession } = school;
  const { rows } = await serverSession.query<{ student_id: string }>(
    'SELECT student_id FROM class_members WHERE student_id IS NOT NULL AND left_at IS NULL ORDER BY student_id',
  );
  // What flows down only is not brought back by those whom it reached.
  const turn = random.between(0, school.plan.fate === 'server restored' ? 1 : 2);
  school.trace(`teacher: ${['preset', 'note', 'edits a preset'][turn]}`);
  const preset = random.pick(['soft', 'aggressive', 'normal']);
  if (turn === 2) {
    await machines.on(school.serverMachine, () =>
      serverSession.query(
        `UPDATE analysis_presets SET settings = settings || jsonb_build_object('rush_min_mistakes', $1::int), updated_at = now()
         WHERE preset_name = $2`,
        [random.between(2, 5), preset],
      ),
    );
    return;
  }
  if (rows.length === 0) return;
  const { student_id: studentId } = random.pick(rows);
  if (turn === 0) await school.onServer('SELECT set_student_preset($1, $2) AS value', [studentId, preset]);
  else
    await school.onServer(`SELECT send_recommendation($1, 'TR.MAT.ALG.001', 'Not', 'Tekrar et') AS value`, [studentId]);
}

/** A student's record is erased, on their device or by the school. */
export async function erase(school: School, player: Player): Promise<void> {
  const profile = school.random.pick(player.profiles);
  if (profile.link === null) return;
  await eraseStudent(school, player, profile, school.random.chance(0.5));
}

export async function eraseStudent(school: School, player: Player, profile: Profile, isHere: boolean): Promise<void> {
  const { studentId } = profile;
  const { device, name } = player;
  school.trace(`${isHere ? name : 'server'}: erases ${studentId}`);
  const machine = isHere ? device.machine : school.serverMachine;
  const session = isHere ? device.store.session : school.serverSession;
  await school.machines.on(machine, () => session.query('SELECT erase_student($1)', [studentId]));
  school.ledger.erased.add(studentId);
}

export async function deliverLate(school: School): Promise<void> {
  for (const link of school.links) if (link.lateCount > 0) await link.deliverLate();
}

/** Devices whose sign-in was lost, with the server's tokens or to the other one of two clones, join anew. */
export async function signInAnew(school: School): Promise<void> {
  for (const player of school.players) {
    for (const profile of player.profiles) {
      const { link } = profile;
      if (link === null || school.ledger.erased.has(profile.studentId)) continue;
      if (stateOf(player.device, link.id) !== 'signed_out') continue;
      school.trace(`${player.name}: signs in anew`);
      await school.enterClass(player, profile, profile.memberName);
    }
  }
}

function stateOf({ process }: SimulatedDevice, linkId: string): string {
  return process.client.stateOf(linkId).name;
}
