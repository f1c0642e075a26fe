/**
 * One run from a seed: a central server, perhaps a hub of a class, and devices whose students work, join, meet and part
 * over links that lose, double, delay and cut, while processes are killed between any two statements. At its end all of
 * them exchange what they have, and `compareReplicas` says what is wrong.
 *
 *     device --+            +--> server
 *     device --+--> hub ----+
 *     device ---------------+
 */

import type { BackupRow } from '../../shared/database/backup-format.ts';
import { backUpRows } from '../../shared/database/backup-rows.ts';
import { restoreRows } from '../../shared/database/restore-rows.ts';
import { createJoinServer } from '../../shared/sync/join-server.ts';
import { keepTokens } from '../../shared/sync/link-tokens.ts';
import { type SyncLink, writeSyncLink } from '../../shared/sync/sync-link.ts';
import { migrations } from '../sql/test-databases.ts';
import { compareReplicas, digestRows } from './compare-replicas.ts';
import { copyDatabase } from './copy-database.ts';
import { createFaultyLink, type FaultyLink, type LinkFault, linkFaults } from './faulty-link.ts';
import { Killed } from './mortal-database.ts';
import type { ReplicaStore } from './replica-store.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { type SimulatedDevice, startSimulatedDevice } from './simulated-device.ts';
import { type Machine, type SimulatedMachines, startSimulatedMachines } from './simulated-machines.ts';
import type { SimulatedServer } from './simulated-server.ts';
import { type MadeRow, studySteps } from './study-steps.ts';

/** What runs of one worker share: the first store is the central server's, the second the hub's. */
export interface SimulationGround {
  readonly stores: readonly ReplicaStore[];
  readonly servers: readonly SimulatedServer[];
}

export interface SimulationRequest {
  readonly seed: number;
  readonly stepCount: number;
  /** In two of three runs a server is restored from an older backup, or a disk is cloned. */
  readonly hasDisasters: boolean;
  /** Prints each step. */
  readonly trace?: (line: string) => void;
}

export interface SimulationReport {
  readonly seed: number;
  readonly replicaCount: number;
  readonly hasHub: boolean;
  readonly fate: string;
  readonly madeCount: number;
  readonly requestCount: number;
  readonly faultCounts: Readonly<Record<string, number>>;
  readonly killCount: number;
  /** Of the rows that the server ends with. */
  readonly digest: string;
  /** Empty when all is well. */
  readonly problems: readonly string[];
}

/** Rows by student: those whose making was acknowledged, and those whose maker was killed at that moment. */
export interface Ledger {
  readonly acknowledged: Map<string, MadeRow[]>;
  readonly possible: Map<string, MadeRow[]>;
  /** Old id of a student who joined -> new id. */
  readonly aliases: Map<string, string>;
  readonly erased: Set<string>;
}

interface Profile {
  studentId: string;
  link: SyncLink | null;
  /** Which name of the roster it took. */
  memberPlace: number;
}

interface ServerBackup {
  readonly rows: readonly BackupRow[];
  readonly counts: Readonly<Record<string, number>>;
}

interface DevicePlayer {
  readonly name: string;
  device: SimulatedDevice;
  readonly link: FaultyLink;
  readonly usesHub: boolean;
  readonly profiles: Profile[];
}

const serverUrl = 'https://school.test';
const hubUrl = 'https://hub.test';

export async function runSimulation(ground: SimulationGround, request: SimulationRequest): Promise<SimulationReport> {
  const run = new Simulation(ground, request);
  return run.run();
}

class Simulation {
  readonly #request: SimulationRequest;
  readonly #ground: SimulationGround;
  readonly #random: SeededRandom;
  readonly #machines: SimulatedMachines;
  readonly #serverMachine: Machine = { name: 'server', clockOffsetMs: 0 };
  readonly #hubMachine: Machine = { name: 'hub', clockOffsetMs: 0 };
  readonly #replicaCount: number;
  readonly #hasHub: boolean;
  readonly #deviceCount: number;
  readonly #players: DevicePlayer[] = [];
  readonly #links: FaultyLink[] = [];
  readonly #ledger: Ledger = { acknowledged: new Map(), possible: new Map(), aliases: new Map(), erased: new Set() };
  readonly #faultCounts: Record<string, number> = {};
  readonly #problems: string[] = [];
  /** What happens to whole machines in this run, besides. */
  readonly #fate: 'nothing' | 'server restored' | 'disk cloned';
  #isFulfilled = false;
  #hub: { readonly device: SimulatedDevice; readonly link: FaultyLink } | null = null;
  #classId = '';
  #code = '';
  #members: { id: string; display_name: string }[] = [];
  #requestCount = 0;
  #killCount = 0;
  #madeCount = 0;
  #backup: ServerBackup | null = null;
  #depth = 0;
  #digest = '';

