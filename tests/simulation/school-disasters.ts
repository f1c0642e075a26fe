/** What happens to whole machines: disks lost, copied and put back, clocks years wrong, long absences. */
import type { BackupRow } from '../../shared/database/backup-format.ts';
import { backUpRows } from '../../shared/database/backup-rows.ts';
import { restoreRows } from '../../shared/database/restore-rows.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { createHttpTransport } from '../../shared/sync/http-transport.ts';
import { createLinkTokens } from '../../shared/sync/link-tokens.ts';
import { migrations } from '../sql/test-databases.ts';
import { copyDisk, writeDisk } from './copy-database.ts';
import { eraseStudent, exchange, joinAll, startAnew, study } from './school-steps.ts';
import type { Player, Profile, School } from './simulated-school.ts';

export interface ServerBackup {
  readonly rows: readonly BackupRow[];
  readonly counts: Readonly<Record<string, number>>;
}

/** Null where somebody cannot join: who joined after the backup is unknown to the restored server, which is no matter of sync. */
export async function backUpServer(school: School): Promise<ServerBackup | null> {
  if (!(await joinAll(school, school.players))) return null;
  school.trace('server: is backed up');
  const rows: BackupRow[] = [];
  const counts = await backUpRows(school.serverSession, {
    head: async () => undefined,
    rows: async (some) => void rows.push(...some),
  });
  return { rows, counts };
}

/** The server's disk is lost, and an older backup put in its place. */
export async function restoreServer(school: School, { rows, counts }: ServerBackup): Promise<void> {
  school.trace('server: is restored');
  const source = {
    counts,
    rows: (async function* () {
      yield* rows;
    })(),
  };
  await school.machines.on(school.serverMachine, () => restoreRows(school.serverSession, source, migrations));
  await school.renewCode();
  await school.tellHub();
}

/**
 * A second machine from the disk of a first one: the same rows, the same identity, the same tokens. Of a profile that
 * joined no class each would have its own rows under one id, and the two no way to tell: so all have joined.
 */
export async function cloneDisk(school: School, original: Player): Promise<void> {
  if (!(await joinAll(school, [original]))) return;
  school.trace(`${original.name}: its disk is cloned`);
  const store = school.store((school.plan.hasHub ? 2 : 1) + Math.max(...school.plan.devices) + 1);
  await writeDisk(store.session, await copyDisk(original.device.store.session));
  const clone = await school.addPlayer({
    name: `clone of ${original.name}`,
    place: null,
    store,
    usesHub: original.usesHub,
    profiles: original.profiles.map((own) => ({ ...own })),
  });
  for (const [name, text] of await secretsOf(original)) await clone.device.secrets.write(name, text);
  await startAnew(school, clone);
}

async function secretsOf({ device, profiles }: Player): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { link } of profiles) {
    const text = link === null ? null : await device.secrets.read(`tokens:${link.id}`);
    if (link !== null && text !== null) found.set(`tokens:${link.id}`, text);
  }
  return found;
}

/** Disks are copied while nothing runs: the copy and what goes on here both begin with a greeting. */
export async function copyDiskOf(school: School, player: Player): Promise<void> {
  school.trace(`${player.name}: its disk is copied`);
  player.copy = {
    disk: await copyDisk(player.device.store.session),
    profiles: player.profiles.map((own) => ({ ...own })),
    secrets: await secretsOf(player),
  };
  player.journal = [];
  await startAnew(school, player);
}

/** The disk is lost and its copy put back: what nobody else has is gone, what the server has comes again. */
export async function restoreDisk(school: School, player: Player): Promise<void> {
  const { copy, device } = player;
  if (copy === null) return;
  school.trace(`${player.name}: the copy of its disk is put back`);
  await device.process.client.stop();
  await writeDisk(device.store.session, copy.disk);
  for (const [name, text] of copy.secrets) await device.secrets.write(name, text);
  const before = player.profiles;
  player.profiles = copy.profiles.map((own) => ({ ...own }));
  for (const [place, profile] of player.profiles.entries()) await doubtLostRows(school, player, before[place], profile);
  await startAnew(school, player);
}

async function doubtLostRows(school: School, player: Player, before: Profile | undefined, now: Profile): Promise<void> {
  const { ledger } = school;
  if (before === undefined) return;
  now.memberName = before.memberName;
  const [key, later] = [school.keyOf(player, now), school.keyOf(player, before)];
  const here = await factIds(player.device.store.session);
  // It joined after the copy: what the copy holds is of the profile again, what was sent is of the student.
  if (key !== later)
    ledger.note(
      key,
      ledger.acknowledged(later).filter(({ id }) => here.has(id)),
      true,
    );
  const others = school.players.filter(
    (other) => other !== player && other.profiles.some(({ studentId }) => studentId === before.studentId),
  );
  const sessions: SqlSession[] =
    before.link === null ? [] : [school.serverSession, ...others.map(({ device }) => device.store.session)];
  if (school.hub !== null && before.link !== null) sessions.push(school.hub.device.store.session);
  const found = new Set<string>(key === later ? here : []);
  let isErasureKnown = await school.isErased(player.device, before.studentId);
  for (const session of sessions) {
    for (const id of await factIds(session)) found.add(id);
    const { rows } = await session.query('SELECT FROM student_tombstones WHERE student_id = $1', [before.studentId]);
    isErasureKnown ||= rows.length > 0;
  }
  ledger.doubt(later, new Set(ledger.acknowledged(later).flatMap(({ id }) => (found.has(id) ? [] : [id]))));
  // An erasure that only the lost disk knew of is lost with it.
  if (!isErasureKnown) ledger.erased.delete(before.studentId);
}

