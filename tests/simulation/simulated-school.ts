/**
 * Who takes part in a run: a central server, perhaps a hub of a class, and devices with their students.
 *
 *     device --+            +--> server
 *     device --+--> hub ----+
 *     device ---------------+
 */
import { joinKeyOf } from '../../shared/sync/join-key.ts';
import { createJoinServer } from '../../shared/sync/join-server.ts';
import { keepTokens } from '../../shared/sync/link-tokens.ts';
import { type SyncLink, writeSyncLink } from '../../shared/sync/sync-link.ts';
import type { DiskCopy } from './copy-database.ts';
import { createFaultyLink, type FaultyLink, type LinkFault, linkFaults } from './faulty-link.ts';
import type { ReplicaStore } from './replica-store.ts';
import type { RunPlan } from './run-plan.ts';
import { createSeededRandom, createSteppedRandom, type SteppedRandom } from './seeded-random.ts';
import { type DeviceOptions, type SimulatedDevice, startSimulatedDevice } from './simulated-device.ts';
import { type Machine, type SimulatedMachines, startSimulatedMachines } from './simulated-machines.ts';
import type { SimulatedServer } from './simulated-server.ts';
import { createStudyLedger, type LedgerKey, type StudyLedger } from './study-ledger.ts';

/** What runs of one worker share: the first store is the central server's, the second the hub's. */
export interface SimulationGround {
  readonly stores: readonly ReplicaStore[];
  readonly servers: readonly SimulatedServer[];
}

export interface Profile {
  studentId: string;
  link: SyncLink | null;
  /** The name of the roster that it took. */
  memberName: string;
  /** It was in the class, and is not now: its rows are there and here. */
  hasLeft: boolean;
}

/** A statement of a student's work, as a journal on the disk holds it. */
export interface JournalEntry {
  readonly atMs: number;
  readonly statements: readonly { readonly text: string; readonly values: readonly unknown[] }[];
}

export interface Player {
  readonly name: string;
  /** The place of the plan; null: a clone, whom no step names. */
  readonly place: number | null;
  readonly device: SimulatedDevice;
  readonly link: FaultyLink;
  readonly usesHub: boolean;
  profiles: Profile[];
  /** A copy of its disk, and who its students were then. */
  copy: {
    readonly disk: DiskCopy;
    readonly profiles: readonly Profile[];
    readonly secrets: ReadonlyMap<string, string>;
  } | null;
  /** What was acknowledged since that copy. */
  journal: JournalEntry[];
}

export const serverUrl = 'https://school.test';
const hubUrl = 'https://hub.test';
const tenYearsMs = 10 * 365.25 * 24 * 3_600_000;

export class School {
  readonly plan: RunPlan;
  readonly random: SteppedRandom;
  readonly machines: SimulatedMachines;
  readonly serverMachine: Machine = { name: 'server', clockOffsetMs: 0 };
  readonly ledger: StudyLedger = createStudyLedger();
  readonly players: Player[] = [];
  readonly links: FaultyLink[] = [];
  readonly problems: string[] = [];
  readonly faultCounts: Record<string, number> = {};
  hub: { readonly device: SimulatedDevice; readonly link: FaultyLink } | null = null;
  requestCount = 0;
  killCount = 0;
  madeCount = 0;
  /** How deep a line of the trace is indented. */
  depth = 0;
  readonly #ground: SimulationGround;
  readonly #print: ((line: string) => void) | undefined;
  readonly #hubMachine: Machine = { name: 'hub', clockOffsetMs: 0 };
  #classId = '';
  #code = '';

  constructor(ground: SimulationGround, plan: RunPlan, print?: (line: string) => void) {
    this.plan = plan;
    this.#ground = ground;
    this.#print = print;
    this.random = createSteppedRandom(plan.seed);
    this.machines = startSimulatedMachines(createSeededRandom(plan.seed, 'databases'));
  }

  trace(text: string): void {
    this.#print?.(`${'  '.repeat(this.depth)}${text}`);
  }