  constructor(ground: SimulationGround, request: SimulationRequest) {
    this.#ground = ground;
    this.#request = request;
    this.#random = createSeededRandom(request.seed, 'steps');
    this.#replicaCount = this.#random.between(2, ground.stores.length);
    this.#hasHub = this.#replicaCount >= 3 && this.#random.chance(0.6);
    this.#deviceCount = this.#replicaCount - (this.#hasHub ? 2 : 1);
    const fate = this.#random.pick(['nothing', 'server restored', 'disk cloned'] as const);
    this.#fate = request.hasDisasters ? fate : 'nothing';
    this.#machines = startSimulatedMachines(createSeededRandom(request.seed, 'databases'));
  }

  async run(): Promise<SimulationReport> {
    try {
      await this.#setUp();
      for (let step = 0; step < this.#request.stepCount; step += 1) {
        this.#machines.pass(this.#random.between(1, 90_000));
        await this.#step();
        if (this.#random.chance(3 / this.#request.stepCount)) await this.#fulfil();
      }
      await this.#settle();
      this.#digest = await digestRows(this.#store(0).session);
      this.#problems.push(
        ...(await compareReplicas({
          server: this.#store(0).session,
          hub: this.#hub?.device.store.session ?? null,
          devices: this.#players.map(({ name, device, profiles }) => ({
            name,
            session: device.store.session,
            students: profiles.map(({ studentId, link }) => ({
              studentId,
              isJoined: link !== null,
              // Whose sign-in ended with the erasure hears no more of it.
              isCutOff:
                this.#ledger.erased.has(studentId) &&
                link !== null &&
                device.process.client.stateOf(link.id).name === 'signed_out',
            })),
          })),
          ledger: this.#ledger,
        })),
      );
    } finally {
      for (const { device } of this.#players) await device.process.client.stop();
      await this.#hub?.device.process.client.stop();
      this.#machines.end();
    }
    return {
      seed: this.#request.seed,
      replicaCount: this.#replicaCount,
      hasHub: this.#hasHub,
      fate: this.#fate,
      madeCount: this.#madeCount,
      requestCount: this.#requestCount,
      faultCounts: this.#faultCounts,
      killCount: this.#killCount,
      digest: this.#digest,
      problems: this.#problems,
    };
  }

  #store(place: number): ReplicaStore {
    const store = this.#ground.stores[place];
    if (store === undefined) throw new Error('there are too few databases');
    return store;
  }

  #serverAt(place: number): SimulatedServer {
    const server = this.#ground.servers[place];
    if (server === undefined) throw new Error('there are too few servers');
    return server;
  }

  #trace(text: string): void {
    this.#request.trace?.(`${'  '.repeat(this.#depth)}${text}`);
  }

  // Setting up ---------------------------------------------------------------------------------------------------------

  async #setUp(): Promise<void> {
    const used = this.#ground.stores.slice(0, this.#replicaCount);
    for (const store of used) await store.reset();
    await this.#machines.forgetEarlierChance(used.flatMap(({ pglite }) => (pglite === null ? [] : [pglite])));
    for (const { mortal } of this.#ground.servers) mortal.revive();
    await this.#store(0).session.query('SELECT sync_identity()');
    const names = Array.from({ length: this.#random.between(1, 3) }, (_, place) => `Student ${place}`);
    this.#classId = await this.#onServer<{ class_id: string }>('SELECT create_class($1, NULL, $2::text[]) AS value', [
      '9-A',
      names,
    ]).then(({ class_id }) => class_id);
    await this.#renewCode();
    const { rows } = await this.#store(0).session.query<{ id: string; display_name: string }>(
      'SELECT id, display_name FROM class_members ORDER BY display_name',
    );
    this.#members = [...rows];
    if (this.#hasHub) await this.#startHub();
    for (let place = 0; place < this.#deviceCount; place += 1) await this.#startDevice(place);
    this.#trace(`${this.#deviceCount} devices${this.#hasHub ? ' and a hub' : ''}, ${names.length} names`);
  }

  async #onServer<T>(text: string, values: readonly unknown[]): Promise<T> {
    return this.#machines.on(this.#serverMachine, async () => {
      const { rows } = await this.#store(0).session.query<{ value: T }>(text, values);
      const [row] = rows;
      if (row === undefined) throw new Error('the server gave no row');
      return row.value;
    });
  }

  async #renewCode(): Promise<void> {
    const made = await this.#onServer<{ code: string }>('SELECT create_join_code($1, 10080, 1000) AS value', [
      this.#classId,
    ]);
    this.#code = made.code;
  }

  #faultyLink(server: SimulatedServer, machine: Machine): FaultyLink {
    const faults = linkFaults.filter(() => this.#random.chance(0.6));
    const link = createFaultyLink({
      random: this.#random,
      faults: faults.length === 0 ? linkFaults : faults,
      server: server.mortal,
      wire: async (request) => {
        this.#requestCount += 1;
        this.#machines.pass(this.#random.between(1, 40));
        // A hub leaves signing in to the central server.
        const target = request.path.startsWith('/rest/') ? server : this.#serverAt(0);
        const at = target === server ? machine : this.#serverMachine;
        return this.#machines.on(at, () => target.wire(request));
      },
      onFault: (fault: LinkFault) => {
        this.#faultCounts[fault] = (this.#faultCounts[fault] ?? 0) + 1;
        this.#trace(`fault: ${fault}`);
      },
    });
    this.#links.push(link);
    return link;
  }

  async #startDevice(place: number): Promise<void> {
    const usesHub = this.#hasHub && this.#random.chance(0.6);
    const machine: Machine = { name: `device ${place}`, clockOffsetMs: this.#randomOffset() };
    const link = usesHub
      ? this.#faultyLink(this.#serverAt(1), this.#hubMachine)
      : this.#faultyLink(this.#serverAt(0), this.#serverMachine);
    const device = await startSimulatedDevice({
      machine,
      store: this.#store(this.#replicaCount - this.#deviceCount + place),
      random: this.#random,
      nowMs: () => this.#machines.nowOf(machine),
      fetchOf: () => link.fetch,
    });
    const profiles = Array.from({ length: this.#random.chance(0.25) ? 2 : 1 }, () => ({
      studentId: this.#random.uuid(),
      link: null,
      memberPlace: -1,
    }));
    this.#players.push({ name: machine.name, device, link, usesHub, profiles });
  }

  async #startHub(): Promise<void> {
    const { person_id: personId } = await this.#onServer<{ person_id: string }>(
      `SELECT create_person('hub', 'Hub') AS value`,
      [],
    );
    await this.#onServer('SELECT add_class_hub($1, $2) AS value', [this.#classId, personId]);
    const link = this.#faultyLink(this.#serverAt(0), this.#serverMachine);
    const session = this.#store(1).session;
    await session.query('SELECT sync_identity()');
    const sign = async () => {
      const signed = await this.#machines.on(this.#serverMachine, () =>
        this.#serverAt(0).context.tokens.sign({
          sub: personId,
          role: 'authenticated',
          endstp_role: 'hub',
          session_id: personId,
        }),
      );
      return { ok: true, value: signed.token } as const;
    };
    const device = await startSimulatedDevice({
      machine: this.#hubMachine,
      store: this.#store(1),
      random: this.#random,
      nowMs: () => this.#machines.nowOf(this.#hubMachine),
      fetchOf: () => link.fetch,
      hub: {
        links: {
          list: async () => {
            const { rows } = await session.query<{ student_id: string }>(
              'SELECT student_id FROM class_members WHERE student_id IS NOT NULL ORDER BY student_id',
            );
            return rows.map(({ student_id }) => ({
              id: student_id,
              studentId: student_id,
              serverUrl,
              kind: 'endstp',
              apiKey: null,
              classId: this.#classId,
              className: '9-A',
              joinedAt: '2026-01-01T00:00:00Z',
              peerId: null,
            }));
          },
          leave: async () => undefined,
        },
        tokens: { current: sign, renew: sign, leaveRefreshingToOthers: async () => {}, forget: async () => {} },
      },
    });
    this.#hub = { device, link };
  }

  #randomOffset(): number {
    const years = 365 * 24 * 3_600_000;
    const { chance, between } = this.#random;
    if (chance(0.5)) return 0;
    if (chance(0.5)) return between(-600_000, 600_000);
    return between(-10, 10) * years;
  }

  // Steps --------------------------------------------------------------------------------------------------------------

  async #step(): Promise<void> {
    const player = this.#random.pick(this.#players);
    const turn = this.#random.between(0, 99);
    if (turn < 52) await this.#study(player);
    else if (turn < 58) await this.#join(player);
    else if (turn < 78) await this.#exchange(player, 0.25);
    else if (turn < 82) await this.#exchangeHub(0.2);
    else if (turn < 87) await this.#exchangeUntilKilled(player);
    else if (turn < 89) await this.#restart(player);
    else if (turn < 91) await this.#compact();
    else if (turn < 93) this.#changeClock(player);
    else if (turn < 96) await this.#teach();
    else if (turn < 97) await this.#erase(player);
    else await this.#deliverLate();
  }

  async #study(player: DevicePlayer, isKilled = this.#random.chance(0.04)): Promise<void> {
    const { device, name } = player;
    const profile = this.#random.pick(player.profiles);
    if (await this.#isErased(device, profile.studentId)) return;
    const step = this.#random.pick(studySteps);
    const made: MadeRow[] = [];
    const { process } = device;
    if (isKilled) process.life.pointsLeft = this.#random.between(0, 6);
    let list = this.#ledger.acknowledged;
    try {
      await this.#machines.on(device.machine, () =>
        process.database.transaction((queries) =>
          step({
            queries,
            studentId: profile.studentId,
            random: this.#random,
            atMs: process.clock.nowMs(),
            note: (row) => made.push(row),
          }),
        ),
      );
      process.life.pointsLeft = null;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      list = this.#ledger.possible;
    }
    this.#trace(`${name}: studies, ${made.length} rows${process.life.isOver ? ', killed' : ''}`);
    if (made.length > 0) list.set(profile.studentId, [...(list.get(profile.studentId) ?? []), ...made]);
    this.#madeCount += made.length;
    if (process.life.isOver) await this.#restart(player);
  }

  async #isErased(device: SimulatedDevice, studentId: string): Promise<boolean> {
    const { rows } = await device.store.session.query('SELECT FROM student_tombstones WHERE student_id = $1', [
      studentId,
    ]);
    return rows.length > 0;
  }

  async #restart({ device, name }: DevicePlayer): Promise<void> {
    this.#killCount += 1;
    this.#trace(`${name}: starts anew`);
    this.#noteBugs(device, name);
    await device.restart();
    await this.#machines.on(device.machine, () => device.process.client.reload());
    await this.#machines.on(device.machine, () => device.process.client.syncNow());
  }

  #noteBugs(device: SimulatedDevice, name: string): void {
    for (const bug of device.process.bugs.splice(0)) {
      this.#problems.push(`${name}: ${bug instanceof Error ? `${bug.message} ${bug.stack ?? ''}` : String(bug)}`);
    }
  }

  /** Joins the class with the first profile that has not, under a name of the roster. */
  async #join(player: DevicePlayer): Promise<void> {
    const profile = player.profiles.find(({ link }) => link === null);
    if (profile === undefined || (await this.#isErased(player.device, profile.studentId))) return;
    const taken = new Set(player.profiles.map(({ studentId }) => studentId));
    const member = this.#random.pick(this.#members);
    await this.#enterClass(player, profile, member, taken);
  }

  async #enterClass(
    { device, name, usesHub, link: network }: DevicePlayer,
    profile: Profile,
    member: { readonly id: string; readonly display_name: string },
    taken: ReadonlySet<string>,
  ): Promise<void> {
    const { machine } = device;
    network.faultRate = 0;
    const url = usesHub ? hubUrl : serverUrl;
    const server = createJoinServer(device.http(url), { serverUrl: url, kind: 'endstp', apiKey: null });
    const [identity] = (
      await device.store.session.query<{ replica_id: string }>('SELECT replica_id FROM sync_identity()')
    ).rows;
    await this.#machines.on(machine, async () => {
      let word = await server.join({
        code: this.#code,
        member_id: member.id,
        replica_id: identity?.replica_id ?? '',
        device_name: name,
        local_student_id: profile.studentId,
      });
      if (word.ok && word.value.status === 'waiting') {
        const { requestId, claimSecret } = word.value;
        await this.#onServer('SELECT approve_join_request($1) AS value', [requestId]);
        word = await server.askAgain({ requestId, claimSecret, className: '', tokens: null });
      }
      if (!word.ok || word.value.status !== 'joined') {
        if (word.ok || !['NAME_NOT_ON_ROSTER', 'STUDENT_ERASED'].includes(word.error.code)) {
          this.#problems.push(`${name}: joining failed: ${word.ok ? word.value.status : word.error.code}`);
        }
        return;
      }
      const { studentId, classId, className, tokens } = word.value;
      // One profile of a device for one student: the second would be the first.
      if (studentId !== profile.studentId && taken.has(studentId)) return;
      const linkId = this.#random.uuid();
      await keepTokens({ secrets: device.secrets, localNowMs: () => this.#machines.nowOf(machine) }, linkId, tokens);
      const link: SyncLink = {
        id: linkId,
        studentId,
        serverUrl: url,
        kind: 'endstp',
        apiKey: null,
        classId,
        className,
        joinedAt: new Date(this.#machines.trueMs).toISOString(),
        peerId: null,
      };
      const oldId = profile.studentId;
      await device.store.database.transaction(async (queries) => {
        if (oldId !== studentId) await queries.query('SELECT rekey_student($1, $2)', [oldId, studentId]);
        await queries.query('UPDATE sync_links SET left_at = now() WHERE student_id = $1 AND left_at IS NULL', [
          studentId,
        ]);
        await writeSyncLink(queries, link);
      });
      if (oldId !== studentId) {
        this.#ledger.aliases.set(oldId, studentId);
        for (const list of [this.#ledger.acknowledged, this.#ledger.possible]) {
          const rows = [...(list.get(studentId) ?? []), ...(list.get(oldId) ?? [])];
          list.delete(oldId);
          if (rows.length > 0) list.set(studentId, rows);
        }
      }
      profile.studentId = studentId;
      profile.link = link;
      profile.memberPlace = this.#members.findIndex(({ id }) => id === member.id);
      this.#trace(`${name}: joins as ${member.display_name}`);
      await this.#tellHub();
      await device.process.client.reload();
      await device.process.client.syncNow(studentId);
    });
    this.#noteBugs(device, name);
  }

  /** A hub is told who is in its class when somebody joins. */
  async #tellHub(): Promise<void> {
    if (this.#hub === null) return;
    const { rows } = await this.#store(0).session.query<{ rows: unknown }>(
      `SELECT jsonb_build_object('class', (SELECT jsonb_agg(to_jsonb(own) || '{"preset_name": null}') FROM classes AS own),
         'members', (SELECT jsonb_agg(to_jsonb(own)) FROM class_members AS own)) AS rows`,
    );
    const session = this.#store(1).session;
    await session.transaction(async (inner) => {
      // As the class itself would arrive, whose row may be on its way.
      await inner.exec('SET LOCAL session_replication_role = replica');
      await inner.query(
        `INSERT INTO classes SELECT row.* FROM jsonb_populate_recordset(NULL::classes, $1::jsonb -> 'class') AS row
         ON CONFLICT (id) DO NOTHING`,
        [JSON.stringify(rows[0]?.rows)],
      );
      await inner.exec('DELETE FROM class_members');
      await inner.query(
        `INSERT INTO class_members SELECT row.* FROM jsonb_populate_recordset(NULL::class_members, $1::jsonb -> 'members') AS row`,
        [JSON.stringify(rows[0]?.rows)],
      );
    });
    await this.#machines.on(this.#hubMachine, async () => {
      await this.#hub?.device.process.client.reload();
      await this.#hub?.device.process.client.syncNow();
    });
  }

  async #exchange({ device, link, name }: DevicePlayer, faultRate: number): Promise<void> {
    link.faultRate = faultRate;
    link.meanwhile = faultRate > 0 ? this.#meanwhile() : async () => {};
    this.#trace(`${name}: exchanges`);
    this.#depth += 1;
    await this.#machines.on(device.machine, () => device.process.client.syncNow());
    this.#depth -= 1;
    link.faultRate = 0;
    link.meanwhile = async () => {};
    this.#noteBugs(device, name);
  }

  /** Between a request and its delivery somebody else does something, now and then. */
  #meanwhile(): () => Promise<void> {
    return async () => {
      if (!this.#random.chance(0.1)) return;
      const other = this.#random.pick(this.#players);
      // Whose process was killed within its own exchange starts anew after it.
      if (!other.device.process.life.isOver && other.device.process.life.pointsLeft === null)
        await this.#study(other, false);
    };
  }

  async #exchangeHub(faultRate: number): Promise<void> {
    if (this.#hub === null) return;
    const { device, link } = this.#hub;
    link.faultRate = faultRate;
    link.meanwhile = this.#meanwhile();
    this.#trace('hub: exchanges');
    this.#depth += 1;
    if (this.#random.chance(0.2)) {
      device.process.life.pointsLeft = this.#random.between(0, 30);
    }
    await this.#machines.on(device.machine, () => device.process.client.syncNow());
    this.#depth -= 1;
    device.process.life.pointsLeft = null;
    link.faultRate = 0;
    link.meanwhile = async () => {};
    this.#noteBugs(device, 'hub');
    if (device.process.life.isOver) {
      this.#killCount += 1;
      await device.restart();
      await this.#machines.on(device.machine, async () => {
        await device.process.client.reload();
        await device.process.client.syncNow();
      });
    }
  }

  async #exchangeUntilKilled(player: DevicePlayer): Promise<void> {
    player.device.process.life.pointsLeft = this.#random.between(0, 40);
    await this.#exchange(player, 0.1);
    player.device.process.life.pointsLeft = null;
    if (player.device.process.life.isOver) await this.#restart(player);
  }

  async #compact(): Promise<void> {
    const store = this.#store(this.#random.between(0, this.#replicaCount - 1));
    const { rows } = await store.session.query<{ scope: string }>('SELECT scope FROM sync_counters ORDER BY scope');
    if (rows.length > 0) await store.session.query('SELECT compact_sync_log($1)', [this.#random.pick(rows).scope]);
  }

  #changeClock({ device, name }: DevicePlayer): void {
    device.machine.clockOffsetMs = this.#randomOffset();
    this.#trace(`${name}: clock is off by ${device.machine.clockOffsetMs} ms`);
  }

  /** A teacher sets a preset or sends a note; an operator edits a preset for everyone. */
  async #teach(): Promise<void> {
    const { rows } = await this.#store(0).session.query<{ student_id: string }>(
      'SELECT student_id FROM class_members WHERE student_id IS NOT NULL AND left_at IS NULL ORDER BY student_id',
    );
    // What flows down only is not brought back by those whom it reached.
    const turn = this.#random.between(0, this.#fate === 'server restored' ? 1 : 2);
    this.#trace(`teacher: ${['preset', 'note', 'edits a preset'][turn]}`);
    if (turn === 2) {
      await this.#machines.on(this.#serverMachine, () =>
        this.#store(0).session.query(
          `UPDATE analysis_presets SET settings = settings || jsonb_build_object('rush_min_mistakes', $1::int), updated_at = now()
           WHERE preset_name = $2`,
          [this.#random.between(2, 5), this.#random.pick(['soft', 'aggressive', 'normal'])],
        ),
      );
      return;
    }
    if (rows.length === 0) return;
    const { student_id: studentId } = this.#random.pick(rows);
    if (turn === 0)
      await this.#onServer('SELECT set_student_preset($1, $2) AS value', [
        studentId,
        this.#random.pick(['soft', 'aggressive', 'normal']),
      ]);
    else
      await this.#onServer(`SELECT send_recommendation($1, 'TR.MAT.ALG.001', 'Not', 'Tekrar et') AS value`, [
        studentId,
      ]);
  }

  /** A student's record is erased, on their device or by the school. */
  async #erase({ device, profiles, name }: DevicePlayer): Promise<void> {
    const profile = this.#random.pick(profiles);
    if (profile.link === null || !this.#random.chance(0.5)) return;
    // A hub may no longer read the scope of a student who left its class by being erased: it hears from devices alone.
    const isHere = this.#hasHub || this.#random.chance(0.5);
    this.#trace(`${isHere ? name : 'server'}: erases ${profile.studentId}`);
    await this.#machines.on(isHere ? device.machine : this.#serverMachine, () =>
      (isHere ? device.store : this.#store(0)).session.query('SELECT erase_student($1)', [profile.studentId]),
    );
    this.#ledger.erased.add(profile.studentId);
  }

  async #deliverLate(): Promise<void> {
    for (const link of this.#links) if (link.lateCount > 0) await link.deliverLate();
  }

  async #fulfil(): Promise<void> {
    if (this.#isFulfilled || this.#fate === 'nothing') return;
    if (this.#fate === 'disk cloned') await this.#cloneDisk();
    else if (this.#backup === null) {
      // Who joined after the backup is unknown to the restored server, and has to join again: that is no matter of sync.
      if (this.#players.every(({ profiles }) => profiles.every(({ link }) => link !== null)))
        await this.#backUpServer();
    } else await this.#restoreServer(this.#backup);
  }

  async #backUpServer(): Promise<void> {
    this.#trace('server: is backed up');
    const rows: BackupRow[] = [];
    const counts = await backUpRows(this.#store(0).session, {
      head: async () => undefined,
      rows: async (some) => void rows.push(...some),
    });
    this.#backup = { rows, counts };
  }

  /** The server's disk is lost, and an older backup put in its place. */
  async #restoreServer({ rows, counts }: ServerBackup): Promise<void> {
    this.#trace('server: is restored');
    this.#isFulfilled = true;
    const source = {
      counts,
      rows: (async function* () {
        yield* rows;
      })(),
    };
    await this.#machines.on(this.#serverMachine, () => restoreRows(this.#store(0).session, source, migrations));
    await this.#renewCode();
    await this.#tellHub();
  }

  /** A second machine from the disk of a first one: the same rows, the same identity, the same tokens. */
  async #cloneDisk(): Promise<void> {
    const original = this.#random.pick(this.#players);
    const place = this.#replicaCount;
    if (place >= this.#ground.stores.length || original.profiles.every(({ link }) => link === null)) return;
    this.#trace(`${original.name}: its disk is cloned`);
    this.#isFulfilled = true;
    const store = this.#store(place);
    await store.reset();
    await copyDatabase(original.device.store.session, store.session);
    const machine: Machine = { name: `clone of ${original.name}`, clockOffsetMs: this.#randomOffset() };
    const link = original.usesHub
      ? this.#faultyLink(this.#serverAt(1), this.#hubMachine)
      : this.#faultyLink(this.#serverAt(0), this.#serverMachine);
    const device = await startSimulatedDevice({
      machine,
      store,
      random: this.#random,
      nowMs: () => this.#machines.nowOf(machine),
      fetchOf: () => link.fetch,
    });
    for (const { link: joined } of original.profiles) {
      const name = `tokens:${joined?.id}`;
      const tokens = joined === null ? null : await original.device.secrets.read(name);
      if (tokens !== null) await device.secrets.write(name, tokens);
    }
    const player = {
      ...original,
      name: machine.name,
      device,
      link,
      profiles: original.profiles.map((own) => ({ ...own })),
    };
    this.#players.push(player);
    await this.#machines.on(machine, async () => {
      await device.process.client.reload();
      await device.process.client.syncNow();
    });
  }

  /** Devices whose sign-in was lost, with the server's tokens or to the other one of two clones, join anew. */
  async #signInAnew(): Promise<void> {
    for (const player of this.#players) {
      for (const profile of player.profiles) {
        const { link } = profile;
        if (link === null || this.#ledger.erased.has(profile.studentId)) continue;
        if (player.device.process.client.stateOf(link.id).name !== 'signed_out') continue;
        const member = this.#members[profile.memberPlace];
        if (member === undefined) continue;
        this.#trace(`${player.name}: signs in anew`);
        const others = player.profiles.filter((other) => other !== profile).map(({ studentId }) => studentId);
        await this.#enterClass(player, profile, member, new Set(others));
      }
    }
  }

  // The end ------------------------------------------------------------------------------------------------------------

  /** Everybody exchanges everything over links without faults. */
  async #settle(): Promise<void> {
    await this.#deliverLate();
    // Machines are switched on again at the latest on the next day.
    if (this.#fate !== 'nothing') for (const player of this.#players) await this.#restart(player);
    for (let round = 0; round < (this.#fate === 'nothing' ? 4 : 6); round += 1) {
      this.#trace(`settling, round ${round}`);
      if (round > 0) await this.#signInAnew();
      for (const player of this.#players) {
        this.#machines.pass(1000);
        await this.#exchange(player, 0);
      }
      await this.#machines.on(this.#hubMachine, async () => {
        await this.#hub?.device.process.client.syncNow();
      });
    }
    for (const { device, name, profiles } of this.#players) {
      for (const { studentId, link } of profiles) {
        if (link === null || this.#ledger.erased.has(studentId)) continue;
        const state = device.process.client.stateOf(link.id);
        if (state.name !== 'idle')
          this.#problems.push(`${name}: ends as ${state.name}, ${JSON.stringify(state.failure)}`);
      }
    }
  }
}