async function factIds(session: SqlSession): Promise<ReadonlySet<string>> {
  const { rows } = await session.query<{ id: string }>(
    `SELECT id FROM test_records UNION ALL SELECT id FROM test_answers UNION ALL SELECT id FROM student_mistakes
     UNION ALL SELECT id FROM mistake_reasons UNION ALL SELECT id FROM review_log`,
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * A power cut takes what was committed since the last synced copy, also what was exchanged, but nothing that was
 * acknowledged: as the host does, the database of the copy takes a new identity and the journal is written into it.
 */
export async function cutPower(school: School, player: Player): Promise<void> {
  const { copy, device } = player;
  if (copy === null) return;
  school.trace(`${player.name}: the power is cut, ${player.journal.length} entries of the journal are written again`);
  await device.process.client.stop();
  await writeDisk(device.store.session, copy.disk);
  for (const { statements, atMs } of player.journal) {
    const there = { ...device.machine, clockOffsetMs: atMs - school.machines.trueMs };
    await school.machines.on(there, () =>
      device.store.database.transaction(async (queries) => {
        for (const { text, values } of statements) await queries.query(text, values);
      }),
    );
  }
  await school.machines.on(device.machine, () => device.store.session.query('SELECT renew_sync_identity(true)'));
  await startAnew(school, player);
}

/** No fact holds that a profile joined or was erased: the host copies the database then. */
export async function renewCopy(player: Player): Promise<void> {
  player.copy = {
    disk: await copyDisk(player.device.store.session),
    profiles: player.profiles,
    secrets: new Map(),
  };
  player.journal = [];
}

/** As the host does: what waits goes first, then the class is told. */
export async function leaveClass(school: School, player: Player): Promise<void> {
  const { device, name } = player;
  const profile = player.profiles.find(({ link }) => link !== null);
  const link = profile?.link ?? null;
  if (profile === undefined || link === null || school.ledger.erased.has(profile.studentId)) return;
  const isShared = school.players.some(
    (other) => other !== player && other.profiles.some(({ studentId }) => studentId === profile.studentId),
  );
  if (isShared) return;
  await exchange(school, player, 0);
  const http = device.http(link.serverUrl);
  const tokens = createLinkTokens(
    {
      http,
      secrets: device.secrets,
      localNowMs: () => school.machines.nowOf(device.machine),
      makeKey: () => school.random.uuid(),
    },
    link.id,
    link,
  );
  school.trace(`${name}: leaves the class`);
  const answered = await school.machines.on(device.machine, () =>
    createHttpTransport(http, link, tokens).call('leave_class', {
      p_class_id: link.classId,
      p_student_id: link.studentId,
    }),
  );
  // Whose sign-in has ended leaves only here; the name stays theirs.
  if (!answered.ok && device.process.client.stateOf(link.id).name !== 'signed_out')
    school.problems.push(`${name}: leaving failed: ${answered.error.code}`);
  await device.store.session.query('UPDATE sync_links SET left_at = now() WHERE id = $1', [link.id]);
  await tokens.forget();
  Object.assign(profile, { link: null, hasLeft: true });
  school.ledger.give(profile.studentId, school.keyOf(player, profile), false);
  await device.process.client.reload();
}

export async function joinAgain(school: School, player: Player): Promise<void> {
  const profile = player.profiles.find(({ hasLeft }) => hasLeft);
  if (profile !== undefined) await school.enterClass(player, profile, profile.memberName);
}

/** Access tokens last for a quarter of an hour: some of these requests come after it. */
export async function outliveToken(school: School, player: Player): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await study(school, player, false);
  await exchange(school, player, 0.05, async () => {
    if (school.random.chance(0.4)) school.machines.pass(16 * 60_000);
  });
}

/** Refresh tokens last for sixty days. */
export async function stayAway(school: School): Promise<void> {
  school.trace('two months pass');
  school.machines.pass(61 * 24 * 3_600_000);
  await school.renewCode();
}

export async function eraseMidExchange(school: School, player: Player): Promise<void> {
  const profile = player.profiles.find(({ link }) => link !== null);
  if (profile === undefined) return;
  for (let turn = 0; turn < 2; turn += 1) await study(school, player, false);
  let left = school.random.between(0, 3);
  await exchange(school, player, 0.05, async () => {
    left -= 1;
    if (left === -1) await eraseStudent(school, player, profile, school.random.chance(0.5));
  });
}