  store(place: number): ReplicaStore {
    const store = this.#ground.stores[place];
    if (store === undefined) throw new Error('there are too few databases');
    return store;
  }

  server(place: 0 | 1): SimulatedServer {
    const server = this.#ground.servers[place];
    if (server === undefined) throw new Error('there are too few servers');
    return server;
  }

  get serverSession() {
    return this.store(0).session;
  }

  keyOf({ name }: Player, { studentId, link }: Profile): LedgerKey {
    return link === null ? `${name}/${studentId}` : studentId;
  }

  // Setting up ---------------------------------------------------------------------------------------------------------

  async setUp(): Promise<void> {
    const { hasHub, devices, nameCount, fate } = this.plan;
    const storeOf = (place: number) => (hasHub ? 2 : 1) + place;
    const highest = storeOf(Math.max(...devices)) + (fate === 'disk cloned' ? 1 : 0);
    const used = this.#ground.stores.slice(0, highest + 1);
    for (const store of used) await store.reset();
    await this.machines.forgetEarlierChance(used.flatMap(({ pglite }) => (pglite === null ? [] : [pglite])));
    for (const { mortal } of this.#ground.servers) mortal.revive();
    await this.serverSession.query('SELECT sync_identity()');
    const names = Array.from({ length: nameCount }, (_, place) => `Student ${place}`);
    this.#classId = await this.onServer<{ class_id: string }>('SELECT create_class($1, NULL, $2::text[]) AS value', [
      '9-A',
      names,
    ]).then(({ class_id }) => class_id);
    await this.renewCode();
    if (hasHub) await this.#startHub();
    for (const place of devices) await this.#startDevice(place, this.store(storeOf(place)));
    this.trace(`${devices.length} devices${hasHub ? ' and a hub' : ''}, ${names.length} names, fate: ${fate}`);
  }

  async onServer<T>(text: string, values: readonly unknown[]): Promise<T> {
    return this.machines.on(this.serverMachine, async () => {
      const { rows } = await this.serverSession.query<{ value: T }>(text, values);
      const [row] = rows;
      if (row === undefined) throw new Error('the server gave no row');
      return row.value;
    });
  }

  async renewCode(): Promise<void> {
    const made = await this.onServer<{ code: string }>('SELECT create_join_code($1, 10080, 1000) AS value', [
      this.#classId,
    ]);
    this.#code = made.code;
  }

  /** A way to the server, or to the hub, that fails in ways of its own. */
  #faultyLink(place: 0 | 1): FaultyLink {
    const server = this.server(place);
    const machine = place === 0 ? this.serverMachine : this.#hubMachine;
    const faults = linkFaults.filter(() => this.random.chance(0.6));
    const link = createFaultyLink({
      random: this.random,
      faults: faults.length === 0 ? linkFaults : faults,
      server: server.mortal,
      wire: async (request) => {
        this.requestCount += 1;
        this.machines.pass(this.random.between(1, 40));
        // A hub leaves signing in to the central server.
        const target = request.path.startsWith('/rest/') ? server : this.server(0);
        const at = target === server ? machine : this.serverMachine;
        return this.machines.on(at, () => target.wire(request));
      },
      onFault: (fault: LinkFault) => {
        this.faultCounts[fault] = (this.faultCounts[fault] ?? 0) + 1;
        this.trace(`fault: ${fault}`);
      },
    });
    this.links.push(link);
    return link;
  }

  async #startDevice(place: number, store: ReplicaStore): Promise<void> {
    this.random.turnTo(`device ${place}`);
    const usesHub = this.random.chance(0.6) && this.plan.hasHub;
    const profiles = Array.from({ length: this.random.chance(0.25) ? 2 : 1 }, () => ({
      studentId: this.random.uuid(),
      link: null,
      memberName: '',
      hasLeft: false,
    }));
    await this.addPlayer({ name: `device ${place}`, place, store, usesHub, profiles });
  }

  async addPlayer(
    given: Pick<Player, 'name' | 'place' | 'usesHub' | 'profiles'> & { readonly store: ReplicaStore },
  ): Promise<Player> {
    const { store, ...known } = given;
    const machine: Machine = { name: given.name, clockOffsetMs: this.randomOffset() };
    const link = this.#faultyLink(given.usesHub ? 1 : 0);
    const device = await startSimulatedDevice(this.#surroundings(machine, store, link));
    const player: Player = { ...known, device, link, copy: null, journal: [] };
    this.players.push(player);
    return player;
  }

  #surroundings(machine: Machine, store: ReplicaStore, link: FaultyLink): DeviceOptions {
    return {
      machine,
      store,
      random: this.random,
      nowMs: () => this.machines.nowOf(machine),
      fetchOf: () => link.fetch,
    };
  }

  async #startHub(): Promise<void> {
    const { person_id: personId } = await this.onServer<{ person_id: string }>(
      `SELECT create_person('hub', 'Hub') AS value`,
      [],
    );
    await this.onServer('SELECT add_class_hub($1, $2) AS value', [this.#classId, personId]);
    const link = this.#faultyLink(0);
    const { session } = this.store(1);
    await session.query('SELECT sync_identity()');
    const sign = async () => {
      const signed = await this.machines.on(this.serverMachine, () =>
        this.server(0).context.tokens.sign({
          sub: personId,
          role: 'authenticated',
          endstp_role: 'hub',
          session_id: personId,
        }),
      );
      return { ok: true, value: signed.token } as const;
    };
    const linkOf = (studentId: string): SyncLink => ({
      id: studentId,
      studentId,
      serverUrl,
      kind: 'endstp',
      apiKey: null,
      classId: this.#classId,
      className: '9-A',
      joinedAt: '2026-01-01T00:00:00Z',
      peerId: null,
    });
    const device = await startSimulatedDevice({
      ...this.#surroundings(this.#hubMachine, this.store(1), link),
      hub: {
        links: {
          list: async () => {
            const { rows } = await session.query<{ student_id: string }>(
              'SELECT student_id FROM class_members WHERE student_id IS NOT NULL ORDER BY student_id',
            );
            return rows.map(({ student_id }) => linkOf(student_id));
          },
          leave: async () => undefined,
        },
        tokens: { current: sign, renew: sign, leaveRefreshingToOthers: async () => {}, forget: async () => {} },
      },
    });
    this.hub = { device, link };
  }

  randomOffset(): number {
    if (this.random.chance(0.5)) return 0;
    if (this.random.chance(0.5)) return this.random.between(-600_000, 600_000);
    return this.random.pick([-1, 1]) * Math.round(this.random.next() * tenYearsMs);
  }

  // Joining ------------------------------------------------------------------------------------------------------------

  /** Names of the roster that this device may take: not those of somebody who left and will come back. */
  async freeNames(player: Player): Promise<readonly string[]> {
    const { rows } = await this.serverSession.query<{ display_name: string }>(
      'SELECT display_name FROM class_members WHERE left_at IS NULL ORDER BY display_name',
    );
    const kept = this.players.flatMap((other) =>
      other === player ? [] : other.profiles.filter(({ hasLeft }) => hasLeft).map(({ memberName }) => memberName),
    );
    return rows.map(({ display_name }) => display_name).filter((name) => !kept.includes(name));
  }

  /** Joins the class under a name; the teacher says yes to a further device. */
  async enterClass(player: Player, profile: Profile, memberName: string): Promise<void> {
    const { device, name, usesHub, link: network } = player;
    const { machine } = device;
    const [member] = (
      await this.serverSession.query<{ id: string }>(
        'SELECT id FROM class_members WHERE display_name = $1 AND left_at IS NULL',
        [memberName],
      )
    ).rows;
    if (member === undefined) return;
    network.faultRate = 0;
    const url = usesHub ? hubUrl : serverUrl;
    const server = createJoinServer(device.http(url), { serverUrl: url, kind: 'endstp', apiKey: null });
    const [identity] = (
      await device.store.session.query<{ replica_id: string }>('SELECT replica_id FROM sync_identity()')
    ).rows;
    await this.machines.on(machine, async () => {
      let word = await server.join({
        code: this.#code,
        member_id: member.id,
        replica_id: identity?.replica_id ?? '',
        device_name: name,
        local_student_id: profile.studentId,
        claim_key: await joinKeyOf(device.secrets, url, () => this.random.uuid() + this.random.uuid()),
      });
      if (word.ok && word.value.status === 'waiting') {
        const { requestId, claimSecret } = word.value;
        await this.onServer('SELECT approve_join_request($1) AS value', [requestId]);
        word = await server.askAgain({ requestId, claimSecret, className: '', tokens: null });
      }
      if (!word.ok || word.value.status !== 'joined') {
        if (word.ok || !['NAME_NOT_ON_ROSTER', 'STUDENT_ERASED'].includes(word.error.code)) {
          this.problems.push(`${name}: joining failed: ${word.ok ? word.value.status : word.error.code}`);
        }
        return;
      }
      const { studentId, classId, className, tokens } = word.value;
      // One profile of a device for one student: the second would be the first.
      if (player.profiles.some((other) => other !== profile && other.studentId === studentId)) return;
      const linkId = this.random.uuid();
      await keepTokens({ secrets: device.secrets, localNowMs: () => this.machines.nowOf(machine) }, linkId, tokens);
      const link: SyncLink = {
        id: linkId,
        studentId,
        serverUrl: url,
        kind: 'endstp',
        apiKey: null,
        classId,
        className,
        joinedAt: new Date(this.machines.trueMs).toISOString(),
        peerId: null,
      };
      const before = this.keyOf(player, profile);
      const oldId = profile.studentId;
      await device.store.database.transaction(async (queries) => {
        if (oldId !== studentId) await queries.query('SELECT rekey_student($1, $2)', [oldId, studentId]);
        await queries.query('UPDATE sync_links SET left_at = now() WHERE student_id = $1 AND left_at IS NULL', [
          studentId,
        ]);
        await writeSyncLink(queries, link);
      });
      Object.assign(profile, { studentId, link, memberName, hasLeft: false });
      if (before !== studentId) this.ledger.give(before, studentId, false);
      this.trace(`${name}: joins as ${memberName}, ${studentId}`);
      await this.tellHub();
      await device.process.client.reload();
      await device.process.client.syncNow(studentId);
    });
    this.noteBugs(device, name);
  }

  /** A hub is told who is in its class when somebody joins. */
  async tellHub(): Promise<void> {
    if (this.hub === null) return;
    const { rows } = await this.serverSession.query<{ rows: unknown }>(
      `SELECT jsonb_build_object('class', (SELECT jsonb_agg(to_jsonb(own) || '{"preset_name": null}') FROM classes AS own),
         'members', (SELECT jsonb_agg(to_jsonb(own)) FROM class_members AS own)) AS rows`,
    );
    const { session } = this.store(1);
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
    await this.settleHub();
  }

  /** The hub exchanges over a sound line. */
  async settleHub(): Promise<void> {
    const { hub } = this;
    if (hub === null) return;
    await this.machines.on(this.#hubMachine, async () => {
      await hub.device.process.client.reload();
      await hub.device.process.client.syncNow();
    });
    this.noteBugs(hub.device, 'hub');
  }

  noteBugs(device: SimulatedDevice, name: string): void {
    for (const bug of device.process.bugs.splice(0)) {
      this.problems.push(`${name}: ${bug instanceof Error ? `${bug.message} ${bug.stack ?? ''}` : String(bug)}`);
    }
  }

  async isErased({ store }: SimulatedDevice, studentId: string): Promise<boolean> {
    const { rows } = await store.session.query('SELECT FROM student_tombstones WHERE student_id = $1', [studentId]);
    return rows.length > 0;
  }
}
